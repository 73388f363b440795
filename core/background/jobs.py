"""Work to be done after a commit: an outbox table that Celery drains.

``enqueue`` writes a ``Job`` in the caller's transaction and pokes Celery once that is committed. A lost poke
(Valkey down, restarted or emptied) is made up for by ``dispatch``, which beat calls every few seconds.
``run`` does the work and marks the job done in **one** transaction, guarded by the number of the attempt, so
that however often a message is delivered or a worker is killed, the effect on the database happens once.
"""

import logging
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pghistory
from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError as BrokerError

from core.errors import TouyanError
from core.models import Job

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
DISPATCH_BATCH = 500  # jobs sent by one tick
PROGRESS_INTERVAL = 1  # seconds
UNFINISHED = (Job.Status.QUEUED, Job.Status.RUNNING)
TRANSIENT = (OperationalError, InterfaceError, ConnectionError)

BROKEN = "系统出错，任务未完成，已记录，请联系系统管理员"
INTERRUPTED = "任务多次被中断，未完成，请稍后重新提交"


class _LostLease(Exception):
    """The job was taken over or cancelled; what this attempt did is rolled back."""


# ---------------------------------------------------------------- handing in
def enqueue(task_name: str, *, kwargs: Mapping[str, Any], key: str = "", user=None, title: str = "") -> Job:
    """Have the Celery task ``task_name`` (dotted path) called with ``kwargs`` after the caller's transaction.

    While a job with the same non-empty ``key`` is unfinished, that one is returned instead. ``kwargs`` must be
    plain JSON. Raises ``ImportError`` when there is no such task.
    """
    import_string(task_name)
    fields = {"task": task_name, "kwargs": dict(kwargs), "created_by": user, "title": title}
    if key:
        job, created = Job.objects.get_or_create(key=key, status__in=UNFINISHED, defaults=fields)
        if not created:
            return job
    else:
        job = Job.objects.create(**fields)
    transaction.on_commit(partial(_send, [job.pk]))
    return job


def latest(key: str) -> Job | None:
    """The last time work with this key was handed in: what ``components/job.html`` shows."""
    return Job.objects.filter(key=key).order_by("-pk").first()


def cancel(job: Job) -> None:
    """End a job that is not finished; what it has done so far is rolled back. ``TouyanError`` when it is finished."""
    if not Job.objects.filter(pk=job.pk, status__in=UNFINISHED).update(
        status=Job.Status.CANCELLED, finished_at=timezone.now(), lease_until=None
    ):
        raise TouyanError("已经办完，来不及取消了")


def dispatch() -> int:
    """Send what waits: never sent, lost on the way, or left behind by a dead worker. Gives how many were sent."""
    now = timezone.now()
    abandoned = Job.objects.filter(status=Job.Status.RUNNING, lease_until__lt=now)
    abandoned.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Job.Status.FAILED, error=INTERRUPTED, finished_at=now, lease_until=None
    )
    abandoned.update(status=Job.Status.QUEUED, sent_at=None, lease_until=None)
    overdue = now - timedelta(seconds=settings.JOB_RESEND_SECONDS)
    waiting = Job.objects.filter(Q(sent_at=None) | Q(sent_at__lt=overdue), status=Job.Status.QUEUED)
    return _send(list(waiting.order_by("pk").values_list("pk", flat=True)[:DISPATCH_BATCH]))


def _send(job_ids: list[int]) -> int:
    """Put the numbers on the broker as far as it takes them."""
    sent = []
    for job_id in job_ids:
        try:
            current_app.send_task("core.tasks.run_job", args=[job_id], retry=False)
        except (BrokerError, OSError) as error:
            logger.warning("broker unreachable, jobs stay queued: %s", error)
            break
        sent.append(job_id)
    Job.objects.filter(pk__in=sent).update(sent_at=timezone.now())
    return len(sent)


