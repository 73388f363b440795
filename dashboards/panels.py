"""What stands beside the to-dos: how far the contests are, what is short, the latest results. ux.md page 1"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Avg, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.http import urlencode

from accounts.choices import AccountState
from accounts.models import User
from areas.choices import Level
from areas.models import Area
from areas.policy import whole
from cadres.models import Appointment
from contests.choices import AwardState, ContestStatus
from contests.models import Component, Contest, Standing
from contests.services import progress
from contests.services.ranking import Cover, Selection, order_covers
from core.values.periods import Period
from core.values.rounding import round_points
from dashboards.policy import listed
from dashboards.todos import Desk

OFFICES = (Level.COUNTY, Level.TOWNSHIP)
RESULTS = 4
LABEL_LENGTH = 6  # characters in front of a bar


@dataclass(frozen=True)
class Bar:
    label: str
    done: int
    total: int
    unit: str
    left: str


@dataclass(frozen=True)
class Progress:
    """One section: the stages of a contest, bars of what is in, or both; ``empty`` says why there is neither."""

    title: str
    url: str
    steps: list[dict] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    empty: str = ""


@dataclass(frozen=True)
class Line:
    """Something with a few words beside it and, at the right, a figure or a badge that may lead somewhere."""

    label: str
    words: str = ""
    figure: str = ""
    url: str = ""
    badge: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """Lines under a heading; ``more`` is (label, address), ``empty`` what stands there without lines."""

    title: str
    lines: list[Line]
    more: tuple[str, str] | None = None
    empty: str = ""


# ---------------------------------------------------------------- contests
def running_contest(desk: Desk, period: Period, *, asked: bool) -> Contest | None:
    """The contest to show: the user's office's own, or for a village the one it takes part in.

    One that is being scored goes before that of ``period``, unless ``asked``: who chose the period by hand sees that
    of no other.
    """
    is_office = desk.area.level in OFFICES
    shown = [each for each in (desk.own_contests if is_office else desk.contests) if not each.is_trial]
    if not any(contest.period == period for contest in shown):
        further = Contest.objects.for_user(desk.user).of_period(period).counted().with_stages().select_related("area")
        shown += further.filter(area=desk.area) if is_office else further

    if asked:
        shown = [contest for contest in shown if contest.period == period]

    def order(contest: Contest):
        near = -abs((contest.period.end - desk.today).days)
        return contest.status == ContestStatus.SCORING, contest.period == period, near

    return max(shown, key=order, default=None)


def contest_progress(user: User, contest: Contest, today: date) -> Progress:
    """Stages for everybody who sees the contest, sheets only for the office that runs it."""
    bars = []
    if user.acting.area_id == contest.area_id and contest.status != ContestStatus.DRAFT:
        bars = [
            Bar(_bar_label(component), component.given, component.due, "份", component.left)
            for component in progress.components_of(contest)
        ]
    title = f"{called(contest, user)}进度"
    return Progress(title, contest.get_absolute_url(), progress.steps(contest, contest.stages.all(), today), bars)


def _bar_label(component: Component) -> str:
    """The name while it fits in front of the bar."""
    return component.name if len(component.name) <= LABEL_LENGTH else component.short_name or component.name


def called(contest: Contest, user: User) -> str:
    """第四季度比武; with its office in front where that is another one than the user's."""
    office = "" if contest.area_id == user.acting.area_id else contest.area
    return f"{office}{ordinal(contest.period)}比武"


def no_contest(period: Period) -> Progress:
    url = f"{reverse('contests:contest_list')}?{urlencode({'period': 'all'})}"
    return Progress(f"{ordinal(period)}比武进度", url, empty="这个季度还没有比武")


def ordinal(period: Period) -> str:
    """Without the year, as in 第三季度; 年度 of a whole one."""
    return "年度" if period.kind == "year" else period.label.partition("年")[2]


def townships_progress(user: User, period: Period, today: date) -> Progress:
    """How many townships of the county have come how far with the period's contest."""
    area = user.acting.area
    held = Contest.objects.of_period(period).counted().filter(area=OuterRef("pk")).order_by("pk")
    townships = Area.objects.below(area).at(Level.TOWNSHIP).valid_on(today)
    reached = townships.annotate(reached=Subquery(held.values("status")[:1])).values_list("reached", flat=True)
    counts, total = Counter(reached), len(reached)
    order = list(ContestStatus)
    words = {"scoring": "开始评分", "closed": "评分截止", "tallied": "计分", "final": "定稿"}
    bars = []
    for status, word in words.items():
        done = sum(counts[later] for later in order[order.index(status) :])
        bars.append(Bar(f"已{word}", done, total, "个", f"差 {total - done} 个" if done < total else "全部"))
    query = urlencode({"period": period, "level": Level.TOWNSHIP.value})
    return Progress(f"各乡镇{ordinal(period)}比武", f"{reverse('contests:contest_list')}?{query}", bars=bars)


# ---------------------------------------------------------------- what is short
def without_secretary(areas, day: date):
    """The villages among ``areas`` in which nobody is secretary on ``day``."""
    led = Appointment.objects.secretaries_on(day).order_by().values("area")
    return areas.villages().valid_on(day).exclude(pk__in=led)


