"""The databases of the tests: one is migrated, the others are copies of it.

``python -m tests.databases`` makes that one, as the processes that share the tests (xdist) come up and collect.
"""

import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connection

from config.processes import spawn

TEMPLATE = "test_touyan_template"
WORLD = "world"  # suffix of the database with one of everything
PATIENCE = 300  # seconds


def start_template(folder: Path) -> Path:
    """Begin to make the template; gives the file that tells how it ended, see ``wait_for_template``."""
    ended = folder / "template"
    spawn([sys.executable, "-m", "tests.databases", ended], log=folder / "template.log")
    return ended


def wait_for_template(ended: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ended.exists():
        if time.monotonic() > deadline:
            raise AssertionError(f"no template within {PATIENCE} s, see {ended}.log")
        time.sleep(0.1)
    if why := ended.read_text():
        raise AssertionError(why)


def make_template(ended: Path) -> None:
    why = ""
    try:
        django.setup()
        connection.settings_dict["TEST"]["NAME"] = TEMPLATE
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
    except BaseException:
        why = traceback.format_exc()
        raise
    finally:
        part = ended.with_suffix(".part")
        part.write_text(why)
        part.rename(ended)


def copy_for_world() -> None:
    """A copy of the test database, while nobody is connected to it."""
    connection.close()
    connection.creation.clone_test_db(WORLD, verbosity=0, autoclobber=True)


def drop_world() -> None:
    connection.close()
    connection.creation.destroy_test_db(verbosity=0, suffix=WORLD)


@contextmanager
def in_world_database() -> Iterator[None]:
    """Be connected to the world's database instead. There must be no open transaction."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings(WORLD)["NAME"]
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


if __name__ == "__main__":
    make_template(Path(sys.argv[1]))
