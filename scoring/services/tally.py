"""The tally: from submitted sheets to frozen standings, ranks and awards. C6, scoring.md §§2–7, 9"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core.data.lifecycle import advance_many
from core.values.rounding import Rounding
from scoring import policy
from scoring.choices import AssessmentStatus, AwardState, AwardUnit, DecisionKind, PlacesBy
from scoring.models import Assessment, AwardRule, Decision, Tally
from scoring.querysets import tally as sql
from scoring.reads.parts import part_sources

NAMED = 5  # entries named in a sentence
TAKES_TALLY = (AssessmentStatus.CLOSED, AssessmentStatus.TALLIED)


@dataclass(frozen=True)
class Outcome:
    """What a tally did with one assessment: its newest version, or the problems that stopped it."""

    assessment: Assessment
    version: int = 0
    entries: int = 0
    digest: str = ""
    is_new: bool = False
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def tally_assessments(due, *, user=None) -> list[Outcome]:
    """Tally the assessments of a queryset whose scoring has closed.

    Those that lack sheets are left alone and say why; the others do not wait for them. The same inputs as last time
    give no new version. All of it is one transaction.
    """
    assessments = {c.pk: c for c in due.select_related("area").select_for_update(of=("self",)).order_by("pk")}
    if not assessments:
        return []
    sources = _sql_of_sources()
    sql.prepare(list(assessments), sources)
    problems = _problems(list(assessments))
    newest = {t.assessment_id: t for t in Tally.objects.filter(assessment__in=assessments).newest()}
    digests = sql.digests()
    changed = [
        pk for pk in assessments if pk not in problems and (pk not in newest or newest[pk].digest != digests[pk])
    ]
    # Before the bulk of rows: a history trigger walks all foreign-key checks that wait for the commit.
    closed = [c for pk, c in assessments.items() if pk not in problems and c.status == AssessmentStatus.CLOSED]
    advance_many(closed, AssessmentStatus.TALLIED, user=user)
    if changed:
        sql.compute(changed)
        tallies = sql.store(changed, sources, user_id=user and user.pk, at=timezone.now())
        _grant_awards(assessments, tallies)
        newest |= {t.assessment_id: t for t in Tally.objects.filter(pk__in=tallies.values())}
    return [
        Outcome(assessment, problems=problems[pk])
        if pk in problems
        else Outcome(assessment, newest[pk].version, newest[pk].entries, newest[pk].digest, pk in changed)
        for pk, assessment in assessments.items()
    ]


def problems_of(assessment: Assessment) -> list[str]:
    """What would stop a tally of this assessment now, one sentence each."""
    with transaction.atomic():
        sql.prepare([assessment.pk], _sql_of_sources())
        return _problems([assessment.pk]).get(assessment.pk, [])


def _problems(assessments: list[int]) -> dict[int, list[str]]:
    """Assessment → why it cannot be tallied. scoring.md §2, C6"""
    problems = defaultdict(list)
    for assessment, component, group, seat, rater, entries in sql.missing_sheets():
        problems[assessment].append(f"{component}：{group} {seat} 号 {rater} 还差 {_some(entries)}")
    for assessment, entry, component, have, need in sql.too_few_sheets():
        problems[assessment].append(f"{entry} {component}：只有 {have} 份评分表，至少要 {need} 份")
    for assessment in sql.without_weight():
        problems[assessment].append("各评分项的份数都不足，没有可以计分的项")
    for assessment, kind, what, component, indicator, maximum, entries in sql.gaps(_sql_of_sources()):
        item = f"{component}“{indicator}”" if indicator else component
        says = part_sources()[kind].gap if kind else _nothing_applies
        problems[assessment].append(f"{item}：{says(what, _some(entries), maximum and policy.plain(maximum))}")
    return dict(problems)


def _some(entries: list[str]) -> str:
    """The first few by name: 东河村、西河村等 12 个."""
    return "、".join(entries[:NAMED]) + (f"等 {len(entries)} 个" if len(entries) > NAMED else "")


def _nothing_applies(what: str, entries: str, maximum: str | None) -> str:
    return f"没有适用于 {entries} 的指标"


def _sql_of_sources() -> list[sql.PartSql]:
    return [source.sql for source in part_sources().values()]


# ---------------------------------------------------------------- awards


def _grant_awards(assessments: dict[int, Assessment], tallies: dict[int, int]) -> None:
    """Give the awards of each new tally. scoring.md §7"""
    schemes = _awards_of_schemes({assessments[pk].scheme_id for pk in tallies})
    ranked, decisions = defaultdict(list), _decisions_on_awards(list(tallies))
    for assessment, *row in sql.ranked():
        ranked[assessment].append(Ranked(*row))
    awards = []
    for pk, rows in ranked.items():
        scheme = schemes[assessments[pk].scheme_id]
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
    group: int | None
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
    """Each unit of a kind with its participants in order.

    Its key: the group, and the id of what it is in there, None for 全体 and 其他.
    """
    members = defaultdict(list)
    if kind == AwardUnit.DIMENSION:
        for row in rows:
            members[row.group].append(row)
        for group, own in members.items():
            yield from _dimensions(group, own, scheme)
        return
    for row in rows:
        keys = {AwardUnit.WHOLE: [None], AwardUnit.TOWNSHIP: [row.township]}.get(kind) or row.categories or [None]
        for key in keys:
            members[row.group, key].append(row)
    for key, order in members.items():
        finals = {row.standing: row.final for row in order} if scheme.has_threshold(kind) else {}
        risen = {row.standing: row.risen for row in order if row.previous_rank is not None}
        yield policy.Unit(key, [(row.standing, row.rank) for row in order], finals, risen)


def _dimensions(group: int | None, rows: list[Ranked], scheme: _SchemeAwards) -> Iterable[policy.Unit]:
    for at, dimension in enumerate(scheme.dimensions):
        members = [row for row in rows if row.dimensions_full[at]]
        order = sorted(((row.is_ranked_last, -row.dimensions[at]), row.standing) for row in members)
        compared = members if scheme.has_threshold(AwardUnit.DIMENSION) else ()
        shares = {row.standing: policy.share_of(row.dimensions[at], row.dimensions_full[at]) for row in compared}
        yield policy.Unit((group, dimension), [(standing, place) for place, standing in order], shares)


def _decisions_on_awards(assessments: list[int]) -> dict[int, dict[tuple, Decision]]:
    """Assessment → (rule, unit) → the panel's decision."""
    found: dict[int, dict[tuple, Decision]] = defaultdict(dict)
    rows = Decision.objects.filter(assessment__in=assessments, kind=DecisionKind.AWARD).select_related("rule")
    for row in rows.prefetch_related("entries"):
        name = UNIT_FIELDS.get(row.rule.unit)
        unit = row.group_id, name and getattr(row, f"{name}_id")
        found[row.assessment_id][row.rule_id, unit] = row
    return found


def _as_policy_decision(row: Decision, standings: dict[int, int]) -> policy.Decision:
    """The stored decision as the pure one; an entry that is not ranked any more stands for itself and fits no tie."""
    named = {standings.get(each.entry_id, each): each.wins for each in row.entries.all()}
    winners = frozenset(standing for standing, wins in named.items() if wins)
    return policy.Decision(row, row.places, frozenset(named), winners)


def _awards(tally: int, grant: policy.Grant) -> Iterable[sql.AwardRow]:
    group, unit = grant.unit
    row = sql.AwardRow(tally=tally, rule=grant.rule.key, state=AwardState.WAITING, places=grant.places, group=group)
    if name := UNIT_FIELDS.get(grant.rule.unit):
        row = row._replace(**{name: unit})
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
