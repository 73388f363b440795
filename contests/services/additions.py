"""Taking back what was added to a contest in one go."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from contests.choices import ContestStatus
from contests.models import Contest
from contests.services.declarations import TEXTS
from contests.services.entries import close_ranks
from contests.services.guards import locked
from core.submissions.choices import SubmissionStatus

BEGUN = [status for status in SubmissionStatus if status != SubmissionStatus.DRAFT]
KINDS = {"entries": "{count} {counted}", "raters": "{count} 名评委"}


@transaction.atomic
def take_back(*, contest: Contest, kind: str, rows: Iterable[int]) -> int:
    """Take entries or raters out again, all that nobody has done anything with yet; returns how many."""
    contest = locked(contest, ContestStatus.DRAFT)
    added = getattr(contest, kind).filter(pk__in=list(rows))
    if kind == "entries":
        written = Q(declaration__items__content__gt="") | Q(declaration__status__in=BEGUN)
        for text in TEXTS:
            written |= Q(**{f"declaration__{text}__gt": ""})
        added = added.exclude(pk__in=added.filter(written).values("pk"))
    else:
        added = added.filter(codes=None)
    count = added.count()
    added.delete()
    close_ranks(contest)
    return count
