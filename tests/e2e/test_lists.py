"""Lists by hand: the filter bar follows its results, folds on a phone; tables keep in sight what a row is about."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from contests.models import Contest
from core.values.periods import Period
from tests.contests.rankings import County
from tests.e2e.browser import complaints, log_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def county(live_server) -> County:
    """Two quarters of 高台镇, the second one with 新集镇 as well."""
    county = County()
    scheme = county.scheme()
    spring = {"战斗村": [[70]], "弥陀村": [[75]], "石科村": [[72]]}
    county.hold(scheme, spring, name="春季比武", period=Period("quarter", 2026, 2), final=True)
    county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[85]], "石科村": [[80]]}, name="秋季比武")
    county.hold(scheme, {"新华村": [[88]], "新民村": [[95]]}, county.there, name="新集镇比武")
    return county


@pytest.fixture
def ranking(page: Page, live_server, county) -> Page:
    log_in(page.context, live_server, county.office)
    page.goto(f"{live_server.url}{reverse('contests:ranking')}?period=2026Q3")
    return page


def test_another_choice_draws_the_bar_anew_and_keeps_the_focus(ranking):
    found = complaints(ranking)
    period, source = ranking.locator("#id_period"), ranking.locator("#id_source")
    expect(source.locator("option")).to_have_text(["各乡镇汇总", "秋季比武", "新集镇比武"])
    period.focus()
    period.select_option("2026Q2")
    expect(source.locator("option")).to_have_text(["各乡镇汇总", "春季比武"])
    expect(period).to_be_focused()
    expect(ranking.locator("#state")).to_contain_text("2026年第二季度")
    source.select_option(label="春季比武")
    expect(ranking.locator("#state")).to_contain_text("春季比武")
    assert found == []


def test_a_word_being_typed_survives_the_bar_that_comes_with_its_results(ranking):
    search = ranking.locator("#id_q")
    node = search.element_handle()
    search.press_sequentially("新")
    expect(ranking.locator("#results tbody tr")).to_have_count(2)
    expect(ranking.get_by_role("link", name="清除筛选")).to_be_visible()
    search.press_sequentially("民")
    expect(search).to_have_value("新民")
    expect(search).to_be_focused()
    expect(ranking.locator("#results tbody tr")).to_have_count(1)
    assert node.evaluate("node => node.isConnected")  # the very field: an input method in it goes on


def test_on_a_phone_the_bar_is_folded_and_says_how_many_filters_are_set(ranking, county):
    ranking.set_viewport_size(PHONE)
    fold, township = ranking.locator(".fold-filters"), ranking.locator("#id_township")
    expect(fold).to_have_text("筛选")
    expect(township).to_be_hidden()
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "true")
    township.select_option(label="新集镇")
    expect(fold).to_have_text("筛选（1）")
    expect(township).to_be_visible()
    fold.click()
    expect(township).to_be_hidden()


def test_the_village_stays_in_sight_and_the_edge_says_there_is_more(ranking):
    ranking.set_viewport_size(PHONE)
    box, row = ranking.locator(".table-scroll"), ranking.locator("#results tbody tr").first
    expect(box).to_have_class("table-scroll keeps more-right")
    village, rank = row.locator("td.kept-last"), row.locator("td.kept-narrow")
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).to_have_class("table-scroll keeps more-left")
    place = box.bounding_box()
    assert rank.bounding_box()["x"] == pytest.approx(place["x"], abs=1)
    assert village.bounding_box()["x"] == pytest.approx(place["x"] + rank.bounding_box()["width"], abs=1)
    expect(village.get_by_role("link")).to_be_in_viewport()
    box.focus()
    ranking.keyboard.press("ArrowLeft")
    expect(box).to_have_class("table-scroll keeps more-left more-right")


def test_on_a_phone_the_total_stands_beside_the_village_before_anything_is_scrolled(ranking):
    ranking.set_viewport_size(PHONE)
    box, row = ranking.locator(".table-scroll"), ranking.locator("#results tbody tr").first
    expect(row.locator("td.total")).to_be_in_viewport(ratio=1)
    ranking.set_viewport_size(PHONE | {"width": 300})  # as narrow as further columns in front of it make it
    expect(box).to_have_class(re.compile("more-right pin-stuck"))
    place, total = box.bounding_box(), row.locator("td.total").bounding_box()
    assert total["x"] + total["width"] == pytest.approx(place["x"] + place["width"], abs=1)
    assert row.locator("td.kept-last").bounding_box()["x"] < total["x"]
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).not_to_have_class(re.compile("pin-stuck|more-right"))


COVERED = """
(box, share) => {
  box.scrollLeft = share * (box.scrollWidth - box.clientWidth);
  const covered = [];
  for (const cell of box.querySelectorAll(".kept")) {
    const { left, top, width, height } = cell.getBoundingClientRect();
    for (const at of [0.1, 0.5, 0.9]) {
      const seen = document.elementFromPoint(left + width * at, top + height / 2);
      if (!cell.contains(seen)) covered.push(`${cell.textContent.trim()}: ${seen?.textContent.trim()}`);
    }
  }
  return covered;
}
"""


@pytest.mark.parametrize("width", [390, 300])
def test_nothing_ever_covers_what_says_which_row_it_is(ranking, width):
    ranking.set_viewport_size(PHONE | {"width": width})
    box = ranking.locator(".table-scroll")
    box.scroll_into_view_if_needed()
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") > 0
    expect(box.locator("td.pinned").first).to_be_visible()
    found = {share / 8: box.evaluate(COVERED, share / 8) for share in range(9)}
    assert found == {share: [] for share in found}


def test_a_table_of_any_page_that_is_too_wide_scrolls_in_itself(page, live_server, county):
    contest = Contest.objects.get(name="秋季比武")
    log_in(page.context, live_server, county.office)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + contest.scheme.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("[...document.querySelectorAll('.dt')].every(table => table.closest('.table-scroll'))")


def test_a_row_is_pressed_as_a_whole(ranking, county):
    found = complaints(ranking)
    row = ranking.locator("#results tbody tr").filter(has_text="新民村")
    row.locator("td.total").click()  # beside the table, where there is room
    expect(ranking.locator("#explain")).to_contain_text("新民村")
    expect(row).to_have_class(re.compile("sel"))
    ranking.set_viewport_size(PHONE)
    row.locator("td.kept-narrow").click()
    expect(ranking.get_by_role("heading", level=1)).to_contain_text("新民村")
    assert found == []


def test_with_control_a_row_opens_in_a_new_page(ranking):
    with ranking.context.expect_page() as opened:
        ranking.locator("#results tbody tr").first.locator("td.total").click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("新民村")
    with ranking.context.expect_page():
        ranking.locator("#results tbody tr").first.locator("td.total").click(button="middle")
    expect(ranking.locator("#explain")).to_contain_text("点一行")


def test_a_walk_through_the_main_pages_leaves_nothing_in_the_console(ranking, live_server, county):
    found = complaints(ranking)
    ranking.evaluate("document.getElementById('filter-fields').style.top = '1px'")  # as scripts do
    ranking.locator("#id_source").select_option(label="秋季比武")
    expect(ranking.locator("#results")).not_to_contain_text("新民村")
    for name in ("战斗村", "弥陀村"):
        ranking.locator("#results tbody tr").filter(has_text=name).locator("td.total").click()
        expect(ranking.locator("#explain")).to_contain_text(name)
    contest = Contest.objects.get(name="秋季比武")
    grid = [contest.pk, contest.scheme.components.first().pk, contest.raters.first().pk]
    pages = [
        *(reverse(name) for name in (
            "dashboards:home", "contests:contest_list", "contests:township_averages", "scoring:scheme_list",
            "scoring:my_sheets", "cadres:person_list", "areas:area_list", "areas:kind_index", "core:download_list",
        )),
        contest.scheme.get_absolute_url(), county.county.get_absolute_url(), reverse("scoring:score_grid", args=grid),
        *(f"{contest.get_absolute_url()}?tab={tab}" for tab in ("entries", "plan", "raters", "tally", "changes")),
    ]  # fmt: skip
    for address in pages:
        ranking.goto(live_server.url + address)
        ranking.wait_for_load_state("networkidle")
    assert found == []
