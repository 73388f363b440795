"""Rounding, once and in one way. scoring.md, "Numbers"."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor

from django.db import models

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
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = floor(scaled + Fraction(1, 2))
    with localcontext() as context:
        context.prec = 60
        result = Decimal(whole).scaleb(-places)
    return -result if exact < 0 else result


def round_points(value: Decimal | Fraction, places: int) -> Decimal:
    """A score of ``places`` decimals: half away from zero, first to 8 decimals. scoring.md, "Numbers" """
    return half_away(half_away(value, DUST), places)
