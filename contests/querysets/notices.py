"""Who reads notices, objections and reminders. C4, O9"""

from typing import Self

from django.db.models import Q

from core.data.scope import ScopedQuerySet
from core.notices.querysets import ObjectedQuerySet


class NoticeQuerySet(ObjectedQuerySet, ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Notices of the contests a user reaches: a notice is there to be read by all of them."""
        return self.filter(contest__in=self.rows_of("contest").for_user(user))


class ObjectionQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Those to results of the user's area for offices; for villages only what they entered themselves."""
        if user.scope_prefix is None or user.acting is None:
            return self.none()
        if not user.has_perm("contests.view_objection"):
            return self.filter(entered_by=user.pk, notice__contest__in=self._contests(user))
        return self.in_area(user.scope_prefix) | self.filter(
            entered_by=user.pk, notice__contest__in=self._contests(user)
        )

    def _contests(self, user):
        return self.rows_of("notice__contest").for_user(user).values("pk")


class ReminderQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """One's own, and those of contests that the user's office runs."""
        own = Q(user=user.pk)
        if user.scope_prefix is None or user.acting is None:
            return self.filter(own)
        return self.filter(own | Q(contest__area=user.acting.area_id))
