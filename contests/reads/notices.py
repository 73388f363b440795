"""What notices of results say, and what stands between a result and its being final. C4, O3"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from contests.choices import NoticeRows
from contests.models import Contest, ContestNotice, ContestStage, PublicAccess, StageKind
from core.notices.choices import NoticeStatus
from scoring.choices import AssessmentStatus, AwardState, PlacesBy
from scoring.models import Award, Standing, Tally
from scoring.reads.compared import compared


def notice_stage(contest: Contest) -> ContestStage | None:
    """The stage in which the result is out for objections, if this contest has one."""
    return contest.stages.filter(kind__code=StageKind.NOTICE).first()


def awaits_notice(contest: Contest) -> bool:
    """Whether its result is out for objections before it is final; the stages may have been read."""
    kinds = {stage.kind.code for stage in contest.stages.all()} if contest.final_version is None else ()
    return StageKind.NOTICE in kinds


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


def proposed_correction(contest: Contest) -> str:
    """What a correction notice begins with."""
    return f"{contest.name}的结果第 {contest.final_version} 版公布以后，经核实有误，现更正如下，以本公告为准。"


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
    return "notice" if awaits_notice(contest) else "final"


def public_notices() -> QuerySet[ContestNotice]:
    """What outsiders may read: of contests that count, out now or final, where the county has switched it on.

    Not before the day on which the notice says that it begins.
    """
    wanted = Q(pk__in=())
    for county in PublicAccess.objects.filter(is_open=True).select_related("area"):
        wanted |= Q(contest__area__code__startswith=county.area.prefix)
    begun = ContestNotice.objects.filter(wanted, starts_on__lte=timezone.localdate())
    return begun.filter(contest__is_trial=False, contest__status__in=("notice", "final")).exclude(status="withdrawn")
