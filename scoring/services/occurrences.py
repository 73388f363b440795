"""Occurrences of bonuses and deductions, which count once approved. scoring.md §5"""

from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from core.data.lifecycle import advance, record
from core.errors import TouyanError
from core.files.attachments import store
from scoring.choices import OPENED, EntryStatus, ItemEffect
from scoring.models import BonusItem, Entry, Occurrence
from scoring.policy import check_own_points
from scoring.services.guards import locked, outdate, vetoes


@transaction.atomic
def record_occurrence(
    *,
    entry: Entry,
    item: BonusItem,
    case: str,
    points: Decimal | None = None,
    evidence: str = "",
    upload: UploadedFile | None = None,
    user: User,
) -> Occurrence:
    """Note an occurrence of a bonus item or a veto, with its evidence; it counts once approved. scoring.md §5

    ``points``: its own, where the item sets a range.
    """
    assessment = locked(entry.assessment, *OPENED)
    if item.scheme_id != assessment.scheme_id:
        raise TouyanError("这一项不在本次评分的方案里")
    points = check_own_points(points, item.low, item.high)
    file = store(upload=upload, user=user) if upload else None
    return Occurrence.objects.create(
        entry=entry, item=item, case=case.strip(), points=points, evidence=evidence.strip(), file=file
    )


@transaction.atomic
def approve_occurrence(*, occurrence: Occurrence, user: User) -> Occurrence:
    """From now on it counts; a result already tallied has to be tallied again. Some vetoes exclude the entry."""
    assessment = locked(occurrence.entry.assessment, *OPENED)
    if Occurrence.objects.filter(pk=occurrence.pk, approved=True).exists():
        raise TouyanError("已由他人核准，请刷新后再看")
    excludes = occurrence.item.effect == ItemEffect.EXCLUDED
    if excludes and occurrence.entry.status == EntryStatus.WITHDRAWN:
        raise TouyanError(f"{occurrence.entry}已停赛；恢复参评以后再核准一票否决")
    occurrence.approved, occurrence.approved_by = True, user
    occurrence.save()
    if excludes and occurrence.entry.status == EntryStatus.ACTIVE:
        advance(occurrence.entry, EntryStatus.EXCLUDED, user=user, reason=f"{occurrence}", is_vetoed=True)
    outdate(assessment, user=user, reason=f"核准加扣分：{occurrence.entry} {occurrence}")
    return occurrence


@transaction.atomic
def revoke_occurrence(*, occurrence: Occurrence, reason: str, user: User) -> None:
    """Strike an occurrence out, approved or not, with the reason on the assessment's record.

    With the last veto an entry that was excluded by vetoes takes part again; one the office excluded stays out.
    """
    assessment = locked(occurrence.entry.assessment, *OPENED)
    if not reason.strip():
        raise TouyanError("请写明原因")
    why = f"取消加扣分：{occurrence.entry} {occurrence}：{reason.strip()}"
    record(assessment, assessment.status, assessment.status, user=user, reason=why)
    if occurrence.approved:
        outdate(assessment, user=user, reason=why)
    occurrence.delete()
    entry = Entry.objects.get(pk=occurrence.entry_id)
    if entry.is_vetoed and not vetoes(entry).exists():
        advance(entry, EntryStatus.ACTIVE, user=user, reason=why, is_vetoed=False)
