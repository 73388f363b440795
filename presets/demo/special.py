"""Demo contests of the rarer kinds, each with something left to do, as an office would find it.

A yearly one by figures, carried-over scores and a panel; one of townships in its second round; one of first
secretaries, final in a corrected version; a trial run of villager groups whose paper sheets are entered twice.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db.models import QuerySet

from accounts.models import User
from areas.models import Area, IndicatorKind, VillageIndicator
from cadres.models import PostKind
from contests.models import Contest, StageKind
from contests.reads.notices import proposed_correction
from contests.services.chasing import remind
from contests.services.contests import create_contest
from contests.services.lifecycle import close_scoring, finalise, open_scoring, open_second_round, take_back
from contests.services.notices import publish_correction
from contests.services.public import set_access
from contests.services.tally import tally_contest
from core.values.periods import Period
from presets.demo.contests import enter
from scoring.models import BonusItem, Entry, Field, Figure, Measure, Rater, RaterGroup, Scheme, Sheet, Standing
from scoring.reads.applicable import inapplicable
from scoring.reads.carry import carried_components
from scoring.services import schemes
from scoring.services.carry import set_carry_sources
from scoring.services.cells import CellInput, check_cells, save_cells
from scoring.services.conflicts import declare_conflict
from scoring.services.entries import add_entries, add_groups, add_holders, add_top, withdraw_entry
from scoring.services.occurrences import approve_occurrence, record_occurrence
from scoring.services.paper import keep_paper
from scoring.services.raters import substitute

SCHEMES = Path(__file__).resolve().parent / "schemes"
DAY = timedelta(days=1)
PANEL = [("马振华", "区委组织部"), ("程玉梅", "区纪委监委"), ("邓世杰", "区委政法委")]
DEPARTMENTS = ["nongyeju", "zhujianju", "minzhengju", "wenlvju", "shengtaiju"]
GROUPS = ["弥陀村 一组", "弥陀村 二组", "弥陀村 三组", "战斗村 一组", "战斗村 二组", "战斗村 三组"]
FIRST = [(36, 27, 26), (33, 25, 24), (38, 28, 27), (31, 22, 25), (35, 26, 23), (34, 24, 28)]
SECOND = {(2, 1): 23}  # (group, column): the one cell that somebody read differently on the paper


def make_special(
    county: Area, townships: list[Area], users: dict[str, User], clerks: dict[int, User], today: date
) -> None:
    """All of them; the usual contests of four finished quarters are there already."""
    office, rng = users["zuzhibu"], random.Random(county.code)  # noqa: S311 (nothing secret: the same every time)
    quarters = [Period.of(today).previous()]
    while len(quarters) < 4:
        quarters.insert(0, quarters[0].previous())
    _indicators(county, quarters[-1].year, rng)
    _year_contest(county, townships, quarters, users, today, rng)
    _township_contest(county, quarters[-1], users, today, rng)
    _person_contest(county, quarters[-1], office, today)
    [gaotai] = [each for each in townships if each.short_name == "高台镇"]
    _group_contest(county, gaotai, [clerks[gaotai.pk], users["gaotaizhen2"]], office, today)
    set_access(area=county, is_open=True, user=office, reason="比武结果接受群众监督")


# ---------------------------------------------------------------- by figures, from four quarters
def _indicators(county: Area, year: int, rng: random.Random) -> None:
    """Two years of the villages' figures; this year two villages have not reported yet."""
    kinds = {kind.code: kind for kind in IndicatorKind.objects.all()}
    rows = []
    for village in Area.objects.villages().below(county).order_by("code"):
        income, per_head = rng.randrange(60, 900) * 1000, rng.randrange(1300, 2600) * 10
        for at in (year - 1, year):
            figures = {"collective_income": income, "income_per_head": per_head, "complaints": rng.randrange(0, 9)}
            rows += [
                VillageIndicator(area=village, kind=kinds[code], year=at, value=value, source_label="年度统计")
                for code, value in figures.items()
            ]
            income, per_head = income * 108 // 100, per_head * 106 // 100
    VillageIndicator.objects.bulk_create(rows)


