"""Who may do what with the pages of scoring, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "scoring.change_scheme": ("township_official", "county_official"),
    "scoring.enter_sheets": ("township_official", "county_official"),
    "scoring.run_assessment": ("township_official", "county_official"),
    "scoring.score_sheet": (
        "village_cadre",
        "township_official",
        "county_official",
        "leading_group",
        "department_rater",
    ),
    "scoring.tally_assessment": ("township_official", "county_official"),
    "scoring.use_scheme": ("township_official", "county_official"),
    "scoring.view_scheme": ("township_official", "county_official", "leading_group"),
    "scoring.view_seat_scores": ("township_official", "county_official", "leading_group"),
    "scoring.view_standing": ("village_cadre", "township_official", "county_official", "leading_group"),
    "scoring.view_unpublished_standing": ("township_official", "county_official", "leading_group"),
}
