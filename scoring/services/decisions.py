"""What the panel decides and the office records: who of equals wins, how many a range takes, a final order.

A decision is an input of the next tally, so recording or withdrawing one outdates the newest. scoring.md §§1, 7
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.data.lifecycle import record
from core.errors import TouyanError
from scoring.choices import AssessmentStatus, AwardState, AwardUnit, DecisionKind, PlacesBy, TiePolicy
from scoring.models import Assessment, Award, AwardRule, Decision, DecisionEntry, Entry, Standing, Tally
from scoring.policy import RangeRule, range_left
from scoring.services.guards import locked, outdate

DECIDABLE = (AssessmentStatus.CLOSED, AssessmentStatus.TALLIED)
UNIT_FIELDS = ("group_id", "category_id", "dimension_id", "township_id")


@dataclass(frozen=True)
class Matter:
    """An award in one unit of its scope about which the panel has to decide, as the newest tally leaves it.

    ``award`` is a row that names rule and unit. ``order``: who got it or is tied for it, in order, each with the value
    equals share. ``open_places``: so many of the ``tied`` win.
    """

    award: Award
    order: Sequence[tuple[Standing, object]]
    tied: Sequence[Standing]
    open_places: int

    @property
    def rule(self) -> AwardRule:
        return self.award.rule

    @property
    def is_range(self) -> bool:
        return self.rule.places_by == PlacesBy.RANGE

    @property
    def choice(self) -> range:
        """The numbers the panel may choose from: what earlier awards of the group have left of the range."""
        rule, award = self.rule, self.award
        left = rule.maximum if award.places is None else award.places  # none: tallied before it was kept
        return range_left(RangeRule(rule.minimum, rule.maximum), left)

    @property
    def choice_label(self) -> str:
        """The first and the last of them, as people write it: 2–5."""
        low, high = self.choice[0], self.choice[-1]
        return str(low) if low == high else f"{low}–{high}"

    @property
    def name(self) -> str:
        """What it is about: 一等奖, 一等奖（产业兴旺）."""
        return matter_name(self.award)

    def cut(self, places: int) -> tuple[list[Standing], int]:
        """The equals across the last of so many places, and how many of them win; none if no tie is cut or all win."""
        if self.rule.tie_policy == TiePolicy.INCLUDE_ALL:
            return [], 0
        if places >= len(self.order) or not places or self.order[places - 1][1] != self.order[places][1]:
            return [], 0
        value = self.order[places][1]
        before = sum(1 for _, each in self.order[:places] if each != value)
        return [standing for standing, each in self.order if each == value], places - before


def matter_name(row: Award | Decision) -> str:
    """The award with its unit of scope, of a decision on it or of an award row."""
    if isinstance(row, Decision) and row.kind == DecisionKind.ORDER:
        return row.get_kind_display()
    unit = row.category or row.dimension or row.township
    if unit is None and row.rule.unit == AwardUnit.CATEGORY:
        unit = "其他"
    within = "".join(f"（{each}）" for each in (row.group, unit) if each)
    return f"{row.rule}{within}"


def _unit(row: Award | Decision) -> tuple:
    return (row.rule_id, *(getattr(row, name) for name in UNIT_FIELDS))


# ---------------------------------------------------------------- what there is to decide
def matters(assessment: Assessment) -> list[Matter]:
    """What the newest tally leaves to the panel, in the scheme's order; nothing that was decided since."""
    tally = assessment.tallies.newest().first()
    if tally is None or tally.is_provisional or assessment.status not in DECIDABLE:
        return []
    rows = (
        Award.objects.filter(tally=tally).exclude(state=AwardState.WAITING)
        .select_related("rule", "group", "category", "dimension", "township", "standing__entry")
        .order_by("rule__order", "group__order", "category__order", "dimension__order", "township__code", "pk")
    )  # fmt: skip
    by_unit: dict[tuple, list[Award]] = {}
    for row in rows:
        by_unit.setdefault(_unit(row), []).append(row)
    decided = {_unit(d) for d in assessment.decisions.filter(kind=DecisionKind.AWARD, decided_at__gt=tally.started_at)}
    dimensions = list(assessment.scheme.dimensions.values_list("pk", flat=True))
    return [
        _matter(awards, dimensions) for unit, awards in by_unit.items() if unit not in decided and _needs_panel(awards)
    ]


