"""The pictures in README and manual, one function each. Taking them again changes nothing that was not changed before.

They leave a little behind in the demo: some sheets filled in, a contest and a scheme being prepared.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

DESKTOP, PHONE = (1366, 768), (390, 844)
CLERK, COUNTY, VILLAGE = "gaotaizhen", "zuzhibu", "gaotai-mituo"
SECOND_CLERK = "huangguanzhen"  # prepares a contest, so that the first one's to-dos stay as they are
THIRD_CLERK, FOURTH_CLERK = "xieshuizhen", "xinjizhen"  # last quarter's contest is decided, is published
MAXIMA = [10, 10, 10, 10, 10, 6, 8, 6, 12, 8, 10]


@dataclass(frozen=True)
class Picture:
    """What it is called, who sees it how large, and what leads there."""

    name: str
    username: str
    size: tuple[int, int]
    go: Callable[[Page], None]


ALL: list[Picture] = []


def picture(name: str, username: str, size: tuple[int, int] = DESKTOP):
    """Note that the function leads ``username`` to where the picture is taken."""

    def register(go: Callable[[Page], None]) -> None:
        ALL.append(Picture(name, username, size, go))

    return register


def follow(page: Page, text: str, *, within: str = "body") -> None:
    """Click the first link or button with this text and wait for what comes."""
    page.locator(f"{within} >> :is(a, button):visible", has_text=text).first.click()
    page.wait_for_load_state("networkidle")


def own_contest(page: Page) -> None:
    """The running contest of the township, from its list."""
    page.goto("/contests/")
    follow(page, "高台镇", within=".dt")


def decided_contest(page: Page) -> None:
    page.goto("/contests/?status=tallied&period=all")
    page.locator(".dt tbody a").first.click()
    page.wait_for_load_state("networkidle")


def contest_called(page: Page, name: str, tab: str = "") -> None:
    """The contest whose name says so, and one of its tabs."""
    page.goto(f"/contests/?period=all&q={name}")
    page.locator(".dt tbody a").first.click()
    page.wait_for_load_state("networkidle")
    if tab:
        follow(page, tab, within=".tabs")


# ---------------------------------------------------------------- score grid
def first_grid(page: Page) -> None:
    page.goto("/contests/sheets/")
    follow(page, "去评分", within=".dt")


def fill(page: Page, villages: int = 12) -> None:
    """Paste a block as from Excel: the sheets of the first villages, and a part of the next one's; empty the others."""
    for field in page.locator(f"#grid tbody tr:nth-child(n + {villages + 1}) input").all():
        if field.input_value():
            field.fill("")
    rows = [
        [f"{maximum * (0.72 + (3 * village + 5 * at) % 11 * 0.025):.1f}" for at, maximum in enumerate(MAXIMA)]
        for village in range(villages)
    ]
    block = "\n".join("\t".join(row) for row in [*rows, ["8.5", "7.5", "8.0"]])
    page.locator("#grid tbody input").first.focus()
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        block,
    )
    if (preview := page.locator("dialog.paste")).count():  # it would change what stands there
        preview.locator(".form-actions .btn").last.click()
    page.locator("td.saving").first.wait_for(state="detached")
    page.locator("#savestate", has_text="已存").wait_for()


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f"#grid tbody tr:nth-child({row}) input").nth(column)


@picture("grid", CLERK)
def _(page):
    first_grid(page)
    fill(page)
    cell(page, 13, 3).click()
    cell(page, 13, 3).press_sequentially("8.0")


@picture("grid-check", CLERK)
def _(page):
    first_grid(page)
    fill(page)
    follow(page, "检查并提交")


