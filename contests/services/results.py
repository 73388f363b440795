"""What a final result leaves in the dossiers of villages and their secretaries (A8)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from areas.choices import RecordKind
from areas.models import VillageRecord
from areas.services import dossiers
from areas.services.dossiers import Source
from cadres.choices import EntryKind
from cadres.models import DossierEntry
from contests.models import Contest
from core.data.lifecycle import advance_many
from scoring.choices import AssessmentStatus, AwardState, Subject
from scoring.models import Standing, Tally


@transaction.atomic
def finalise_all(*, contests: Sequence[Contest], user, on: date) -> None:
    """Contests become final in their newest version, and its standings are written down."""
    advance_many(contests, AssessmentStatus.FINAL, user=user)
    newest = Tally.objects.filter(assessment=OuterRef("pk")).order_by("-version")
    Contest.objects.filter(pk__in=[contest.pk for contest in contests]).update(
        final_version=Subquery(newest.values("version")[:1])
    )
    standings = (
        Standing.objects.filter(tally__in=Tally.objects.filter(assessment__in=contests).newest().values("pk"))
        .filter(rank__isnull=False, tally__assessment__is_trial=False)
        .select_related("entry", "tally__assessment__scheme")
        .prefetch_related("awards__rule")
    )
    records, entries = [], []
    held = Counter((standing.tally.assessment_id, standing.entry.holder_id) for standing in standings)
    for standing in standings:
        entry, contest = standing.entry, standing.tally.assessment
        facts, of = _facts(standing, on), f"{entry} "
        if contest.scheme.subject != Subject.PERSON:  # a person's place is not the village's
            title = (of if entry.label else "") + facts["title"]
            records.append(VillageRecord(area_id=entry.area_id, kind=RecordKind.CONTEST, **facts | {"title": title}))
        if entry.holder_id:
            title = (of if held[contest.pk, entry.holder_id] > 1 else "") + facts["title"]
            entries.append(DossierEntry(person_id=entry.holder_id, kind=EntryKind.CONTEST, **facts | {"title": title}))
    dossiers.enter([*records, *entries])


def withdraw(contest: Contest) -> None:
    """Take a result that is no longer final out of the dossiers; their history keeps it."""
    dossiers.withdraw(_source(contest), of=(VillageRecord, DossierEntry))


def _source(contest: Contest) -> Source:
    return Source("contest", contest.pk, "比武")


def _facts(standing: Standing, on: date) -> dict:
    contest = standing.tally.assessment
    holder = f"，书记 {standing.entry.holder_name}" if standing.entry.holder_name else ""
    granted = [award.rule.name for award in standing.awards.all() if award.state == AwardState.GRANTED]
    return {
        "key": _source(contest).key(standing.entry_id),  # a village may have several groups, a person two villages
        "date": on,
        "title": f"{contest.name} {standing.shown_final} 分，第 {standing.rank} 名",
        "value": "、".join(dict.fromkeys(granted))[:60],
        "detail": f"{standing.tally.entries} 个参评{holder}",
        "source_label": _source(contest).label,
        "link": reverse("contests:standing_detail", args=[standing.pk]),
    }  # fmt: skip