def _year_contest(
    county: Area, townships: list[Area], quarters: list[Period], users: dict[str, User], today: date, rng: random.Random
) -> None:
    """The best of each township's last quarter: figures half entered, the panel at work, vetoes. D0 3.3"""
    office, period = users["zuzhibu"], Period("year", quarters[-1].year)
    scheme = _scheme("touyan_year", county, period.year, office)
    contest = create_contest(
        area=county, scheme=scheme, period=period, user=office, villages=[], name=f"南郑区{period.label}擂台比武",
        theme="三面红旗年度总评", stages=_stages(today, onsite=(-6, -5), review=(-4, 10), adjudication=(11, 15)),
    )  # fmt: skip
    own = Contest.objects.filter(area__in=townships).select_related("scheme")
    final = {quarter: list(own.of_period(quarter).filter(status="final")) for quarter in quarters}
    add_top(assessment=contest, sources=final[quarters[-1]], places=1)
    waiting = own.of_period(quarters[-1]).exclude(status="final")  # their score of the last quarter is still missing
    first = Standing.objects.newest().filter(tally__assessment__in=waiting, rank=1).values("entry__area")
    add_entries(assessment=contest, villages=Area.objects.filter(pk__in=first))
    for component, quarter in zip(carried_components(contest), quarters, strict=True):
        set_carry_sources(assessment=contest, component=component, sources=final[quarter], user=office)
    panel = _seat(contest, "panel", [users["lingdao"]], PANEL)
    open_scoring(contest=contest, user=office, on=today - 4 * DAY)
    contest.refresh_from_db()
    entries = list(contest.entries.order_by("number"))
    VillageIndicator.objects.filter(area__in=[entries[4].area, entries[15].area], year=period.year).delete()
    _figures(contest, entries, office, today, rng)
    declare_conflict(rater=panel[2], entry=entries[1], reason="与该村书记是亲属", user=office)
    substitute(
        rater=panel[3], name="韩立军", unit="区委政法委", user_account=None, reason="外出学习", from_on=today - 2 * DAY,
        user=office,
    )  # fmt: skip
    _give(contest.sheets.filter(rater=panel[1]), office, today - DAY)
    _vetoes(entries, scheme, office)
    withdraw_entry(entry=entries[10], status="withdrawn", reason="受洪涝灾害影响，村委会申请停赛", user=office)
    remind(contest=contest, user=office, today=today)


def _figures(contest: Contest, entries: list[Entry], office: User, today: date, rng: random.Random) -> None:
    """What the office has entered so far: some villages aim higher, the last ones are still to come."""
    entered = Measure.objects.filter(scheme=contest.scheme, source=None).select_related("indicator")
    measures = {each.indicator.code: each for each in entered}
    columns = Field.objects.filter(component__kind="recorded", indicator__measures__in=entered)
    fields = {each.indicator.code: each for each in columns.select_related("indicator")}
    blanks = inapplicable(fields.values(), [entry.pk for entry in entries])
    rows = []
    for entry in entries[:-4]:
        tasks, target = rng.randrange(7, 13), rng.choice((None, None, 10, 14))
        daily, growth = rng.randrange(42, 60), rng.randrange(15, 60)
        for code, value, own, evidence in (
            ("tasks", Decimal(tasks), target, "年度目标责任书验收单"),
            ("daily", Decimal(daily) / 10, None, "镇党委日常考评台账"),
            ("weak_growth", Decimal(growth) / 10, None, "村集体账目公示"),
        ):
            if (entry.pk, fields[code].pk) not in blanks:
                rows.append(
                    Figure(
                        entry=entry, measure=measures[code], value=value, target=own, evidence=evidence,
                        entered_by=office, entered_at=f"{today - DAY} 15:20+08:00",
                    )
                )  # fmt: skip
    Figure.objects.bulk_create(rows)


