"""Brings the demo's database up to date: ``python -m config.prepare ACCOUNTS_FILE``."""

import os
import sys
from pathlib import Path

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction


def main(accounts: Path) -> None:
    """Migrate, load the demo into an empty system, and write the demo accounts to the file ``accounts``."""
    call_command("migrate", verbosity=0)
    if not get_user_model().objects.exists():
        print("首次启动，正在装入演示数据……", flush=True)
        with transaction.atomic():
            call_command("load_demo")
    with accounts.open("w", encoding="utf-8") as file:
        call_command("load_demo", "--print-accounts", stdout=file)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]))
