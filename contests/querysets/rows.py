"""Which rows of contests a user reaches, and the annotations lists need."""

from typing import Self

from django.db.models import Case, Count, DateField, F, Max, OuterRef, Q, Subquery, When

from core.scope import ScopedQuerySet

ANCESTOR_DIGITS = (2, 4, 6, 9)  # province, city, county, township: what a 12-digit code contains


def ancestor_codes(prefix: str) -> list[str]:
    """The codes of the areas that contain the one with this prefix, itself included."""
    lengths = [*(digits for digits in ANCESTOR_DIGITS if digits < len(prefix)), len(prefix)]
    return [prefix[:digits].ljust(12, "0") for digits in lengths if digits]


class SchemeQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Schemes of the user's own area, of areas below it, and of the areas above it (a township uses its county's)."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        return self.filter(Q(area__code__startswith=prefix) | Q(area__code__in=ancestor_codes(prefix)))

    def usable_in(self, area) -> Self:
        """What a contest of ``area`` may use: schemes put to use there or above."""
        return self.filter(status="in_use", area__code__in=ancestor_codes(area.prefix))


class ContestQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Contests organised in the user's area or with an entry from it."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        entered = self.model.entries.rel.related_model.objects.filter(area__code__startswith=prefix)
        return self.filter(Q(area__code__startswith=prefix) | Q(pk__in=entered.values("contest_id")))

    def run_by(self, user) -> Self:
        """Contests that the office in which the user acts may run: those of its own level and area."""
        acting = user.acting
        return self.filter(area=acting.area_id) if acting and user.scope_prefix is not None else self.none()

    def of_period(self, period) -> Self:
        return self.filter(period_kind=period.kind, year=period.year, number=period.number)

    def with_deadline(self) -> Self:
        """``scoring_ends_on``: the last day on which raters enter their sheets."""
        scoring = Case(When(stages__kind__is_scoring=True, then="stages__ends_on"), output_field=DateField())
        return self.annotate(scoring_ends_on=Max(scoring))

    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: sheets of active entries, waived ones not counted; two grouped sub-queries."""
        sheets = (
            self.model.sheets.rel.related_model.objects.filter(contest=OuterRef("pk"), entry__status="active")
            .exclude(status="waived")
            .order_by()
            .values("contest")
        )
        return self.annotate(
            sheets_due=Subquery(sheets.annotate(n=Count("pk")).values("n")),
            sheets_in=Subquery(sheets.filter(status="submitted").annotate(n=Count("pk")).values("n")),
        )


class EntryQuerySet(ScopedQuerySet):
    pass


class RaterQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Raters of contests that the user's office runs, and the user's own seats."""
        own = Q(user=user.pk)
        if user.scope_prefix is None or user.acting is None:
            return self.filter(own) if user.acting and user.acting.role == "department_rater" else self.none()
        return self.filter(own | Q(contest__area=user.acting.area_id))


class SheetQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Sheets of contests that the user's office runs, and the sheets the user owes as a rater."""
        return self.filter(rater__in=self.model.rater.field.related_model.objects.for_user(user))

    def due(self) -> Self:
        """Sheets somebody still owes or has given: of active entries, not waived. scoring.md §0"""
        return self.filter(entry__status="active").exclude(status="waived")

    def missing(self) -> Self:
        return self.filter(entry__status="active", status="draft")


class TallyQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        return self.filter(contest__in=self.model.contest.field.related_model.objects.for_user(user))

    def newest(self) -> Self:
        """Only the newest version of each contest."""
        return self.order_by("contest_id", "-version").distinct("contest_id")


class StandingQuerySet(ScopedQuerySet):
    def newest(self) -> Self:
        """Standings of the newest version of each contest."""
        tallies = self.model.tally.field.related_model.objects
        newest = tallies.filter(contest=OuterRef("tally__contest")).order_by("-version").values("pk")[:1]
        return self.filter(tally=Subquery(newest))

    def in_order(self) -> Self:
        """By rank, then by draw number; those without a rank last."""
        return self.order_by(F("rank").asc(nulls_last=True), "entry__number")


class CountyRankingQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """The rankings of the county the user's area lies in; its rows are scoped separately."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        return self.filter(Q(area__code__startswith=prefix) | Q(area__code__in=ancestor_codes(prefix)))

    def of_period(self, period) -> Self:
        return self.filter(period_kind=period.kind, year=period.year, number=period.number)


class CountyRankQuerySet(ScopedQuerySet):
    pass
