"""Running a contest: who competes, who rates, when, and the steps from preparation to the final result. C3, C4"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from areas.choices import Level
from areas.models import Area, AreaCategory
from cadres.models import Appointment
from contests.choices import Combine, ContestStatus, EntryStatus, PeriodKind, TooFew
from contests.models import (
    BonusItem,
    Component,
    Contest,
    ContestSeries,
    ContestStage,
    Entry,
    EntryCategory,
    Occurrence,
    Rater,
    RaterGroup,
    Scheme,
    StageKind,
)
from contests.querysets import due
from contests.querysets import tally as tally_sql
from contests.services.results import finalise_all, withdraw
from contests.services.tally import problems_of
from core.constraints import refusing
from core.errors import TouyanError
from core.lifecycle import advance, record
from core.periods import Period

Stages = Iterable[tuple[StageKind, date, date]]

MINIMUM_ENTRIES = 2
OPENED = (ContestStatus.SCORING, ContestStatus.CLOSED, ContestStatus.TALLIED)

# Days before (-) or after a quarter's end at which the stages begin and end; shorter periods shrink what lies before.
STAGE_DAYS = {
    "declaration": (-51, -41), "onsite": (-18, -18), "review": (-17, 0), "adjudication": (1, 8), "notice": (9, 15),
}  # fmt: skip
QUARTER_DAYS = 92


def proposed_stages(period: Period) -> dict[str, tuple[date, date]]:
    """Sensible dates of the usual stages for a contest of ``period``, by stage code. D3 4"""
    share = min(1, ((period.end - period.start).days + 1) / QUARTER_DAYS)

    def day(offset: int) -> date:
        return period.end + timedelta(days=round(offset * share) if offset < 0 else offset)

    return {code: (day(first), day(last)) for code, (first, last) in STAGE_DAYS.items()}


def proposed_period(area: Area, period: Period) -> Period:
    """``period``, or the first one after it for which the area's series has no contest yet."""
    series = _first_series(area, period.kind)
    made = set(Contest.objects.filter(series=series).values_list("year", "number")) if series else ()
    while (period.year, period.number) in made:
        period = period.next()
    return period


def proposed_scheme(area: Area, period: Period) -> Scheme | None:
    """The scheme of the series' contest before ``period`` while it may still be used, else the first that may."""
    usable = Scheme.objects.usable_in(area)
    earlier = Q(year__lt=period.year) | Q(year=period.year, number__lt=period.number)
    previous = Contest.objects.filter(earlier, series=_first_series(area, period.kind)).order_by("-year", "-number")
    return usable.filter(pk__in=previous.values("scheme")[:1]).first() or usable.first()


# ---------------------------------------------------------------- making one
@transaction.atomic
def create_contest(
    *,
    area: Area,
    scheme: Scheme,
    name: str,
    period: Period,
    stages: Stages,
    user: User,
    theme: str = "",
    series: ContestSeries | None = None,
    villages: Iterable[Area] | None = None,
) -> Contest:
    """A contest that the user's own township or county prepares. C4

    ``villages``: those that compete; all valid villages of ``area`` unless given. ``series``: the area's series of
    that kind of period unless given, made on first use. ``TouyanError`` when the series has a contest of the period.
    """
    if not user.acting or user.acting.area_id != area.pk or area.level not in (Level.TOWNSHIP, Level.COUNTY):
        raise TouyanError("只能为本乡镇或本县区创建比武")
    if not Scheme.objects.usable_in(area).filter(pk=scheme.pk).exists():
        raise TouyanError(f"方案“{scheme}”没有启用，或不是{area}可用的方案")
    stages = _checked_stages(stages)
    series = series or _default_series(area, period.kind)
    if series.area_id != area.pk or series.period_kind != period.kind:
        raise TouyanError(f"系列“{series}”与主办单位或周期不符")
    with refusing(Contest):
        contest = Contest.objects.create(
            area=area, series=series, scheme=scheme, name=name.strip(), theme=theme.strip(),
            period_kind=period.kind, year=period.year, number=period.number,
        )  # fmt: skip
    record(contest, "", ContestStatus.DRAFT, user=user)
    _save_stages(contest, stages)
    if villages is None:
        villages = Area.objects.villages().below(area).valid_on(stages[0][1])
    add_entries(contest=contest, villages=villages)
    return contest


