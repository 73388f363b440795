"""When contests are tallied, and the county's order over those of its townships. C6, scoring.md §§6, 9"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from areas.choices import Level
from areas.models import Area
from areas.policy import WIDTH, county_of
from contests.models import Contest, CountyRanking
from contests.querysets import county
from contests.reads.progress import contest_tally_key, county_tally_key
from core.background.jobs import enqueue
from core.data.lifecycle import advance_many
from core.errors import TouyanError
from core.models import Job
from core.values.periods import Period
from scoring.choices import AssessmentStatus
from scoring.services.tally import TAKES_TALLY, Outcome, tally_assessments

LISTED = 10  # problems of one contest told in a summary


def tally_due(*, area: Area, period: Period, user=None) -> list[Outcome]:
    """Tally every contest of ``period`` in ``area`` whose scoring has closed.

    Contests that lack sheets are left alone and say why; the others do not wait for them. The same inputs as last
    time give no new version. County-wide orders are renewed. All of it is one transaction.
    """
    due = Contest.objects.in_area(area.prefix).of_period(period).counted().filter(status__in=TAKES_TALLY)
    return tally_contests(due, user=user)


def tally_contest(*, contest: Contest, user) -> Outcome:
    """Tally one contest; raises ``TouyanError`` with the list of what is missing."""
    if contest.status not in TAKES_TALLY:
        raise TouyanError(f"{contest}现在是“{contest.get_status_display()}”，评分截止后才能计分")
    [outcome] = tally_contests(Contest.objects.filter(pk=contest.pk), user=user)
    if outcome.problems:
        raise TouyanError("还不能计分，请先处理：", items=outcome.problems)
    return outcome


@transaction.atomic
def tally_contests(due, *, user=None) -> list[Outcome]:
    """Tally the contests of a queryset and renew the order of the counties whose townships got a new version."""
    outcomes = tally_assessments(due, user=user)
    _rank_counties(outcome.assessment for outcome in outcomes if outcome.is_new)
    return outcomes


# ---------------------------------------------------------------- the county's order


def _rank_counties(changed: Iterable[Contest]) -> None:
    """Renew the county-wide order wherever a township contest got a new version."""
    counties: dict[Period, set[str]] = defaultdict(set)
    for contest in changed:
        if contest.area.level == Level.TOWNSHIP:
            counties[contest.period].add(county_of(contest.area.code))
    for period, codes in counties.items():
        _rank_period(period, sorted(codes))


def _rank_period(period: Period, codes: list[str]) -> None:
    areas = {area.code: area for area in Area.objects.filter(code__in=codes)}
    newest, previous = _newest_rankings(areas, period), _newest_rankings(areas, period.previous())
    inputs, now = {}, timezone.now()
    for code, tallies, digest in county.county_inputs(
        counties=codes, digits=WIDTH[Level.COUNTY], period=period, township_level=Level.TOWNSHIP
    ):
        former = newest.get(areas[code].pk)
        if former is None or former.digest != digest:
            version = former.version + 1 if former else 1
            ranking = CountyRanking(
                area=areas[code], period_kind=period.kind, year=period.year, number=period.number,
                version=version, digest=digest, made_at=now,
            )  # fmt: skip
            inputs[code] = (ranking, tallies)
    if not inputs:
        return
    CountyRanking.objects.bulk_create(ranking for ranking, _ in inputs.values())
    before = {area: ranking.pk for area, ranking in previous.items()}
    county.store_county_ranks(
        (ranking.pk, before.get(ranking.area_id), tallies) for ranking, tallies in inputs.values()
    )


def _newest_rankings(areas: dict[str, Area], period: Period) -> dict[int, CountyRanking]:
    """County (id) → the newest version of its order."""
    rankings = CountyRanking.objects.filter(area__in=areas.values()).of_period(period)
    return {ranking.area_id: ranking for ranking in rankings.order_by("area_id", "-version").distinct("area_id")}


# ---------------------------------------------------------------- the timetable


@transaction.atomic
def close_overdue(*, today: date) -> int:
    """Close the scoring of contests whose last day has passed; returns how many."""
    overdue = Contest.objects.filter(status=AssessmentStatus.SCORING).filter(scoring_ends_on__lt=today)
    return advance_many(list(overdue), AssessmentStatus.CLOSED, reason="打分阶段已过截止日期")


@transaction.atomic
def enqueue_due(*, now: datetime | None = None) -> list[Job]:
    """Hand in one tally for each county and period that has closed contests. Runs daily, so a missed day catches up."""
    due = Contest.objects.filter(status=AssessmentStatus.CLOSED).counted().select_related("area")
    counties = {(county_of(c.area.code), c.period) for c in due}
    areas = {a.code: a for a in Area.objects.filter(code__in={code for code, _ in counties})}
    return [request_tally(area=areas[code], period=period) for code, period in sorted(counties)]


def request_tally(*, area: Area, period: Period, user=None) -> Job:
    """Have a worker tally ``period`` for ``area``; while that is under way, the same job is returned."""
    return enqueue(
        "contests.tasks.tally_county",
        kwargs={"area_id": area.pk, "period": str(period), "user_id": user and user.pk},
        key=county_tally_key(area, period),
        user=user,
        title=f"{area.short_name}{period.label}计分",
    )


def request_contest_tally(*, contest: Contest, user) -> Job:
    """Have a worker tally one contest; refused at once while its scoring is not closed."""
    if contest.status not in TAKES_TALLY:
        raise TouyanError(f"{contest}现在是“{contest.get_status_display()}”，评分截止后才能计分")
    return enqueue(
        "contests.tasks.tally_contest",
        kwargs={"contest_id": contest.pk, "user_id": user.pk},
        key=contest_tally_key(contest),
        user=user,
        title=f"{contest}计分",
    )


def describe(outcomes: list[Outcome]) -> str:
    """The outcome of a tally in a few Chinese sentences, for the job and the command line."""
    refused = [o for o in outcomes if o.problems]
    new = sum(o.is_new for o in outcomes)
    if not outcomes:
        return "没有评分已截止的比武，未计分"
    done = len(outcomes) - len(refused)
    lines = [f"{done} 场比武已计分，其中 {new} 场有新版本" if done else "没有一场计分"]
    for outcome in refused:
        lines.append(f"{outcome.assessment}未计分，还差 {len(outcome.problems)} 处：")
        lines += [f"· {problem}" for problem in outcome.problems[:LISTED]]
        if len(outcome.problems) > LISTED:
            lines.append(f"· 另有 {len(outcome.problems) - LISTED} 处，见该场比武的评分表")
    return "\n".join(lines)
