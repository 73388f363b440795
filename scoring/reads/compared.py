"""Two versions of one assessment's result side by side, entry by entry, as set-based SQL. scoring.md §9"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from scoring.models import Award

SAME_SIDE = ("status", "rank", "final", "base", "bonus", "contributions")


class IsDistinct(Func):
    """Whether two values differ, where nothing equals nothing."""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()


def compared(entries: QuerySet, old, new) -> QuerySet:
    """The entries with ``old_<name>`` and ``new_<name>`` of ``SAME_SIDE`` and awards, and ``is_changed``.

    ``old`` and ``new`` are tallies of one assessment. An entry that a version does not have is empty on that side.
    Those that changed come first, each part by the newer rank.
    """
    entries = entries.filter(assessment=new.assessment_id).annotate(
        old=FilteredRelation("standings", condition=Q(standings__tally=old)),
        new=FilteredRelation("standings", condition=Q(standings__tally=new)),
    )
    sides = {f"{side}_{name}": F(f"{side}__{name}") for side in ("old", "new") for name in SAME_SIDE}
    awards = {f"{side}_awards": ArraySubquery(_awards(OuterRef(f"{side}__pk"))) for side in ("old", "new")}
    entries = entries.annotate(**sides, **awards)
    differs = [IsDistinct(F(f"old_{name}"), F(f"new_{name}")) for name in (*SAME_SIDE, "awards")]
    changed = Q(differs[0])
    for each in differs[1:]:
        changed |= Q(each)
    return entries.annotate(is_changed=changed).order_by("-is_changed", F("new_rank").asc(nulls_last=True), "number")


def _awards(standing) -> QuerySet:
    """The awards of a standing in words: 一等奖, 一等奖（产业兴旺）, 一等奖待定."""
    awards = Award.objects.filter(standing=standing)
    unit = Coalesce("category__name", "dimension__name", "township__short_name", output_field=CharField())
    in_unit = Case(
        When(Q(category=None, dimension=None, township=None), then=Value("")),
        default=Concat(Value("（"), unit, Value("）")),
        output_field=CharField(),
    )
    pending = Case(When(state="open", then=Value("待定")), default=Value(""), output_field=CharField())
    words = Concat(F("rule__name"), in_unit, pending, output_field=CharField())
    return awards.annotate(words=words).order_by("rule__order", "pk").values("words")