@picture("grid-trouble", CLERK)
def _(page):
    first_grid(page)
    fill(page)
    other = page.context.new_page()
    other.goto(page.url)
    theirs = cell(other, 13, 2)
    theirs.fill("7.0" if theirs.input_value() == "6.5" else "6.5")
    theirs.press("Tab")
    other.locator("td.saving").wait_for(state="detached")
    other.close()
    cell(page, 13, 2).fill("9.0")
    cell(page, 13, 2).press("Tab")
    page.locator("td.stale").wait_for()
    page.context.set_offline(True)
    cell(page, 12, 5).fill("5.5")
    cell(page, 12, 5).press("Tab")
    page.locator("td.fail").wait_for()


# ---------------------------------------------------------------- home, contests
@picture("home", CLERK)
def _(page):
    page.goto("/")


@picture("home-county", COUNTY)
def _(page):
    page.goto("/")


@picture("home-phone", VILLAGE, PHONE)
def _(page):
    page.goto("/")


@picture("grid-phone", VILLAGE, PHONE)
def _(page):
    follow(page, "去打分", within="main")


@picture("contest-new", SECOND_CLERK)
def _(page):
    page.goto("/contests/new/")


@picture("contest-draft", SECOND_CLERK)
def _(page):
    page.goto("/contests/?status=draft&period=all")
    own = page.locator(".dt tbody a", has_text="黄官镇")  # townships see the county's, too, once it is announced
    if own.count():
        own.first.click()
    else:
        page.goto("/contests/new/")
        follow(page, "创建，去安排评委")
        if (still := page.get_by_label("仍按")).count():  # the scheme is of the year before
            still.check()
            follow(page, "创建，去安排评委")
    follow(page, "评委", within=".tabs")


@picture("contest-raters", CLERK)
def _(page):
    own_contest(page)
    follow(page, "评委", within=".tabs")


@picture("contest-close", CLERK)
def _(page):
    own_contest(page)
    follow(page, "截止评分")


@picture("unlock", CLERK)
def _(page):
    own_contest(page)
    follow(page, "评委", within=".tabs")
    link = page.locator("a[href*=unlock]").nth(1).get_attribute("href")
    page.goto(link)


@picture("tally", COUNTY)
def _(page):
    follow(page, "去公示", within="main")


@picture("decision", THIRD_CLERK)
def _(page):
    decided_contest(page)
    follow(page, "决定", within=".tabs")


@picture("versions", THIRD_CLERK)
def _(page):
    decided_contest(page)
    follow(page, "计分", within=".tabs")
    follow(page, "对比版本")


@picture("notice", FOURTH_CLERK)
def _(page):
    page.goto("/contests/?status=notice&period=all")
    page.locator(".dt tbody a").first.click()
    follow(page, "看公示和异议")


# ---------------------------------------------------------------- declarations, codes, paper
@picture("declaration", COUNTY)
def _(page):
    page.goto("/contests/declarations/")
    follow(page, "城西社区", within=".dt")


def make_codes(page: Page, raters: int) -> None:
    """Slips for the first of those without an account; codes made before become void."""
    own_contest(page)
    follow(page, "评委", within=".tabs")
    follow(page, "一次性代码")
    for box in page.locator("input[name=raters]").all()[:raters]:
        box.check()
    follow(page, "生成代码单")


@picture("code-slips", CLERK)
def _(page):
    make_codes(page, 6)


@picture("rate-phone", CLERK, PHONE)
def _(page):
    make_codes(page, 1)
    code = page.locator(".slip-code").inner_text()
    page.context.clear_cookies()
    page.goto("/rate/")
    page.fill("input[name=code]", code)
    follow(page, "进入评分")


@picture("paper", CLERK)
def _(page):
    first_grid(page)
    follow(page, "纸质表")
    page.fill("input[name=teller]", "赵志强")
    page.fill("input[name=monitor]", "钱淑芬")


@picture("differences", CLERK)
def _(page):
    page.goto("/contests/sheets/?rater=蒋桂兰")
    follow(page, "两代表一委员评分", within=".dt")
    follow(page, "核对两遍")


