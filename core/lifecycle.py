"""State changes as data: who moved what from where to where, when and why."""

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
    labels = dict(obj._meta.get_field("status").choices)
    if to not in obj.MOVES.get(source, ()):
        raise IllegalMove(f"{obj}现在是“{labels[source]}”，不能改为“{labels[to]}”")
    if (source, to) in getattr(obj, "NEEDS_REASON", ()) and not reason.strip():
        raise IllegalMove(f"从“{labels[source]}”改为“{labels[to]}”须写明原因")
    with transaction.atomic():
        moved = type(obj)._base_manager.filter(pk=obj.pk, status=source).update(status=to, **fields)
        if not moved:
            raise Stale
        record(obj, source, to, user=user, reason=reason)
    obj.status = to
    for name, value in fields.items():
        setattr(obj, name, value)
    return obj


def record(obj: models.Model, source: str, to: str, *, user=None, reason: str = "") -> StateChange:
    """Write the change row of one step (also for the first one, where ``source`` is empty)."""
    return StateChange.objects.create(
        subject=obj._meta.label_lower, subject_id=obj.pk, title=str(obj)[:200],
        source=source, target=to, reason=reason.strip(), user=user,
    )  # fmt: skip
