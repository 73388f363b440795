"""Which rows of contests a user reaches, and the annotations lists need."""

from typing import Self

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from areas.policy import ancestor_codes
from areas.querysets import SharedDownQuerySet
from core.data.scope import ScopedQuerySet
from scoring.querysets import AssessmentQuerySet

TOWNSHIP_DIGITS = 9


class ContestQuerySet(AssessmentQuerySet):
    def for_user(self, user) -> Self:
        """Contests organised in the user's area or with an entry from it, once they are announced or opened, and those
        announced ones of the county for which the township may nominate.
        """
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        known = ~Q(status="draft") | Q(announced_at__isnull=False)
        reached = self.reached(prefix, known)
        if len(prefix) == TOWNSHIP_DIGITS:
            above = ancestor_codes(prefix)[:-1]
            reached |= Q(by_nomination=True, announced_at__isnull=False, area__code__in=above)
        return self.filter(reached)

    def with_main_series(self) -> Self:
        """``main_series``: the organiser's first series of that kind of period in which villages compete.

        Of a township's contests the county's order compares the one of this series: a village stands once. C6
        """
        contests = self.model.objects.filter(area=OuterRef("area"), period_kind=OuterRef("period_kind"))
        villages = contests.counted().filter(scheme__subject="village").order_by("series")
        return self.annotate(main_series=Subquery(villages.values("series")[:1]))

    def with_stages(self) -> Self:
        """With ``stages.all()`` read, in order of time, each with its kind."""
        stages = self.rows_of("stages").select_related("kind").order_by("starts_on", "kind__order")
        return self.prefetch_related(Prefetch("stages", stages))


class DocumentQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Documents of the contests the user sees."""
        return self.filter(contest__in=self.rows_of("contest").for_user(user))


class DeclarationQuerySet(ScopedQuerySet):
    def with_counts(self) -> Self:
        """``item_count``: items with content; ``file_count``."""
        items = self.rows_of("items").filter(declaration=OuterRef("pk")).exclude(content="")
        files = self.rows_of("files").filter(declaration=OuterRef("pk"))
        return self.annotate(
            **{
                name: Coalesce(Subquery(rows.order_by().values("declaration").annotate(n=Count("pk")).values("n")), 0)
                for name, rows in (("item_count", items), ("file_count", files))
            }
        )

    def begun(self) -> Self:
        """Those in which something is written, or that were handed in."""
        written = Q(items__content__gt="") | ~Q(status="draft")
        for text in self.model.TEXTS:
            written |= Q(**{f"{text}__gt": ""})
        return self.filter(written)

    def written_by(self, user) -> Self:
        """Those that the user's office fills in: the township of the entry, and whoever holds the contest."""
        if not user.acting:
            return self.none()
        own = user.acting.area_id
        return self.filter(Q(entry__township=own) | Q(entry__assessment__area=own))

    def judged_by(self, rater, component) -> Self:
        """What the rater may read to judge: of the entries they rate the declarations that were approved."""
        sheets = rater.sheets.filter(component=component).exclude(status="waived")
        return self.filter(status="approved", entry__in=sheets.values("entry"))


class CountyRankingQuerySet(SharedDownQuerySet):
    """The orders of the county the user's area lies in; their rows are scoped separately."""

    def of_period(self, period) -> Self:
        return self.filter(period_kind=period.kind, year=period.year, number=period.number)
