"""Scores carried over from earlier contests: which may be a source, for whom a score is found."""

import pytest
from django.test import Client
from django.urls import reverse

from contests.models import Contest
from contests.services.results import finalise_all
from contests.services.tally import tally_contests
from core.data.lifecycle import record
from core.errors import TouyanError
from core.values.periods import Period
from scoring.models import CarrySource, Component, Scheme
from scoring.reads.carry import found_scores
from scoring.services.carry import set_carry_sources
from scoring.services.sheets import submit
from tests.scoring import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return factories.make_places()


@pytest.fixture
def official(places):
    return factories.make_user(username="zhen", role="township_official", area=places.township)


@pytest.fixture
def earlier(places, official) -> Contest:
    """A final contest of the first two villages, out of 50 points."""
    scheme = factories.make_scheme(area=places.township, full_mark=50)
    contest = factories.make_contest(
        scheme=scheme, villages=places.villages[:2], period=Period("quarter", 2026, 1), name="一季度", status="scoring"
    )
    factories.fill(sheets=contest.sheets.all())

    submit(assessment=contest, component=scheme.components.get(), rater=contest.raters.get(), user=official)
    Contest.objects.filter(pk=contest.pk).update(status="closed")
    [outcome] = tally_contests(Contest.objects.filter(pk=contest.pk), user=official)
    assert not outcome.problems
    contest.refresh_from_db()
    finalise_all(contests=[contest], user=official, on=contest.period.end)
    contest.refresh_from_db()
    return contest


@pytest.fixture
def contest(places) -> Contest:
    """A contest that carries over 50 points."""
    scheme = factories.make_scheme(area=places.township, code="year", status="draft")
    Component.objects.create(
        scheme=scheme, order=2, code="before", name="季度得分", short_name="季度", kind="carried", coverage="overall",
        overall_maximum=50, weight=50,
    )  # fmt: skip
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    return factories.make_contest(
        scheme=scheme, villages=places.villages, period=Period("quarter", 2026, 3), status="scoring"
    )


@pytest.fixture
def component(contest) -> Component:
    return contest.scheme.components.get(kind="carried")


def test_scores_are_found_by_village_and_missing_ones_are_named(contest, component, earlier, official, places):
    set_carry_sources(assessment=contest, component=component, sources=[earlier], user=official)
    found = found_scores(contest, component)
    assert (found.entries, found.scored, found.missing, found.several) == (3, 2, [places.villages[2].name], [])
    set_carry_sources(assessment=contest, component=component, sources=[], user=official)
    assert not CarrySource.objects.exists()


def test_other_sources_outdate_a_tally_the_same_do_not(contest, component, earlier, official):
    set_carry_sources(assessment=contest, component=component, sources=[earlier], user=official)
    Contest.objects.filter(pk=contest.pk).update(status="tallied")
    set_carry_sources(assessment=contest, component=component, sources=[earlier], user=official)
    contest.refresh_from_db()
    assert contest.status == "tallied"
    set_carry_sources(assessment=contest, component=component, sources=[], user=official)
    contest.refresh_from_db()
    assert contest.status == "closed"


@pytest.mark.parametrize(
    "change",
    [{"status": "tallied"}, {"is_trial": True, "name": "【演练】一季度"}, {"full_mark": 100}, {"subject": "township"}],
)
def test_only_final_contests_of_the_same_points_and_entries_are_sources(contest, component, earlier, official, change):
    if "full_mark" in change or "subject" in change:
        other = factories.make_scheme(area=contest.area, code="other", **({"full_mark": 50} | change))
        change = {"scheme": other}
    if "status" in change:
        record(earlier, "final", change["status"], user=official, reason="复核")  # without it none leaves that state
    Contest.objects.filter(pk=earlier.pk).update(**change)
    earlier.refresh_from_db()
    with pytest.raises(TouyanError) as caught:
        set_carry_sources(assessment=contest, component=component, sources=[earlier], user=official)
    assert caught.value.items == [change.get("name", "一季度")]
    with pytest.raises(TouyanError, match="不取自以往的得分"):
        set_carry_sources(
            assessment=contest, component=contest.scheme.components.get(kind="rated"), sources=[earlier], user=official
        )


def test_the_page_offers_what_fits_and_says_who_lacks_a_score(contest, component, earlier, official, places):
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("scoring:carry_sources", args=[contest.pk])
    assert "一季度" in client.get(url).content.decode()
    reply = client.post(url, {"before": [earlier.pk]})
    assert (reply.status_code, reply["Location"]) == (302, url)
    assert f"2/3 个参赛单位有得分；缺：{places.villages[2].name}" in client.get(url).content.decode()
    assert "2/3 个" in client.get(contest.get_absolute_url()).content.decode()
