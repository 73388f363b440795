"""Pages of areas."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Area, AreaCategory, AreaSuccession, Category, IndicatorKind, VillageProfile, VillageRecord
from areas.services import put_in_category, set_indicator
from tests.html import parsed

LIST = reverse("areas:area_list")


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def sheet(response) -> list[tuple]:
    return list(openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)


def test_the_list_shows_only_the_own_area(login):
    page = text(login("township_official", "高台镇").get(LIST))
    assert "战斗村" in page
    assert "新集" not in page


def test_filters(login, tree):
    client = login("county_official", "南郑区")
    weak = Category.objects.get(code="weak_economy")
    put_in_category(area=tree["弥陀村"], category=weak, valid_from=date(2025, 1, 1))
    Area.objects.filter(pk=tree["战斗村"].pk).update(valid_to=date(2025, 12, 31))

    def shown(**params):
        links = parsed(client.get(LIST, params)).select('tbody a[href^="/areas/"]')
        return {next(link.stripped_strings) for link in links}

    assert shown(level=5) == {"弥陀村", "新集社区"}
    assert shown(level=5, ended="on") == {"战斗村", "弥陀村", "新集社区"}
    assert shown(township=tree["高台镇"].pk) == {"高台镇", "弥陀村"}
    assert shown(category=weak.pk) == {"弥陀村"}
    assert shown(q="新集社") == {"新集社区"}
    assert shown(q="610703107001") == {"新集社区"}
    assert shown(q="XJS") == {"新集社区"}


def test_export_has_what_the_filter_shows(login, tree):
    VillageProfile.objects.create(area=tree["战斗村"], population=1800, households=520, party_members=61)
    rows = sheet(login("township_official", "高台镇").get(LIST, {"export": "xlsx", "level": 5}))
    village = next(row for row in rows if row[0] == "战斗村")
    assert village[:5] == ("战斗村", "战斗村委会", "610703106201", "村", "高台镇")
    assert village[-3:] == (1800, 520, 61)
    assert not any(row[0] == "高台镇" for row in rows)


def test_the_list_needs_as_many_queries_for_three_rows_as_for_one(login, tree):
    client = login("county_official", "南郑区")
    for name in ("战斗村", "弥陀村", "新集社区"):
        for category in Category.objects.all():
            put_in_category(area=tree[name], category=category, valid_from=date(2025, 1, 1))
        VillageProfile.objects.create(area=tree[name], population=1800)
    client.get(LIST)  # fills what is filled once per process

    def queries(**params) -> int:
        with CaptureQueriesContext(connection) as caught:
            text(client.get(LIST, params))
        return len(caught)

    assert queries(q="战斗村") == queries(level=5) <= 15


def test_the_village_page_shows_what_is_known(login, tree):
    village = tree["战斗村"]
    VillageProfile.objects.create(area=village, population=1800)
    put_in_category(area=village, category=Category.objects.get(code="key_project"), valid_from=date(2025, 1, 1))
    set_indicator(area=village, kind=IndicatorKind.objects.get(code="collective_income"), year=2025, value="120000.50")
    VillageRecord.objects.create(
        area=village, kind="contest", date=date(2026, 7, 9), title="第二季度比武第 1 名", value="夺杯村"
    )
    page = text(login("village_cadre", "战斗村").get(village.get_absolute_url()))
    for fact in ("1,800 人", "重点项目涉及村", "120,000.50", "第二季度比武第 1 名", "夺杯村"):
        assert fact in page
    assert "修改概况" not in page


def test_another_township_is_not_found(login, tree):
    client = login("township_official", "高台镇")
    foreign = tree["新集社区"].pk
    for name in ("area_detail", "profile_edit", "weak_create"):
        assert client.get(reverse(f"areas:{name}", args=[foreign])).status_code == 404
    assert client.get(reverse("areas:area_rename", args=[tree["战斗村"].pk])).status_code == 403


def test_two_people_edit_one_profile(login, tree):
    client = login("township_official", "高台镇")
    url = reverse("areas:profile_edit", args=[tree["战斗村"].pk])
    text(client.get(url))
    data = {"version": 1, "population": 1800, "households": 500}
    assert client.post(url, data).status_code == 302
    stale = client.post(url, data | {"population": 1790})
    assert stale.status_code == 409
    assert VillageProfile.objects.get().population == 1800
    assert client.post(url, {"version": 2, "population": 100, "party_members": 200}).status_code == 200


def test_a_category_is_put_and_ended(login, tree):
    client = login("township_official", "高台镇")
    village, category = tree["战斗村"], Category.objects.get(code="weak_economy")
    url = f"{reverse('areas:category_create')}?area={village.pk}"
    data = {"area": village.pk, "category": category.pk, "valid_from": "2025-01-01", "note": "区委通知"}
    assert client.post(url, data).url == village.get_absolute_url()
    assert "已属于这一类别" in text(client.post(url, data))
    held = AreaCategory.objects.get()
    end = reverse("areas:category_end", args=[held.pk])
    assert "不能早于开始日期" in text(client.post(end, {"on": "2024-12-31"}))
    assert client.post(end, {"on": "2025-12-31"}).status_code == 302
    assert AreaCategory.objects.get().valid_to == date(2025, 12, 31)
    assert client.get(end).status_code == 404


def test_a_village_is_listed_as_weak_and_taken_off(login, tree):
    client = login("county_official", "南郑区")
    url = reverse("areas:weak_create", args=[tree["战斗村"].pk])
    data = {"valid_from": "2026-01-01", "reason": "年度排名末位"}
    assert client.post(url, data).status_code == 302
    assert "已列为后进村" in text(client.post(url, data))
    assert "后进村整顿" in text(client.get(tree["战斗村"].get_absolute_url()))
    end = reverse("areas:weak_end", args=[tree["战斗村"].weak_statuses.get().pk])
    assert client.post(end, {"on": "2026-06-30"}).status_code == 302
    assert tree["战斗村"].weak_statuses.get().valid_to == date(2026, 6, 30)


def test_the_system_administrator_renames_and_merges_but_sees_no_facts(login, tree):
    VillageProfile.objects.create(area=tree["战斗村"], population=98765432)
    client = login("system_admin", "南郑区")
    assert not re.search("98,?765,?432", text(client.get(LIST)) + text(client.get(tree["战斗村"].get_absolute_url())))
    rename = reverse("areas:area_rename", args=[tree["弥陀村"].pk])
    data = {"name": "弥陀寺村委会", "on": "2026-07-01", "basis": "区政府文件"}
    assert client.post(rename, data).status_code == 302
    succeed = reverse("areas:area_succeed", args=[tree["战斗村"].pk])
    data = {
        "kind": "merge",
        "heirs": "610703106220 新战斗村委会",
        "others": "610703106213",
        "on": "2026-08-01",
        "basis": "文件",
    }
    assert "不在您管理的区划内" in text(client.post(succeed, data | {"heirs": "610800000000 某市"}))
    assert "找不到区划" in text(client.post(succeed, data | {"others": "610800000000"}))
    assert client.post(succeed, data).status_code == 302
    assert set(AreaSuccession.objects.values_list("old_name", flat=True)) == {
        "弥陀村委会",
        "弥陀寺村委会",
        "战斗村委会",
    }
    page = text(client.get(Area.objects.get(short_name="新战斗村").get_absolute_url()))
    assert "弥陀寺村委会" in page


@pytest.mark.parametrize(("url", "expected"), [("village_choices", {"战斗村"}), ("area_choices", {"战斗村"})])
def test_choices_stay_inside_scope(login, url, expected):
    client = login("township_official", "高台镇")
    results = client.get(reverse(f"areas:{url}"), {"q": "战斗"}).json()["results"]
    assert {row["text"] for row in results} == expected
    assert results[0]["hint"] == "高台镇"
    assert not client.get(reverse(f"areas:{url}"), {"q": "新集"}).json()["results"]
