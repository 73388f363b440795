"""App registration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core.data.protection import after_migrate  # noqa: PLC0415 - it reads models

        post_migrate.connect(after_migrate, sender=self)
