"""Ages, names and titles."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres import policy
from cadres.choices import NATIONALITIES, AgeBand

BIRTHS = st.dates(min_value=date(1920, 1, 1), max_value=date(2008, 12, 31))
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(BIRTHS, DAYS)
def test_everybody_is_in_exactly_the_band_of_their_age(birth, day):
    age = policy.age_on(birth, day)
    for youngest, oldest in policy.AGE_BANDS.values():
        first, last = policy.born_between(youngest, oldest, day)
        assert (first <= birth <= last) == (youngest <= age <= oldest)


@given(BIRTHS, st.integers(min_value=1, max_value=80))
def test_the_day_of_an_age_is_the_first_day_of_it(birth, age):
    day = policy.turns(age, birth)
    assert policy.age_on(birth, day) == age
    assert policy.age_on(birth, date.fromordinal(day.toordinal() - 1)) == age - 1


def test_the_bands_leave_no_gap():
    bounds = list(policy.AGE_BANDS.values())
    assert list(policy.AGE_BANDS) == AgeBand.values
    assert all(oldest + 1 == youngest for (_, oldest), (youngest, _) in pairwise(bounds))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("周建平", ("zhou jian ping", "zjp")),
        ("单伟", ("shan wei", "sw")),
        ("曾国强", ("zeng guo qiang", "zgq")),
        ("解红", ("xie hong", "xh")),
        ("尉迟恭", ("yu chi gong", "ycg")),
        ("欧阳华", ("ou yang hua", "oyh")),
        ("吕布", ("lv bu", "lb")),
        ("Anna Li", ("anna li", "a")),
    ],
)
def test_names_are_read_as_surnames_are(name, keys):
    assert policy.name_keys(name) == keys


@pytest.mark.parametrize(
    ("area", "posts", "title"),
    [
        ("弥陀村", ["村党组织书记", "村委会主任"], "弥陀村党组织书记、村委会主任"),
        ("城东社区", ["村党组织书记", "村委会主任"], "城东社区党组织书记、居委会主任"),
        ("城东社区", ["村委会主任"], "城东社区居委会主任"),
        ("弥陀村", ["驻村第一书记"], "弥陀村驻村第一书记"),
    ],
)
def test_titles_read_as_in_documents(area, posts, title):
    assert policy.post_title(area, posts) == title


def test_there_are_56_nationalities():
    assert len(NATIONALITIES) == 56
    assert (NATIONALITIES[0], NATIONALITIES[-1]) == (("01", "汉族"), ("56", "基诺族"))
