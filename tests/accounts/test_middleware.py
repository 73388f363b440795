"""The doors before every page: log-in, lockout, idle time, first password, acting role."""

import re
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from accounts.models import Assignment
from core.declare import MenuPage, MenuSection
from core.models import Attempts
from core.pages import context
from core.security import attempts
from core.security.origin import address_of, source_of
from tests.accounts.conftest import PASSWORD


def page(request):
    return HttpResponse(f"{request.user.username} {request.user.role} {request.user.scope_prefix}")


urlpatterns = [
    path("", include(([path("", page, name="home")], "dashboards"))),
    path("page/", page, name="page"),
    path("cached/", lambda request: HttpResponse(headers={"Cache-Control": "max-age=60"})),
    path("accounts/", include("accounts.urls")),
    path("core/", include("core.urls")),
]
handler403 = "core.pages.errors_views.permission_denied"
handler404 = "core.pages.errors_views.not_found"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def _short_menu(monkeypatch):
    home = MenuPage("home", "工作台", "dashboards:home", "dashboards.view_home")
    monkeypatch.setattr(context, "menu", lambda: [(MenuSection("home", "工作台", "home"), [home])])


@pytest.fixture
def official(make_user):
    return make_user("gaotai", ("township_official", "高台镇"), name="张莉")


def log_in(client, username="gaotai", password=PASSWORD, **extra):
    return client.post(reverse("accounts:login"), {"username": username, "password": password, **extra})


def query(response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(response["Location"]).query)


# ---------------------------------------------------------------- log-in


def test_every_page_asks_for_log_in_and_returns_to_itself(client, official):
    response = client.get("/page/?quarter=2026Q3")
    assert response.status_code == 302
    assert query(response) == {"next": ["/page/?quarter=2026Q3"]}
    response = log_in(client, next="/page/?quarter=2026Q3")
    assert response["Location"] == "/page/?quarter=2026Q3"
    assert client.get("/page/").content.decode() == "gaotai township_official 610703104"


def test_a_capital_or_a_space_in_the_user_name_does_not_matter(client, official):
    assert log_in(client, " Gaotai ").status_code == 302


def test_log_in_never_leads_to_another_site(client, official):
    assert log_in(client, next="https://elsewhere.example/")["Location"] == "/"


def test_wrong_passwords_and_closed_accounts_get_the_same_answer(client, official, make_user):
    make_user("gone", ("township_official", "高台镇"), is_active=False)
    wrong = log_in(client, password="x")
    closed = log_in(client, "gone")
    for response in (wrong, closed):
        assert response.status_code == 200
        assert "用户名或密码不对" in response.content.decode()


def test_log_out_is_a_post_and_ends_the_session(client, official):
    log_in(client)
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout"))["Location"] == reverse("accounts:login")
    assert client.get("/page/").status_code == 302


def test_back_shows_no_page_after_logging_out(client, official):
    log_in(client)
    for address in ("/page/", "/nowhere/", reverse("accounts:password_change")):
        assert "no-store" in client.get(address)["Cache-Control"]
    assert client.get("/cached/")["Cache-Control"] == "max-age=60"
    client.post(reverse("accounts:logout"))
    assert "Cache-Control" not in client.get("/page/")


def test_closing_an_account_ends_its_running_session(client, official):
    log_in(client)
    type(official).objects.update(is_active=False)
    assert client.get("/page/").status_code == 302


def test_a_form_sent_after_log_out_leads_back_to_its_page_and_not_to_its_address(client, official):
    response = client.post("/page/", headers={"referer": "http://testserver/page/?a=1"})
    assert query(response)["next"] == ["/page/?a=1"]
    response = client.post("/page/", headers={"referer": "https://elsewhere.example/x"})
    assert query(response)["next"] == ["/"]


def test_a_fragment_asked_for_after_log_out_moves_the_whole_page(client):
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/page/?a=1"}
    response = client.get("/page/", headers=headers)
    assert response.status_code == 401
    assert parse_qs(urlsplit(response["HX-Redirect"]).query)["next"] == ["/page/?a=1"]


def test_a_background_save_after_log_out_is_told_so_and_not_redirected(client):
    response = client.post("/page/", headers={"accept": "application/json", "referer": "http://testserver/page/"})
    assert response.status_code == 401
    assert response.json()["message"].startswith("登录已失效")
    assert parse_qs(urlsplit(response.json()["login"]).query)["next"] == ["/page/"]


# ---------------------------------------------------------------- wrong tries


def fail(client, times: int, username="gaotai", address="10.0.0.1"):
    for _ in range(times):
        response = client.post(reverse("accounts:login"), {"username": username, "password": "x"}, REMOTE_ADDR=address)
    return response


def enter(client, username="gaotai", address="10.0.0.1"):
    return client.post(reverse("accounts:login"), {"username": username, "password": PASSWORD}, REMOTE_ADDR=address)


