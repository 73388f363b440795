"""Who rates: seats, secretaries, raters of last time, nobody the own village."""

import pytest

from contests.models import Rater
from contests.policy import may_rate
from contests.services import sheets
from contests.services.lifecycle import open_scoring
from contests.services.raters import add_rater, add_secretaries, change_rater, copy_raters
from core.errors import TouyanError
from core.periods import Period
from tests.contests import factories
from tests.contests.conftest import OPENING, group, make_secretary


def test_seats_are_counted_and_taken_once(create, official):
    contest = create()
    first = add_rater(contest=contest, group=group("observers"), name=" 王平 ", by=official)
    third = add_rater(contest=contest, group=group("observers"), name="李安", seat=3, by=official)
    fourth = add_rater(contest=contest, group=group("observers"), name="赵宁", by=official)
    assert [(r.seat, r.name) for r in (first, third, fourth)] == [(1, "王平"), (3, "李安"), (4, "赵宁")]
    with pytest.raises(TouyanError, match="这个席号已有评委"):
        add_rater(contest=contest, group=group("observers"), name="周全", seat=3, by=official)
    with pytest.raises(TouyanError, match="没有由“区直部门”打分的项"):
        add_rater(contest=contest, group=group("departments"), name="周全", by=official)


def test_secretaries_take_a_seat_each_with_their_accounts(create, places):
    account = factories.make_user(username="zhou", role="village_cadre", area=places.villages[0])
    both = make_secretary(places.villages[0], "周建平", user=account)
    make_secretary(places.villages[1], "", person=both)
    make_secretary(places.villages[2], "吴永强")
    contest = create()
    assert add_secretaries(contest=contest, group=group("peers"), on=OPENING) == 2
    assert list(contest.raters.values_list("seat", "name", "unit", "area__short_name", "user__username")) == [
        (1, "周建平", "高台社区书记", "高台社区", "zhou"), (2, "吴永强", "东风村书记", "东风村", None)
    ]  # fmt: skip
    assert add_secretaries(contest=contest, group=group("peers"), on=OPENING) == 0


def test_last_times_raters_fill_only_empty_groups(ready, create, official):
    following = create(period=Period("quarter", 2026, 4))
    add_rater(contest=following, group=group("observers"), name="新评委", by=official)
    assert copy_raters(contest=following, from_contest=ready) == 4
    assert list(following.raters.filter(group=group("observers")).values_list("name", flat=True)) == ["新评委"]
    assert set(following.raters.filter(group=group("peers")).values_list("seat", "name", "area")) == set(
        ready.raters.filter(group=group("peers")).values_list("seat", "name", "area")
    )


def test_nobody_comes_to_rate_their_own_village_by_taking_over_a_seat(create, places, official):
    account = factories.make_user(username="mituo", role="village_cadre", area=places.villages[1], name="周建平")
    make_secretary(places.villages[1], "周建平", user=account)
    contest = create()
    for code in ("observers", "peers"):
        rater = add_rater(contest=contest, group=group(code), name="王平", by=official)
    open_scoring(contest=contest, user=official, on=OPENING)
    with pytest.raises(TouyanError, match=f"周建平是{places.villages[1]}的书记"):
        change_rater(rater=rater, name="周建平", unit="", user_account=account)
    assert Rater.objects.get(pk=rater.pk).name == "王平"
    sheets.waive(sheets=rater.sheets.filter(entry__holder__user=account), reason="回避", user=official)
    change_rater(rater=rater, name="周建平", unit="", user_account=account)
    assert Rater.objects.get(pk=rater.pk).user == account


def test_a_secretary_of_two_villages_rates_neither(create, places, official):
    account = factories.make_user(username="zhou", role="village_cadre", area=places.villages[0])
    both = make_secretary(places.villages[0], "周建平", user=account)
    make_secretary(places.villages[1], "", person=both)
    contest = create()
    add_secretaries(contest=contest, group=group("peers"), on=OPENING)
    add_rater(contest=contest, group=group("peers"), name="镇干部", by=official)
    add_rater(contest=contest, group=group("observers"), name="王平", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    rated = contest.sheets.filter(rater__name="周建平").values_list("entry__name", flat=True)
    assert set(rated) == {"东风村", "东升村"}


@pytest.mark.parametrize("level", ["village", "township", "none"])
def test_sheets_due_are_those_the_rule_allows(places, level):
    """The one statement against the pure rule, rater by rater, over two townships."""
    other = factories.make_places(villages=3, township="新集镇", number=107)
    scheme = factories.make_scheme(
        area=places.county, components=[{}, {"group": "peers"}, {"group": "leaders"}], exclusion_level=level
    )
    homes = [None, places.county, places.township, other.township, *places.villages, *other.villages]
    raters = [{"group": code, "area": home} for code in ("observers", "peers") for home in homes]
    contest = factories.make_contest(scheme=scheme, villages=places.villages + other.villages, raters=raters)
    expected = set()
    for rater in contest.raters.select_related("area"):
        home = rater.area.code if rater.area and rater.area.level >= 4 else ""
        village = home if rater.area and rater.area.level == 5 else ""
        township = home[:9] + "000" if home else ""
        for component in scheme.components.filter(rater_group=rater.group):
            for entry in contest.entries.select_related("area"):
                if may_rate(village, township, entry.area.code, level):
                    expected.add((component.pk, rater.pk, entry.pk))
    due = contest.sheets.values_list("component_id", "rater_id", "entry_id")
    assert set(due) == expected
    assert len(due) == len(expected)
    assert set(contest.sheets.values_list("status", flat=True)) == {"draft"}
