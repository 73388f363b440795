"""Who competes: villages, townships, groups and persons in and out, the draw order, 停赛 and 一票否决. C2, C4"""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from cadres.models import Appointment, PostKind
from core.data.lifecycle import advance, record
from core.errors import TouyanError
from core.files.attachments import store
from core.values.names import tidy_name
from scoring.choices import OPENED, AssessmentStatus, EntryStatus, Subject
from scoring.models import Assessment, Entry, Standing
from scoring.services.guards import locked, outdate, vetoes

LABEL_LENGTH = Entry._meta.get_field("label").max_length
NAME_LENGTH = Entry._meta.get_field("name").max_length


ENTRY_LEVELS = {Subject.VILLAGE: Level.VILLAGE, Subject.TOWNSHIP: Level.TOWNSHIP}
"""Of which areas the assessment's own area may enter all, by subject; groups and persons are chosen one by one."""


# ---------------------------------------------------------------- who competes
@transaction.atomic
def add_entries(*, assessment: Assessment, villages: Iterable[Area]) -> int:
    """Let further villages (or townships, where these compete) of the organiser's area take part; returns how many.

    Those already in are left alone.
    """
    villages = list(villages)
    if not villages:
        return 0
    level = ENTRY_LEVELS.get(assessment.scheme.subject)
    if level is None:
        raise TouyanError(f"本次由{assessment.scheme.words.one}参赛，不能直接添加村或乡镇")
    _refuse_foreign(assessment, [area for area in villages if area.level != level], villages)
    return add_all(assessment, (entry_of(area) for area in sorted(villages, key=lambda area: area.code)))


def _refuse_foreign(assessment: Assessment, misfits: list[Area], areas: Iterable[Area]) -> None:
    foreign = [*misfits, *(area for area in areas if not area.code.startswith(assessment.area.prefix))]
    if foreign:
        what = "乡镇" if assessment.scheme.subject == Subject.TOWNSHIP else "村（社区）"
        raise TouyanError(
            f"下列单位不是{assessment.area}的{what}：", items=dict.fromkeys(area.name for area in foreign)
        )


@transaction.atomic
def add_groups(*, assessment: Assessment, lines: str) -> int:
    """Villager groups, one a line: village and group (``战斗村 三组``). ``TouyanError`` names bad lines. D3 3(二)"""
    villages = {}
    for area in Area.objects.villages().below(assessment.area):
        villages.setdefault(area.short_name, []).append(area)
        if area.name != area.short_name:
            villages.setdefault(area.name, []).append(area)
    entries, problems = [], []
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        village, _, label = line.strip().replace("\u3000", " ").partition(" ")
        found, label = villages.get(tidy_name(village), []), tidy_name(label)
        if not label or len(label) > LABEL_LENGTH:
            problems.append(f"第 {number} 行“{line.strip()}”：请写“村名 组名”，中间空一格")
        elif len(found) != 1:
            problems.append(f"第 {number} 行：{assessment.area}{'有几个' if found else '没有'}“{village}”")
        else:
            entries.append(group_entry(found[0], label))
    if problems:
        raise TouyanError("有几行没有看懂，请改好再添加：", items=problems)
    return add_all(assessment, entries)


@transaction.atomic
def add_holders(*, assessment: Assessment, post: PostKind, on: date, areas: Iterable[Area] | None = None) -> int:
    """Whoever holds ``post`` on the day ``on`` in the organiser's area (or in ``areas``), each person once. D3 1"""
    held = Appointment.objects.valid_on(on).filter(post=post).in_area(assessment.area.prefix)
    if areas is not None:
        held = held.filter(area__in=areas)
    held = held.select_related("person", "area").order_by("area__code", "seat")
    persons = {appointment.person_id: appointment for appointment in reversed(held)}
    return add_all(assessment, (person_entry(each) for each in reversed(persons.values())))


@dataclass(frozen=True)
class Tie:
    """Equals across the last place that is taken from a ranking: ``open_places`` of ``standings`` can come in."""

    source: Assessment
    open_places: int
    standings: list[Standing]

    def __str__(self):
        return f"{self.source}第 {self.standings[0].rank} 名 {len(self.standings)} 个并列、{self.open_places} 个名额"


