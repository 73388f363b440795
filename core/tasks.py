"""Celery's entry points to the outbox and to the store of files."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.background import downloads, jobs
from core.files import attachments, imports
from core.security import attempts, submissions


@shared_task
def run_job(job_id: int) -> bool:
    return jobs.run(job_id)


@shared_task
def dispatch_jobs() -> int:
    return jobs.dispatch()


@shared_task
def forget_imports() -> int:
    """Workbooks are kept for a week; what was imported stands in the history of the rows."""
    return imports.forget(now=timezone.now())


@shared_task
def remove_orphans() -> int:
    """Files that nothing refers to; those of the last day may belong to a save that is still running."""
    return attachments.remove_orphans(before=timezone.now() - timedelta(days=1))


@shared_task
def forget_attempts() -> int:
    """Wrong tries of the day before make nobody wait any more."""
    return attempts.forget(before=timezone.now() - timedelta(days=1))


@shared_task
def export_page(path: str, user_id: int, acting_id: int, period: str, rows: int) -> str:
    return downloads.export(path=path, user_id=user_id, acting_id=acting_id, period=period, rows=rows)


@shared_task
def forget_downloads() -> int:
    return downloads.forget(now=timezone.now())


@shared_task
def forget_submissions() -> int:
    """Forms of the day before yesterday come no second time."""
    return submissions.forget(now=timezone.now())
