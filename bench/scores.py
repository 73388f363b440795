"""Fifty raters saving cells at the same time against the real web server: none lost, and how long each save takes.

python -m bench.scores [--seconds 60] [--raters 50] [--pause 1.0]

gunicorn runs as scripts/demo runs it (config/gunicorn.py). Half of the raters have accounts, half one-time codes. Each
saves one cell, waits ``pause`` seconds on average (0.5 to 1.5 times), and goes on; every fifth save changes a cell
again. Afterwards every acknowledged value must be in the database.
"""

import argparse
import http.client
import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from tempfile import mkdtemp
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Assignment, User
from areas.choices import Level
from areas.models import Area
from bench import common, data
from contests.models import Contest
from scoring.choices import AssessmentStatus
from scoring.models import Component, Entry, Field, Rater, Scheme, Score, Series
from scoring.querysets import due
from scoring.services.codes import make_codes

LIMIT_MS, VILLAGES, PORT = 200, 30, 8107
BACKEND = "django.contrib.auth.backends.ModelBackend"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--raters", type=int, default=50)
    parser.add_argument("--pause", type=float, default=1.0)
    options = parser.parse_args()
    common.setup("scores")
    raters = build(options.raters)
    report = common.Report(
        f"{options.raters} raters at once for {options.seconds:g} s, one cell every {options.pause:g} s each"
    )
    with Server() as server:
        server.wait()
        run(raters, options)
        problems = [problem for rater in raters for problem in rater.problems]
    times = sorted(each * 1000 for rater in raters for each in rater.times)
    report.note(f"{len(times)} saves, {len(times) / options.seconds:.1f} a second, {len(problems)} refused")
    for problem in problems[:5]:
        report.note(f"refused: {problem}")
    at = statistics.quantiles(times, n=100)
    report.line("p95", at[94], LIMIT_MS, "ms", f"p50 {at[49]:.0f} ms, max {times[-1]:.0f} ms")
    report.line("acknowledged and not stored", lost(raters), 0, "cells")
    report.line("not acknowledged", len(problems), 0, "saves")
    report.end()


# ---------------------------------------------------------------- data
def build(count: int) -> list["Saver"]:
    """A contest of 30 villages in one township, with ``count`` raters and all their sheets."""
    data.province(cities=1, counties=1, townships=1, villages=VILLAGES)
    common.execute(data.SCHEME, none=None)
    township = Area.objects.get(level=Level.TOWNSHIP)
    office = _account("office", Role.TOWNSHIP_OFFICIAL, township)
    series = Series.objects.create(area=township, name="季度比武")
    contest = Contest.objects.create(
        area=township, series=series, scheme=Scheme.objects.get(), name="基准比武", year=2026, number=3
    )
    component = Component.objects.order_by("order").first()
    Entry.objects.bulk_create(
        Entry(assessment=contest, number=at, area=village, name=village.short_name, township=township)
        for at, village in enumerate(Area.objects.filter(parent=township).order_by("code"), 1)
    )
    for seat in range(1, count + 1):
        account = _account(f"rater{seat}", Role.DEPARTMENT_RATER, township) if seat % 2 else None
        Rater.objects.create(
            assessment=contest, group_id=component.rater_group_id, seat=seat, name=f"评委{seat}", user=account
        )
    due.issue(contest.pk)
    Contest.objects.update(status=AssessmentStatus.SCORING)
    contest.refresh_from_db()
    common.execute("VACUUM ANALYZE")
    cells = [
        (entry.pk, column.pk) for entry in contest.entries.all() for column in Field.objects.filter(component=component)
    ]
    with_code = list(contest.raters.filter(user=None))
    texts = {
        code.rater_id: text for code, text in make_codes(assessment=contest, raters=with_code, hours=4, user=office)
    }
    return [_saver(rater, component, cells, texts.get(rater.pk)) for rater in contest.raters.select_related("user")]


