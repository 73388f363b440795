"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig

from core.declare import Beat, Idle, MenuPage, Panel, Repeatable, Searched, Todos, Urls, Verbs


class AccountsConfig(AppConfig):
    name = "accounts"
    declares = (
        Verbs(
            {
                "accounts.view_user": ("system_admin", "security_admin"),
                "accounts.change_user": ("system_admin",),
                "accounts.grant_role": ("security_admin",),
                "accounts.unlock_user": ("security_admin",),
                "accounts.end_logins": ("security_admin",),
            }
        ),
        Urls("accounts/", "accounts.urls"),
        Repeatable(("accounts:login", "accounts:logout", "accounts:act_as")),
        MenuPage("system", "账号", "accounts:user_list", "accounts.view_user", order=10),
        Searched("accounts.view_user", "账号", "accounts.search.accounts", order=40),
        Todos("accounts.view_user", "accounts.todos.account_todos"),
        Idle("accounts.grant_role", "没有登录受限或没有角色的账号", "看账号", "accounts:user_list"),
        Idle("accounts.change_user", "在用的账号都登录过", "看账号", "accounts:user_list"),
        Panel("accounts.view_user", "accounts.panels.accounts", order=40),
        Beat("sessions that are over", "accounts.tasks.forget_logins", crontab(hour=3, minute=40)),
        Beat("roles follow areas that changed", "accounts.tasks.follow_successions", crontab(hour=1, minute=40)),
    )

    def ready(self):
        from accounts import checks, logins  # noqa: F401, PLC0415 (models are there only now)

        logins.watch()