def _first_series(area: Area, kind: str) -> ContestSeries | None:
    return ContestSeries.objects.filter(area=area, period_kind=kind).order_by("pk").first()


def _default_series(area: Area, kind: str) -> ContestSeries:
    """The area's first series of this kind of period; two clerks at once make one."""
    series = _first_series(area, kind)
    if series is None:
        name = f"{area.short_name}{PeriodKind(kind).label}擂台比武"
        series, _ = ContestSeries.objects.get_or_create(area=area, name=name, defaults={"period_kind": kind})
    return series


def _checked_stages(stages: Stages) -> list[tuple[StageKind, date, date]]:
    """The stages in order of time, or ``TouyanError``; raters need exactly one in which they enter their sheets."""
    stages = sorted(stages, key=lambda stage: (stage[1], stage[0].order))
    problems = [f"{kind}：截止不能早于开始" for kind, starts_on, ends_on in stages if ends_on < starts_on]
    if sum(kind.is_scoring for kind, _, _ in stages) != 1:
        problems.append("须有且只有一个打分阶段（如集中评议）")
    if problems:
        raise TouyanError("阶段安排有误：", items=problems)
    return stages


def _save_stages(contest: Contest, stages: Stages) -> None:
    kept = [
        ContestStage.objects.update_or_create(
            contest=contest, kind=kind, defaults={"starts_on": starts_on, "ends_on": ends_on}
        )[0].pk
        for kind, starts_on, ends_on in stages
    ]
    contest.stages.exclude(pk__in=kept).delete()


def _locked(contest: Contest, *statuses: str) -> Contest:
    """The contest's row, held until the transaction ends, if it is in one of ``statuses``."""
    row = Contest.objects.select_for_update().get(pk=contest.pk)
    if row.status not in statuses:
        raise TouyanError(f"{row}现在是“{row.get_status_display()}”，不能这样改，请刷新后再看")
    return row


# ---------------------------------------------------------------- dates
@transaction.atomic
def change_stage_dates(*, contest: Contest, stages: Stages, user: User, reason: str = "") -> bool:
    """Other dates of the stages; once scoring is open a reason is due. False when nothing differs."""
    contest = _locked(contest, ContestStatus.DRAFT, *OPENED)
    stages = _checked_stages(stages)
    before = {stage.kind: (stage.starts_on, stage.ends_on) for stage in contest.stages.select_related("kind")}
    after = {kind: (starts_on, ends_on) for kind, starts_on, ends_on in stages}
    if before == after:
        return False
    if contest.status != ContestStatus.DRAFT:
        if not reason.strip():
            raise TouyanError("开始评分以后改阶段日期，须写明原因")
        changed = [kind for kind in before | after if before.get(kind) != after.get(kind)]
        moved = "，".join(f"{kind}{_dates(before.get(kind))}改为{_dates(after.get(kind))}" for kind in changed)
        record(contest, contest.status, contest.status, user=user, reason=f"{moved}：{reason.strip()}")
    _save_stages(contest, stages)
    return True


def _dates(dates: tuple[date, date] | None) -> str:
    return f" {dates[0]} 至 {dates[1]} " if dates else "（无）"