def _needs_panel(awards: list[Award]) -> bool:
    """Whether equals wait for the last place, or the number inside a range is still the proposal."""
    if any(award.state == AwardState.OPEN for award in awards):
        return True
    return awards[0].rule.places_by == PlacesBy.RANGE and all(award.decision_id is None for award in awards)


def _matter(awards: list[Award], dimensions: list[int]) -> Matter:
    first = awards[0]

    def value(standing: Standing):
        if first.dimension_id:
            return -standing.dimensions[dimensions.index(first.dimension_id)]
        return standing.rank

    order = sorted(((award.standing, value(award.standing)) for award in awards), key=lambda pair: pair[1])
    if first.rule.from_bottom:
        order.reverse()
    tied = [award.standing for award in awards if award.state == AwardState.OPEN]
    return Matter(first, order, tied, next((award.open_places for award in awards if award.open_places), 0))


def matter_of(award: Award) -> Matter:
    """The matter an award row stands for; ``TouyanError`` when nothing is left to decide about it."""
    found = next((m for m in matters(award.tally.assessment) if _unit(m.award) == _unit(award)), None)
    if found is None or found.award.tally_id != award.tally_id:
        raise TouyanError("这一项已经决定，或者已有新的计分版本，请刷新后再看")
    return found


# ---------------------------------------------------------------- deciding
@transaction.atomic
def record_decision(
    *,
    award: Award,
    reason: str,
    panel: str,
    decided_on: date,
    user: User,
    winners: Iterable[Standing] = (),
    places: int | None = None,
) -> Decision:
    """Who of the equals gets the award; for a range also how many get it. scoring.md §7

    ``award`` is a row of the newest tally that names rule and unit. ``TouyanError`` when the winners are not among the
    equals across the last place, are too many, or the number lies outside of the range.
    """
    assessment = _held(award.tally.assessment)
    matter = matter_of(award)
    winners = list(winners)
    tied, open_places = matter.tied, matter.open_places
    if matter.is_range:
        if places not in matter.choice:
            raise TouyanError(f"名额应在 {matter.choice_label} 个之内")
        tied, open_places = matter.cut(places)
    elif places is not None:
        raise TouyanError(f"{matter.name}的名额由方案规定，不用决定")
    _check_winners(winners, tied, open_places)
    assessment.decisions.filter(**_same_matter(award)).delete()  # what no longer held
    decision = _save(
        assessment, DecisionKind.AWARD, reason, panel, decided_on, user, places=places, rule=award.rule,
        **{name: getattr(award, name) for name in UNIT_FIELDS},
    )  # fmt: skip
    chosen = {standing.pk for standing in winners}
    DecisionEntry.objects.bulk_create(
        DecisionEntry(decision=decision, entry_id=standing.entry_id, wins=standing.pk in chosen) for standing in tied
    )
    _changed(assessment, user, f"决定{matter.name}：{describe(decision)}：{reason.strip()}")
    return decision


def _check_winners(winners: list[Standing], tied: Sequence[Standing], open_places: int) -> None:
    if not tied:
        if winners:
            raise TouyanError("名额线上没有并列，不用选获奖的单位")
        return
    names = "、".join(standing.entry.name for standing in tied)
    if not {standing.pk for standing in winners} <= {standing.pk for standing in tied}:
        raise TouyanError(f"只能在并列的单位中选：{names}")
    if not 0 < len(winners) <= open_places:
        raise TouyanError(f"{names}并列，还有 {open_places} 个名额，请勾选获奖的（最多 {open_places} 个）")


def _same_matter(award: Award) -> dict:
    return {"rule": award.rule, "kind": DecisionKind.AWARD} | {name: getattr(award, name) for name in UNIT_FIELDS}


