"""App registration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import logins  # noqa: PLC0415 (models are there only now)

        logins.watch()
