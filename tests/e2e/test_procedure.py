"""A contest of the county from its work plan to the final result, in a real browser with a real worker.

Issue 3: a declaration returned for correction, a rater with a one-time code on a phone, a paper sheet whose two entries
differ, a tie at the cut decided by the panel, an objection accepted after which two ranks change. What the browser
enters and what services enter is also given to the reference implementation; the page says what the reference says.
"""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from areas.models import VillageRecord
from contests.models import Contest, Declaration, StageKind
from contests.services import declarations
from core.models import Job
from scoring.models import AwardKind, AwardRule, CheckScore, Rater, RaterGroup, Scheme, Score, Sheet, Standing, TieBreak
from scoring.services.cells import CellInput, save_cells
from scoring.services.entries import entry_of
from scoring.services.raters import add_rater
from scoring.services.sheets import submit
from tests.e2e.browser import cell_of, complaints, log_in
from tests.scoring import factories, reference
from tests.servers import PATIENCE

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)
PHONE = {"width": 390, "height": 844}
PDF = {"mimeType": "application/pdf", "buffer": b"%PDF-1.7 scanned"}
INDICATORS = {"产业兴旺": {"一村一品": 10}, "治理有效": {"党组织建设": 12}}
COMPONENTS = [{"weight": 60}, {"group": "leaders", "weight": 40}]
HERE, THERE = ("战斗村", "弥陀村", "石科村"), ("新华村",)
# Village → component → rater → points of each indicator. 战斗村 and 弥陀村 are equal in all that counts. What the
# office reads off the second rater's paper for 新华村 is too little; after the objection it is corrected to ON_PAPER.
POINTS = {
    "战斗村": [["9 11", "9 11", "9 11"], ["9 11"]],
    "弥陀村": [["9 11.5", "9 10.5", "8.5 11.5"], ["9.5 10.5"]],
    "石科村": [["8 10", "8 10", "8 10.5"], ["8 10"]],
    "新华村": [["8 10", "7 10", "8 10"], ["8 10"]],
}
ON_PAPER = "9 10"
PANEL = "领导小组 2026 年第 3 次会议"


# ---------------------------------------------------------------- who is there
@dataclass
class World:
    """The county with two townships and a scheme in use. 杨志远 has no account, the second rater hands in on paper."""

    office: object
    second: object
    township: object
    neighbour: object
    rater: object
    scheme: Scheme

    @property
    def contest(self) -> Contest:
        return Contest.objects.select_related("area", "scheme").get()

    def seat(self, name: str) -> Rater:
        return Rater.objects.get(name=name)


@pytest.fixture
def world(db):
    here = factories.make_places(villages=HERE)
    there = factories.make_places(villages=THERE, township="新集镇", number=107)
    scheme = factories.make_scheme(area=here.county, indicators=INDICATORS, components=COMPONENTS, status="draft")
    TieBreak.objects.create(scheme=scheme, order=1, kind="component", component=scheme.components.first())
    kind = AwardKind.objects.first()
    for order, name in enumerate(("一等奖", "二等奖"), 1):
        AwardRule.objects.create(
            scheme=scheme, order=order, name=name, kind=kind, group="等次", places_by="number", number=order,
            tie_policy="decide",
        )  # fmt: skip
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    make = factories.make_user
    return World(
        office=make(username="zuzhibu", role="county_official", area=here.county, name="李明远"),
        second=make(username="wangfang", role="county_official", area=here.county, name="王芳"),
        township=make(username="gaotai", role="township_official", area=here.township, name="张莉"),
        neighbour=make(username="xinji", role="township_official", area=there.township, name="周建"),
        rater=make(username="nongye", role="department_rater", area=here.county, name="陈秀英"),
        scheme=scheme,
    )


@pytest.fixture
def open_page(browser, browser_context_args, live_server):
    """``open_page(user)``: a browser of that person's own; nothing its console complains of may be left at the end."""
    contexts, faults = [], []

    def make(user=None, **options) -> Page:
        context = browser.new_context(**browser_context_args | {"base_url": live_server.url} | options)
        contexts.append(context)
        if user:
            log_in(context, live_server, user)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        faults.append(complaints(page))
        page.goto("/")
        return page

    yield make
    for context in contexts:
        context.close()
    assert [fault for found in faults for fault in found] == []


