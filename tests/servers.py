"""Real servers for tests: a private Valkey, a Celery worker with beat on the test database, a browser."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import redis
from django.conf import settings
from django.db import connection

from config import embedded
from config.processes import spawn, stop

BROWSER = settings.BASE_DIR / ".browser"  # made by scripts/browser/setup.sh
PATIENCE = 60_000  # milliseconds a browser waits; two cores may be busy with other things
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")


def wait_until(condition: Callable[[], bool], timeout: float = 30, what: str = "") -> None:
    """Wait until ``condition`` holds; fail after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout} s: {what or condition}")
        time.sleep(0.05)


def find_browser() -> tuple[Path, dict[str, str]] | None:
    """Chromium and the environment it needs; ``None`` where there is none."""
    given = os.environ.get("TOUYAN_CHROMIUM")
    if found := given or next(filter(None, map(shutil.which, BROWSER_NAMES)), None):
        return Path(found), {}
    if (BROWSER / ".installed").exists():
        return BROWSER / "chromium", {
            "LD_LIBRARY_PATH": str(BROWSER / "lib"),
            "FONTCONFIG_FILE": str(BROWSER / "fonts.conf"),
        }
    return None


class Valkey:
    """A Valkey of our own, which a test may stop, start and empty."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.url = embedded.redis_url(folder)
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.process = embedded.start_valkey(self.folder)

    def stop(self) -> None:
        if self.process:
            stop(self.process)

    def flush(self) -> None:
        redis.Redis.from_url(self.url).flushall()


class Worker:
    """A Celery worker and beat on the test database, with short leases."""

    def __init__(self, folder: Path, valkey: Valkey):
        self.log = folder / "worker.log"
        self.env = os.environ | {
            "DATABASE_URL": self._database_url(),
            "REDIS_URL": valkey.url,
            "TOUYAN_DEBUG": "1",  # the key of the tests is none for real
            "TOUYAN_SECRET_KEY": settings.SECRET_KEY,
            "TOUYAN_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
            "TOUYAN_JOB_LEASE_SECONDS": "3",
            "TOUYAN_JOB_RESEND_SECONDS": "3",
        }
        self.schedule = folder / "beat"
        self.processes: list[subprocess.Popen] = []

    @staticmethod
    def _database_url() -> str:
        url = urlsplit(os.environ["DATABASE_URL"])
        return urlunsplit(url._replace(path=f"/{connection.settings_dict['NAME']}"))

    @property
    def main(self) -> psutil.Process:
        return psutil.Process(self.processes[0].pid)

    def start(self) -> None:
        """Start both and wait until the worker listens."""
        celery = [sys.executable, "-m", "celery", "-A", "config"]
        self.processes = []
        before = self._times_ready()
        self.processes = [
            spawn([*celery, "worker", "--concurrency=2", "--loglevel=INFO"], log=self.log, env=self.env),
            spawn([*celery, "beat", f"--schedule={self.schedule}", "--pidfile="], log=self.log, env=self.env),
        ]
        wait_until(lambda: self._times_ready() > before, what="worker ready")

    def _times_ready(self) -> int:
        text = self.log.read_text() if self.log.exists() else ""
        if any(process.poll() is not None for process in self.processes):
            raise AssertionError(f"the worker ended:\n{text[-3000:]}")
        return text.count(" ready.")

    def kill_child(self) -> None:
        """Kill the pool processes but not the worker."""
        for child in self.main.children():
            child.send_signal(signal.SIGKILL)

    def kill(self) -> None:
        """Kill worker and beat without a chance to clean up."""
        for process in self.processes:
            process.kill()
            process.wait()
