"""App registration."""

from django.apps import AppConfig

from core.declare import Api, ChangeTitles, Repeatable, SchemaName, Urls, Verbs
from scoring.declare import PartKind

OFFICES = ("township_official", "county_official")
LEADERS = (*OFFICES, "leading_group")
READERS = ("village_cadre", *LEADERS)


class ScoringConfig(AppConfig):
    name = "scoring"
    declares = (
        Verbs(
            {
                "scoring.run_assessment": OFFICES,
                "scoring.score_sheet": (*READERS, "department_rater"),
                "scoring.enter_sheets": OFFICES,
                "scoring.view_seat_scores": LEADERS,
                "scoring.tally_assessment": OFFICES,
                "scoring.view_standing": READERS,
                "scoring.view_unpublished_standing": LEADERS,
                "scoring.view_scheme": LEADERS,
                "scoring.change_scheme": OFFICES,
                "scoring.use_scheme": OFFICES,
            }
        ),
        # addresses
        Urls("scoring/", "scoring.urls"),
        Urls("rate/", "scoring.urls.rate_patterns", "rate"),
        Repeatable(("rate:enter", "rate:leave")),
        Api("schemes", "scheme", "scoring.api.SchemeViewSet"),
        Api("sheets", "sheet", "scoring.api.SheetViewSet"),
        Api("standings", "standing", "scoring.api.StandingViewSet"),
        SchemaName("AssessmentStatus", "scoring.choices.AssessmentStatus"),
        SchemaName("EntryStatus", "scoring.choices.EntryStatus"),
        SchemaName("SheetStatus", "scoring.choices.SheetStatus"),
        # what scores are made of besides sheets
        PartKind("recorded", "录入指标值", "scoring.reads.parts.recorded.Recorded"),
        PartKind("carried", "取自以往的最终得分", "scoring.reads.parts.carried.Carried"),
        # auditor
        ChangeTitles("scoring.SchemeNote", "scoring.presets.note_titles"),
    )
