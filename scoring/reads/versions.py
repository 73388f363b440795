"""What changed between two tallies of an assessment, and why. scoring.md §9, W3"""

from collections import ChainMap, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from core.audit import changes
from core.models import StateChange
from scoring.models import Assessment, Decision, Entry, Occurrence, Sheet, Tally
from scoring.policy import plain
from scoring.reads.compared import compared
from scoring.reads.history import score_changes
from scoring.reads.parts import part_sources


@dataclass(frozen=True)
class Cause:
    """One input that was changed: when, by whom (a name), what, how and why; ``entries`` it is about (none: all)."""

    at: datetime
    who: str
    what: str
    how: str
    why: str
    entries: frozenset[int] = frozenset()


def rows(*, entries: QuerySet, old: Tally, new: Tally) -> QuerySet:
    """The entries of a reader (``for_user``) with both versions. See ``reads.compared.compared``."""
    return compared(entries.select_related("township"), old, new)


def components_of(assessment: Assessment) -> list[str]:
    """Heads of the contributions, in the order of the arrays."""
    return list(assessment.scheme.components.order_by("order").values_list("short_name", flat=True))


def changed_components(row, names: list[str]) -> list[tuple[str, object, object]]:
    """(component, old, new) of the contributions of a row that differ."""
    old, new = row.old_contributions or [], row.new_contributions or []
    sides = [(list(side) + [None] * len(names))[: len(names)] for side in (old, new)]
    return [(name, a, b) for name, a, b in zip(names, *sides, strict=True) if a != b]


# ---------------------------------------------------------------- why
def causes(*, assessment: Assessment, old: Tally, new: Tally) -> list[Cause]:
    """What was changed in the inputs after the older tally and before the newer one, the latest first.

    Takes the same number of queries however much was changed.
    """
    since = (old.started_at, new.started_at)
    found = [*_steps(assessment, since), *_scores(assessment, since), *_recorded(assessment, since)]
    return sorted(found, key=lambda cause: cause.at, reverse=True)


def by_entry(found: Iterable[Cause]) -> dict[int, list[Cause]]:
    """Entry → the causes that are about it."""
    about = defaultdict(list)
    for cause in found:
        for entry in cause.entries:
            about[entry].append(cause)
    return about


def _steps(assessment: Assessment, since) -> Iterable[Cause]:
    """Steps with a reason: what outdated the result, entries in and out, sheets unlocked and waived."""
    labels = {model: model._meta.label_lower for model in (Assessment, Entry, Sheet)}
    subject = (
        Q(subject=labels[Assessment], subject_id=assessment.pk)
        | Q(subject=labels[Entry], subject_id__in=assessment.entries.values("pk"))
        | Q(subject=labels[Sheet], subject_id__in=assessment.sheets.values("pk"))
    )
    steps = StateChange.objects.filter(subject, at__gt=since[0], at__lte=since[1]).exclude(reason="")
    steps = list(steps.select_related("user").order_by("at"))
    entry_of = dict(Sheet.objects.filter(
        pk__in=[step.subject_id for step in steps if step.subject == labels[Sheet]]
    ).values_list("pk", "entry"))  # fmt: skip
    alike: dict[tuple, list[StateChange]] = defaultdict(list)
    for step in steps:  # what one person did to several at a stroke is one cause
        alike[step.at.replace(microsecond=0), step.user_id, step.subject, step.source, step.target, step.reason].append(
            step
        )
    for (*_, subject, source, target, reason), together in alike.items():
        first = together[0]
        if subject == labels[Sheet]:
            about = frozenset(entry_of[step.subject_id] for step in together if step.subject_id in entry_of)
        else:
            about = frozenset(step.subject_id for step in together) if subject == labels[Entry] else frozenset()
        more = f"等 {len(together)} 项" if len(together) > 1 else ""
        how = "" if subject == labels[Assessment] else _words(subject, source, target, labels)
        yield Cause(first.at, _name(first.user), f"{first.title}{more}", how, reason, about)


def _words(subject: str, source: str, target: str, labels: dict) -> str:
    model = next(model for model, label in labels.items() if label == subject)
    words = dict(model._meta.get_field("status").choices)
    return "开锁" if source == target else f"{words.get(source, '新建')} → {words.get(target, target)}"


def _scores(assessment: Assessment, since) -> Iterable[Cause]:
    """Points that were changed after the sheet had been handed in."""
    for row in score_changes(assessment).filter(pgh_created_at__gt=since[0], pgh_created_at__lte=since[1]):
        sheet = row.sheet
        what = f"{sheet.entry} {sheet.component.name} {sheet.rater} {row.field.name}"
        new = "清空" if row.new_points is None else plain(row.new_points)
        how = f"{plain(row.points)} → {new}"
        yield Cause(row.pgh_created_at, row.changed_by or "", what, how, row.reason or "", frozenset([sheet.entry_id]))


RECORDED = {Occurrence: "entry__assessment", Decision: "assessment"}  # model → path to the assessment


def _recorded(assessment: Assessment, since) -> Iterable[Cause]:
    """Occurrences, figures, sources and decisions that were changed or struck out, from their history; new ones too."""
    inputs = ChainMap(RECORDED, *(source.inputs for source in part_sources().values()))
    for model, path in inputs.items():
        events = changes.events_of(model).objects.filter(
            **{path: assessment.pk}, pgh_created_at__gt=since[0], pgh_created_at__lte=since[1]
        )
        for event in changes.describe(events.select_related("pgh_context").order_by("pgh_id")):
            how = "取消" if event.pgh_label == changes.DELETED else "；".join(map(str, event.changes))
            entry = getattr(event, "entry_id", None)
            about = frozenset([entry]) if entry else frozenset()
            what = f"{model._meta.verbose_name} {event.title}"
            yield Cause(event.pgh_created_at, event.who, what, how, getattr(event, "reason", ""), about)
    new = Decision.objects.filter(assessment=assessment, decided_at__gt=since[0], decided_at__lte=since[1])
    for row in new.select_related("decided_by", "rule").annotate(at=F("decided_at")).prefetch_related("entries"):
        about = frozenset(each.entry_id for each in row.entries.all())
        yield Cause(row.at, _name(row.decided_by), f"领导小组决定 {row}", "记录", row.reason, about)
    for source in part_sources().values():
        for row in source.entered(assessment, since):
            yield Cause(*row)


def _name(user) -> str:
    return str(user) if user else ""
