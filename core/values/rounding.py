"""Rounding, once and in one way. scoring.md, "Numbers"."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from math import ceil, floor

from django.db import models

WIDE = Context(prec=60)
DUST = 8  # decimals kept before the last rounding: removes the dust that thirds leave


class Rounding(models.TextChoices):
    """How a number of places is made whole."""

    UP = "up", "进一"
    HALF_UP = "half_up", "四舍五入"
    DOWN = "down", "舍去"

    def apply(self, value: Fraction | Decimal) -> int:
        """``value`` (not negative) as a whole number."""
        exact = Fraction(value)
        if self is Rounding.UP:
            return ceil(exact)
        if self is Rounding.DOWN:
            return floor(exact)
        return floor(exact + Fraction(1, 2))


def half_away(value: Decimal | Fraction, places: int) -> Decimal:
    """``value`` rounded half away from zero to ``places`` decimals."""
    if isinstance(value, Decimal):  # the same without fractions: a province's workbook rounds half a million of them
        return WIDE.add(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE), 0)
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = floor(scaled + Fraction(1, 2))
    with localcontext() as context:
        context.prec = 60
        result = Decimal(whole).scaleb(-places)
    return -result if exact < 0 else result


def shown_points(value: Decimal | Fraction | None, places: int) -> Decimal | None:
    """The number that is shown where ``value`` is: as many decimals as the scheme says; nothing for nothing."""
    return None if value is None else round_points(value, places)


def parts_disagree(parts: Iterable[Decimal | None], total: Decimal | None, places: int) -> bool:
    """Whether the parts as they are shown add up to something else than their exact ``total`` as it is shown."""
    if total is None:
        return False
    return sum(round_points(part, places) for part in parts if part is not None) != round_points(total, places)


def round_points(value: Decimal | Fraction, places: int) -> Decimal:
    """A score of ``places`` decimals: half away from zero, first to 8 decimals. scoring.md, "Numbers" """
    return half_away(half_away(value, DUST), places)
