"""Long exports are jobs whose workbook waits in 我的下载 for a day, for whoever asked for it. ux.md page 8"""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Assignment, User
from cadres.models import Person
from cadres.views import PersonListView
from core.background import downloads, jobs
from core.errors import TouyanError
from core.models import Download, Job
from tests.areas.conftest import login as login  # fixtures
from tests.areas.conftest import tree as tree

LIST = reverse("cadres:person_list")
MINE = reverse("core:download_list")


@pytest.fixture
def people(tree, monkeypatch):
    """Three in 高台镇, one elsewhere; more than one is long."""
    monkeypatch.setattr(PersonListView, "exported_at_once", 1)
    for name, area in (("甲一", "弥陀村"), ("乙二", "弥陀村"), ("丙三", "战斗村"), ("丁四", "新集社区")):
        Person.objects.create(name=name, area=tree[area], sex="1", birth_date=date(1980, 1, 1))


@pytest.fixture
def client(people, login):
    return login("township_official", "高台镇")


def asked(client, **params) -> Job:
    answer = client.get(LIST, {"export": "xlsx", **params})
    assert (answer.status_code, answer.url) == (302, MINE)
    return Job.objects.latest("pk")


def names(client) -> set[str]:
    answer = client.get(reverse("core:download", args=[Download.objects.get().pk]))
    rows = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values
    return {str(value) for row in rows for value in row} & {"甲一", "乙二", "丙三", "丁四"}


def test_a_short_export_comes_at_once(client):
    answer = client.get(LIST, {"export": "xlsx", "q": "乙二"})
    assert answer.status_code == 200
    assert not Job.objects.exists()


def test_a_long_export_has_the_rows_of_the_page_and_waits_for_who_asked(client, login):
    job = asked(client)
    assert "正在后台导出" in client.get(MINE).content.decode()
    assert jobs.run(job.pk)
    page = client.get(MINE).content.decode()
    assert "1 个可以下载" in page
    assert names(client) == {"甲一", "乙二", "丙三"}
    stranger = login("county_official", "南郑区")
    assert "还没有后台导出的文件" in stranger.get(MINE).content.decode()
    assert stranger.get(reverse("core:download", args=[Download.objects.get().pk])).status_code == 404
    assert stranger.get(reverse("core:job_detail", args=[job.pk])).status_code == 404
    assert stranger.post(reverse("core:job_cancel", args=[job.pk])).status_code == 404


def test_any_task_may_make_a_file_for_who_asked(client, login):
    user = User.objects.get(pk=client.session["_auth_user_id"])
    given = {"user": user, "title": "工资表", "key": "pay 7", "text": "甲乙丙"}
    job = downloads.ask("tests.core.job_tasks.write_file", **given)
    assert downloads.ask("tests.core.job_tasks.write_file", **given) == job
    assert "工资表" in client.get(MINE).content.decode()  # under way
    assert jobs.run(job.pk)
    assert jobs.latest(job.key).result == "保留 24 小时"
    answer = client.get(reverse("core:download", args=[Download.objects.get().pk]))
    assert b"".join(answer.streaming_content).decode() == "甲乙丙"
    assert answer["Content-Type"].startswith("text/plain")
    stranger = login("county_official", "南郑区")
    assert "工资表" not in stranger.get(MINE).content.decode()
    assert stranger.get(reverse("core:job_detail", args=[job.pk])).status_code == 404


def test_the_same_export_asked_for_twice_is_one_job(client):
    assert asked(client) == asked(client)
    assert asked(client, sort="-age") != Job.objects.earliest("pk")


def test_a_cancelled_export_leaves_nothing(client):
    job = asked(client)
    page = client.post(reverse("core:job_cancel", args=[job.pk]), follow=True).content.decode()
    assert "已取消" in page
    assert not jobs.run(job.pk)
    assert not Download.objects.exists()
    assert "来不及取消" in client.post(reverse("core:job_cancel", args=[job.pk]), follow=True).content.decode()


def test_a_job_cancelled_while_it_runs_is_rolled_back(client, monkeypatch):
    job, export = asked(client), downloads.export

    def cancelled_meanwhile(**kwargs):
        export(**kwargs)
        jobs._current.get().lost = True  # what the heartbeat finds once somebody has cancelled
        jobs.progress(1, 2)

    monkeypatch.setattr(downloads, "export", cancelled_meanwhile)
    jobs.run(job.pk)
    assert not Download.objects.exists()


def test_whoever_lost_the_role_meanwhile_gets_nothing(client):
    job = asked(client)
    client.user.assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, Download.objects.exists()) == ("failed", False)
    assert "角色已经变了" in job.error


def test_whoever_lost_the_role_since_does_not_get_the_file(client):
    jobs.run(asked(client).pk)
    page = reverse("core:download", args=[Download.objects.get().pk])
    assert client.get(page).status_code == 200
    other = Assignment.objects.create(
        user=client.user, role="department_rater", area=client.user.acting.area, valid_from=timezone.localdate()
    )
    client.user.assignments.exclude(pk=other.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert client.get(page).status_code == 404


def test_a_page_that_gives_no_workbook_fails_the_job_in_words(client):
    with pytest.raises(TouyanError, match="没有可以导出的内容"):
        downloads.export(
            path=LIST, user_id=client.user.pk, acting_id=client.user.acting.pk, period="2026Q3", rows=1
        )  # fmt: skip


def test_a_download_ends_after_its_day(client):
    jobs.run(asked(client).pk)
    found = Download.objects.get()
    assert timedelta(hours=23) < found.expires_at - timezone.now() <= timedelta(hours=24)
    Download.objects.update(expires_at=timezone.now())
    assert client.get(reverse("core:download", args=[found.pk])).status_code == 404
    assert "还没有后台导出的文件" in client.get(MINE).content.decode()
    assert downloads.forget(now=timezone.now()) == 1
    assert Job.objects.count() == 1