def let_pass(seconds: float) -> None:
    """As if every wrong try had been made so much earlier."""
    span = timedelta(seconds=seconds)
    Attempts.objects.update(tried_at=F("tried_at") - span, blocked_until=F("blocked_until") - span)


def test_wrong_passwords_make_the_one_who_types_them_wait_ever_longer(client, official):
    assert "秒后再试" not in fail(client, 4).content.decode()
    for seconds in (5, 10, 20, 40, 80):
        response = fail(client, 1)
        assert (response.status_code, f"请 {seconds} 秒后再试" in response.content.decode()) == (200, True)
        refused = enter(client)  # not even looked at
        assert (refused.status_code, f"请 {seconds} 秒后再试" in refused.content.decode()) == (429, True)
        let_pass(seconds)
    assert enter(client).status_code == 302


def test_the_longest_wait_is_a_quarter_of_an_hour(client, official):
    for _ in range(20):
        response = fail(client, 1)
        let_pass(900)
    assert response.status_code == 200
    Attempts.objects.exclude(key="").update(failures=60)
    assert "请 15 分钟后再试" in fail(client, 1).content.decode()


def test_nobody_can_lock_an_account_from_elsewhere(client, official):
    for number in range(5):
        fail(client, 6, address=f"10.0.1.{number}")
    assert fail(client, 1, address="10.0.1.1").status_code == 429
    assert enter(Client(), address="10.0.0.9").status_code == 302


def test_a_browser_used_before_is_not_kept_out_from_behind_its_own_address(official):
    own, stranger = Client(), Client()
    assert enter(own).status_code == 302
    own.post(reverse("accounts:logout"))
    assert fail(stranger, 6).status_code == 429
    assert enter(own).status_code == 302


def test_the_mark_of_one_account_is_none_of_another(official, make_user):
    make_user("liping", ("township_official", "黎坪镇"))
    browser = Client()
    enter(browser, "liping")
    browser.post(reverse("accounts:logout"))
    browser.cookies["touyan_known"] = browser.cookies["touyan_known"].value
    fail(browser, 5)
    assert Attempts.objects.exclude(key="").get().source == "10.0.0.1"
    browser.cookies["touyan_known"] = "forged:forged:forged"
    assert fail(browser, 1).status_code == 429


def test_unknown_and_known_names_get_the_same_answers(official):
    def words(response) -> tuple:
        return response.status_code, re.findall(r"[一-鿿][^<>]*", response.content.decode())

    for _ in range(7):
        known, unknown = fail(Client(), 1), fail(Client(), 1, "nobody", "10.0.0.2")
        assert words(known) == words(unknown)
        assert known.status_code == (200 if _ < 5 else 429)


def test_an_address_that_tries_many_names_waits_too_and_only_a_little(client, official, settings):
    settings.SOURCE_TRIES = (10, 1, 36)
    for number in range(10):
        fail(client, 1, f"name{number}")
    refused = fail(client, 1, "another")
    assert (refused.status_code, "请 1 秒后再试" in refused.content.decode()) == (429, True)
    assert not Attempts.objects.filter(user=official).exists()
    let_pass(1)
    assert enter(client).status_code == 302


def test_tries_side_by_side_are_counted_each(client, official):
    tries = [attempts.begin("login", source="10.0.0.1", key="gaotai") for _ in range(5)]
    assert [each.wait for each in tries] == [0, 0, 0, 0, 5]
    with pytest.raises(attempts.TooSoon):
        attempts.begin("login", source="10.0.0.1", key="gaotai")


def test_four_failures_and_a_success_start_counting_anew(client, official):
    fail(client, 4)
    assert log_in(client).status_code == 302
    client.post(reverse("accounts:logout"))
    assert "秒后再试" not in fail(client, 4).content.decode()
    assert log_in(client).status_code == 302


def test_what_was_typed_is_not_kept(client, official):
    fail(client, 1, "my-password-by-mistake")
    assert "password" not in str(list(Attempts.objects.values()))


