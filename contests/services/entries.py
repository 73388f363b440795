"""Who competes: villages in and out, the draw order, 停赛 and 一票否决. C2, C4"""

import random
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from contests.choices import ContestStatus, EntryStatus
from contests.models import Contest, Entry
from contests.services.guards import OPENED, locked, outdate
from core.errors import TouyanError
from core.lifecycle import advance


@transaction.atomic
def add_entries(*, contest: Contest, villages: Iterable[Area]) -> int:
    """Let further villages of the organiser's area compete; those already in are left alone. Returns how many."""
    contest = locked(contest, ContestStatus.DRAFT)
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
    contest = locked(entry.contest, ContestStatus.DRAFT)
    entry.delete()
    _number(contest.entries.order_by("number"))


@transaction.atomic
def renumber(*, contest: Contest, numbers: Mapping[int, int]) -> None:
    """Set the draw order by hand: entry id → number, each number from 1 on once."""
    contest = locked(contest, ContestStatus.DRAFT)
    entries = list(contest.entries.all())
    if set(numbers) != {entry.pk for entry in entries}:
        raise TouyanError("参赛村有变动，请刷新后再填序号")
    if sorted(numbers.values()) != list(range(1, len(entries) + 1)):
        raise TouyanError(f"序号须从 1 到 {len(entries)}，每个只用一次")
    _number(sorted(entries, key=lambda entry: numbers[entry.pk]))


@transaction.atomic
def draw_order(*, contest: Contest) -> None:
    """Draw the order by lot (抽签)."""
    contest = locked(contest, ContestStatus.DRAFT)
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
    contest = locked(entry.contest, *OPENED)
    advance(entry, status, user=user, reason=reason)
    outdate(contest, user=user, reason=f"{entry}{EntryStatus(status).label}：{reason.strip()}")
    return entry


@transaction.atomic
def restore_entry(*, entry: Entry, reason: str, user: User) -> Entry:
    """Let a withdrawn or excluded village take part again."""
    contest = locked(entry.contest, *OPENED)
    advance(entry, EntryStatus.ACTIVE, user=user, reason=reason)
    outdate(contest, user=user, reason=f"{entry}恢复参评：{reason.strip()}")
    return entry
