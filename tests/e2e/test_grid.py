"""The score grid in a real browser: keyboard, paste, lost line, lost session, somebody else at the same cell."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scoring.models import Score, Sheet
from tests.e2e.browser import BACKEND, cell_of, complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


class GridPage:
    """The grid of one rater as a township official sees it."""

    def __init__(self, page, live_server, *, villages=4):
        self.page, self.live_server = page, live_server
        self.places = factories.make_places(villages=villages)
        self.clerk = factories.make_user(
            username="gaotai", role="township_official", area=self.places.township, name="张莉", unit="高台镇党建办"
        )
        self.scheme = factories.make_scheme(area=self.places.county)
        self.contest = factories.make_contest(
            scheme=self.scheme, area=self.places.township, villages=self.places.villages,
            raters=[{"name": "杨志远", "unit": "镇农业综合服务中心"}],
        )  # fmt: skip
        self.component = self.scheme.components.get()
        self.rater = self.contest.raters.get()
        self.errors = complaints(page)

    @property
    def path(self):
        return reverse("scoring:score_grid", args=[self.contest.pk, self.component.pk, self.rater.pk])

    @property
    def sheets(self):
        return Sheet.objects.filter(rater=self.rater).order_by("entry__number")

    def enter(self, user=None):
        log_in(self.page.context, self.live_server, user or self.clerk)
        return self

    def open(self):
        self.page.goto(self.live_server.url + self.path)
        return self

    def cell(self, row, column):
        return cell_of(self.page, row, column)

    def box(self, row, column):
        return self.page.locator("#grid tbody tr").nth(row).locator("td").nth(column)

    def status(self, row):
        return self.page.locator("#grid tbody tr").nth(row).locator(".st")

    def total(self, row):
        return self.page.locator("#grid tbody tr").nth(row).locator(".tot")

    @property
    def strip(self):
        return self.page.locator("#issues")

    @property
    def save_state(self):
        return self.page.locator("#savestate")

    def type(self, row, column, value):
        """Type into a cell and leave it by Enter."""
        self.cell(row, column).click()
        self.page.keyboard.type(value)
        self.page.keyboard.press("Enter")

    def paste(self, row, column, text):
        self.cell(row, column).focus()
        self.cell(row, column).evaluate(
            """(input, text) => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const paste = {clipboardData: data, bubbles: true, cancelable: true};
                input.dispatchEvent(new ClipboardEvent("paste", paste));
            }""",
            text,
        )

    def stored(self, row, column):
        score = Score.objects.filter(sheet=self.sheets[row], field__order=column + 1).first()
        return score and str(score.points)


@pytest.fixture
def grid(page, live_server):
    made = GridPage(page, live_server).enter().open()
    yield made
    assert made.errors == []


def test_a_grid_is_filled_by_keyboard(grid):
    keyboard = grid.page.keyboard
    grid.cell(0, 0).focus()
    keyboard.type("9")
    keyboard.press("Tab")
    expect(grid.cell(0, 1)).to_be_focused()
    keyboard.type("9.5")
    keyboard.press("Enter")
    expect(grid.cell(1, 1)).to_be_focused()
    expect(grid.save_state).to_contain_text("2 格已存")
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.total(0)).to_have_text("18.5")
    expect(grid.status(0)).to_have_text("缺 9 格")
    expect(grid.page.locator("#filled")).to_have_text("2/44")
    expect(grid.page.locator("#state")).to_contain_text("0/4 个村已评完，缺 42 格")
    assert grid.stored(0, 0) == "9.00"
    for key, row, column in [
        ("ArrowLeft", 1, 0), ("ArrowUp", 0, 0), ("ArrowRight", 0, 1), ("ArrowDown", 1, 1), ("End", 1, 10),
        ("Home", 1, 0), ("Control+End", 3, 10), ("Control+Home", 0, 0), ("Tab", 0, 1), ("Shift+Tab", 0, 0),
    ]:  # fmt: skip
        keyboard.press(key)
        expect(grid.cell(row, column)).to_be_focused()


def test_escape_brings_back_what_stood_there(grid):
    grid.type(0, 0, "9")
    expect(grid.save_state).to_contain_text("1 格已存")
    grid.cell(0, 0).focus()
    grid.page.keyboard.type("ab3")
    expect(grid.cell(0, 0)).to_have_value("ab3")
    grid.page.keyboard.press("Escape")
    expect(grid.cell(0, 0)).to_have_value("9.0")
    grid.page.keyboard.press("Tab")
    assert grid.stored(0, 0) == "9.00"
    grid.cell(0, 0).focus()
    grid.page.keyboard.press("Delete")
    with grid.page.expect_response("**/cells/"):
        grid.page.keyboard.press("Tab")
    expect(grid.save_state).to_have_text("")
    assert grid.stored(0, 0) is None


def dialog(grid):
    return grid.page.locator("dialog.paste")


def test_a_block_that_fits_into_empty_cells_is_filled_in_and_taken_back(grid):
    grid.paste(0, 0, "7\t8\r\n\t6.5\r\n")
    expect(grid.strip).to_contain_text("填入 3 格")
    expect(grid.save_state).to_contain_text("3 格已存")
    assert [grid.stored(0, 0), grid.stored(0, 1), grid.stored(1, 1)] == ["7.00", "8.00", "6.50"]
    grid.type(0, 1, "9")
    expect(grid.save_state).to_contain_text("3 格已存")
    grid.strip.get_by_role("button", name="撤销").click()
    expect(grid.strip).to_contain_text("已撤销：2 格改回，1 格后来又改过，没有动")
    expect(grid.save_state).to_contain_text("1 格已存")
    expect(grid.cell(0, 1)).to_have_value("9.0")
    assert [grid.stored(0, 0), grid.stored(0, 1), grid.stored(1, 1)] == [None, "9.00", None]


def test_a_block_that_does_not_fit_is_shown_before_anything_is_written(grid):
    grid.paste(2, 9, "7\t8\t9\r\n6.5\t\t\r\n1\t2\t3\r\n")
    expect(dialog(grid)).to_contain_text("填入 3 格；4 格不填")
    expect(dialog(grid).locator("tbody tr").first).to_have_text(re.compile("第 3 列.*9.*超出表格，不填"))
    assert Score.objects.count() == 0
    dialog(grid).get_by_role("button", name="取消").click()
    expect(grid.cell(2, 9)).to_have_value("")
    grid.paste(2, 9, "7\t8\t9\r\n6.5\t\t\r\n1\t2\t3\r\n")
    dialog(grid).get_by_role("button", name="填入 3 格").click()
    expect(grid.strip).to_contain_text("填入 3 格，4 格没有填入")
    expect(grid.save_state).to_contain_text("3 格已存")
    assert [grid.stored(2, column) for column in (9, 10)] == ["7.00", "8.00"]
    assert [grid.stored(3, column) for column in (9, 10)] == ["6.50", None]
    grid.page.get_by_role("button", name="知道了").click()
    expect(grid.strip).to_be_empty()


def test_a_block_copied_with_its_names_goes_to_the_rows_of_these_names(grid):
    names = [sheet.entry.name for sheet in grid.sheets[:2]]
    grid.paste(0, 0, f"村\t一村一品\t合作社\r\n{names[1]}\t7\t8\r\n{names[0]}\t5\t6\r\n别处村\t1\t2\r\n")
    expect(dialog(grid)).to_contain_text("填入 4 格；2 格不填")
    lines = dialog(grid).locator("tbody tr")
    expect(lines.nth(0)).to_have_text(re.compile("别处村.*表里没有这个名字，不填"))
    dialog(grid).get_by_role("button", name="填入 4 格").click()
    expect(grid.save_state).to_contain_text("4 格已存")
    assert [grid.stored(row, column) for row in (0, 1) for column in (0, 1)] == ["5.00", "6.00", "7.00", "8.00"]


def test_what_a_paste_would_overwrite_is_shown_old_and_new_and_comes_back(grid):
    grid.type(0, 0, "9")
    expect(grid.save_state).to_contain_text("1 格已存")
    block = "高台社区\t6\r\n8\t12\r\n"
    grid.paste(0, 0, block)
    expect(dialog(grid)).to_contain_text("填入 2 格；2 格不是能填的数，不填")
    lines = dialog(grid).locator("tbody tr")
    expect(lines.nth(0)).to_have_text(re.compile("高台社区 · 一村一品.*9.0.*高台社区.*不是数字"))
    expect(lines.nth(1)).to_have_text(re.compile("12.*最多 10 分"))
    expect(dialog(grid).locator(".btn-primary")).to_have_text("取消，改好再粘贴")
    dialog(grid).get_by_role("button", name="只填其余 2 格").click()
    expect(grid.strip).to_contain_text("填入 2 格，2 格没有填入")
    expect(grid.save_state).to_contain_text("3 格已存")
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.cell(0, 1)).to_have_value("6.0")
    expect(grid.cell(1, 1)).to_have_value("")  # never put in, so never sent
    grid.page.keyboard.press("Control+z")
    expect(grid.strip).to_contain_text("已撤销：2 格改回")
    grid.paste(0, 0, "6\t7")
    expect(dialog(grid)).to_contain_text("填入 2 格，其中 1 格改掉原来的")
    dialog(grid).get_by_role("button", name="只填空着的 1 格").click()
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.cell(0, 1)).to_have_value("7.0")
    grid.page.keyboard.press("Control+z")
    expect(grid.cell(0, 1)).to_have_value("")
    grid.paste(0, 0, "7\t6")
    dialog(grid).get_by_role("button", name="填入 2 格").click()
    expect(grid.save_state).to_contain_text("2 格已存")
    assert grid.stored(0, 0) == "7.00"
    grid.cell(3, 3).focus()
    grid.page.keyboard.press("Control+z")
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.save_state).to_contain_text("1 格已存")
    assert [grid.stored(0, 0), grid.stored(0, 1)] == ["9.00", None]
    grid.page.keyboard.press("Control+z")  # what was typed first
    expect(grid.cell(0, 0)).to_have_value("")
    expect(grid.save_state).to_have_text("")
    assert Score.objects.count() == 0


def test_taking_back_loses_nothing_that_somebody_else_wrote(grid):
    grid.paste(0, 0, "7\t8")
    expect(grid.save_state).to_contain_text("2 格已存")
    Score.objects.filter(points=7).update(points=5)
    grid.strip.get_by_role("button", name="撤销").click()
    expect(grid.strip).to_contain_text("两处不一致")
    expect(grid.strip).to_contain_text("您清空了")
    expect(grid.box(0, 0)).to_have_attribute("data-theirs", "5.0")
    assert [grid.stored(0, 0), grid.stored(0, 1)] == ["5.00", None]


def test_a_cell_with_a_line_break_is_one_cell(grid):
    grid.paste(0, 0, '"7\n"\t8\r\n6')
    expect(grid.save_state).to_contain_text("3 格已存")
    assert [grid.stored(0, 0), grid.stored(0, 1), grid.stored(1, 0)] == ["7.00", "8.00", "6.00"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8,5", "逗号的意思不清"), ("1e0", "不能用科学记数法"), ("(5)", "不能用括号"), ("5%", "不能带“%”"),
        ("8分", "不能带“分”，请只填 8"), ("ab3", "“ab3”不是数字"), ("9" * 41, "最多 40 个字"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["type", "paste"])
def test_what_is_no_plain_number_stays_in_the_cell_with_the_reason(grid, way, typed, why):
    if way == "type" and len(typed) > 40:
        pytest.skip("the field takes no more")
    getattr(grid, way)(0, 0, typed)
    expect(grid.strip).to_contain_text(why)
    expect(grid.strip).to_contain_text("高台社区 · 一村一品")
    expect(grid.cell(0, 0)).to_have_value(typed)
    expect(grid.status(0)).to_have_text("1 格不能保存")
    assert grid.stored(0, 0) is None
    getattr(grid, way)(0, 1, "\uff19\uff0e\uff15")  # what is plainly meant is written plainly
    expect(grid.cell(0, 1)).to_have_value("9.5")
    expect(grid.save_state).to_contain_text("1 格已存")
    assert grid.stored(0, 1) == "9.50"


def test_a_wrong_figure_is_refused_by_name_and_kept_in_the_cell(grid):
    grid.type(0, 0, "9")
    expect(grid.save_state).to_contain_text("1 格已存")
    grid.type(0, 0, "12")
    expect(grid.strip).to_contain_text("高台社区 · 一村一品：最多 10 分")
    expect(grid.status(0)).to_have_text("1 格不能保存")
    expect(grid.box(0, 0)).to_have_class(re.compile("fail"))
    expect(grid.cell(0, 0)).to_have_value("12.0")
    assert grid.stored(0, 0) == "9.00"
    grid.page.get_by_role("button", name="改回 9.0").click()
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.strip).to_be_empty()
    grid.type(0, 0, "8.55")
    expect(grid.strip).to_contain_text("最多 1 位小数")
    grid.page.reload()
    expect(grid.strip).to_contain_text("最多 1 位小数")  # still why, and not only that it was not saved
    grid.page.get_by_role("button", name="改回 9.0").click()
    expect(grid.strip).to_be_empty()


def test_the_strip_tells_of_the_cell_one_is_in(grid):
    grid.type(0, 0, "12")
    grid.type(1, 0, "abc")
    expect(grid.strip).to_contain_text("最多 10 分，另有 1 格")
    grid.cell(1, 0).focus()
    expect(grid.strip).to_contain_text("“abc”不是数字")
    grid.strip.get_by_role("button", name="清空").click()
    expect(grid.cell(1, 0)).to_have_value("")
    expect(grid.strip).to_contain_text("最多 10 分")
    expect(grid.cell(0, 0)).to_have_value("12.0")


def test_a_lost_line_loses_nothing(grid):
    grid.page.wait_for_load_state("networkidle")
    grid.page.context.set_offline(True)
    grid.type(0, 0, "9")
    grid.type(1, 0, "8.5")
    expect(grid.strip).to_contain_text("网络中断")
    expect(grid.status(1)).to_have_text("1 格没存上")
    expect(grid.save_state).to_contain_text("2 格没存上")
    assert grid.stored(0, 0) is None
    grid.page.context.set_offline(False)
    expect(grid.save_state).to_contain_text("2 格已存")
    expect(grid.strip).to_be_empty()
    assert [grid.stored(0, 0), grid.stored(1, 0)] == ["9.00", "8.50"]


def test_after_a_reload_what_was_not_saved_comes_back_to_be_retried(grid):
    grid.page.route("**/cells/", lambda route: route.abort())
    grid.type(0, 0, "9")
    grid.cell(1, 0).click()
    grid.page.keyboard.type("7")  # never left the cell
    expect(grid.strip).to_contain_text("没存上")
    grid.page.unroute("**/cells/")
    grid.page.route("**/cells/", lambda route: route.abort())
    grid.page.reload()
    expect(grid.cell(0, 0)).to_have_value("9.0")
    expect(grid.cell(1, 0)).to_have_value("7.0")
    expect(grid.strip).to_contain_text("高台社区 · 一村一品 9.0 等 2 格，上次没有存上")
    grid.page.unroute("**/cells/")
    grid.page.get_by_role("button", name="重试", exact=True).click()
    expect(grid.save_state).to_contain_text("2 格已存")
    assert [grid.stored(0, 0), grid.stored(1, 0)] == ["9.00", "7.00"]
    assert grid.page.evaluate("localStorage.length") == 0


def test_two_pages_of_one_sheet_keep_what_each_could_not_save(grid):
    grid.page.route("**/cells/", lambda route: route.abort())
    grid.type(0, 0, "9")
    expect(grid.strip).to_contain_text("没存上")
    other = grid.page.context.new_page()
    other.goto(grid.page.url)
    cell_of(other, 0, 0)
    cell_of(other, 1, 0).fill("6")
    cell_of(other, 1, 0).press("Enter")
    expect(other.locator("#savestate")).to_contain_text("1 格没存上")  # the draft of the first page, taken up here
    other.get_by_role("button", name="改用").or_(other.get_by_role("button", name="重试", exact=True)).first.click()
    expect(other.locator("#savestate")).to_contain_text("2 格已存")
    other.close()
    assert [grid.stored(0, 0), grid.stored(1, 0)] == ["9.00", "6.00"]


def test_a_lost_session_asks_to_log_in_and_goes_on(grid):
    grid.page.wait_for_load_state("networkidle")
    grid.page.context.clear_cookies()
    grid.type(0, 0, "9")
    expect(grid.strip).to_contain_text("登录已过期，请在新窗口登录后点重试")
    expect(grid.strip.get_by_role("link", name="登录")).to_have_attribute("target", "_blank")
    grid.enter()
    grid.page.context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": grid.live_server.url}])
    grid.page.get_by_role("button", name="重试", exact=True).click()
    expect(grid.save_state).to_contain_text("1 格已存")
    assert grid.stored(0, 0) == "9.00"


@pytest.mark.parametrize(("choice", "stored"), [("保留 7.5", "7.50"), ("改用 7.0", "7.00")])
def test_two_at_one_cell_see_both_values_and_choose(grid, choice, stored):
    other = factories.make_user(username="li", role="township_official", area=grid.places.township, name="李晓梅")
    sheet = grid.sheets[1]
    field = grid.component.fields.get(order=3)
    Score.objects.create(sheet=sheet, field=field, points=7, saved_by=other, saved_at="2026-09-28T02:41:00Z")
    grid.type(1, 2, "7.5")
    expect(grid.strip).to_contain_text("东新村 · 特色产业，您填 7.5，李晓梅 09-28 10:41 填 7.0")
    expect(grid.box(1, 2)).to_have_attribute("data-theirs", "7.0")
    expect(grid.status(1)).to_have_text("1 格待定")
    assert grid.stored(1, 2) == "7.00"
    grid.page.get_by_role("button", name=choice).click()
    expect(grid.strip).to_be_empty()
    expect(grid.save_state).to_contain_text("1 格已存")
    assert grid.stored(1, 2) == stored


def test_submitting_shows_what_is_missing_then_locks(grid):
    factories.fill(sheets=grid.sheets)
    Score.objects.filter(sheet=grid.sheets[1], field__order__in=[1, 3]).delete()
    grid.open()
    grid.page.get_by_role("button", name="检查并提交").click()
    dialog = grid.page.locator("#check")
    expect(dialog).to_contain_text("还有 1 个村缺 2 格")
    dialog.get_by_role("button", name="东新村：一村一品、特色产业").click()
    expect(grid.cell(1, 0)).to_be_focused()
    grid.page.keyboard.type("9")
    grid.type(1, 2, "8")
    grid.page.get_by_role("button", name="检查并提交").click()
    expect(dialog).to_contain_text("4 个村 44 格都已填好")
    dialog.get_by_role("button", name="确认提交").click()
    expect(grid.page.locator(".msg-success")).to_contain_text("4 个村的评分表已提交并锁定")
    expect(grid.page.get_by_role("button", name="检查并提交")).to_have_count(0)
    expect(grid.cell(0, 0)).not_to_be_editable()
    expect(grid.status(0)).to_have_text("已提交")
    assert set(grid.sheets.values_list("status", flat=True)) == {"submitted"}
    assert grid.sheets[1].total == 97


def test_complete_villages_can_be_submitted_ahead_but_not_with_an_open_trouble(grid):
    factories.fill(sheets=grid.sheets[:2])
    grid.open()
    grid.type(2, 0, "99")
    grid.page.get_by_role("button", name="检查并提交").click()
    dialog = grid.page.locator("#check")
    expect(dialog).to_contain_text("还有 1 格没有存好")
    dialog.get_by_role("button", name="去处理").click()
    grid.page.get_by_role("button", name="清空").click()
    grid.page.get_by_role("button", name="检查并提交").click()
    dialog.get_by_role("button", name="先提交已评完的 2 个村").click()
    expect(grid.page.locator(".msg-success")).to_contain_text("2 个村的评分表已提交并锁定，还有 2 个村没填完")
    expect(grid.status(0)).to_have_text("已提交")
    expect(grid.cell(2, 0)).to_be_editable()


def test_points_typed_into_a_sheet_that_was_submitted_meanwhile_are_refused(grid, client):
    factories.fill(sheets=grid.sheets)
    client.force_login(grid.clerk, backend=BACKEND)
    client.post(reverse("scoring:score_submit", args=[grid.contest.pk, grid.component.pk, grid.rater.pk]))
    grid.type(0, 0, "5")
    expect(grid.strip).to_contain_text("高台社区：评分表已提交，如需修改请联系主办单位（高台镇）开锁")
    grid.page.reload()
    expect(grid.strip).to_contain_text("没有存上")
    grid.page.get_by_role("button", name="改回 10.0").click()
    expect(grid.strip).to_be_empty()


def test_what_is_typed_before_the_script_has_come_is_kept_and_saved(grid):
    held = []
    grid.page.route("**/grid*.js", lambda route: held.append(route))
    grid.page.goto(grid.live_server.url + grid.path, wait_until="commit")
    inputs = grid.page.locator("#grid tbody tr").first.locator("input")
    expect(inputs).to_have_count(11)
    grid.page.evaluate("document.documentElement.inert = false")  # a hand faster than the script
    inputs.first.click()
    grid.page.keyboard.type("7")
    grid.page.keyboard.press("Tab")
    grid.page.keyboard.type("6")
    assert len(held) == 1
    held[0].continue_()
    expect(grid.save_state).to_contain_text("1 格已存")
    expect(grid.cell(0, 0)).to_have_value("7.0")
    grid.page.keyboard.press("Escape")  # still in the second cell: undone as if the script had been there
    expect(grid.cell(0, 1)).to_have_value("")
    assert [score.points for score in grid.sheets[0].scores.all()] == [7]


def test_a_rater_of_another_village_cannot_reach_the_grid(page, live_server):
    grid = GridPage(page, live_server)
    user = factories.make_user(username="dongxin", role="village_cadre", area=grid.places.villages[1])
    answer = grid.enter(user).page.goto(live_server.url + grid.path)
    assert answer.status == 404


def test_on_a_phone_the_village_stays_in_sight(grid):
    grid.page.set_viewport_size({"width": 390, "height": 844})
    grid.cell(0, 0).focus()
    grid.page.keyboard.press("End")
    expect(grid.cell(0, 10)).to_be_in_viewport()
    village = grid.page.locator("#grid tbody tr").first.locator("th")
    expect(village).to_be_in_viewport()
    grid.page.keyboard.press("Home")
    assert grid.box(0, 0).bounding_box()["x"] >= village.bounding_box()["x"] + village.bounding_box()["width"] - 1
    assert grid.page.evaluate("document.documentElement.scrollWidth") <= 390
