"""App registration."""

from django.apps import AppConfig

from core.declare import MenuPage, MenuSection, Panel, Urls, Verbs

EVERYBODY = (
    "village_cadre", "township_official", "county_official", "leading_group", "department_rater", "system_admin",
    "security_admin", "auditor",
)  # fmt: skip


class DashboardsConfig(AppConfig):
    name = "dashboards"
    declares = (
        Verbs({"dashboards.view_home": EVERYBODY}),
        Urls("", "dashboards.urls"),
        MenuSection("home", "工作台", "home", order=0),
        MenuPage("home", "工作台", "dashboards:home", "dashboards.view_home"),
        Panel("dashboards.view_home", "dashboards.panels.missing", order=20),
    )
