"""The databases of the tests: one is migrated, the others are copies of it.

``python -m tests.databases`` makes that one, as the processes that share the tests (xdist) come up and collect.
"""

import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.db import connection, transaction

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


class Seed:
    """The rows that migrations made, to which a test that commits puts the database back.

    As text of PostgreSQL and by DELETE: emptying 150 tables by TRUNCATE and making the rows anew took 1.5 s a test.
    """

    def __init__(self):
        found = connection.introspection.django_table_names(only_existing=True, include_views=False)
        self.tables = [connection.ops.quote_name(table) for table in sorted(found)]
        with connection.cursor() as cursor:
            self.rows = {table: self._read(cursor, table) for table in self._filled(cursor)}

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # Nobody else may empty append-only tables. Who still writes, e.g. for a browser that is gone, comes first.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"LOCK TABLE {', '.join(self.tables)}")
            for table in self._filled(cursor):
                if table not in self.rows or self._read(cursor, table) != self.rows[table]:
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            for table in set(self.rows) - set(self._filled(cursor)):
                cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO(self.rows[table]))

    def _filled(self, cursor) -> list[str]:
        """The tables that have rows."""
        queries = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in self.tables)  # noqa: S608
        cursor.execute(" UNION ALL ".join(queries))
        return [table for (table,) in cursor.fetchall()]

    @staticmethod
    def _read(cursor, table: str) -> str:
        cursor.copy_expert(f"COPY {table} TO STDOUT", rows := StringIO())
        return rows.getvalue()


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
