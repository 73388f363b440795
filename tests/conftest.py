"""What all tests share: the test database's seed rows, real servers, the browser."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect

from config import celery_app, embedded
from tests.servers import PATIENCE, Valkey, Worker, find_browser

# Playwright's synchronous interface runs an event loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A change is judged on the same cases wherever it is checked; new ones are looked for with --hypothesis-profile=search.
hypothesis_settings.register_profile("landing", deadline=None, derandomize=True)
hypothesis_settings.register_profile("search", deadline=None, max_examples=5000)
hypothesis_settings.load_profile("landing")

expect.set_options(timeout=PATIENCE)

QUIET_BROWSER = [  # keeps it off the network and small
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SERVERS = pytest.StashKey[Path]()
CLEANUP = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CLEANUP] = ExitStack()
    folder = config.stash[SERVERS] = config.stash[CLEANUP].enter_context(embedded.scratch_dir())
    # Never the broker of a real installation. While no test has started it, jobs just stay queued.
    url = Valkey(folder).url
    celery_app.conf.broker_url = url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    settings.STORAGES["attachments"]["OPTIONS"]["location"] = folder / "attachments"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[CLEANUP].close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit empty the tables afterwards, so each of them gets the seed rows back first."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        marker = item.get_closest_marker("django_db")
        if {"transactional_db", "live_server", "worker", "live_worker"} & set(names) or (
            marker and marker.kwargs.get("transaction")
        ):
            names.insert(0, "django_db_serialized_rollback")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """While a browser runs, its loop gives this thread other connection objects; they must know the seed rows too."""
    default = connections["default"]
    if hasattr(default, "_test_serialized_contents"):
        type(default)._test_serialized_contents = default._test_serialized_contents


# ---------------------------------------------------------------- Valkey and Celery
@pytest.fixture(scope="module")
def valkey(request, pytestconfig):
    """A running private Valkey."""
    server = Valkey(pytestconfig.stash[SERVERS])
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def live_worker(valkey, django_db_setup, tmp_path_factory):
    """A Celery worker and beat that do what the tests of this module commit."""
    worker = Worker(tmp_path_factory.mktemp("worker"), valkey)
    worker.start()
    yield worker
    worker.kill()


# ---------------------------------------------------------------- browser
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = find_browser()
    if found is None:
        message = "no Chromium: run scripts/test, install one, or name it in TOUYAN_CHROMIUM"
        if os.environ.get("TOUYAN_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    executable, env = found
    return {
        **browser_type_launch_args,
        "executable_path": str(executable),
        "args": [*QUIET_BROWSER, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        "env": {**os.environ, **env},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }
