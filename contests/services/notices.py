"""Publishing a result: notice, objections, extension, correction notice. C4, O3, O4"""

from datetime import date

from django.db import transaction

from accounts.models import User
from contests.choices import NoticeKind, NoticeRows
from contests.models import Contest, ContestNotice, ContestObjection, ObjectionFile
from contests.reads.notices import was_final
from contests.services.results import finalise_all
from core.data.lifecycle import advance
from core.errors import TouyanError
from core.notices.choices import NoticeStatus
from core.notices.services import Notices
from scoring.choices import AssessmentStatus
from scoring.models import Tally
from scoring.querysets import tally as tally_sql
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
