"""What is due for administrators: accounts that cannot be used as they are."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from accounts.choices import AccountState
from accounts.models import User
from core.pages.home import Desk, Todo

NAMED = 5  # accounts named in a row
ACCOUNT_WORDS = {  # state: (who deals with it, what, facts, verb)
    AccountState.DELAYED: (
        "accounts.unlock_user", "{} 个账号有人连续输错密码，登录受限", "核实是本人后解锁，或等几分钟", "去查看",
    ),
    AccountState.NO_ROLE: (
        "accounts.grant_role", "{} 个账号没有角色，登录后看不到任何内容", "按任职文件或单位申请授予角色", "去授权",
    ),
}  # fmt: skip


def account_todos(desk: Desk) -> Iterator[Todo]:
    """Accounts that cannot be used as they are, for whoever can mend it."""
    counts = User.objects.for_user(desk.user).count_by_state()
    for state, (permission, text, facts, verb) in ACCOUNT_WORDS.items():
        if counts.get(state) and desk.user.has_perm(permission):
            url = f"{reverse('accounts:user_list')}?{urlencode({'state': state})}"
            yield Todo("账号", text.format(counts[state]), facts, None, url, verb)
    if desk.user.has_perm("accounts.change_user"):
        never = User.objects.for_user(desk.user).never_seen().order_by("created_at", "pk")
        names = list(never.values_list("name", flat=True))
        if names:
            url = f"{reverse('accounts:user_list')}?{urlencode({'seen': 'never'})}"
            facts = f"{'、'.join(names[:NAMED])}{'等' if len(names) > NAMED else ''} · 提醒本人用账号单登录并改密码"
            yield Todo("账号", f"{len(names)} 个账号开通后还没有登录过", facts, None, url, "去查看")
