# ruff: noqa: F811 (fixtures)
"""From the notice to the final result: objections, extension, correction notice."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from areas.models import VillageRecord
from contests.models import ContestNotice, ContestObjection, ObjectionFile
from contests.reads import notices as reads
from contests.services import notices
from contests.services.lifecycle import finalise, take_back
from core.errors import TouyanError
from core.models import CalendarDay, StateChange
from core.notices.services import last_day
from scoring.models import Standing, Tally
from tests.contests.noticed import (  # noqa: F401 (fixtures)
    PERIOD,
    SAID,
    TODAY,
    contest,
    object_to,
    official,
    places,
    publish,
    tallied,
    today,
)
from tests.html import texts
from tests.scoring.factories import make_user
from tests.scoring.tallies import rescore

pytestmark = pytest.mark.django_db


def corrected(contest, official, points="1"):
    """Taken back, the first village's points changed, tallied anew."""
    take_back(contest=contest, reason="计票有误", user=official)
    contest.refresh_from_db()
    rescore(contest, official, points)
    return tallied(contest, official)


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# ---------------------------------------------------------------- working days
def test_the_last_day_counts_working_days_only():
    assert last_day(TODAY, 5) == date(2026, 10, 16)
    assert last_day(TODAY, 6) == date(2026, 10, 19)
    assert last_day(date(2026, 10, 17), 1) == date(2026, 10, 19)  # from a Saturday
    CalendarDay.objects.update_or_create(date=date(2026, 10, 14), defaults={"is_working": False, "name": "停电"})
    assert last_day(TODAY, 5) == date(2026, 10, 19)


# ---------------------------------------------------------------- the notice
def test_a_contest_with_a_stage_for_the_notice_is_not_final_without_one(contest, official):
    with pytest.raises(TouyanError, match="请先公示"):
        finalise(contest=contest, user=official, on=TODAY)


def test_a_contest_without_that_stage_becomes_final_at_once(contest, official):
    contest.stages.filter(kind__code="notice").delete()
    finalise(contest=contest, user=official, on=TODAY)
    contest.refresh_from_db()
    assert (contest.status, contest.final_version) == ("final", 1)


def test_final_only_after_the_last_day_of_the_notice(contest, official):
    notice = publish(contest, official)
    assert contest.status == "notice"
    with pytest.raises(TouyanError, match="公示到 2026-10-16 止"):
        finalise(contest=contest, user=official, on=PERIOD["ends_on"])
    finalise(contest=contest, user=official, on=PERIOD["ends_on"] + timedelta(days=1))
    contest.refresh_from_db()
    notice.refresh_from_db()
    assert (contest.status, contest.final_version, notice.status) == ("final", 1, "done")
    assert VillageRecord.objects.filter(key__startswith=f"contest:{contest.pk}:").count() == 3


def test_an_outdated_tally_is_not_published(contest, official):
    contest.entries.filter(number=1).update(status="withdrawn")
    with pytest.raises(TouyanError, match="请先重新计分"):
        publish(contest, official)


def test_the_extension_is_on_record(contest, official):
    notice = publish(contest, official)
    later = PERIOD["ends_on"] + timedelta(days=3)
    with pytest.raises(TouyanError, match="晚于"):
        notices.NOTICES.extend(notice, ends_on=PERIOD["ends_on"], reason="停电", user=official)
    notices.NOTICES.extend(notice, ends_on=later, reason="停电", user=official)
    notice.refresh_from_db()
    assert notice.ends_on == later
    change = StateChange.objects.filter(subject="contests.contestnotice").latest("pk")
    assert change.reason == "公示由 2026-10-16 延长到 2026-10-19：停电"
    with pytest.raises(TouyanError, match="公示到 2026-10-19 止"):
        finalise(contest=contest, user=official, on=later)


def test_taking_the_contest_back_withdraws_the_notice(contest, official):
    notice = publish(contest, official)
    take_back(contest=contest, reason="漏了一份表", user=official)
    contest.refresh_from_db()
    notice.refresh_from_db()
    assert (contest.status, notice.status) == ("closed", "withdrawn")


# ---------------------------------------------------------------- objections
def test_an_open_objection_keeps_the_result_from_being_final(contest, official):
    objection = object_to(publish(contest, official), official)
    after = PERIOD["ends_on"] + timedelta(days=1)
    with pytest.raises(TouyanError, match="异议没有答复") as refused:
        finalise(contest=contest, user=official, on=after)
    assert refused.value.items == ["刘建国的异议"]
    notices.NOTICES.decide(objection, accepted=False, reply="经核对无误", reason="原始表一致", user=official)
    finalise(contest=contest, user=official, on=after)
    contest.refresh_from_db()
    assert contest.status == "final"


