"""What of contests stands beside the to-dos: how far they are, whose sheets are missing, results. ux.md page 1"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Avg, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.http import urlencode

from areas.choices import Level
from areas.models import Area
from areas.policy import whole
from contests import models
from contests.models import Contest
from contests.querysets.county import with_newest_county_rank
from contests.reads import progress
from contests.reads.ranking import Cover, Selection, order_covers
from contests.reads.reminders import unseen
from contests.reads.work import Work
from core.pages.home import Bar, Desk, Line, Reminder, Section, Shortage, listed
from core.pages.views import figures
from core.values.periods import Period
from core.values.rounding import round_points
from scoring.choices import AssessmentStatus, AwardState
from scoring.models import Component, Standing

OFFICES = (Level.COUNTY, Level.TOWNSHIP)
RESULTS = 4
DETAILS = "看明细"
LABEL_LENGTH = 6  # characters in front of a bar


# ---------------------------------------------------------------- contests
def running_contest(desk: Desk) -> Contest | None:
    """The contest to show: the user's office's own, or for a village the one it takes part in.

    One that is being scored goes before that of the period in the top bar, unless that was asked for by hand: then
    none of another period is shown.
    """
    work, period, is_office = desk.keep(Work), desk.period, desk.area.level in OFFICES
    shown = [each for each in (work.own_contests if is_office else work.contests) if not each.is_trial]
    if not any(contest.period == period for contest in shown):
        further = Contest.objects.for_user(desk.user).of_period(period).counted().with_stages().select_related("area")
        shown += further.filter(area=desk.area) if is_office else further

    if desk.asked:
        shown = [contest for contest in shown if contest.period == period]

    def order(contest: Contest):
        near = -abs((contest.period.end - desk.today).days)
        return contest.status == AssessmentStatus.SCORING, contest.period == period, near

    return max(shown, key=order, default=None)


def headline(desk: Desk) -> str:
    """Where the contest that is shown stands and how long this stage lasts, else how long the quarter lasts."""
    if contest := desk.keep(running_contest):
        title = called(contest, desk.user)
        step = next(
            (step for step in progress.steps(contest, contest.stages.all(), desk.today) if step["state"] == "now"), None
        )
        if step and step["ends_on"] >= desk.today:
            days = (step["ends_on"] - desk.today).days
            return figures("{title}{step}中，还剩 {} 天", days, title=title, step=step["label"])
        return f"{title}{contest.get_status_display()}"
    period = Period.of(desk.today)
    if desk.asked and desk.period != period:
        return f"下面的进度和结果是{desk.period.label}的"
    return figures("{period}还剩 {} 天", (period.end - desk.today).days, period=ordinal(period))


def contest_progress(desk: Desk) -> Iterator[Section]:
    """How far the contest is, and for a county how far those of its townships are."""
    contest = desk.keep(running_contest)
    is_county = desk.area.level == Level.COUNTY
    if contest:
        yield _progress_of(contest, desk)
    elif desk.asked or not is_county:
        yield _no_contest(desk.period)
    if is_county:
        yield _townships_progress(desk)


def _progress_of(contest: Contest, desk: Desk) -> Section:
    """Stages for everybody who sees the contest, sheets only for the office that runs it."""
    bars = []
    if desk.area.pk == contest.area_id and contest.status != AssessmentStatus.DRAFT:
        bars = [
            Bar(_bar_label(component), component.given, component.due, "份", component.left)
            for component in progress.components_of(contest)
        ]
    steps = progress.steps(contest, contest.stages.all(), desk.today)
    return Section(
        f"{called(contest, desk.user)}进度", more=(DETAILS, contest.get_absolute_url()), steps=steps, bars=bars
    )


def _bar_label(component: Component) -> str:
    """The name while it fits in front of the bar."""
    return component.name if len(component.name) <= LABEL_LENGTH else component.short_name or component.name


def called(contest: Contest, user) -> str:
    """第四季度比武; with its office in front where that is another one than the user's."""
    office = "" if contest.area_id == user.acting.area_id else contest.area
    return f"{office}{ordinal(contest.period)}比武"


def _no_contest(period: Period) -> Section:
    url = f"{reverse('contests:contest_list')}?{urlencode({'period': 'all'})}"
    return Section(f"{ordinal(period)}比武进度", more=(DETAILS, url), empty="这个季度还没有比武")


def ordinal(period: Period) -> str:
    """Without the year, as in 第三季度; 年度 of a whole one."""
    return "年度" if period.kind == "year" else period.label.partition("年")[2]


