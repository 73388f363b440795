"""What every write of a contest asks first: the contest held, in a state that allows it. C4"""

from accounts.models import User
from contests.choices import ContestStatus
from contests.models import Contest
from core.errors import TouyanError
from core.lifecycle import advance

OPENED = (ContestStatus.SCORING, ContestStatus.CLOSED, ContestStatus.TALLIED)


def locked(contest: Contest, *statuses: str) -> Contest:
    """The contest's row, held until the transaction ends, if it is in one of ``statuses``."""
    row = Contest.objects.select_for_update().get(pk=contest.pk)
    if row.status not in statuses:
        raise TouyanError(f"{row}现在是“{row.get_status_display()}”，不能这样改，请刷新后再看")
    return row


def outdate(contest: Contest, *, user: User, reason: str) -> None:
    """What was tallied no longer holds, so the contest waits for its next tally."""
    if contest.status == ContestStatus.TALLIED:
        advance(contest, ContestStatus.CLOSED, user=user, reason=reason)
