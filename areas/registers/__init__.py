"""The registers of areas, each in a file of its own with its table, filter and form."""

from areas.registers.categories import CATEGORIES
from areas.registers.indicators import INDICATORS

__all__ = ["CATEGORIES", "INDICATORS"]
