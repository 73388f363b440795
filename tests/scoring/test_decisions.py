"""What the panel decides: equals at the cut, the number inside a range, a final order."""

from datetime import date

import pytest
from django.urls import reverse

from contests.services.lifecycle import finalise
from core.errors import TouyanError
from core.models import StateChange
from scoring.models import Award, Decision, Standing
from scoring.services import decisions
from tests.scoring.decided import SAID, again, scheme_with, standing, tallied
from tests.scoring.factories import make_places, make_user
from tests.scoring.tallies import rescore

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return make_places(villages=4)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township)


def winners(contest) -> list[str]:
    granted = Award.objects.filter(tally__in=contest.tallies.newest(), state="granted")
    return list(granted.order_by("standing__entry__number").values_list("standing__entry__name", flat=True))


# ---------------------------------------------------------------- equals at the cut
def test_a_tie_at_the_cut_is_what_the_panel_has_to_decide(places, official):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    assert (matter.name, matter.open_places) == ("一等奖", 1)
    assert [s.entry.name for s in matter.tied] == ["高台社区", "东新村"]


def test_a_decision_outdates_the_tally_and_the_next_one_goes_by_it(places, official):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    decisions.record_decision(award=matter.award, winners=[standing(contest, 2)], user=official, **SAID)
    contest.refresh_from_db()
    assert contest.status == "closed"
    change = StateChange.objects.filter(subject="scoring.assessment", target="closed").latest("pk")
    assert change.reason == "决定一等奖：东新村获奖（高台社区、东新村并列）：产业实绩更好"
    assert decisions.matters(contest) == []
    [row] = decisions.decisions_of(contest)
    assert (row.state, row.panel, row.decided_by) == ("pending", "领导小组第 3 次会议", official)
    assert again(contest, official).tallies.count() == 2
    assert winners(contest) == ["东新村"]
    assert [row.state for row in decisions.decisions_of(contest)] == ["used"]
    assert decisions.matters(contest) == []


def test_nothing_is_final_while_the_panel_has_to_decide(places, official):
    """About a final result nothing can be decided, and its dossiers would lack the award."""
    contest = tallied(scheme_with(places), places, official)
    with pytest.raises(TouyanError, match="等领导小组决定") as caught:
        finalise(contest=contest, user=official, on=date(2026, 10, 15))
    assert caught.value.items == ["一等奖"]
    [matter] = decisions.matters(contest)
    decisions.record_decision(award=matter.award, winners=[standing(contest, 2)], user=official, **SAID)
    contest = again(contest, official)
    finalise(contest=contest, user=official, on=date(2026, 10, 15))
    contest.refresh_from_db()
    assert (contest.status, contest.final_version) == ("final", 2)


def test_a_decision_no_longer_holds_once_the_tied_set_is_another(places, official):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    decisions.record_decision(award=matter.award, winners=[standing(contest, 2)], user=official, **SAID)
    contest = again(contest, official)
    rescore(contest, official, "5")
    contest = again(contest, official)
    assert winners(contest) == ["东新村"]  # alone in front now
    assert [row.state for row in decisions.decisions_of(contest)] == ["void"]


def test_a_decision_is_withdrawn_with_a_reason(places, official):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    decision = decisions.record_decision(award=matter.award, winners=[standing(contest, 2)], user=official, **SAID)
    contest = again(contest, official)
    with pytest.raises(TouyanError, match="原因"):
        decisions.withdraw_decision(decision=decision, reason=" ", user=official)
    decisions.withdraw_decision(decision=decision, reason="会议纪要有误", user=official)
    assert not Decision.objects.exists()
    contest.refresh_from_db()
    assert contest.status == "closed"
    assert [m.name for m in decisions.matters(again(contest, official))] == ["一等奖"]


@pytest.mark.parametrize(("numbers", "said"), [((), "请勾选"), ((1, 2), "最多 1 个"), ((3,), "并列的单位")])
def test_winners_are_among_the_equals_and_not_more_than_the_places(places, official, numbers, said):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    with pytest.raises(TouyanError, match=said):
        decisions.record_decision(
            award=matter.award, winners=[standing(contest, number) for number in numbers], user=official, **SAID
        )
    assert not Decision.objects.exists()


def test_nothing_is_decided_twice_or_about_an_old_version(places, official):
    contest = tallied(scheme_with(places), places, official)
    [matter] = decisions.matters(contest)
    chosen = {"award": matter.award, "winners": [standing(contest, 2)], "user": official, **SAID}
    decisions.record_decision(**chosen)
    with pytest.raises(TouyanError, match="已经决定"):
        decisions.record_decision(**chosen)
    again(contest, official)
    with pytest.raises(TouyanError, match="已经决定"):
        decisions.record_decision(**chosen)


# ---------------------------------------------------------------- a number inside a range
RANGE = {"places_by": "range", "number": None, "minimum": 1, "maximum": 3}


