"""Set-based reading of contests, by topic."""

from contests.querysets.rows import (
    ContestQuerySet,
    EntryQuerySet,
    RaterQuerySet,
    SchemeQuerySet,
    SheetQuerySet,
)
from contests.querysets.standings import (
    CountyRankingQuerySet,
    CountyRankQuerySet,
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
