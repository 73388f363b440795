"""History by trigger: bulk updates and raw SQL are recorded too.

An event row keeps the values *before* the change; pghistory's context says who, from which page and why.
"""

import pghistory
from django.db import models

from core.data.sealed import index_of, secrets_of
from core.values.masks import HIDDEN


def track(*, exclude: tuple[str, ...] = (), related_name: str = "events"):
    """Record every later change and deletion of a model's rows (the first values are in the row itself).

    A model that inherits from a tracked one needs another ``related_name`` than that has. Of sensitive values the
    blind index alone is kept.
    """

    def decorate(model):
        model.pgh_event_models = {}  # its own: what it inherits from has others
        return pghistory.track(
            pghistory.UpdateEvent(label="update", row=pghistory.Old),
            pghistory.DeleteEvent(label="delete"),
            exclude=[*exclude, *(field.name for field in secrets_of(model))],
            obj_field=pghistory.ObjForeignKey(related_name=related_name),
        )(model)

    return decorate


def row_of(model: type[models.Model], *sources: models.Model) -> models.Model:
    """A row of ``model``, not saved, with each value from the first of ``sources`` (events, rows) that has it."""
    secrets = {field.attname: index_of(field).attname for field in secrets_of(model)}
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in secrets]
    found = {name: next((each for each in sources if hasattr(each, name)), None) for name in names}
    row = model(**{name: getattr(source, name) for name, source in found.items() if source is not None})
    for name, index in secrets.items():  # what it was, nobody knows any more, save where it still is the same
        was = getattr(row, index)
        same = [each for each in sources if isinstance(each, model) and getattr(each, index) == was]
        setattr(row, name, getattr(same[0], name) if same else HIDDEN if was else "")
    return row
