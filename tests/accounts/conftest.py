"""A county with two townships and a village, a second county, and accounts in them."""

from datetime import date

import pytest

from accounts.models import Assignment, User
from areas.models import Area

PASSWORD = "kulu-mofa-2741"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def areas(db) -> dict[str, Area]:
    rows = [
        ("省", "610000000000", 1, None),
        ("市", "610700000000", 2, "省"),
        ("南郑区", "610703000000", 3, "市"),
        ("高台镇", "610703104000", 4, "南郑区"),
        ("黎坪镇", "610703110000", 4, "南郑区"),
        ("战斗村", "610703104201", 5, "高台镇"),
        ("城固县", "610722000000", 3, "市"),
    ]
    tree: dict[str, Area] = {}
    for name, code, level, parent in rows:
        tree[name] = Area.objects.create(code=code, name=name, short_name=name, level=level, parent=tree.get(parent))
    return tree


@pytest.fixture
def make_user(areas):
    """``make_user("gaotai", ("township_official", "高台镇"), …)``: an account in use, with these roles since 2026."""

    def make(username: str, *roles: tuple[str, str], **fields) -> User:
        user = User(username=username, **{"name": username, **fields})
        user.set_password(PASSWORD)
        user.save()
        for role, area in roles:
            Assignment.objects.create(user=user, role=role, area=areas[area], valid_from=date(2026, 1, 1))
        return user

    return make


@pytest.fixture
def system_admin(make_user) -> User:
    return make_user("sysadmin", ("system_admin", "南郑区"))


@pytest.fixture
def security_admin(make_user) -> User:
    return make_user("secadmin", ("security_admin", "南郑区"))
