"""Score sheets as a whole: submitting, waiving, unlocking. C5, scoring.md §1"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.data.lifecycle import advance_many, record
from core.errors import TouyanError
from scoring.choices import OPENED, AssessmentStatus, SheetStatus
from scoring.models import Assessment, Component, Dimension, Rater, Score, Sheet
from scoring.querysets import sheets as sql
from scoring.reads.applicable import inapplicable
from scoring.services.grid import LATE, LOCKS, lock_of, taking
from scoring.services.guards import outdate
from scoring.services.paper import lacks_paper, unchecked


@dataclass(frozen=True)
class Submission:
    """How many sheets were submitted and how many were left because something is missing."""

    submitted: int
    left: int


@transaction.atomic
def submit(
    *, assessment: Assessment, component: Component, rater: Rater, user: User | None, leave_missing: bool = False
) -> Submission:
    """Lock the grid's complete drafts with what the tally needs of them. ``user`` is none for a rater with a code.

    Raises ``TouyanError`` listing village and columns where points are missing, unless ``leave_missing``: then the
    incomplete sheets stay open.
    """
    status = taking(assessment, hold=True).status
    if problem := lacks_paper(component, rater, user):
        raise TouyanError(problem)
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
        raise TouyanError(
            f"还有 {len(missing)} {assessment.scheme.words.counted}缺 {count} 格，填完才能提交：", items=items
        )
    complete = [sheet for sheet in drafts if sheet.pk not in missing]
    unequal = unchecked(assessment=assessment, component=component, rater=rater, sheets=complete)
    if unequal and not leave_missing:
        items = [f"{sheet.entry}：{unequal[sheet.pk]}" for sheet in _in_order(complete) if sheet.pk in unequal]
        raise TouyanError("纸质表要由另一人再录一遍，两遍相同才能提交：", items=items)
    complete = [sheet for sheet in complete if sheet.pk not in unequal]
    if not complete:
        shut = not drafts and status == AssessmentStatus.CLOSED
        said = LOCKS["closed"][1].format(office=assessment.area) if shut else "没有可以提交的评分表，请刷新页面"
        raise TouyanError(said)
    figures = sql.stored_figures(
        scores=Score.objects.all(),
        dimensions=Dimension.objects.filter(scheme=assessment.scheme_id),
        decimals=assessment.scheme.point_decimals,
    )
    advance_many(
        _in_order(complete), SheetStatus.SUBMITTED, user=user, reason="" if user else f"{rater.name}凭一次性代码提交",
        submitted_at=timezone.now(), submitted_by=user, rater_name=rater.name, **figures,
    )  # fmt: skip
    return Submission(len(complete), len(missing) + len(unequal))


def _missing(component: Component, sheets: Sequence[Sheet]) -> dict[int, list[str]]:
    """Sheet → names of the columns without points."""
    filled = set(Score.objects.filter(sheet__in=sheets).values_list("sheet_id", "field_id"))
    missing: dict[int, list[str]] = defaultdict(list)
    fields = component.fields.select_related("indicator").order_by("order")
    blanks = inapplicable(fields, [sheet.entry_id for sheet in sheets])
    for field in fields:
        for sheet in sheets:
            if (sheet.pk, field.pk) not in filled and (sheet.entry_id, field.pk) not in blanks:
                missing[sheet.pk].append(field.name)
    return dict(missing)


def _in_order(sheets: Iterable[Sheet]) -> list[Sheet]:
    return sorted(sheets, key=lambda sheet: sheet.entry.number)


# ---------------------------------------------------------------- waiving and unlocking
@transaction.atomic
def waive(*, sheets: Iterable[Sheet], reason: str, user) -> int:
    """Nobody owes these sheets any longer; points already entered stay in them but do not count. scoring.md §1"""
    assessments, rows = _held(sheets)
    for assessment in assessments:
        if assessment.status not in (AssessmentStatus.SCORING, AssessmentStatus.CLOSED):
            raise TouyanError(f"{assessment}现在是“{assessment.get_status_display()}”，不能免评")
    submitted = [str(sheet) for sheet in rows if sheet.status == SheetStatus.SUBMITTED]
    if submitted:
        raise TouyanError("已提交的评分表不能免评，请先开锁：", items=submitted)
    return advance_many(
        [sheet for sheet in rows if sheet.status == SheetStatus.DRAFT],
        SheetStatus.WAIVED, user=user, reason=reason, waived_reason=reason.strip()[:200],
    )  # fmt: skip


@transaction.atomic
def take_back_waiver(*, sheets: Iterable[Sheet], user) -> int:
    """Sheets waived by mistake are owed again as before; once there is a result they are unlocked instead."""
    assessments, rows = _held(sheets)
    for assessment in assessments:
        if assessment.status not in (AssessmentStatus.SCORING, AssessmentStatus.CLOSED):
            raise TouyanError(f"{assessment}现在是“{assessment.get_status_display()}”，要补评的请开锁")
    waived = [sheet for sheet in rows if sheet.status == SheetStatus.WAIVED]
    return advance_many(waived, SheetStatus.DRAFT, user=user, reason="撤销免评", waived_reason="")


@transaction.atomic
def unlock(*, sheets: Iterable[Sheet], reason: str, user) -> int:
    """Open these sheets for points again, also after the deadline; a result already tallied has to be tallied anew.

    Those that somebody gave who has left the seat since are emptied: nobody answers for another one's points.

    Returns how many were opened. ``TouyanError`` without a reason, when the assessment is final, or when all are open.
    """
    if not reason.strip():
        raise TouyanError("开锁须写明原因")
    assessments, rows = _held(sheets)
    for assessment in assessments:
        if assessment.status not in OPENED:
            raise TouyanError(f"{assessment}现在是“{assessment.get_status_display()}”，不能开锁")
        outdate(assessment, user=user, reason=reason)
    status = {assessment.pk: taking(assessment).status for assessment in assessments}
    now = timezone.now()
    late = [sheet for sheet in rows if lock_of(sheet, status[sheet.assessment_id]) == "closed"]
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in late]).update(unlocked_at=now)
    for sheet in late:
        record(sheet, SheetStatus.DRAFT, SheetStatus.DRAFT, user=user, reason=f"{LATE}：{reason}")
    opened = len(late)
    given_up = [sheet.pk for sheet in rows if sheet.rater_name and sheet.rater_name != sheet.rater.name]
    for source in (SheetStatus.SUBMITTED, SheetStatus.WAIVED):
        opened += advance_many(
            [sheet for sheet in rows if sheet.status == source],
            SheetStatus.DRAFT, user=user, reason=reason, unlocked_at=now, total=None, dimension_points=None,
            points_line="", submitted_at=None, submitted_by=None, rater_name="", waived_reason="",
        )  # fmt: skip
    Score.objects.filter(sheet__in=given_up).delete()  # the one on the seat now begins blank, as with open sheets
    if not opened:
        raise TouyanError("这些评分表还没有锁定，不用开锁")
    return opened


def _held(sheets: Iterable[Sheet]) -> tuple[list[Assessment], list[Sheet]]:
    """The sheets as they are now, with their assessments, both held until the transaction ends (assessments first)."""
    pks = [sheet.pk for sheet in sheets]
    of = Sheet.objects.filter(pk__in=pks).values("assessment")
    assessments = list(Assessment.objects.filter(pk__in=of).select_for_update().order_by("pk"))
    rows = Sheet.objects.filter(pk__in=pks).select_related("entry", "component", "rater")
    return assessments, list(rows.select_for_update(of=("self",)).order_by("pk"))
