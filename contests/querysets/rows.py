"""Which rows of contests a user reaches, and the annotations lists need."""

from datetime import date
from typing import Self

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from areas.policy import ancestor_codes
from core.data.scope import ScopedQuerySet

TOWNSHIP_DIGITS = 9


class ProgressQuerySet(ScopedQuerySet):
    """Rows with sheets that are due (``with_progress``)."""

    def by_missing(self, *, descending: bool) -> Self:
        """By how many sheets are still to come; equals in the order the rows had."""
        missing = F("sheets_due") - F("sheets_in")
        order = self.query.order_by or self.model._meta.ordering
        return self.with_progress().order_by(missing.desc() if descending else missing.asc(), *order, "pk")


class ContestQuerySet(ProgressQuerySet):
    def for_user(self, user) -> Self:
        """Contests organised in the user's area or with an entry from it."""
        prefix = user.scope_prefix
        if prefix is None:
            return self.none()
        entered = self.model.entries.rel.related_model.objects.filter(area__code__startswith=prefix)
        known = ~Q(status="draft") | Q(announced_at__isnull=False)  # what others prepare is theirs alone
        mine = Q(area__code__startswith=prefix) | Q(known, pk__in=entered.values("contest_id"))
        return self.filter(mine | self._asked(prefix))

    @staticmethod
    def _asked(prefix: str) -> Q:
        """Announced contests of the county for which the township may nominate."""
        if len(prefix) != TOWNSHIP_DIGITS:
            return Q(pk__in=())
        above = ancestor_codes(prefix)[:-1]
        return Q(by_nomination=True, announced_at__isnull=False, area__code__in=above)

    def run_by(self, user) -> Self:
        """Contests that the office in which the user acts may run: those of its own level and area."""
        acting = user.acting
        return self.filter(area=acting.area_id) if acting and user.scope_prefix is not None else self.none()

    def not_final(self) -> Self:
        """Those whose own data may still change; what is final is only corrected by a notice. C4"""
        return self.exclude(status="final")

    def counted(self) -> Self:
        """Without trial runs, which never count. O10"""
        return self.filter(is_trial=False)

    def with_main_series(self) -> Self:
        """``main_series``: the organiser's first series of that kind of period in which villages compete.

        Of a township's contests the county's order compares the one of this series: a village stands once. C6
        """
        contests = self.model.objects.filter(area=OuterRef("area"), period_kind=OuterRef("period_kind"))
        villages = contests.counted().filter(scheme__subject="village").order_by("series")
        return self.annotate(main_series=Subquery(villages.values("series")[:1]))

    def of_period(self, period) -> Self:
        return self.filter(period_kind=period.kind, year=period.year, number=period.number)

    def unfinished(self) -> Self:
        """Those in which somebody still has something to do."""
        return self.exclude(status="final")

    def with_stages(self) -> Self:
        """With ``stages.all()`` read, in order of time, each with its kind."""
        stages = self.model.stages.rel.related_model.objects.select_related("kind").order_by("starts_on", "kind__order")
        return self.prefetch_related(Prefetch("stages", stages))

    def with_deadline(self) -> Self:
        """``scoring_ends_on``: the last day on which raters enter their sheets."""
        stages = self.model.stages.rel.related_model.objects.filter(contest=OuterRef("pk"), kind__is_scoring=True)
        return self.annotate(scoring_ends_on=Subquery(stages.values("ends_on")[:1]))

    def with_entry_count(self) -> Self:
        """``entry_count``: how many villages compete, withdrawn ones not counted."""
        entries = self.model.entries.rel.related_model.objects.filter(contest=OuterRef("pk"), status="active")
        counted = entries.order_by().values("contest").annotate(n=Count("pk")).values("n")
        return self.annotate(entry_count=Coalesce(Subquery(counted), 0))

    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: sheets of active entries, waived ones not counted."""
        return self.annotate(**_sheet_counts(self.model.sheets.rel.related_model, "contest"))

    def with_open_progress(self) -> Self:
        """The same while sheets are asked for, otherwise 0: counting those of a tallied county takes its time."""
        counts = _sheet_counts(self.model.sheets.rel.related_model, "contest")
        asked = Q(status__in=("scoring", "closed"))
        return self.annotate(**{name: Case(When(asked, then=count), default=0) for name, count in counts.items()})


def _sheet_counts(sheet_model, key: str) -> dict[str, Coalesce]:
    """``sheets_due`` and ``sheets_in`` of the outer row that ``key`` of a sheet points to."""
    due = sheet_model.objects.filter(**{key: OuterRef("pk")}).due().order_by().values(key)
    return {
        "sheets_due": Coalesce(Subquery(due.annotate(n=Count("pk")).values("n")), 0),
        "sheets_in": Coalesce(Subquery(due.filter(status="submitted").annotate(n=Count("pk")).values("n")), 0),
    }


class EntryQuerySet(ScopedQuerySet):
    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: the sheets about each village."""
        return self.annotate(**_sheet_counts(self.model.sheets.rel.related_model, "entry"))


class DocumentQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Documents of the contests the user sees."""
        contests = self.model.contest.field.related_model.objects
        return self.filter(contest__in=contests.for_user(user))


class DeclarationQuerySet(ScopedQuerySet):
    def with_counts(self) -> Self:
        """``item_count``: items with content; ``file_count``."""
        items = self.model.items.rel.related_model.objects.filter(declaration=OuterRef("pk")).exclude(content="")
        files = self.model.files.rel.related_model.objects.filter(declaration=OuterRef("pk"))
        return self.annotate(
            **{
                name: Coalesce(Subquery(rows.order_by().values("declaration").annotate(n=Count("pk")).values("n")), 0)
                for name, rows in (("item_count", items), ("file_count", files))
            }
        )

    def written_by(self, user) -> Self:
        """Those that the user's office fills in: the township of the entry, and whoever holds the contest."""
        if not user.acting:
            return self.none()
        own = user.acting.area_id
        return self.filter(Q(entry__township=own) | Q(entry__contest__area=own))

    def judged_by(self, rater, component) -> Self:
        """What the rater may read to judge: of the entries they rate the declarations that were approved."""
        sheets = rater.sheets.filter(component=component).exclude(status="waived")
        return self.filter(status="approved", entry__in=sheets.values("entry"))


