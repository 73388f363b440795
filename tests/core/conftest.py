"""Two townships with a village each, and officials of the first."""

from datetime import date

import pytest

from accounts.models import Assignment, User
from areas.models import Area, VillageProfile
from core.declare import MenuPage, MenuSection
from core.pages import context

ROWS = (
    ("610703000000", "南郑区", 3, None),
    ("610703104000", "高台镇", 4, "南郑区"),
    ("610703110000", "黎坪镇", 4, "南郑区"),
    ("610703104201", "战斗村", 5, "高台镇"),
    ("610703110201", "桃源村", 5, "黎坪镇"),
)


@pytest.fixture
def areas(db) -> dict[str, Area]:
    tree: dict[str, Area] = {}
    for code, name, level, parent in ROWS:
        tree[name] = Area.objects.create(code=code, name=name, short_name=name, level=level, parent=tree.get(parent))
    return tree


@pytest.fixture
def profile(areas) -> VillageProfile:
    return VillageProfile.objects.create(area=areas["战斗村"], population=100, households=30)


def official(area: Area, username: str, role: str = "township_official") -> User:
    user = User.objects.create(username=username, name=f"{username}的姓名", unit=f"{area}党建办")
    Assignment.objects.create(user=user, role=role, area=area, valid_from=date(2026, 1, 1))
    return user


@pytest.fixture
def zhang(areas) -> User:
    return official(areas["高台镇"], "zhang")


@pytest.fixture
def li(areas) -> User:
    return official(areas["高台镇"], "li")


@pytest.fixture
def auditor(areas) -> User:
    return official(areas["南郑区"], "auditor", "auditor")


@pytest.fixture
def pages(settings, monkeypatch):
    settings.ROOT_URLCONF = "tests.core.pages"
    areas = MenuPage("areas", "区划", "area_list", "areas.view_area")
    monkeypatch.setattr(context, "menu", lambda: [(MenuSection("areas", "区划", "map"), [areas])])


@pytest.fixture
def as_zhang(client, zhang, pages):
    client.force_login(zhang)
    return client