def ties_across(sources: Iterable[Assessment], places: int) -> list[Tie]:
    """The rankings whose first ``places`` cannot be told apart from those behind."""
    found = []
    ranked = Standing.objects.newest().filter(rank__lte=places).select_related("entry", "tally__assessment__scheme")
    for source in sources:
        within = list(ranked.filter(tally__assessment=source).in_order())
        if len(within) > places:
            last = [standing for standing in within if standing.rank == within[-1].rank]
            found.append(Tie(source, places - len(within) + len(last), last))
    return found


def undecided_ties(ties: Iterable[Tie], chosen: Collection[Standing]) -> list[str]:
    """The ties of which not just as many are chosen as there are places, in words."""
    picked = {standing.pk for standing in chosen}
    return [str(tie) for tie in ties if sum(each.pk in picked for each in tie.standings) != tie.open_places]


@transaction.atomic
def add_top(
    *,
    assessment: Assessment,
    sources: Iterable[Assessment],
    places: int,
    user: User | None = None,
    chosen: Collection[Standing] | None = None,
    reason: str = "",
) -> int:
    """The first ``places`` of each earlier final ranking. C3, scoring.md §0

    Equals across the last place all come in, unless the office decides: then the ``chosen`` of them, with the reason
    on the assessment's record. ``TouyanError`` unless every source is final and of the same kind of participants.
    """
    sources = list(sources)
    for source in sources:
        if (
            source.status != AssessmentStatus.FINAL
            or source.scheme.subject != assessment.scheme.subject
            or source.is_trial
        ):
            raise TouyanError(f"{source}没有定稿、参赛对象不同或是演练，不能取它的名次")
    out: set[int] = set()
    if chosen is not None and (ties := ties_across(sources, places)):
        if problems := undecided_ties(ties, chosen):
            raise TouyanError("请在并列的里面选够名额：", items=problems)
        if not reason.strip():
            raise TouyanError("请写明在并列的里面这样选的理由")
        picked = {standing.pk for standing in chosen}
        out = {standing.pk for tie in ties for standing in tie.standings} - picked
        said = "；".join(
            f"{tie}，选定{'、'.join(str(each.entry) for each in tie.standings if each.pk in picked)}" for tie in ties
        )
        record(
            assessment,
            assessment.status,
            assessment.status,
            user=user,
            reason=f"取前 {places} 名：{said}：{reason.strip()}",
        )
    best = defaultdict(list)
    first = Standing.objects.newest().filter(tally__assessment__in=sources, rank__lte=places).exclude(pk__in=out)
    for standing in first.select_related("tally", "entry__area", "entry__holder").order_by("rank", "entry__number"):
        best[standing.tally.assessment_id].append(standing.entry)
    entries = [
        Entry(
            area=old.area, label=old.label, name=old.name, township_id=old.township_id, holder=old.holder,
            holder_name=old.holder_name,
        )
        for source in sources
        for old in best[source.pk]
    ]  # fmt: skip
    _refuse_foreign(assessment, [], {entry.area for entry in entries})
    return add_all(assessment, entries)


def add_all(assessment: Assessment, entries: Iterable[Entry]) -> int:
    """Number and save those of these unsaved entries that are not in yet; returns how many."""
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    taken = set(assessment.entries.values_list("area_id", "label"))
    last = assessment.entries.aggregate(last=Coalesce(Max("number"), 0))["last"]
    new = {(each.area_id, each.label): each for each in entries if (each.area_id, each.label) not in taken}
    _refuse_without_indicators(assessment, new.values())
    for number, each in enumerate(new.values(), last + 1):
        each.assessment, each.number = assessment, number
    made = Entry.objects.bulk_create(new.values())
    assessment.entries_added()
    return len(made)


