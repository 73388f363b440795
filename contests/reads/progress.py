"""How far contests are and what comes next: for the contest's own page and for everybody's to-do list. W1, C4"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from areas.models import Area
from contests.models import Contest, ContestStage
from contests.reads.notices import Waiting
from core.data.lifecycle import changes_of
from core.models import Job, StateChange
from core.stages.policy import strip
from core.values.periods import Period
from scoring.choices import AssessmentStatus, SheetStatus
from scoring.models import Component, Series
from scoring.reads.parts import part_sources

WEEK = timedelta(days=7)


# ---------------------------------------------------------------- stages
def steps(contest: Contest, stages: Sequence[ContestStage], today: date) -> list[dict]:
    """The stages in order with their dates; raters' sheets follow the contest's state, the others the calendar."""
    status = contest.status
    at = next((at for at, stage in enumerate(stages) if stage.kind.is_scoring), 0)
    states, current = [], status == AssessmentStatus.SCORING
    for place, stage in enumerate(stages):
        if status == AssessmentStatus.FINAL:
            state = "done"
        elif place == at:
            state = {AssessmentStatus.DRAFT: "next", AssessmentStatus.SCORING: "now"}.get(status, "done")
        elif place < at:
            state = "done" if stage.is_past(today) or status != AssessmentStatus.DRAFT else "next"
        else:
            over = status in (AssessmentStatus.CLOSED, AssessmentStatus.TALLIED, AssessmentStatus.NOTICE)
            state = "done" if over and stage.is_past(today) else "next"
        if state == "next" and not current and (status != AssessmentStatus.DRAFT or place < at):
            state, current = "now", True
        states.append(state)
    return strip(stages, states, contest.year)


def due_on(contest: Contest, stages: Sequence[ContestStage]) -> date | None:
    """The day by which the contest's next step is due; ``None`` when no date says so.

    Opening is due when scoring begins, closing on its last day, the tally by the end of the stage that follows, the
    final result by the end of the last one.
    """
    scoring = next((stage for stage in stages if stage.kind.is_scoring), None)
    if scoring is None or contest.status == AssessmentStatus.FINAL:
        return None
    later = [stage.ends_on for stage in stages if stage.starts_on > scoring.ends_on]
    return {
        AssessmentStatus.DRAFT: scoring.starts_on,
        AssessmentStatus.SCORING: scoring.ends_on,
        AssessmentStatus.CLOSED: min(later, default=None),
        AssessmentStatus.TALLIED: max(later, default=None),
        AssessmentStatus.NOTICE: max(later, default=None),
    }[contest.status]


def late(contests: Iterable[Contest], states: Mapping[int, Waiting], today: date) -> dict[Contest, date | None]:
    """Those that the office above should press, with the day by which they had to be on.

    Late to open or to end the notice, short of sheets when a week or less is left, or half done after the scoring.
    ``states`` is what ``waiting`` says of them; the contests carry stages and counts of sheets.
    """
    found = {}
    for contest in contests:
        notice = states[contest.pk].notice if contest.pk in states else None
        due = notice.ends_on if notice else due_on(contest, contest.stages.all())
        if _is_late(contest, due, today):
            found[contest] = due
    return found


def _is_late(contest: Contest, due: date | None, today: date) -> bool:
    if contest.status in (AssessmentStatus.DRAFT, AssessmentStatus.NOTICE):
        return due is not None and due < today
    if contest.status == AssessmentStatus.SCORING:
        return contest.sheets_in < contest.sheets_due and (due is None or due <= today + WEEK)
    return contest.status != AssessmentStatus.FINAL


def closing_of(contest: Contest) -> StateChange | None:
    """How its scoring was last closed: by the end of the scoring or by taking a result back."""
    closing = changes_of(contest).filter(target=AssessmentStatus.CLOSED).exclude(source=AssessmentStatus.CLOSED)
    return closing.order_by("-pk").first()


# ---------------------------------------------------------------- sheets
def components_of(contest: Contest) -> list[Component]:
    """The scheme's components with ``due`` and ``given`` sheets or other inputs and what is ``left`` in words.

    ``source`` says of those without sheets where they come from.
    """
    counts = {
        row["component"]: row
        for row in contest.sheets.due().order_by().values("component")
        .annotate(due=Count("pk"), given=Count("pk", filter=Q(status=SheetStatus.SUBMITTED)))
    }  # fmt: skip
    components = Component.objects.filter(scheme=contest.scheme_id).select_related("rater_group").order_by("order")
    for component in components:
        row = counts.get(component.pk, {"due": 0, "given": 0})
        component.due, component.given, component.counted = row["due"], row["given"], "份"
        component.source = part_sources().get(component.kind)
        if component.source:
            component.due, component.given, component.counted = component.source.progress(contest, component)
            component.way = component.source.way(component)
        lacking = component.due - component.given
        full = "已交齐" if component.is_rated else "已齐"
        component.left = f"差 {lacking} {component.counted}" if lacking > 0 else full
        if component.is_second_round and contest.round == 1:
            component.left = "第二轮打分"
    return list(components)


def owing(contest: Contest) -> QuerySet:
    """Who still owes sheets of which component, and how many, the most first."""
    sheets = contest.sheets.missing().order_by().values("rater", "component", "component__short_name")
    rows = sheets.annotate(missing=Count("pk")).order_by("-missing", "component", "rater__seat")
    return rows.values("rater", "rater__name", "rater__seat", "component", "component__short_name", "missing")


# ---------------------------------------------------------------- what is missing
def without_contest(areas, period: Period):
    """Those offices that hold contests of the period's kind (or none of any kind yet) and have none in it. C3"""
    held = Contest.objects.of_period(period).counted().filter(area=OuterRef("pk"))
    series = Series.objects.filter(area=OuterRef("pk"))
    return areas.filter(~Exists(held), ~Exists(series) | Exists(series.filter(period_kind=period.kind)))


def county_tally_key(area: Area, period: Period) -> str:
    """The key of the jobs that tally ``period`` for ``area``."""
    return f"tally:{area.pk}:{period}"


def contest_tally_key(contest: Contest) -> str:
    return f"tally-contest:{contest.pk}"


def failed_tallies(area: Area, contests: Iterable[Contest]) -> list[Job]:
    """The latest attempts to tally these contests, or a whole period of ``area``, that came to nothing."""
    keys = [contest_tally_key(contest) for contest in contests]
    jobs = Job.objects.filter(Q(key__in=keys) | Q(key__startswith=county_tally_key(area, "")))
    return [job for job in jobs.order_by("key", "-pk").distinct("key") if job.status == Job.Status.FAILED]