# ---------------------------------------------------------------- who competes
@transaction.atomic
def add_entries(*, contest: Contest, villages: Iterable[Area]) -> int:
    """Let further villages of the organiser's area compete; those already in are left alone. Returns how many."""
    contest = _locked(contest, ContestStatus.DRAFT)
    villages = sorted(villages, key=lambda area: area.code)
    foreign = [
        area.name for area in villages if area.level != Level.VILLAGE or not area.code.startswith(contest.area.prefix)
    ]
    if foreign:
        raise TouyanError(f"下列单位不是{contest.area}的村（社区）：", items=foreign)
    taken = set(contest.entries.values_list("area_id", flat=True))
    last = contest.entries.aggregate(last=Coalesce(Max("number"), 0))["last"]
    new = [area for area in villages if area.pk not in taken]
    Entry.objects.bulk_create(
        Entry(contest=contest, number=number, area=area, name=area.short_name, township_id=area.parent_id)
        for number, area in enumerate(new, last + 1)
    )
    return len(new)


@transaction.atomic
def remove_entry(*, entry: Entry) -> None:
    """Take a village out while the contest is being prepared; those behind it move up."""
    contest = _locked(entry.contest, ContestStatus.DRAFT)
    entry.delete()
    _number(contest.entries.order_by("number"))


@transaction.atomic
def renumber(*, contest: Contest, numbers: Mapping[int, int]) -> None:
    """Set the draw order by hand: entry id → number, each number from 1 on once."""
    contest = _locked(contest, ContestStatus.DRAFT)
    entries = list(contest.entries.all())
    if set(numbers) != {entry.pk for entry in entries}:
        raise TouyanError("参赛村有变动，请刷新后再填序号")
    if sorted(numbers.values()) != list(range(1, len(entries) + 1)):
        raise TouyanError(f"序号须从 1 到 {len(entries)}，每个只用一次")
    _number(sorted(entries, key=lambda entry: numbers[entry.pk]))


@transaction.atomic
def draw_order(*, contest: Contest) -> None:
    """Draw the order by lot (抽签)."""
    contest = _locked(contest, ContestStatus.DRAFT)
    entries = list(contest.entries.all())
    random.SystemRandom().shuffle(entries)
    _number(entries)


def _number(entries: Iterable[Entry]) -> None:
    entries = list(entries)
    for number, entry in enumerate(entries, 1):
        entry.number = number
    Entry.objects.bulk_update(entries, ["number"])


@transaction.atomic
def withdraw_entry(*, entry: Entry, status: str, reason: str, user: User) -> Entry:
    """Take a village out of a running contest: 停赛 or 一票否决. Nobody owes a sheet for it then. scoring.md §0"""
    contest = _locked(entry.contest, *OPENED)
    advance(entry, status, user=user, reason=reason)
    _outdate(contest, user=user, reason=f"{entry}{EntryStatus(status).label}：{reason.strip()}")
    return entry


@transaction.atomic
def restore_entry(*, entry: Entry, reason: str, user: User) -> Entry:
    """Let a withdrawn or excluded village take part again."""
    contest = _locked(entry.contest, *OPENED)
    advance(entry, EntryStatus.ACTIVE, user=user, reason=reason)
    _outdate(contest, user=user, reason=f"{entry}恢复参评：{reason.strip()}")
    return entry


def _outdate(contest: Contest, *, user: User, reason: str) -> None:
    """What was tallied no longer holds, so the contest waits for its next tally."""
    if contest.status == ContestStatus.TALLIED:
        advance(contest, ContestStatus.CLOSED, user=user, reason=reason)


# ---------------------------------------------------------------- who rates
def rater_groups(scheme: Scheme):
    """The groups that rate in a scheme."""
    return RaterGroup.objects.filter(pk__in=scheme.components.values("rater_group"))