def _vetoes(entries: list[Entry], scheme: Scheme, office: User) -> None:
    """One approved, one waiting with its evidence, and a deduction. scoring.md §5"""
    items = {item.code: item for item in BonusItem.objects.filter(scheme=scheme)}
    for code, entry, case, evidence, approved in (
        ("accident", entries[13], "村办砖厂坍塌事故", "区应急管理局事故调查报告", True),
        ("discipline", entries[2], "村文书违规发放补贴", "镇纪委处分决定书，复印件已存档", False),
        ("criticised", entries[8], "秸秆焚烧被通报", "区生态环境督察通报第 7 期", True),
    ):
        noted = record_occurrence(entry=entry, item=items[code], case=case, evidence=evidence, user=office)
        if approved:
            approve_occurrence(occurrence=noted, user=office)


# ---------------------------------------------------------------- townships, second round
def _township_contest(county: Area, period: Period, users: dict[str, User], today: date, rng: random.Random) -> None:
    """Provisionally tallied; now the leading group judges again, knowing the first ranks. D3 3.1, 4.4"""
    office = users["zuzhibu"]
    contest = create_contest(
        area=county, scheme=_scheme("leitai_townships", county, period.year, office), period=period, user=office,
        name=f"南郑区{period.label}乡镇（街道）擂台比武", new_series="南郑区乡镇（街道）擂台比武",
        theme="抓党建促乡村振兴", stages=_stages(today, onsite=(-22, -21), review=(-20, -8), adjudication=(-7, 6)),
    )  # fmt: skip
    _seat(contest, "departments", [users[name] for name in DEPARTMENTS], [])
    panel = _seat(contest, "panel", [users["lingdao"]], PANEL)
    contest = open_scoring(contest=contest, user=office, on=today - 20 * DAY)
    _give(contest.sheets.all(), office, today - 9 * DAY)
    cases = Measure.objects.get(scheme=contest.scheme)
    Figure.objects.bulk_create(
        Figure(
            entry=entry, measure=cases, value=rng.randrange(0, 5), evidence="区委组织部典型案例汇编", entered_by=office,
            entered_at=f"{today - 9 * DAY} 11:00+08:00",
        )
        for entry in contest.entries.all()
    )  # fmt: skip
    tally_contest(contest=close_scoring(contest=contest, user=office), user=office)
    open_second_round(contest=contest, ends_on=today + 5 * DAY, user=office)
    _give(Sheet.objects.filter(rater__in=panel[1:3]), office, today - DAY)


# ---------------------------------------------------------------- persons, awards of every kind
def _person_contest(county: Area, period: Period, office: User, today: date) -> None:
    """First secretaries: final, then corrected because a veto had been overlooked. D3 1"""
    contest = create_contest(
        area=county, scheme=_scheme("first_secretaries", county, period.year, office), period=period, user=office,
        name=f"南郑区{period.label}驻村第一书记擂台比武", new_series="南郑区驻村第一书记擂台比武", theme="我为驻村代言",
        stages=_stages(today, onsite=(-30, -29), review=(-28, -20), adjudication=(-19, -15)),
    )  # fmt: skip
    add_holders(assessment=contest, post=PostKind.objects.get(code="first_secretary"), on=today - 30 * DAY)
    _seat(contest, "departments", [], PANEL)
    contest = open_scoring(contest=contest, user=office, on=today - 28 * DAY)
    _give(contest.sheets.all(), office, today - 20 * DAY)
    contest = close_scoring(contest=contest, user=office)
    tally_contest(contest=contest, user=office)
    contest = finalise(contest=Contest.objects.get(pk=contest.pk), user=office, on=today - 10 * DAY)
    contest = take_back(contest=contest, reason="群众反映有一名第一书记驻村天数不足，经核实属实", user=office)
    best = Standing.objects.filter(tally__assessment=contest).in_order()[1].entry
    noted = record_occurrence(
        entry=best, item=BonusItem.objects.get(scheme=contest.scheme), case="全年驻村 96 天", user=office,
        evidence="驻村签到记录，乡镇党委核实说明",
    )  # fmt: skip
    approve_occurrence(occurrence=noted, user=office)
    tally_contest(contest=contest, user=office)
    contest.refresh_from_db()
    publish_correction(
        contest=contest, title=f"{contest}更正公告", text=proposed_correction(contest), user=office, on=today,
        contact="0916-5512371，区委组织部",
    )  # fmt: skip


