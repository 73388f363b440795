"""The score grid as it stands: rows, columns, what is missing, and why a sheet takes no points. ux.md page 2"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from scoring.choices import CONFLICT_MARK, AssessmentStatus, EntryStatus, SheetStatus
from scoring.models import Assessment, Component, Entry, Field, Rater, Score, Sheet
from scoring.querysets import sheets as sql
from scoring.reads.applicable import inapplicable

# Why a sheet takes no points: the word on the page, and what is said to who tries.
LOCKS = {
    "withdrawn": ("停赛", "已停赛，不用再评"),
    "excluded": ("一票否决", "已一票否决，不用再评"),
    "submitted": ("已提交", "评分表已提交，如需修改请联系主办单位（{office}）开锁"),
    "conflict": ("回避", "评委已声明回避，不用评"),
    "waived": ("已免评", "评分表已免评，如需补评请联系主办单位（{office}）开锁"),
    "early": ("未开始", "还没有开始评分"),
    "closed": ("已截止", "评分已截止，如需补评请联系主办单位（{office}）开锁"),
}


LATE = "截止后补录"


@dataclass(frozen=True)
class Taking:
    """Whether an assessment takes points: past its last day it is closed, though no nightly job has come by yet."""

    status: str
    ends_on: date | None

    def is_late(self, sheet: Sheet) -> bool:
        """Whether the office opened the sheet after the last day, which it gave a reason for."""
        opened = sheet.unlocked_at
        return bool(opened and self.ends_on and timezone.localdate(opened) > self.ends_on)


def taking(assessment: Assessment, *, hold: bool = False) -> Taking:
    """What ``assessment`` takes today. ``hold``: it stays so until this transaction ends."""
    status, ends_on = sql.state_of(assessment.pk, hold=hold)
    if status == AssessmentStatus.SCORING and ends_on and ends_on < timezone.localdate():
        status = AssessmentStatus.CLOSED
    return Taking(status, ends_on)


def lock_of(sheet: Sheet, assessment_status: str) -> str:
    """The key in ``LOCKS`` of why ``sheet`` takes no points, "" if it does. Reads ``sheet.entry``."""
    if sheet.entry.status != EntryStatus.ACTIVE:
        return sheet.entry.status
    if sheet.status == SheetStatus.WAIVED and sheet.waived_reason.startswith(CONFLICT_MARK):
        return "conflict"
    if sheet.status != SheetStatus.DRAFT:
        return sheet.status
    if assessment_status == AssessmentStatus.DRAFT:
        return "early"
    late = assessment_status == AssessmentStatus.CLOSED and sheet.unlocked_at is not None
    return "" if assessment_status == AssessmentStatus.SCORING or late else "closed"


def shown(points: Decimal | None, decimals: int) -> str:
    """Points as they stand in a cell: ``9.0``; nothing for nothing."""
    return "" if points is None else f"{points:.{decimals}f}"


@dataclass(frozen=True)
class Row:
    """One village's sheet: ``points`` and whether each column ``applies``, in the order of the fields.

    ``lock`` is a key of ``LOCKS`` or "". ``is_late``: opened again after the deadline.
    """

    sheet: Sheet
    points: list[Decimal | None]
    applies: list[bool]
    lock: str
    is_late: bool = False

    @property
    def entry(self) -> Entry:
        return self.sheet.entry

    @property
    def note(self) -> str:
        return LOCKS[self.lock][0] if self.lock else ""

    @property
    def is_due(self) -> bool:
        """Whether the village counts in what there is to fill."""
        return self.entry.status == EntryStatus.ACTIVE and self.sheet.status != SheetStatus.WAIVED

    @property
    def missing(self) -> int:
        gaps = sum(points is None and applies for points, applies in zip(self.points, self.applies, strict=True))
        return gaps if self.is_due else 0

    @property
    def total(self) -> Decimal | None:
        given = [points for points in self.points if points is not None]
        return sum(given, Decimal(0)) if given else None


@dataclass(frozen=True)
class Group:
    """Neighbouring columns of one dimension."""

    name: str
    maximum: Decimal
    span: int


@dataclass(frozen=True)
class Grid:
    """All sheets of one rater in one component: rows by draw number, columns by field order."""

    assessment: Assessment
    component: Component
    rater: Rater
    fields: list[Field]
    rows: list[Row]
    saved_at: datetime | None

    @property
    def decimals(self) -> int:
        return self.assessment.scheme.point_decimals

    @cached_property
    def groups(self) -> list[Group]:
        groups: list[Group] = []
        last = object()
        for field in self.fields:
            dimension = field.indicator and field.indicator.dimension
            if dimension != last:
                groups.append(Group(dimension.name if dimension else "总体", Decimal(0), 0))
                last = dimension
            group = groups[-1]
            groups[-1] = Group(group.name, group.maximum + field.maximum, group.span + 1)
        return groups

    @property
    def maximum(self) -> Decimal:
        return sum((field.maximum for field in self.fields), Decimal(0))

    @property
    def due(self) -> list[Row]:
        return [row for row in self.rows if row.is_due]

    @property
    def cells(self) -> int:
        return sum(sum(row.applies) for row in self.due)

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)

    @property
    def done(self) -> int:
        """Villages with every cell filled."""
        return sum(not row.missing for row in self.due)

    @property
    def late(self) -> list[Entry]:
        """Whose sheets the office opened again after the last day."""
        return [row.entry for row in self.due if row.is_late]

    @property
    def submitted(self) -> int:
        return sum(row.sheet.status == SheetStatus.SUBMITTED for row in self.due)

    @property
    def is_open(self) -> bool:
        return any(not row.lock for row in self.rows)


def grid_of(*, assessment: Assessment, component: Component, rater: Rater, scores=Score.objects) -> Grid:
    """The grid of one rater and component, in six queries at most. Reads ``assessment.scheme``.

    ``scores`` are those of the second entry for whoever checks a paper sheet.
    """
    fields = list(component.fields.select_related("indicator__dimension").order_by("order"))
    sheets = list(
        Sheet.objects.filter(component=component, rater=rater).select_related("entry").order_by("entry__number")
    )
    blanks = inapplicable(fields, [sheet.entry_id for sheet in sheets])
    points: dict[tuple[int, int], Decimal] = {}
    saved_at, now = None, taking(assessment)
    own = scores.filter(sheet__component=component, sheet__rater=rater)
    for sheet, field, value, at in own.values_list("sheet_id", "field_id", "points", "saved_at"):
        points[sheet, field] = value
        saved_at = max(saved_at, at) if saved_at else at
    rows = [
        Row(
            sheet,
            points=[points.get((sheet.pk, field.pk)) for field in fields],
            applies=[(sheet.entry_id, field.pk) not in blanks for field in fields],
            lock=lock_of(sheet, now.status),
            is_late=now.is_late(sheet),
        )
        for sheet in sheets
    ]
    return Grid(assessment, component, rater, fields, rows, saved_at)
