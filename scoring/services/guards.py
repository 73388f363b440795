"""What every write of an assessment asks first: the assessment held, in a state that allows it. C4"""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from core.data.lifecycle import advance
from core.errors import TouyanError
from scoring.choices import AssessmentStatus, ItemEffect
from scoring.models import Assessment, Entry, Occurrence


def locked(assessment: Assessment, *statuses: str) -> Assessment:
    """The assessment's row, held until the transaction ends, if it is in one of ``statuses``."""
    [row] = locked_all([assessment], *statuses)
    return row


def locked_all(assessments: Iterable[Assessment], *statuses: str) -> list[Assessment]:
    """The same of several assessments, all in one of ``statuses``."""
    assessments = list(assessments)
    model = type(assessments[0]) if assessments else Assessment  # as the owner, where it came as that
    rows = list(model.objects.filter(pk__in=[each.pk for each in assessments]).select_for_update().order_by("pk"))
    for row in rows:
        if row.status not in statuses:
            raise TouyanError(f"{row}现在是“{row.get_status_display()}”，不能这样改，请刷新后再看")
    return rows


def vetoes(entry: Entry) -> QuerySet[Occurrence]:
    """The approved vetoes that keep an entry out of the assessment. scoring.md §5"""
    return entry.occurrences.filter(item__effect=ItemEffect.EXCLUDED, approved=True)


def outdate(assessment: Assessment, *, user: User, reason: str) -> None:
    """What was tallied no longer holds, so the assessment waits for its next tally."""
    if assessment.status == AssessmentStatus.TALLIED:
        advance(assessment, AssessmentStatus.CLOSED, user=user, reason=reason)
