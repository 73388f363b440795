"""Who may do what with the pages of core, said once more, so that a verb is given twice on purpose."""

GRANTED = {  # verb → roles
    "core.change_calendar": ("system_admin",),
    "core.view_audit": ("auditor",),
    "core.view_calendar": ("township_official", "county_official", "system_admin"),
}
