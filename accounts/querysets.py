"""Reading accounts and their assignments."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.sessions.models import Session
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from accounts import policy, verbs
from accounts.choices import AccountState
from core.data.scope import ScopedQuerySet
from core.security import attempts


class AssignmentQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Those in the administrator's area; none for other roles."""
        return self.in_area(user.acting.area.prefix) if user.role in policy.ACCOUNT_ROLES else self.none()

    def on(self, day: date) -> Self:
        """Those in force on ``day`` (both days of the span included) and not revoked."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, revoked_at=None)

    def open(self, day: date) -> Self:
        """Those in force on ``day`` or later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), revoked_at=None)

    def overlapping(self, first: date, last: date | None) -> Self:
        """Those in force on some day from ``first`` to ``last`` (without end if ``None``)."""
        return self.open(first).filter(Q() if last is None else Q(valid_from__lte=last))

    def officials(self, permission: str, areas: Collection[int]) -> dict[int, list]:
        """The open accounts that these assignments let do ``permission``, by the area in which they do it."""
        held = self.filter(role__in=verbs.roles_with(permission), area__in=areas, user__is_active=True)
        found = defaultdict(list)
        for each in held.select_related("user"):
            found[each.area_id].append(each.user)
        return found

    def current(self) -> Self:
        """Those in force today with their areas, one's own before those held for a colleague."""
        return (
            self.on(timezone.localdate())
            .select_related("area", "substitute_for")
            .order_by(F("substitute_for").asc(nulls_first=True), "pk")
        )


class LoginQuerySet(QuerySet):
    def with_session(self) -> Self:
        """Those whose session is still there."""
        running = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
        return self.filter(Exists(running))


class UserQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Accounts ever placed in the administrator's area, and those placed nowhere; none for other roles."""
        if user.role not in policy.ACCOUNT_ROLES:
            return self.none()
        placed = self.rows_of("assignments").filter(user=OuterRef("pk"))
        here = placed.filter(area__code__startswith=user.acting.area.prefix)
        return self.filter(Exists(here) | ~Exists(placed))

    def with_assignments(self) -> Self:
        """With the current assignments already read, for lists."""
        current = self.rows_of("assignments").current()
        return self.prefetch_related(Prefetch("assignments", queryset=current, to_attr="current_assignments"))

    def holding(self, *, role: str = "", area=None) -> Self:
        """Accounts with a current assignment of ``role`` (any if empty) in or below ``area`` (anywhere if ``None``)."""
        held = self.rows_of("assignments").on(timezone.localdate()).filter(user=OuterRef("pk"))
        if role:
            held = held.filter(role=role)
        if area is not None:
            held = held.in_area(area.prefix)
        return self.filter(Exists(held))

    def who_may(self, permission: str, areas: Q) -> Self:
        """Open accounts that may do ``permission`` today in one of ``areas`` (conditions on an area's fields)."""
        held = self.rows_of("assignments").on(timezone.localdate()).filter(role__in=verbs.roles_with(permission))
        places = self.rows_of("assignments__area").filter(areas)
        held = held.filter(user=OuterRef("pk"), area__in=places.order_by().values("pk"))
        return self.filter(Exists(held), is_active=True)

    def never_seen(self) -> Self:
        """Open accounts whose owner has never logged in."""
        return self.filter(is_active=True, last_login=None)

    def with_state(self) -> Self:
        """Annotate ``state`` (an ``AccountState``): closed before delayed before a first password never changed."""
        waiting = attempts.waiting().filter(user=OuterRef("pk"))
        held = self.rows_of("assignments").on(timezone.localdate()).filter(user=OuterRef("pk"))
        return self.annotate(
            state=Case(
                When(is_active=False, then=Value(AccountState.CLOSED)),
                When(Exists(waiting), then=Value(AccountState.DELAYED)),
                When(~Exists(held), then=Value(AccountState.NO_ROLE)),
                When(must_change_password=True, then=Value(AccountState.NEW)),
                default=Value(AccountState.IN_USE),
            )
        )

    def count_by_state(self) -> dict[str, int]:
        """How many accounts are in each state."""
        return dict(self.with_state().order_by().values_list("state").annotate(Count("pk")))
