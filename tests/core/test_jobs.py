"""The outbox: nothing is lost, nothing happens twice, whoever is killed or missing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, User
from areas.models import Area
from core.background import jobs
from core.models import Job, StateChange
from tests.html import parsed
from tests.servers import Worker, wait_until

TASKS = "tests.core.job_tasks"


def marks(number: int = 1) -> int:
    return StateChange.objects.filter(subject="mark", subject_id=number).count()


def enqueue(name: str = "leave_mark", key: str = "", **kwargs) -> Job:
    return jobs.enqueue(f"{TASKS}.{name}", kwargs=kwargs, key=key, title="测试任务")


def has(job: Job, *statuses: str) -> bool:
    job.refresh_from_db()
    return job.status in statuses


# ---------------------------------------------------------------- handing in
@pytest.mark.django_db
class TestEnqueue:
    def test_same_key_twice_is_one_job(self):
        first = enqueue(number=1, key="tally:1")
        assert enqueue(number=2, key="tally:1") == first
        assert Job.objects.get().kwargs == {"number": 1}

    def test_key_is_free_again_once_finished(self):
        first = enqueue(number=1, key="tally:1")
        jobs.run(first.pk)
        assert enqueue(number=1, key="tally:1") != first

    def test_jobs_without_key_are_all_done(self):
        assert enqueue(number=1) != enqueue(number=1)

    def test_unknown_task_is_refused_at_once(self):
        with pytest.raises(ImportError):
            enqueue("no_such_task")

    def test_rolled_back_with_its_transaction(self):
        with transaction.atomic():
            enqueue(number=1)
            transaction.set_rollback(True)
        assert not Job.objects.exists()

    def test_save_succeeds_without_broker(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            job = enqueue(number=1)
        assert has(job, "queued")
        assert job.sent_at is None
        assert jobs.dispatch() == 0


# ---------------------------------------------------------------- doing
@pytest.mark.django_db
class TestRun:
    def test_done_with_its_result(self):
        job = enqueue(number=1)
        assert jobs.run(job.pk)
        assert has(job, "done")
        assert (job.result, job.attempts, job.lease_until) == ("记下 1", 1, None)
        assert job.finished_at

    def test_delivered_twice_done_once(self):
        job = enqueue(number=1)
        jobs.run(job.pk)
        assert not jobs.run(job.pk)
        assert marks() == 1

    def test_refusal_is_told_and_leaves_nothing(self):
        job = enqueue("refuse", number=1)
        jobs.run(job.pk)
        assert has(job, "failed")
        assert job.error == "不能计分；缺 3 张评分表"
        assert marks() == 0

    def test_breakdown_fails_without_showing_insides(self, caplog):
        job = enqueue("break_down")
        jobs.run(job.pk)
        assert has(job, "failed")
        assert job.error == jobs.BROKEN
        assert "ZeroDivisionError" in caplog.text

    def test_lost_connection_is_tried_again_but_not_forever(self):
        job = enqueue("lose_connection", number=1)
        for attempt in range(1, jobs.MAX_ATTEMPTS):
            jobs.run(job.pk)
            assert has(job, "queued")
            assert job.attempts == attempt
        jobs.run(job.pk)
        assert has(job, "failed")
        assert job.error == jobs.INTERRUPTED
        assert marks() == 0

    def test_attempt_that_was_taken_over_is_rolled_back(self, monkeypatch):
        job = enqueue(number=1)

        def slow(number):
            StateChange.objects.create(subject="mark", subject_id=number, title="mark", target="done")
            Job.objects.filter(pk=job.pk).update(attempts=2)  # another worker claimed it meanwhile

        monkeypatch.setattr(f"{TASKS}.leave_mark", slow)
        jobs.run(job.pk)
        assert marks() == 0
        assert has(job, "running")


@pytest.mark.django_db
class TestDispatch:
    @pytest.fixture
    def sent(self, monkeypatch):
        numbers = []
        monkeypatch.setattr(jobs.current_app, "send_task", lambda name, args, **options: numbers.extend(args))
        return numbers

    def test_sends_each_once_until_overdue(self, sent, settings):
        job = enqueue(number=1)
        assert [jobs.dispatch(), jobs.dispatch()] == [1, 0]
        overdue = timezone.now() - timedelta(seconds=settings.JOB_RESEND_SECONDS + 1)
        Job.objects.update(sent_at=overdue)
        jobs.dispatch()
        assert sent == [job.pk, job.pk]

    def test_leaves_a_living_job_alone(self, sent):
        enqueue(number=1)
        Job.objects.update(status="running", attempts=1, lease_until=timezone.now() + timedelta(seconds=9))
        assert jobs.dispatch() == 0

    def test_takes_back_what_a_dead_worker_held(self, sent):
        job = enqueue(number=1)
        Job.objects.update(status="running", attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
        assert jobs.dispatch() == 1
        assert has(job, "queued")

    def test_gives_up_on_what_kills_every_worker(self, sent):
        job = enqueue(number=1)
        Job.objects.update(
            status="running", attempts=jobs.MAX_ATTEMPTS, lease_until=timezone.now() - timedelta(seconds=1)
        )
        assert jobs.dispatch() == 0
        assert has(job, "failed")
        assert job.error == jobs.INTERRUPTED


# ---------------------------------------------------------------- page
@pytest.fixture
def people(db):
    """A township's two officials and one of the next township."""
    day = timezone.localdate()
    users = []
    for username, code in [("one", "610703104000"), ("two", "610703104000"), ("other", "610703105000")]:
        area, _ = Area.objects.get_or_create(code=code, defaults={"name": code, "short_name": code, "level": 4})
        user = User.objects.create(username=username, name=username)
        Assignment.objects.create(user=user, role="township_official", area=area, valid_from=day)
        users.append(user)
    return users


