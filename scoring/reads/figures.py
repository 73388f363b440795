"""The grid of the figures that the office records of each entry, with own targets and evidence. scoring.md §1"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from areas.models import VillageIndicator
from scoring import policy
from scoring.choices import OPENED, EntryStatus, Method
from scoring.models import Assessment, Component, Entry, Field, Figure, Measure
from scoring.reads.applicable import inapplicable

PARTS = ("value", "target", "evidence")


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
    return FigureCell(shown(figure, column.part))


def shown(figure: Figure | None, part: str) -> str:
    value = getattr(figure, part) if figure else None
    return policy.plain(value) if isinstance(value, Decimal) else value or ""