def _refuse_without_indicators(assessment: Assessment, entries: Iterable[Entry]) -> None:
    """Who is no village, or only a part of one, has no village indicators to read figures from. scoring.md §1"""
    measure = assessment.scheme.measures.filter(source__isnull=False).select_related("indicator", "component").first()
    if measure is None:
        return
    is_part = assessment.scheme.subject == Subject.GROUP
    misfits = [each.name for each in entries if is_part or each.area.level != Level.VILLAGE]
    if misfits:
        raise TouyanError(
            f"方案“{assessment.scheme}”的“{measure}”取自村情指标，下列参赛单位没有村情，请换一个由主办单位录入的方案：",
            items=misfits,
        )


def entry_of(area: Area) -> Entry:
    """A village or a township as an entry, unsaved."""
    township = area.pk if area.level == Level.TOWNSHIP else area.parent_id
    return Entry(area=area, name=area.short_name, township_id=township)


def group_entry(village: Area, label: str) -> Entry:
    name = f"{village.short_name}{label}"[:NAME_LENGTH]
    return Entry(area=village, label=label, name=name, township_id=village.parent_id)


def person_entry(appointment: Appointment) -> Entry:
    """A person as an entry, unsaved, told apart by their number; the area is where they serve."""
    entry, person = entry_of(appointment.area), appointment.person
    entry.label, entry.name, entry.holder, entry.holder_name = person.number, person.name, person, person.name
    return entry


@transaction.atomic
def remove_entry(*, entry: Entry) -> None:
    """Take an entry out while the assessment is being prepared; those behind it move up."""
    assessment = locked(entry.assessment, AssessmentStatus.DRAFT)
    entry.delete()
    close_ranks(assessment)


def close_ranks(assessment: Assessment) -> None:
    """Draw numbers without gaps, in the order there is."""
    _number(assessment.entries.order_by("number"))


@transaction.atomic
def renumber(*, assessment: Assessment, numbers: Mapping[int, int]) -> None:
    """Set the draw order by hand: entry id → number, each number from 1 on once."""
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    entries = list(assessment.entries.all())
    if set(numbers) != {entry.pk for entry in entries}:
        raise TouyanError("参赛名单有变动，请刷新后再填序号")
    if sorted(numbers.values()) != list(range(1, len(entries) + 1)):
        raise TouyanError(f"序号须从 1 到 {len(entries)}，每个只用一次")
    _number(sorted(entries, key=lambda entry: numbers[entry.pk]))


@transaction.atomic
def draw_order(*, assessment: Assessment) -> None:
    """Draw the order by lot (抽签)."""
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    entries = list(assessment.entries.all())
    random.SystemRandom().shuffle(entries)
    _number(entries)


def _number(entries: Iterable[Entry]) -> None:
    entries = list(entries)
    for number, entry in enumerate(entries, 1):
        entry.number = number
    Entry.objects.bulk_update(entries, ["number"])


@transaction.atomic
def withdraw_entry(*, entry: Entry, status: str, reason: str, user: User, upload=None) -> Entry:
    """Take an entry out of a running assessment: 停赛 or 一票否决. Nobody owes a sheet for it then. scoring.md §0

    ``upload``: the document it rests on, kept with the entry.
    """
    assessment = locked(entry.assessment, *OPENED)
    advance(entry, status, user=user, reason=reason, **_basis(upload, user))
    outdate(assessment, user=user, reason=f"{entry}{EntryStatus(status).label}：{reason.strip()}")
    return entry


@transaction.atomic
def restore_entry(*, entry: Entry, reason: str, user: User, upload=None) -> Entry:
    """Let a withdrawn or excluded entry take part again; not while an approved veto keeps it out."""
    assessment = locked(entry.assessment, *OPENED)
    if veto := vetoes(entry).first():
        raise TouyanError(f"{entry}有已核准的一票否决（{veto}），请先在“加扣分和否决”里取消这一项")
    advance(entry, EntryStatus.ACTIVE, user=user, reason=reason, **_basis(upload, user))
    outdate(assessment, user=user, reason=f"{entry}恢复参评：{reason.strip()}")
    return entry


def _basis(upload, user: User) -> dict:
    return {"basis_file": store(upload=upload, user=user)} if upload else {}
