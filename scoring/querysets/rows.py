"""Which rows of assessments a user reaches, and the annotations lists need."""

from datetime import date
from typing import Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from core.data.scope import ScopedQuerySet


class ProgressQuerySet(ScopedQuerySet):
    """Rows with sheets that are due (``with_progress``)."""

    def by_missing(self, *, descending: bool) -> Self:
        """By how many sheets are still to come; equals in the order the rows had."""
        missing = F("sheets_due") - F("sheets_in")
        order = self.query.order_by or self.model._meta.ordering
        return self.with_progress().order_by(missing.desc() if descending else missing.asc(), *order, "pk")


class AssessmentQuerySet(ProgressQuerySet):
    def for_user(self, user) -> Self:
        """Assessments organised in the user's area or with an entry from it; what others prepare is theirs alone."""
        prefix = user.scope_prefix
        return self.none() if prefix is None else self.filter(self.reached(prefix, ~Q(status="draft")))

    def reached(self, prefix: str, known: Q) -> Q:
        """Those organised in the area of ``prefix``, and of the others the ``known`` ones with an entry from it."""
        entered = self.rows_of("entries").filter(area__code__startswith=prefix)
        return Q(area__code__startswith=prefix) | Q(known, pk__in=entered.values("assessment_id"))

    def run_by(self, user) -> Self:
        """Assessments that the office in which the user acts may run: those of its own level and area."""
        acting = user.acting
        return self.filter(area=acting.area_id) if acting and user.scope_prefix is not None else self.none()

    def not_final(self) -> Self:
        """Those whose own data may still change; what is final is only corrected by a notice. C4"""
        return self.exclude(status="final")

    def counted(self) -> Self:
        """Without trial runs, which never count. O10"""
        return self.filter(is_trial=False)

    def of_period(self, period) -> Self:
        return self.filter(period_kind=period.kind, year=period.year, number=period.number)

    def unfinished(self) -> Self:
        """Those in which somebody still has something to do."""
        return self.exclude(status="final")

    def before(self, period) -> Self:
        """Those of the same kind of period before ``period`` that count, the latest first."""
        earlier = Q(year__lt=period.year) | Q(year=period.year, number__lt=period.number)
        return self.filter(earlier, period_kind=period.kind).counted().order_by("-year", "-number", "-pk")

    def with_entry_count(self) -> Self:
        """``entry_count``: how many villages compete, withdrawn ones not counted."""
        entries = self.rows_of("entries").filter(assessment=OuterRef("pk"), status="active")
        counted = entries.order_by().values("assessment").annotate(n=Count("pk")).values("n")
        return self.annotate(entry_count=Coalesce(Subquery(counted), 0))

    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: sheets of active entries, waived ones not counted."""
        return self.annotate(**_sheet_counts(self.rows_of("sheets"), "assessment"))

    def with_open_progress(self) -> Self:
        """The same while sheets are asked for, otherwise 0: counting those of a tallied county takes its time."""
        counts = _sheet_counts(self.rows_of("sheets"), "assessment")
        asked = Q(status__in=("scoring", "closed"))
        return self.annotate(**{name: Case(When(asked, then=count), default=0) for name, count in counts.items()})


def _sheet_counts(sheets: ScopedQuerySet, key: str) -> dict[str, Coalesce]:
    """``sheets_due`` and ``sheets_in`` of the outer row that ``key`` of a sheet points to."""
    due = sheets.filter(**{key: OuterRef("pk")}).due().order_by().values(key)
    return {
        "sheets_due": Coalesce(Subquery(due.annotate(n=Count("pk")).values("n")), 0),
        "sheets_in": Coalesce(Subquery(due.filter(status="submitted").annotate(n=Count("pk")).values("n")), 0),
    }


class EntryQuerySet(ScopedQuerySet):
    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: the sheets about each village."""
        return self.annotate(**_sheet_counts(self.rows_of("sheets"), "entry"))


class RaterQuerySet(ProgressQuerySet):
    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: what each rater owes and has given.

        ``has_locked``: any given or waived; ``has_waived``: any waived of those who compete; ``has_code``: a one-time
        code was made and has not ended.
        """
        sheets = self.rows_of("sheets")
        locked = sheets.filter(rater=OuterRef("pk")).exclude(status="draft")
        waived = locked.filter(status="waived", entry__status="active")
        codes = self.rows_of("codes").filter(rater=OuterRef("pk"), ended_at=None)
        return self.annotate(
            **_sheet_counts(sheets, "rater"),
            has_locked=Exists(locked), has_waived=Exists(waived), has_code=Exists(codes),
        )  # fmt: skip

    def for_user(self, user) -> Self:
        """Raters of assessments that the user's office runs, and the user's own seats."""
        own = Q(user=user.pk)
        if user.scope_prefix is None or user.acting is None:
            return self.filter(own) if user.has_perm("scoring.score_sheet") else self.none()
        return self.filter(own | Q(assessment__area=user.acting.area_id))

    def entered_by(self, user) -> Self:
        """Raters whose sheets the user may fill in: the own seats, and all in assessments of the user's office."""
        allowed = Q(pk__in=())
        if user.has_perm("scoring.score_sheet"):
            allowed |= Q(user=user.pk)
        if user.has_perm("scoring.enter_sheets"):
            allowed |= Q(assessment__area=user.acting.area_id)
        return self.filter(allowed)


