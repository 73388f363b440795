"""The tally: from submitted sheets to frozen standings, ranks and awards. C6, scoring.md §§2–7, 9"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from areas.choices import Level
from areas.models import Area
from areas.policy import WIDTH, county_of
from contests import policy
from contests.choices import AwardState, AwardUnit, ContestStatus, DecisionKind, PlacesBy
from contests.models import AwardRule, Contest, CountyRanking, Decision, Tally
from contests.querysets import tally as sql
from core.background.jobs import enqueue
from core.data.lifecycle import advance_many
from core.errors import TouyanError
from core.models import Job
from core.values.periods import Period
from core.values.rounding import Rounding

LISTED = 10  # problems of one contest told in a summary
GAPS = {
    "figure": "{item}：还差 {entries} 的数值",
    "range": "{item}：{entries} 的数值不在 0 到 {maximum} 之间",
    "target": "{item}：{entries} 的自定目标不能等于零分值",
    "best": "{item}：最好的数值应大于 0，否则无法与最好的相比",
    "applies": "{item}：没有适用于 {entries} 的指标",
    "carried": "{item}：{entries} 在来源比武里没有得分（来源须已定稿）",
    "twice": "{item}：{entries} 在两场来源比武里都有得分，只能留一场",
}
TAKES_TALLY = (ContestStatus.CLOSED, ContestStatus.TALLIED)


@dataclass(frozen=True)
class Outcome:
    """What a tally did with one contest: its newest version, or the problems that stopped it."""

    contest: Contest
    version: int = 0
    entries: int = 0
    digest: str = ""
    is_new: bool = False
    problems: list[str] = field(default_factory=list)


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
    """Tally the contests of a queryset. See ``tally_due``."""
    contests = {c.pk: c for c in due.select_related("area").select_for_update(of=("self",)).order_by("pk")}
    if not contests:
        return []
    sql.prepare(list(contests))
    problems = _problems(list(contests))
    newest = {t.contest_id: t for t in Tally.objects.filter(contest__in=contests).newest()}
    digests = sql.digests()
    changed = [pk for pk in contests if pk not in problems and (pk not in newest or newest[pk].digest != digests[pk])]
    # Before the bulk of rows: a history trigger walks all foreign-key checks that wait for the commit.
    closed = [c for pk, c in contests.items() if pk not in problems and c.status == ContestStatus.CLOSED]
    advance_many(closed, ContestStatus.TALLIED, user=user)
    if changed:
        sql.compute(changed)
        tallies = sql.store(changed, user_id=user and user.pk, at=timezone.now())
        _grant_awards(contests, tallies)
        newest |= {t.contest_id: t for t in Tally.objects.filter(pk__in=tallies.values())}
    _rank_counties(contests[pk] for pk in changed)
    return [
        Outcome(contest, problems=problems[pk])
        if pk in problems
        else Outcome(contest, newest[pk].version, newest[pk].entries, newest[pk].digest, pk in changed)
        for pk, contest in contests.items()
    ]


def problems_of(contest: Contest) -> list[str]:
    """What would stop a tally of this contest now, one sentence each."""
    with transaction.atomic():
        sql.prepare([contest.pk])
        return _problems([contest.pk]).get(contest.pk, [])


def _problems(contests: list[int]) -> dict[int, list[str]]:
    """Contest → why it cannot be tallied. scoring.md §2, C6"""
    problems = defaultdict(list)
    for contest, component, group, seat, rater, entries in sql.missing_sheets():
        shown = "、".join(entries[:5]) + (f"等 {len(entries)} 个" if len(entries) > 5 else "")
        problems[contest].append(f"{component}：{group} {seat} 号 {rater} 还差 {shown}")
    for contest, entry, component, have, need in sql.too_few_sheets():
        problems[contest].append(f"{entry} {component}：只有 {have} 份评分表，至少要 {need} 份")
    for contest in sql.without_weight():
        problems[contest].append("各评分项的份数都不足，没有可以计分的项")
    for contest, what, component, indicator, maximum, entries in sql.gaps():
        shown = "、".join(entries[:5]) + (f"等 {len(entries)} 个" if len(entries) > 5 else "")
        item = f"{component}“{indicator}”" if indicator else component
        problems[contest].append(GAPS[what].format(item=item, entries=shown, maximum=maximum and policy.plain(maximum)))
    return dict(problems)


# ---------------------------------------------------------------- awards


def _grant_awards(contests: dict[int, Contest], tallies: dict[int, int]) -> None:
    """Give the awards of each new tally. scoring.md §7"""
    schemes = _awards_of_schemes({contests[pk].scheme_id for pk in tallies})
    ranked, decisions = defaultdict(list), _decisions_on_awards(list(tallies))
    for contest, *row in sql.ranked():
        ranked[contest].append(Ranked(*row))
    awards = []
    for pk, rows in ranked.items():
        scheme = schemes[contests[pk].scheme_id]
        standings = {row.entry: row.standing for row in rows}
        grants = policy.grant_awards(
            {kind: list(_units(kind, rows, scheme)) for kind in scheme.units},
            scheme.rules,
            passed_over={row.standing for row in rows if row.is_passed_over},
            decisions={key: _as_policy_decision(row, standings) for key, row in decisions[pk].items()},
        )
        for grant in grants:
            awards += _awards(tallies[pk], grant)
    sql.store_awards(awards)


@dataclass(frozen=True)
class Ranked:
    """What the awards need to know of a ranked entry; ``dimensions`` and their full parts only where a rule asks.

    Those are not rounded to what is stored: they are compared.
    """

    standing: int
    entry: int
    rank: int
    township: int
    final: Decimal
    dimensions: list[Decimal] | None
    dimensions_full: list[Decimal] | None
    categories: list[int]
    is_ranked_last: bool
    is_passed_over: bool
    previous_rank: int | None

    @property
    def risen(self) -> int:
        """By how many ranks, of one that was ranked before."""
        return self.previous_rank - self.rank


@dataclass
class _SchemeAwards:
    rules: list[policy.AwardRule]
    dimensions: list[int]  # ids in the scheme's order

    @property
    def units(self) -> set[str]:
        return {rule.unit for rule in self.rules}

    def has_threshold(self, unit: str) -> bool:
        return any(rule.unit == unit and isinstance(rule.places, policy.ThresholdRule) for rule in self.rules)


def _awards_of_schemes(schemes: set[int]) -> dict[int, _SchemeAwards]:
    found: dict[int, _SchemeAwards] = {}
    rows = AwardRule.objects.filter(scheme__in=schemes).select_related("scheme").prefetch_related("scheme__dimensions")
    for row in rows.order_by("scheme", "order"):
        dimensions = [d.pk for d in row.scheme.dimensions.all()]
        found.setdefault(row.scheme_id, _SchemeAwards([], dimensions)).rules.append(as_policy(row))
    return found


def as_policy(rule: AwardRule) -> policy.AwardRule:
    """The stored rule as the pure one; its key is the row's id."""
    places = {
        PlacesBy.SHARE: lambda: policy.ShareRule(rule.share, Rounding(rule.rounding), rule.minimum, rule.maximum),
        PlacesBy.NUMBER: lambda: rule.number,
        PlacesBy.RANGE: lambda: policy.RangeRule(rule.minimum, rule.maximum),
        PlacesBy.THRESHOLD: lambda: policy.ThresholdRule(rule.threshold),
        PlacesBy.AWARD_COUNT: lambda: policy.CountRule(rule.counted_kind_id, rule.number),
        PlacesBy.IMPROVEMENT: lambda: policy.ImprovementRule(rule.number),
    }[rule.places_by]()
    return policy.AwardRule(
        key=rule.pk, name=rule.name, places=places, group=rule.group, unit=rule.unit,
        minimum_participants=rule.minimum_participants, tie=rule.tie_policy, shrink=rule.shrink, kind=rule.kind_id,
        from_bottom=rule.from_bottom,
    )  # fmt: skip


