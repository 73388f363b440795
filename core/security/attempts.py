"""Wrong tries of passwords and codes: whoever makes them waits longer and longer, and nobody can make others wait.

Tries are counted by source (``core.security.origin.source_of``) and by source and key together (a user name): a
township shares one address, and an account must not be closed by whoever knows its name. Every try counts as a
wrong one until it has proved right, so tries in parallel do not slip through. The rows live in
the database, as sessions do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.errors import TouyanError
from core.models import Attempts


class TooSoon(TouyanError):
    """The source has to wait ``seconds`` before its next try; this one was not looked at."""

    def __init__(self, seconds: float):
        super().__init__(f"连续输错，{wait_words(seconds)}")
        self.seconds = seconds


@dataclass(frozen=True)
class Try:
    """A try that was let through. ``wait``: seconds until the next one, should this one be wrong."""

    rows: list[int]
    wait: float

    def right(self) -> None:
        """It was none: what it counted is taken back, and the pair of source and key starts anew."""
        *sources, last = self.rows
        Attempts.objects.filter(pk__in=sources or [last]).update(failures=Greatest(F("failures") - 1, 0.0))
        if sources:
            Attempts.objects.filter(pk=last).delete()


def begin(kind: str, *, source: str, key: str = "", user=None) -> Try:
    """Count a try of ``key`` from ``source``; ``TooSoon`` while the source has to wait, however it would turn out.

    ``user``: whose key it is, if anybody's, so that an administrator sees it and can call the waiting off.
    """
    now = timezone.now()
    keys = [("", settings.SOURCE_TRIES, None)]
    if key:
        keys.append((salted_hmac("core.security.attempts", key).hexdigest(), settings.KEY_TRIES, user))
    with transaction.atomic():
        held = [_held(kind, digest, source, owner, now) for digest, _, owner in keys]
        if waiting := max((_seconds(row.blocked_until - now) for row in held), default=0):
            raise TooSoon(waiting)
        wait = 0.0
        for row, (_, (free, first, longest), _) in zip(held, keys, strict=True):
            row.failures = left(row.failures, _seconds(now - row.tried_at), longest=longest) + 1
            seconds = delay(row.failures, free=free, first=first, longest=longest)
            row.tried_at, row.blocked_until = now, now + timedelta(seconds=seconds)
            row.save()
            wait = max(wait, seconds)
    return Try([row.pk for row in held], wait)


def delay(failures: float, *, free: int, first: float, longest: float) -> float:
    """Seconds to wait after so many wrong tries: none while ``free`` are left, then ``first``, doubled each time."""
    over = ceil(failures) - free
    return 0.0 if over < 0 else min(first * 2.0 ** min(over, 60), longest)


def left(failures: float, seconds: float, *, longest: float) -> float:
    """What of ``failures`` still counts after ``seconds``: one is forgotten in the time of the longest delay.

    So whoever goes on trying stays at the longest delay, and an address with many people keeps its budget.
    """
    return max(0.0, failures - seconds / longest)


def wait_words(seconds: float) -> str:
    """请 5 秒后再试, 请 3 分钟后再试."""
    return f"请 {ceil(seconds)} 秒后再试" if seconds < 100 else f"请 {ceil(seconds / 60)} 分钟后再试"


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Rows that no longer make anybody wait."""
    return Attempts.objects.filter(tried_at__lt=before, blocked_until__lt=before).delete()[0]


def waiting() -> models.QuerySet:
    """The rows because of which somebody has to wait now."""
    return Attempts.objects.filter(blocked_until__gt=timezone.now())


def _held(kind: str, digest: str, source: str, user, now: datetime) -> Attempts:
    start = {"failures": 0, "tried_at": now, "blocked_until": now, "user": user}
    names = {"kind": kind, "key": digest, "source": source}
    Attempts.objects.bulk_create([Attempts(**names, **start)], ignore_conflicts=True)
    return Attempts.objects.select_for_update().get(**names)


def _seconds(span: timedelta) -> float:
    return max(0.0, span.total_seconds())