def test_the_panel_decides_the_number_inside_a_range(places, official):
    contest = tallied(scheme_with(places, **RANGE), places, official, ("6", "5", "4", "3"))
    assert len(winners(contest)) == 3
    [matter] = decisions.matters(contest)
    with pytest.raises(TouyanError, match="1–3 个"):
        decisions.record_decision(award=matter.award, places=4, user=official, **SAID)
    decisions.record_decision(award=matter.award, places=2, user=official, **SAID)
    contest = again(contest, official)
    assert winners(contest) == ["高台社区", "东新村"]
    assert [(row.state, row.words) for row in decisions.decisions_of(contest)] == [("used", "名额 2 个")]
    assert decisions.matters(contest) == []


def test_a_tie_at_the_decided_number_is_decided_along_with_it(places, official):
    contest = tallied(scheme_with(places, **RANGE), places, official)
    [matter] = decisions.matters(contest)
    with pytest.raises(TouyanError, match="请勾选获奖的"):
        decisions.record_decision(award=matter.award, places=1, user=official, **SAID)
    decisions.record_decision(award=matter.award, places=1, winners=[standing(contest, 1)], user=official, **SAID)
    assert winners(again(contest, official)) == ["高台社区"]


def test_a_range_is_what_extra_winners_before_it_have_left(places, official):
    """Two share the one first prize: of 1–3 second ones 1–2 are left, and what the panel chooses is what is given."""
    second = RANGE | {"name": "二等奖", "group": "等次"}
    scheme = scheme_with(places, second, tie_policy="include_all", group="等次", shrink=True)
    places = make_places(villages=6)
    contest = tallied(scheme, places, official, ("6", "6", "5", "4", "4", "3"))
    [matter] = decisions.matters(contest)
    assert (matter.name, matter.choice, matter.open_places) == ("二等奖", range(1, 3), 1)
    with pytest.raises(TouyanError, match="1–2 个"):
        decisions.record_decision(award=matter.award, places=3, user=official, **SAID)
    decisions.record_decision(award=matter.award, places=2, winners=[standing(contest, 5)], user=official, **SAID)
    contest = again(contest, official)
    assert winners(contest) == ["高台社区", "东新村", "东风村", "团结村"]
    assert [(row.state, row.words) for row in decisions.decisions_of(contest)] == [
        ("used", "名额 2 个，团结村获奖（东升村、团结村并列）")
    ]


# ---------------------------------------------------------------- a final order
def test_the_panel_fixes_the_order_of_named_entries(places, official):
    contest = tallied(scheme_with(places), places, official, ("6", "5", "4", "3"))
    third, first = (contest.entries.get(number=number) for number in (3, 1))
    decisions.record_order(assessment=contest, entries=[third, first], user=official, **SAID)
    contest = again(contest, official)
    ranks = Standing.objects.filter(tally__in=contest.tallies.newest()).order_by("entry__number")
    assert list(ranks.values_list("rank", "scored_rank")) == [(3, 1), (2, None), (1, 3), (4, None)]
    assert [(row.state, row.words) for row in decisions.decisions_of(contest)] == [("used", "1 东风村、2 高台社区")]
    with pytest.raises(TouyanError, match="请先撤销"):
        decisions.record_order(assessment=contest, entries=[third, first], user=official, **SAID)


def test_an_order_names_at_least_two_ranked_entries(places, official):
    contest = tallied(scheme_with(places), places, official)
    with pytest.raises(TouyanError, match="至少选两个"):
        decisions.record_order(assessment=contest, entries=[contest.entries.first()], user=official, **SAID)


# ---------------------------------------------------------------- pages
def test_the_office_decides_on_the_page_and_the_leading_group_reads(places, official, client):
    contest = tallied(scheme_with(places), places, official)
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    page = f"{contest.get_absolute_url()}?tab=decisions"
    shown = client.get(page).content.decode()
    [matter] = decisions.matters(contest)
    url = reverse("scoring:award_decide", args=[matter.award.pk])
    assert "高台社区、东新村并列，还有 1 个名额" in " ".join(shown.split())
    assert url in shown
    form = {"panel": SAID["panel"], "decided_on": "2026-09-20", "reason": SAID["reason"]}
    assert "请勾选获奖的单位" in client.post(url, form).content.decode()
    response = client.post(url, form | {"winners": [standing(contest, 2).pk]})
    assert response.url == page
    assert "待计分" in client.get(page).content.decode()
    assert client.get(url).status_code == 404
    leader = make_user(username="leader", role="leading_group", area=places.county)
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(page).content.decode()
    assert "东新村获奖" in shown
    assert "撤销" not in shown


def test_the_order_is_typed_as_places(places, official, client):
    contest = tallied(scheme_with(places), places, official)
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("scoring:order_decide", args=[contest.pk])
    first, second = (f"place_{contest.entries.get(number=number).pk}" for number in (1, 2))
    form = {"panel": SAID["panel"], "decided_on": "2026-09-20", "reason": SAID["reason"]}
    assert "位次须从 1 到 2" in client.post(url, form | {first: 2, second: 3}).content.decode()
    client.post(url, form | {first: 2, second: 1})
    assert decisions.describe(Decision.objects.get()) == "1 东新村、2 高台社区"
