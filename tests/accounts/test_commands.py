"""``manage.py create_admin``."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User


def run(**options) -> str:
    out = StringIO()
    call_command("create_admin", stdout=out, **options)
    return out.getvalue()


def test_it_opens_the_two_first_administrators_and_prints_their_passwords_once(areas):
    text = run(area="610703")
    accounts = re.findall(r"用户名 (\S+)  初始密码 (\S+)", text)
    assert [username for username, _ in accounts] == ["sysadmin", "secadmin"]
    for username, password in accounts:
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.must_change_password
        assert user.acting.area == areas["南郑区"]
    assert User.objects.get(username="sysadmin").role == "system_admin"
    assert User.objects.get(username="secadmin").role == "security_admin"


@pytest.mark.parametrize("area", ["619999", "610703104"])
def test_a_wrong_area_opens_nothing(areas, area):
    with pytest.raises(CommandError):
        run(area=area)
    assert not User.objects.exists()


def test_a_second_run_changes_nothing_without_a_suffix(areas):
    run(area="610703")
    with pytest.raises(CommandError, match="已被使用"):
        run(area="610703")
    assert User.objects.count() == 2
    assert "sysadmin-cg" in run(area="610722", suffix="-cg")


def test_it_resets_even_the_security_administrator(security_admin):
    password = re.search(r"初始密码 (\S+)", run(reset="secadmin"))[1]
    security_admin.refresh_from_db()
    assert security_admin.check_password(password)
    with pytest.raises(CommandError, match="没有用户名"):
        run(reset="nobody")
