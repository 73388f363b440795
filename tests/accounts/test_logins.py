"""Where an account is logged in: how a session ends, who sees it, who ends it."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import logins, services
from accounts.models import Login
from core.models import AccessRecord, StateChange
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (Linux; Android 13; V2) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0"
HOME = reverse("accounts:login_list")


def enter(user, *, agent=CHROME, address="10.0.0.1") -> Client:
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent)
    answer = client.post(reverse("accounts:login"), {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def age(client: Client, **seconds: int) -> None:
    session = client.session
    for name, back in seconds.items():
        session[name] = int(time.time()) - back
    session.save()


@pytest.fixture
def official(make_user):
    return make_user("gaotai", ("township_official", "高台镇"), name="张莉")


def test_a_session_ends_after_half_a_day_however_busy_it_is(official, settings):
    settings.SESSION_HOURS = 12
    client = enter(official)
    age(client, since=12 * 3600 - 60, seen=70)
    assert is_in(client)
    age(client, since=12 * 3600 + 1, seen=0)
    answer = client.get(HOME)
    assert answer["Location"].endswith("&over=1")
    assert "这次登录的时间到了" in client.get(answer["Location"]).text
    assert list(AccessRecord.objects.order_by("pk").values_list("action", flat=True)) == ["login", "timed_out"]


def test_one_sees_where_one_is_logged_in_and_ends_one_of_them(official):
    here, phone = enter(official), enter(official, agent=WECHAT, address="10.0.0.2")
    page = here.get(HOME)
    assert [(row.browser, row.address, row.is_here) for row in page.context["rows"]] == [
        ("微信，Android", "10.0.0.2", False), ("Chrome，Windows", "10.0.0.1", True),
    ]  # fmt: skip
    assert page.text.count("本机") == 1
    here.post(reverse("accounts:login_end", args=[page.context["rows"][0].pk]))
    assert (is_in(here), is_in(phone)) == (True, False)


def test_nobody_ends_the_log_in_of_another(official, make_user):
    theirs, mine = enter(official), enter(make_user("liping", ("township_official", "黎坪镇")))
    assert mine.post(reverse("accounts:login_end", args=[official.logins.get().pk])).status_code == 404
    assert is_in(theirs)


def test_leaving_everywhere_ends_all_of_ones_own(official, make_user):
    clients, other = [enter(official) for _ in range(3)], enter(make_user("liping", ("township_official", "黎坪镇")))
    assert clients[0].post(reverse("accounts:login_end_all"))["Location"] == reverse("accounts:login")
    assert [is_in(client) for client in [*clients, other]] == [False, False, False, True]
    assert not official.logins.exists()


def test_a_new_password_ends_the_others_and_keeps_this_one(official):
    here, there = enter(official), enter(official)
    new = {"old_password": PASSWORD, "new_password1": "honghe-7319-wan", "new_password2": "honghe-7319-wan"}
    assert here.post(reverse("accounts:password_change"), new).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    [row] = here.get(HOME).context["rows"]
    assert row.is_here


@pytest.mark.parametrize("step", ["reset", "close"])
def test_a_reset_or_closed_account_is_logged_in_nowhere(official, system_admin, step):
    client = enter(official)
    if step == "reset":
        services.reset_password(user=official, by=system_admin, reason="忘记密码")
    else:
        services.deactivate_user(user=official, by=system_admin, reason="调离")
    assert not official.logins.exists()
    assert not Session.objects.filter(session_key=client.session.session_key).exists()


def test_the_security_administrator_ends_them_with_a_reason(official, security_admin, system_admin):
    theirs, security = enter(official), enter(security_admin)
    page = security.get(reverse("accounts:user_detail", args=[official.pk])).text
    assert "现在有 1 处登录" in page
    url = reverse("accounts:user_logins_end", args=[official.pk])
    assert enter(system_admin).post(url, {"reason": "手机丢失"}).status_code == 403
    security.post(url, {"reason": ""})
    assert is_in(theirs)
    security.post(url, {"reason": "手机丢失"})
    assert not is_in(theirs)
    assert StateChange.objects.get(target="signed_out").reason == "手机丢失"


def test_the_nightly_task_forgets_what_is_over(official):
    client, over = enter(official), enter(official)
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert len(logins.current(official)) == 1
    assert logins.forget() == 1
    assert Login.objects.get().session_key == client.session.session_key


def test_logging_out_takes_the_log_in_off_the_list(official):
    client, _ = enter(official), enter(official)
    client.post(reverse("accounts:logout"))
    assert official.logins.count() == 1
