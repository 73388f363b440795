"""What all tests share: the test database's seed rows, real servers, the browser."""

import gc
import logging
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers as hypothesis_providers
from playwright.sync_api import expect

from config import celery_app, embedded
from tests import databases
from tests.servers import PATIENCE, Valkey, Worker, find_browser
from tests.sweep import World

# Playwright's synchronous interface runs an event loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A change is judged on the same examples wherever it is checked; --hypothesis-profile=long looks for new ones.
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, max_examples=100)
hypothesis_settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis_settings.load_profile("ci")
# It also draws constants of whichever of our modules are loaded: examples would depend on which tests ran before.
hypothesis_providers._get_local_constants = lambda: hypothesis_providers._local_constants

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
TEMPLATE = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CLEANUP] = ExitStack()
    folder = config.stash[SERVERS] = config.stash[CLEANUP].enter_context(embedded.scratch_dir())
    # Never the broker of a real installation. While no test has started it, jobs just stay queued.
    url = Valkey(folder).url
    celery_app.conf.broker_url = url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    settings.STORAGES["attachments"]["OPTIONS"]["location"] = folder / "attachments"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if getattr(config.option, "numprocesses", None) and not config.option.reuse_db and not config.option.collectonly:
        config.stash[TEMPLATE] = databases.start_template(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Tells a process of xdist where to learn that the template is there."""
    if template := node.config.stash.get(TEMPLATE, None):
        node.workerinput["template"] = str(template)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again takes a sixteenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[CLEANUP].close()


# ---------------------------------------------------------------- databases
@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, pytestconfig):
    """Processes that share the tests copy one database that is migrated once."""
    if template := getattr(pytestconfig, "workerinput", {}).get("template"):
        databases.wait_for_template(Path(template))
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """A test that commits empties the tables afterwards; the rows that migrations made are put back at once.

    So no test depends on which ran before it, however the files are shared among processes.
    """
    has_world = any("sweep_world" in item.fixturenames for item in request.session.items)
    with django_db_blocker.unblock():
        if has_world:
            databases.copy_for_world()
        seed = databases.Seed()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: seed.put_back())
        yield
    if has_world:
        with django_db_blocker.unblock():
            databases.drop_world()


@pytest.fixture(scope="session")
def _sweep_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.in_world_database(), transaction.atomic():
        return World()


@pytest.fixture(scope="module")
def sweep_world(_sweep_world, django_db_blocker):
    """One of everything, made once in a database of its own; what the tests of a module do is undone."""
    with django_db_blocker.unblock(), databases.in_world_database(), transaction.atomic():
        yield _sweep_world
        transaction.set_rollback(True)


@pytest.fixture
def quiet():
    """For tests whose thousands of refusals are what is wanted: nothing is logged."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


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