@transaction.atomic
def add_rater(
    *,
    contest: Contest,
    group: RaterGroup,
    name: str,
    by: User,
    seat: int | None = None,
    unit: str = "",
    area: Area | None = None,
    user_account: User | None = None,
) -> Rater:
    """A rater with the next free seat of the group, or ``seat``. Joins a contest being scored with sheets of their own.

    ``area``: their own village or township, which they do not rate. ``user_account``: with it they enter their own
    sheets, otherwise the office does.
    """
    contest = _locked(contest, ContestStatus.DRAFT, ContestStatus.SCORING)
    if not rater_groups(contest.scheme).filter(pk=group.pk).exists():
        raise TouyanError(f"方案里没有由“{group}”打分的项")
    with refusing(Rater):
        rater = Rater.objects.create(
            contest=contest, group=group, seat=seat or _last_seat(contest, group) + 1, name=name.strip(),
            unit=unit.strip(), area=area, user=user_account,
        )  # fmt: skip
    if contest.status == ContestStatus.SCORING:
        due.issue(contest.pk)
        _check_sheets(contest, contest.scheme.components.filter(rater_group=group, combine=Combine.SUM))
        record(contest, contest.status, contest.status, user=by, reason=f"增加{group} {rater}")
    return rater


@transaction.atomic
def change_rater(*, rater: Rater, name: str, unit: str, user_account: User | None) -> Rater:
    """Another person on the seat, or an account for them; sheets and points stay with the seat."""
    _locked(rater.contest, ContestStatus.DRAFT, ContestStatus.SCORING, ContestStatus.CLOSED)
    rater.name, rater.unit, rater.user = name.strip(), unit.strip(), user_account
    rater.save()
    return rater


@transaction.atomic
def remove_rater(*, rater: Rater) -> None:
    """Take a rater out before scoring; afterwards their sheets are waived instead."""
    if rater.contest.status != ContestStatus.DRAFT:
        raise TouyanError("评分已经开始，评委不能删除；不再评分的，请把未交的评分表免评")
    _locked(rater.contest, ContestStatus.DRAFT)
    rater.delete()


@transaction.atomic
def add_secretaries(*, contest: Contest, group: RaterGroup, on: date) -> int:
    """Seat the secretaries who hold office on ``on`` in the competing villages, each person once, with their accounts.

    Returns how many were added; villages that have a rater in the group already are left alone.
    """
    contest = _locked(contest, ContestStatus.DRAFT)
    seated = set(contest.raters.filter(group=group, area__isnull=False).values_list("area_id", flat=True))
    numbers = dict(contest.entries.values_list("area_id", "number"))
    secretaries: dict[int, Appointment] = {}
    for held in Appointment.objects.secretaries_on(on).filter(area__in=numbers).select_related("area", "person"):
        first = secretaries.get(held.person_id)
        if first is None or numbers[held.area_id] < numbers[first.area_id]:
            secretaries[held.person_id] = held
    new = sorted(
        (held for held in secretaries.values() if held.area_id not in seated), key=lambda held: numbers[held.area_id]
    )
    Rater.objects.bulk_create(
        Rater(
            contest=contest, group=group, seat=seat, name=held.person.name, unit=f"{held.area.short_name}书记",
            area=held.area, user_id=held.person.user_id,
        )
        for seat, held in enumerate(new, _last_seat(contest, group) + 1)
    )  # fmt: skip
    return len(new)


@transaction.atomic
def copy_raters(*, contest: Contest, from_contest: Contest) -> int:
    """Take over the raters of an earlier contest in the groups that are still empty here; returns how many."""
    contest = _locked(contest, ContestStatus.DRAFT)
    empty = rater_groups(contest.scheme).exclude(pk__in=contest.raters.values("group"))
    copies = [
        Rater(
            contest=contest, group_id=rater.group_id, seat=rater.seat, name=rater.name, unit=rater.unit,
            area_id=rater.area_id, user_id=rater.user_id,
        )
        for rater in from_contest.raters.filter(group__in=empty)
    ]  # fmt: skip
    return len(Rater.objects.bulk_create(copies))


def previous_contest(contest: Contest) -> Contest | None:
    """The contest of the series before this one."""
    earlier = [
        each
        for each in Contest.objects.filter(series=contest.series).exclude(pk=contest.pk)
        if (each.year, each.number) < (contest.year, contest.number)
    ]
    return max(earlier, key=lambda each: (each.year, each.number), default=None)


