"""Tables of contests, by topic."""

from contests.models.contests import Contest, ContestStage
from contests.models.county import (
    CountyRank,
    CountyRanking,
)
from contests.models.kinds import StageKind
from contests.models.notices import (
    ContestNotice,
    ContestObjection,
    ObjectionFile,
    PublicAccess,
    Reminder,
)
from contests.models.procedure import (
    BasisDocument,
    ContestKind,
    Declaration,
    DeclarationFile,
    DeclarationItem,
    KindStage,
)

__all__ = [
    "BasisDocument",
    "Contest",
    "ContestKind",
    "ContestNotice",
    "ContestObjection",
    "ContestStage",
    "CountyRank",
    "CountyRanking",
    "Declaration",
    "DeclarationFile",
    "DeclarationItem",
    "KindStage",
    "ObjectionFile",
    "PublicAccess",
    "Reminder",
    "StageKind",
]
