"""Who may do what with the pages of cadres, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "cadres.change_appointment": ("township_official", "county_official"),
    "cadres.change_person": ("township_official", "county_official"),
    "cadres.reveal_person": ("township_official", "county_official"),
    "cadres.view_person": ("village_cadre", "township_official", "county_official", "leading_group"),
}
