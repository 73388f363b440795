"""Reading frozen results: tallies, standings, the county's order. architecture.md decision 4"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Self

from django.db.models import Avg, Case, Count, F, Max, Min, OuterRef, Prefetch, Q, Subquery, When, Window

from core.data.scope import ScopedQuerySet

PUBLISHED = ("notice", "final")
UNPUBLISHED = "scoring.view_unpublished_standing"


class TallyQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Results of the assessments a user reaches; a village sees a result once it is published."""
        rows = self.filter(assessment__in=self.rows_of("assessment").for_user(user))
        return rows if user.has_perm(UNPUBLISHED) else rows.filter(assessment__status__in=PUBLISHED)

    def newest(self) -> Self:
        """Only the newest version of each assessment."""
        return self.order_by("assessment_id", "-version").distinct("assessment_id")


def contribution(places: Mapping[int, int]) -> Case:
    """What one component gave a standing; ``places``: scheme → where its array of contributions has it."""
    schemes = defaultdict(list)
    for scheme, place in places.items():
        schemes[place].append(scheme)
    return Case(
        *(
            When(tally__assessment__scheme__in=among, then=F(f"contributions__{place}"))
            for place, among in schemes.items()
        )
    )


class StandingQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Standings of the user's area; a village sees its own once the result is published."""
        rows = super().for_user(user)
        return rows if user.has_perm(UNPUBLISHED) else rows.filter(tally__assessment__status__in=PUBLISHED)

    def newest(self) -> Self:
        """Standings of the newest version of each assessment."""
        newest = (
            self.rows_of("tally").filter(assessment=OuterRef("tally__assessment")).order_by("-version").values("pk")[:1]
        )
        return self.filter(tally=Subquery(newest))

    def up_to(self, period) -> Self:
        """Of assessments of ``period``'s kind, that period and earlier ones."""
        earlier = Q(tally__assessment__year__lt=period.year)
        same_year = Q(tally__assessment__year=period.year, tally__assessment__number__lte=period.number)
        return self.filter(earlier | same_year, tally__assessment__period_kind=period.kind)

    def unranked(self) -> Self:
        """No rows at all, in the shape of those of a result."""
        return self.annotate(shown_rank=F("rank"), shown_previous=F("previous_rank")).none()

    def in_assessment(self, tally) -> Self:
        """The standings of one version; ``shown_rank`` is the rank within the assessment."""
        return self.filter(tally=tally).annotate(shown_rank=F("rank"), shown_previous=F("previous_rank"))

    def in_order(self) -> Self:
        """By rank, then by draw number; those without a rank last."""
        return self.order_by(F("rank").asc(nulls_last=True), "entry__number")

    def sorted_by(self, figure, *, descending: bool) -> Self:
        """By a figure, those without one last; where it is equal, in the order the rows had."""
        by = figure.desc(nulls_last=True) if descending else figure.asc(nulls_last=True)
        return self.order_by(by, *self.query.order_by)

    def by_township(self, components: Mapping[str, Mapping[int, int]]) -> Self:
        """Per township, as dicts: ``ranked`` rows, ``mean`` score, ``best`` shown rank, ``cups``, decimal ``places``.

        Trial runs are left out.

        ``components``: name → places of a component (``contribution``), whose mean comes by that name.
        """
        rows = self.filter(rank__isnull=False, tally__assessment__is_trial=False)
        rows = rows.select_related(None).prefetch_related(None).order_by()
        means = {name: Avg(contribution(places)) for name, places in components.items()}
        return (
            rows.values("entry__township", "entry__township__short_name")
            .annotate(
                ranked=Count("pk", distinct=True),
                mean=Avg("final"),
                best=Min("shown_rank"),
                cups=Count("pk", distinct=True, filter=self._has_cup()),
                places=Max("tally__assessment__scheme__decimals"),
                **means,
            )
            .order_by(F("mean").desc(), "entry__township__code")
        )

    def with_cup(self) -> Self:
        """Only winners of a cup (夺杯村). D0 3.3"""
        return self.filter(self._has_cup())

    def count_ranked(self) -> tuple[int, int, int]:
        """How many there are, how many have a rank, and how many won a cup."""
        found = self.order_by().aggregate(
            rows=Count("pk"), ranked=Count("rank"), cups=Count("pk", filter=self._has_cup())
        )
        return found["rows"], found["ranked"], found["cups"]

    def with_awards(self) -> Self:
        """With the awards given or still open, in the scheme's order."""
        return self.prefetch_related(Prefetch("awards", self._awards()))

    def awards(self):
        """All awards given or still open of these standings, in the scheme's order."""
        return self._awards().filter(standing__in=self.values("pk"))

    def for_table(self) -> Self:
        """With what a row of the ranking shows, in a constant number of queries."""
        rows = self.select_related("entry__township__parent", "tally__assessment__scheme")
        rows = rows.prefetch_related("entry__categories")
        return rows.with_awards()

    def for_explanation(self) -> Self:
        """With everything the step-by-step explanation reads; what many rows share is read once."""
        rows = self.select_related(None).select_related("entry").prefetch_related(None).with_awards()
        return rows.prefetch_related(
            "entry__township", "parts__component", "bonus_parts__item", "awards__township",
            "tally__assessment__scheme__dimensions", "tally__assessment__scheme__tie_breaks__component",
            "tally__assessment__scheme__tie_breaks__dimension",
        )  # fmt: skip

    def for_one_explanation(self) -> Self:
        """The same for a single standing: what many would share is joined, in fewer queries."""
        parts = self.rows_of("parts").select_related("component")
        ties = self.rows_of("tally__assessment__scheme__tie_breaks").select_related("component", "dimension")
        rows = self.prefetch_related(None).for_table()
        return rows.prefetch_related(
            "bonus_parts__item", "awards__township", "tally__assessment__scheme__dimensions", Prefetch("parts", parts),
            Prefetch("tally__assessment__scheme__tie_breaks", ties),
        )  # fmt: skip

    def with_equal_final(self) -> Self:
        """Only those that share their final score with another one of the same tally."""
        return self.annotate(equals=Window(Count("pk"), partition_by=[F("tally"), F("final")])).filter(equals__gt=1)

    def _has_cup(self) -> Q:
        cups = self.rows_of("awards").filter(rule__kind__is_cup=True, state="granted")
        return Q(pk__in=cups.values("standing"))

    def _awards(self):
        awards = self.rows_of("awards").exclude(state="waiting")
        return awards.select_related("rule__kind", "group", "category", "dimension", "township").order_by(
            "rule__order", "pk"
        )