RATER_FACTS = (
    "assessment__name", "assessment__year", "assessment__number", "assessment__status", "component__name",
    "component__order", "rater__name", "rater__seat", "rater__unit", "rater__group__name", "rater__group__order",
)  # fmt: skip
RATER_ORDER = (
    "-assessment__year", "-assessment__number", "assessment", "component__order", "rater__group__order", "rater__seat",
)  # fmt: skip


class SheetQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Sheets of assessments that the user's office runs, and the sheets the user owes as a rater."""
        return self.filter(rater__in=self.rows_of("rater").for_user(user))

    def due(self) -> Self:
        """Sheets somebody still owes or has given: of active entries, not waived. scoring.md §0"""
        return self.filter(entry__status="active").exclude(status="waived")

    def missing(self) -> Self:
        return self.filter(entry__status="active", status="draft")

    def open(self, on: date) -> Self:
        """Sheets that take points on the day ``on``, all the drafts that ``services.grid.lock_of`` lets through:

        those of an assessment that is scored and not past its last day, and those that were unlocked.
        """
        last = Q(assessment__scoring_ends_on=None) | Q(assessment__scoring_ends_on__gte=on)
        late = Q(assessment__status__in=("scoring", "closed"), unlocked_at__isnull=False)
        return self.missing().filter(last & Q(assessment__status="scoring") | late)

    def without_any(self) -> int:
        """For how many entries of how many components, pair by pair, not one of these sheets was given."""
        pairs = self.order_by().values("component", "entry")
        return pairs.annotate(given=Count("pk", filter=Q(status="submitted"))).filter(given=0).count()

    def in_turn(self, *first) -> Self:
        """As one goes through sheets, on the home page and from one to the next: what ends first, then ``RATER_ORDER``.

        ``first``: what goes before that.
        """
        last_day = F("assessment__scoring_ends_on").asc(nulls_last=True)
        return self.order_by(*first, last_day, *RATER_ORDER, "pk")

    def after(self, component, rater) -> Self:
        """Other sheets than these, in turn from these on: this assessment to its end and around, then the others."""
        further = Q(component__order__gt=component.order) | Q(component=component.pk, rater__seat__gt=rater.seat)
        others = self.exclude(component=component, rater=rater).select_related("assessment", "component", "rater")
        return others.in_turn(
            Case(When(assessment=rater.assessment_id, then=0), default=1),
            Case(When(further, assessment=rater.assessment_id, then=0), default=1),
        )

    def with_cells(self) -> Self:
        """``cells``: how many are filled, of ``columns`` that are asked: not those for other categories of village."""
        scores = self.rows_of("scores").filter(sheet=OuterRef("pk")).order_by()
        fields = self.rows_of("component__fields")
        limits = self.rows_of("component__fields__indicator__categories__through")
        limits = limits.filter(indicator=OuterRef("indicator"))
        held = self.rows_of("entry__categories__through").filter(
            entry=OuterRef(OuterRef(OuterRef("entry"))), category=OuterRef("category")
        )
        fields = fields.filter(~Exists(limits) | Exists(limits.filter(Exists(held))), component=OuterRef("component"))
        columns = fields.order_by().values("component").annotate(n=Count("pk")).values("n")
        cells = scores.values("sheet").annotate(n=Count("pk")).values("n")
        return self.annotate(cells=Subquery(cells), columns=Subquery(columns))

    def ready(self) -> Self:
        """Of those not handed in the ones that have every point they ask for: only the handing in is missing."""
        return self.missing().with_cells().filter(cells__gte=F("columns"))

    def by_rater(self) -> Self:
        """One dict per rater and component: ``due`` and ``given`` sheets, ``filled`` of the ``asked`` cells."""
        due = Q(entry__status="active") & ~Q(status="waived")
        return (
            self.order_by()
            .with_cells()
            .values("assessment", "component", "rater", *RATER_FACTS)
            .annotate(
                due=Count("pk", filter=due),
                given=Count("pk", filter=due & Q(status="submitted")),
                filled=Coalesce(Sum("cells", filter=due), 0),
                asked=Coalesce(Sum("columns", filter=due), 0),
            )
            .order_by(*RATER_ORDER)
        )