@transaction.atomic
def record_order(
    *, assessment: Assessment, entries: Sequence[Entry], reason: str, panel: str, decided_on: date, user: User
) -> Decision:
    """The final order of the named entries, the first one in front: they share out the places they hold. scoring.md §1

    An assessment has one such decision; ``TouyanError`` while there is one, for less than two entries, or for one
    that is not ranked.
    """
    assessment = _held(assessment)
    entries = list(entries)
    if len({entry.pk for entry in entries}) != len(entries) or len(entries) < 2:
        raise TouyanError("请至少选两个参赛单位，每个一个位次")
    ranked = Standing.objects.filter(tally__in=assessment.tallies.newest(), rank__isnull=False)
    missing = {entry.pk for entry in entries} - set(ranked.values_list("entry", flat=True))
    if missing:
        raise TouyanError("下列单位没有名次：", items=[str(entry) for entry in entries if entry.pk in missing])
    if assessment.decisions.filter(kind=DecisionKind.ORDER).exists():
        raise TouyanError("名次已有决定，请先撤销")
    decision = _save(assessment, DecisionKind.ORDER, reason, panel, decided_on, user)
    DecisionEntry.objects.bulk_create(
        DecisionEntry(decision=decision, entry=entry, place=place) for place, entry in enumerate(entries, 1)
    )
    _changed(assessment, user, f"确定名次：{describe(decision)}：{reason.strip()}")
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, reason: str, user: User) -> None:
    """Take a decision back; its history keeps it, and the next tally is made without it."""
    assessment = _held(decision.assessment)
    if not reason.strip():
        raise TouyanError("请写明原因")
    why = f"撤销{matter_name(decision)}的决定：{describe(decision)}：{reason.strip()}"
    decision.delete()
    _changed(assessment, user, why)


def _held(assessment: Assessment) -> Assessment:
    assessment = locked(assessment, *DECIDABLE)
    tally = assessment.tallies.newest().first()
    if tally is None:
        raise TouyanError("还没有计分，计分以后再记录决定")
    if tally.is_provisional:
        raise TouyanError("这是初次计分，第二轮打分并重新计分以后再记录决定")
    return assessment


def _save(assessment, kind, reason, panel, decided_on, user, **fields) -> Decision:
    if not reason.strip():
        raise TouyanError("请写明理由")
    return Decision.objects.create(
        assessment=assessment, kind=kind, reason=reason.strip(), panel=panel.strip(), decided_on=decided_on,
        decided_by=user, decided_at=timezone.now(), **fields,
    )  # fmt: skip


def _changed(assessment: Assessment, user: User, why: str) -> None:
    """The newest tally lacks this now; the assessment's record says why."""
    if assessment.status == AssessmentStatus.CLOSED:
        record(assessment, assessment.status, assessment.status, user=user, reason=why)
    outdate(assessment, user=user, reason=why)


# ---------------------------------------------------------------- reading
def decisions_of(assessment: Assessment) -> list[Decision]:
    """The decisions on record with ``name``, ``words``, and ``state``: pending, used or void (已失效)."""
    tally = assessment.tallies.newest().first()
    rows = list(
        assessment.decisions.select_related("rule", "group", "category", "dimension", "township", "decided_by")
        .prefetch_related("entries__entry").order_by("kind", "rule__order", "pk")
    )  # fmt: skip
    used = _used(tally) if tally and rows else set()
    for row in rows:
        row.name, row.words = matter_name(row), describe(row)
        if tally is None or row.decided_at > tally.started_at:
            row.state = "pending"
        else:
            row.state = "used" if row.pk in used else "void"
    return rows


def _used(tally: Tally) -> set[int]:
    """The decisions that the tally could apply."""
    awards = set(tally.awards.exclude(decision=None).values_list("decision_id", flat=True))
    ordered = Standing.objects.filter(tally=tally, scored_rank__isnull=False)
    orders = DecisionEntry.objects.filter(decision__kind=DecisionKind.ORDER, entry__in=ordered.values("entry"))
    return awards | set(orders.values_list("decision_id", flat=True))


def describe(decision: Decision) -> str:
    """What was decided: 名额 7 个，甲村获奖（甲村、乙村并列）; 1 甲村、2 乙村."""
    rows = list(decision.entries.all())
    if decision.kind == DecisionKind.ORDER:
        return "、".join(f"{row.place} {row.entry}" for row in sorted(rows, key=lambda row: row.place))
    parts = [f"名额 {decision.places} 个"] if decision.places is not None else []
    if rows:
        winners = "、".join(str(row.entry) for row in rows if row.wins)
        parts.append(f"{winners}获奖（{'、'.join(str(row.entry) for row in rows)}并列）")
    return "，".join(parts)