def _last_seat(contest: Contest, group: RaterGroup) -> int:
    return contest.raters.filter(group=group).aggregate(last=Coalesce(Max("seat"), 0))["last"]


# ---------------------------------------------------------------- steps
@transaction.atomic
def open_scoring(*, contest: Contest, user: User, on: date) -> Contest:
    """Open the contest for scoring on the day ``on``: keep each village as it is that day and make all sheets due.

    ``TouyanError`` lists what is missing: villages, raters, and the one scoring stage. scoring.md §§0, 2
    """
    contest = _locked(contest, ContestStatus.DRAFT)
    _checked_stages((s.kind, s.starts_on, s.ends_on) for s in contest.stages.select_related("kind"))
    problems = []
    if contest.entries.count() < MINIMUM_ENTRIES:
        problems.append(f"至少要有 {MINIMUM_ENTRIES} 个参赛村")
    valid = Area.objects.valid_on(on).values("pk")
    problems += [f"{entry}已撤销或尚未设立，请移出" for entry in contest.entries.exclude(area__in=valid)]
    if problems:
        raise TouyanError("还不能开始评分，请先处理：", items=problems)
    _take_snapshot(contest, on)
    due.issue(contest.pk)
    _check_sheets(contest, contest.scheme.components.all())
    return advance(contest, ContestStatus.SCORING, user=user)


def _take_snapshot(contest: Contest, on: date) -> None:
    """What the result will say of each village, whatever happens to it later. scoring.md §0"""
    areas = Area.objects.filter(pk=OuterRef("area"))
    secretaries = Appointment.objects.secretaries_on(on).filter(area=OuterRef("area"))
    contest.entries.update(
        name=Subquery(areas.values("short_name")),
        township=Subquery(areas.values("parent")),
        holder=Subquery(secretaries.values("person")[:1]),
        holder_name=Coalesce(Subquery(secretaries.values("person__name")[:1]), Value("")),
    )
    _tell_namesakes_apart(contest)
    entries = dict(contest.entries.values_list("area_id", "pk"))
    EntryCategory.objects.filter(entry__contest=contest).delete()
    held = AreaCategory.objects.valid_on(on).filter(area__in=entries).values_list("area_id", "category_id")
    EntryCategory.objects.bulk_create(EntryCategory(entry_id=entries[a], category_id=c) for a, c in held)


def _tell_namesakes_apart(contest: Contest) -> None:
    """Villages of one name in several townships carry the township's name: a row of a sheet says nothing else."""
    entries = list(contest.entries.select_related("township"))
    count = Counter(entry.name for entry in entries)
    namesakes = [entry for entry in entries if count[entry.name] > 1]
    for entry in namesakes:
        entry.name = f"{entry.township.short_name}{entry.name}"
    Entry.objects.bulk_update(namesakes, ["name"])


def _check_sheets(contest: Contest, components) -> None:
    """Raise ``TouyanError`` if some village cannot get as many sheets as these components want. scoring.md §2"""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for component, entry, sheets in due.count_by_entry(contest.pk):
        counts[component][entry] = sheets
    problems = []
    for component in components.select_related("rater_group"):
        problems += _sheet_problems(component, counts[component.pk])
    if problems:
        raise TouyanError("评委人数不合方案要求，请先调整：", items=problems)


def _sheet_problems(component: Component, sheets: dict[str, int]) -> list[str]:
    """What is wrong with the sheets due in a component: entry → how many."""
    if not any(sheets.values()):
        return [f"{component}：{component.rater_group}还没有可以打分的评委"] if _wanted(component) else []
    few, many = min(sheets, key=sheets.get), max(sheets, key=sheets.get)
    if component.is_counting and sheets[few] != sheets[many]:
        return [f"{component}按累加计分，各村份数须相同：{few} {sheets[few]} 份，{many} {sheets[many]} 份"]
    return [
        f"{component}：{entry}只有 {have} 份，至少要 {_wanted(component)} 份"
        for entry, have in sheets.items()
        if have < _wanted(component)
    ]


