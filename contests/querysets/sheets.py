"""What is stored of a sheet when it is submitted, and the lock that keeps a contest's state meanwhile."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, DecimalField, Func, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Round

POINTS = DecimalField(max_digits=9, decimal_places=4)
NOTHING = Value(0, output_field=POINTS)


def hold_contest(contest: int) -> str:
    """The state of a contest, which stays as it is until this transaction ends; others may hold it too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM contests_contest WHERE id = %s FOR SHARE", [contest])
        return cursor.fetchone()[0]


def stored_figures(*, scores: QuerySet, dimensions: QuerySet, decimals: int) -> dict:
    """What an UPDATE of sheets stores for the tally, each sheet from its own scores. scoring.md §1

    ``scores`` are all scores, ``dimensions`` those of the scheme in order; ``decimals`` is the scheme's
    ``point_decimals``. The last of ``dimension_points`` takes the fields that belong to no dimension.
    """
    own = scores.filter(sheet=OuterRef("pk")).order_by()
    of_dimension = scores.filter(
        sheet=OuterRef(OuterRef("pk")), field__indicator__dimension=OuterRef("pk")
    ).order_by()  # fmt: skip
    figures = Cast(Round("points", precision=decimals), CharField())
    return {
        "total": _sum(own),
        "points_line": Coalesce(
            Subquery(own.values("sheet").annotate(all=StringAgg(figures, ",", order_by="field__order")).values("all")),
            Value(""),
        ),
        "dimension_points": Func(
            ArraySubquery(dimensions.order_by("order").annotate(points=_sum(of_dimension)).values("points")),
            _sum(own.filter(field__indicator=None)),
            function="array_append",
            output_field=ArrayField(POINTS),
        ),
    }


def _sum(scores: QuerySet) -> Coalesce:
    return Coalesce(Subquery(scores.values("sheet").annotate(points_sum=Sum("points")).values("points_sum")), NOTHING)
