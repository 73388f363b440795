"""Areas and accounts for the tests of areas and cadres: real names of two townships of 南郑区."""

from datetime import date

from accounts.models import Assignment, User
from areas.models import Area
from areas.policy import short_name

TREE = (
    ("610000000000", "陕西省", 1),
    ("610700000000", "汉中市", 2),
    ("610703000000", "南郑区", 3),
    ("610703106000", "高台镇", 4),
    ("610703106201", "战斗村委会", 5),
    ("610703106213", "弥陀村委会", 5),
    ("610703107000", "新集镇", 4),
    ("610703107001", "新集社区居委会", 5),
)


def build_tree() -> dict[str, Area]:
    made: dict[str, Area] = {}
    levels: dict[int, Area] = {}
    for code, name, level in TREE:
        area = Area.objects.create(
            code=code, name=name, short_name=short_name(name), level=level, parent=levels.get(level - 1)
        )
        made[area.short_name] = levels[level] = area
    return made


def make_user(role: str, area: Area, name: str = "") -> User:
    name = name or f"{role}_{area.code}"
    user = User.objects.create(username=name, name=name, unit=str(area))
    Assignment.objects.create(user=user, role=role, area=area, valid_from=date(2020, 1, 1))
    return user
