"""Celery's entry points to the outbox."""

from celery import shared_task

from core import jobs


@shared_task
def run_job(job_id: int) -> bool:
    return jobs.run(job_id)


@shared_task
def dispatch_jobs() -> int:
    return jobs.dispatch()
