"""A password is not one's own name."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


@pytest.mark.parametrize(
    ("name", "username", "password"),
    [
        ("张莉", "gaotai", "zhangli1980"),
        ("张莉", "gaotai", "Zhang.Li@2026!"),
        ("张莉", "gaotai", "li-zhang-7788"),
        ("张莉", "gaotai", "zl19800101"),
        ("张莉", "gaotai", "19800101ZL"),
        ("张莉", "gaotai", "lz@19800101"),
        ("张莉", "gaotai", "gaotai-20261130-xx"),
        ("张莉", "gao.tai", "gaotai_20261130"),
        ("王小明", "wangxm", "xiaoming.1988"),
        ("王小明", "wangxm", "wxm#88112233"),
        ("单雄", "office", "shanxiong2026"),
        ("单雄", "office", "danxiong2026"),
        ("吕布", "office", "lvbu20261130"),
        ("吕布", "office", "lubu20261130"),
    ],
)
def test_a_password_that_holds_the_own_name_is_refused(name, username, password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username=username, name=name))


@pytest.mark.parametrize("password", ["honghe-7319-wan", "yu-bei-xuan-1980", "zaochun-2027", "Qingming#1980"])
@pytest.mark.parametrize("name", ["张莉", "王小明", "Smith", "", "一"])
def test_other_passwords_pass(name, password):
    validate_password(password, User(username="nzq8", name=name))
