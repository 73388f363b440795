"""Final scores that an assessment takes over from earlier ones. scoring.md §1"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from core.errors import TouyanError
from scoring.choices import AssessmentStatus, ComponentKind, EntryStatus
from scoring.models import Assessment, CarrySource, Component, Standing
from scoring.policy import plain
from scoring.services.guards import OPENED, locked, outdate


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


@transaction.atomic
def set_carry_sources(
    *, assessment: Assessment, component: Component, sources: Collection[Assessment], user: User
) -> list[CarrySource]:
    """Take the component's scores from ``sources``; a result already tallied has to be tallied again.

    ``TouyanError`` names a source that cannot be one: not final, a trial, another full mark or another kind of entries.
    """
    assessment = locked(assessment, AssessmentStatus.DRAFT, *OPENED)
    if component.scheme_id != assessment.scheme_id or component.kind != ComponentKind.CARRIED:
        raise TouyanError("这个评分项不取自其他比武")
    wanted = {source.pk for source in sources}
    fitting = possible_sources(component, Assessment.objects.filter(pk__in=wanted).exclude(pk=assessment.pk))
    unfit = wanted - set(fitting.values_list("pk", flat=True))
    if unfit:
        raise TouyanError(
            f"只能取自已定稿、不是演练、满分 {plain(component.overall_maximum)} 分、参赛对象相同的其他比武，请去掉：",
            items=[str(source) for source in sources if source.pk in unfit],
        )
    stored = CarrySource.objects.filter(assessment=assessment, component=component)
    known = set(stored.values_list("source", flat=True))
    if known != wanted:
        stored.exclude(source__in=wanted).delete()
        CarrySource.objects.bulk_create(
            CarrySource(assessment=assessment, component=component, source_id=pk) for pk in sorted(wanted - known)
        )
        outdate(assessment, user=user, reason=f"更改{component}的得分来源")
    return list(stored.all())


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
