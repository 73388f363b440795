"""Publishing a result: notice, objections, extension, correction notice. C4, O3, O4"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from contests.choices import NoticeKind, NoticeRows
from contests.models import Contest, ContestNotice, ContestObjection, ContestStage, ObjectionFile, StageKind
from contests.services.results import finalise_all
from core.data.lifecycle import advance
from core.errors import TouyanError
from core.notices.choices import NoticeStatus
from core.notices.services import Notices
from scoring.choices import AssessmentStatus, AwardState, PlacesBy
from scoring.models import Award, Standing, Tally
from scoring.querysets import tally as tally_sql
from scoring.querysets.versions import compared
from scoring.services.decisions import matters
from scoring.services.guards import locked, outdate
from scoring.services.tally import problems_of


# ---------------------------------------------------------------- may it be published
def fresh_tally(contest: Contest) -> Tally:
    """The newest tally if it still fits what was entered, else ``TouyanError`` with what to do. scoring.md §9"""
    if problems := problems_of(contest):
        raise TouyanError("计分以后又有缺的评分表，请先处理再重新计分：", items=problems)
    tally = contest.tallies.newest().get()
    if tally_sql.digests()[contest.pk] != tally.digest:
        raise TouyanError("计分以后数据有变动，请先重新计分")
    if tally.is_provisional:
        raise TouyanError("这是初次计分，第二轮打分并重新计分以后才能公布")
    return tally


def notice_stage(contest: Contest) -> ContestStage | None:
    """The stage in which the result is out for objections, if this contest has one."""
    return contest.stages.filter(kind__code=StageKind.NOTICE).first()


def was_final(contest: Contest, tally: Tally) -> bool:
    """Whether another version was final before: then only a correction notice makes this one final. O3"""
    return contest.final_version is not None and contest.final_version != tally.version


def proposed_text(contest: Contest) -> str:
    """What a notice begins with; the office changes it as it likes."""
    theme = f"以“{contest.theme}”为主题的" if contest.theme else ""
    return (
        f"按照《{contest.scheme.name}》，{contest.area}组织了{theme}{contest.name}。经评委打分、汇总计分"
        f"和领导小组评定，现将结果予以公示，接受监督。\n"
        f"公示期间，对公示结果有异议的，请如实反映情况并留下姓名和联系方式，以便核实答复。"
    )


# ---------------------------------------------------------------- the notice
class ContestNotices(Notices):
    """Notices of results. An accepted objection takes the contest back: corrected, tallied, published anew. C4"""

    notices, objections, files = ContestNotice, ContestObjection, ObjectionFile
    runs, objects, addresses = "scoring.run_assessment", "contests.object_to_result", "contests:"

    def runners(self, notice):
        return (notice.contest.area_id,)

    def hold(self, notice):
        notice.contest = Contest.objects.select_for_update().get(pk=notice.contest_id)

    def accepted(self, objection, *, user, reason):
        contest = objection.notice.contest
        if contest.status == AssessmentStatus.NOTICE:
            withdraw_notices(contest, reason=reason, user=user)
            advance(contest, AssessmentStatus.CLOSED, user=user, reason=reason)
        else:
            outdate(contest, user=user, reason=reason)
        return "已答复；比武已退回，请更正后重新计分、重新公示"


NOTICES = ContestNotices()


@transaction.atomic
def publish_notice(
    *,
    contest: Contest,
    title: str,
    text: str,
    starts_on: date,
    ends_on: date,
    user: User,
    contact: str = "",
    rows: str = NoticeRows.ALL,
    with_points: bool = True,
) -> ContestNotice:
    """The newest tally is out for objections until ``ends_on``; the contest is final only after that. C4"""
    contest = locked(contest, AssessmentStatus.TALLIED)
    tally = fresh_tally(contest)
    if was_final(contest, tally):
        raise TouyanError(f"第 {contest.final_version} 版已经定稿，只能发更正公告")
    nothing_left_open(contest)
    notice = ContestNotice(
        contest=contest, tally=tally, title=title, text=text, contact=contact, starts_on=starts_on, ends_on=ends_on,
        rows=rows, with_points=with_points,
    )  # fmt: skip
    NOTICES.publish(notice, user=user)
    advance(contest, AssessmentStatus.NOTICE, user=user)
    return notice


def withdraw_notices(contest: Contest, *, reason: str, user: User) -> None:
    """The notice that is out is taken back with its contest."""
    NOTICES.withdraw(contest.notices.all(), reason=reason, user=user)


@transaction.atomic
def finalise_after_notice(*, contest: Contest, user: User, on: date) -> Contest:
    """Final after its notice: not before the last day is over, nor while an objection has no answer. C4"""
    contest = locked(contest, AssessmentStatus.NOTICE)
    notice = contest.notices.get(status=NoticeStatus.OPEN)
    NOTICES.check_end(notice, on, what="定稿")
    if fresh_tally(contest) != notice.tally:
        raise TouyanError("公示的不是最新的计分版本，请退回更正后重新公示")
    NOTICES.end(notice, user=user)
    finalise_all(contests=[contest], user=user, on=on)
    return contest


def nothing_left_open(contest: Contest) -> None:
    """Raise ``TouyanError`` while awards wait for the panel or objections for an answer."""
    if names := [matter.name for matter in matters(contest)]:
        raise TouyanError("下列奖项等领导小组决定，决定并重新计分以后再公示或定稿：", items=names)
    NOTICES.check_answered(notice__contest=contest)


# ---------------------------------------------------------------- correcting what was final
@transaction.atomic
def publish_correction(
    *, contest: Contest, title: str, text: str, user: User, on: date, contact: str = "", with_points: bool = True
) -> ContestNotice:
    """Another version becomes final by a correction notice that lists what differs from the one before. O3"""
    contest = locked(contest, AssessmentStatus.TALLIED)
    tally = fresh_tally(contest)
    if not was_final(contest, tally):
        raise TouyanError("没有要更正的：这场比武没有定稿过别的版本")
    nothing_left_open(contest)
    before = contest.tallies.get(version=contest.final_version)
    notice = ContestNotice(
        contest=contest, tally=tally, kind=NoticeKind.CORRECTION, corrects=before, title=title, text=text,
        contact=contact, starts_on=on, ends_on=on, with_points=with_points,
    )  # fmt: skip
    NOTICES.correct(contest.notices.all(), notice, user=user)
    finalise_all(contests=[contest], user=user, on=on)
    return notice


def proposed_correction(contest: Contest) -> str:
    """What a correction notice begins with."""
    return f"{contest.name}的结果第 {contest.final_version} 版公布以后，经核实有误，现更正如下，以本公告为准。"


# ---------------------------------------------------------------- reading
def listed(notice: ContestNotice) -> QuerySet:
    """The standings that the notice lists, in order, with their awards. Frozen with the tally."""
    rows = Standing.objects.filter(tally=notice.tally, rank__isnull=False)
    if notice.rows == NoticeRows.WINNERS:
        rows = rows.filter(awards__state="granted").distinct()
    return rows.select_related("entry__township").with_awards().in_order()


def corrected(notice: ContestNotice) -> QuerySet:
    """The entries of which a correction notice says something else, both versions side by side."""
    entries = notice.contest.entries.select_related("township")
    return compared(entries, notice.corrects, notice.tally).filter(is_changed=True)


@dataclass(frozen=True)
class Waiting:
    """What stands between a contest's result and its being final.

    ``undecided``: awards that wait for the panel; ``next_step``: correction, notice or final, once nothing waits.
    """

    notice: ContestNotice | None
    objections: int
    undecided: tuple[str, ...]
    is_provisional: bool
    next_step: str


def waiting(contests: Iterable[Contest]) -> dict[int, Waiting]:
    """Of those contests that are tallied or out for objections; their stages have been read. Three queries."""
    contests = {c.pk: c for c in contests if c.status in (AssessmentStatus.TALLIED, AssessmentStatus.NOTICE)}
    if not contests:
        return {}
    notices = ContestNotice.objects.filter(contest__in=contests, status=NoticeStatus.OPEN).with_open_objections()
    notices = {notice.contest_id: notice for notice in notices}
    tallies = {tally.assessment_id: tally for tally in Tally.objects.filter(assessment__in=contests).newest()}
    open_ = Q(state=AwardState.OPEN) | Q(rule__places_by=PlacesBy.RANGE, decision=None)
    awards = Award.objects.filter(open_, tally__in=[t for t in tallies.values() if not t.is_provisional])
    undecided: dict[int, dict[str, None]] = {}
    for contest, name in awards.order_by("rule__order").values_list("tally__assessment", "rule__name"):
        undecided.setdefault(contest, {})[name] = None
    return {
        pk: Waiting(
            notices.get(pk), notices[pk].open_objections if pk in notices else 0, tuple(undecided.get(pk, ())),
            pk in tallies and tallies[pk].is_provisional, _next_step(contest, tallies.get(pk)),
        )
        for pk, contest in contests.items()
    }  # fmt: skip


def _next_step(contest: Contest, tally: Tally | None) -> str:
    if tally and was_final(contest, tally):
        return "correction"
    has_stage = any(stage.kind.code == StageKind.NOTICE for stage in contest.stages.all())
    return "notice" if contest.final_version is None and has_stage else "final"