UNIT_FIELDS = {
    AwardUnit.CATEGORY: "category",
    AwardUnit.DIMENSION: "dimension",
    AwardUnit.TOWNSHIP: "township",
}


def _units(kind: str, rows: list[Ranked], scheme: _SchemeAwards) -> Iterable[policy.Unit]:
    """Each unit of a kind with its participants in order; its key is the id of what it is, None for 全体 and 其他."""
    if kind == AwardUnit.DIMENSION:
        for at, dimension in enumerate(scheme.dimensions):
            members = [row for row in rows if row.dimensions_full[at]]
            order = sorted(((row.is_ranked_last, -row.dimensions[at]), row.standing) for row in members)
            compared = members if scheme.has_threshold(kind) else ()
            shares = {row.standing: policy.share_of(row.dimensions[at], row.dimensions_full[at]) for row in compared}
            yield policy.Unit(dimension, [(standing, place) for place, standing in order], shares)
        return
    members = defaultdict(list)
    for row in rows:
        keys = {AwardUnit.WHOLE: [None], AwardUnit.TOWNSHIP: [row.township]}.get(kind) or row.categories or [None]
        for key in keys:
            members[key].append(row)
    for key, order in members.items():
        finals = {row.standing: row.final for row in order} if scheme.has_threshold(kind) else {}
        risen = {row.standing: row.risen for row in order if row.previous_rank is not None}
        yield policy.Unit(key, [(row.standing, row.rank) for row in order], finals, risen)


