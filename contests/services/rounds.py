"""The second round: its components are rated after a provisional tally, whose ranks the raters see. scoring.md §1"""

from datetime import date

from django.db import transaction

from accounts.models import User
from contests.choices import ContestStatus
from contests.models import Contest
from contests.querysets import due
from contests.querysets import tally as tally_sql
from contests.services.coverage import check_sheets
from contests.services.guards import locked
from contests.services.tally import problems_of
from core.data.lifecycle import advance
from core.errors import TouyanError

SECOND = 2


def awaits_second_round(contest: Contest) -> bool:
    """Whether the contest has components that are rated only after the provisional tally, and that has not begun."""
    return contest.round < SECOND and contest.scheme.components.filter(is_second_round=True).exists()


@transaction.atomic
def open_second_round(*, contest: Contest, ends_on: date, user: User) -> Contest:
    """Issue the sheets of the second-round components and let raters score until ``ends_on``; the rest stays locked.

    ``TouyanError`` without such components, when the provisional tally no longer fits the inputs, or when raters are
    missing.
    """
    contest = locked(contest, ContestStatus.TALLIED)
    if not awaits_second_round(contest):
        raise TouyanError("第二轮已经开始" if contest.round == SECOND else "方案没有第二轮的评分项")
    if problems := problems_of(contest):
        raise TouyanError("初次计分以后又有缺的，请先处理再重新计分：", items=problems)
    if tally_sql.digests()[contest.pk] != contest.tallies.newest().get().digest:
        raise TouyanError("初次计分以后数据有变动，请先重新计分再开始第二轮")
    stage = contest.stages.get(kind__is_scoring=True)
    if ends_on < stage.starts_on:
        raise TouyanError(f"截止日期不能早于打分阶段开始的 {stage.starts_on}")
    stage.ends_on = ends_on
    stage.save()
    contest.round = SECOND
    contest.save(update_fields=["round"])
    due.issue(contest.pk)
    check_sheets([contest], contest.scheme.components.filter(is_second_round=True))
    return advance(contest, ContestStatus.SCORING, user=user, reason=f"开始第二轮打分，截止 {ends_on}")
