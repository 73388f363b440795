"""What the auditor may ask for: the steps of contests are kept under the name of their assessment."""

import pytest

from contests.models import Contest
from core.audit import changes
from core.data.lifecycle import subject_of
from core.models import StateChange
from core.pages.filters import StateChangeFilter
from core.pages.tables import kind_of
from scoring.models import Assessment
from tests.scoring import factories


def test_the_auditor_finds_the_steps_of_contests_by_what_they_are_called():
    offered = dict(StateChangeFilter(queryset=StateChange.objects.none()).form.fields["subject"].choices)
    assert offered[subject_of(Contest)] == "比武"
    assert list(offered.values()).count("比武") == 1


@pytest.fixture
def changed(db) -> Contest:
    places = factories.make_places(villages=2)
    contest = factories.make_contest(
        scheme=factories.make_scheme(area=places.county), villages=places.villages, area=places.township, raters=[]
    )
    for theme in ("第一个主题", "第二个主题"):
        contest.theme = theme
        contest.save()
    return contest


def described(contest: Contest) -> list[tuple[str, list[str]]]:
    events = changes.events_of(Contest).objects.filter(pgh_obj_id=contest.pk).order_by("pgh_id")
    return [(event.title, [str(change) for change in event.changes]) for event in changes.describe(events)]


def test_changes_of_what_a_contest_has_of_its_own_name_it_as_it_is_called(changed):
    name = str(changed)
    assert described(changed) == [
        (name, ["主题：（空） → 第一个主题"]), (name, ["主题：第一个主题 → 第二个主题"])
    ]  # fmt: skip
    events = changes.events_of(Contest).objects.all()
    assert {event.pgh_obj_id for event in changes.search(events, name[:4])} == {changed.pk}
    assert not changes.search(events, "没有这一场")


def test_of_one_that_is_gone_its_number_is_left(changed):
    pk = changed.pk
    changed.delete()
    changed.pk = pk
    assert [title for title, _ in described(changed)] == [f"比武 {pk} 号"] * 3


def test_the_auditor_reads_contests_and_their_scoring_apart(changed):
    assert (changes.name_of(Contest), changes.name_of(Assessment)) == ("比武", "比武的评分")
    assert kind_of("scoring.assessment") == "比武"
