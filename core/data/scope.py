"""Rows a user may see. Scope fails closed: a model that does not say where it belongs cannot be read."""

from typing import Self

from django.core.exceptions import ImproperlyConfigured
from django.db import models


def acts_for(user, *areas: int) -> bool:
    """Whether the office in which ``user`` acts is one of ``areas`` (ids)."""
    return user.acting is not None and user.acting.area_id in areas


class ScopedQuerySet(models.QuerySet):
    """A queryset that knows which rows belong to a user's area.

    A model declares ``AREA_PATH``: the look-up path from itself to its ``Area`` ("" for ``Area`` itself). One that is
    about a person also declares ``PERSON_PATH``, the path to that person ("" for the person), and gives those who may
    read their own file only (``User.is_confined_to_self``) their own rows, wherever these are.
    """

    def for_user(self, user) -> Self:
        """The rows inside the area in which ``user`` is acting; none for accounts that see no business data."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        person = getattr(self.model, "PERSON_PATH", None)
        if person is not None and user.is_confined_to_self:
            return self.filter(**{f"{person}__user" if person else "user": user.pk})
        return self.in_area(prefix)

    def in_area(self, prefix: str) -> Self:
        """The rows whose area's code starts with ``prefix`` ("" means everywhere)."""
        path = getattr(self.model, "AREA_PATH", None)
        if path is None:
            raise ImproperlyConfigured(f"{self.model.__name__} declares no AREA_PATH, so nobody may read it")
        return self.filter(**{f"{path}__code__startswith" if path else "code__startswith": prefix})

    def rows_of(self, path: str) -> models.QuerySet:
        """All rows of the model that a look-up path leads to from here, with the verbs of its own querysets.

        So a queryset reads what lies beside it without importing models. ``through`` behind a many-to-many leads to
        the rows that join.
        """
        model, field = self.model, None
        for name in path.split("__"):
            field = field.remote_field if name == "through" else model._meta.get_field(name)
            model = field.through if name == "through" else field.related_model
        return model._default_manager.all()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
