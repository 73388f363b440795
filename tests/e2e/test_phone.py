"""The phone page in a real browser: a rater with a one-time code at 390×844, sliders, stale cells, submission."""

import re

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contests.models import Declaration
from scoring.models import Score, Sheet
from scoring.services import codes
from scoring.services.cells import CellInput, save_cells
from tests.e2e.browser import complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


class PhonePage:
    indicators = {"产业兴旺": {"一村一品": 10, "集体增收": 10}}

    def __init__(self, page, live_server):
        self.page, self.server = page, live_server
        self.places = factories.make_places(villages=2)
        self.clerk = factories.make_user(
            username="gaotai", role="township_official", area=self.places.township, name="张莉"
        )
        self.scheme = factories.make_scheme(area=self.places.county, indicators=self.indicators)
        self.contest = factories.make_contest(
            scheme=self.scheme, area=self.places.township, villages=self.places.villages, raters=[{"name": "杨志远"}]
        )
        self.component, self.rater = self.scheme.components.get(), self.contest.raters.get()
        self.errors = complaints(page)
        page.set_viewport_size(PHONE)

    def enter_with_code(self, entry="1. 高台社区"):
        [(_, text)] = codes.make_codes(assessment=self.contest, raters=[self.rater], hours=4, user=self.clerk)
        self.page.goto(f"{self.server.url}{reverse('rate:enter')}#{text}")
        expect(self.page.locator("[name=code]")).to_have_value(text)
        self.page.get_by_role("button", name="进入评分").click()
        expect(self.page.locator("#one-name")).to_have_text(entry)
        return self

    def number(self, at):
        return self.page.locator(".card:not([hidden]) .slot input").nth(at)

    def slider(self, at):
        return self.page.locator(".card:not([hidden]) .slide").nth(at)

    def touches(self):
        """The browser takes fingers, through its own gestures."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        return session

    def step(self, at, word):
        return self.page.locator(".card:not([hidden])").nth(at).get_by_role("button", name=word)

    def points(self, village):
        scores = Score.objects.filter(sheet__entry__number=village).order_by("field__order")
        return [float(each) for each in scores.values_list("points", flat=True)]


@pytest.fixture
def phone(page, live_server):
    found = PhonePage(page, live_server)
    yield found
    assert found.errors == []


def test_a_rater_with_a_code_fills_in_and_submits(phone):
    phone.enter_with_code()
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "#" not in page.url
    phone.number(0).fill("8.5")
    phone.number(0).press("Enter")
    expect(phone.number(1)).to_be_focused()
    expect(phone.slider(0)).to_have_value("8.5")
    phone.slider(1).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(phone.number(1)).to_have_value(re.compile(r"^2(\.0)?$"))
    page.locator("#next").click()
    expect(page.locator("#one-name")).to_have_text("2. 东新村")
    expect(page.locator("#savestate")).to_contain_text("2 格已存")
    assert phone.points(1) == [8.5, 2]
    page.locator("#overview").click()
    expect(page.locator("#all li").first).to_contain_text("10.5")
    expect(page.locator("#all li").nth(1)).to_contain_text("未开始")
    page.get_by_role("button", name="检查并提交").click()
    expect(page.locator("#check-words")).to_contain_text("还有 1 个村缺 2 格")
    page.locator("#check-list button").first.click()
    expect(page.locator("#one-name")).to_have_text("2. 东新村")
    expect(phone.number(0)).to_be_focused()
    phone.number(0).fill("7")
    phone.number(1).fill("11")
    phone.number(1).blur()
    expect(page.locator("#issues")).to_contain_text("最多 10 分")
    phone.number(1).fill("6")
    phone.number(1).blur()
    expect(page.locator("#issues")).to_be_empty()
    page.locator("#overview").click()
    page.get_by_role("button", name="检查并提交").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator(".msg-success")).to_contain_text("2 个村的评分表已提交并锁定")
    expect(page.locator(".msg-info")).to_contain_text("全部交了，可以离开")
    page.locator("#nav-all .btn-primary").click()
    expect(page.get_by_role("dialog")).to_contain_text("退出后代码作废")
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert set(Sheet.objects.values_list("status", "rater_name")) == {("submitted", "杨志远")}
    assert phone.points(2) == [7, 6]


def test_somebody_else_at_the_same_cell_is_shown_and_decided(phone):
    phone.enter_with_code()
    entry, field = phone.contest.entries.get(number=1), phone.component.fields.order_by("order").first()
    cell = CellInput(entry.pk, field.pk, "5", "")
    save_cells(assessment=phone.contest, component=phone.component, rater=phone.rater, cells=[cell], user=phone.clerk)
    phone.number(0).fill("9")
    phone.number(0).blur()
    expect(phone.page.locator("#issues")).to_contain_text("张莉")
    phone.page.get_by_role("button", name="保留 9.0").click()
    expect(phone.page.locator("#issues")).to_be_empty()
    expect(phone.page.locator("#savestate")).to_contain_text("已存")
    assert phone.points(1) == [9]


def test_the_keyboard_alone_goes_through_everything(phone):
    phone.page.set_viewport_size({"width": 1366, "height": 768})
    phone.enter_with_code()
    phone.number(0).focus()
    for key in ("6", "Enter", "7", "PageDown", "8", "Enter", "9", "PageDown"):
        phone.page.keyboard.press(key)
    expect(phone.page.locator("#all")).to_be_visible()
    expect(phone.page.locator("#savestate")).to_contain_text("4 格已存")
    assert (phone.points(1), phone.points(2)) == ([6, 7], [8, 9])


def test_on_a_narrow_screen_the_grid_opens_as_the_phone_page(phone):
    log_in(phone.page.context, phone.server, phone.clerk)
    url = reverse("scoring:score_grid", args=[phone.contest.pk, phone.component.pk, phone.rater.pk])
    phone.page.goto(phone.server.url + url)
    expect(phone.page.locator("#one-name")).to_have_text("1. 高台社区")
    phone.page.get_by_role("link", name="用表格填").click()
    expect(phone.page.locator("#grid table")).to_be_visible()


def test_a_code_that_ended_keeps_what_was_typed(phone):
    phone.enter_with_code()
    codes.end_codes(rater=phone.rater, user=phone.clerk, reason="另发")
    phone.number(0).fill("9")
    phone.number(0).blur()
    expect(phone.page.locator("#issues")).to_contain_text("代码已失效，请重新输入代码后点重试")
    expect(phone.number(0)).to_have_value("9.0")


def test_a_broken_line_and_a_code_that_ends_lose_nothing(phone):
    page = phone.enter_with_code().page
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    phone.number(0).fill("8")
    phone.number(0).blur()
    expect(page.locator("#issues")).to_contain_text("网络中断")
    page.locator("#overview").click()
    page.get_by_role("button", name="检查并提交").click()
    expect(page.locator("#check")).to_contain_text("还有 1 格没有存好")
    expect(page.get_by_role("button", name="确认提交")).to_have_count(0)
    page.get_by_role("button", name="去处理").click()
    page.context.set_offline(False)
    expect(page.locator("#savestate")).to_contain_text("1 格已存")
    codes.end_codes(rater=phone.rater, user=phone.clerk, reason="另发")
    phone.number(1).fill("7")
    phone.number(1).blur()
    expect(page.locator("#issues")).to_contain_text("代码已失效")
    phone.enter_with_code("2. 东新村")  # the first is complete, one cell of it still on this phone alone
    expect(page.locator("#issues")).to_contain_text("集体增收 7.0，上次没有存上")
    page.get_by_role("button", name="重试", exact=True).click()
    expect(page.locator("#savestate")).to_contain_text("2 格已存")
    assert phone.points(1) == [8, 7]


def test_two_tabs_of_one_rater_show_both_values(phone):
    page = phone.enter_with_code().page
    other = page.context.new_page()
    other.goto(page.url)
    cell = other.locator(".card:not([hidden]) .slot input").first
    cell.fill("9")
    cell.blur()
    expect(other.locator("#savestate")).to_contain_text("1 格已存")
    phone.number(0).fill("6")
    phone.number(0).blur()
    expect(page.locator("#issues")).to_contain_text("评委本人")
    page.get_by_role("button", name="改用 9.0").click()
    expect(phone.number(0)).to_have_value("9.0")
    assert phone.points(1) == [9]


def test_a_rater_with_a_code_fills_in_a_workbook_and_takes_it_back(phone, tmp_path):
    page = phone.enter_with_code().page
    page.get_by_role("link", name="用 Excel 填").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载评分表").click()
    path = tmp_path / "scores.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(each[0].row for each in sheet.iter_rows(min_row=2) if each[1].value == 1)
    sheet.cell(row, 4).value, sheet.cell(row, 5).value = 9.5, "=4+4"
    book.save(path)
    page.locator("[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.locator("main")).to_contain_text("公式没有算出结果")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="只导入没有错误的 1 格").click()
    expect(page.locator(".msg-success")).to_contain_text("新增 1 格")
    assert phone.points(1) == [9.5]
    page.get_by_role("button", name="撤销导入").click()
    page.locator("dialog[open] textarea").fill("传错了文件")
    page.get_by_role("button", name="确认撤销导入").click()
    expect(page.locator(".msg-info")).to_contain_text("已撤销")
    assert phone.points(1) == []


# ---------------------------------------------------------------- fingers
class ShortPhone(PhonePage):
    indicators = {"产业兴旺": {"一村一品": 10, "集体增收": 10, "合作社": 10}, "环境优美": {"厕所": 6, "污水": 10}}


@pytest.fixture
def short_phone(page, live_server):
    found = ShortPhone(page, live_server)
    page.set_viewport_size({"width": 390, "height": 480})
    yield found
    assert found.errors == []


def middle(locator, share=0.5):
    box = locator.bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def finger(session, *points):
    """Down at the first point, over the others, up at the last."""
    kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
    for kind, (x, y) in zip(kinds, points, strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def scroll_position(page):
    return page.evaluate("document.scrollingElement.scrollTop")


@pytest.mark.parametrize("drift", [0, 30])
def test_a_scrolling_finger_that_starts_on_a_slider_sets_nothing(short_phone, drift):
    page = short_phone.enter_with_code().page
    session = short_phone.touches()
    x, y = middle(short_phone.slider(1), 0.7)
    finger(session, (x, y), *[(x + drift * part / 10, y - 15 * part) for part in range(1, 11)])
    page.wait_for_timeout(300)
    assert scroll_position(page) > 50
    x, y = middle(short_phone.slider(2), 0.4)
    session.send("Input.synthesizeScrollGesture", {
        "x": x, "y": y, "xDistance": drift, "yDistance": -120, "gestureSourceType": "touch", "speed": 1200,
    })  # fmt: skip
    page.wait_for_timeout(500)
    assert [short_phone.number(at).input_value() for at in range(5)] == [""] * 5
    expect(page.locator(".slide.unset:visible")).to_have_count(5)
    assert Score.objects.count() == 0


def test_a_finger_along_the_slider_or_a_tap_on_it_sets_points(short_phone):
    page = short_phone.enter_with_code().page
    session = short_phone.touches()
    x, y = middle(short_phone.slider(0), 0.3)
    finger(session, (x, y), *[(x + 8 * part, y + part) for part in range(1, 9)])
    expect(page.locator("#savestate")).to_contain_text("1 格已存")
    dragged = float(short_phone.number(0).input_value())
    assert 5 <= dragged <= 8
    finger(session, middle(short_phone.slider(1), 0.5))
    expect(short_phone.number(1)).to_have_value("5.0")
    expect(page.locator("#savestate")).to_contain_text("2 格已存")
    finger(
        session, middle(short_phone.slider(1), 0.98), middle(short_phone.slider(1), 0.5), middle(short_phone.slider(1))
    )
    expect(short_phone.number(1)).to_have_value("5.0")
    assert short_phone.points(1) == [dragged, 5]


def test_an_untouched_slider_shows_no_value_and_says_so(phone):
    phone.enter_with_code()
    expect(phone.slider(0)).to_have_attribute("aria-valuetext", "未填")
    expect(phone.page.locator(".card").first).to_contain_text("0–10")
    said = "(card) => getComputedStyle(card.querySelector('.nm span'), '::before').content"
    assert phone.page.locator(".card").first.evaluate(said) == '"还没打分，"'
    expect(phone.slider(0)).to_have_class("slide unset")
    phone.number(0).fill("0")
    phone.number(0).blur()
    expect(phone.slider(0)).to_have_attribute("aria-valuetext", "0.0 分")
    assert phone.page.locator(".card").first.evaluate(said) == "none"
    expect(phone.slider(0)).to_have_class("slide")
    expect(phone.page.locator("#savestate")).to_contain_text("1 格已存")
    assert phone.points(1) == [0]


def test_steps_up_and_down_stay_within_the_range(phone):
    phone.enter_with_code()
    phone.step(0, "减").click()
    expect(phone.number(0)).to_have_value("9.5")
    phone.step(0, "加").click()
    phone.step(0, "加").click()
    expect(phone.number(0)).to_have_value("10.0")
    phone.step(1, "加").click()
    expect(phone.number(1)).to_have_value("0.5")
    phone.step(1, "减").click()
    phone.step(1, "减").click()
    expect(phone.number(1)).to_have_value("0.0")
    expect(phone.page.locator("#savestate")).to_contain_text("2 格已存")
    assert phone.points(1) == [10, 0]


def test_the_page_names_the_dimensions_the_total_and_the_next_village(short_phone):
    page = short_phone.enter_with_code().page
    expect(page.locator(".ph-dim")).to_have_text(["产业兴旺30 分", "环境优美16 分"])
    expect(page.locator("#one-full")).to_have_text(" / 46")
    expect(page.locator("#next")).to_have_text("下一村：东新村")
    expect(page.locator("#segs i")).to_have_count(2)
    page.locator("#next").click()
    expect(page.locator("#next")).to_have_text("看总览")


# ---------------------------------------------------------------- what was declared
def declare(contest, number, status="approved"):
    entry = contest.entries.get(number=number)
    return Declaration.objects.create(entry=entry, status=status, measures=f"{entry}的做法")


def test_a_rater_reads_what_the_entries_of_the_own_sheets_declared_and_nothing_else(phone):
    shown, draft = declare(phone.contest, 1), declare(phone.contest, 2, "draft")
    page = phone.enter_with_code().page
    page.get_by_role("link", name="看申报材料和照片").click()
    expect(page.locator("main")).to_contain_text("高台社区的做法")
    page.get_by_role("link", name="回到评分").click()
    expect(page.locator("#one-name")).to_have_text("1. 高台社区")
    page.locator("#next").click()
    expect(page.locator("#declared")).to_be_hidden()
    url = f"{phone.server.url}{reverse('rate:score_material', args=[phone.component.pk])}"
    for entry, status in ((shown.entry_id, 200), (draft.entry_id, 404), ("x", 404), (10**30, 404)):
        assert page.request.get(f"{url}?entry={entry}").status == status
    phone.rater.sheets.filter(entry=shown.entry).update(status="waived", waived_reason="声明回避")
    assert page.request.get(f"{url}?entry={shown.entry_id}").status == 404
