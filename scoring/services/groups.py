"""Groups of entries that are ranked and awarded apart inside one assessment. shared/appraisal.md"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.models import User
from core.errors import TouyanError
from scoring.choices import OPENED, AssessmentStatus
from scoring.models import Assessment, Entry, EntryGroup
from scoring.services.guards import locked, outdate


@transaction.atomic
def set_groups(*, assessment: Assessment, groups: Mapping[str, Iterable[Entry]], user: User) -> list[EntryGroup]:
    """Rank the entries apart in the groups of these names, in this order; who is in none of them stands with the others
    who are not. A result already tallied has to be tallied again.

    ``TouyanError`` for an entry of another assessment or in two groups, and while a decision speaks of a group that
    would go.
    """
    assessment = locked(assessment, AssessmentStatus.DRAFT, *OPENED)
    members = {name: {entry.pk for entry in entries} for name, entries in groups.items()}
    named = [pk for own in members.values() for pk in own]
    if len(named) != len(set(named)):
        raise TouyanError("同一参赛单位只能在一个组里")
    if assessment.entries.filter(pk__in=named).count() != len(named):
        raise TouyanError("只能给本次的参赛单位分组")
    stored = {group.name: group for group in assessment.groups.all()}
    before = dict(assessment.entries.exclude(group=None).values_list("pk", "group__name"))
    gone = [group for name, group in stored.items() if name not in members]
    if decided := assessment.decisions.filter(group__in=gone).select_related("group").first():
        raise TouyanError(f"对“{decided.group}”已有决定，请先撤销再取消这个组")
    assessment.entries.exclude(pk__in=named).filter(group__isnull=False).update(group=None)
    for order, (name, own) in enumerate(members.items(), 1):
        group = stored.get(name) or EntryGroup(assessment_id=assessment.pk, name=name)
        if group.order != order:
            group.order = order
            group.save()
        assessment.entries.filter(pk__in=own).exclude(group=group).update(group=group)
    EntryGroup.objects.filter(pk__in=[group.pk for group in gone]).delete()
    if before != {pk: name for name, own in members.items() for pk in own}:
        outdate(assessment, user=user, reason="更改分组")
    return list(assessment.groups.all())
