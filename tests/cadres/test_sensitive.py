"""ID numbers, telephone numbers and accounts of persons: checked, masked, shown whole on record, nowhere in clear."""

import logging
import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from cadres import policy
from cadres.models import Person
from core.audit.changes import describe
from core.models import AccessRecord
from core.security.logs import Redacted
from tests.html import texts

pytestmark = pytest.mark.django_db

ID, PHONE, ACCOUNT = "610703198506010018", "13987654321", "0000123456787654"
ID = ID[:17] + policy.check_digit(ID[:17])
MASKED = (f"610703***********{ID[-1]}", "139****4321", "****7654")
CLEAR = (ID, PHONE, ACCOUNT)
TODAY = date(2026, 12, 1)
LIST = reverse("cadres:person_list")
FORM = {
    "name": "曾国强", "id_number": ID, "sex": "", "birth_date": "", "nationality": "01", "party_joined_on": "",
    "full_time_education": "61", "source": "", "phone": PHONE, "bank_account": ACCOUNT,
    "bank_name": "南郑农商银行",
}  # fmt: skip


def url(name: str, person: Person, *args) -> str:
    return reverse(f"cadres:{name}", args=[person.pk, *args])


@pytest.fixture
def office(login):
    return login("township_official", "高台镇")


@pytest.fixture
def zeng(make_person) -> Person:
    return make_person("曾国强", "弥陀村", birth_date=date(1985, 6, 1), id_number=ID, phone=PHONE, bank_account=ACCOUNT)


def revealed():
    return AccessRecord.objects.filter(action="reveal")


def assert_masked(text: str) -> None:
    assert not [value for value in CLEAR if value in text]
    assert all(mask in text for mask in MASKED)


# ---------------------------------------------------------------- the number
def test_what_a_number_says():
    found = policy.read_id_number("11010519491231002X", TODAY)  # the example of GB 11643-1999
    assert found == policy.IdNumber(date(1949, 12, 31), "2", True)
    unknown = "99010519491231002"
    assert not policy.read_id_number(unknown + policy.check_digit(unknown), TODAY).is_region_known


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("1101051949123100", "18 位"),
        ("11010519491231002x", "18 位"),
        ("110105194902300027", "不是一个日期"),
        ("110105189912310020", "不在 1900 年到今天之间"),
        ("110105202712310020", "不在 1900 年到今天之间"),
        ("110105194912310021", "校验码"),
    ],
)
def test_what_is_wrong_with_a_number(number, why):
    with pytest.raises(ValueError, match=why):
        policy.read_id_number(number, TODAY)


# ---------------------------------------------------------------- the form
def test_sex_and_birth_date_come_from_the_number(office, tree):
    spaced = f" {ID[:6]} {ID[6:14]} {ID[14:].lower()}"
    assert (
        office.post(
            reverse("cadres:person_create"), FORM | {"area": tree["弥陀村"].pk, "id_number": spaced}
        ).status_code
        == 302
    )
    person = Person.objects.get()
    assert (person.sex, person.birth_date) == ("1", date(1985, 6, 1))
    assert (person.id_number.clear, person.phone.clear, person.bank_account.clear) == CLEAR


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"birth_date": "1985-06-02"}, "身份证号说是1985-06-01"),
        ({"sex": "2"}, "身份证号说是男"),
        ({"id_number": ""}, "或填写身份证号"),
        ({"id_number": ID[:-1]}, "18 位"),
        ({"bank_account": "12a"}, "8–30 位数字"),
        ({"id_number": MASKED[0]}, "18 位"),
    ],
)
def test_what_does_not_agree_is_not_saved(office, tree, given, said):
    page = office.post(reverse("cadres:person_create"), FORM | {"area": tree["弥陀村"].pk} | given)
    assert said in page.text
    assert not Person.objects.exists()


