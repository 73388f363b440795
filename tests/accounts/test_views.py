"""The pages of the two administrators of accounts."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Assignment, User
from core.models import Attempts, StateChange
from core.security import attempts
from tests.html import texts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name, *args) -> str:
    return reverse(f"accounts:{name}", args=args)


def lock(username: str) -> None:
    user = User.objects.get(username=username)
    for _ in range(5):
        attempts.begin("login", source="10.0.0.1", key=username, user=user)


@pytest.fixture
def sys_client(system_admin) -> Client:
    return browser(system_admin)


@pytest.fixture
def sec_client(security_admin) -> Client:
    return browser(security_admin)


@pytest.fixture
def official(make_user):
    return make_user("gaotai", ("township_official", "高台镇"), name="张莉", unit="高台镇党建办")


# ---------------------------------------------------------------- who may enter


def test_the_verb_is_missing_403_the_row_is_elsewhere_404(sys_client, sec_client, official, make_user):
    elsewhere = make_user("chenggu", ("county_official", "城固县"))
    for client in (sys_client, sec_client):
        assert client.get(url("user_detail", official.pk)).status_code == 200
        assert client.get(url("user_detail", elsewhere.pk)).status_code == 404
    assert sec_client.get(url("user_create")).status_code == 403
    assert sec_client.get(url("user_edit", official.pk)).status_code == 403
    assert sec_client.post(url("user_deactivate", official.pk), {"reason": "x"}).status_code == 403
    assert sys_client.get(url("assignment_create", official.pk)).status_code == 403
    assert sys_client.post(url("user_unlock", official.pk)).status_code == 403
    assert sec_client.get(url("assignment_create", elsewhere.pk)).status_code == 404
    assert sec_client.post(url("assignment_end", elsewhere.acting.pk), {"reason": "x"}).status_code == 404
    assert sys_client.post(url("user_deactivate", elsewhere.pk), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("role", "area"),
    [("village_cadre", "战斗村"), ("township_official", "高台镇"), ("county_official", "南郑区"),
     ("leading_group", "南郑区"), ("department_rater", "南郑区"), ("auditor", "南郑区")],
)  # fmt: skip
def test_nobody_else_reaches_accounts(make_user, role, area):
    client = browser(make_user("x", (role, area)))
    for name in ("user_list", "user_choices", "area_choices"):
        assert client.get(url(name)).status_code == 403


# ---------------------------------------------------------------- the list


def shown(response) -> set[str]:
    return {row.record.username for row in response.context["table"].paginated_rows}


def test_the_list_filters_by_text_place_role_and_state(sys_client, official, make_user, areas):
    make_user("secretary", ("village_cadre", "战斗村"), name="李明")
    make_user("liping", ("township_official", "黎坪镇"), must_change_password=True)
    make_user("gone", name="离职", is_active=False)
    make_user("nobody")
    lock("gaotai")
    gaotai = areas["高台镇"].pk
    for query, expected in [
        ("", {"sysadmin", "gaotai", "secretary", "liping", "gone", "nobody"}),
        ("?q=张莉", {"gaotai"}),
        (f"?area={gaotai}", {"gaotai", "secretary"}),
        ("?role=township_official", {"gaotai", "liping"}),
        (f"?role=township_official&area={gaotai}", {"gaotai"}),
        ("?state=delayed", {"gaotai"}),
        ("?state=closed", {"gone"}),
        ("?state=new", {"liping"}),
        ("?state=no_role", {"nobody"}),
        ("?state=in_use", {"sysadmin", "secretary"}),
    ]:
        assert shown(sys_client.get(url("user_list") + query)) == expected, query


def test_a_place_outside_the_area_is_no_filter(sys_client, areas):
    response = sys_client.get(url("user_list"), {"area": areas["城固县"].pk})
    assert response.context["filter"].form.errors


def test_one_and_three_accounts_cost_the_same_queries(
    sys_client, official, make_user, django_assert_num_queries, django_assert_max_num_queries
):
    sys_client.get(url("user_list"))
    with django_assert_max_num_queries(8) as first:  # session, account, its roles, states, number, rows, their roles
        sys_client.get(url("user_list"), {"q": "张莉"})
    for name in ("a", "b"):
        make_user(name, ("township_official", "高台镇"), ("village_cadre", "战斗村"), name="张莉")
    with django_assert_num_queries(len(first)):
        response = sys_client.get(url("user_list"), {"q": "张莉"})
    assert len(shown(response)) == 3


def test_the_export_shows_what_the_filter_shows(sys_client, official, make_user):
    make_user("liping", ("township_official", "黎坪镇"))
    response = sys_client.get(url("user_list"), {"q": "张莉", "export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[2][:6] == ("用户名", "姓名", "单位", "联系电话", "现有角色", "状态")
    assert rows[3][:6] == ("gaotai", "张莉", "高台镇党建办", None, "高台镇 乡镇党建办", "正常")
    assert "liping" not in str(rows)


# ---------------------------------------------------------------- opening, editing, closing


def test_a_new_account_shows_its_slip_once(sys_client):
    response = sys_client.post(url("user_create"), {"username": "ZhangLi", "name": "张莉", "unit": "高台镇党建办"})
    password = response.context["password"]
    user = User.objects.get(username="zhangli")
    assert response.status_code == 200
    assert password in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert user.check_password(password)
    assert password not in sys_client.get(url("user_detail", user.pk)).content.decode()


def test_a_second_account_of_a_name_is_asked_about(sys_client, areas):
    first = {"username": "zhangli", "name": "张莉", "unit": "高台镇党建办"}
    sys_client.post(url("user_create"), first)
    known = User.objects.get(username="zhangli")
    again = {"username": "zhangli2", "name": "张 莉", "unit": "新集镇"}
    asked = sys_client.post(url("user_create"), again).text
    assert "已有同名的账号：zhangli（高台镇党建办）" in asked
    assert not User.objects.filter(username="zhangli2").exists()
    sys_client.post(url("user_create"), again | {f"sure_other_{known.pk}": "on"})
    assert User.objects.get(username="zhangli2").name == "张莉"


def test_a_taken_user_name_keeps_the_form(sys_client, official):
    response = sys_client.post(url("user_create"), {"username": "gaotai", "name": "李明"})
    assert "该用户名已被使用" in response.content.decode()
    assert response.context["form"]["name"].value() == "李明"


def test_the_page_of_another_account_still_greets_oneself(sys_client, official, system_admin):
    system_admin.name = "王主任"
    system_admin.save()
    for name in ("user_detail", "user_edit", "user_reset"):
        response = sys_client.get(url(name, official.pk))
        assert response.context["user"] == system_admin
        assert "王主任" in response.content.decode()


def test_editing_changes_the_facts_but_not_the_user_name(sys_client, official):
    fields = {"username": "other", "name": "张丽", "unit": "高台镇", "phone": "0916-1"}
    assert sys_client.post(url("user_edit", official.pk), fields)["Location"] == url("user_detail", official.pk)
    official.refresh_from_db()
    assert (official.username, official.name, official.unit, official.phone) == ("gaotai", "张丽", "高台镇", "0916-1")


def test_reset_shows_a_slip_and_ends_the_person_s_session(sys_client, official):
    theirs = browser(official)
    response = sys_client.post(url("user_reset", official.pk), {"reason": "忘记密码"})
    official.refresh_from_db()
    assert official.check_password(response.context["password"])
    assert theirs.get(url("user_list")).status_code == 302


def test_a_refused_reset_says_why_and_shows_no_slip(sys_client, security_admin):
    response = sys_client.post(url("user_reset", security_admin.pk), {"reason": "忘记密码"})
    assert "安全管理员或审计员" in response.content.decode()
    assert "password" not in response.context


def test_closing_and_reopening_ask_for_a_reason(sys_client, official):
    sys_client.post(url("user_deactivate", official.pk), {"reason": ""})
    official.refresh_from_db()
    assert official.is_active
    for name, active in (("user_deactivate", False), ("user_reactivate", True)):
        response = sys_client.post(url(name, official.pk), {"reason": "调离"})
        assert response["Location"] == url("user_detail", official.pk)
        official.refresh_from_db()
        assert official.is_active is active
    text = sys_client.get(url("user_detail", official.pk)).content.decode()
    assert "停用账号" in text
    assert "调离" in text


# ---------------------------------------------------------------- roles and locks


def role_form(area, **changes) -> dict:
    return {"role": "village_cadre", "area": area.pk, "valid_from": TODAY, "reason": "任职文件"} | changes


def test_the_security_administrator_grants_and_revokes(sec_client, official, areas, security_admin):
    response = sec_client.post(url("assignment_create", official.pk), role_form(areas["战斗村"]))
    assert response["Location"] == url("user_detail", official.pk)
    assignment = Assignment.objects.get(user=official, role="village_cadre")
    assert assignment.granted_by == security_admin
    page = sec_client.get(url("user_detail", official.pk)).content.decode()
    assert "授予角色" in page
    assert "任职文件" in page
    sec_client.post(url("assignment_end", assignment.pk), {"reason": "届满"})
    assignment.refresh_from_db()
    assert assignment.revoked_at
    assert StateChange.objects.get(target="ended").reason == "届满"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"role": "county_official"}, "不能设在村一级"),
        ({"reason": ""}, "请填写"),
        ({"valid_to": "2020-01-01"}, "止期不能早于起期"),
    ],
)
def test_a_wrong_grant_keeps_the_form_and_says_why(sec_client, official, areas, changes, message):
    response = sec_client.post(url("assignment_create", official.pk), role_form(areas["战斗村"], **changes))
    text = response.content.decode()
    assert response.status_code == 200
    assert message in text
    assert Assignment.objects.filter(user=official).count() == 1


def test_a_role_outside_the_administrator_s_area_cannot_be_granted(sec_client, official, areas):
    response = sec_client.post(
        url("assignment_create", official.pk), role_form(areas["城固县"], role="county_official")
    )
    assert response.context["form"].errors["area"]


def test_nobody_grants_to_himself_even_by_address(sec_client, security_admin, areas):
    assert "授予角色" not in texts(sec_client.get(url("user_detail", security_admin.pk)), "a")
    response = sec_client.post(
        url("assignment_create", security_admin.pk), role_form(areas["南郑区"], role="county_official")
    )
    assert "不能更改自己的角色" in response.content.decode()
    sec_client.post(url("assignment_end", security_admin.acting.pk), {"reason": "误"})
    assert [each.role for each in Assignment.objects.filter(user=security_admin, revoked_at=None)] == ["security_admin"]


def test_unlocking_lets_the_person_in_again(sec_client, official, client):
    lock("gaotai")
    assert "解锁" in sec_client.get(url("user_detail", official.pk)).content.decode()
    sec_client.post(url("user_unlock", official.pk), {"reason": "本人到场"})
    assert not Attempts.objects.exclude(user=None).exists()
    attempts.begin("login", source="10.0.0.1", key="gaotai", user=official)
    assert StateChange.objects.get(target="unlocked").reason == "本人到场"


def test_places_and_colleagues_are_offered_from_the_administrator_s_area_only(sec_client, official, make_user):
    make_user("chenggu", ("county_official", "城固县"))
    places = sec_client.get(url("area_choices"), {"q": "镇"}).json()["results"]
    assert [place["text"] for place in places] == ["高台镇", "黎坪镇"]
    assert places[0]["hint"] == "南郑区"
    assert sec_client.get(url("area_choices"), {"q": "城固"}).json()["results"] == []
    people = sec_client.get(url("user_choices")).json()["results"]
    assert {person["text"] for person in people} == {"张莉", "secadmin"}
