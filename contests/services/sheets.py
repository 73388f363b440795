"""Score sheets: entering points, submitting, waiving, unlocking. C5, scoring.md §1"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from areas.choices import Level
from contests import policy
from contests.choices import ContestStatus, EntryStatus, SheetStatus
from contests.models import Component, Contest, Dimension, Entry, Field, Rater, Score, Sheet
from contests.querysets import sheets as sql
from core.errors import TouyanError
from core.lifecycle import advance, advance_many, record

# Why a sheet takes no points: the word on the page, and what is said to who tries.
LOCKS = {
    "withdrawn": ("停赛", "已停赛，不用再评"),
    "excluded": ("一票否决", "已一票否决，不用再评"),
    "submitted": ("已提交", "评分表已提交，如需修改请联系主办单位（{office}）开锁"),
    "waived": ("已免评", "评分表已免评，如需补评请联系主办单位（{office}）开锁"),
    "early": ("未开始", "比武还没有开始评分"),
    "closed": ("已截止", "评分已截止，如需补评请联系主办单位（{office}）开锁"),
}


def lock_of(sheet: Sheet, contest_status: str) -> str:
    """The key in ``LOCKS`` of why ``sheet`` takes no points, "" if it does. Reads ``sheet.entry``."""
    if sheet.entry.status != EntryStatus.ACTIVE:
        return sheet.entry.status
    if sheet.status != SheetStatus.DRAFT:
        return sheet.status
    if contest_status == ContestStatus.DRAFT:
        return "early"
    late = contest_status == ContestStatus.CLOSED and sheet.unlocked_at is not None
    return "" if contest_status == ContestStatus.SCORING or late else "closed"


def shown(points: Decimal | None, decimals: int) -> str:
    """Points as they stand in a cell: ``9.0``; nothing for nothing."""
    return "" if points is None else f"{points:.{decimals}f}"


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Row:
    """One village's sheet: ``points`` in the order of the fields; ``lock`` is a key of ``LOCKS`` or ""."""

    sheet: Sheet
    points: list[Decimal | None]
    lock: str

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
        return self.points.count(None) if self.is_due else 0

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

    contest: Contest
    component: Component
    rater: Rater
    fields: list[Field]
    rows: list[Row]
    saved_at: datetime | None

    @property
    def decimals(self) -> int:
        return self.contest.scheme.point_decimals

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
        return len(self.due) * len(self.fields)

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)

    @property
    def done(self) -> int:
        """Villages with every cell filled."""
        return sum(not row.missing for row in self.due)

    @property
    def submitted(self) -> int:
        return sum(row.sheet.status == SheetStatus.SUBMITTED for row in self.due)

    @property
    def is_open(self) -> bool:
        return any(not row.lock for row in self.rows)


def grid(*, contest: Contest, component: Component, rater: Rater) -> Grid:
    """The grid of one rater and component, in three queries whatever its size. Reads ``contest.scheme``."""
    fields = list(component.fields.select_related("indicator__dimension").order_by("order"))
    sheets = list(
        Sheet.objects.filter(component=component, rater=rater).select_related("entry").order_by("entry__number")
    )
    points: dict[tuple[int, int], Decimal] = {}
    saved_at = None
    scores = Score.objects.filter(sheet__component=component, sheet__rater=rater)
    for sheet, field, value, at in scores.values_list("sheet_id", "field_id", "points", "saved_at"):
        points[sheet, field] = value
        saved_at = max(saved_at, at) if saved_at else at
    rows = [
        Row(sheet, [points.get((sheet.pk, field.pk)) for field in fields], lock_of(sheet, contest.status))
        for sheet in sheets
    ]
    return Grid(contest, component, rater, fields, rows, saved_at)


# ---------------------------------------------------------------- entering points


@dataclass(frozen=True)
class CellInput:
    """What somebody put into a cell: ``value`` as typed ("" empties it), ``was`` as the page last showed it."""

    entry_id: int
    field_id: int
    value: str
    was: str


@dataclass(frozen=True)
class CellResult:
    """What became of a cell. ``state``: saved, refused (``message`` says why) or stale; ``value`` is what is stored.

    Stale: somebody else (``by``, at ``at``) changed the cell after the page showed it; nothing was written.
    """

    entry_id: int
    field_id: int
    state: str
    value: str = ""
    message: str = ""
    by: str = ""
    at: datetime | None = None


