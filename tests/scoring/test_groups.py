"""Entries in groups: ranked, awarded and decided apart inside one assessment. shared/appraisal.md"""

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import TouyanError
from core.models import StateChange
from scoring.models import Award, AwardKind, AwardRule, Entry, Scheme, Standing
from scoring.reads.explanation import explain
from scoring.services import decisions
from scoring.services.groups import set_groups
from tests.scoring import factories
from tests.scoring.decided import SAID, again
from tests.scoring.tallies import closed_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return factories.make_places(villages=8)


@pytest.fixture
def official(places):
    return factories.make_user(username="gaotai", role="township_official", area=places.township)


@pytest.fixture
def contest(places, official):
    """Seven in one group and one in another; a fifth of a group gets the top award, rounded down but at least 1."""
    scheme = factories.make_scheme(area=places.county, components=[{"weight": 100}], status="draft")
    AwardRule.objects.create(
        scheme=scheme, order=1, name="优秀", kind=AwardKind.objects.first(), places_by="share", share="0.2",
        rounding="down", minimum=1, tie_policy="decide",
    )  # fmt: skip
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    return closed_contest(scheme, places, official, points=("6", "5", "6", "4", "3", "2", "1", "2"))


def grouped(contest, official):
    entries = list(contest.entries.all())
    return set_groups(assessment=contest, groups={"书记组": entries[:7], "主任组": entries[7:]}, user=official)


def ranks(contest) -> dict[str, list[int]]:
    found = {}
    for row in Standing.objects.filter(tally__in=contest.tallies.newest()).order_by("entry__number"):
        found.setdefault(row.entry.group and row.entry.group.name, []).append(row.rank)
    return found


def test_every_group_is_ranked_by_itself(contest, official):
    again(contest, official)
    assert ranks(contest) == {None: [1, 3, 1, 4, 5, 6, 8, 6]}
    grouped(contest, official)
    again(contest, official)
    assert ranks(contest) == {"书记组": [1, 3, 1, 4, 5, 6, 7], "主任组": [1]}
    assert contest.tallies.count() == 2


def test_a_group_gets_its_own_places_and_its_own_decision(contest, official):
    grouped(contest, official)
    again(contest, official)
    [alone] = Award.objects.filter(tally__in=contest.tallies.newest(), state="granted")
    assert (str(alone.group), alone.standing.entry.number, alone.places) == ("主任组", 8, 1)
    [matter] = decisions.matters(contest)
    assert (matter.name, matter.open_places) == ("优秀（书记组）", 1)
    assert [standing.entry.number for standing in matter.tied] == [1, 3]
    winner = Standing.objects.get(tally__in=contest.tallies.newest(), entry__number=3)
    decisions.record_decision(award=matter.award, winners=[winner], user=official, **SAID)
    again(contest, official)
    granted = Award.objects.filter(tally__in=contest.tallies.newest(), state="granted")
    assert sorted(granted.values_list("group__name", "standing__entry__number")) == [("主任组", 8), ("书记组", 3)]
    [row] = decisions.decisions_of(contest)
    assert (row.name, row.state) == ("优秀（书记组）", "used")


def test_equals_are_compared_within_the_group_only(contest, official):
    entries = list(contest.entries.all())
    set_groups(assessment=contest, groups={"书记组": entries[:2], "主任组": entries[2:]}, user=official)
    again(contest, official)
    rows = Standing.objects.for_explanation().filter(tally__in=contest.tallies.newest(), entry__number__in=(1, 3, 6))
    first, third, sixth = explain(rows.order_by("entry__number"), prefix="6107")
    assert first.ties == third.ties == []
    assert first.awards == ["优秀（书记组）"]
    assert [sentence.partition("同为")[0] for sentence in sixth.ties] == [f"与{entries[7]}"]


def test_an_order_of_the_panel_stays_within_each_group(contest, official):
    entries = list(contest.entries.all())
    set_groups(assessment=contest, groups={"书记组": entries[:4], "主任组": entries[4:]}, user=official)
    again(contest, official)
    assert ranks(contest) == {"书记组": [1, 3, 1, 4], "主任组": [1, 2, 4, 2]}
    named = [entries[at] for at in (3, 7, 0, 5)]
    decisions.record_order(assessment=contest, entries=named, user=official, **SAID)
    again(contest, official)
    assert ranks(contest) == {"书记组": [4, 3, 1, 1], "主任组": [1, 3, 4, 2]}


def test_a_change_of_groups_outdates_the_result_and_the_same_groups_again_do_not(contest, official):
    again(contest, official)
    groups = grouped(contest, official)
    contest.refresh_from_db()
    assert contest.status == "closed"
    assert StateChange.objects.filter(subject="scoring.assessment").latest("pk").reason == "更改分组"
    again(contest, official)
    assert grouped(contest, official) == groups
    contest.refresh_from_db()
    assert contest.status == "tallied"


def test_groups_are_kept_by_their_name_and_go_with_the_last_of_it(contest, official):
    _, second = grouped(contest, official)
    entries = list(contest.entries.all())
    [kept] = set_groups(assessment=contest, groups={"主任组": entries[:1]}, user=official)
    assert (kept, kept.order) == (second, 1)
    assert [entry.group for entry in contest.entries.all()] == [second, *[None] * 7]
    assert set_groups(assessment=contest, groups={}, user=official) == []


def test_nobody_stands_in_two_groups_or_in_a_group_of_another_assessment(contest, official, places):
    entries = list(contest.entries.all())
    with pytest.raises(TouyanError, match="只能在一个组里"):
        set_groups(assessment=contest, groups={"书记组": entries, "主任组": entries[:1]}, user=official)
    other = factories.make_contest(scheme=contest.scheme, villages=places.villages, area=places.county, raters=[])
    with pytest.raises(TouyanError, match="本次的参赛单位"):
        set_groups(assessment=contest, groups={"书记组": other.entries.all()}, user=official)
    group, _ = grouped(contest, official)
    with transaction.atomic():
        Entry.objects.filter(pk=other.entries.first().pk).update(group=group)
        with pytest.raises(IntegrityError, match="entry_group_same"):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_a_group_with_a_decision_stays_until_that_is_withdrawn(contest, official):
    grouped(contest, official)
    again(contest, official)
    [matter] = decisions.matters(contest)
    winner = Standing.objects.get(tally__in=contest.tallies.newest(), entry__number=3)
    decisions.record_decision(award=matter.award, winners=[winner], user=official, **SAID)
    with pytest.raises(TouyanError, match="“书记组”已有决定"):
        set_groups(assessment=contest, groups={}, user=official)


def test_a_final_result_keeps_its_groups(contest, official):
    type(contest).objects.filter(pk=contest.pk).update(status="final")
    with pytest.raises(TouyanError, match="定稿"):
        grouped(contest, official)
