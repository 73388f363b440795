"""What the office records of each entry: figures by measure, with own targets and evidence. scoring.md §1"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import TouyanError
from scoring import policy
from scoring.choices import OPENED, EntryStatus, Method
from scoring.models import Assessment, Entry, Field, Figure, Measure
from scoring.reads.applicable import inapplicable
from scoring.reads.figures import PARTS, FigureColumn, columns_of, measures_of, shown
from scoring.services.cells import CellResult
from scoring.services.guards import locked, outdate

EVIDENCE_LENGTH = Figure._meta.get_field("evidence").max_length


# ---------------------------------------------------------------- one figure
@transaction.atomic
def record_figure(
    *,
    entry: Entry,
    measure: Measure,
    value: str | Decimal = "",
    target: str | Decimal = "",
    evidence: str = "",
    user: User,
) -> Figure | None:
    """Keep what is known of ``entry`` for ``measure``; with nothing given the figure is taken out.

    ``target`` is the entry's own, for proportional measures. A result already tallied has to be tallied again.
    ``TouyanError`` for what cannot be: an entry that does not compete, an indicator that is not for it, a figure that
    is read from the village's indicators, points out of range.
    """
    assessment = locked(entry.assessment, *OPENED)
    if entry.status != EntryStatus.ACTIVE:
        raise TouyanError(f"{entry}：{entry.get_status_display()}，不用录入")
    if measure.scheme_id != assessment.scheme_id:
        raise TouyanError("这个指标不在本次评分的方案里")
    field = Field.objects.filter(component=measure.component_id, indicator=measure.indicator_id).get()
    if inapplicable([field], [entry.pk]):
        raise TouyanError(f"{entry}：不适用“{measure}”，不用填")
    facts = {
        "value": _value(measure, field, value),
        "target": _target(measure, target),
        "evidence": evidence.strip(),
    }
    if len(facts["evidence"]) > EVIDENCE_LENGTH:
        raise TouyanError(f"依据最多 {EVIDENCE_LENGTH} 字")
    stored = Figure.objects.filter(entry=entry, measure=measure).first()
    if stored and all(getattr(stored, name) == each for name, each in facts.items()):
        return stored
    outdate(assessment, user=user, reason=f"更正指标值：{entry} {measure}")
    if not any(each not in (None, "") for each in facts.values()):
        Figure.objects.filter(entry=entry, measure=measure).delete()
        return None
    facts |= {"entered_by": user, "entered_at": timezone.now()}
    return Figure.objects.update_or_create(entry=entry, measure=measure, defaults=facts)[0]


def _value(measure: Measure, field: Field, given: str | Decimal) -> Decimal | None:
    if given in ("", None):
        return None
    if measure.source_id:
        raise TouyanError(f"“{measure}”取自村情，请到村情页改")
    if measure.method == Method.DIRECT:
        return policy.check_points(given, field.maximum, policy.FIGURE_DECIMALS)
    return policy.check_figure(given)


def _target(measure: Measure, given: str | Decimal) -> Decimal | None:
    if given in ("", None):
        return None
    if measure.method != Method.PROPORTIONAL:
        raise TouyanError(f"“{measure}”不按目标计分，不用填目标")
    target = policy.check_figure(given)
    if target == measure.zero:
        raise TouyanError(f"目标不能是零分值 {policy.plain(target)}")
    return target


# ---------------------------------------------------------------- cell by cell
@dataclass(frozen=True)
class FigureInput:
    """What somebody put into a cell: ``value`` as typed, ``was`` as the page last showed it."""

    entry_id: int
    key: str
    value: str
    was: str


@transaction.atomic
def save_figures(*, assessment: Assessment, cells: Iterable[FigureInput], user: User) -> list[CellResult]:
    """Save a block of cells of the grid of figures, each for itself.

    A cell is written only if it still holds what the page last showed.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    cells = list(cells)
    entries = {
        entry.pk: entry
        for entry in assessment.entries.filter(pk__in=[cell.entry_id for cell in cells]).select_related("assessment")
    }
    columns = {column.key: column for column in columns_of(measures_of(assessment))}
    figures = {
        (each.entry_id, each.measure_id): each
        for each in Figure.objects.filter(entry__in=entries).select_related("entered_by")
    }
    return [_save(cell, entries.get(cell.entry_id), columns.get(cell.key), figures, user) for cell in cells]


def _save(cell: FigureInput, entry: Entry | None, column: FigureColumn | None, figures: dict, user: User) -> CellResult:
    if entry is None or column is None:
        return CellResult(cell.entry_id, cell.key, "refused", message="没有这一格，请刷新页面")
    at = entry.pk, column.measure.pk
    stored = figures.get(at)
    current = shown(stored, column.part)
    if cell.value.strip() != current and cell.was != current:
        by = stored.entered_by.name if stored and stored.entered_by else ""
        return CellResult(*_place(cell), "stale", current, by=by, at=stored and stored.entered_at)
    facts = {part: shown(stored, part) for part in PARTS} | {column.part: cell.value.strip()}
    try:
        figures[at] = record_figure(entry=entry, measure=column.measure, user=user, **facts)
    except TouyanError as error:
        message = error.message if str(entry) in error.message else f"{entry} · {column.measure}：{error.message}"
        return CellResult(*_place(cell), "refused", current, message=message)
    return CellResult(*_place(cell), "saved", shown(figures[at], column.part))


def _place(cell: FigureInput) -> tuple[int, str]:
    return cell.entry_id, cell.key
