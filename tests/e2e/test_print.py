"""Pages on paper: A4, without buttons; heads, figures and names in one piece, wide lists across."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.files.excel import SIGNATURES
from tests.contests.rankings import County
from tests.e2e.browser import log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PAPER = {"width": 703, "height": 1009}  # A4 within its margins
LINES = """
cells => cells.filter(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(box => Math.round(box.top / 12))).size > 1;
}).map(cell => cell.textContent)
"""


ROOM = """
signs => signs.map(sign => {
  const text = document.createRange();
  text.selectNodeContents(sign);
  const { top, right } = sign.getBoundingClientRect();
  return [top, right - text.getBoundingClientRect().right];
})
"""


@pytest.fixture
def county(live_server) -> County:
    county = County()
    scores = {"战斗村": [[90]], "弥陀村": [[85]], "石科村": [[80]]}
    county.contest = county.hold(county.scheme(), scores, name="秋季比武")
    return county


@pytest.fixture
def paper(page: Page, live_server, county):
    """``paper(address)``: the page as it is printed."""
    log_in(page.context, live_server, county.official)
    page.add_init_script("window.print = () => {}")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")

    def show(address: str) -> Page:
        page.goto(live_server.url + address)
        return page

    return show


def is_landscape(page: Page) -> bool:
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    width, height = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    return float(width) > float(height)


def test_a_printed_ranking_has_whole_heads_and_figures_and_is_signed(paper, county):
    page = paper(f"{reverse('contests:ranking')}?contest={county.contest.pk}&print=1")
    assert page.locator(".dt th, .dt td.num, .dt td.opens").evaluate_all(LINES) == []
    expect(page.get_by_text("主要负责人（签字）：")).to_be_visible()
    expect(page.get_by_text("填报单位（盖章）")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    assert not is_landscape(page)
    signs = page.locator(".print-sign span").evaluate_all(ROOM)
    assert {round(top) for top, _ in signs} == {round(signs[0][0])}, "beside each other"
    assert [room for _, room in signs] == pytest.approx([signs[0][1]] * len(SIGNATURES), abs=1)
    assert signs[0][1] >= 75, "two centimetres to sign"


def test_a_printed_contest_shows_no_tabs_buttons_or_columns_of_buttons(paper, county):
    page = paper(f"{county.contest.get_absolute_url()}?tab=raters&print=1")
    for hidden in (".tabs", ".actions", ".verbs", ".pager", "th.no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".dt th:visible, .dt td.num, .dt td.opens").evaluate_all(LINES) == []


def test_many_columns_of_words_lie_across_the_paper(paper, live_server, county):
    auditor = factories.make_user(username="shenji", role="auditor", area=county.county)
    page = paper(reverse("dashboards:home"))
    log_in(page.context, live_server, auditor)
    assert is_landscape(paper(f"{reverse('core:audit_list')}?print=1"))
