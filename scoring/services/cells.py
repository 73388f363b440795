"""Entering points cell by cell. C5, ux.md page 2"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from scoring import policy
from scoring.models import Assessment, CheckScore, Component, Entry, Rater, Score, Sheet
from scoring.reads.applicable import inapplicable
from scoring.services.grid import LOCKS, lock_of, shown, taking
from scoring.services.paper import barrier, take_turn


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

    ``before`` is what was stored until then, where the cell was saved.

    Stale: somebody else (``by``, at ``at``) changed the cell after the page showed it; nothing was written.
    """

    entry_id: int
    field_id: int | str  # the column's key
    state: str
    value: str = ""
    message: str = ""
    by: str = ""
    at: datetime | None = None
    before: str = ""


@transaction.atomic
def save_cells(
    *, assessment: Assessment, component: Component, rater: Rater, cells: Iterable[CellInput], user: User | None
) -> list[CellResult]:
    """Save a block of cells of one grid, each for itself: what is refused or stale does not hold up the others.

    ``user`` is none for a rater with a one-time code.

    A cell is written only if it still holds what the page last showed (``was``). The number of statements does not
    depend on the size of the block.
    """
    return _write(Score, assessment, component, rater, cells, user)


@transaction.atomic
def check_cells(
    *, assessment: Assessment, component: Component, rater: Rater, cells: Iterable[CellInput], user: User
) -> list[CellResult]:
    """The same for the second, blind entry of a paper sheet, which only checks the first."""
    return _write(CheckScore, assessment, component, rater, cells, user)


@transaction.atomic
def judge_cells(
    *, assessment: Assessment, component: Component, rater: Rater, cells: Iterable[CellInput], user: User | None
) -> list[CellResult]:
    """What ``save_cells`` would say, without writing anything."""
    results, _ = _decide(Score, assessment, component, rater, cells, user)
    return results


def _decide(model, assessment, component, rater, cells, user) -> tuple[list[CellResult], "_Desk"]:
    """What becomes of each cell. The assessment and the sheets are held."""
    cells = list({(cell.entry_id, cell.field_id): cell for cell in cells}.values())
    status = taking(assessment, hold=True).status
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
        for score in model.objects.filter(sheet__in=sheets.values(), field__in={c.field_id for c in cells})
        .select_related("saved_by")
    }  # fmt: skip
    foreign = _foreign(assessment, rater, {c.entry_id for c in cells} - set(sheets))
    blanks = inapplicable(fields.values(), list(sheets))
    barred = barrier(component=component, rater=rater, user=user, turn=1 if model is Score else 2)
    desk = _Desk(assessment, status, sheets, fields, scores, foreign, blanks, barred)
    return [desk.judge(cell) for cell in cells], desk


def _write(model, assessment, component, rater, cells, user) -> list[CellResult]:
    results, desk = _decide(model, assessment, component, rater, cells, user)
    if desk.changes:
        take_turn(component=component, rater=rater, user=user, turn=1 if model is Score else 2)
    scores, now = desk.scores, timezone.now()
    written = [
        model(sheet_id=sheet, field_id=field, points=points, saved_by=user, saved_at=now)
        for (sheet, field), points in desk.changes.items()
        if points is not None
    ]
    emptied = [scores[key].pk for key, points in desk.changes.items() if points is None]
    if emptied:
        model.objects.filter(pk__in=emptied).delete()
    model.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["sheet", "field"],
        update_fields=["points", "saved_by", "saved_at"],
    )
    return results


class _Desk:
    """Decides on each cell; ``changes`` collects what is to be written: (sheet, field) → points, or None to empty."""

    def __init__(self, assessment, status, sheets, fields, scores, foreign, blanks, barred):
        self.assessment, self.status = assessment, status
        self.sheets, self.fields, self.scores, self.foreign = sheets, fields, scores, foreign
        self.blanks, self.barred = blanks, barred
        self.decimals = assessment.scheme.point_decimals
        self.changes: dict[tuple[int, int], Decimal | None] = {}

    def judge(self, cell: CellInput) -> CellResult:
        sheet, field = self.sheets.get(cell.entry_id), self.fields.get(cell.field_id)
        if sheet is None:
            return self._result(cell, "refused", None, message=self.foreign[cell.entry_id])
        if field is None:
            return self._result(cell, "refused", None, message="没有这一栏，请刷新页面")
        if (cell.entry_id, cell.field_id) in self.blanks:
            return self._result(cell, "refused", None, message=f"{sheet.entry}：不适用“{field}”，不用填")
        if self.barred:  # says nothing of what is stored: the second entry is blind
            return self._result(cell, "refused", None, message=self.barred)
        score = self.scores.get((sheet.pk, field.pk))
        current = score and score.points
        problem, points = "", None
        try:
            points = policy.check_points(cell.value, field.maximum, self.decimals) if cell.value.strip() else None
        except policy.PointsError as error:
            problem = f"{sheet.entry} · {field}：{error.message}"
        if not problem and points == current:
            return self._result(cell, "saved", current, before=shown(current, self.decimals))
        if lock := lock_of(sheet, self.status):
            problem = f"{sheet.entry}：{LOCKS[lock][1].format(office=self.assessment.area)}"
        if problem:
            return self._result(cell, "refused", current, message=problem)
        if cell.was != shown(current, self.decimals):
            by = score.saved_by.name if score and score.saved_by else "评委本人" if score else ""
            return self._result(cell, "stale", current, by=by, at=score and score.saved_at)
        self.changes[sheet.pk, field.pk] = points
        return self._result(cell, "saved", points, before=cell.was)

    def _result(self, cell: CellInput, state: str, points: Decimal | None, **facts) -> CellResult:
        return CellResult(cell.entry_id, cell.field_id, state, shown(points, self.decimals), **facts)


def _foreign(assessment: Assessment, rater: Rater, entries: set[int]) -> dict[int, str]:
    """Entry → why this rater has no sheet for it."""
    if not entries:
        return {}
    village, township = _home(rater)
    messages = dict.fromkeys(entries, f"没有这个{assessment.scheme.words.entries}，请刷新页面")
    declared = set(rater.conflicts.values_list("entry", flat=True))
    for entry in Entry.objects.filter(assessment=assessment, pk__in=entries).select_related("area", "holder"):
        own = entry.holder and entry.holder.user_id and entry.holder.user_id == rater.user_id
        if entry.pk in declared:
            messages[entry.pk] = f"{entry}：{LOCKS['conflict'][1]}"
        elif own or entry.area_id == rater.area_id:
            messages[entry.pk] = f"{entry}：不能给{assessment.scheme.words.own}打分"
        elif policy.may_rate(village, township, entry.area.code, assessment.scheme.exclusion_level):
            messages[entry.pk] = f"{entry}：没有要您评的表，请刷新页面"
        else:
            messages[entry.pk] = f"{entry}：不能给本乡镇的{assessment.scheme.words.one}打分"
    return messages


def _home(rater: Rater) -> tuple[str, str]:
    """The codes of the rater's own village and township; "" where there is none."""
    area = rater.area
    if area is None or area.level < Level.TOWNSHIP:
        return "", ""
    return area.code if area.level == Level.VILLAGE else "", f"{area.code[:9]}000"