@transaction.atomic
def save_cells(
    *, contest: Contest, component: Component, rater: Rater, cells: Iterable[CellInput], user
) -> list[CellResult]:
    """Save a block of cells of one grid, each for itself: what is refused or stale does not hold up the others.

    A cell is written only if it still holds what the page last showed (``was``). The number of statements does not
    depend on the size of the block.
    """
    cells = list({(cell.entry_id, cell.field_id): cell for cell in cells}.values())
    status = sql.hold_contest(contest.pk)
    sheets = {
        sheet.entry_id: sheet
        for sheet in Sheet.objects.filter(component=component, rater=rater, entry__in={c.entry_id for c in cells})
        .select_related("entry")
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    fields = {field.pk: field for field in component.fields.select_related("indicator")}
    scores = {
        (score.sheet_id, score.field_id): score
        for score in Score.objects.filter(sheet__in=sheets.values(), field__in={c.field_id for c in cells})
        .select_related("saved_by")
    }  # fmt: skip
    foreign = _foreign(contest, rater, {c.entry_id for c in cells} - set(sheets))
    desk = _Desk(contest, status, sheets, fields, scores, foreign)
    results = [desk.judge(cell) for cell in cells]
    now = timezone.now()
    written = [
        Score(sheet_id=sheet, field_id=field, points=points, saved_by=user, saved_at=now)
        for (sheet, field), points in desk.changes.items()
        if points is not None
    ]
    emptied = [scores[key].pk for key, points in desk.changes.items() if points is None]
    if emptied:
        Score.objects.filter(pk__in=emptied).delete()
    Score.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["sheet", "field"],
        update_fields=["points", "saved_by", "saved_at"],
    )
    return results


class _Desk:
    """Decides on each cell; ``changes`` collects what is to be written: (sheet, field) → points, or None to empty."""

    def __init__(self, contest, status, sheets, fields, scores, foreign):
        self.contest, self.status = contest, status
        self.sheets, self.fields, self.scores, self.foreign = sheets, fields, scores, foreign
        self.decimals = contest.scheme.point_decimals
        self.changes: dict[tuple[int, int], Decimal | None] = {}

    def judge(self, cell: CellInput) -> CellResult:
        sheet, field = self.sheets.get(cell.entry_id), self.fields.get(cell.field_id)
        if sheet is None:
            return self._result(cell, "refused", None, message=self.foreign[cell.entry_id])
        if field is None:
            return self._result(cell, "refused", None, message="没有这一栏，请刷新页面")
        score = self.scores.get((sheet.pk, field.pk))
        current = score and score.points
        problem, points = "", None
        try:
            points = policy.check_points(cell.value, field.maximum, self.decimals) if cell.value.strip() else None
        except policy.PointsError as error:
            problem = f"{sheet.entry} · {field}：{error.message}"
        if not problem and points == current:
            return self._result(cell, "saved", current)
        if lock := lock_of(sheet, self.status):
            problem = f"{sheet.entry}：{LOCKS[lock][1].format(office=self.contest.area)}"
        if problem:
            return self._result(cell, "refused", current, message=problem)
        if cell.was != shown(current, self.decimals):
            by = score.saved_by.name if score and score.saved_by else ""
            return self._result(cell, "stale", current, by=by, at=score and score.saved_at)
        self.changes[sheet.pk, field.pk] = points
        return self._result(cell, "saved", points)

    def _result(self, cell: CellInput, state: str, points: Decimal | None, **facts) -> CellResult:
        return CellResult(cell.entry_id, cell.field_id, state, shown(points, self.decimals), **facts)


def _foreign(contest: Contest, rater: Rater, entries: set[int]) -> dict[int, str]:
    """Entry → why this rater has no sheet for it."""
    if not entries:
        return {}
    village, township = _home(rater)
    messages = dict.fromkeys(entries, "没有这个参赛村，请刷新页面")
    for entry in Entry.objects.filter(contest=contest, pk__in=entries).select_related("area", "holder"):
        own = entry.holder and entry.holder.user_id and entry.holder.user_id == rater.user_id
        if own or entry.area_id == rater.area_id:
            messages[entry.pk] = f"{entry}：不能给本村打分"
        elif policy.may_rate(village, township, entry.area.code, contest.scheme.exclusion_level):
            messages[entry.pk] = f"{entry}：没有要您评的表，请刷新页面"
        else:
            messages[entry.pk] = f"{entry}：不能给本乡镇的村打分"
    return messages


def _home(rater: Rater) -> tuple[str, str]:
    """The codes of the rater's own village and township; "" where there is none."""
    area = rater.area
    if area is None or area.level < Level.TOWNSHIP:
        return "", ""
    return area.code if area.level == Level.VILLAGE else "", f"{area.code[:9]}000"


# ---------------------------------------------------------------- submitting


@dataclass(frozen=True)
class Submission:
    """How many sheets were submitted and how many were left because something is missing."""

    submitted: int
    left: int


