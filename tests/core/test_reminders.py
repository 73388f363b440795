"""Reminders once a day and the chat text, in an app that is not contests (``tests/core/second.py``)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import TouyanError
from core.reminders.services import Debt, chat_text, check_sent, reminded_from
from core.values.workdays import WorkCalendar
from tests.core.conftest import official
from tests.core.second import NUDGES, Nomination, Nudge, second

__all__ = ["second"]

TODAY = timezone.localdate()
DAY = timedelta(days=1)
OWED = Debt("战斗村", (("推荐表", 2), ("照片", 0)), unit="党支部")


@pytest.fixture
def row(second, areas, zhang):
    return Nomination.objects.create(area=areas["高台镇"], name="王五")


def nudge(row, *users, day=TODAY, **fields):
    debts = [Debt("高台镇", (("推荐表", 2),), users)]
    given = {"sent_at": timezone.now()} | fields
    return NUDGES.owing({"nomination": row}, row, debts, day=day, last=date(2026, 9, 30), **given)


def send(rows, row, today=TODAY):
    return NUDGES.send(rows, NUDGES.about(nomination=[row]), today)


def test_the_chat_text_says_who_how_much_and_by_when():
    last = date(2026, 9, 30)
    text = chat_text("推荐", "表", [OWED], last=last, today=last, more=["还没有推荐的：黎坪镇"])
    assert text.split("\n") == [
        "【推荐】还没有交表的，9 月 30 日截止：", "1. 战斗村（党支部）：推荐表 2 份、照片", "还没有推荐的：黎坪镇",
        "请按时办理，已交的请忽略。",
    ]  # fmt: skip
    late = chat_text("推荐", "表", [OWED], last=last, today=last + DAY)
    assert "已于 9 月 30 日截止" in late
    assert late.endswith("请尽快办理，已交的请忽略。")
    assert chat_text("推荐", "表", [], last=last, today=last) == ""


def test_one_is_reminded_working_days_before_the_last_day():
    calendar = WorkCalendar({date(2026, 9, 25): False})
    assert reminded_from(date(2026, 9, 28), 1, calendar) == date(2026, 9, 24)  # over a weekend and a holiday
    assert reminded_from(date(2026, 9, 28), 0, calendar) == date(2026, 9, 28)


def test_the_same_person_is_reminded_once_a_day(row, zhang, li):
    assert send(nudge(row, zhang), row) == 1
    assert send(nudge(row, zhang, li), row) == 1  # li alone
    assert send(nudge(row, zhang, li), row) == 0
    with pytest.raises(TouyanError, match="请打电话"):
        check_sent(0, "请打电话")
    assert Nudge.objects.filter(user=zhang).get().text == "王五的推荐：您还有推荐表 2 份没有交，2026-09-30 截止"


def test_a_newer_one_puts_the_older_away_and_leaves_those_of_others(row, zhang, li):
    yesterday = timezone.now() - DAY
    send(nudge(row, zhang, li, day=TODAY - DAY, sent_at=yesterday), row, TODAY - DAY)
    send(nudge(row, zhang), row)
    unread = Nudge.objects.filter(seen_at=None).values_list("user__username", "day")
    assert sorted(unread) == [("li", TODAY - DAY), ("zhang", TODAY)]


def test_an_automatic_one_is_made_once_for_its_day(row, zhang):
    known = NUDGES.about(nomination=[row])
    rows = nudge(row, zhang, day=TODAY - 2 * DAY, is_automatic=True)
    assert NUDGES.without_earlier(rows, known) == rows
    send(rows, row)
    again = nudge(row, zhang, day=TODAY - 2 * DAY, is_automatic=True)
    assert NUDGES.without_earlier(again, known) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        again[0].save()


def test_reminding_and_reading_on_the_pages(row, zhang, areas, client):
    client.force_login(official(areas["南郑区"], "county", "county_official"))
    page = client.get(f"/nominations/{row.pk}/chase/")
    assert "【王五的推荐】还没有交推荐表的" in page.text
    assert ("发提醒", True) in [(each.label, each.primary) for each in page.context["actions"]]
    assert client.post(f"/nominations/{row.pk}/remind/").status_code == 302
    page = client.get(f"/nominations/{row.pk}/chase/")
    assert "每人每天只提醒一次" in page.text
    reminder = Nudge.objects.get()
    assert client.post(f"/nudges/{reminder.pk}/seen/").status_code == 404  # another's
    client.force_login(zhang)
    assert client.post(f"/nudges/{reminder.pk}/seen/").status_code == 302
    reminder.refresh_from_db()
    assert reminder.seen_at is not None
