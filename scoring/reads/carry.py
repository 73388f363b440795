"""Which earlier assessments final scores are taken over from, and what they hold. scoring.md §1"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from scoring.choices import AssessmentStatus, ComponentKind, EntryStatus
from scoring.models import Assessment, CarrySource, Component, Standing


def carried_components(assessment: Assessment) -> list[Component]:
    """The components whose points come from other assessments."""
    carried = assessment.scheme.components.filter(kind=ComponentKind.CARRIED)
    return list(carried.select_related("scheme").order_by("order"))


def possible_sources(component: Component, assessments: QuerySet) -> QuerySet:
    """Those of ``assessments`` whose scores the component can take: final, no trial, out of as many points."""
    final = assessments.filter(
        status=AssessmentStatus.FINAL, is_trial=False, scheme__full_mark=component.overall_maximum
    )
    return final.filter(scheme__subject=component.scheme.subject)


@dataclass(frozen=True)
class Found:
    """For how many of the entries that compete a score is found; for which none, for which more than one."""

    entries: int
    scored: int
    missing: list[str]
    several: list[str]


def found_scores(assessment: Assessment, component: Component) -> Found:
    """What the chosen sources hold for the assessment's entries."""
    sources = CarrySource.objects.filter(assessment=assessment, component=component).values("source")
    ranked = Standing.objects.newest().filter(tally__assessment__in=sources, rank__isnull=False)
    scores = Counter(ranked.values_list("entry__area", "entry__label"))
    entries = assessment.entries.filter(status=EntryStatus.ACTIVE).order_by("number")
    counts = [(str(entry), scores[entry.area_id, entry.label]) for entry in entries]
    return Found(
        entries=len(counts),
        scored=sum(count > 0 for _, count in counts),
        missing=[name for name, count in counts if not count],
        several=[name for name, count in counts if count > 1],
    )
