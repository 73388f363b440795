"""What a final result leaves in the dossiers of villages and their secretaries (A8)."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from areas.choices import RecordKind
from areas.models import VillageRecord
from cadres.choices import EntryKind
from cadres.models import DossierEntry
from contests.choices import AwardState, ContestStatus, Subject
from contests.models import Contest, Standing, Tally
from core.lifecycle import advance_many

FACTS = ("date", "title", "value", "detail", "source_label", "link", "kind")


@transaction.atomic
def finalise_all(*, contests: Sequence[Contest], user, on: date) -> None:
    """Contests become final in their newest version, and its standings are written down."""
    advance_many(contests, ContestStatus.FINAL, user=user)
    newest = Tally.objects.filter(contest=OuterRef("pk")).order_by("-version")
    Contest.objects.filter(pk__in=[contest.pk for contest in contests]).update(
        final_version=Subquery(newest.values("version")[:1])
    )
    standings = (
        Standing.objects.filter(tally__in=Tally.objects.filter(contest__in=contests).newest().values("pk"))
        .filter(rank__isnull=False, tally__contest__is_trial=False)
        .select_related("entry", "tally__contest__scheme")
        .prefetch_related("awards__rule")
    )
    records, entries = [], []
    for standing in standings:
        facts = _facts(standing, on)
        if standing.tally.contest.scheme.subject != Subject.PERSON:  # a person's place is not the village's
            records.append(VillageRecord(area_id=standing.entry.area_id, kind=RecordKind.CONTEST, **facts))
        if standing.entry.holder_id:
            entries.append(DossierEntry(person_id=standing.entry.holder_id, kind=EntryKind.CONTEST, **facts))
    _write(VillageRecord, "area_id", records)
    _write(DossierEntry, "person_id", entries)


def withdraw(contest: Contest) -> None:
    """Take a result that is no longer final out of the dossiers; their history keeps it."""
    for model in (VillageRecord, DossierEntry):
        model.objects.filter(key=_key(contest)).delete()


def _key(contest: Contest) -> str:
    return f"contest:{contest.pk}"


def _facts(standing: Standing, on: date) -> dict:
    contest = standing.tally.contest
    holder = f"，书记 {standing.entry.holder_name}" if standing.entry.holder_name else ""
    granted = [award.rule.name for award in standing.awards.all() if award.state == AwardState.GRANTED]
    return {
        "key": _key(contest),
        "date": on,
        "title": f"{contest.name} {standing.final:.{contest.scheme.decimals}f} 分，第 {standing.rank} 名",
        "value": "、".join(dict.fromkeys(granted))[:60],
        "detail": f"{standing.tally.entries} 个参评{holder}",
        "source_label": "比武",
        "link": reverse("contests:standing_detail", args=[standing.pk]),
    }  # fmt: skip


def _write(model: type[models.Model], subject: str, rows: list) -> None:
    """New entries, or those of the same subject and key replaced: one person may hold two villages of a contest."""
    found = model.objects.filter(key__in={row.key for row in rows})
    known = {(getattr(old, subject), old.key): old for old in found}
    new: dict[tuple, models.Model] = {}
    for row in rows:
        place = (getattr(row, subject), row.key)
        if place in known:
            for name in FACTS:
                setattr(known[place], name, getattr(row, name))
        else:
            new.setdefault(place, row)
    model.objects.bulk_create(new.values())
    model.objects.bulk_update(known.values(), FACTS, batch_size=500)
