"""History by trigger: bulk updates and raw SQL are recorded too.

An event row keeps the values *before* the change; pghistory's context says who, from which page and why.
"""

import pghistory
from django.db import models


def track(*, exclude: tuple[str, ...] = (), related_name: str = "events"):
    """Record every later change and deletion of a model's rows (the first values are in the row itself).

    A model that inherits from a tracked one needs another ``related_name`` than that has.
    """
    tracking = pghistory.track(
        pghistory.UpdateEvent(label="update", row=pghistory.Old),
        pghistory.DeleteEvent(label="delete"),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(related_name=related_name),
    )

    def decorate(model):
        model.pgh_event_models = {}  # its own: what it inherits from has others
        return tracking(model)

    return decorate


def row_of(model: type[models.Model], *sources: models.Model) -> models.Model:
    """A row of ``model``, not saved, with each value from the first of ``sources`` (events, rows) that has it."""
    names = [field.attname for field in model._meta.concrete_fields]
    found = {name: next((each for each in sources if hasattr(each, name)), None) for name in names}
    return model(**{name: getattr(source, name) for name, source in found.items() if source is not None})