class TestPage:
    def page(self, client, user, job):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(reverse("core:job_detail", args=[job.pk]))

    def test_polls_until_finished(self, client, people):
        job = jobs.enqueue(f"{TASKS}.leave_mark", kwargs={"number": 1}, user=people[0], title="计分")
        Job.objects.update(done_count=3, total_count=10)
        page = self.page(client, people[0], job)
        assert 'hx-trigger="every 1s"' in page.text
        assert parsed(page).select('progress[max="10"][value="3"]')
        jobs.run(job.pk)
        page = self.page(client, people[0], job)
        assert "hx-trigger" not in page.text
        assert "记下 1" in page.text
        assert page["HX-Trigger"] == "job-finished"

    def test_seen_by_colleagues_of_the_area_only(self, client, people):
        job = jobs.enqueue(f"{TASKS}.leave_mark", kwargs={"number": 1}, user=people[0])
        codes = [self.page(client, user, job).status_code for user in people]
        assert codes == [200, 200, 404]

    def test_job_of_nobody_is_seen_by_nobody(self, client, people):
        assert self.page(client, people[0], enqueue(number=1)).status_code == 404


# ---------------------------------------------------------------- with a real worker
@pytest.fixture
def worker(valkey, transactional_db, tmp_path):
    valkey.flush()
    worker = Worker(tmp_path, valkey)
    worker.start()
    yield worker
    worker.kill()


@pytest.mark.slow
class TestRealWorker:
    def test_runs_and_shows_progress(self, worker):
        job = enqueue("leave_mark_slowly", number=1, seconds=3)
        wait_until(lambda: has(job, "running") and 0 < job.done_count < 20, what="progress")
        wait_until(lambda: has(job, "done"), what="done")
        assert (job.done_count, job.total_count, marks()) == (20, 20, 1)

    def test_survives_killed_pool_process(self, worker):
        job = enqueue("leave_mark_slowly", number=1, seconds=4)
        wait_until(lambda: has(job, "running") and job.done_count > 0)
        worker.kill_child()
        wait_until(lambda: has(job, "done"), what="done after kill")
        assert (job.attempts, marks()) == (2, 1)

    def test_survives_killed_worker(self, worker):
        job = enqueue("leave_mark_slowly", number=1, seconds=4)
        wait_until(lambda: has(job, "running") and job.done_count > 0)
        children = worker.main.children()
        worker.kill()
        wait_until(lambda: not any(child.is_running() for child in children), 5, "no orphans")
        assert marks() == 0
        worker.start()
        wait_until(lambda: has(job, "done"), what="done after restart")
        assert (job.attempts, marks()) == (2, 1)

    def test_survives_missing_valkey(self, worker, valkey):
        valkey.stop()
        job = enqueue(number=1)
        assert has(job, "queued")
        assert job.sent_at is None
        valkey.start()
        wait_until(lambda: has(job, "done"), 60, "done after Valkey came back")
        assert marks() == 1

    def test_survives_emptied_valkey(self, worker, valkey):
        worker.kill()
        job = enqueue(number=1)
        job.refresh_from_db()
        assert job.sent_at
        valkey.flush()
        worker.start()
        wait_until(lambda: has(job, "done"), what="done after flush")
        assert marks() == 1

    def test_long_job_keeps_its_lease(self, worker):
        job = enqueue("leave_mark_slowly", number=1, seconds=8)  # the lease is 3
        wait_until(lambda: has(job, "done"), what="done")
        assert (job.attempts, marks()) == (1, 1)
