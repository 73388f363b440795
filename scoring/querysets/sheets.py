"""What is stored of a sheet when it is submitted, and the lock that keeps an assessment's state meanwhile."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, DecimalField, Func, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Round

POINTS = DecimalField(max_digits=9, decimal_places=4)
NOTHING = Value(0, output_field=POINTS)


STATE = "SELECT status, scoring_ends_on FROM scoring_assessment WHERE id = %s "


def state_of(assessment: int, *, hold: bool) -> tuple[str, date | None]:
    """The state of an assessment and the last day on which it takes points.

    ``hold``: the state stays as it is until this transaction ends; others may hold it too.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATE + ("FOR SHARE" if hold else ""), [assessment])
        return cursor.fetchone()


def stored_figures(*, scores: QuerySet, dimensions: QuerySet, decimals: int) -> dict:
    """What an UPDATE of sheets stores for the tally, each sheet from its own scores. scoring.md §1

    ``scores`` are all scores, ``dimensions`` those of the scheme in order; ``decimals`` is the scheme's
    ``point_decimals``. The last of ``dimension_points`` takes the fields that belong to no dimension.
    """
    own = scores.filter(sheet=OuterRef("pk")).order_by().values("sheet")
    figures = Cast(Round("points", precision=decimals), CharField())
    places = [Q(field__indicator__dimension=pk) for pk in dimensions.order_by("order").values_list("pk", flat=True)]
    places.append(Q(field__indicator=None))
    sums = [Coalesce(Sum("points", filter=place), NOTHING) for place in places]
    by_dimension = Func(*sums, template="ARRAY[%(expressions)s]", output_field=ArrayField(POINTS))
    return {
        "total": Coalesce(Subquery(own.annotate(all=Sum("points")).values("all")), NOTHING),
        "points_line": Coalesce(
            Subquery(own.annotate(all=StringAgg(figures, ",", order_by="field__order")).values("all")), Value("")
        ),
        "dimension_points": Coalesce(
            Subquery(own.annotate(all=by_dimension).values("all")),
            Value([0] * len(places), output_field=ArrayField(POINTS)),
        ),
    }