def test_an_unknown_region_is_asked_about(office, tree):
    number = "990703198506010" + "01"
    form = FORM | {"area": tree["弥陀村"].pk, "id_number": number + policy.check_digit(number)}
    page = office.post(reverse("cadres:person_create"), form)
    assert "没有以 99 开头的地区" in page.text
    [box] = re.findall(r'name="(sure_region_\d+)"', page.text)
    assert office.post(reverse("cadres:person_create"), form | {box: "on"}).status_code == 302


def test_the_form_holds_masks_and_leaves_what_is_not_retyped(office, zeng):
    page = office.get(url("person_edit", zeng))
    assert_masked(page.text)
    sent = FORM | {"area": zeng.area_id, "version": 1, "sex": "1", "birth_date": "1985-06-01", "name": "曾国庆"}
    sent |= dict(zip(("id_number", "phone", "bank_account"), MASKED, strict=True))
    assert office.post(url("person_edit", zeng), sent).status_code == 302
    person = Person.objects.get()
    assert (person.name, person.id_number.clear, person.phone.clear, person.bank_account.clear) == ("曾国庆", *CLEAR)
    changed = sent | {"version": 2, "phone": "13900000000", "bank_account": ""}
    assert office.post(url("person_edit", zeng), changed).status_code == 302
    person = Person.objects.get()
    assert (person.id_number.clear, person.phone.clear, person.bank_account.clear) == (ID, "13900000000", "")
    wrong = office.post(url("person_edit", zeng), changed | {"version": 3, "sex": "2"})
    assert "身份证号说是男" in wrong.text


def test_one_file_for_a_number_with_a_link_to_it_in_ones_own_scope(office, tree, zeng):
    form = FORM | {"area": tree["弥陀村"].pk, "name": "另一人"}
    page = office.post(reverse("cadres:person_create"), form)
    assert "曾国强（弥陀村）" in texts(page, f'a[href="{zeng.get_absolute_url()}"]')
    Person.objects.update(area=tree["新集社区"])
    hidden = office.post(reverse("cadres:person_create"), form).text
    assert "在您范围以外已有档案" in hidden
    assert "新集" not in hidden
    assert zeng.get_absolute_url() not in hidden
    assert Person.objects.count() == 1


# ---------------------------------------------------------------- looking up
def test_a_full_number_finds_its_file_in_the_list_and_the_top_bar(office, zeng, make_person):
    make_person("别人", "弥陀村")
    for page in (LIST, reverse("dashboards:search")):
        assert zeng.get_absolute_url() in office.get(page, {"q": ID}).text
        assert zeng.get_absolute_url() not in office.get(page, {"q": f"{ID[:16]}00"}).text


# ---------------------------------------------------------------- shown whole
def test_the_whole_is_shown_for_a_reason_and_on_record(office, zeng, login):
    address = url("person_reveal", zeng, "id_number")
    basic = f"{zeng.get_absolute_url()}?tab=basic"
    assert address in office.get(basic).text
    assert ID not in office.get(address).text
    refused = office.post(address, {"reason": " "}, headers={"HX-Request": "true"})
    assert "请写明原因" in refused.text
    assert ID not in refused.text
    assert not revealed().exists()
    shown = office.post(address, {"reason": "核对参保信息"}, headers={"HX-Request": "true"})
    assert ID in shown.text
    assert "<html" not in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    [record] = revealed()
    assert record.user == office.user
    assert record.subject == f"{zeng.number} 曾国强：身份证号（核对参保信息）"
    assert "核对参保信息" in office.get(basic).text
    assert "核对参保信息" in login("auditor", "南郑区").get(reverse("core:access_list")).text


def test_without_scripts_it_is_a_page(office, zeng):
    page = office.post(url("person_reveal", zeng, "phone"), {"reason": "联系本人"})
    assert "<html" in page.text
    assert PHONE in page.text


