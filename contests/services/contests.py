"""Making a contest and setting the dates of its stages. C3, C4"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from contests.models import Contest, ContestKind, ContestStage, Reminder, StageKind
from contests.reads.proposals import first_series
from core.data.constraints import refusing
from core.data.lifecycle import record
from core.errors import TouyanError
from core.stages.policy import in_order, moved, problems_of
from core.values.periods import Period, PeriodKind
from scoring.choices import OPENED, TRIAL_MARK, AssessmentStatus
from scoring.models import Scheme, Series
from scoring.services.entries import ENTRY_LEVELS, add_entries
from scoring.services.guards import locked

Stages = Iterable[tuple[StageKind, date, date]]


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
    series: Series | None = None,
    new_series: str = "",
    kind: ContestKind | None = None,
    by_nomination: bool | None = None,
    is_trial: bool = False,
    villages: Iterable[Area] | None = None,
) -> Contest:
    """A contest that the user's own township or county prepares. C4

    ``villages``: those that compete; unless given, none when townships nominate, otherwise all valid villages (or
    townships, where these compete) of ``area``. ``kind``: its figures are copied; ``by_nomination`` overrules it.
    ``series``: the area's series of that kind of period unless given, made on first use; ``new_series`` names another
    one to be made. ``is_trial``: a trial run, which never counts. ``TouyanError`` when the series has a contest of
    the period.
    """
    if not user.acting or user.acting.area_id != area.pk or area.level not in (Level.TOWNSHIP, Level.COUNTY):
        raise TouyanError("只能为本乡镇或本县区创建比武")
    if not Scheme.objects.usable_in(area).filter(pk=scheme.pk).exists():
        raise TouyanError(f"方案“{scheme}”没有启用，或不是{area}可用的方案")
    stages = checked_stages(stages)
    if new_series:
        series = Series.objects.create(area=area, name=new_series, period_kind=period.kind)
    series = series or _default_series(area, period.kind)
    if series.area_id != area.pk or series.period_kind != period.kind:
        raise TouyanError(f"系列“{series}”与主办单位或周期不符")
    procedure = kind.procedure() if kind else {}
    if by_nomination is not None:
        procedure["by_nomination"] = by_nomination
    if not any(kind.code == StageKind.DECLARATION for kind, _, _ in stages):
        procedure["asks_declaration"] = False  # when should anybody declare?
    with refusing(Contest):
        contest = Contest.objects.create(
            area=area, series=series, scheme=scheme, name=marked(name, is_trial), theme=theme.strip(), kind=kind,
            period_kind=period.kind, year=period.year, number=period.number, is_trial=is_trial, **procedure,
        )  # fmt: skip
    other_year = f"按 {scheme.year} 年度的方案办" if scheme.year != period.year else ""
    record(contest, "", AssessmentStatus.DRAFT, user=user, reason=other_year)
    if not is_trial:  # what the office was reminded of is done
        Reminder.objects.filter(area=area, seen_at=None).update(seen_at=timezone.now())
    _save_stages(contest, stages)
    if villages is None:
        villages = [] if contest.by_nomination else _all_below(contest, stages[0][1])
    add_entries(assessment=contest, villages=villages)
    return contest


@transaction.atomic
def delete_draft(*, contest: Contest) -> None:
    """Away with a contest that was made by mistake: nobody else has seen it, so nothing of anybody's is lost.

    Its history stays. ``TouyanError`` once it is announced or opened.
    """
    contest = locked(contest, AssessmentStatus.DRAFT)
    if contest.announced_at:
        raise TouyanError(f"{contest}已经发布，乡镇可能已在推荐和申报，不能删除")
    contest.delete()


def marked(name: str, is_trial: bool) -> str:
    """The name, with the mark of a trial run in front if it is one. O10"""
    name = name.strip().removeprefix(TRIAL_MARK)
    return f"{TRIAL_MARK}{name}" if is_trial else name


def _all_below(contest: Contest, on: date) -> Iterable[Area]:
    """The villages or townships of the organiser; groups and persons are always chosen."""
    level = ENTRY_LEVELS.get(contest.scheme.subject)
    return Area.objects.at(level).below(contest.area).valid_on(on) if level else ()


def _default_series(area: Area, kind: str) -> Series:
    """The area's first series of this kind of period; two clerks at once make one."""
    series = first_series(area, kind)
    if series is None:
        name = f"{area.short_name}{PeriodKind(kind).label}擂台比武"
        series, _ = Series.objects.get_or_create(area=area, name=name, defaults={"period_kind": kind})
    return series


def checked_stages(stages: Stages) -> list[tuple[StageKind, date, date]]:
    """The stages in order of time, or ``TouyanError``; raters need exactly one in which they enter their sheets."""
    stages = in_order(stages)
    problems = problems_of(stages)
    if sum(kind.is_scoring for kind, _, _ in stages) != 1:
        problems.append("须有且只有一个打分阶段（如集中评议）")
    if problems:
        raise TouyanError("阶段安排有误：", items=problems)
    return stages


def _save_stages(contest: Contest, stages: Stages) -> None:
    contest.stages.exclude(kind__in=[kind for kind, _, _ in stages]).delete()
    ContestStage.objects.bulk_create(
        [ContestStage(contest=contest, kind=kind, starts_on=first, ends_on=last) for kind, first, last in stages],
        update_conflicts=True,
        unique_fields=["contest", "kind"],
        update_fields=["starts_on", "ends_on"],
    )


# ---------------------------------------------------------------- dates
@transaction.atomic
def change_stage_dates(*, contest: Contest, stages: Stages, user: User, reason: str = "") -> bool:
    """Other dates of the stages; once it is announced or opened a reason is due. False when nothing differs. O4"""
    contest = locked(contest, AssessmentStatus.DRAFT, *OPENED)
    stages = checked_stages(stages)
    before = {stage.kind: (stage.starts_on, stage.ends_on) for stage in contest.stages.select_related("kind")}
    after = {kind: (starts_on, ends_on) for kind, starts_on, ends_on in stages}
    if before == after:
        return False
    if contest.dates_are_known:
        if not reason.strip():
            raise TouyanError("发布或开始评分以后改阶段日期，须写明原因")
        record(contest, contest.status, contest.status, user=user, reason=f"{moved(before, after)}：{reason.strip()}")
    _save_stages(contest, stages)
    return True
