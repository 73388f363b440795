"""Names are written one way on every way in, and places are found by their initials. shared/cases/names.txt"""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.data.fields import NameField
from core.pages.forms import NameInput
from core.values.names import initials, tidy_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("测\u200b零\u200f宽\u202a\u2060\ufeff", "测零宽"),
        ("\u2f42测", "文测"),
        ("古丽\u00b7测试", "古丽·测试"),
        ("古丽\u2022测试", "古丽·测试"),
        ("古丽\uff0e测试", "古丽·测试"),
        ("古丽.测试", "古丽·测试"),
        ("古丽 ・ 测试", "古丽·测试"),
        ("单　伟", "单伟"),
        (" 周 建平 ", "周建平"),
        ("Anna  Li", "Anna Li"),
        ("J. Smith", "J. Smith"),
        ("\uff2c\uff49", "Li"),
        ("\U00020bb7㛃䶮", "\U00020bb7㛃䶮"),
    ],
)
def test_a_name_is_written_one_way(typed, kept):
    assert tidy_name(typed) == kept


@pytest.mark.parametrize("name", ["<b>王平</b>", "王{平}", "王平|李晓梅", "王\uff1c平", 'a"onload=x'])
def test_markup_is_refused_by_columns_and_forms_alike(name):
    for field in (NameField(max_length=40), NameInput(max_length=40)):
        with pytest.raises(ValidationError, match="请只写姓名"):
            field.clean(name, None) if isinstance(field, NameField) else field.clean(name)


@pytest.mark.parametrize("name", ["古丽·测试", "Anna Li", "J. Smith", "O'Neill", "张三(大)", "\U00020bb7㛃䶮"])
def test_a_name_is_taken(name):
    assert NameInput().clean(name) == NameField(max_length=40).clean(name, None) == name


def test_a_name_of_unseen_signs_is_missing():
    with pytest.raises(ValidationError):
        NameInput().clean("\u200b\u2060")


@given(st.text(max_size=20))
def test_a_tidy_name_stays_as_it_is(text):
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("高台镇", "gtz"), ("重庆村", "cqc"), ("重点村", "zdc"), ("长安社区", "casq"), ("第3社区", "d3sq"),
        ("A区", "aq"), ("圐圙村", "klc"), ("", ""), ("（东）村", "dc"),
    ],
)  # fmt: skip
def test_a_place_is_found_by_how_it_is_said(name, keys):
    assert initials(name) == keys
