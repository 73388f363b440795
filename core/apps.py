"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.declare import Beat, Idle, MenuPage, MenuSection, Registered, Repeatable, Todos, Urls, Verbs


class CoreConfig(AppConfig):
    name = "core"
    declares = (
        Verbs(
            {
                "core.view_calendar": ("township_official", "county_official", "system_admin"),
                "core.change_calendar": ("system_admin",),
                "core.view_audit": ("auditor",),
            }
        ),
        Urls("core/", "core.urls"),
        Repeatable(("core:period",)),
        Registered("core.pages.calendar_views.CALENDAR"),
        MenuSection("system", "系统", "settings", order=40),
        MenuPage("system", "日历", "core:calendar_list", "core.view_calendar", order=30),
        MenuSection("audit", "审计", "history", order=50),
        MenuPage("audit", "状态变更", "core:audit_list", "core.view_audit"),
        MenuPage("audit", "访问记录", "core:access_list", "core.view_audit"),
        MenuPage("audit", "改动记录", "core:change_index", "core.view_audit"),
        Todos("core.view_audit", "core.audit.todos.audit_todos"),
        Idle("core.view_audit", "昨天以来没有变更", "看变更记录", "core:audit_list"),
        Beat("dispatch jobs", "core.tasks.dispatch_jobs", 5, expires=5),
        Beat("files that nothing refers to", "core.tasks.remove_orphans", crontab(hour=3, minute=10)),
        Beat("uploaded workbooks", "core.tasks.forget_imports", crontab(hour=3, minute=20)),
        Beat("downloads whose day is over", "core.tasks.forget_downloads", crontab(minute=40)),
        Beat("forms that were sent", "core.tasks.forget_submissions", crontab(hour=3, minute=40)),
        Beat("wrong tries", "core.tasks.forget_attempts", crontab(hour=3, minute=30)),
    )

    def ready(self) -> None:
        from core import checks  # noqa: F401, PLC0415 - it registers itself
        from core.data.protection import after_migrate  # noqa: PLC0415 - it reads models

        post_migrate.connect(after_migrate, sender=self)