# ---------------------------------------------------------------- doing
def run(job_id: int) -> bool:
    """Do one queued job; false when it is not waiting (already taken, done or cancelled).

    A ``TouyanError`` fails the job with its message. Trouble with the database or network puts it back, at
    most ``MAX_ATTEMPTS`` times; anything else fails it at once and is logged.
    """
    claimed = Job.objects.filter(pk=job_id, status=Job.Status.QUEUED).update(
        status=Job.Status.RUNNING, attempts=F("attempts") + 1, lease_until=_lease()
    )
    if not claimed:
        return False
    job = Job.objects.get(pk=job_id)
    try:
        with (
            _heartbeat(job) as heartbeat,
            transaction.atomic(),
            pghistory.context(user=job.created_by_id, job=job.pk),
        ):
            result = import_string(job.task)(**job.kwargs)
            done_count, total_count = heartbeat.counts
            if not _mine(job).update(
                status=Job.Status.DONE,
                result="" if result is None else str(result),
                done_count=done_count,
                total_count=total_count,
                finished_at=timezone.now(),
                lease_until=None,
            ):
                raise _LostLease
    except _LostLease:
        logger.warning("job %s was taken over or cancelled; attempt %s rolled back", job.pk, job.attempts)
    except TouyanError as error:
        _finish(job, Job.Status.FAILED, str(error))
    except TRANSIENT as error:
        logger.warning("job %s attempt %s: %s", job.pk, job.attempts, error)
        if job.attempts < MAX_ATTEMPTS:
            _mine(job).update(status=Job.Status.QUEUED, sent_at=timezone.now(), lease_until=None)
        else:
            _finish(job, Job.Status.FAILED, INTERRUPTED)
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.task)
        _finish(job, Job.Status.FAILED, BROKEN)
    return True


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _mine(job: Job):
    """The row as long as this very attempt holds it."""
    return Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING, attempts=job.attempts)


def _finish(job: Job, status: Job.Status, error: str) -> None:
    _mine(job).update(status=status, error=error, finished_at=timezone.now(), lease_until=None)


# ---------------------------------------------------------------- progress and lease
class _Heartbeat(threading.Thread):
    """Keeps a job's lease and writes its progress, on a connection of its own beside the job's transaction."""

    def __init__(self, job: Job):
        super().__init__(name=f"job-{job.pk}", daemon=True)
        self.job = job
        self.counts = (0, 0)
        self.lost = False  # taken over, or cancelled
        self.ended = threading.Event()

    def run(self) -> None:
        written, renew_at = self.counts, self._renewal()
        while not self.ended.wait(PROGRESS_INTERVAL):
            if self.counts == written and timezone.now() < renew_at:
                continue
            written, renew_at = self.counts, self._renewal()
            done, total = written
            try:
                held = _mine(self.job).update(done_count=done, total_count=total, lease_until=_lease())
                self.lost = not held
            except (OperationalError, InterfaceError) as error:
                logger.warning("job %s: no heartbeat: %s", self.job.pk, error)
                connection.close()
        connection.close()

    def _renewal(self) -> datetime:
        return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS / 4)


_current: ContextVar[_Heartbeat | None] = ContextVar("current_job", default=None)


@contextmanager
def _heartbeat(job: Job):
    heartbeat = _Heartbeat(job)
    token = _current.set(heartbeat)
    heartbeat.start()
    try:
        yield heartbeat
    finally:
        _current.reset(token)
        heartbeat.ended.set()
        heartbeat.join()


def progress(done: int, total: int) -> None:
    """Say from inside a task how much of it is done; nothing happens outside a job. A cancelled one ends here."""
    if heartbeat := _current.get():
        heartbeat.counts = (done, total)
        if heartbeat.lost:
            raise _LostLease


def current_id() -> int | None:
    """The number of the job whose task is running."""
    heartbeat = _current.get()
    return heartbeat.job.pk if heartbeat else None