@transaction.atomic
def submit(*, contest: Contest, component: Component, rater: Rater, user, leave_missing: bool = False) -> Submission:
    """Lock the grid's complete drafts with what the tally needs of them.

    Raises ``TouyanError`` listing village and columns where points are missing, unless ``leave_missing``: then the
    incomplete sheets stay open.
    """
    status = sql.hold_contest(contest.pk)
    drafts = [
        sheet
        for sheet in Sheet.objects.filter(component=component, rater=rater, status=SheetStatus.DRAFT)
        .select_related("entry", "component", "rater")
        .select_for_update(of=("self",))
        .order_by("pk")
        if not lock_of(sheet, status)
    ]
    missing = _missing(component, drafts)
    if missing and not leave_missing:
        count = sum(len(names) for names in missing.values())
        items = [f"{sheet.entry}：{'、'.join(missing[sheet.pk])}" for sheet in _in_order(drafts) if sheet.pk in missing]
        raise TouyanError(f"还有 {len(missing)} 个村缺 {count} 格，填完才能提交：", items=items)
    complete = [sheet for sheet in drafts if sheet.pk not in missing]
    if not complete:
        raise TouyanError("没有可以提交的评分表，请刷新页面")
    figures = sql.stored_figures(
        scores=Score.objects.all(),
        dimensions=Dimension.objects.filter(scheme=contest.scheme_id),
        decimals=contest.scheme.point_decimals,
    )
    advance_many(
        _in_order(complete), SheetStatus.SUBMITTED, user=user, submitted_at=timezone.now(), submitted_by=user, **figures
    )
    return Submission(len(complete), len(missing))


def _missing(component: Component, sheets: Sequence[Sheet]) -> dict[int, list[str]]:
    """Sheet → names of the columns without points."""
    filled = set(Score.objects.filter(sheet__in=sheets).values_list("sheet_id", "field_id"))
    missing: dict[int, list[str]] = defaultdict(list)
    for field in component.fields.select_related("indicator").order_by("order"):
        for sheet in sheets:
            if (sheet.pk, field.pk) not in filled:
                missing[sheet.pk].append(field.name)
    return dict(missing)


def _in_order(sheets: Iterable[Sheet]) -> list[Sheet]:
    return sorted(sheets, key=lambda sheet: sheet.entry.number)


# ---------------------------------------------------------------- waiving and unlocking


@transaction.atomic
def waive(*, sheets: Iterable[Sheet], reason: str, user) -> int:
    """Nobody owes these sheets any longer; points already entered stay in them but do not count. scoring.md §1"""
    contests, rows = _held(sheets)
    for contest in contests:
        if contest.status not in (ContestStatus.SCORING, ContestStatus.CLOSED):
            raise TouyanError(f"{contest}现在是“{contest.get_status_display()}”，不能免评")
    submitted = [str(sheet) for sheet in rows if sheet.status == SheetStatus.SUBMITTED]
    if submitted:
        raise TouyanError("已提交的评分表不能免评，请先开锁：", items=submitted)
    return advance_many(
        [sheet for sheet in rows if sheet.status == SheetStatus.DRAFT],
        SheetStatus.WAIVED, user=user, reason=reason, waived_reason=reason.strip()[:200],
    )  # fmt: skip


@transaction.atomic
def unlock(*, sheets: Iterable[Sheet], reason: str, user) -> int:
    """Open these sheets for points again, also after the deadline; a result already tallied has to be tallied anew.

    Returns how many were opened. ``TouyanError`` without a reason, when the contest is final, or when all are open.
    """
    if not reason.strip():
        raise TouyanError("开锁须写明原因")
    contests, rows = _held(sheets)
    for contest in contests:
        if contest.status not in (ContestStatus.SCORING, ContestStatus.CLOSED, ContestStatus.TALLIED):
            raise TouyanError(f"{contest}现在是“{contest.get_status_display()}”，不能开锁")
        if contest.status == ContestStatus.TALLIED:
            advance(contest, ContestStatus.CLOSED, user=user, reason=reason)
    status = {contest.pk: contest.status for contest in contests}
    now = timezone.now()
    late = [sheet for sheet in rows if lock_of(sheet, status[sheet.contest_id]) == "closed"]
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in late]).update(unlocked_at=now)
    for sheet in late:
        record(sheet, SheetStatus.DRAFT, SheetStatus.DRAFT, user=user, reason=reason)
    opened = len(late)
    for source in (SheetStatus.SUBMITTED, SheetStatus.WAIVED):
        opened += advance_many(
            [sheet for sheet in rows if sheet.status == source],
            SheetStatus.DRAFT, user=user, reason=reason, unlocked_at=now, total=None, dimension_points=None,
            points_line="", submitted_at=None, submitted_by=None, waived_reason="",
        )  # fmt: skip
    if not opened:
        raise TouyanError("这些评分表还没有锁定，不用开锁")
    return opened


def _held(sheets: Iterable[Sheet]) -> tuple[list[Contest], list[Sheet]]:
    """The sheets as they are now, with their contests, both held until the transaction ends (contests first)."""
    pks = [sheet.pk for sheet in sheets]
    of = Sheet.objects.filter(pk__in=pks).values("contest")
    contests = list(Contest.objects.filter(pk__in=of).select_for_update().order_by("pk"))
    rows = Sheet.objects.filter(pk__in=pks).select_related("entry", "component", "rater")
    return contests, list(rows.select_for_update(of=("self",)).order_by("pk"))