def _townships_progress(desk: Desk) -> Section:
    """How many townships of the county have come how far with the period's contest."""
    area, period = desk.area, desk.period
    held = Contest.objects.of_period(period).counted().filter(area=OuterRef("pk")).order_by("pk")
    townships = Area.objects.below(area).at(Level.TOWNSHIP).valid_on(desk.today)
    reached = townships.annotate(reached=Subquery(held.values("status")[:1])).values_list("reached", flat=True)
    counts, total = Counter(reached), len(reached)
    order = list(AssessmentStatus)
    words = {"scoring": "开始评分", "closed": "评分截止", "tallied": "计分", "final": "定稿"}
    bars = []
    for status, word in words.items():
        done = sum(counts[later] for later in order[order.index(status) :])
        bars.append(Bar(f"已{word}", done, total, "个", f"差 {total - done} 个" if done < total else "全部"))
    query = urlencode({"period": period, "level": Level.TOWNSHIP.value})
    url = f"{reverse('contests:contest_list')}?{query}"
    return Section(f"各乡镇{ordinal(period)}比武", more=(DETAILS, url), bars=bars)


# ---------------------------------------------------------------- what is short
def raters_owing(desk: Desk) -> Shortage | None:
    """For offices: whose sheets their contests lack, contest by contest.

    Whoever asked for a period by hand reads of the raters of its contests alone.
    """
    if desk.area.level not in OFFICES:
        return None
    owing = defaultdict(list)
    for grid in desk.keep(Work).grids:
        if grid.contest.area_id == desk.area.pk and (grid.contest.period == desk.period or not desk.asked):
            owing[grid.contest].append(grid.row["rater__name"])
    lines = []
    for contest, names in owing.items():
        url = f"{reverse('scoring:my_sheets')}?{urlencode({'assessment': contest.pk, 'state': 'missing'})}"
        words = f"{contest.mark}{called(contest, desk.user)}：{listed(names, unit='人')}"
        lines.append(Line("评委未交齐", words, f"{len(set(names))} 人", url))
    if not desk.user.has_perm("scoring.enter_sheets"):
        return Shortage(lines)
    return Shortage(lines, f"{desk.period.label}的评委都已交齐" if desk.asked else "评委都已交齐")


# ---------------------------------------------------------------- results
def results(desk: Desk) -> Iterator[Section]:
    """The best of the newest result up to the period that the user may see (a village: its own place), and the average;
    where somebody asked for the period by hand, of that one alone.
    """
    user, period = desk.user, desk.period
    chosen = Selection(user, {}, period)
    if desk.asked and chosen.period != period:
        yield Section("最近结果", empty=f"{period.label}还没有计分结果")
        return
    rows = chosen.standings(Standing.objects.for_user(user))
    average = rows.order_by().values(all=Value(1)).annotate(average=Avg("final")).values("average")
    shown = with_newest_county_rank(rows.with_awards().select_related("entry__township", "tally__assessment__scheme"))
    shown = list(shown.annotate(average=Subquery(average))[:RESULTS])
    query = urlencode({"period": chosen.period, "source": chosen.source})
    more = ("全部", f"{reverse('contests:ranking')}?{query}") if shown else None
    county = _county(desk.area)
    ordered = any(standing.county_rank for standing in shown)
    cover = order_covers(county, chosen.period, desk.today) if ordered else None
    lines = [_result(standing, chosen, desk.area, county, cover) for standing in shown]
    is_office = desk.area.level in OFFICES
    if shown and is_office and chosen.ranks_within(desk.area) and shown[0].average is not None:
        decimals = max(standing.tally.assessment.scheme.decimals for standing in shown)
        facts, average = f"{chosen.period.short}，{chosen.status}", f"{round_points(shown[0].average, decimals)} 分"
        lines.append(Line(f"{whole(desk.area.name)}平均分", facts, average))
    if cover and cover.tallied < cover.townships:
        facts = f"{chosen.period.short}，已计分 {cover.tallied}/{cover.townships} 个乡镇"
        lines.append(Line(f"{whole(county.name)}名次", facts + ("，还会变" if cover.may_change else "")))
    yield Section("最近结果", lines, more, empty="还没有计分结果，评分截止并计分后在这里显示")


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


# ---------------------------------------------------------------- reminders
def reminders(user, most: int) -> Iterable[Reminder]:
    """The newest that the user has not said to know."""
    for each in unseen(user).select_related("contest")[:most]:
        seen_url = reverse("contests:reminder_seen", args=[each.pk])
        yield Reminder(each.text, *_where(each), seen_url)


def _where(reminder: models.Reminder) -> tuple[str, str]:
    """Where it is done what one is reminded of, and what the link there says."""
    if reminder.rater_id:
        return reverse("scoring:my_sheets"), "去打分"
    if not reminder.contest_id:
        return reverse("contests:contest_create"), "去创建"
    return reminder.contest.get_absolute_url(), "去填写" if reminder.entry_id else "去办理"
