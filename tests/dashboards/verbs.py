"""Who may do what with the pages of dashboards, said once more, so that a verb is given twice on purpose."""

from accounts.choices import Role

GRANTED = {  # verb → roles
    "dashboards.view_home": tuple(Role.values),
}