def test_who_may_not_see_it_whole(login, zeng, tree):
    address = url("person_reveal", zeng, "id_number")
    for role, area, answer in (
        ("leading_group", "南郑区", 403), ("village_cadre", "弥陀村", 403), ("township_official", "新集镇", 404),
        ("auditor", "南郑区", 403), ("system_admin", "南郑区", 403), ("county_official", "南郑区", 200),
    ):  # fmt: skip
        client = login(role, area)
        assert client.post(address, {"reason": "x"}).status_code == answer, role
    assert client.post(url("person_reveal", zeng, "name"), {"reason": "x"}).status_code == 404
    cadre = User.objects.get(username__startswith="village_cadre")
    Person.objects.update(user=cadre)
    client.force_login(cadre, backend="django.contrib.auth.backends.ModelBackend")
    own = client.get(f"{zeng.get_absolute_url()}?tab=basic").text
    assert "谁看过全号" in own  # of the own file
    assert_masked(own)


def test_too_many_within_an_hour_are_refused(office, zeng, settings):
    settings.REVEALS_PER_HOUR = 2
    address = url("person_reveal", zeng, "phone")
    assert [PHONE in office.post(address, {"reason": f"核对 {at}"}).text for at in range(3)] == [True, True, False]
    assert revealed().count() == 2


def test_what_was_tampered_with_is_not_shown_as_if_it_were_right(office, zeng, make_person):
    other = make_person("别人", "弥陀村", phone="13900000000")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cadres_person SET phone = (SELECT phone FROM cadres_person WHERE id = %s) WHERE id = %s",
            [other.pk, zeng.pk],
        )
    assert "读不出" in office.get(f"{zeng.get_absolute_url()}?tab=basic").text
    assert "与这一条不符" in office.post(url("person_reveal", zeng, "phone"), {"reason": "x"}).text


# ---------------------------------------------------------------- nowhere in clear
def test_no_page_export_answer_history_log_or_table_has_it_in_clear(login, tree, zeng, caplog):
    """Pages of all apps as all roles: ``tests/visitors.py``, which looks for such values in every answer."""
    office = login("county_official", "南郑区")
    form = FORM | {"area": tree["弥陀村"].pk, "version": 1, "sex": "1", "birth_date": "1985-06-01"}
    zeng.id_number = zeng.phone = zeng.bank_account = ""
    zeng.save()
    with caplog.at_level(logging.DEBUG):
        assert office.post(url("person_edit", zeng), form).status_code == 302
        assert office.post(url("person_edit", zeng), form | {"version": 1, "name": "曾强"}).status_code == 409
        assert office.get(LIST, {"q": ID, "export": "xlsx"}).status_code == 200  # its address is on record
        assert office.post(url("person_reveal", zeng, "id_number"), {"reason": f"核对 {PHONE}"}).status_code == 200
        office.get(f"/cadres/{ID}/")
    assert_masked(office.get(f"{zeng.get_absolute_url()}?tab=basic").text)
    assert_masked(office.get(zeng.get_absolute_url(), {"print": "1"}).text)
    book = openpyxl.load_workbook(BytesIO(b"".join(office.get(LIST, {"export": "xlsx"}).streaming_content)))
    assert_masked("\n".join(str(cell) for row in book.active.values for cell in row))
    assert_masked(office.get(f"/api/v1/persons/{zeng.uuid}/").text)
    zeng.refresh_from_db()
    zeng.phone = "13911112222"
    zeng.save()
    auditor = login("auditor", "南郑区")
    changes = auditor.get(reverse("core:change_list", args=["cadres.person"])).text
    [event] = describe(zeng.events.order_by("-pk")[:1])
    assert [str(change) for change in event.changes] == ["手机：（不显示） → （不显示）"]
    assert "（不显示）" in changes
    written = "\n".join(Redacted("%(message)s").format(record) for record in caplog.records)
    for text in (changes, auditor.get(reverse("core:access_list")).text, written, whole_database()):
        assert not [value for value in (*CLEAR, "13911112222") if value in text]


def whole_database() -> str:
    """Every row of every table as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')  # noqa: S608
            found.append(cursor.fetchone()[0] or "")
    assert "曾国强" in "".join(found)
    return "\n".join(found)
