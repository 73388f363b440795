"""Periods: months, quarters, half-years and years."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db import models

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_LETTER = {"month": "M", "quarter": "Q", "half_year": "H", "year": "Y"}
_NUMERALS = "零一二三四"


class PeriodKind(models.TextChoices):
    MONTH = "month", "月度"
    QUARTER = "quarter", "季度"
    HALF_YEAR = "half_year", "半年"
    YEAR = "year", "年度"


@dataclass(frozen=True, order=True)
class Period:
    """The ``number``-th (from 1) period of a kind in a year: ``Period("quarter", 2026, 3)``."""

    kind: str
    year: int
    number: int = 1

    def __post_init__(self):
        if self.kind not in _MONTHS or not 1 <= self.number <= 12 // _MONTHS[self.kind]:
            raise ValueError(f"没有这样的周期：{self.year} {self.kind} {self.number}")

    @classmethod
    def of(cls, day: date, kind: str = "quarter") -> Self:
        """The period of ``kind`` that ``day`` falls in."""
        return cls(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026Q3``, ``2026M11``, ``2026H1``, ``2026Y1``; ``ValueError`` for anything else."""
        match = re.fullmatch(r"(\d{4})([MQHY])(\d{1,2})", text)
        if not match:
            raise ValueError(f"没有这样的周期：{text}")
        kind = next(kind for kind, letter in _LETTER.items() if letter == match[2])
        return cls(kind, int(match[1]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.year}{_LETTER[self.kind]}{self.number}"

    @property
    def short(self) -> str:
        """Without the year: 三季度."""
        if self.kind == "month":
            return f"{self.number}月"
        if self.kind == "quarter":
            return f"{_NUMERALS[self.number]}季度"
        if self.kind == "half_year":
            return "上半年" if self.number == 1 else "下半年"
        return "全年"

    @property
    def label(self) -> str:
        """As written in documents: 2026年第三季度."""
        if self.kind == "quarter":
            return f"{self.year}年第{self.short}"
        return f"{self.year}年度" if self.kind == "year" else f"{self.year}年{self.short}"

    @property
    def start(self) -> date:
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.next().start - timedelta(days=1)

    def next(self) -> Self:
        per_year = 12 // _MONTHS[self.kind]
        if self.number == per_year:
            return type(self)(self.kind, self.year + 1, 1)
        return type(self)(self.kind, self.year, self.number + 1)

    def previous(self) -> Self:
        if self.number == 1:
            return type(self)(self.kind, self.year - 1, 12 // _MONTHS[self.kind])
        return type(self)(self.kind, self.year, self.number - 1)
