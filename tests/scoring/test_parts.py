"""A kind of part that the engine does not know: filled, refused, explained and told apart by it alone. appraisal.md"""

from decimal import Decimal

import pytest

from scoring.forms.scheme_rows import ComponentForm
from scoring.models import Component, Measure, Standing
from scoring.reads import parts
from scoring.reads.explanation import explain
from scoring.services.figures import record_figure
from scoring.services.tally import problems_of, tally_assessments
from tests.scoring import ballots, factories

pytestmark = pytest.mark.django_db
COMPONENTS = [
    {"weight": 40, "kind": "recorded", "group": None, "overall_maximum": 100},
    {"weight": 30, "kind": "ballots", "group": None, "overall_maximum": 100},
    {"weight": 30, "overall_maximum": 100},
]


@pytest.fixture
def kinds(monkeypatch):
    ballots.declare(monkeypatch)
    yield
    parts.part_sources.cache_clear()


@pytest.fixture
def appraisal(kinds):
    """The example of appraisal.md: routine 83, ballots of which some come later, year-end review 88."""
    places = factories.make_places(villages=2)
    scheme = factories.make_scheme(area=places.county, indicators={}, components=COMPONENTS, status="draft")
    routine = scheme.components.get(kind="recorded")
    measure = Measure.objects.create(scheme=scheme, component=routine, method="direct")
    type(scheme).objects.filter(pk=scheme.pk).update(status="in_use")
    contest = factories.make_contest(scheme=scheme, villages=places.villages, area=places.township)
    county = factories.make_user(username="county", role="county_official", area=places.county)
    for entry in contest.entries.all():
        record_figure(entry=entry, measure=measure, user=county, value="83", target="", evidence="日常记实")
    factories.fill(sheets=contest.sheets.all(), points=88)
    contest.sheets.update(status="submitted", total=88, dimension_points=[88], points_line="88")
    type(contest).objects.filter(pk=contest.pk).update(status="closed")
    contest.refresh_from_db()
    return contest


def tallied(contest):
    [outcome] = tally_assessments(type(contest).objects.filter(pk=contest.pk))
    return outcome


def test_what_is_missing_is_named_in_the_words_of_the_kind(appraisal):
    first, second = appraisal.entries.all()
    ballots.cast(first, 40, 35, 3, 2, 5)
    assert problems_of(appraisal) == [f"评分项2：{second} 还没有有效票"]
    assert tallied(appraisal).problems == [f"评分项2：{second} 还没有有效票"]


def test_its_points_count_as_those_of_one_sheet_and_explain_themselves(appraisal):
    first, second = appraisal.entries.all()
    ballots.cast(first, 40, 35, 3, 2, 5)
    ballots.cast(second, 0, 0, 0, 1, 84)
    assert tallied(appraisal).version == 1
    rows = Standing.objects.for_explanation().filter(tally__in=appraisal.tallies.newest()).order_by("rank")
    best, last = explain(rows, prefix="6107")
    assert (best.standing.entry, best.standing.final) == (first, Decimal("86.54"))
    assert best.standing.contributions == [Decimal("33.2"), Decimal("26.94375"), Decimal("26.4")]
    step = best.steps[1]
    assert (step.note, step.result) == ("民主测评", "26.94375")
    assert step.lines == ["(100×40 + 85×35 + 70×3 + 0×2) ÷ 80，弃权 5 票不计", "30 × 89.8125 ÷ 100 = 26.94375"]
    assert last.standing.contributions[1] == 0  # a vote of zero is a value


def test_what_goes_in_is_in_the_digest(appraisal):
    first, second = appraisal.entries.all()
    ballots.cast(first, 40, 35, 3, 2, 5)
    ballots.cast(second, 40, 35, 3, 2, 5)
    digest = tallied(appraisal).digest
    assert not tallied(appraisal).is_new
    with ballots.connection.cursor() as cursor:
        cursor.execute("UPDATE test_ballots SET abstain = 6 WHERE entry_id = %s", [second.pk])
    again = tallied(appraisal)
    assert again.is_new
    assert again.digest != digest


def test_schemes_may_choose_every_kind_that_is_declared(kinds):
    assert ("ballots", "民主测评") in Component._meta.get_field("kind").flatchoices
    assert [kind for kind, _ in Component._meta.get_field("kind").flatchoices][:3] == ["rated", "recorded", "carried"]


def test_the_builder_asks_for_one_score_where_the_kind_gives_only_that(kinds):
    sent = {"name": "民主测评", "short_name": "测评", "kind": "ballots", "coverage": "all", "overall_maximum": "100"}
    form = ComponentForm({**sent, "combine": "mean", "weight": "30"}, mark="ballots")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["coverage"] == "overall"
