"""The steps of a contest, from opening the scoring to the final result and back. C4, scoring.md §9"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from accounts.models import User
from areas.models import Area, AreaCategory
from cadres.models import Appointment
from cadres.querysets import TOWNSHIP_SECRETARY
from contests.models import Contest, ContestStage
from contests.reads.notices import awaits_notice, was_final
from contests.services.contests import checked_stages
from contests.services.declarations import undecided
from contests.services.notices import (
    finalise_after_notice,
    fresh_tally,
    nothing_left_open,
    withdraw_notices,
)
from contests.services.results import finalise_all, withdraw
from core.data.lifecycle import advance
from core.errors import TouyanError
from scoring.choices import AssessmentStatus, Subject
from scoring.models import Component, Entry, EntryCategory
from scoring.querysets import due
from scoring.reads.coverage import check_sheets
from scoring.services import rounds
from scoring.services.guards import locked, locked_all

MINIMUM_ENTRIES = 2


@transaction.atomic
def open_scoring(*, contest: Contest, user: User, on: date) -> Contest:
    """Open the contest for scoring on the day ``on``: keep each entry as it is that day and make all sheets due.

    ``TouyanError`` lists what is missing: entries, decisions on nominations, raters, and the one scoring stage.
    scoring.md §§0, 2
    """
    [opened] = open_all(contests={contest: user}, on=on)
    return opened


@transaction.atomic
def open_all(*, contests: Mapping[Contest, User], on: date) -> list[Contest]:
    """Open several contests, each by its user: all of them, or none with the problems of the first that has any."""
    users = {contest.pk: user for contest, user in contests.items()}
    rows = locked_all(contests, AssessmentStatus.DRAFT)
    prefetch_related_objects(rows, "scheme")
    stages, waiting, invalid = defaultdict(list), undecided(rows), defaultdict(list)
    for stage in ContestStage.objects.filter(contest__in=rows).select_related("kind"):
        stages[stage.contest_id].append((stage.kind, stage.starts_on, stage.ends_on))
    entries = Entry.objects.filter(assessment__in=rows)
    count = Counter(entries.values_list("assessment", flat=True))
    for entry in entries.exclude(area__in=Area.objects.valid_on(on).values("pk")):
        invalid[entry.assessment_id].append(f"{entry}已撤销或尚未设立，请移出")
    for contest in rows:
        checked_stages(stages[contest.pk])
        few = count[contest.pk] < MINIMUM_ENTRIES
        problems = [f"至少要有 {MINIMUM_ENTRIES} {contest.scheme.words.counted}参赛"] if few else []
        problems += waiting[contest.pk] + invalid[contest.pk]
        if waiting[contest.pk] and not contest.by_nomination:
            problems.append(f"不用申报的，在“方案申报”里点“{contest.procedure_title}”，去掉“须填申报表”")
        if problems:
            raise TouyanError("还不能开始评分，请先处理：", items=problems)
    _take_snapshots(rows, on)
    due.issue(*users)
    check_sheets(rows, Component.objects.filter(scheme__in={contest.scheme_id for contest in rows}))
    return [advance(contest, AssessmentStatus.SCORING, user=users[contest.pk]) for contest in rows]


def _take_snapshots(contests: Sequence[Contest], on: date) -> None:
    """What the results will say of each entry, whatever happens to it later. scoring.md §0

    Persons and groups keep their name and their person.
    """
    areas = Area.objects.filter(pk=OuterRef("area"))
    for subject in {contest.scheme.subject for contest in contests}:
        facts = {}
        if subject in (Subject.VILLAGE, Subject.GROUP):
            facts["township"] = Subquery(areas.values("parent"))
        if subject in (Subject.VILLAGE, Subject.TOWNSHIP):
            held = Appointment.objects.secretaries_on(on)
            if subject == Subject.TOWNSHIP:
                held = Appointment.objects.holding(TOWNSHIP_SECRETARY, on)
            held = held.filter(area=OuterRef("area"))
            facts["name"] = Subquery(areas.values("short_name"))
            facts["holder"] = Subquery(held.values("person")[:1])
            facts["holder_name"] = Coalesce(Subquery(held.values("person__name")[:1]), Value(""))
        if facts:
            Entry.objects.filter(assessment__in=[c for c in contests if c.scheme.subject == subject]).update(**facts)
    entries = list(
        Entry.objects.filter(assessment__in=contests)
        .select_related("assessment__scheme", "area", "township")
        .order_by("pk")
    )
    _tell_namesakes_apart(entries)
    categories = defaultdict(list)
    held = AreaCategory.objects.valid_on(on).filter(area__in={entry.area_id for entry in entries})
    for area, category in held.values_list("area_id", "category_id"):
        categories[area].append(category)
    EntryCategory.objects.filter(entry__in=entries).delete()
    EntryCategory.objects.bulk_create(
        EntryCategory(entry=entry, category_id=category) for entry in entries for category in categories[entry.area_id]
    )


def _tell_namesakes_apart(entries: Iterable[Entry]) -> None:
    """Entries of one contest and name carry what tells them apart: a row of a sheet says nothing else.

    Villages and groups the township's name, persons the village or unit they serve in, and if need be their number.
    """
    entries = list(entries)
    count = Counter((entry.assessment_id, entry.name) for entry in entries)
    namesakes = [entry for entry in entries if count[entry.assessment_id, entry.name] > 1]
    for entry in namesakes:
        if entry.assessment.scheme.subject == Subject.PERSON:
            entry.name = f"{entry.holder_name}（{entry.area.short_name}）"
        else:
            entry.name = f"{entry.township.short_name}{entry.name}"
    count = Counter((entry.assessment_id, entry.name) for entry in namesakes)
    for entry in namesakes:
        if count[entry.assessment_id, entry.name] > 1 and entry.label:
            entry.name = f"{entry.name}{entry.label}"
    Entry.objects.bulk_update(namesakes, ["name"])


@transaction.atomic
def close_scoring(*, contest: Contest, user: User, reason: str = "") -> Contest:
    """No more points from now on; missing sheets are waived, unlocked or keep the tally waiting.

    With sheets missing the reason goes on record; ``TouyanError`` without one.
    """
    contest = locked(contest, AssessmentStatus.SCORING)
    if not reason.strip() and (missing := contest.sheets.missing().count()):
        raise TouyanError(f"还有 {missing} 份评分表没交，截止须写明原因")
    return advance(contest, AssessmentStatus.CLOSED, user=user, reason=reason)


@transaction.atomic
def reopen(*, contest: Contest, ends_on: date, reason: str, user: User) -> Contest:
    """Let raters go on until ``ends_on``."""
    contest = locked(contest, AssessmentStatus.CLOSED)
    _extend_scoring(contest, ends_on)
    return advance(contest, AssessmentStatus.SCORING, user=user, reason=reason)


@transaction.atomic
def open_second_round(*, contest: Contest, ends_on: date, user: User) -> Contest:
    """Let raters score the components of the second round until ``ends_on``. scoring.md §1"""
    contest = locked(contest, AssessmentStatus.TALLIED)
    rounds.open_second_round(assessment=contest, user=user, reason=f"开始第二轮打分，截止 {ends_on}")
    _extend_scoring(contest, ends_on)
    return contest


def _extend_scoring(contest: Contest, ends_on: date) -> None:
    stage = contest.stages.get(kind__is_scoring=True)
    if ends_on < stage.starts_on:
        raise TouyanError(f"新的截止日期不能早于打分阶段开始的 {stage.starts_on}")
    stage.ends_on = ends_on
    stage.save()


@transaction.atomic
def take_back(*, contest: Contest, reason: str, user: User) -> Contest:
    """A tallied or final result is to be corrected: its version stays readable, the next tally makes a new one. §9"""
    contest = locked(contest, AssessmentStatus.TALLIED, AssessmentStatus.NOTICE, AssessmentStatus.FINAL)
    if contest.status == AssessmentStatus.FINAL:
        withdraw(contest)
    withdraw_notices(contest, reason=reason, user=user)
    return advance(contest, AssessmentStatus.CLOSED, user=user, reason=reason)


@transaction.atomic
def finalise(*, contest: Contest, user: User, on: date) -> Contest:
    """The newest tally becomes the result and goes into the dossiers; refused when it no longer fits the entries.

    After a notice only once that is over. A contest with a stage for the notice is not final without one, and one that
    was final in another version only by a correction notice (``services.notices``). What waits for the panel is decided
    first: nothing can be decided about a final result, and its dossiers would lack the award. C4, scoring.md §7
    """
    contest = locked(contest, AssessmentStatus.TALLIED, AssessmentStatus.NOTICE)
    if contest.status == AssessmentStatus.NOTICE:
        return finalise_after_notice(contest=contest, user=user, on=on)
    tally = fresh_tally(contest)
    if was_final(contest, tally):
        raise TouyanError(f"第 {contest.final_version} 版已经定稿公布，请用更正公告更正")
    if awaits_notice(contest):
        raise TouyanError("本次比武设有公示阶段，请先公示；不公示的，在“改日期”里去掉公示阶段并写明原因")
    nothing_left_open(contest)
    finalise_all(contests=[contest], user=user, on=on)
    return contest