@pytest.fixture
def advance_to(monkeypatch):
    """``advance_to(day)``: from now on it is that day for whoever looks at the calendar."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *args: day)


# ---------------------------------------------------------------- hands and eyes
def go_to(page: Page, label: str) -> None:
    """A page of the contest section, by the menu."""
    page.locator(".nav-main > li > a", has_text="比武").click()
    page.locator(".nav-sub").get_by_role("link", name=label, exact=True).click()


def open_contest(page: Page, world: World, tab: str = "entries") -> None:
    page.goto(f"{world.contest.get_absolute_url()}?tab={tab}")
    expect(page.locator("h1")).to_contain_text(world.contest.name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def confirm(page: Page, name: str, reason: str = "") -> None:
    """An action that asks before it is done, with a reason where one is due."""
    press(page, name)
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_label("原因").fill(reason)
    dialog.get_by_role("button", name=f"确认{name}").click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():  # ends when its scripts are there, as they are for a person's hand
        page.get_by_role("link", name=name).first.click()


def done(page: Page, words: str) -> None:
    expect(page.locator(".msg-success")).to_contain_text(words)


def fill_in(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def upload(page: Page, field: str, name: str) -> None:
    page.locator(f"[name={field}]").set_input_files({"name": name, **PDF})


def type_sheet(page: Page, lines: list[str]) -> None:
    """Points of one village after another, as one types them."""
    cell_of(page, 0, 0).focus()
    for line in lines:
        for point in line.split():
            page.keyboard.type(point)
            page.keyboard.press("Tab")
    cells = sum(len(line.split()) for line in lines)
    expect(page.locator("#savestate")).to_contain_text(f"{cells} 格已存")


def submit_checked(page: Page) -> None:
    press(page, "检查并提交")
    page.locator("#check").get_by_role("button", name="确认提交").click()


def hand_in(page: Page) -> None:
    submit_checked(page)
    done(page, "4 个村的评分表已提交并锁定")


def points(model, rater: Rater, village: str) -> str:
    scores = model.objects.filter(sheet__rater=rater, sheet__entry__name=village).order_by("field__order")
    return " ".join(f"{point.normalize():f}" for point in scores.values_list("points", flat=True))


# ---------------------------------------------------------------- the story
def test_from_the_work_plan_to_the_final_result(world, open_page, live_server, live_worker, advance_to):
    office, township = open_page(world.office), open_page(world.township)
    make_the_contest(office, world)
    write_plan_and_basis(office, world)
    announce(office)
    nominate_and_declare(township, world)
    return_for_correction(office, world)
    correct_and_hand_in_again(township, world)
    approve(office, world)
    the_others_are_nominated(world)
    seat_the_raters(world)
    open_the_scoring(office, world)
    rate_on_the_phone(office, open_page, world)
    clerk = open_page(world.second)
    enter_a_paper_sheet(office, clerk, world)
    fill_the_remaining_sheets(world)
    tally(office, world, version=1)
    the_panel_decides(office, world)
    tally(office, world, version=2)
    same_as_the_reference(world, POINTS)
    publish(office, world)
    object_and_accept(office, world)
    correct_the_score(office, clerk, world)
    tally(office, world, version=3)
    compare_versions(office, world)
    notice = publish(office, world)
    advance_to(notice.ends_on + DAY)
    finalise(office, world)
    same_as_the_reference(world, corrected())
    read_the_final_ranking(township, world)


# (1) the county makes the contest
def make_the_contest(page, world) -> None:
    go_to(page, "比武")
    follow(page, "新建比武")
    for kind, period in (("县年度总决赛", "年度"), ("区级擂台比武", "季度")):  # each proposes its own period and dates
        page.get_by_label("种类").select_option(label=kind)
        expect(page.locator("[name=name]")).to_have_value(re.compile(period))
    expect(page.get_by_label("由乡镇推荐参赛")).to_be_checked()
    fill_in(page, theme="支部引领、产业富村")
    today = timezone.localdate()
    dates = {"declaration": (0, 1), "review": (0, 3), "notice": (0, 9)}
    for code in StageKind.objects.values_list("code", flat=True):
        first, last = ((today + day * DAY).isoformat() for day in dates[code]) if code in dates else ("", "")
        fill_in(page, **{f"starts_{code}": first, f"ends_{code}": last})
    press(page, "创建，去安排评委")
    done(page, "已创建")
    assert (world.contest.status, world.contest.by_nomination, world.contest.needs_approval) == ("draft", True, True)


def write_plan_and_basis(page, world) -> None:
    follow(page, "修改")
    fill_in(page, plan="一、各乡镇推荐参赛村。\n二、实地观摩，集中评议。")
    page.get_by_label("纸质表双人录入").check()
    upload(page, "plan_upload", "工作方案.pdf")
    press(page, "保存")
    page.locator(".tabs").get_by_role("link", name="方案申报").click()
    expect(page.locator("#main")).to_contain_text("一、各乡镇推荐参赛村。")
    follow(page, "添加依据文件")
    fill_in(page, title="头雁擂台比武实施方案", number="南组发〔2026〕8号", issuer="区委组织部", issued_on="2026-03-01")
    upload(page, "upload", "实施方案.pdf")
    press(page, "添加")
    done(page, "已添加")
    expect(page.locator("#main")).to_contain_text("头雁擂台比武实施方案（南组发〔2026〕8号）")


def announce(page) -> None:
    confirm(page, "发布，开始申报")
    done(page, "已发布，乡镇现在可以看到并申报")


# (2) a township declares
def nominate_and_declare(page, world) -> None:
    go_to(page, "比武")
    page.locator("#results").get_by_role("link", name=world.contest.name).click()
    page.locator(".tabs").get_by_role("link", name="方案申报").click()
    expect(page.locator("#main")).to_contain_text("南组发〔2026〕8号")
    follow(page, "推荐")
    page.get_by_label("推荐").select_option(label="战斗村")
    press(page, "推荐，去填申报")
    done(page, "已推荐，请填写申报后提交")
    follow(page, "填写")
    fill_in(page, required_0="建成茶园三百亩", measures="支部领办合作社", highlights="户均增收两千元")
    press(page, "保存并提交")
    expect(page.locator(".msg-error")).to_contain_text("“取得成效”没有填")
    fill_in(page, results="集体收入八万元")
    upload(page, "files", "茶园照片.pdf")
    press(page, "保存并提交")
    done(page, "已保存并提交")
    expect(page.locator("h1")).to_contain_text("待核准")


def return_for_correction(page, world) -> None:
    go_to(page, "申报")
    page.get_by_role("row").filter(has_text="战斗村").get_by_role("link", name="战斗村").click()
    expect(page.locator("#main")).to_contain_text("建成茶园三百亩")
    confirm(page, "退回修改", reason="集体收入请附账页")
    done(page, "已退回修改")


def correct_and_hand_in_again(page, world) -> None:
    page.reload()
    expect(page.locator(".msg-warning")).to_contain_text("集体收入请附账页")
    follow(page, "修改")
    expect(page.locator("[name=results]")).to_have_value("集体收入八万元")
    fill_in(page, results="集体收入八万元，账页见附件")
    upload(page, "files", "账页.pdf")
    press(page, "保存并提交")
    done(page, "已保存并提交")


def approve(page, world) -> None:
    page.reload()
    expect(page.locator("#main")).to_contain_text("账页见附件")
    confirm(page, "核准")
    done(page, "已核准")
    declaration = Declaration.objects.get()
    assert (declaration.status, declaration.entry.status, declaration.files.count()) == ("approved", "active", 2)


def the_others_are_nominated(world) -> None:
    for name in (*HERE[1:], *THERE):
        user = world.neighbour if name in THERE else world.township
        area = user.acting.area.children.get(short_name=name)
        today = timezone.localdate()
        declaration = declarations.nominate(
            contest=world.contest, township=user.acting.area, entry=entry_of(area), user=user, today=today
        )
        items = [declarations.Item(topic, "有", True) for topic in world.contest.required]
        declarations.save_declaration(
            declaration=declaration, items=items, texts=dict.fromkeys(declarations.TEXTS, "有"), uploads=[], user=user
        )
        declarations.DECLARATIONS.submit(declaration, user=user, today=today)
        declarations.DECLARATIONS.approve(declaration, user=world.office)


def seat_the_raters(world) -> None:
    groups = {group.code: group for group in RaterGroup.objects.all()}
    seats = [("observers", "杨志远"), ("observers", "李晓梅"), ("observers", "陈秀英"), ("leaders", "孙建民")]
    for code, name in seats:
        account = world.rater if code == "leaders" or name == "陈秀英" else None
        add_rater(assessment=world.contest, group=groups[code], name=name, user_account=account, by=world.office)


# (3) the rater with a code
def open_the_scoring(page, world) -> None:
    open_contest(page, world)
    confirm(page, "开始评分")
    done(page, "已开始评分，评分表已生成")
    assert Sheet.objects.count() == 16


def rate_on_the_phone(office, open_page, world) -> None:
    open_contest(office, world, "raters")
    follow(office, "一次性代码")
    office.get_by_label("杨志远").check()
    press(office, "生成代码单")
    code = office.locator(".slip-code").inner_text()
    phone = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(reverse("rate:enter"))
    phone.get_by_label("代码").fill(code)
    press(phone, "进入评分")
    for at, village in enumerate(POINTS):
        expect(phone.locator("#one-name")).to_have_text(f"{at + 1}. {village}")
        for column, point in enumerate(POINTS[village][0][0].split()):
            phone.locator(".card:not([hidden]) .slot input").nth(column).fill(point)
        phone.locator("#next").click()
    expect(phone.locator("#savestate")).to_contain_text("8 格已存")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    hand_in(phone)
    sheets = Sheet.objects.filter(rater=world.seat("杨志远"))
    assert set(sheets.values_list("status", "rater_name")) == {("submitted", "杨志远")}
    open_contest(office, world, "raters")
    expect(office.get_by_role("row").filter(has_text="杨志远")).to_contain_text("一次性代码")


# (4) the paper sheet
def enter_a_paper_sheet(first, second, world) -> None:
    """王芳 types one point differently; both look at the scan, and the first entry was right."""
    given = [POINTS[village][0][1] for village in POINTS]
    open_contest(first, world, "raters")
    open_grid_of(first, "李晓梅")
    follow(first, "纸质表")
    fill_in(first, teller="赵志强", monitor="钱淑芬")
    upload(first, "scan", "李晓梅评分表.pdf")
    press(first, "保存")
    expect(first.locator(".sheet-info")).to_contain_text("计票 赵志强，监票 钱淑芬")
    type_sheet(first, given)
    submit_checked(first)
    expect(first.locator(".msg-error")).to_contain_text("两遍相同才能提交")

    open_contest(second, world, "raters")
    open_grid_of(second, "李晓梅")
    expect(second.locator("h1")).to_contain_text("第二遍录入")
    expect(cell_of(second, 0, 0)).to_have_value("")
    type_sheet(second, [given[0], "9 10", *given[2:]])
    follow(second, "核对两遍")
    expect(second.locator("#main")).to_contain_text("1 格不一致")
    press(second, "用 10.5")
    expect(second.locator("#main")).to_contain_text("没有不一致的格")

    first.reload()
    hand_in(first)
    rater = world.seat("李晓梅")
    assert [points(Score, rater, village) for village in POINTS] == given
    assert [points(CheckScore, rater, village) for village in POINTS] == given


def open_grid_of(page, name: str) -> None:
    page.get_by_role("row").filter(has_text=name).get_by_role("link", name="的评分表").click()
    expect(cell_of(page, 0, 0)).to_have_attribute("aria-label", re.compile("战斗村"))  # the script is at work


def fill_the_remaining_sheets(world) -> None:
    contest = world.contest
    for component, name, at in zip(
        contest.scheme.components.order_by("order"), ("陈秀英", "孙建民"), (2, 0), strict=True
    ):
        rater, order = world.seat(name), component.order - 1
        fields = list(component.fields.order_by("order"))
        cells = [
            CellInput(entry.pk, field.pk, point, "")
            for entry in contest.entries.all()
            for field, point in zip(fields, POINTS[entry.name][order][at].split(), strict=True)
        ]
        target = {"assessment": contest, "component": component, "rater": rater, "user": world.rater}
        assert {cell.state for cell in save_cells(cells=cells, **target)} == {"saved"}
        submit(**target)


# (5) the tally and the panel
def tally(page, world, *, version: int) -> None:
    open_contest(page, world)
    if version == 1:
        confirm(page, "截止评分")
        done(page, "评分已截止")
    press(page, "计分")
    expect(page.locator(".job")).to_contain_text("已完成")
    expect(page.locator("#main")).to_contain_text(f"第 {version} 版")
    assert world.contest.status == "tallied"
    assert Job.objects.latest("pk").status == "done"


def the_panel_decides(page, world) -> None:
    """Two are first for one place; as long as that is open, nothing is published."""
    expect(page.get_by_role("link", name="公示结果")).to_have_count(0)
    follow(page, "记录决定")
    expect(page.locator(".state")).to_contain_text("2 个单位并列，还有 1 个名额")
    page.get_by_label("弥陀村").check()
    fill_in(page, panel=PANEL, reason="集体增收更多")
    press(page, "记录决定")
    done(page, "已记录，请重新计分")
    assert world.contest.status == "closed"


def publish(page, world):
    open_contest(page, world)
    follow(page, "公示结果")
    fill_in(page, workdays="1", contact="区委组织部，0916-5551234")
    press(page, "发布公示")
    done(page, "已发布，公示期内受理异议")
    expect(page.locator(".state")).not_to_contain_text("还剩 0 天")
    expect(page.locator(".notice-table tbody tr")).to_have_count(4)
    expect(page.get_by_role("button", name="定稿")).to_have_count(0)
    assert world.contest.status == "notice"
    return world.contest.notices.get(status="open")


# (6) the objection
def object_and_accept(page, world) -> None:
    follow(page, "登记异议")
    fill_in(page, person="刘建国", contact="0916-5550001", content="李晓梅评分表上“一村一品”是 9 分，不是 7 分")
    page.get_by_label("涉及的参赛单位").select_option(label="新华村")
    press(page, "提交")
    done(page, "已登记")
    expect(page.locator("h1")).to_contain_text("刘建国的异议")
    follow(page, "答复")
    page.get_by_label("成立，退回更正", exact=True).check()
    fill_in(page, reply="经核对原件，属录入差错，即行更正。", reason="原件为 9 分")
    press(page, "确定")
    done(page, "已答复；比武已退回，请更正后重新计分、重新公示")
    assert (world.contest.status, world.contest.notices.get().status) == ("closed", "withdrawn")


def correct_the_score(page, second, world) -> None:
    """Unlocked with a reason; who corrects the one entry cannot overrule the other alone."""
    open_contest(page, world, "raters")
    page.get_by_role("row").filter(has_text="李晓梅").get_by_role("link", name="开锁").click()
    page.get_by_label("新华村").check()
    fill_in(page, reason="刘建国的异议成立，原件为 9 分")
    press(page, "开锁")
    done(page, "已开锁 1 份")
    open_grid_of(page, "李晓梅")
    cell_of(page, 3, 0).fill(ON_PAPER.split()[0])
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        cell_of(page, 3, 0).press("Enter")
    follow(page, "核对两遍")
    press(page, "用 9.0")
    expect(page.locator(".msg-error")).to_contain_text("须由另一人")
    open_contest(second, world, "raters")
    open_grid_of(second, "李晓梅")
    follow(second, "核对两遍")
    press(second, "用 9.0")
    expect(second.locator("#main")).to_contain_text("没有不一致的格")
    follow(page, "回到第一遍")
    submit_checked(page)
    done(page, "1 个村的评分表已提交并锁定")


def compare_versions(page, world) -> None:
    """新华村 goes before 石科村 and takes its prize; nothing else changed."""
    page.locator(".tabs").get_by_role("link", name="计分").click()
    follow(page, "对比版本")
    expect(page.locator("#main")).to_contain_text("第 2 版 → 第 3 版")
    expect(page.locator("#main")).to_contain_text("2 个单位有变化，共 4 个")
    rows = page.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("新华村")
    expect(rows.nth(0)).to_contain_text("4 → 3 升 1")
    expect(rows.nth(0)).to_contain_text("无 → 二等奖")
    expect(rows.nth(0)).to_contain_text("刘建国的异议成立，原件为 9 分")
    expect(rows.nth(1)).to_contain_text("石科村")
    expect(rows.nth(1)).to_contain_text("3 → 4 降 1")
    expect(rows.nth(1)).to_contain_text("二等奖 → 无")
    expect(page.locator("table").nth(1)).to_contain_text("7 → 9")


def finalise(page, world) -> None:
    open_contest(page, world)
    confirm(page, "定稿")
    done(page, "已定稿")
    assert (world.contest.status, world.contest.final_version) == ("final", 3)
    assert VillageRecord.objects.filter(key__startswith=f"contest:{world.contest.pk}:").count() == 4


# (7) the reference
def corrected() -> dict:
    changed = {village: [list(lines) for lines in sheets] for village, sheets in POINTS.items()}
    changed["新华村"][0][1] = ON_PAPER
    return changed


def expected(given: dict) -> reference.Result:
    """What the reference makes of these points and the panel's decision."""
    fields = tuple(
        reference.Field(Decimal(maximum), dimension)
        for dimension, columns in INDICATORS.items()
        for maximum in columns.values()
    )
    components = tuple(
        reference.Component(f"c{at}", fields, weight=Decimal(each["weight"])) for at, each in enumerate(COMPONENTS, 1)
    )
    awards = [
        reference.AwardRule(order, name, group="等次", number=order, tie="decide")
        for order, name in enumerate(("一等奖", "二等奖"), 1)
    ]
    scheme = reference.Scheme(
        components, dimensions=tuple(INDICATORS), ties=(("component", "c1"),), awards=tuple(awards)
    )
    sheets = [
        reference.Sheet(component.code, number, (component.code, seat), tuple(map(Decimal, line.split())))
        for number, village in enumerate(given, 1)
        for component, lines in zip(components, given[village], strict=True)
        for seat, line in enumerate(lines, 1)
    ]
    contest = reference.Contest(scheme, tuple(reference.Entry(number) for number in (1, 2, 3, 4)), tuple(sheets))
    [first] = [outcome for outcome in reference.tally(contest).awards if outcome.award == "一等奖"]
    decision = reference.Decision("一等奖", ("whole", ""), named=first.tied, winners=frozenset({2}))
    return reference.tally(replace(contest, decisions=(decision,)))


