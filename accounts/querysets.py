"""Reading accounts and their assignments."""

from datetime import date
from typing import Self

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from accounts import policy
from core.scope import ScopedQuerySet


class AssignmentQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        """Those in force on ``day`` (both days of the span included) and not revoked."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, revoked_at=None)

    def open(self, day: date) -> Self:
        """Those in force on ``day`` or later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), revoked_at=None)

    def current(self) -> Self:
        """Those in force today with their areas, one's own before those held for a colleague."""
        return (
            self.on(timezone.localdate())
            .select_related("area", "substitute_for")
            .order_by(F("substitute_for").asc(nulls_first=True), "pk")
        )


class UserQuerySet(ScopedQuerySet):
    @property
    def _assignments(self) -> AssignmentQuerySet:
        return self.model._meta.get_field("assignments").related_model.objects.all()

    def for_user(self, user) -> Self:
        """Accounts ever placed in the administrator's area, and those placed nowhere; none for other roles."""
        if user.role not in policy.ACCOUNT_ROLES:
            return self.none()
        placed = self._assignments.filter(user=OuterRef("pk"))
        here = placed.filter(area__code__startswith=user.acting.area.prefix)
        return self.filter(Exists(here) | ~Exists(placed))

    def with_assignments(self) -> Self:
        """With the current assignments already read, for lists."""
        current = self._assignments.current()
        return self.prefetch_related(Prefetch("assignments", queryset=current, to_attr="current_assignments"))

    def with_locked(self) -> Self:
        """Annotate ``is_locked``: too many failed log-ins under this user name within the cooling-off time."""
        failures = (
            AccessAttempt.objects.filter(
                username=OuterRef("username"), attempt_time__gte=timezone.now() - get_cool_off()
            )
            .order_by()
            .values("username")
            .annotate(failures=Sum("failures_since_start"))
            .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        )
        return self.annotate(is_locked=Exists(failures))
