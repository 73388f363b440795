"""What every write of a contest asks first: the contest held, in a state that allows it. C4"""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from contests.choices import ContestStatus, ItemEffect
from contests.models import Contest, Entry, Occurrence
from core.data.lifecycle import advance
from core.errors import TouyanError

OPENED = (ContestStatus.SCORING, ContestStatus.CLOSED, ContestStatus.TALLIED)


def locked(contest: Contest, *statuses: str) -> Contest:
    """The contest's row, held until the transaction ends, if it is in one of ``statuses``."""
    [row] = locked_all([contest], *statuses)
    return row


def locked_all(contests: Iterable[Contest], *statuses: str) -> list[Contest]:
    """The same of several contests, all in one of ``statuses``."""
    rows = list(Contest.objects.filter(pk__in=[contest.pk for contest in contests]).select_for_update().order_by("pk"))
    for row in rows:
        if row.status not in statuses:
            raise TouyanError(f"{row}现在是“{row.get_status_display()}”，不能这样改，请刷新后再看")
    return rows


def vetoes(entry: Entry) -> QuerySet[Occurrence]:
    """The approved vetoes that keep an entry out of the contest. scoring.md §5"""
    return entry.occurrences.filter(item__effect=ItemEffect.EXCLUDED, approved=True)


def outdate(contest: Contest, *, user: User, reason: str) -> None:
    """What was tallied no longer holds, so the contest waits for its next tally."""
    if contest.status == ContestStatus.TALLIED:
        advance(contest, ContestStatus.CLOSED, user=user, reason=reason)