def same_as_the_reference(world, given: dict) -> None:
    """Scores, ranks and awards of the newest version."""
    result = expected(given)
    standings = Standing.objects.filter(tally__in=world.contest.tallies.newest()).select_related("entry")
    assert standings.count() == len(given)
    for standing in standings:
        wanted = result.entries[standing.entry.number]
        assert list(given)[standing.entry.number - 1] == standing.entry.name
        assert (standing.final, standing.rank) == (wanted.final, wanted.rank)
        wanted_parts = [float(reference.stored(each)) for each in wanted.contributions.values()]
        assert list(map(float, standing.contributions)) == wanted_parts
        granted = set(standing.awards.filter(state="granted").values_list("rule__name", flat=True))
        assert granted == {each.award for each in result.awards if standing.entry.number in each.winners}


def read_the_final_ranking(page, world) -> None:
    """What the township sees: its own three villages with their ranks in the county and their awards."""
    go_to(page, "排名")
    result = expected(corrected())
    rows = page.locator("#results tbody tr")
    expect(rows).to_have_count(len(HERE))
    for at, village in enumerate(HERE, 1):
        row = rows.filter(has_text=village)
        expect(row.locator(".total")).to_have_text(f"{float(result.entries[at].final):.2f}")
    expect(rows.filter(has_text="弥陀村")).to_contain_text("一等奖")
    expect(rows.filter(has_text="战斗村")).to_contain_text("二等奖")
