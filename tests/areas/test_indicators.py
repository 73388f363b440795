"""Yearly figures of villages, besides what every register keeps (``test_registers``)."""

from decimal import Decimal

import pytest

from areas.models import IndicatorKind, VillageIndicator
from areas.registers import INDICATORS
from areas.services import set_indicator


@pytest.fixture
def income(db):
    return IndicatorKind.objects.get(code="collective_income")


def sent(tree, kind, **more) -> dict:
    return {"area": tree["战斗村"].pk, "year": 2025, "kind": kind.pk, "value": "12.5", "source_label": "年报", **more}


def test_a_township_enters_a_figure_that_the_village_page_shows(login, tree, income):
    client = login("township_official", "高台镇")
    page = client.get(tree["战斗村"].get_absolute_url())
    assert f"{INDICATORS.url('create')}?area={tree['战斗村'].pk}" in page.text
    assert "战斗村" in client.get(INDICATORS.url("create"), {"area": tree["战斗村"].pk}).text
    assert client.post(INDICATORS.url("create"), sent(tree, income, value="120,000.50")).status_code == 302
    assert VillageIndicator.objects.get().value == Decimal("120000.50")
    assert "120,000.50" in client.get(tree["战斗村"].get_absolute_url()).text
    assert "已经登记" in client.post(INDICATORS.url("create"), sent(tree, income)).text


@pytest.mark.parametrize(
    ("more", "why"),
    [({"year": 2031}, "1990 到"), ({"year": 202}, "1990 到"), ({"value": "1.5万"}, "value"), ({"value": ""}, "请填写")],
)
def test_a_slip_of_the_pen_is_said(login, tree, income, more, why):
    answer = login("county_official", "南郑区").post(INDICATORS.url("create"), sent(tree, income, **more))
    assert why in answer.text
    assert not VillageIndicator.objects.exists()


def test_counted_things_have_no_decimals(login, tree):
    complaints = IndicatorKind.objects.get(code="complaints")
    assert complaints.places == 0
    answer = login("county_official", "南郑区").post(INDICATORS.url("create"), sent(tree, complaints))
    assert "请填整数" in answer.text


def test_a_figure_written_again_by_another_app_is_a_change_that_others_notice(tree, income):
    for value in (1, 2):
        figure = set_indicator(area=tree["战斗村"], kind=income, year=2025, value=value)
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (2, 2)


def test_the_list_is_narrowed_by_year_kind_and_place(login, tree, income):
    for at, village in enumerate(("战斗村", "弥陀村", "新集社区")):
        set_indicator(area=tree[village], kind=income, year=2024 + at % 2, value=at)
    client = login("county_official", "南郑区")

    def shown(**query) -> set[str]:
        return {str(row.record.area) for row in client.get(INDICATORS.url("list"), query).context["table"].rows}

    assert shown() == {"战斗村", "弥陀村", "新集社区"}
    assert shown(year=2024) == {"战斗村", "新集社区"}
    assert shown(township=tree["高台镇"].pk, kind=income.pk) == {"战斗村", "弥陀村"}
    assert shown(area=tree["弥陀村"].pk) == {"弥陀村"}


def test_who_sees_no_facts_does_not_find_the_list(login, tree):
    assert login("system_admin", "南郑区").get(INDICATORS.url("list")).status_code == 403