# ---------------------------------------------------------------- figures, carried-over scores, vetoes, second round
@picture("figures", COUNTY)
def _(page):
    contest_called(page, "年度擂台比武")
    follow(page, "录入指标数值")


@picture("sources", COUNTY)
def _(page):
    contest_called(page, "年度擂台比武")
    follow(page, "选择来源")


@picture("vetoes", COUNTY)
def _(page):
    contest_called(page, "年度擂台比武", "加扣分和否决")


@picture("second-round", COUNTY)
def _(page):
    contest_called(page, "乡镇（街道）")


@picture("provisional", COUNTY)
def _(page):
    contest_called(page, "乡镇（街道）", "计分")
    follow(page, "第 1 版", within=".dt")
    page.locator(".dt tbody tr").nth(1).locator("a").first.click()
    page.locator(".explain .ex").first.wait_for()


@picture("awards", COUNTY)
def _(page):
    contest_called(page, "驻村第一书记")
    follow(page, "看排名")
    page.locator(".dt tbody tr").nth(1).locator("a").first.click()
    page.locator(".explain .ex").first.wait_for()


@picture("correction", COUNTY)
def _(page):
    contest_called(page, "驻村第一书记")
    page.locator("aside a", has_text="更正公告").click()


@picture("public", "")
def _(page):
    page.goto("/public/")


# ---------------------------------------------------------------- ranking
@picture("ranking", COUNTY)
def _(page):
    page.goto("/contests/ranking/")
    page.wait_for_load_state("networkidle")
    page.locator(".dt tbody tr").nth(3).locator("a").first.click()
    page.locator(".explain .ex").first.wait_for()


@picture("explanation", CLERK)
def _(page):
    page.goto("/contests/ranking/")
    page.goto(page.locator(".dt tbody tr a").first.get_attribute("href"))


# ---------------------------------------------------------------- schemes
@picture("scheme-list", COUNTY)
def _(page):
    page.goto("/contests/schemes/")


@picture("scheme-new", COUNTY)
def _(page):
    page.goto("/contests/schemes/new/")


def draft_scheme(page: Page) -> None:
    page.goto("/contests/schemes/?status=draft")
    if page.locator(".dt tbody a").count():
        page.locator(".dt tbody a").first.click()
    else:
        page.goto("/contests/schemes/new/")
        page.locator("label", has_text="全县年度擂台比武").click()
        follow(page, "建立草稿")
    page.wait_for_load_state("networkidle")


@picture("scheme-draft", COUNTY)
def _(page):
    draft_scheme(page)
    if page.url.endswith("/edit/"):
        page.goto(page.url.removesuffix("edit/"))


@picture("scheme-edit", COUNTY)
def _(page):
    draft_scheme(page)
    if not page.url.endswith("/edit/"):
        page.goto(page.url + "edit/")


# ---------------------------------------------------------------- people and villages
@picture("person-list", CLERK)
def _(page):
    page.goto("/cadres/")


@picture("person", CLERK)
def _(page):
    page.goto("/areas/")
    follow(page, "弥陀村", within=".dt")
    follow(page, "看班子成员")
    page.locator(".dt tbody a").first.click()


@picture("village", CLERK)
def _(page):
    page.goto("/areas/")
    follow(page, "弥陀村", within=".dt")


@picture("kinds", COUNTY)
def _(page):
    page.goto("/areas/kinds/")


# ---------------------------------------------------------------- accounts
@picture("login", "")
def _(page):
    page.goto("/accounts/login/")


@picture("users", "xitong")
def _(page):
    page.goto("/accounts/users/")


@picture("grant", "anquan")
def _(page):
    page.goto(f"/accounts/users/?q={CLERK}")
    follow(page, CLERK, within=".dt")
    follow(page, "授予角色")


@picture("audit", "shenji")
def _(page):
    page.goto("/core/audit/")


@picture("changes", "shenji")
def _(page):
    page.goto("/core/audit/changes/")
    follow(page, "比武", within=".dt")