def _decisions_on_awards(contests: list[int]) -> dict[int, dict[tuple, Decision]]:
    """Contest → (rule, unit) → the panel's decision."""
    found: dict[int, dict[tuple, Decision]] = defaultdict(dict)
    rows = Decision.objects.filter(contest__in=contests, kind=DecisionKind.AWARD).select_related("rule")
    for row in rows.prefetch_related("entries"):
        name = UNIT_FIELDS.get(row.rule.unit)
        found[row.contest_id][row.rule_id, name and getattr(row, f"{name}_id")] = row
    return found


def _as_policy_decision(row: Decision, standings: dict[int, int]) -> policy.Decision:
    """The stored decision as the pure one; an entry that is not ranked any more stands for itself and fits no tie."""
    named = {standings.get(each.entry_id, each): each.wins for each in row.entries.all()}
    winners = frozenset(standing for standing, wins in named.items() if wins)
    return policy.Decision(row, row.places, frozenset(named), winners)


def _awards(tally: int, grant: policy.Grant) -> Iterable[sql.AwardRow]:
    row = sql.AwardRow(tally=tally, rule=grant.rule.key, state=AwardState.WAITING, places=grant.places)
    if name := UNIT_FIELDS.get(grant.rule.unit):
        row = row._replace(**{name: grant.unit})
    for standing in grant.winners:
        decision = grant.decision.key if standing in grant.decided else None
        yield row._replace(
            standing=standing, state=AwardState.GRANTED, decision=decision and decision.pk,
            reason=decision.reason if decision else "",
        )  # fmt: skip
    for standing in grant.tied:
        yield row._replace(standing=standing, state=AwardState.OPEN, open_places=grant.open_places)
    if grant.waiting:
        yield row


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
    for code, tallies, digest in sql.county_inputs(
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
    sql.store_county_ranks((ranking.pk, before.get(ranking.area_id), tallies) for ranking, tallies in inputs.values())


def _newest_rankings(areas: dict[str, Area], period: Period) -> dict[int, CountyRanking]:
    """County (id) → the newest version of its order."""
    rankings = CountyRanking.objects.filter(area__in=areas.values()).of_period(period)
    return {ranking.area_id: ranking for ranking in rankings.order_by("area_id", "-version").distinct("area_id")}


# ---------------------------------------------------------------- the timetable


@transaction.atomic
def close_overdue(*, today: date) -> int:
    """Close the scoring of contests whose last day has passed; returns how many."""
    overdue = Contest.objects.filter(status=ContestStatus.SCORING).with_deadline().filter(scoring_ends_on__lt=today)
    return advance_many(list(overdue), ContestStatus.CLOSED, reason="打分阶段已过截止日期")


@transaction.atomic
def enqueue_due(*, now: datetime | None = None) -> list[Job]:
    """Hand in one tally for each county and period that has closed contests. Runs daily, so a missed day catches up."""
    due = Contest.objects.filter(status=ContestStatus.CLOSED).counted().select_related("area")
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


def county_tally_key(area: Area, period: Period) -> str:
    """The key of the jobs that tally ``period`` for ``area``."""
    return f"tally:{area.pk}:{period}"


def contest_tally_key(contest: Contest) -> str:
    return f"tally-contest:{contest.pk}"


def describe(outcomes: list[Outcome]) -> str:
    """The outcome of a tally in a few Chinese sentences, for the job and the command line."""
    refused = [o for o in outcomes if o.problems]
    new = sum(o.is_new for o in outcomes)
    if not outcomes:
        return "没有评分已截止的比武，未计分"
    done = len(outcomes) - len(refused)
    lines = [f"{done} 场比武已计分，其中 {new} 场有新版本" if done else "没有一场计分"]
    for outcome in refused:
        lines.append(f"{outcome.contest}未计分，还差 {len(outcome.problems)} 处：")
        lines += [f"· {problem}" for problem in outcome.problems[:LISTED]]
        if len(outcome.problems) > LISTED:
            lines.append(f"· 另有 {len(outcome.problems) - LISTED} 处，见该场比武的评分表")
    return "\n".join(lines)
