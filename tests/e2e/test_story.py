"""The main job from end to end in a real browser, with a real worker: entering, tallying, reading, taking away.

Two townships of one county. What the browser enters and what was entered before are the same figures that the
reference implementation gets; in the end the workbook that the county takes away says what the reference says.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from contests.models import Contest
from contests.services.lifecycle import close_scoring
from core.models import Job
from core.values.periods import Period
from scoring.models import AwardKind, AwardRule, Rater, Scheme, Score, Sheet, TieBreak
from scoring.services.sheets import submit
from tests.e2e.browser import cell_of, log_in
from tests.scoring import factories, reference
from tests.servers import PATIENCE

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOW = Period.of(timezone.localdate())
INDICATORS = {"产业兴旺": {"一村一品": 10, "特色产业": 10}, "治理有效": {"党组织建设": 12}}
COMPONENTS = [
    {"combine": "trimmed", "drop_high": 1, "drop_low": 1, "weight": 60},
    {"group": "leaders", "weight": 40},
]
# Village → component → rater → points of each indicator. The first observer of 高台镇 is entered in the browser.
POINTS = {
    "战斗村": [["9 8.5 11", "8 9 10.5", "9.5 9 11.5"], ["9 9 11", "8.5 8 10"]],
    "弥陀村": [["9 9.5 12", "9 9 11.5", "8.5 9.5 11"], ["9.5 9 11.5", "9 9 11"]],
    "石科村": [["7 7.5 9", "8 7 9.5", "7.5 8 9"], ["7.5 7 9", "8 7.5 9.5"]],
    "新华村": [["8 8 10", "8.5 8.5 10", "9 8 10.5"], ["8.5 8 10", "8 8.5 10.5"]],
    "新民村": [["10 9.5 11.5", "9 9.5 11.5", "9.5 10 12"], ["9.5 9.5 11", "9 9.5 11.5"]],
}
HERE, THERE = ("战斗村", "弥陀村", "石科村"), ("新华村", "新民村")
NEW_PASSWORD = "hongqi-leitai-8361"


# ---------------------------------------------------------------- the county
@dataclass
class County:
    """What there is before anybody sits down."""

    official: object
    office: object
    stranger: object
    scheme: Scheme
    here: Contest
    there: Contest
    rater: Rater


def make_county() -> County:
    here = factories.make_places(villages=HERE)
    there = factories.make_places(villages=THERE, township="新集镇", number=107)
    official = factories.make_user(
        username="gaotai", role="township_official", area=here.township, name="张莉", unit="高台镇党建办"
    )
    official.must_change_password = True
    official.save()
    scheme = factories.make_scheme(area=here.county, indicators=INDICATORS, components=COMPONENTS, status="draft")
    TieBreak.objects.create(scheme=scheme, order=1, kind="component", component=scheme.components.first())
    cup = AwardKind.objects.filter(is_cup=True).first()
    AwardRule.objects.create(scheme=scheme, order=1, name="夺杯村", kind=cup, places_by="number", number=1)
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    contests = []
    for places in (here, there):
        contest = factories.make_contest(
            scheme=scheme, villages=places.villages, area=places.township, period=NOW, name=f"{places.township}比武",
            raters=[{"name": "杨志远"}, {"name": "李晓梅"}, {"name": "孙建民"}, *[{"group": "leaders"}] * 2],
        )  # fmt: skip
        contests.append(contest)
    rater = contests[0].raters.get(name="杨志远")
    for contest in contests:
        enter_points(contest, official, leave=rater)
    close_scoring(contest=contests[1], user=official)
    return County(
        official=official,
        office=factories.make_user(username="zuzhibu", role="county_official", area=here.county, name="李明远"),
        stranger=factories.make_user(username="xinhua", role="village_cadre", area=there.villages[0]),
        scheme=scheme, here=contests[0], there=contests[1], rater=rater,
    )  # fmt: skip


def enter_points(contest: Contest, user, *, leave: Rater) -> None:
    """The sheets of all raters but one, filled and handed in."""
    components = list(contest.scheme.components.prefetch_related("fields"))
    for sheet in Sheet.objects.filter(assessment=contest).exclude(rater=leave).select_related("rater", "entry"):
        at = next(at for at, component in enumerate(components) if component.pk == sheet.component_id)
        points = POINTS[sheet.entry.name][at][sheet.rater.seat - 1].split()
        Score.objects.bulk_create(
            Score(sheet=sheet, field=field, points=point, saved_by=user, saved_at=timezone.now())
            for field, point in zip(components[at].fields.all(), points, strict=True)
        )
    for rater in contest.raters.exclude(pk=leave.pk):
        component = next(each for each in components if each.rater_group_id == rater.group_id)
        submit(assessment=contest, component=component, rater=rater, user=user)


def expected(villages: tuple[str, ...]) -> dict[str, reference.EntryResult]:
    """What the reference makes of the same points: village → its result."""
    fields = tuple(
        reference.Field(Decimal(maximum), dimension)
        for dimension, columns in INDICATORS.items()
        for maximum in columns.values()
    )
    components = (
        reference.Component("c1", fields, weight=Decimal(60), combine="trimmed", drop_high=1, drop_low=1),
        reference.Component("c2", fields, weight=Decimal(40)),
    )
    scheme = reference.Scheme(
        components, dimensions=tuple(INDICATORS), ties=(("component", "c1"),),
        awards=(reference.AwardRule(1, "夺杯村", number=1),),
    )  # fmt: skip
    given = [
        reference.Sheet(component.code, number, (component.code, seat), tuple(map(Decimal, line.split())))
        for number, village in enumerate(villages, 1)
        for component, lines in zip(components, POINTS[village], strict=True)
        for seat, line in enumerate(lines, 1)
    ]
    entries = tuple(reference.Entry(number) for number in range(1, len(villages) + 1))
    result = reference.tally(reference.Contest(scheme, entries, tuple(given)))
    return {village: result.entries[number] for number, village in enumerate(villages, 1)}


# ---------------------------------------------------------------- hands and eyes
def sign_in(page: Page, username: str, password: str = factories.PASSWORD) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def go_to(page: Page, label: str) -> None:
    """A page of the contest section, by the menu."""
    page.locator(".nav-main > li > a", has_text="比武").click()
    page.locator(".nav-sub").get_by_role("link", name=label, exact=True).click()


def paste(page: Page, rows: list[str]) -> None:
    """From the real clipboard, as Excel fills it."""
    text = "".join("\t".join(row.split()) + "\r\n" for row in rows)
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")


def stored(county: County, village: str) -> str:
    scores = Score.objects.filter(sheet__rater=county.rater, sheet__entry__name=village).order_by("field__order")
    return " ".join(f"{point.normalize():f}" for point in scores.values_list("points", flat=True))


@pytest.fixture
def county(db):
    return make_county()


@pytest.fixture
def desk(page, live_server):
    """The browser at the office, whose scripts must not fail."""
    page.set_default_timeout(PATIENCE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield page
    assert faults == []


# ---------------------------------------------------------------- the story
def test_from_the_grid_to_the_workbook(desk, live_server, live_worker, browser, browser_context_args, county, tmp_path):
    first_log_in(desk, live_server, county)
    open_the_grid_from_home(desk)
    fill_by_keyboard(desk, county)
    lose_the_line_while_pasting(desk, county)
    hand_in(desk, county)
    a_stranger_is_refused(browser, browser_context_args, live_server, desk.url, county)
    close_the_scoring(desk, live_server, county)
    the_county_tallies(desk, live_server, county)
    results = read_the_ranking(desk, county)
    read_an_explanation(desk, results)
    take_the_workbook(desk, tmp_path / "ranking.xlsx", results)


def first_log_in(page, live_server, county) -> None:
    page.goto(live_server.url)
    sign_in(page, county.official.username)
    expect(page.locator("h1")).to_have_text("设置新密码")
    for name in ("new_password1", "new_password2"):
        page.locator(f"input[name={name}]").fill(NEW_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    expect(page.locator("h1")).to_have_text("工作台")


def open_the_grid_from_home(page) -> None:
    page.locator(".todo").filter(has_text="录入杨志远的实地观摩评分表").get_by_role("link", name="去录入").click()
    expect(page.locator("#filled")).to_have_text("0/9")
    expect(page.locator("#grid tbody tr")).to_have_count(3)
    page.wait_for_load_state("networkidle")


def fill_by_keyboard(page, county) -> None:
    cell_of(page, 0, 0).focus()
    for point in POINTS["战斗村"][0][0].split():
        page.keyboard.type(point)
        page.keyboard.press("Tab")
    expect(page.locator("#filled")).to_have_text("3/9")
    expect(page.locator("#savestate")).to_contain_text("3 格已存")
    assert stored(county, "战斗村") == POINTS["战斗村"][0][0]


def lose_the_line_while_pasting(page, county) -> None:
    page.context.set_offline(True)
    cell_of(page, 1, 0).click()
    paste(page, [POINTS[village][0][0] for village in ("弥陀村", "石科村")])
    expect(page.locator("#issues")).to_contain_text("网络中断")
    expect(page.locator("#savestate")).to_contain_text("6 格没存上")
    assert stored(county, "弥陀村") == ""
    page.context.set_offline(False)
    expect(page.locator("#savestate")).to_contain_text("9 格已存")
    expect(page.locator("#issues")).not_to_contain_text("网络中断")
    expect(page.locator("#filled")).to_have_text("9/9")
    assert [stored(county, village) for village in HERE] == [POINTS[village][0][0] for village in HERE]


def hand_in(page, county) -> None:
    page.get_by_role("button", name="检查并提交").click()
    expect(page.locator("#check")).to_contain_text("3 个村 9 格都已填好")
    page.locator("#check").get_by_role("button", name="确认提交").click()
    expect(page.locator(".msg-success")).to_contain_text("3 个村的评分表已提交并锁定")
    expect(cell_of(page, 0, 0)).not_to_be_editable()
    assert set(Sheet.objects.filter(rater=county.rater).values_list("status", flat=True)) == {"submitted"}


def a_stranger_is_refused(browser, browser_context_args, live_server, grid: str, county) -> None:
    """A village secretary of the other township, with a session of their own."""
    context = browser.new_context(**browser_context_args)
    log_in(context, live_server, county.stranger)
    page = context.new_page()
    assert page.goto(grid).status == 404
    expect(page.locator("body")).not_to_contain_text("战斗村")
    context.close()


def close_the_scoring(page, live_server, county) -> None:
    page.goto(live_server.url + county.here.get_absolute_url())
    page.get_by_role("button", name="截止评分").click()
    page.get_by_role("dialog").get_by_role("button", name="截止评分").click()
    expect(page.locator(".msg-success")).to_contain_text("评分已截止")


def the_county_tallies(page, live_server, county) -> None:
    page.goto("about:blank")  # what the page still fetches would find no log-in and lead elsewhere
    page.context.clear_cookies()
    page.goto(live_server.url)
    sign_in(page, county.office.username)
    go_to(page, "比武")
    page.get_by_role("link", name="全区计分").click()
    expect(page.locator("#state")).to_contain_text("待计分 2 场")
    page.get_by_role("button", name="开始计分").click()
    expect(page.locator(".job")).to_contain_text("已完成")
    expect(page.locator(".job")).to_contain_text("2 场比武已计分，其中 2 场有新版本")
    assert Job.objects.get().status == "done"


def read_the_ranking(page, county) -> list[tuple[int, str, reference.EntryResult]]:
    """What the county sees is what the reference says: (rank in the county, village, result)."""
    results = expected(HERE) | expected(THERE)
    order = sorted(results, key=lambda village: -results[village].final)
    go_to(page, "排名")
    rows = page.locator("#results tbody tr")
    expect(rows).to_have_count(len(order))
    for rank, village in enumerate(order, 1):
        row = rows.nth(rank - 1)
        expect(row.locator("td").first).to_have_text(str(rank))
        expect(row).to_contain_text(village)
        expect(row.locator(".total")).to_have_text(f"{float(results[village].final):.2f}")
    assert len({result.final for result in results.values()}) == len(order)  # the order above is the only one
    return [(rank, village, results[village]) for rank, village in enumerate(order, 1)]


def read_an_explanation(page, results) -> None:
    _, village, result = results[0]
    page.get_by_role("row").filter(has_text=village).get_by_role("cell").last.click()
    explanation = page.locator("#explain")
    expect(explanation).to_contain_text(f"{village} {float(result.final):.2f} 分怎么来的")
    expect(explanation).to_contain_text("3 位评委，去 1 个最高、1 个最低")
    for contribution in result.contributions.values():
        expect(explanation).to_contain_text(f"{float(contribution):.8f}".rstrip("0"))


def take_the_workbook(page, path: Path, results) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["排名", "得分矩阵", "得分说明"]
    lines = [row for row in book["排名"].iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    head = [(cell.value or "").replace("\n", "") for cell in book["排名"][3]]
    columns = [at for at, label in enumerate(head) if re.search(r" (60|40)$", label or "")]
    assert len(columns) == 2
    for line, (rank, village, result) in zip(lines, results, strict=True):
        row = dict(zip(head, line, strict=True))
        assert (row["名次"], row["村"], row["本场名次"]) == (rank, village, result.rank)
        assert Fraction(str(row["总分"])) == result.final
        shown = [float(reference.rounded(each, 2)) for each in result.contributions.values()]
        assert [line[at] for at in columns] == shown
        assert (row["奖项"] or "") == ("夺杯村" if result.rank == 1 else "")
