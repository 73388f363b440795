"""Tables of contests, by topic."""

from contests.models.contests import (
    Contest,
    ContestSeries,
    ContestStage,
    Entry,
    EntryCategory,
    Occurrence,
    Rater,
)
from contests.models.kinds import AwardKind, RaterGroup, StageKind
from contests.models.schemes import (
    AwardRule,
    BonusGroup,
    BonusItem,
    Component,
    Dimension,
    Field,
    Indicator,
    Scheme,
    SchemeNote,
    TieBreak,
)
from contests.models.sheets import Score, Sheet
from contests.models.tallies import (
    Award,
    BonusPart,
    CategoryRank,
    CountyRank,
    CountyRanking,
    Standing,
    StandingPart,
    Tally,
)

__all__ = [
    "Award",
    "AwardKind",
    "AwardRule",
    "BonusGroup",
    "BonusItem",
    "BonusPart",
    "CategoryRank",
    "Component",
    "Contest",
    "ContestSeries",
    "ContestStage",
    "CountyRank",
    "CountyRanking",
    "Dimension",
    "Entry",
    "EntryCategory",
    "Field",
    "Indicator",
    "Occurrence",
    "Rater",
    "RaterGroup",
    "Scheme",
    "SchemeNote",
    "Score",
    "Sheet",
    "StageKind",
    "Standing",
    "StandingPart",
    "Tally",
    "TieBreak",
]
