"""Set-based reading of contests, by topic."""

from contests.querysets.notices import NoticeQuerySet, ObjectionQuerySet, ReminderQuerySet
from contests.querysets.rows import ContestQuerySet, CountyRankingQuerySet, DeclarationQuerySet, DocumentQuerySet
from core.data.scope import ScopedManager

__all__ = [
    "ContestQuerySet",
    "CountyRankingQuerySet",
    "DeclarationQuerySet",
    "DocumentQuerySet",
    "NoticeQuerySet",
    "ObjectionQuerySet",
    "ReminderQuerySet",
    "ScopedManager",
]
