"""A small tree: the real names of two townships of 南郑区."""

import pytest

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


@pytest.fixture
def tree(db) -> dict[str, Area]:
    """Areas by short name."""
    made: dict[str, Area] = {}
    by_prefix: dict[str, Area] = {}
    for code, name, level in TREE:
        parent = max(
            (area for prefix, area in by_prefix.items() if code.startswith(prefix)), key=lambda a: a.level, default=None
        )
        area = Area.objects.create(code=code, name=name, short_name=short_name(name), level=level, parent=parent)
        made[area.short_name] = by_prefix[area.prefix] = area
    return made
