"""State changes as data: who moved what from where to where, when and why."""

from collections.abc import Sequence

from django.apps import apps
from django.db import models, transaction

from core.errors import IllegalMove, Stale
from core.models import StateChange


def advance(obj: models.Model, to: str, *, user=None, reason: str = "", **fields) -> models.Model:
    """Move ``obj`` to state ``to`` if nobody else moved it meanwhile, and record the change.

    ``type(obj).MOVES`` maps each state to the states that may follow; a target listed in ``NEEDS_REASON``
    (pairs of source and target) asks for a reason. Further ``fields`` are set in the same guarded statement.
    Raises ``IllegalMove`` or ``Stale``; on either nothing is written.
    """
    source = obj.status
    check_move(obj, to, reason)
    with transaction.atomic():
        record(obj, source, to, user=user, reason=reason)  # first: the database lets some states go only with it
        moved = holder(obj)._base_manager.filter(pk=obj.pk, status=source).update(status=to, **fields)
        if not moved:
            raise Stale
    obj.status = to
    for name, value in fields.items():
        setattr(obj, name, value)
    return obj


def holder(of: models.Model | type[models.Model]) -> type[models.Model]:
    """The model whose table has the state: the one a model inherits it from, if it does; without states itself."""
    inherited = [parent for parent in of._meta.parents if hasattr(parent, "status")]
    return inherited[0] if inherited else of._meta.model


def subject_of(of: models.Model | type[models.Model]) -> str:
    """Under which name the steps of an object, or of all of a model, are kept."""
    return holder(of)._meta.label_lower


def changes_of(*rows: models.Model) -> models.QuerySet[StateChange]:
    """The steps that were taken with these rows, with who took them, the first one first."""
    wanted = models.Q(pk__in=())
    for row in rows:
        wanted |= models.Q(subject=subject_of(row), subject_id=row.pk)
    return StateChange.objects.filter(wanted).select_related("user").order_by("at", "pk")


def heirs_of(model: type[models.Model]) -> list[type[models.Model]]:
    """The models that inherit from it, each with a table of its own."""
    return [each for each in apps.get_models() if model in each._meta.parents]


def called(model: type[models.Model]) -> str:
    """What people call rows of ``model``: as what inherits from it, where something does."""
    return "、".join(str(each._meta.verbose_name) for each in heirs_of(model) or [model])


def check_move(obj: models.Model, to: str, reason: str = "") -> None:
    """Raise ``IllegalMove`` if the object's state does not allow the step or a reason is due and missing."""
    labels = dict(obj._meta.get_field("status").choices)
    if to not in obj.MOVES.get(obj.status, ()):
        raise IllegalMove(f"{obj}现在是“{labels[obj.status]}”，不能改为“{labels[to]}”")
    if (obj.status, to) in getattr(obj, "NEEDS_REASON", ()) and not reason.strip():
        raise IllegalMove(f"从“{labels[obj.status]}”改为“{labels[to]}”须写明原因")


def record(obj: models.Model, source: str, to: str, *, user=None, reason: str = "") -> StateChange:
    """Write the change row of one step (also for the first one, where ``source`` is empty)."""
    change = _change(obj, source, to, user, reason)
    change.save()
    return change


def last_reason(obj: models.Model, source: str, to: str) -> str:
    """Why ``obj`` last went from ``source`` to ``to``; empty if it never did or nothing was said."""
    steps = StateChange.objects.filter(subject=subject_of(obj), subject_id=obj.pk, source=source, target=to)
    return steps.order_by("-pk").values_list("reason", flat=True).first() or ""


def _change(obj: models.Model, source: str, to: str, user, reason: str) -> StateChange:
    return StateChange(
        subject=subject_of(obj), subject_id=obj.pk, title=str(obj)[:200],
        source=source, target=to, reason=reason.strip(), user=user,
    )  # fmt: skip


def advance_many(objects: Sequence[models.Model], to: str, *, user=None, reason: str = "", **fields) -> int:
    """Move objects of one model and one state together: all of them or, with the same errors as above, none."""
    if not objects:
        return 0
    first = objects[0]
    source = first.status
    check_move(first, to, reason)
    with transaction.atomic():
        StateChange.objects.bulk_create(_change(obj, source, to, user, reason) for obj in objects)
        moved = (
            holder(first)
            ._base_manager.filter(pk__in=[obj.pk for obj in objects], status=source)
            .update(status=to, **fields)
        )
        if moved != len(objects):
            raise Stale
    for obj in objects:
        obj.status = to
    return moved
