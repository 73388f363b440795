"""Declared conflicts: a rater who must not judge an entry owes no sheet for it. C5, scoring.md §0"""

from django.db import transaction

from accounts.models import User
from contests.choices import CONFLICT_MARK, ConflictStep, ContestStatus, SheetStatus
from contests.models import Conflict, Contest, Entry, Rater
from contests.querysets import due
from contests.services.guards import locked
from contests.services.sheets import unlock, waive
from core.data.constraints import refusing
from core.data.lifecycle import record
from core.errors import TouyanError


@transaction.atomic
def declare_conflict(*, rater: Rater, entry: Entry, reason: str, user: User | None) -> Conflict:
    """From now on ``rater`` does not judge ``entry``: open sheets are waived and say why, none is issued any more.

    ``user`` is none when the rater declares it with a one-time code. ``TouyanError`` when the sheet is submitted.
    """
    if entry.contest_id != rater.contest_id:
        raise TouyanError(f"没有这个{rater.contest.scheme.words.entries}，请刷新页面")
    locked(rater.contest, ContestStatus.DRAFT, ContestStatus.SCORING, ContestStatus.CLOSED)
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
    contest: Contest = locked(rater.contest, ContestStatus.DRAFT, ContestStatus.SCORING, ContestStatus.CLOSED)
    record(conflict, ConflictStep.DECLARED, ConflictStep.WITHDRAWN, user=user, reason=reason)
    conflict.delete()
    waived = list(rater.sheets.filter(entry=entry, waived_reason__startswith=CONFLICT_MARK))
    if waived:
        unlock(sheets=waived, reason=reason, user=user)
    elif contest.status != ContestStatus.DRAFT:
        due.issue(contest.pk)
    return rater
