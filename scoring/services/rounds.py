"""The second round: its components are rated after a provisional tally, whose ranks the raters see. scoring.md §1"""

from django.db import transaction

from accounts.models import User
from core.data.lifecycle import advance
from core.errors import TouyanError
from scoring.choices import AssessmentStatus
from scoring.models import Assessment
from scoring.querysets import due
from scoring.querysets import tally as tally_sql
from scoring.reads.coverage import check_sheets
from scoring.services.guards import locked
from scoring.services.tally import problems_of

SECOND = 2


def awaits_second_round(assessment: Assessment) -> bool:
    """Whether the assessment has components that are rated only after the provisional tally, and that has not begun."""
    return assessment.round < SECOND and assessment.scheme.components.filter(is_second_round=True).exists()


@transaction.atomic
def open_second_round(*, assessment: Assessment, user: User, reason: str) -> Assessment:
    """Issue the sheets of the second-round components and let raters score again; the rest stays locked.

    ``TouyanError`` without such components, when the provisional tally no longer fits the inputs, or when raters are
    missing.
    """
    assessment = locked(assessment, AssessmentStatus.TALLIED)
    if not awaits_second_round(assessment):
        raise TouyanError("第二轮已经开始" if assessment.round == SECOND else "方案没有第二轮的评分项")
    if problems := problems_of(assessment):
        raise TouyanError("初次计分以后又有缺的，请先处理再重新计分：", items=problems)
    if tally_sql.digests()[assessment.pk] != assessment.tallies.newest().get().digest:
        raise TouyanError("初次计分以后数据有变动，请先重新计分再开始第二轮")
    assessment.round = SECOND
    assessment.save(update_fields=["round"])
    due.issue(assessment.pk)
    check_sheets([assessment], assessment.scheme.components.filter(is_second_round=True))
    return advance(assessment, AssessmentStatus.SCORING, user=user, reason=reason)
