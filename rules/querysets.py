"""Reading rule sets."""

from typing import Self

from django.db.models import Count, Q

from areas.policy import ancestor_codes
from core.data.scope import ScopedQuerySet

UNCONFIRMED = Q(notes__is_unset=True, notes__confirmed_by=None)


class RuleSetQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Rule sets of the user's own area and of those below and above it: a township uses its county's."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        return self.filter(Q(area__code__startswith=prefix) | Q(area__code__in=ancestor_codes(prefix)))

    def usable_in(self, area) -> Self:
        """What an office of ``area`` may use: rule sets put to use there or above."""
        return self.filter(status="in_use", area__code__in=ancestor_codes(area.prefix))

    def with_unset(self) -> Self:
        """``unset``: how many values the source gives none for and the office has not set yet."""
        return self.annotate(unset=Count("notes", filter=UNCONFIRMED))
