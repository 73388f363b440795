"""Who reads notices, objections and reminders. C4, O9"""

from typing import Self

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.data.scope import ScopedQuerySet
from core.models import StateChange
from core.notices.querysets import ObjectedQuerySet
from core.submissions.choices import OPEN


class NoticeQuerySet(ObjectedQuerySet, ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Notices of the contests a user reaches: a notice is there to be read by all of them."""
        return self.filter(contest__in=self.model.contest.field.related_model.objects.for_user(user))

    def public(self) -> Self:
        """What outsiders may read: of contests that count, out now or final, where the county has switched it on.

        Not before the day on which the notice says that it begins.
        """
        access = self.model._meta.apps.get_model("contests", "PublicAccess")
        wanted = Q(pk__in=())
        for county in access.objects.filter(is_open=True).select_related("area"):
            wanted |= Q(contest__area__code__startswith=county.area.prefix)
        begun = self.filter(wanted, starts_on__lte=timezone.localdate())
        return begun.filter(contest__is_trial=False, contest__status__in=("notice", "final")).exclude(
            status="withdrawn"
        )


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
        return self.model._meta.apps.get_model("contests", "Contest").objects.for_user(user).values("pk")


class ReminderQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """One's own, and those of contests that the user's office runs."""
        own = Q(user=user.pk)
        if user.scope_prefix is None or user.acting is None:
            return self.filter(own)
        return self.filter(own | Q(contest__area=user.acting.area_id))

    def unseen(self, user) -> Self:
        """What the user has been reminded of and neither done nor put away, the latest first."""
        sheets = self.model._meta.apps.get_model("scoring", "Sheet").objects.missing().filter(rater=OuterRef("rater"))
        owes_sheets = Q(rater__isnull=False, contest__status="scoring") & Exists(sheets)
        owes_declaration = Q(entry__isnull=False, contest__status="draft", entry__declaration__status__in=OPEN)
        moved = StateChange.objects.filter(
            subject="scoring.assessment", subject_id=OuterRef("contest"), at__gt=OuterRef("sent_at")
        ).exclude(source=F("target"))
        owes_step = Q(contest__isnull=False, rater__isnull=True, entry__isnull=True) & ~Exists(moved)
        owes_contest = Q(area__isnull=False)  # put away when the contest is made
        owed = owes_sheets | owes_declaration | owes_step | owes_contest
        return self.filter(owed, user=user.pk, seen_at=None).order_by("-sent_at", "-pk")
