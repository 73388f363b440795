"""Declared conflicts: a rater who must not judge an entry owes no sheet for it. C5, scoring.md §0"""

from django.db import transaction

from accounts.models import User
from core.data.constraints import refusing
from core.data.lifecycle import record
from core.errors import TouyanError
from scoring.choices import CONFLICT_MARK, AssessmentStatus, ConflictStep, SheetStatus
from scoring.models import Assessment, Conflict, Entry, Rater
from scoring.querysets import due
from scoring.services.guards import locked
from scoring.services.sheets import unlock, waive


@transaction.atomic
def declare_conflict(*, rater: Rater, entry: Entry, reason: str, user: User | None) -> Conflict:
    """From now on ``rater`` does not judge ``entry``: open sheets are waived and say why, none is issued any more.

    ``user`` is none when the rater declares it with a one-time code. ``TouyanError`` when the sheet is submitted.
    """
    if entry.assessment_id != rater.assessment_id:
        raise TouyanError(f"没有这个{rater.assessment.scheme.words.entries}，请刷新页面")
    locked(rater.assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
    sheets = list(rater.sheets.filter(entry=entry))
    if any(sheet.status == SheetStatus.SUBMITTED for sheet in sheets):
        raise TouyanError(f"{rater}给{entry}的评分表已提交，请先由主办单位开锁，再声明回避")
    reason = reason.strip()
    with refusing(Conflict):
        conflict = Conflict.objects.create(rater=rater, entry=entry, reason=reason, declared_by=user)
    said = reason if user else f"{reason}（{rater.name}凭一次性代码声明）"
    record(conflict, "", ConflictStep.DECLARED, user=user, reason=said)
    waive(sheets=sheets, reason=f"{CONFLICT_MARK}{reason}", user=user)
    return conflict


@transaction.atomic
def withdraw_conflict(*, conflict: Conflict, reason: str, user: User) -> Rater:
    """The rater judges the entry after all: the waived sheet is open again, one that was never issued is issued."""
    rater, entry = conflict.rater, conflict.entry
    assessment: Assessment = locked(
        rater.assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED
    )
    record(conflict, ConflictStep.DECLARED, ConflictStep.WITHDRAWN, user=user, reason=reason)
    conflict.delete()
    waived = list(rater.sheets.filter(entry=entry, waived_reason__startswith=CONFLICT_MARK))
    if waived:
        unlock(sheets=waived, reason=reason, user=user)
    elif assessment.status != AssessmentStatus.DRAFT:
        due.issue(assessment.pk)
    return rater