class RaterQuerySet(ProgressQuerySet):
    def with_progress(self) -> Self:
        """``sheets_due``, ``sheets_in``: what each rater owes and has given.

        ``has_locked``: any given or waived; ``has_waived``: any waived of those who compete; ``has_code``: a one-time
        code was made and has not ended.
        """
        sheets = self.model.sheets.rel.related_model
        locked = sheets.objects.filter(rater=OuterRef("pk")).exclude(status="draft")
        waived = locked.filter(status="waived", entry__status="active")
        codes = self.model.codes.rel.related_model.objects.filter(rater=OuterRef("pk"), ended_at=None)
        return self.annotate(
            **_sheet_counts(sheets, "rater"),
            has_locked=Exists(locked), has_waived=Exists(waived), has_code=Exists(codes),
        )  # fmt: skip

    def for_user(self, user) -> Self:
        """Raters of contests that the user's office runs, and the user's own seats."""
        own = Q(user=user.pk)
        if user.scope_prefix is None or user.acting is None:
            return self.filter(own) if user.has_perm("contests.score_sheet") else self.none()
        return self.filter(own | Q(contest__area=user.acting.area_id))

    def entered_by(self, user) -> Self:
        """Raters whose sheets the user may fill in: the user's own seats, and all in contests of the user's office."""
        allowed = Q(pk__in=())
        if user.has_perm("contests.score_sheet"):
            allowed |= Q(user=user.pk)
        if user.has_perm("contests.enter_sheets"):
            allowed |= Q(contest__area=user.acting.area_id)
        return self.filter(allowed)


RATER_FACTS = (
    "contest__name", "contest__year", "contest__number", "contest__status", "component__name", "component__order",
    "rater__name", "rater__seat", "rater__unit", "rater__group__name", "rater__group__order",
)  # fmt: skip
RATER_ORDER = (
    "-contest__year", "-contest__number", "contest", "component__order", "rater__group__order", "rater__seat",
)  # fmt: skip


class SheetQuerySet(ScopedQuerySet):
    def for_user(self, user) -> Self:
        """Sheets of contests that the user's office runs, and the sheets the user owes as a rater."""
        return self.filter(rater__in=self.model.rater.field.related_model.objects.for_user(user))

    def due(self) -> Self:
        """Sheets somebody still owes or has given: of active entries, not waived. scoring.md §0"""
        return self.filter(entry__status="active").exclude(status="waived")

    def missing(self) -> Self:
        return self.filter(entry__status="active", status="draft")

    def open(self, on: date) -> Self:
        """Sheets that take points on the day ``on``, all the drafts that ``services.grid.lock_of`` lets through:

        those of a contest that is scored and not past its last day, and those that were unlocked.
        """
        scored = self.model.contest.field.related_model.objects.filter(status="scoring").with_deadline()
        over = scored.filter(scoring_ends_on__lt=on).values("pk")
        late = Q(contest__status__in=("scoring", "closed"), unlocked_at__isnull=False)
        return self.missing().filter(Q(contest__status="scoring") & ~Q(contest__in=over) | late)

    def without_any(self) -> int:
        """For how many entries of how many components, pair by pair, not one of these sheets was given."""
        pairs = self.order_by().values("component", "entry")
        return pairs.annotate(given=Count("pk", filter=Q(status="submitted"))).filter(given=0).count()

    def in_turn(self, *first) -> Self:
        """As one goes through sheets, on the home page and from one to the next: what ends first, then ``RATER_ORDER``.

        ``first``: what goes before that.
        """
        stages = self.model.contest.field.related_model.stages.rel.related_model.objects
        scoring = stages.filter(contest=OuterRef("contest"), kind__is_scoring=True).order_by()
        rows = self.annotate(last_day=Subquery(scoring.values("ends_on")[:1]))
        return rows.order_by(*first, F("last_day").asc(nulls_last=True), *RATER_ORDER, "pk")

    def after(self, component, rater) -> Self:
        """Other sheets than these, in turn from these on: the same contest to its end and around, then the others."""
        further = Q(component__order__gt=component.order) | Q(component=component.pk, rater__seat__gt=rater.seat)
        others = self.exclude(component=component, rater=rater).select_related("contest", "component", "rater")
        return others.in_turn(
            Case(When(contest=rater.contest_id, then=0), default=1),
            Case(When(further, contest=rater.contest_id, then=0), default=1),
        )

    def with_cells(self) -> Self:
        """``cells``: how many are filled, of ``columns`` that are asked: not those for other categories of village."""
        scores = self.model.scores.rel.related_model.objects.filter(sheet=OuterRef("pk")).order_by()
        fields = self.model.component.field.related_model.fields.rel.related_model.objects
        limits = fields.model.indicator.field.related_model.categories.through.objects.filter(
            indicator=OuterRef("indicator")
        )
        held = self.model.entry.field.related_model.categories.through.objects.filter(
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
            .values("contest", "component", "rater", *RATER_FACTS)
            .annotate(
                due=Count("pk", filter=due),
                given=Count("pk", filter=due & Q(status="submitted")),
                filled=Coalesce(Sum("cells", filter=due), 0),
                asked=Coalesce(Sum("columns", filter=due), 0),
            )
            .order_by(*RATER_ORDER)
        )
