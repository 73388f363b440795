"""Set-based reading of contests, by topic."""

from contests.querysets.rows import (
    ContestQuerySet,
    CountyRankingQuerySet,
    CountyRankQuerySet,
    EntryQuerySet,
    RaterQuerySet,
    SchemeQuerySet,
    SheetQuerySet,
    StandingQuerySet,
    TallyQuerySet,
)
from core.scope import ScopedManager

__all__ = [
    "ContestQuerySet",
    "CountyRankQuerySet",
    "CountyRankingQuerySet",
    "EntryQuerySet",
    "RaterQuerySet",
    "SchemeQuerySet",
    "ScopedManager",
    "SheetQuerySet",
    "StandingQuerySet",
    "TallyQuerySet",
]
