"""What the office records of each entry: figures by measure, with own targets and evidence. scoring.md §1"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import VillageIndicator
from core.errors import TouyanError
from scoring import policy
from scoring.choices import EntryStatus, Method
from scoring.models import Assessment, Component, Entry, Field, Figure, Measure
from scoring.reads.applicable import inapplicable
from scoring.services.cells import CellResult
from scoring.services.guards import OPENED, locked, outdate

PARTS = ("value", "target", "evidence")
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
        raise TouyanError("这个指标不在本次比武的方案里")
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


# ---------------------------------------------------------------- all figures of an assessment
@dataclass(frozen=True)
class FigureColumn:
    """One input of a measure: its ``part`` is one of ``PARTS``."""

    measure: Measure
    part: str

    @property
    def key(self) -> str:
        return f"{self.measure.pk}-{self.part}"

    @property
    def is_read(self) -> bool:
        """Whether the value comes from the villages' indicators."""
        return self.part == "value" and self.measure.source_id is not None


@dataclass(frozen=True)
class FigureCell:
    """What stands in one input. ``is_read``: it comes from the village's indicators and is not entered here."""

    text: str
    applies: bool = True
    is_read: bool = False
    source: str = ""


@dataclass(frozen=True)
class FigureRow:
    """One entry: its cells by the grid's columns."""

    entry: Entry
    cells: list[FigureCell]
    missing: int

    @property
    def is_due(self) -> bool:
        return self.entry.status == EntryStatus.ACTIVE

    @property
    def left(self) -> str:
        return f"缺 {self.missing} 格"


@dataclass(frozen=True)
class FigureGrid:
    """Entries by draw number, measures in the scheme's order. ``asked`` and ``missing`` count values."""

    assessment: Assessment
    columns: list[FigureColumn]
    rows: list[FigureRow]
    asked: int
    saved_at: datetime | None

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)

    @property
    def filled(self) -> int:
        return self.asked - self.missing

    @property
    def is_open(self) -> bool:
        return self.assessment.status in OPENED


def measures_of(assessment: Assessment, component: Component | None = None) -> list[Measure]:
    """What is recorded in the assessment (for one component), in the order of components and indicators."""
    measures = Measure.objects.filter(scheme=assessment.scheme_id).select_related("component", "indicator", "source")
    measures = measures.filter(component=component) if component else measures
    return list(measures.order_by("component__order", "indicator__order"))


def columns_of(measures: Iterable[Measure]) -> list[FigureColumn]:
    """The inputs: value, own target where it counts, evidence where the office enters the value."""
    columns = []
    for measure in measures:
        columns.append(FigureColumn(measure, "value"))
        if measure.method == Method.PROPORTIONAL:
            columns.append(FigureColumn(measure, "target"))
        if not measure.source_id:
            columns.append(FigureColumn(measure, "evidence"))
    return columns


def figure_grid(assessment: Assessment, component: Component | None = None) -> FigureGrid:
    """Everything recorded so far (for one component), in six queries whatever its size."""
    measures = measures_of(assessment, component)
    columns = columns_of(measures)
    entries = list(assessment.entries.order_by("number"))
    figures = {(each.entry_id, each.measure_id): each for each in Figure.objects.filter(entry__assessment=assessment)}
    read = {
        (row.area_id, row.kind_id): row
        for row in VillageIndicator.objects.filter(
            area__in=[entry.area_id for entry in entries], year=assessment.year,
            kind__in=[measure.source_id for measure in measures if measure.source_id],
        )
    }  # fmt: skip
    fields = {(field.component_id, field.indicator_id): field for field in _fields(assessment)}
    blanks = inapplicable(fields.values(), [entry.pk for entry in entries])
    rows, asked = [], 0
    for entry in entries:
        cells, missing = [], 0
        for column in columns:
            measure = column.measure
            if (entry.pk, fields[measure.component_id, measure.indicator_id].pk) in blanks:
                cells.append(FigureCell("", applies=False))
                continue
            cell = _cell(column, figures.get((entry.pk, measure.pk)), read.get((entry.area_id, measure.source_id)))
            if column.part == "value" and entry.status == EntryStatus.ACTIVE:
                asked += 1
                missing += not cell.text
            cells.append(cell)
        rows.append(FigureRow(entry, cells, missing))
    saved_at = max((each.entered_at for each in figures.values()), default=None)
    return FigureGrid(assessment, columns, rows, asked, saved_at)


def _fields(assessment: Assessment) -> Iterable[Field]:
    return Field.objects.filter(component__scheme=assessment.scheme_id, component__kind="recorded")


def _cell(column: FigureColumn, figure: Figure | None, read: VillageIndicator | None) -> FigureCell:
    if column.is_read:
        if read is None:
            return FigureCell("", is_read=True, source="村情里还没有登记")
        return FigureCell(policy.plain(read.value), is_read=True, source=read.source_label)
    return FigureCell(_shown(figure, column.part))


def _shown(figure: Figure | None, part: str) -> str:
    value = getattr(figure, part) if figure else None
    return policy.plain(value) if isinstance(value, Decimal) else value or ""


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
    current = _shown(stored, column.part)
    if cell.value.strip() != current and cell.was != current:
        by = stored.entered_by.name if stored and stored.entered_by else ""
        return CellResult(*_place(cell), "stale", current, by=by, at=stored and stored.entered_at)
    facts = {part: _shown(stored, part) for part in PARTS} | {column.part: cell.value.strip()}
    try:
        figures[at] = record_figure(entry=entry, measure=column.measure, user=user, **facts)
    except TouyanError as error:
        message = error.message if str(entry) in error.message else f"{entry} · {column.measure}：{error.message}"
        return CellResult(*_place(cell), "refused", current, message=message)
    return CellResult(*_place(cell), "saved", _shown(figures[at], column.part))


def _place(cell: FigureInput) -> tuple[int, str]:
    return cell.entry_id, cell.key
