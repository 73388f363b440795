"""Who may do what with the pages of contests, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "contests.declare": ("township_official", "county_official"),
    "contests.object_to_result": ("village_cadre", "township_official", "county_official"),
    "contests.open_results": ("county_official",),
    "contests.view_contest": ("village_cadre", "township_official", "county_official", "leading_group"),
    "contests.view_declaration": ("village_cadre", "township_official", "county_official", "leading_group"),
    "contests.view_objection": ("township_official", "county_official", "leading_group"),
}
