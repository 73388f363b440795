"""Who still owes what: the text for the chat group, reminders by hand and by themselves."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contests.models import Reminder
from contests.reads.reminders import unseen
from contests.services import chasing
from core.errors import TouyanError
from core.values.periods import Period
from scoring.services.sheets import submit
from tests.html import texts
from tests.scoring.factories import fill, keep_open, make_contest, make_places, make_scheme, make_user

pytestmark = pytest.mark.django_db

LAST = date(2026, 10, 16)  # a Friday


@pytest.fixture
def places():
    return make_places(villages=3)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township, name="张莉")


@pytest.fixture
def cadre(places):
    return make_user(username="cadre", role="village_cadre", area=places.villages[0], name="王平")


@pytest.fixture
def contest(places, cadre):
    """An observer without an account and a secretary with one owe sheets until Friday."""
    components = [{"weight": 50}, {"name": "村支书互评", "group": "peers", "weight": 50}]
    peer = {"group": "peers", "name": "王平", "unit": "高台社区书记", "area": places.villages[0], "user": cadre}
    contest = make_contest(
        scheme=make_scheme(area=places.county, components=components), villages=places.villages, area=places.township,
        raters=[{"name": "杨志远"}, peer], reminder_days=3,
    )  # fmt: skip
    contest.stages.update(starts_on=LAST - timedelta(days=7), ends_on=LAST)
    return contest


def hand_in(contest, official, name):
    rater = contest.raters.get(name=name)
    fill(sheets=contest.sheets.filter(rater=rater), points=5)
    component = contest.scheme.components.get(rater_group=rater.group)
    last_days = dict(contest.stages.values_list("pk", "ends_on"))
    keep_open(contest)
    submit(assessment=contest, component=component, rater=rater, user=rater.user or official)
    for stage, day in last_days.items():
        contest.stages.filter(pk=stage).update(ends_on=day)


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_text_names_who_owes_how_much_by_when(contest):
    today = date(2026, 10, 13)
    text = chasing.chat_text(contest, chasing.debts(contest, today), today)
    assert text.splitlines() == [
        "【高台镇2026年第三季度比武】还没有交评分表的，10 月 16 日截止：",
        "1. 杨志远：实地观摩 3 份",
        "2. 王平（高台社区书记）：村支书互评 2 份",
        "请按时办理，已交的请忽略。",
    ]
    late = chasing.chat_text(contest, chasing.debts(contest, today), LAST + timedelta(days=1))
    assert "已于 10 月 16 日截止" in late


def test_who_has_handed_in_is_not_named(contest, official):
    hand_in(contest, official, "杨志远")
    assert [debt.name for debt in chasing.debts(contest, LAST)] == ["王平"]
    hand_in(contest, official, "王平")
    assert chasing.debts(contest, LAST) == []
    assert chasing.chat_text(contest, [], LAST) == ""
    with pytest.raises(TouyanError, match="没有可以提醒的人"):
        chasing.remind(contest=contest, user=official, today=LAST)


def test_whoever_has_an_account_is_reminded_and_a_newer_reminder_replaces_the_older(contest, official, cadre):
    assert chasing.remind(contest=contest, user=official, today=LAST - timedelta(days=1)) == 1
    Reminder.objects.update(sent_at=timezone.now() - timedelta(days=1))
    chasing.remind(contest=contest, user=official, today=LAST)
    [reminder] = unseen(cadre)
    assert reminder.text == "高台镇2026年第三季度比武：您还有村支书互评 2 份没有交，2026-10-16 截止"
    assert (reminder.sent_by, reminder.is_automatic, Reminder.objects.count()) == (official, False, 2)
    hand_in(contest, official, "王平")
    assert not unseen(cadre)


def test_nobody_is_reminded_twice_a_day_by_hand_or_by_itself(contest, official, cadre, client):
    today = timezone.localdate()
    contest.stages.update(starts_on=today - timedelta(days=7), ends_on=today)
    enter(client, official)
    url = reverse("contests:chase", args=[contest.pk])
    assert "发提醒" in client.get(url).text
    assert "已提醒 1 人" in client.post(reverse("contests:remind", args=[contest.pk]), follow=True).text
    page = client.get(url).text
    assert "已发过提醒，每人每天只提醒一次" in page
    assert "发提醒" not in texts(page, "button")
    again = client.post(reverse("contests:remind", args=[contest.pk]), follow=True).text
    assert "今天都已经提醒过" in again
    assert chasing.remind_due(today=today) == 0
    assert unseen(cadre).count() == Reminder.objects.count() == 1


@pytest.mark.parametrize(("day", "made"), [(12, 0), (13, 1), (15, 1), (16, 1), (17, 0)])
def test_reminders_go_out_by_themselves_from_some_working_days_before_the_deadline(contest, day, made):
    assert chasing.remind_due(today=date(2026, 10, day)) == made


def test_a_second_run_and_the_next_day_add_nothing_but_another_deadline_does(contest, cadre):
    assert chasing.remind_due(today=date(2026, 10, 14)) == 1
    assert chasing.remind_due(today=date(2026, 10, 14)) == 0
    assert chasing.remind_due(today=date(2026, 10, 15)) == 0
    assert Reminder.objects.get().day == date(2026, 10, 13)
    contest.stages.update(ends_on=date(2026, 10, 19))
    assert chasing.remind_due(today=date(2026, 10, 15)) == 1


def test_many_contests_are_reminded_of_in_the_same_number_of_queries(contest, places, cadre, django_assert_num_queries):
    peer = {"group": "peers", "name": "王平", "area": places.villages[0], "user": cadre}
    with CaptureQueriesContext(connection) as one:
        assert chasing.remind_due(today=LAST) == 1
    for number in range(3):
        more = make_contest(
            scheme=contest.scheme, villages=places.villages, area=places.township, name=f"加赛{number}",
            raters=[{"name": "杨志远"}, peer], reminder_days=number, period=Period("quarter", 2027, number + 1),
        )  # fmt: skip
        more.stages.update(starts_on=LAST - timedelta(days=7), ends_on=LAST)
    Reminder.objects.all().delete()
    with django_assert_num_queries(len(one)):
        assert chasing.remind_due(today=LAST) == 4
    assert set(Reminder.objects.values_list("contest__name", "day")) == {
        (contest.name, date(2026, 10, 13)), ("加赛0", LAST), ("加赛1", date(2026, 10, 15)),
        ("加赛2", date(2026, 10, 14)),
    }  # fmt: skip
    assert chasing.remind_due(today=LAST) == 0


def test_the_page_has_the_text_and_sends_reminders_that_stand_above_every_page(contest, official, cadre, client):
    url = reverse("contests:chase", args=[contest.pk])
    enter(client, official)
    assert url in client.get(contest.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert "2. 王平（高台社区书记）：村支书互评 2 份" in page
    assert 'data-copy="#chase-text"' in page
    client.post(reverse("contests:remind", args=[contest.pk]))
    assert "您还有村支书互评 2 份没有交" in client.get(url).content.decode()
    enter(client, cadre)
    bell = client.get(reverse("dashboards:bell")).content.decode()
    assert "您还有村支书互评 2 份没有交" in bell
    seen = reverse("contests:reminder_seen", args=[Reminder.objects.get().pk])
    assert enter(client, official).post(seen).status_code == 404
    enter(client, cadre).post(seen)
    assert "您还有村支书互评" not in client.get(reverse("dashboards:bell")).content.decode()
    assert client.get(url).status_code == 403


def test_the_county_reads_who_owes_in_its_townships_but_does_not_send(contest, places, client):
    office = make_user(username="zuzhibu", role="county_official", area=places.county)
    enter(client, office)
    page = client.get(reverse("contests:chase", args=[contest.pk])).content.decode()
    assert "杨志远" in page
    assert "发提醒" not in page
    assert client.post(reverse("contests:remind", args=[contest.pk])).status_code == 404
