"""The Celery application and the only timetable."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_process_init

from config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("touyan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    # A message is given back when its process dies; the lease of the job decides who may run it (core.background.jobs).
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 300,  # seconds
        "socket_connect_timeout": 2,  # seconds
        "max_retries": 0,  # who sends does not wait for a missing broker: the outbox sends again
    },
    task_ignore_result=True,
    accept_content=["json"],
    timezone="Asia/Shanghai",
    worker_hijack_root_logger=False,
    beat_schedule={
        "dispatch jobs": {
            "task": "core.tasks.dispatch_jobs",
            "schedule": 5,  # seconds
            "options": {"expires": 5},
        },
        "files that nothing refers to": {
            "task": "core.tasks.remove_orphans",
            "schedule": crontab(hour=3, minute=10),
        },
        "uploaded workbooks": {
            "task": "core.tasks.forget_imports",
            "schedule": crontab(hour=3, minute=20),
        },
        "downloads whose day is over": {
            "task": "core.tasks.forget_downloads",
            "schedule": crontab(minute=40),
        },
        "forms that were sent": {
            "task": "core.tasks.forget_submissions",
            "schedule": crontab(hour=3, minute=40),
        },
        "wrong tries": {
            "task": "core.tasks.forget_attempts",
            "schedule": crontab(hour=3, minute=30),
        },
        "sessions that are over": {
            "task": "accounts.tasks.forget_logins",
            "schedule": crontab(hour=3, minute=40),
        },
        "roles follow areas that changed": {
            "task": "accounts.tasks.follow_successions",
            "schedule": crontab(hour=1, minute=40),
        },
        "files follow areas that changed": {
            "task": "cadres.tasks.follow_successions",
            "schedule": crontab(hour=1, minute=40),
        },
        "reminders of what is due soon": {
            "task": "contests.tasks.remind_due",
            "schedule": crontab(hour=7, minute=30),
        },
        "what is due in contests": {
            "task": "contests.tasks.daily_tick",
            "schedule": crontab(hour=2, minute=10),
        },
    },
)
app.autodiscover_tasks()
app.set_default()  # Celery's current application is per thread otherwise, and the web server has many


@worker_process_init.connect
def end_with_worker(**_) -> None:
    """A pool process must not outlive a worker that was killed: its job would run twice."""
    die_with_parent()
