"""A scheme built from nothing in a real browser: rows, sums and choices as one types, mended, put to use, frozen."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from scoring.models import Scheme
from tests.e2e.browser import complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

INDICATORS = {"产业兴旺": {"一村一品": "30", "集体增收": "30"}, "治理有效": {"党组织建设": "40"}}


class Builder:
    """The page on which a draft is built."""

    def __init__(self, page: Page):
        self.page = page

    def add(self, kind: str, inside: Locator | None = None) -> Locator:
        """A new row of a section, which then has the focus."""
        place = inside or self.page
        place.locator(f'[data-add="{kind}"]').click()
        row = place.locator(f'[data-row="{kind}"]').last
        expect(row.locator("input:not([type=hidden]), select").first).to_be_focused()
        return row

    def field(self, row: Locator, name: str) -> Locator:
        return row.locator(f'[data-field="{name}"]').locator("input, select").first

    def fill(self, row: Locator, **values: str) -> Locator:
        for name, value in values.items():
            field = self.field(row, name)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return row

    @property
    def weights(self) -> Locator:
        return self.page.locator(".form-actions [data-sum=weights]")

    def save(self):
        self.page.get_by_role("button", name="保存").click()


def test_a_scheme_is_built_mended_put_to_use_and_then_frozen(page, live_server):
    county = factories.make_places().county
    errors = complaints(page)
    log_in(page.context, live_server, factories.make_user(username="zuzhibu", role="county_official", area=county))
    page.goto(live_server.url + reverse("scoring:scheme_create"))
    page.get_by_label("空白方案").check()
    page.get_by_label("名称").fill("高台擂台方案")
    page.get_by_role("button", name="建立草稿").click()
    builder = Builder(page)

    # rows, and what they say as one types
    for name, indicators in INDICATORS.items():
        dimension = builder.add("dimension")
        builder.field(dimension, "name").fill(name)
        for label, maximum in indicators.items():
            builder.fill(builder.add("indicator", dimension), name=label, maximum=maximum)
    expect(page.locator(".form-actions [data-sum=indicators]")).to_have_text("100")
    review = builder.fill(
        builder.add("component"), name="集中评议", short_name="评议", rater_group="observers", coverage="all",
        combine="trimmed", drop_high="1", drop_low="1", weight="50", minimum_sheets="3",
    )  # fmt: skip
    expect(builder.field(review, "factor")).to_be_hidden()
    expect(builder.weights).to_have_text("权重合计 50 分，还差 50 分")
    visit = builder.fill(
        builder.add("component"), name="实地观摩", short_name="观摩", rater_group="leaders", coverage="chosen",
        weight="40",
    )  # fmt: skip
    every = visit.locator('[data-field="indicators"]').get_by_label("全选")
    every.check()
    expect(visit.locator('[data-field="indicators"] > div input:checked')).to_have_count(3)
    every.uncheck()
    expect(visit.locator('[data-field="indicators"] > div input:checked')).to_have_count(0)
    visit.get_by_label("党组织建设").check()
    visit.locator("[data-up]").click()
    expect(page.locator('[data-row="component"] [data-title]')).to_have_text(["实地观摩", "集中评议"])
    builder.field(builder.add("tie"), "target").select_option(label="集中评议")
    award = builder.fill(builder.add("award"), name="夺杯村", kind="cup", places_by="share", share="20")
    expect(builder.field(award, "number")).to_be_hidden()
    spare = builder.add("bonus")
    spare.locator("[data-remove]").click()
    builder.save()

    # what is wrong is said, mended, and the scheme put to use
    expect(page.locator("main")).to_contain_text("各评分项权重合计为 90 分，应等于满分 100 分")
    expect(page.get_by_role("button", name="启用")).to_have_count(0)
    page.get_by_role("link", name="编辑").click()
    builder.fill(page.locator('[data-row="component"]').nth(1), weight="60")
    expect(builder.weights).to_have_text("权重合计 100 分，等于满分")
    builder.save()
    page.get_by_role("button", name="启用", exact=True).click()
    page.get_by_role("button", name="确认启用").click()
    expect(page.locator("main")).to_contain_text("可以用于比武")
    assert errors == []

    scheme = Scheme.objects.get()
    assert (scheme.name, scheme.status, scheme.area) == ("高台擂台方案", "in_use", county)
    columns = {each.name: [field.name for field in each.fields.order_by("order")] for each in scheme.components.all()}
    assert columns == {"实地观摩": ["党组织建设"], "集中评议": ["一村一品", "集体增收", "党组织建设"]}
    last = scheme.components.get(order=2)
    assert (last.combine, last.drop_high, last.weight, last.minimum_sheets) == ("trimmed", 1, Decimal(60), 3)
    assert scheme.tie_breaks.get().component == last
    assert (scheme.award_rules.get().share, scheme.bonus_items.count()) == (Decimal("0.2"), 0)

    # frozen: neither the page nor the database changes it
    page.goto(live_server.url + reverse("scoring:scheme_edit", args=[scheme.pk]))
    expect(page.locator("body")).to_contain_text("找不到这个页面")
    with pytest.raises(IntegrityError, match="方案已启用"):
        scheme.components.update(weight=50)
