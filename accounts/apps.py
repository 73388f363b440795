"""App registration."""

from celery.schedules import crontab
from django.apps import AppConfig

from core.declare import Beat, MenuPage, Repeatable, Searched, Urls, Verbs


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
        Beat("sessions that are over", "accounts.tasks.forget_logins", crontab(hour=3, minute=40)),
        Beat("roles follow areas that changed", "accounts.tasks.follow_successions", crontab(hour=1, minute=40)),
    )

    def ready(self):
        from accounts import checks, logins  # noqa: F401, PLC0415 (models are there only now)

        logins.watch()
