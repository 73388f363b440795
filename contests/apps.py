"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig

from core.declare import Api, Beat, MenuPage, MenuSection, Repeatable, SchemaName, Searched, Urls, Verbs

OFFICES = ("township_official", "county_official")
LEADERS = (*OFFICES, "leading_group")
READERS = ("village_cadre", *LEADERS)


class ContestsConfig(AppConfig):
    name = "contests"
    declares = (
        Verbs(
            {
                "contests.view_contest": READERS,
                "contests.run_contest": OFFICES,
                "contests.view_declaration": READERS,
                "contests.declare": OFFICES,
                "contests.score_sheet": (*READERS, "department_rater"),
                "contests.enter_sheets": OFFICES,
                "contests.view_seat_scores": LEADERS,
                "contests.tally_contest": OFFICES,
                "contests.view_standing": READERS,
                "contests.view_unpublished_standing": LEADERS,
                "contests.object_to_result": ("village_cadre", *OFFICES),
                "contests.view_objection": LEADERS,
                "contests.open_results": ("county_official",),
                "contests.view_scheme": LEADERS,
                "contests.change_scheme": OFFICES,
                "contests.use_scheme": OFFICES,
            }
        ),
        # addresses
        Urls("contests/", "contests.urls"),
        Urls("rate/", "contests.urls.rate_patterns", "rate"),
        Urls("public/", "contests.urls.public_patterns", "public"),
        Repeatable(("rate:enter", "rate:leave")),
        Api("schemes", "scheme", "contests.api.SchemeViewSet"),
        Api("contests", "contest", "contests.api.ContestViewSet"),
        Api("sheets", "sheet", "contests.api.SheetViewSet"),
        Api("standings", "standing", "contests.api.StandingViewSet"),
        SchemaName("ContestStatus", "contests.choices.ContestStatus"),
        SchemaName("EntryStatus", "contests.choices.EntryStatus"),
        SchemaName("SheetStatus", "contests.choices.SheetStatus"),
        # menu
        MenuSection("contests", "比武", "trophy", order=20),
        MenuPage("contests", "比武", "contests:contest_list", "contests.view_contest"),
        MenuPage("contests", "排名", "contests:ranking", "contests.view_standing"),
        MenuPage("contests", "申报", "contests:declaration_list", "contests.view_declaration"),
        MenuPage("contests", "评分表", "contests:my_sheets", "contests.score_sheet"),
        MenuPage("contests", "评分方案", "contests:scheme_list", "contests.view_scheme"),
        Searched("contests.view_contest", "比武", "contests.search.contests", order=30),
        # timetable
        Beat("reminders of what is due soon", "contests.tasks.remind_due", crontab(hour=7, minute=30)),
        Beat("what is due in contests", "contests.tasks.daily_tick", crontab(hour=2, minute=10)),
    )