# ---------------------------------------------------------------- villager groups, a trial run on paper
def _group_contest(county: Area, township: Area, clerks: list[User], office: User, today: date) -> None:
    """A trial run: paper sheets entered by one clerk, checked by another, who read one cell differently. D3 3.2, O10"""
    period = Period.of(today)
    contest = create_contest(
        area=township, scheme=_scheme("groups", county, period.year, office), period=period, user=clerks[0],
        name="村民小组环境卫生比武", new_series="高台镇村民小组比武", theme="门前三包", is_trial=True,
        stages=_stages(today, onsite=(-2, -2), review=(-1, 4)),
    )  # fmt: skip
    contest.double_entry = True
    contest.save(update_fields=["double_entry"])
    add_groups(assessment=contest, lines="\n".join(GROUPS))
    people = [("蒋桂兰", "镇人大代表"), ("沈学文", "镇党代表"), ("吕春梅", "政协委员")]
    [rater, *_] = _seat(contest, "delegates", [], people)
    contest = open_scoring(contest=contest, user=clerks[0], on=today - DAY)
    component = contest.scheme.components.get()
    keep_paper(component=component, rater=rater, teller="彭志强", monitor="苏晓莉", scan=None, user=clerks[0])
    entries, fields = list(contest.entries.order_by("number")), list(component.fields.order_by("order"))
    for save, clerk, other in ((save_cells, clerks[0], {}), (check_cells, clerks[1], SECOND)):
        cells = [
            CellInput(entry.pk, field.pk, str(other.get((row, column), FIRST[row][column])), "")
            for row, entry in enumerate(entries)
            for column, field in enumerate(fields)
        ]
        save(assessment=contest, component=component, rater=rater, cells=cells, user=clerk)


# ---------------------------------------------------------------- what they share
def _scheme(name: str, area: Area, year: int, user: User) -> Scheme:
    """One of the county's own schemes, put to use."""
    text = (SCHEMES / f"{name}.toml").read_text("utf-8")
    return schemes.put_to_use(scheme=schemes.load_preset(text=text, area=area, year=year, user=user).scheme, user=user)


def _stages(today: date, **spans: tuple[int, int]) -> list[tuple[StageKind, date, date]]:
    """Stages by code: first and last day, counted from today."""
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    return [(kinds[code], today + first * DAY, today + last * DAY) for code, (first, last) in spans.items()]


def _seat(contest: Contest, group: str, accounts: Iterable[User], others: Iterable[tuple[str, str]]) -> list[Rater]:
    """Raters with an account, then those without."""
    group = RaterGroup.objects.get(code=group)
    seated = [(user.name, user.unit, user) for user in accounts] + [(*each, None) for each in others]
    return Rater.objects.bulk_create(
        Rater(assessment=contest, group=group, seat=seat, name=name, unit=unit, user=user)
        for seat, (name, unit, user) in enumerate(seated, 1)
    )


def _give(sheets: QuerySet, clerk: User, on: date) -> None:
    """Fill these sheets of one contest and submit them."""
    drafts = list(sheets.filter(status="draft").values_list("pk", flat=True))
    enter(drafts, scheme=Scheme.objects.get(assessments__sheets__in=drafts[:1]), clerk=clerk, on=on)