def test_an_accepted_objection_takes_the_contest_back_and_the_notice_is_put_up_anew(contest, official):
    notice = publish(contest, official)
    objection = object_to(notice, official, entry=contest.entries.get(number=1))
    notices.NOTICES.decide(objection, accepted=True, reply="将更正", reason="计票有误", user=official)
    contest.refresh_from_db()
    notice.refresh_from_db()
    assert (contest.status, notice.status, objection.status) == ("closed", "withdrawn", "accepted")
    change = StateChange.objects.filter(subject="scoring.assessment").latest("pk")
    assert (change.source, change.target, change.reason) == ("notice", "closed", "刘建国的异议成立：计票有误")
    rescore(contest, official, "1")
    again = publish(tallied(contest, official), official)
    assert again.tally.version == 2
    finalise(contest=contest, user=official, on=PERIOD["ends_on"] + timedelta(days=1))
    contest.refresh_from_db()
    assert contest.final_version == 2


def test_objections_are_taken_only_while_the_notice_is_out(contest, official):
    notice = publish(contest, official)
    with pytest.raises(TouyanError, match="公示期内"):
        object_to(notice, official, received_on=PERIOD["ends_on"] + timedelta(days=1))


def test_an_answer_says_something_and_why(contest, official):
    objection = object_to(publish(contest, official), official)
    with pytest.raises(TouyanError, match="答复和理由"):
        notices.NOTICES.decide(objection, accepted=False, reply="无误", reason=" ", user=official)


# ---------------------------------------------------------------- correcting what was final
def test_what_was_final_is_corrected_only_by_a_correction_notice(contest, official):
    first = publish(contest, official)
    after = PERIOD["ends_on"] + timedelta(days=1)
    finalise(contest=contest, user=official, on=after)
    contest.refresh_from_db()
    contest = corrected(contest, official)
    with pytest.raises(TouyanError, match="更正公告"):
        finalise(contest=contest, user=official, on=after)
    with pytest.raises(TouyanError, match="更正公告"):
        publish(contest, official)
    notice = notices.publish_correction(contest=contest, title="更正", text="更正如下", user=official, on=after)
    contest.refresh_from_db()
    first.refresh_from_db()
    assert (contest.status, contest.final_version, notice.kind, first.status) == ("final", 2, "correction", "corrected")
    moves = [(row.number, row.old_rank, row.new_rank) for row in reads.corrected(notice)]
    assert moves == [(2, 2, 1), (3, 3, 2), (1, 1, 3)]
    record = VillageRecord.objects.get(key=f"contest:{contest.pk}:{contest.entries.get(number=1).pk}")
    assert "第 3 名" in record.title
    newest = Standing.objects.get(tally=notice.tally, entry__number=1)
    assert record.link == reverse("contests:standing_detail", args=[newest.pk])


def test_the_same_version_becomes_final_again_without_a_correction(contest, official):
    contest.stages.filter(kind__code="notice").delete()
    finalise(contest=contest, user=official, on=TODAY)
    contest.refresh_from_db()
    take_back(contest=contest, reason="点错了", user=official)
    contest.refresh_from_db()
    contest = tallied(contest, official)
    finalise(contest=contest, user=official, on=TODAY)
    assert Tally.objects.count() == 1
    assert not ContestNotice.objects.exists()


# ---------------------------------------------------------------- pages
def test_the_office_publishes_answers_and_finishes_on_the_pages(contest, places, official, client, monkeypatch):
    enter(client, official)
    create = reverse("contests:notice_create", args=[contest.pk])
    assert create in client.get(contest.get_absolute_url()).content.decode()
    page = client.get(create).content.decode()
    assert "接受监督" in page
    form = {
        "title": "结果公示",
        "text": "现予公示。",
        "starts_on": "2026-10-12",
        "workdays": 5,
        "rows": "all",
        "with_points": "on",
    }
    response = client.post(create, form)
    notice = ContestNotice.objects.get()
    assert response.url == notice.get_absolute_url()
    assert notice.ends_on == date(2026, 10, 16)
    shown = client.get(notice.get_absolute_url()).content.decode()
    for words in ("高台社区", "66", "公示时间：2026-10-12 至 2026-10-16", "登记异议"):
        assert words in shown
    upload = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 x")
    url = reverse("contests:objection_create", args=[notice.pk])
    client.post(url, SAID | {"received_on": "2026-10-12", "files": upload})
    objection = ContestObjection.objects.get()
    file = ObjectionFile.objects.get()
    shown = client.get(objection.get_absolute_url()).content.decode()
    assert "证明.pdf" in shown
    assert client.get(reverse("contests:objection_file", args=[file.pk])).status_code == 200
    decide = reverse("contests:objection_decide", args=[objection.pk])
    client.post(decide, {"accepted": "no", "reply": "经核对无误", "reason": "原始表一致"})
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 17))
    assert "已期满" in client.get(notice.get_absolute_url()).content.decode()
    client.post(reverse("contests:contest_finalise", args=[contest.pk]))
    contest.refresh_from_db()
    assert contest.status == "final"


