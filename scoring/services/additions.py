"""Taking back what was added to an assessment in one go."""

from collections.abc import Iterable

from django.db import transaction

from scoring.choices import AssessmentStatus
from scoring.models import Assessment
from scoring.services.entries import close_ranks
from scoring.services.guards import locked

KINDS = {"entries": "{count} {counted}", "raters": "{count} 名评委"}


@transaction.atomic
def take_back(*, assessment: Assessment, kind: str, rows: Iterable[int]) -> int:
    """Take entries or raters out again, all that nobody has done anything with yet; returns how many."""
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    added = getattr(assessment, kind).filter(pk__in=list(rows))
    added = assessment.untouched(added) if kind == "entries" else added.filter(codes=None)
    count = added.count()
    added.delete()
    close_ranks(assessment)
    return count
