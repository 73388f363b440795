"""Tables of what is scored, by topic."""

from scoring.models.assessments import (
    Assessment,
    Series,
)
from scoring.models.awards import (
    AwardPost,
    AwardRule,
    BonusGroup,
    BonusItem,
    TieBreak,
)
from scoring.models.decisions import (
    Decision,
    DecisionEntry,
)
from scoring.models.entries import (
    CarrySource,
    Entry,
    EntryCategory,
    EntryGroup,
    Figure,
    Occurrence,
)
from scoring.models.kinds import (
    AwardKind,
    RaterGroup,
)
from scoring.models.paper import (
    CheckScore,
    PaperClerk,
    PaperSheet,
)
from scoring.models.raters import (
    Conflict,
    Rater,
    RaterCode,
    Substitution,
)
from scoring.models.schemes import (
    Component,
    Dimension,
    Field,
    Indicator,
    IndicatorLevel,
    Measure,
    MeasureBand,
    Scheme,
    SchemeNote,
)
from scoring.models.sheets import (
    Score,
    Sheet,
)
from scoring.models.tallies import (
    Award,
    BonusPart,
    CategoryRank,
    FigurePart,
    Standing,
    StandingPart,
    Tally,
)

__all__ = [
    "Assessment",
    "Award",
    "AwardKind",
    "AwardPost",
    "AwardRule",
    "BonusGroup",
    "BonusItem",
    "BonusPart",
    "CarrySource",
    "CategoryRank",
    "CheckScore",
    "Component",
    "Conflict",
    "Decision",
    "DecisionEntry",
    "Dimension",
    "Entry",
    "EntryCategory",
    "EntryGroup",
    "Field",
    "Figure",
    "FigurePart",
    "Indicator",
    "IndicatorLevel",
    "Measure",
    "MeasureBand",
    "Occurrence",
    "PaperClerk",
    "PaperSheet",
    "Rater",
    "RaterCode",
    "RaterGroup",
    "Scheme",
    "SchemeNote",
    "Score",
    "Series",
    "Sheet",
    "Standing",
    "StandingPart",
    "Substitution",
    "Tally",
    "TieBreak",
]
