"""Codes and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from areas import policy


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("战斗村委会", "战斗村"),
        ("青杠村民委员会", "青杠村"),
        ("新丰村村委会", "新丰村"),
        ("方广村村民委员会", "方广村"),
        ("多福巷社区居委会", "多福巷社区"),
        ("艺苑社区居民委员会", "艺苑社区"),
        ("王岑社区洪庄村民委员会", "王岑社区洪庄村"),
        ("坝墙子镇居委会", "坝墙子镇居委会"),
        ("城西居民委员会", "城西居委会"),
        ("渔营社区居委会会", "渔营社区居委会会"),
        ("乌吉乐嘎查", "乌吉乐嘎查"),
        ("第九生产队", "第九生产队"),
        ("高台镇", "高台镇"),
        ("村委会", "村委会"),
    ],
)
def test_short_names_are_as_people_say_them(name, short):
    assert policy.short_name(name) == short


@given(st.sampled_from(sorted(policy.WIDTH)), st.integers(min_value=10**11, max_value=10**12 - 1))
def test_a_padded_prefix_keeps_its_prefix(level, number):
    prefix = policy.prefix(str(number), level)
    assert len(prefix) == policy.WIDTH[level]
    assert policy.prefix(policy.padded(prefix), level) == prefix
    assert len(policy.padded(prefix)) == 12


def test_an_address_leaves_out_what_nobody_says():
    assert not policy.said_in_full_name("市辖区")
    assert policy.said_in_full_name("汉中市")
