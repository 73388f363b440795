"""The timetable: whatever runs twice, is killed in between or finds no broker, ends as if it had run once."""

import os
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import Assignment, Login
from areas.choices import SuccessionKind
from areas.services import Heir, succeed
from cadres.models import Appointment, Person, PostKind
from config import celery_app
from contests.models import Reminder
from core.models import Attempts, Download, ImportRun, Job, Submission
from core.values.periods import Period
from tests.scoring import factories

TASKS = sorted({entry["task"] for entry in celery_app.conf.beat_schedule.values()})
APPS = sorted({task.partition(".")[0] for task in TASKS})
UNSTEADY = (models.AutoField, models.BinaryField, models.DateTimeField, models.UUIDField, models.ForeignKey)
WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """As kill -9: nothing in the code catches it."""


def run(name: str):
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)()


def state() -> dict[str, list]:
    """What stands in all tables, without numbers of rows and times of day, and which files there are."""
    found = {}
    for model in (each for label in APPS for each in apps.get_app_config(label).get_models()):
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, UNSTEADY)
            and not field.name.startswith("pgh_") and field.name != "subject_id"
        ]  # fmt: skip
        rows = sorted(map(repr, model._base_manager.values_list(*fields))) if fields else []
        if rows:
            found[model._meta.label] = rows
    stored = storages["attachments"]
    return found | {"files": [name for name in ("old.pdf", "2026/old.pdf") if stored.exists(name)]}


@pytest.fixture
def world(db):
    """Something to do for each task of the timetable."""
    today, now = timezone.localdate(), timezone.now()
    places = factories.make_places(villages=3)
    user = factories.make_user(username="gaotai", role="township_official", area=places.township)
    cadre = factories.make_user(username="cadre", role="village_cadre", area=places.villages[0])
    scheme = factories.make_scheme(area=places.county)
    raters = [{"name": "王平", "user": cadre, "area": places.villages[0]}]
    for number, ends_in in ((1, 0), (2, -1)):
        factories.make_contest(
            scheme=scheme, villages=places.villages, area=places.township, period=Period("quarter", 2026, number),
            raters=raters, ends_in=ends_in,
        )  # fmt: skip
    other = factories.make_places(villages=1, township="黎坪镇", number=110).villages[0]
    factories.make_user(username="leaving", role="village_cadre", area=other)
    person = Person.objects.create(name="周明", area=other, sex="1", birth_date="1980-01-01")
    Appointment.objects.create(
        person=person, post=PostKind.objects.get(code="secretary"), area=other, seat=1,
        valid_from=today - timedelta(days=400),
    )  # fmt: skip
    succeed(
        predecessors=[other], heirs=[Heir("610703110299", "新村")], kind=SuccessionKind.RECODE, on=today, basis="文件"
    )
    for confirmed in (None, now):
        ImportRun.objects.create(
            kind="x", subject="1", filename="x.xlsx", content=b"x", items=[{}], created_by=user, confirmed_at=confirmed
        )
    ImportRun.objects.update(created_at=now - timedelta(days=30))
    long_ago = now - timedelta(days=2)
    Attempts.objects.create(kind="login", source="10.0.0.1", failures=5, tried_at=long_ago, blocked_until=long_ago)
    Login.objects.create(user=user, session_key="gone", browser="Chrome")
    job = Job.objects.create(task="contests.tasks.daily_tick")
    Download.objects.create(job=job, filename="x.xlsx", content=b"x", size=1, expires_at=long_ago)
    Submission.objects.create(key="x" * 64)
    Submission.objects.update(at=now - timedelta(days=30))
    store = storages["attachments"]
    old = (now - timedelta(days=9)).timestamp()
    for name in ("old.pdf", "2026/old.pdf"):
        if not store.exists(name):
            store.save(name, ContentFile(b"x"))
        os.utime(store.path(name), (old, old))
    return places


@pytest.mark.parametrize("name", TASKS)
def test_a_second_run_changes_nothing(world, name, django_capture_on_commit_callbacks):
    before = state()
    with django_capture_on_commit_callbacks(execute=True):  # there is no broker: what is handed in stays queued
        run(name)
    once = state()
    with django_capture_on_commit_callbacks(execute=True):
        run(name)
    assert state() == once
    assert (once != before) == (name != "core.tasks.dispatch_jobs")
    assert not Job.objects.exclude(sent_at=None).exists()


@pytest.mark.parametrize("name", [name for name in TASKS if name != "core.tasks.remove_orphans"])
def test_killed_at_any_write_and_started_again_it_ends_the_same(world, name):
    writes = 0

    def kill_at(number):
        def execute(execute, sql, params, many, context):
            nonlocal writes
            if sql.lstrip().startswith(WRITES):
                writes += 1
                if writes == number:
                    raise Killed
            return execute(sql, params, many, context)

        return connection.execute_wrapper(execute)

    mark = transaction.savepoint()
    with kill_at(0):
        run(name)
    whole, count = state(), writes
    transaction.savepoint_rollback(mark)
    assert count
    for number in range(1, count + 1):
        writes, mark = 0, transaction.savepoint()
        with kill_at(number), pytest.raises(Killed):
            run(name)
        run(name)
        assert state() == whole, f"killed at write {number}"
        transaction.savepoint_rollback(mark)


def test_the_world_has_something_for_each_task(world):
    """What the tests above rest on."""
    run("contests.tasks.remind_due")
    run("accounts.tasks.follow_successions")
    assert Reminder.objects.count() == 1
    assert Assignment.objects.filter(area__code="610703110299").count() == 1
