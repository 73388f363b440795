"""The Celery application with the timetable that the apps declare."""

import os

from celery import Celery
from celery.signals import worker_process_init
from django.utils.functional import SimpleLazyObject

from config.processes import die_with_parent
from core.declare import Beat, declared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def timetable() -> dict[str, dict]:
    return {
        beat.name: {"task": beat.code, "schedule": beat.schedule, "options": {"expires": beat.expires}}
        for beat in declared(Beat)
    }


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
    beat_schedule=SimpleLazyObject(timetable),  # asked for once the apps are there
)
app.autodiscover_tasks()
app.set_default()  # Celery's current application is per thread otherwise, and the web server has many


@worker_process_init.connect
def end_with_worker(**_) -> None:
    """A pool process must not outlive a worker that was killed: its job would run twice."""
    die_with_parent()