def test_the_address_is_what_our_own_proxy_saw(rf, settings):
    request = rf.get("/", REMOTE_ADDR="172.18.0.5", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.9.8.7")
    assert address_of(request) == "172.18.0.5"
    settings.PROXIES = 1
    assert address_of(request) == "10.9.8.7"
    assert source_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2:3::4")) == "2001:db8:1:2::/64"
    assert source_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2:9::9")) == "2001:db8:1:2::/64"


# ---------------------------------------------------------------- idle time


def set_seen(client, minutes_ago: float) -> int:
    session = client.session
    session["seen"] = seen = int(time.time() - minutes_ago * 60)
    session.save()
    return seen


def test_whoever_does_nothing_for_an_hour_logs_in_again_and_returns(client, official, settings):
    settings.IDLE_TIMEOUT_MINUTES = 60
    log_in(client)
    client.get("/page/")
    set_seen(client, 61)
    response = client.get("/page/?a=1")
    assert query(response) == {"next": ["/page/?a=1"], "idle": ["1"]}
    assert "因长时间未操作，请重新登录" in client.get(response["Location"]).content.decode()
    assert client.get("/page/").status_code == 302


def test_whoever_works_stays_logged_in(client, official, settings):
    settings.IDLE_TIMEOUT_MINUTES = 60
    log_in(client)
    client.get("/page/")
    set_seen(client, 59)
    assert client.get("/page/").status_code == 200
    assert time.time() - client.session["seen"] < 5


def test_the_session_is_written_once_a_minute_at_most(client, official):
    log_in(client)
    client.get("/page/")
    seen = set_seen(client, 0.5)
    client.get("/page/")
    assert client.session["seen"] == seen


# ---------------------------------------------------------------- first password


@pytest.fixture
def newcomer(official, client):
    official.must_change_password = True
    official.save()
    log_in(client)
    return official


def test_the_first_password_must_be_changed_before_anything_else(client, newcomer):
    response = client.get("/page/")
    assert response["Location"].startswith(reverse("accounts:password_change"))
    assert query(response) == {"next": ["/page/"]}
    form = client.get(response["Location"])
    assert "初始密码" in form.content.decode()
    assert "old_password" not in form.context["form"].fields


def test_after_the_change_the_person_goes_on_and_stays_logged_in(client, newcomer):
    new = {"new_password1": "honghe-7319-wan", "new_password2": "honghe-7319-wan", "next": "/page/"}
    assert client.post(reverse("accounts:password_change"), new)["Location"] == "/page/"
    assert client.get("/page/").status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.check_password("honghe-7319-wan")
    assert not newcomer.must_change_password


@pytest.mark.parametrize("password", [PASSWORD, "12345678", "short1", "gaotai12", "password1"])
def test_a_weak_or_unchanged_password_is_refused(client, newcomer, password):
    response = client.post(reverse("accounts:password_change"), {"new_password1": password, "new_password2": password})
    assert response.status_code == 200
    assert response.context["form"].errors
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_a_later_change_asks_for_the_old_password(client, official):
    log_in(client)
    new = {"new_password1": "honghe-7319-wan", "new_password2": "honghe-7319-wan"}
    response = client.post(reverse("accounts:password_change"), new | {"old_password": "x"})
    assert "原密码不对" in response.content.decode()
    assert client.post(reverse("accounts:password_change"), new | {"old_password": PASSWORD})["Location"] == "/"


def test_the_old_password_is_not_guessed_on_an_open_browser(client, official):
    client.force_login(official)
    url, new = reverse("accounts:password_change"), {"new_password1": "zaochun-2027", "new_password2": "zaochun-2027"}
    answers = [client.post(url, new | {"old_password": "x"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert client.post(url, new | {"old_password": PASSWORD}).status_code == 429
    official.refresh_from_db()
    assert official.check_password(PASSWORD)


def test_a_newcomer_may_log_out(client, newcomer):
    assert client.post(reverse("accounts:logout"))["Location"] == reverse("accounts:login")


# ---------------------------------------------------------------- acting


def test_without_a_role_every_page_is_a_friendly_refusal(client, make_user):
    make_user("nobody")
    log_in(client, "nobody")
    for url in ("/", "/page/"):
        response = client.get(url)
        assert response.status_code == 403
        assert "还没有角色" in response.content.decode()
    assert client.get(reverse("accounts:password_change")).status_code == 200
    assert client.post(reverse("accounts:logout")).status_code == 302


def test_a_newcomer_without_a_role_changes_the_first_password_all_the_same(client, make_user):
    user = make_user("nobody")
    user.must_change_password = True
    user.save()
    log_in(client, "nobody")
    assert client.get("/page/")["Location"].startswith(reverse("accounts:password_change"))


def test_switching_the_role_changes_verbs_and_rows(client, official, areas):
    second = Assignment.objects.create(
        user=official, role="village_cadre", area=areas["战斗村"], valid_from=timezone.localdate()
    )
    log_in(client)
    assert client.get(reverse("accounts:act_as"))["Location"] == "/"
    assert client.post(reverse("accounts:act_as"), {"assignment": second.pk})["Location"] == "/"
    assert client.get("/page/").content.decode() == "gaotai village_cadre 610703104201"
    second.revoked_at = timezone.now()
    second.save()
    assert client.get("/page/").content.decode() == "gaotai township_official 610703104"


def test_one_can_act_only_in_one_s_own_current_roles(client, official, make_user, areas):
    other = make_user("boss", ("county_official", "南郑区")).acting
    past = Assignment.objects.create(
        user=official, role="county_official", area=areas["南郑区"], valid_from="2020-01-01", valid_to="2020-12-31"
    )
    log_in(client)
    for assignment in (other.pk, past.pk, "x", ""):
        assert client.post(reverse("accounts:act_as"), {"assignment": assignment}).status_code == 404
    assert client.get("/page/").content.decode() == "gaotai township_official 610703104"


def test_a_page_costs_three_queries_before_its_own(client, official, django_assert_num_queries):
    log_in(client)
    client.get("/page/")
    with django_assert_num_queries(3):  # session, account, assignments
        client.get("/page/")
