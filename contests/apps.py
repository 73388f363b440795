"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig

from core.declare import (
    Api,
    Beat,
    Headline,
    Idle,
    MenuPage,
    MenuSection,
    Missing,
    Panel,
    Reminders,
    Searched,
    Todos,
    Urls,
    Verbs,
)

OFFICES = ("township_official", "county_official")
LEADERS = (*OFFICES, "leading_group")
READERS = ("village_cadre", *LEADERS)


class ContestsConfig(AppConfig):
    name = "contests"
    declares = (
        Verbs(
            {
                "contests.view_contest": READERS,
                "contests.view_declaration": READERS,
                "contests.declare": OFFICES,
                "contests.object_to_result": ("village_cadre", *OFFICES),
                "contests.view_objection": LEADERS,
                "contests.open_results": ("county_official",),
            }
        ),
        # addresses
        Urls("contests/", "contests.urls"),
        Urls("public/", "contests.urls.public_patterns", "public"),
        Api("contests", "contest", "contests.api.ContestViewSet"),
        # menu
        MenuSection("contests", "比武", "trophy", order=20),
        MenuPage("contests", "比武", "contests:contest_list", "contests.view_contest"),
        MenuPage("contests", "排名", "contests:ranking", "scoring.view_standing"),
        MenuPage("contests", "申报", "contests:declaration_list", "contests.view_declaration"),
        MenuPage("contests", "评分表", "scoring:my_sheets", "scoring.score_sheet"),
        MenuPage("contests", "评分方案", "scoring:scheme_list", "scoring.view_scheme"),
        Searched("contests.view_contest", "比武", "contests.search.contests", order=30),
        # home page
        Todos("scoring.score_sheet", "contests.todos.sheet_todos"),
        Todos("scoring.run_assessment", "contests.todos.office_todos"),
        Todos("contests.declare", "contests.todos.declaration_todos"),
        Todos("scoring.change_scheme", "contests.todos.scheme_todos"),
        Idle("contests.open_results", "各乡镇都没有需要催办的事", "看比武", "contests:contest_list"),
        Idle(
            "scoring.run_assessment",
            "现在没有到期的事。比武进行到下一步时，会在这里提醒",
            "看比武",
            "contests:contest_list",
        ),
        Idle("scoring.view_unpublished_standing", "现在没有要您打分的比武", "看排名", "contests:ranking"),
        Idle(
            "scoring.view_standing",
            "现在没有要您打分的比武。轮到您评分时，会在这里提醒",
            "看本村成绩",
            "contests:ranking",
        ),
        Idle(
            "scoring.score_sheet",
            "现在没有要您打分的比武。安排您评分后，会在这里提醒",
            "看评分表",
            "scoring:my_sheets",
        ),
        Headline("contests.view_contest", "contests.panels.headline"),
        Panel("contests.view_contest", "contests.panels.contest_progress", order=10),
        Missing("contests.view_contest", "contests.panels.raters_owing", order=10),
        Panel("scoring.view_standing", "contests.panels.results", order=30),
        Reminders("contests.panels.reminders"),
        # auditor
        # timetable
        Beat("reminders of what is due soon", "contests.tasks.remind_due", crontab(hour=7, minute=30)),
        Beat("what is due in contests", "contests.tasks.daily_tick", crontab(hour=2, minute=10)),
    )
