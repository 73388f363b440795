"""Final scores that an assessment takes over from earlier ones. scoring.md §1"""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from core.errors import TouyanError
from scoring.choices import OPENED, AssessmentStatus, ComponentKind
from scoring.models import Assessment, CarrySource, Component
from scoring.policy import plain
from scoring.reads.carry import possible_sources
from scoring.services.guards import locked, outdate


@transaction.atomic
def set_carry_sources(
    *, assessment: Assessment, component: Component, sources: Collection[Assessment], user: User
) -> list[CarrySource]:
    """Take the component's scores from ``sources``; a result already tallied has to be tallied again.

    ``TouyanError`` names a source that cannot be one: not final, a trial, another full mark or another kind of entries.
    """
    assessment = locked(assessment, AssessmentStatus.DRAFT, *OPENED)
    if component.scheme_id != assessment.scheme_id or component.kind != ComponentKind.CARRIED:
        raise TouyanError("这个评分项不取自以往的得分")
    wanted = {source.pk for source in sources}
    fitting = possible_sources(component, Assessment.objects.filter(pk__in=wanted).exclude(pk=assessment.pk))
    unfit = wanted - set(fitting.values_list("pk", flat=True))
    if unfit:
        raise TouyanError(
            f"只能取自已定稿、不是演练、满分 {plain(component.overall_maximum)} 分、参赛对象相同的其他结果，请去掉：",
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
