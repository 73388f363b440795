"""What every benchmark needs: its own database, a clock, a line for the README."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def setup(name: str, *, fresh: bool = True) -> None:
    """Point Django at a database of this benchmark's own, new and migrated unless an existing one may be reused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    database = f"touyan_bench_{name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        exists = cursor.fetchone() is not None
        if exists and fresh:
            cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")
        if fresh or not exists:
            cursor.execute(f"CREATE DATABASE {database}")
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = database
    connections["default"].settings_dict["NAME"] = database
    if fresh or not exists:
        call_command("migrate", verbosity=0)


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_ms(work: Callable[[], object], *, times: int = 20) -> float:
    """Median of several runs in milliseconds, after one to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(times)) * 1000


def machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    return f"{os.cpu_count()} 核，Python {platform.python_version()}，PostgreSQL {server.split()[0]}"