def _wanted(component: Component) -> int:
    """How many sheets every entry must be able to get before scoring may begin."""
    if component.too_few == TooFew.LEAVE_OUT:
        return 0
    if component.too_few == TooFew.PLAIN_MEAN:
        return 1
    if component.combine == Combine.TRIMMED:
        return component.drop_high + component.drop_low + 1
    return component.minimum_sheets


@transaction.atomic
def close_scoring(*, contest: Contest, user: User) -> Contest:
    """No more points from now on; missing sheets are waived, unlocked or keep the tally waiting."""
    return advance(_locked(contest, ContestStatus.SCORING), ContestStatus.CLOSED, user=user)


@transaction.atomic
def reopen(*, contest: Contest, ends_on: date, reason: str, user: User) -> Contest:
    """Let raters go on until ``ends_on``."""
    contest = _locked(contest, ContestStatus.CLOSED)
    stage = contest.stages.get(kind__is_scoring=True)
    if ends_on < stage.starts_on:
        raise TouyanError(f"新的截止日期不能早于打分阶段开始的 {stage.starts_on}")
    stage.ends_on = ends_on
    stage.save()
    return advance(contest, ContestStatus.SCORING, user=user, reason=reason)


@transaction.atomic
def take_back(*, contest: Contest, reason: str, user: User) -> Contest:
    """A tallied or final result is to be corrected: its version stays readable, the next tally makes a new one. §9"""
    contest = _locked(contest, ContestStatus.TALLIED, ContestStatus.FINAL)
    if contest.status == ContestStatus.FINAL:
        withdraw(contest)
    return advance(contest, ContestStatus.CLOSED, user=user, reason=reason)


@transaction.atomic
def finalise(*, contest: Contest, user: User, on: date) -> Contest:
    """The newest tally becomes the result and goes into the dossiers; refused when it no longer fits the entries."""
    contest = _locked(contest, ContestStatus.TALLIED)
    problems = problems_of(contest)
    if problems:
        raise TouyanError("计分以后又有缺的评分表，请先处理再重新计分：", items=problems)
    if tally_sql.digests()[contest.pk] != contest.tallies.newest().get().digest:
        raise TouyanError("计分以后数据有变动，请先重新计分再定稿")
    finalise_all(contests=[contest], user=user, on=on)
    return contest


# ---------------------------------------------------------------- bonuses and deductions
@transaction.atomic
def record_occurrence(*, entry: Entry, item: BonusItem, case: str, evidence: str = "") -> Occurrence:
    """Note an occurrence of a bonus item; it counts once approved. scoring.md §5"""
    contest = _locked(entry.contest, *OPENED)
    if item.scheme_id != contest.scheme_id:
        raise TouyanError("这个加扣分项不在本次比武的方案里")
    return Occurrence.objects.create(entry=entry, item=item, case=case.strip(), evidence=evidence.strip())


@transaction.atomic
def approve_occurrence(*, occurrence: Occurrence, user: User) -> Occurrence:
    """From now on it counts; a result already tallied has to be tallied again."""
    contest = _locked(occurrence.entry.contest, *OPENED)
    occurrence.approved, occurrence.approved_by = True, user
    occurrence.save()
    _outdate(contest, user=user, reason=f"核准加扣分：{occurrence.entry} {occurrence}")
    return occurrence


@transaction.atomic
def revoke_occurrence(*, occurrence: Occurrence, reason: str, user: User) -> None:
    """Strike an occurrence out, approved or not, with the reason on the contest's record."""
    contest = _locked(occurrence.entry.contest, *OPENED)
    if not reason.strip():
        raise TouyanError("请写明原因")
    why = f"取消加扣分：{occurrence.entry} {occurrence}：{reason.strip()}"
    record(contest, contest.status, contest.status, user=user, reason=why)
    if occurrence.approved:
        _outdate(contest, user=user, reason=why)
    occurrence.delete()
