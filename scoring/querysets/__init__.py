"""Set-based reading of what is scored, by topic."""

from core.data.scope import ScopedManager
from scoring.querysets.rows import AssessmentQuerySet, EntryQuerySet, RaterQuerySet, SheetQuerySet
from scoring.querysets.standings import StandingQuerySet, TallyQuerySet

__all__ = [
    "AssessmentQuerySet",
    "EntryQuerySet",
    "RaterQuerySet",
    "ScopedManager",
    "SheetQuerySet",
    "StandingQuerySet",
    "TallyQuerySet",
]
