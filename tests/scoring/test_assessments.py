"""An assessment and what it belongs to are one thing: one number, one state, one history in two halves."""

from datetime import date, timedelta

import pytest

from areas.choices import Level
from contests.models import Contest, ContestKind, ContestStage, StageKind
from core.audit import changes
from core.data.lifecycle import advance, subject_of
from core.errors import TouyanError
from core.models import StateChange
from core.values.periods import Period
from scoring.models import Assessment
from scoring.services.guards import locked
from tests.scoring import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    places = factories.make_places(villages=2)
    return factories.make_contest(
        scheme=factories.make_scheme(area=places.county), villages=places.villages, area=places.township,
        period=Period("quarter", 2026, 3), raters=[],
    )  # fmt: skip


def test_either_is_the_other_and_no_third_one(contest):
    plain = Assessment.objects.get(pk=contest.pk)
    assert plain == contest
    assert contest == plain
    assert {plain, contest} == {contest}
    assert type(plain.owner) is Contest
    assert contest.owner is contest
    assert plain.get_absolute_url() == contest.get_absolute_url()
    assert contest.entries.first().assessment == contest
    assert plain != contest.entries.first()
    assert Assessment() != Assessment()


def test_the_newest_come_first_seen_either_way():
    assert Contest._meta.ordering == Assessment._meta.ordering == ["-year", "-number", "pk"]


def test_what_belongs_to_nothing_says_so(contest):
    facts = {name: getattr(contest, name) for name in ("area", "series", "scheme", "period_kind", "year", "name")}
    alone = Assessment.objects.create(**facts | {"year": contest.year + 1}, number=3)
    with pytest.raises(LookupError):
        alone.get_absolute_url()


def test_a_held_row_is_held_as_what_it_came_as(contest):
    plain = Assessment.objects.get(pk=contest.pk)
    assert type(locked(contest, contest.status)) is Contest
    assert type(locked(plain, plain.status)) is Assessment
    with pytest.raises(TouyanError, match="不能这样改"):
        locked(contest, "final")


def test_a_step_is_kept_under_one_name_whoever_takes_it(contest):
    plain, source = Assessment.objects.get(pk=contest.pk), contest.status
    [target, *_] = contest.MOVES[source]
    advance(contest, target, reason="试")
    assert subject_of(contest) == subject_of(plain) == subject_of(Contest) == "scoring.assessment"
    step = StateChange.objects.filter(subject="scoring.assessment", subject_id=contest.pk).latest("pk")
    assert (step.source, step.target) == (source, target)
    plain.refresh_from_db()
    assert plain.status == target


def test_the_history_has_what_changed_in_either_half(contest):
    common = changes.events_of(Assessment).objects.filter(pgh_obj_id=contest.pk).order_by("-pgh_id")
    own = changes.events_of(Contest).objects.filter(pgh_obj_id=contest.pk)
    before = common.count()
    contest.name, contest.theme = f"{contest.name}（改）", "主题"
    contest.save()
    assert common.count() == before + 1
    assert f"{common.first().name}（改）" == contest.name
    assert [event.theme for event in own] == [""]


# ---------------------------------------------------------------- the days of scoring
def days(contest: Contest) -> tuple[date | None, date | None]:
    plain = Assessment.objects.get(pk=contest.pk)
    return plain.scoring_starts_on, plain.scoring_ends_on


def test_the_days_of_scoring_follow_the_stage_in_which_points_are_given(contest):
    stage = contest.stages.get(kind__is_scoring=True)
    assert days(contest) == (stage.starts_on, stage.ends_on)

    later = stage.ends_on + timedelta(days=4)
    ContestStage.objects.filter(pk=stage.pk).update(ends_on=later)
    assert days(contest) == (stage.starts_on, later)

    other = StageKind.objects.filter(is_scoring=False).exclude(pk__in=contest.stages.values("kind")).first()
    contest.stages.create(kind=other, starts_on=later, ends_on=later + timedelta(days=9))
    assert days(contest) == (stage.starts_on, later), "other stages are of no account"

    stage.delete()
    assert days(contest) == (None, None)


def test_they_are_no_change_that_anybody_made(contest):
    stage = contest.stages.get(kind__is_scoring=True)
    before = changes.events_of(Assessment).objects.count()
    stage.ends_on += timedelta(days=1)
    stage.save()
    assert days(contest)[1] == stage.ends_on
    assert changes.events_of(Assessment).objects.count() == before


def test_nothing_of_scoring_is_lost_with_a_draft_that_is_deleted(contest):
    """The office takes a draft away as a whole; the kind it was made with stays."""
    pk, kinds = contest.pk, ContestKind.objects.count()
    contest.delete()
    assert not Assessment.objects.filter(pk=pk).exists()
    assert ContestKind.objects.count() == kinds
    assert contest.area.level == Level.TOWNSHIP