def shortages(desk: Desk, period: Period, *, asked: bool) -> Section | None:
    """What the facts in the system show to be missing in the user's area: raters contest by contest, posts today.

    Whoever ``asked`` for ``period`` by hand reads of the raters of its contests alone.
    """
    if not desk.user.has_perm("cadres.view_person") or desk.area.level not in OFFICES:
        return None
    owing = defaultdict(list)
    for grid in desk.grids:
        if grid.contest.area_id == desk.area.pk and (grid.contest.period == period or not asked):
            owing[grid.contest].append(grid.row["rater__name"])
    lines = []
    for contest, names in owing.items():
        url = f"{reverse('contests:my_sheets')}?{urlencode({'contest': contest.pk, 'state': 'missing'})}"
        words = f"{contest.mark}{called(contest, desk.user)}：{listed(names, unit='人')}"
        lines.append(Line("评委未交齐", words, f"{len(set(names))} 人", url))
    vacant = without_secretary(Area.objects.for_user(desk.user), desk.today)
    names = list(vacant.order_by("code").values_list("short_name", flat=True))
    if names:
        lines.append(Line("没有书记的村", listed(names), f"{len(names)} 村", reverse("dashboards:vacancy_list")))
    handed_in = "评委都已交齐，" if desk.user.has_perm("contests.enter_sheets") else ""
    if handed_in and asked:
        handed_in = f"{period.label}的{handed_in}"
    return Section("还缺什么", lines, empty=f"{handed_in}每个村都有书记")


# ---------------------------------------------------------------- results
def results(user: User, period: Period, today: date, *, asked: bool) -> Section | None:
    """The best of the newest result up to ``period`` that the user may see (a village: its own place), and the average;
    where somebody ``asked`` for the period by hand, of that one alone.
    """
    if not user.has_perm("contests.view_standing"):
        return None
    chosen = Selection(user, {}, period)
    if asked and chosen.period != period:
        return Section("最近结果", [], empty=f"{period.label}还没有计分结果")
    rows = chosen.standings(Standing.objects.for_user(user))
    average = rows.order_by().values(all=Value(1)).annotate(average=Avg("final")).values("average")
    shown = rows.with_awards().select_related("entry__township", "tally__contest__scheme").with_newest_county_rank()
    shown = list(shown.annotate(average=Subquery(average))[:RESULTS])
    query = urlencode({"period": chosen.period, "source": chosen.source})
    more = ("全部", f"{reverse('contests:ranking')}?{query}") if shown else None
    county = _county(user.acting.area)
    ordered = any(standing.county_rank for standing in shown)
    cover = order_covers(county, chosen.period, today) if ordered else None
    lines = [_result(standing, chosen, user.acting.area, county, cover) for standing in shown]
    is_office = user.acting.area.level in OFFICES
    if shown and is_office and chosen.ranks_within(user.acting.area) and shown[0].average is not None:
        decimals = max(standing.tally.contest.scheme.decimals for standing in shown)
        facts, average = f"{chosen.period.short}，{chosen.status}", f"{round_points(shown[0].average, decimals)} 分"
        lines.append(Line(f"{whole(user.acting.area.name)}平均分", facts, average))
    if cover and cover.tallied < cover.townships:
        facts = f"{chosen.period.short}，已计分 {cover.tallied}/{cover.townships} 个乡镇"
        lines.append(Line(f"{whole(county.name)}名次", facts + ("，还会变" if cover.may_change else "")))
    return Section("最近结果", lines, more, empty="还没有计分结果，评分截止并计分后在这里显示")


def _county(area: Area) -> Area:
    """The county that ``area`` lies in."""
    while area.level > Level.COUNTY and area.parent:
        area = area.parent
    return area


def _result(standing: Standing, chosen: Selection, area: Area, county: Area, cover: Cover | None) -> Line:
    """An entry with its score and places; in the county with its township, otherwise its place in the contest."""
    name, url = standing.entry.name, reverse("contests:standing_detail", args=[standing.pk])
    if standing.rank is None:
        return Line(name, chosen.period.short, url=url, badge=standing.get_status_display())
    words = f"{chosen.period.short} {standing.shown_final} 分"
    if area.level == Level.COUNTY:
        words = words if standing.entry.township.short_name == name else f"{standing.entry.township} {words}"
    else:
        words += f"，{whole(chosen.organiser(standing).name)}第 {standing.rank}"
    if standing.county_rank:
        words += f"，{'暂列' if cover.may_change else ''}{whole(county.name)}第 {standing.county_rank}"
    award = next((award for award in standing.awards.all() if award.state == AwardState.GRANTED), None)
    if award is None:
        return Line(name, words, url=url)
    return Line(name, words, url=url, badge=str(award.rule), tone="cup" if award.rule.kind.is_cup else "")


# ---------------------------------------------------------------- accounts
def accounts(user: User) -> Section | None:
    """How many accounts are in which state."""
    if not user.has_perm("accounts.view_user"):
        return None
    counts = User.objects.for_user(user).count_by_state()
    url = reverse("accounts:user_list")
    lines = [
        Line(state.label, figure=f"{counts[state]} 个", url=f"{url}?{urlencode({'state': state})}")
        for state in AccountState
        if counts.get(state)
    ]
    if never := User.objects.for_user(user).never_seen().count():
        lines.append(Line("其中从未登录过", figure=f"{never} 个", url=f"{url}?{urlencode({'seen': 'never'})}"))
    return Section("账号概况", lines, ("全部", url))
