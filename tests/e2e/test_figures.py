"""Recorded figures in a real browser: typed, explained by evidence, refused, corrected; columns that do not apply."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from areas.models import Category
from scoring.models import Component, EntryCategory, Field, Figure, Indicator, Measure, MeasureBand, Scheme
from tests.e2e.browser import cell_of, complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contest():
    """Three villages with their income in bands; the cooperative counts for the second one alone."""
    places = factories.make_places()
    scheme = factories.make_scheme(
        area=places.township, indicators={"产业兴旺": {"集体增收": 10, "合作社": 10}}, status="draft"
    )
    recorded = Component.objects.create(
        scheme=scheme, order=2, code="figures", name="指标", short_name="指标", kind="recorded", weight=50
    )
    weak = Category.objects.get(code="weak_economy")
    for order, indicator in enumerate(Indicator.objects.filter(scheme=scheme).order_by("order"), 1):
        Field.objects.create(component=recorded, order=order, indicator=indicator, maximum=10)
        measure = Measure.objects.create(
            scheme=scheme, order=order, component=recorded, indicator=indicator, method="bands", unit="万元"
        )
        MeasureBand.objects.create(scheme=scheme, order=1, measure=measure, points=5)
        indicator.categories.set([weak] if order == 2 else [])
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    contest = factories.make_contest(scheme=scheme, villages=places.villages)
    EntryCategory.objects.create(entry=contest.entries.get(number=2), category=weak)
    return contest


def test_figures_are_typed_explained_refused_and_corrected(page, live_server, contest):
    errors = complaints(page)
    clerk = factories.make_user(username="gaotai", role="township_official", area=contest.area)
    log_in(page.context, live_server, clerk)
    page.goto(live_server.url + contest.get_absolute_url())
    page.get_by_role("link", name="录入指标").click()
    rows, words = page.locator("#grid tbody tr"), page.locator("#progress-words")
    expect(words).to_have_text("0/3 个村已填齐，缺 4 格")
    expect(rows.nth(0).locator(".na")).to_have_text(["不适用", "不适用"])

    cell_of(page, 0, 0).fill("56.25")
    page.keyboard.press("Tab")
    page.keyboard.type("三资平台报表")
    page.keyboard.press("Enter")  # the evidence of the next village
    expect(rows.nth(0).locator(".st")).to_have_text("已填齐")
    expect(page.locator("#savestate")).to_contain_text("2 格已存")
    page.keyboard.press("ArrowRight")  # its cooperative, which does not apply above and below
    page.keyboard.type("二十五")
    page.keyboard.press("Tab")
    expect(page.locator("#issues")).to_contain_text("东新村 · 合作社数值：“二十五”不是数字")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("1234567890123456")
    page.keyboard.press("Tab")
    expect(page.locator("#issues")).to_contain_text("东新村 · 合作社：最多 14 位整数、4 位小数")
    page.get_by_role("button", name="清空").click()
    expect(words).to_have_text("1/3 个村已填齐，缺 3 格")

    page.reload()
    expect(cell_of(page, 0, 0)).to_have_value("56.25")
    figure = Figure.objects.get()
    assert (figure.value, figure.evidence, figure.entered_by) == (Decimal("56.25"), "三资平台报表", clerk)
    assert errors == []


@pytest.mark.parametrize("way", ["typed", "pasted"])
def test_figures_with_separators_are_the_figures_that_were_meant(page, live_server, contest, way):
    clerk = factories.make_user(username="gaotai", role="township_official", area=contest.area)
    log_in(page.context, live_server, clerk)
    page.goto(live_server.url + reverse("scoring:figure_grid", args=[contest.pk]))
    given, why = ["12,000", "120,500", "1.5万"], "不能带“万”，请填 15000（单位是万的栏填 1.5）"
    if way == "pasted":
        cell_of(page, 0, 0).evaluate(
            """(input, text) => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
            }""",
            "\r\n".join(given),
        )
        expect(page.locator("dialog.paste")).to_contain_text(why)  # shown first, and never put in
        page.get_by_role("button", name="只填其余 2 格").click()
    else:
        for row, text in enumerate(given):
            cell_of(page, row, 0).click()
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        expect(page.locator("#issues")).to_contain_text(why)
    expect(page.locator("#savestate")).to_contain_text("2 格已存")
    shown = [cell_of(page, row, 0).input_value() for row in range(3)]
    assert shown == ["12000", "120500", "" if way == "pasted" else "1.5万"]
    assert set(Figure.objects.values_list("value", flat=True)) == {12_000, 120_500}


def test_a_rater_jumps_over_what_does_not_apply(page, live_server, contest):
    clerk = factories.make_user(username="gaotai", role="township_official", area=contest.area)
    log_in(page.context, live_server, clerk)
    rater, component = contest.raters.get(), contest.scheme.components.get(kind="rated")
    page.goto(live_server.url + reverse("scoring:score_grid", args=[contest.pk, component.pk, rater.pk]))
    expect(page.locator("#progress-words")).to_have_text("0/3 个村已评完，缺 4 格")
    first = page.locator("#grid tbody tr").nth(0).locator("input")
    expect(first).to_have_count(1)
    first.fill("8")
    page.keyboard.press("Tab")
    expect(cell_of(page, 1, 0)).to_be_focused()
    expect(page.locator("#progress-words")).to_have_text("1/3 个村已评完，缺 3 格")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")  # nothing applies above: the focus stays
    expect(cell_of(page, 1, 1)).to_be_focused()
