"""Set-based reading of contests, by topic."""

from contests.querysets.notices import NoticeQuerySet, ObjectionQuerySet, ReminderQuerySet
from contests.querysets.rows import (
    ContestQuerySet,
    DeclarationQuerySet,
    DocumentQuerySet,
    EntryQuerySet,
    RaterQuerySet,
    SheetQuerySet,
)
from contests.querysets.standings import (
    CountyRankingQuerySet,
    CountyRankQuerySet,
    StandingQuerySet,
    TallyQuerySet,
)
from core.data.scope import ScopedManager

__all__ = [
    "ContestQuerySet",
    "CountyRankQuerySet",
    "CountyRankingQuerySet",
    "DeclarationQuerySet",
    "DocumentQuerySet",
    "EntryQuerySet",
    "NoticeQuerySet",
    "ObjectionQuerySet",
    "RaterQuerySet",
    "ReminderQuerySet",
    "ScopedManager",
    "SheetQuerySet",
    "StandingQuerySet",
    "TallyQuerySet",
]