def test_from_an_accepted_objection_the_pages_lead_on_to_the_new_result(contest, official, client):
    """The objection leads to the contest, which says why it has to be tallied again, what to mend and what follows."""
    enter(client, official)
    objection = object_to(publish(contest, official), official)
    said = {"accepted": "yes", "reply": "经核实录入有误", "reason": "原件为 1 分"}
    client.post(reverse("contests:objection_decide", args=[objection.pk]), said)
    shown = client.get(objection.get_absolute_url()).content.decode()
    assert "比武已退回，等待更正、重新计分" in shown
    assert "去更正" in texts(shown, f'a[href="{contest.get_absolute_url()}"]')
    page = client.get(contest.get_absolute_url()).content.decode()
    assert "第 1 版要重新计分：刘建国的异议成立：原件为 1 分" in texts(page, "main")[0]
    assert "最后公示结果" in page
    contest.refresh_from_db()
    rescore(contest, official, "1")
    tallied(contest, official)
    assert "要重新计分" not in client.get(contest.get_absolute_url()).content.decode()
    assert "去更正" not in client.get(objection.get_absolute_url()).content.decode()
    publish(contest, official)
    finalise(contest=contest, user=official, on=PERIOD["ends_on"] + timedelta(days=1))
    contest.refresh_from_db()
    take_back(contest=contest, reason="举报属实", user=official)
    assert "最后发更正公告" in client.get(contest.get_absolute_url()).content.decode()


def test_a_village_reads_the_notice_and_objects_for_itself(contest, places, official, client):
    notice = publish(contest, official)
    cadre = make_user(username="cadre", role="village_cadre", area=places.villages[0], name="王平")
    other = make_user(username="other", role="village_cadre", area=places.villages[1], name="李兰")
    enter(client, cadre)
    assert "提出异议" in client.get(notice.get_absolute_url()).content.decode()
    url = reverse("contests:objection_create", args=[notice.pk])
    page = client.get(url).content.decode()
    assert "高台社区" in page
    assert "收到日期" not in page
    client.post(url, {"person": "王平", "contact": "19900000002", "content": "少算一次加分"})
    objection = ContestObjection.objects.get()
    assert (objection.received_on, objection.entered_by) == (TODAY, cadre)
    assert client.get(objection.get_absolute_url()).status_code == 200
    assert client.get(reverse("contests:objection_decide", args=[objection.pk])).status_code == 403
    assert enter(client, other).get(objection.get_absolute_url()).status_code == 404
    assert "少算一次加分" not in client.get(notice.get_absolute_url()).content.decode()


def test_the_correction_is_written_on_its_page(contest, official, client):
    contest.stages.filter(kind__code="notice").delete()
    finalise(contest=contest, user=official, on=TODAY)
    contest.refresh_from_db()
    contest = corrected(contest, official)
    enter(client, official)
    url = reverse("contests:correction_create", args=[contest.pk])
    assert url in client.get(contest.get_absolute_url()).content.decode()
    client.post(url, {"title": "更正公告", "text": "更正如下。", "with_points": "on"})
    notice = ContestNotice.objects.get()
    shown = client.get(notice.get_absolute_url()).content.decode()
    assert "高台社区" in shown
    assert "更正为" in shown


def test_before_its_first_day_a_notice_takes_no_objection_and_says_so(client, contest, official):
    notice = publish(contest, official, starts_on=TODAY + timedelta(days=2), ends_on=TODAY + timedelta(days=8))
    client.force_login(official)
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "还没有开始" in page
    assert reverse("contests:objection_create", args=[notice.pk]) not in page
