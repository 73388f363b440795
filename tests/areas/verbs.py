"""Who may do what with the pages of areas, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "areas.change_area": ("township_official", "county_official"),
    "areas.change_kind": ("county_official",),
    "areas.manage_area": ("system_admin",),
    "areas.view_area": ("village_cadre", "township_official", "county_official", "leading_group", "system_admin"),
    "areas.view_fact": ("village_cadre", "township_official", "county_official", "leading_group"),
    "areas.view_kind": ("township_official", "county_official"),
}
