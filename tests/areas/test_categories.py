"""Which villages belonged to which category, besides what every register keeps (``test_registers``)."""

from datetime import date

import pytest

from areas.models import AreaCategory, Category
from areas.registers import CATEGORIES
from areas.services import end_dated, put_in_category
from tests.html import texts


@pytest.fixture
def weak(db):
    return Category.objects.get(code="weak_economy")


def test_an_end_before_the_beginning_and_an_overlap_are_refused(login, tree, weak):
    client = login("township_official", "高台镇")
    put_in_category(area=tree["战斗村"], category=weak, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    data = {"area": tree["战斗村"].pk, "category": weak.pk, "valid_from": "2024-06-01"}
    assert "已属于这一类别" in client.post(CATEGORIES.url("create"), data).text
    early = {**data, "valid_from": "2025-01-01", "valid_to": "2024-12-31"}
    assert "结束日期不能早于开始日期" in client.post(CATEGORIES.url("create"), early).text
    assert client.post(CATEGORIES.url("create"), data | {"valid_from": "2025-01-01"}).status_code == 302


def test_the_list_tells_those_of_today_from_those_of_the_past(login, tree, weak):
    put_in_category(area=tree["战斗村"], category=weak, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    put_in_category(area=tree["弥陀村"], category=weak, valid_from=date(2024, 1, 1))
    client = login("county_official", "南郑区")
    assert "2</b> 条记录，现在有效 <b>1</b> 条" in client.get(CATEGORIES.url("list")).text
    rows = client.get(CATEGORIES.url("list"), {"now": "on"}).context["table"].rows
    assert [str(row.record.area) for row in rows] == ["弥陀村"]


def test_what_still_holds_may_be_ended_from_its_page(login, tree, weak):
    held = put_in_category(area=tree["战斗村"], category=weak, valid_from=date(2024, 1, 1))
    client = login("township_official", "高台镇")
    assert "结束" in texts(client.get(CATEGORIES.url("detail", held.pk)), "a")
    end_dated(held, on=date(2024, 12, 31))
    assert "结束" not in texts(client.get(CATEGORIES.url("detail", held.pk)), "a")
    assert AreaCategory.objects.get().version == 2  # who has the form open is told
