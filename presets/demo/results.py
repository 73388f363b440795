"""Demo results on their way: one out for objections, one whose place between equals the panel has decided."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from areas.models import Area
from contests.models import Contest
from contests.reads.notices import proposed_text
from contests.services import notices, tally
from core.notices.services import last_day
from scoring.models import Dimension, Entry, Score, Sheet, Standing
from scoring.querysets import sheets as sheet_sql
from scoring.services import decisions, sheets

HELD = ("新集镇", "协税镇")  # their last finished quarter is not final yet: out for objections, decided
WORKDAYS = 5


def make_results(contests, clerks: dict[int, User], today: date) -> None:
    """``contests``: those of ``HELD`` in the last finished quarter, tallied."""
    found = {contest.area.short_name: contest for contest in contests.select_related("area")}
    out, tied = (found[name] for name in HELD)
    _publish(out, clerks[out.area_id], today)
    _decide(tied, clerks[tied.area_id], today)


def held(townships: list[Area]) -> list[Area]:
    return [area for area in townships if area.short_name in HELD]


def _publish(contest: Contest, clerk: User, today: date) -> None:
    """Out since yesterday, with an objection by a villager."""
    yesterday = today - timedelta(days=1)
    notice = notices.publish_notice(
        contest=contest, title=f"{contest}结果公示", text=proposed_text(contest), starts_on=yesterday,
        ends_on=last_day(yesterday, WORKDAYS), contact=f"{contest.area}党建办", user=clerk,
    )  # fmt: skip
    second = Standing.objects.filter(tally=notice.tally, rank__gt=1).in_order().select_related("entry").first()
    notices.NOTICES.object_to(
        notice, person="何秀兰", contact="19900001234", entry=second.entry, received_on=today, user=clerk,
        content=f"{second.entry}的观摩记录漏了合作社分红台账，请核对实地观摩得分。",
    )  # fmt: skip


def _decide(contest: Contest, clerk: User, today: date) -> None:
    """A correction makes two villages equal across the last cup: version 2; the panel decides: version 3."""
    first = Standing.objects.filter(tally__assessment=contest, awards__state="granted").in_order().last()
    second = Standing.objects.filter(tally=first.tally, rank__gt=first.rank).in_order().first()
    _make_equal(contest, first.entry, second.entry, clerk)
    tally.tally_contest(contest=contest, user=clerk)
    [matter] = decisions.matters(Contest.objects.get(pk=contest.pk))
    decisions.record_decision(
        award=matter.award, winners=[matter.tied[1]], panel="镇党委会议", decided_on=today, user=clerk,
        reason="两村同分，集体经济增收更快的优先",
    )  # fmt: skip
    tally.tally_contest(contest=Contest.objects.get(pk=contest.pk), user=clerk)


def _make_equal(contest: Contest, model: Entry, entry: Entry, clerk: User) -> None:
    """``entry`` gets the points of ``model`` from every rater; the two secretaries stand for each other."""
    wrong = contest.sheets.filter(entry=entry)
    sheets.unlock(sheets=wrong, reason="计票员抄错行，按原始评分表重新登记", user=clerk)
    sources = {(s.component_id, s.rater_id): s for s in contest.sheets.filter(entry=model)}
    targets = {(s.component_id, s.rater_id): s for s in wrong}
    left = {key[0]: source for key, source in sources.items() if key not in targets}
    models = {sheet.pk: (sources.get(key) or left[key[0]]).pk for key, sheet in targets.items()}
    rows = Score.objects.filter(sheet__in=models.values()).values_list("sheet", "field", "points")
    points = {(sheet, field): points for sheet, field, points in rows}
    scores = list(Score.objects.filter(sheet__in=models))
    for score in scores:
        score.points = points[models[score.sheet_id], score.field_id]
    Score.objects.bulk_update(scores, ["points"])
    figures = sheet_sql.stored_figures(
        scores=Score.objects.all(), dimensions=Dimension.objects.filter(scheme=contest.scheme),
        decimals=contest.scheme.point_decimals,
    )  # fmt: skip
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in targets.values()]).update(
        status="submitted", submitted_at=timezone.now(), submitted_by=clerk, **figures
    )
