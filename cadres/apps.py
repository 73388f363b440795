"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig

from core.declare import Api, Beat, MenuPage, MenuSection, Missing, SchemaName, Searched, Urls, Verbs

OFFICES = ("township_official", "county_official")


class CadresConfig(AppConfig):
    name = "cadres"
    declares = (
        Verbs(
            {
                "cadres.view_person": ("village_cadre", *OFFICES, "leading_group"),
                "cadres.change_person": OFFICES,
                "cadres.reveal_person": OFFICES,
                "cadres.change_appointment": OFFICES,
            }
        ),
        Urls("cadres/", "cadres.urls"),
        Api("persons", "person", "cadres.api.PersonViewSet"),
        SchemaName("Education", "cadres.choices.Education"),
        MenuSection("cadres", "干部", "users", order=10),
        MenuPage("cadres", "干部", "cadres:person_list", "cadres.view_person"),
        Searched("cadres.view_person", "干部", "cadres.search.persons", order=10),
        Missing("cadres.view_person", "cadres.panels.vacancies", order=20),
        Beat("files follow areas that changed", "cadres.tasks.follow_successions", crontab(hour=1, minute=40)),
    )
