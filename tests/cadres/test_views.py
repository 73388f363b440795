"""Pages of the cadre file."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cadres.models import Appointment, DossierEntry, Person, Source
from cadres.services import appoint, end_appointment
from tests.html import texts

LIST = reverse("cadres:person_list")
START = date(2026, 3, 18)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def link(name: str, *args) -> str:
    return reverse(f"cadres:{name}", args=[getattr(arg, "pk", arg) for arg in args])


@pytest.fixture
def zhou(make_person, posts, tree):
    """Secretary and director of 弥陀村."""
    person = make_person(
        "周建平", "弥陀村", party_joined_on=date(2008, 6, 20), full_time_education="61", in_service_education="31",
        source=Source.objects.get(code="veteran"), phone="13900000001",
    )  # fmt: skip
    for post in ("secretary", "director"):
        appoint(person=person, post=posts[post], area=tree["弥陀村"], valid_from=START, term_ends_on=date(2031, 3, 17))
    return person


@pytest.fixture
def li(make_person, posts, tree):
    """Of 战斗村, serving in 新集社区."""
    person = make_person("李秀英", "战斗村", sex="2", birth_date=date(1996, 1, 1))
    appoint(person=person, post=posts["secretary"], area=tree["新集社区"], valid_from=START)
    return person


@pytest.fixture
def wang(make_person):
    """Without a post."""
    return make_person("王大山", "新集社区", birth_date=date(1960, 1, 1))


def test_filters(login, tree, posts, zhou, li, wang):
    client = login("county_official", "南郑区")

    def shown(**params):
        return set(texts(client.get(LIST, params), 'tbody a[href^="/cadres/"]'))

    assert shown() == {"周建平", "李秀英", "王大山"}
    assert shown(q="zjp") == shown(q="建平") == {"周建平"}
    assert shown(township=tree["新集镇"].pk) == {"李秀英", "王大山"}
    assert shown(post=posts["director"].pk) == {"周建平"}
    assert shown(source=Source.objects.get(code="veteran").pk) == {"周建平"}
    assert shown(age="gt55") == {"王大山"}
    assert shown(age="le35") == {"李秀英"}
    assert shown(serving="none") == {"王大山"}
    assert shown(serving="serving", concurrent="on") == {"周建平"}
    assert shown(cross_village="on") == {"李秀英"}


def test_the_list_needs_as_many_queries_for_three_rows_as_for_one(login, zhou, li, wang):
    client = login("county_official", "南郑区")
    client.get(LIST)

    def queries(**params) -> int:
        with CaptureQueriesContext(connection) as caught:
            text(client.get(LIST, params))
        return len(caught)

    assert queries(q="周建平") == queries() <= 15


def test_export_has_eighteen_columns_of_what_the_filter_shows(login, zhou, li):
    response = login("county_official", "南郑区").get(LIST, {"export": "xlsx", "concurrent": "on"})
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    head = next(index for index, row in enumerate(rows) if row[0] == "人员编号")
    assert len(rows[head]) == 18
    row = rows[head + 1]
    assert row[:4] == (zhou.number, "周建平", None, "男")
    assert row[4].date() == date(1983, 5, 12)
    assert row[5:13] == ("汉族", row[6], "大专", "退役军人", "高台镇", "弥陀村", "书记、主任", "139****0001")
    assert not any("李秀英" in map(str, row) for row in rows)


def test_the_file_shows_head_posts_and_time_line(login, zhou, posts, tree, make_person):
    DossierEntry.objects.create(
        person=zhou, key="x", kind="contest", date=date(2026, 7, 9), title="第二季度擂台比武 91.78 分", value="夺杯村",
        source_label="得分说明", link="/contests/1/",
    )  # fmt: skip
    colleague = make_person("陈文书", "弥陀村")
    appoint(person=colleague, post=posts["clerk"], area=tree["弥陀村"], valid_from=START)
    client = login("township_official", "高台镇")
    page = text(client.get(link("person_detail", zhou)))
    for fact in (
        "弥陀村党组织书记、村委会主任", "一肩挑", "在职", "至 2031-03-17", "1983-05", "2008-06-20",
        "大专（在职）", "退役军人",
        "第二季度擂台比武 91.78 分", "夺杯村", "得分说明", "陈文书", "任弥陀村委会主任",
    ):  # fmt: skip
        assert fact in page, fact
    only = text(client.get(link("person_detail", zhou), {"kind": "contest"}))
    assert "得分说明" in only
    assert "任弥陀村委会主任" not in only
    assert "办理离任" in text(client.get(link("person_detail", zhou), {"tab": "posts"}))
    assert "139****0001" in text(client.get(link("person_detail", zhou), {"tab": "basic"}))
    printed = text(client.get(link("person_detail", zhou), {"print": "1"}))
    for fact in ("村干部档案（一人一档）", "139****0001", "任弥陀村委会主任"):
        assert fact in printed


def test_forecasts_name_terms_and_age_limits(login, zhou, posts):
    today = timezone.localdate()
    posts["secretary"].age_limit = 60
    posts["secretary"].save()
    Appointment.objects.filter(post=posts["director"]).update(term_ends_on=today + timedelta(days=53))
    client = login("township_official", "高台镇")
    page = text(client.get(link("person_detail", zhou)))
    assert "书记到龄（60 岁）" in page
    assert "2043-05-12" in page
    assert "还剩 53 天" in page
    posts["director"].warn_days = 30  # the office's own figure
    posts["director"].save()
    assert "还剩 53 天" not in text(client.get(link("person_detail", zhou)))


def test_strangers_are_not_found(login, zhou, li, wang):
    client = login("township_official", "高台镇")
    page = text(client.get(LIST))
    assert "王大山" not in page
    for name in ("person_detail", "person_edit", "appointment_create"):
        assert client.get(link(name, wang)).status_code == 404
    assert client.get(link("person_detail", li)).status_code == 200
    held = Appointment.objects.get(person=li)
    assert client.get(link("appointment_end", held)).status_code == 404


def test_the_township_of_service_reads_but_does_not_edit(login, li):
    client = login("township_official", "新集镇")
    page = text(client.get(link("person_detail", li)))
    assert link("person_edit", li) not in page
    assert client.get(link("person_edit", li)).status_code == 404
    assert client.get(link("appointment_end", Appointment.objects.get(person=li))).status_code == 200


def test_a_village_cadre_sees_the_own_file_and_changes_nothing(login, zhou, make_person):
    other = make_person("陈文书", "弥陀村")
    client = login("village_cadre", "弥陀村")
    Person.objects.filter(pk=zhou.pk).update(user=client.user)
    page = text(client.get(link("person_detail", zhou)))
    assert "修改" not in texts(page, ".person")[0]
    assert client.get(link("person_detail", other)).status_code == 404
    assert client.get(link("person_edit", zhou)).status_code == 403
    assert client.post(link("person_create")).status_code == 403


PERSON = {
    "name": "曾　国强", "sex": "1", "birth_date": "1985-06-01", "nationality": "01", "party_joined_on": "",
    "full_time_education": "61", "source": "", "phone": "139 0000\uff10001",
}  # fmt: skip


def test_a_file_is_made_and_a_post_taken_up_and_left(login, tree, posts, zhou):
    client = login("township_official", "高台镇")
    response = client.post(link("person_create"), PERSON | {"area": tree["战斗村"].pk})
    person = Person.objects.get(name="曾国强")
    assert response.url == link("person_detail", person)
    assert person.phone.clear == "13900000001"
    post = {"post": posts["secretary"].pk, "area": tree["弥陀村"].pk, "valid_from": "2026-05-01"}
    refused = text(client.post(link("appointment_create", person), post))
    assert "弥陀村书记现由周建平担任（2026-03-18 起），请先办理离任" in refused
    early = post | {"area": tree["战斗村"].pk, "term_ends_on": "2026-04-30"}
    assert "任期届满日期不能早于任职日期" in text(client.post(link("appointment_create", person), early))
    post["area"] = tree["战斗村"].pk
    assert client.post(link("appointment_create", person), post).status_code == 302
    held = Appointment.objects.get(person=person)
    assert "不能早于任职日期" in text(
        client.post(link("appointment_end", held), {"on": "2026-04-30", "reason": "辞职"})
    )
    assert client.post(link("appointment_end", held), {"on": "2026-06-30", "reason": "辞职"}).status_code == 302
    assert "辞职" in text(client.get(link("person_detail", person)))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("birth_date", "2020-01-01", "请核对"),
        ("birth_date", "1900-01-01", "请核对"),
        ("party_joined_on", "1984-01-01", "入党日期不能早于出生日期"),
        ("party_joined_on", "2999-01-01", "入党日期不能晚于今天"),
        ("phone", "abc", "请填电话号码"),
    ],
)
def test_wrong_dates_keep_the_form(login, tree, field, value, message):
    client = login("township_official", "高台镇")
    page = text(client.post(link("person_create"), PERSON | {"area": tree["战斗村"].pk, field: value}))
    assert message in page
    assert value in page


def test_a_likely_duplicate_is_asked_about_before_it_is_saved(login, tree, make_person):
    known = make_person("古丽·测试", "弥陀村", birth_date=date(1985, 6, 1))
    client = login("township_official", "高台镇")
    form = PERSON | {"area": tree["战斗村"].pk, "name": "古丽\u2022测\u200b试"}
    page = text(client.post(link("person_create"), form))
    assert "古丽·测试（弥陀村）" in texts(page, f'a[href="{link("person_detail", known)}"]')
    assert "1985-06-01" in page
    [box] = re.findall(r'name="(sure_other_[\d_]+)"', page)
    assert Person.objects.count() == 1
    assert client.post(link("person_create"), form | {box: "on"}).status_code == 302
    assert list(Person.objects.values_list("name", flat=True)) == ["古丽·测试"] * 2


def test_a_file_the_user_may_not_see_is_not_told_of(login, tree, make_person):
    make_person("曾国强", "新集社区", birth_date=date(1985, 6, 1))
    client = login("township_official", "高台镇")
    assert client.post(link("person_create"), PERSON | {"area": tree["战斗村"].pk}).status_code == 302


def test_joining_the_party_before_18_is_asked_about(login, tree):
    client = login("township_official", "高台镇")
    form = PERSON | {"area": tree["战斗村"].pk, "party_joined_on": "2003-05-31"}
    page = text(client.post(link("person_create"), form))
    assert "入党时未满 18 岁" in page
    [box] = re.findall(r'name="(sure_party_\d+_\d+)"', page)
    later = form | {"party_joined_on": "2003-05-30", box: "on"}  # another date is another question
    assert "入党时未满 18 岁" in text(client.post(link("person_create"), later))
    assert client.post(link("person_create"), form | {box: "on"}).status_code == 302
    birthday = form | {"party_joined_on": "2003-06-01", "name": "曾国富"}
    assert client.post(link("person_create"), birthday).status_code == 302


def test_nobody_files_a_person_outside_the_own_area(login, tree):
    client = login("township_official", "高台镇")
    assert client.post(link("person_create"), PERSON | {"area": tree["新集社区"].pk}).status_code == 200
    assert not Person.objects.exists()


def test_a_stale_edit_is_shown_and_not_saved(login, tree, zhou):
    client = login("township_official", "高台镇")
    url = link("person_edit", zhou)
    data = PERSON | {"name": "周建平", "area": tree["弥陀村"].pk, "version": 1}
    assert client.post(url, data | {"phone": "13911111111"}).status_code == 302
    stale = client.post(url, data | {"phone": "13922222222"})
    assert stale.status_code == 409
    assert "139****1111" in stale.content.decode()
    assert "您在" in stale.content.decode()  # nobody else was at it: one had gone back in the browser
    assert "他人" not in stale.content.decode()
    assert Person.objects.get().phone.clear == "13911111111"


def test_the_team_shows_who_serves_and_what_is_vacant(login, tree, posts, zhou, li):
    client = login("township_official", "高台镇")
    page = text(client.get(link("village_team", tree["弥陀村"])))
    assert page.count("周建平") >= 2
    assert "空缺" not in page
    end_appointment(Appointment.objects.get(post=posts["director"]), on=START, reason="辞职")
    assert "空缺" in text(client.get(link("village_team", tree["弥陀村"])))
    assert client.get(link("village_team", tree["新集社区"])).status_code == 404


def test_a_village_cadre_sees_who_serves_but_not_their_facts(login, tree, posts, zhou, make_person):
    colleague = make_person("陈文书", "弥陀村", full_time_education="71")
    appoint(person=colleague, post=posts["clerk"], area=tree["弥陀村"], valid_from=START)
    page = text(login("village_cadre", "弥陀村").get(link("village_team", tree["弥陀村"])))
    assert "陈文书" in page
    assert link("person_detail", colleague) not in page
    assert "初中" not in page


def test_choices_find_by_initials_inside_scope(login, zhou, wang):
    client = login("township_official", "高台镇")
    assert [row["text"] for row in client.get(link("person_choices"), {"q": "zj"}).json()["results"]] == ["周建平"]
    assert not client.get(link("person_choices"), {"q": "wds"}).json()["results"]


def test_a_photo_is_uploaded_shown_and_replaced(login, zhou, li):
    client = login("township_official", "高台镇")
    address, shown = link("person_photo_edit", zhou), link("person_photo", zhou)
    assert client.get(shown).status_code == 404
    assert "打不开" in text(client.post(address, {"photo": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff no")}))
    file = BytesIO()
    Image.new("RGB", (300, 300), "red").save(file, "PNG")
    assert client.post(address, {"photo": SimpleUploadedFile("a.png", file.getvalue())}).status_code == 302
    assert f'src="{shown}?' in text(client.get(link("person_detail", zhou)))
    assert f'src="{shown}?' in text(client.get(link("person_detail", zhou), {"print": "1"}))
    answer = client.get(shown)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "attachment" not in answer.headers["Content-Disposition"]
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (400, 600)
    assert Person.objects.get(pk=zhou.pk).version == 2
    assert client.get(link("person_photo", li)).status_code == 404
    assert login("township_official", "新集镇").get(address).status_code == 404
