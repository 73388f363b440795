"""Final scores that a contest takes over from earlier ones. scoring.md §1"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contests.choices import ComponentKind, ContestStatus, EntryStatus
from contests.models import CarrySource, Component, Contest, Standing
from contests.policy import plain
from contests.services.guards import OPENED, locked, outdate
from core.errors import TouyanError


def carried_components(contest: Contest) -> list[Component]:
    """The components whose points come from other contests."""
    carried = contest.scheme.components.filter(kind=ComponentKind.CARRIED)
    return list(carried.select_related("scheme").order_by("order"))


def possible_sources(component: Component, contests: QuerySet) -> QuerySet:
    """Those of ``contests`` whose scores the component can take: final, no trial, out of as many points."""
    final = contests.filter(status=ContestStatus.FINAL, is_trial=False, scheme__full_mark=component.overall_maximum)
    return final.filter(scheme__subject=component.scheme.subject)


@transaction.atomic
def set_carry_sources(
    *, contest: Contest, component: Component, sources: Collection[Contest], user: User
) -> list[CarrySource]:
    """Take the component's scores from ``sources``; a result already tallied has to be tallied again.

    ``TouyanError`` names a source that cannot be one: not final, a trial, another full mark or another kind of entries.
    """
    contest = locked(contest, ContestStatus.DRAFT, *OPENED)
    if component.scheme_id != contest.scheme_id or component.kind != ComponentKind.CARRIED:
        raise TouyanError("这个评分项不取自其他比武")
    wanted = {source.pk for source in sources}
    fitting = possible_sources(component, Contest.objects.filter(pk__in=wanted).exclude(pk=contest.pk))
    unfit = wanted - set(fitting.values_list("pk", flat=True))
    if unfit:
        raise TouyanError(
            f"只能取自已定稿、不是演练、满分 {plain(component.overall_maximum)} 分、参赛对象相同的其他比武，请去掉：",
            items=[str(source) for source in sources if source.pk in unfit],
        )
    stored = CarrySource.objects.filter(contest=contest, component=component)
    known = set(stored.values_list("source", flat=True))
    if known != wanted:
        stored.exclude(source__in=wanted).delete()
        CarrySource.objects.bulk_create(
            CarrySource(contest=contest, component=component, source_id=pk) for pk in sorted(wanted - known)
        )
        outdate(contest, user=user, reason=f"更改{component}的得分来源")
    return list(stored.all())


@dataclass(frozen=True)
class Found:
    """For how many of the entries that compete a score is found; for which none, for which more than one."""

    entries: int
    scored: int
    missing: list[str]
    several: list[str]


def found_scores(contest: Contest, component: Component) -> Found:
    """What the chosen sources hold for the contest's entries."""
    sources = CarrySource.objects.filter(contest=contest, component=component).values("source")
    ranked = Standing.objects.newest().filter(tally__contest__in=sources, rank__isnull=False)
    scores = Counter(ranked.values_list("entry__area", "entry__label"))
    entries = contest.entries.filter(status=EntryStatus.ACTIVE).order_by("number")
    counts = [(str(entry), scores[entry.area_id, entry.label]) for entry in entries]
    return Found(
        entries=len(counts),
        scored=sum(count > 0 for _, count in counts),
        missing=[name for name, count in counts if not count],
        several=[name for name, count in counts if count > 1],
    )
