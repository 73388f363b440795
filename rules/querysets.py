"""Reading rule sets."""

from typing import Self

from django.db.models import Count, Q

from areas.policy import ancestor_codes
from areas.querysets import SharedDownQuerySet

UNCONFIRMED = Q(notes__is_unset=True, notes__confirmed_by=None)


class RuleSetQuerySet(SharedDownQuerySet):
    """A township uses its county's."""

    def usable_in(self, area) -> Self:
        """What an office of ``area`` may use: rule sets put to use there or above."""
        return self.filter(status="in_use", area__code__in=ancestor_codes(area.prefix))

    def with_unset(self) -> Self:
        """``unset``: how many values the source gives none for and the office has not set yet."""
        return self.annotate(unset=Count("notes", filter=UNCONFIRMED))