def _account(username: str, role: str, area: Area) -> User:
    user = User.objects.create(username=username, name=username)
    Assignment.objects.create(user=user, role=role, area=area, valid_from=date(2025, 1, 1))
    return user


def _saver(rater: Rater, component: Component, cells: list[tuple[int, int]], code: str | None) -> "Saver":
    """The rater's browser, with its session."""
    browser = Client()
    if code:
        assert browser.post(reverse("rate:enter"), {"code": code}).status_code == 302
        url = reverse("rate:score_cells", args=[component.pk])
    else:
        browser.force_login(rater.user, backend=BACKEND)
        url = reverse("scoring:score_cells", args=[rater.assessment_id, component.pk, rater.pk])
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return Saver(rater.pk, url, session, random.Random(rater.pk).sample(cells, len(cells)))  # noqa: S311 (not a secret)


# ---------------------------------------------------------------- the raters
@dataclass
class Saver:
    """One rater: what was acknowledged (cell → value), how long each save took (s), what went wrong."""

    rater: int
    url: str
    session: str
    cells: list[tuple[int, int]]
    stored: dict[tuple[int, int], str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def work(self, until: float, pause: float) -> None:
        chance = random.Random(self.rater)  # noqa: S311 (not a secret)
        token = secrets.token_hex(16)
        headers = {
            "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token,
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={token}",
        }  # fmt: skip
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=20)
        time.sleep(chance.random() * pause)
        at = 0
        while time.monotonic() < until:
            again = self.stored and chance.random() < 0.2
            cell = chance.choice(list(self.stored)) if again else self.cells[at % len(self.cells)]
            at += not again
            self.save(line, headers, cell, f"{chance.randrange(0, 80) / 10:.1f}")
            time.sleep(pause * (0.5 + chance.random()))

    def save(self, line, headers: dict, cell: tuple[int, int], value: str) -> None:
        body = json.dumps({"cells": [[*cell, value, self.stored.get(cell, "")]]})
        start = time.perf_counter()
        try:
            line.request("POST", self.url, body, headers)
            answer = line.getresponse()
            content = answer.read()
        except OSError as error:
            line.close()
            self.problems.append(repr(error))
            return
        self.times.append(time.perf_counter() - start)
        result = json.loads(content)["cells"][0] if answer.status == 200 else {"state": answer.status}
        if result["state"] == "saved":
            self.stored[cell] = result["value"]
        else:
            self.problems.append(str(result))


def run(raters: list[Saver], options: argparse.Namespace) -> None:
    until = time.monotonic() + options.seconds
    threads = [threading.Thread(target=rater.work, args=(until, options.pause)) for rater in raters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lost(raters: list[Saver]) -> int:
    """How many acknowledged values are not what the database holds."""
    held = {
        (rater, entry, column): f"{points:.1f}"
        for rater, entry, column, points in Score.objects.values_list("sheet__rater", "sheet__entry", "field", "points")
    }
    return sum(held.get((each.rater, *cell)) != value for each in raters for cell, value in each.stored.items())


# ---------------------------------------------------------------- the server
class Server:
    """gunicorn with the settings of the demo, on this benchmark's database."""

    def __enter__(self) -> "Server":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"]).geturl()
        env = {
            **os.environ, "DATABASE_URL": url, "TOUYAN_PORT": str(PORT), "TOUYAN_SECRET_KEY": settings.SECRET_KEY,
            "TOUYAN_DEBUG": "0", "TOUYAN_LOG_LEVEL": "WARNING", "TOUYAN_STATIC_ROOT": mkdtemp(),
        }  # fmt: skip
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], env=env, check=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "--log-level", "warning"]
        self.process = subprocess.Popen([*gunicorn, "config.wsgi"], env=env)
        return self

    def wait(self) -> None:
        for _ in range(100):
            try:
                line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2)
                line.request("GET", reverse("rate:score_cells", args=[1]))
                line.getresponse().read()
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("the server did not start")

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(20)


if __name__ == "__main__":
    main()
