"""What every benchmark needs: a database of its own, a clock, and the line that says what was measured."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection
from django.utils import timezone


def setup(name: str, *, fresh: bool = True) -> bool:
    """Point Django at a database of this benchmark's own; returns whether it is new, migrated and empty."""
    database = f"touyan_bench_{name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        exists = cursor.fetchone() is not None
        if exists and fresh:
            cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")
        if fresh or not exists:
            cursor.execute(f"CREATE DATABASE {database}")
    connection.close()
    connection.settings_dict["NAME"] = database
    if fresh or not exists:
        call_command("migrate", verbosity=0, skip_checks=True)
    return fresh or not exists


def execute(sql: str, **params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)


def value(sql: str):
    """The only figure of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], *, times: int) -> float:
    """Median of several runs, after one to warm up."""
    work()
    return statistics.median(seconds(work) for _ in range(times))


class Report:
    """Prints each figure beside its limit and remembers whether one was missed."""

    def __init__(self, title: str):
        self.missed = False
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
        print(f"{title} — {machine}, PostgreSQL {value('SHOW server_version').split()[0]}, {timezone.localdate()}")

    def note(self, text: str) -> None:
        print(f"  {text}", flush=True)

    def line(self, what: str, figure: float, limit: float, unit: str, detail: str = "") -> None:
        held = figure <= limit
        self.missed |= not held
        verdict = "held" if held else "MISSED"
        self.note(f"{what}: {figure:.2f} {unit}, limit {limit:g} {unit}: {verdict}{detail and f' ({detail})'}")

    def end(self) -> None:
        """Leave with 1 if a limit was missed."""
        sys.exit(1 if self.missed else 0)
