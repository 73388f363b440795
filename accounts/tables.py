"""The list of accounts."""

from accounts.choices import AccountState
from accounts.models import User
from core.files.excel import Column as Cell
from core.pages.tables import Column, DateColumn, SubColumn, Table, WrapColumn
from core.templatetags.touyan import badge

TONES = {AccountState.NEW: "", AccountState.NO_ROLE: "warn", AccountState.DELAYED: "bad", AccountState.CLOSED: ""}


def roles_of(user: User) -> str:
    """The current roles with their places; needs ``with_assignments``."""
    return "；".join(assignment.label for assignment in user.current_assignments)


class UserTable(Table):
    unit = "个"
    caption = "账号"

    username = Column("用户名", linkify=True)
    name = Column("姓名")
    office = SubColumn("单位", accessor="unit")
    roles = WrapColumn("现有角色", accessor="pk")
    state = Column("状态")
    last_login = DateColumn("最近登录")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()
        sequence = ("username", "name", "office", "roles", "state", "last_login")
        order_by = "username"
        export_columns = (
            Cell("用户名", 16, source="username"),
            Cell("姓名", 12, source="name"),
            Cell("单位", 24, source="unit"),
            Cell("联系电话", 16, source="phone"),
            Cell("现有角色", 36, source=roles_of),
            Cell("状态", 12, "center", source="state", labels=dict(AccountState.choices)),
            Cell("开通时间", 18, "datetime", source="created_at"),
            Cell("最近登录", 18, "datetime", source="last_login"),
        )

    def render_roles(self, record: User) -> str:
        return roles_of(record)

    def render_state(self, value: str) -> str:
        label = AccountState(value).label
        return badge(label, TONES[value]) if value in TONES else label
