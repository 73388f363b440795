"""scripts/backup and scripts/restore on a real server: what was saved comes back, and nothing else is lost."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

from config import demo, embedded

NAME = "touyan_backup_test"


class Installation:
    """A database and attachments of their own, with the two commands beside them."""

    def __init__(self, folder):
        self.data, self.file = folder / "data", folder / "backup.tar"
        url = urlsplit(os.environ["DATABASE_URL"])
        self.server = urlunsplit(url._replace(path="/postgres"))
        self.env = os.environ | {
            "DATABASE_URL": urlunsplit(url._replace(path=f"/{NAME}")),
            "TOUYAN_DATA_DIR": str(self.data),
            "TOUYAN_BACKUPS": str(folder / "backups"),
        }

    def sql(self, *statements, on=None):
        connection = psycopg2.connect(on or self.env["DATABASE_URL"])
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    def run(self, *command):
        return subprocess.run(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.env, capture_output=True, text=True, check=False
        )

    def backup(self):
        return self.run("scripts/backup", str(self.file))

    def restore(self, *options):
        return self.run("scripts/restore", str(self.file), *options)

    def migrate(self, *target):
        done = self.run(sys.executable, "manage.py", "migrate", "--verbosity=0", *target)
        assert done.returncode == 0, done.stderr

    def attach(self, text):
        folder = self.data / "attachments" / "2026"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "proof.txt").write_text(text)

    def files(self):
        folder = self.data / "attachments"
        return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}

    def databases(self):
        return {name for (name,) in self.sql("SELECT datname FROM pg_database", on=self.server) if NAME in name}


@pytest.fixture
def installation(tmp_path):
    place = Installation(tmp_path)
    place.sql(f"DROP DATABASE IF EXISTS {NAME}", f"CREATE DATABASE {NAME} TEMPLATE template0", on=place.server)
    place.sql("CREATE TABLE django_migrations (app text)", "CREATE TABLE village (name text)")
    place.sql("INSERT INTO village VALUES ('李家村'), ('高台村')")
    yield place
    for name in place.databases():
        place.sql(f"DROP DATABASE {name} WITH (FORCE)", on=place.server)


def test_what_was_saved_comes_back_and_what_came_later_is_gone(installation):
    installation.attach("before")
    assert installation.backup().returncode == 0
    installation.sql("DELETE FROM village", "CREATE TABLE later (id int)")
    installation.attach("after")
    (installation.data / "attachments" / "later.txt").write_text("later")
    (installation.data / ".prepared").write_text("migrated")
    done = installation.restore("--replace")
    assert done.returncode == 0, done.stderr
    assert installation.sql("SELECT name FROM village ORDER BY 1") == [("李家村",), ("高台村",)]
    assert installation.sql("SELECT to_regclass('later')") == [(None,)]
    assert installation.files() == {"2026/proof.txt": "before"}
    assert installation.databases() == {NAME}
    assert sorted(path.name for path in installation.data.iterdir()) == ["attachments"]  # the demo will migrate


def test_is_saved_before_the_first_attachment_and_readable_by_its_owner_alone(installation):
    assert installation.backup().returncode == 0
    assert installation.file.stat().st_mode & 0o077 == 0
    installation.attach("after")
    assert installation.restore("--replace").returncode == 0
    assert installation.files() == {}


def test_a_backup_does_not_overwrite_another(installation):
    installation.file.write_text("yesterday's")
    done = installation.backup()
    assert done.returncode != 0
    assert "已存在" in done.stderr
    assert installation.file.read_text() == "yesterday's"


def test_data_is_not_replaced_without_a_word(installation):
    installation.backup()
    installation.sql("INSERT INTO village VALUES ('新村')")
    done = installation.restore()
    assert done.returncode != 0
    assert "--replace" in done.stderr
    assert installation.sql("SELECT count(*) FROM village") == [(3,)]


def test_an_empty_place_needs_no_word(installation):
    installation.backup()
    installation.sql("DROP TABLE village", "DROP TABLE django_migrations")
    assert installation.restore().returncode == 0
    assert installation.sql("SELECT count(*) FROM village") == [(2,)]


@pytest.mark.parametrize("kept", [0, 512, -2000], ids=["empty", "half a head", "torn"])
def test_a_torn_backup_leaves_everything_as_it_was(installation, kept):
    installation.attach("before")
    installation.sql("INSERT INTO village SELECT md5(n::text) FROM generate_series(1, 20000) n")
    installation.backup()
    whole = installation.file.read_bytes()
    installation.file.write_bytes(whole[:kept] if kept >= 0 else whole[: len(whole) // 2])
    done = installation.restore("--replace")
    assert done.returncode != 0
    assert installation.sql("SELECT count(*) FROM village") == [(20002,)]
    assert installation.files() == {"2026/proof.txt": "before"}


def test_a_restore_that_breaks_off_leaves_the_old_and_can_be_done_again(installation):
    installation.attach("before")
    installation.backup()
    installation.sql("INSERT INTO village VALUES ('新村')")
    installation.attach("after")
    broken = installation.data / "bin"
    broken.mkdir()
    (broken / "pg_restore").write_text("#!/bin/sh\necho 'CREATE TABLE half (id int);'\nexit 1\n")
    (broken / "pg_restore").chmod(0o755)
    tools = embedded.postgres_binaries(installation.data)
    path = installation.env["PATH"]
    installation.env["PATH"] = f"{broken}:{tools}:{path}"
    done = installation.restore("--replace")
    assert done.returncode != 0
    assert "原来的数据还在" in done.stderr
    assert installation.sql("SELECT count(*) FROM village") == [(3,)]
    assert installation.files() == {"2026/proof.txt": "after"}
    installation.env["PATH"] = path
    assert installation.restore("--replace").returncode == 0
    assert installation.sql("SELECT count(*) FROM village") == [(2,)]
    assert installation.files() == {"2026/proof.txt": "before"}


def test_a_running_system_is_not_replaced_under_its_feet(installation):
    installation.backup()
    user = psycopg2.connect(installation.env["DATABASE_URL"])
    done = installation.restore("--replace")
    user.close()
    assert done.returncode != 0
    assert "请先停下" in done.stderr
    assert installation.sql("SELECT count(*) FROM village") == [(2,)]
    assert installation.restore("--replace").returncode == 0


@pytest.mark.slow
def test_an_older_version_comes_back_and_is_migrated(installation):
    installation.sql("DROP TABLE village", "DROP TABLE django_migrations")
    installation.migrate("core", "0002")
    old = installation.sql("SELECT app, name FROM django_migrations ORDER BY id")
    installation.sql(
        "INSERT INTO core_calendarday (version, date, is_working, name) VALUES (1, '2031-01-01', false, '元旦')"
    )
    installation.backup()
    installation.migrate("core")
    new = installation.sql("SELECT count(*) FROM django_migrations")
    done = installation.restore("--replace")
    assert done.returncode == 0, done.stderr
    assert installation.sql("SELECT app, name FROM django_migrations ORDER BY id") == old
    installation.migrate("core")
    assert installation.sql("SELECT count(*) FROM django_migrations") == new
    assert installation.sql("SELECT name FROM core_calendarday WHERE date = '2031-01-01'") == [("元旦",)]


def test_the_image_holds_no_backup():
    ignored = (settings.BASE_DIR / ".dockerignore").read_text().split()
    assert {".backups", ".data", ".env*", "**/*.tar", "**/*.dump"} <= set(ignored)


@pytest.mark.slow
def test_the_demo_is_saved_running_or_not_and_put_back_when_it_stands_still(monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with embedded.scratch_dir() as data:
        monkeypatch.setenv("TOUYAN_DATA_DIR", str(data))
        monkeypatch.setenv("TOUYAN_BACKUPS", str(data / "backups"))

        def run(*command):
            return subprocess.run(  # noqa: S603
                [sys.executable, "-m", "config.beside", *command],
                cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
            )  # fmt: skip

        assert "scripts/demo" in run("scripts/backup").stderr
        with demo.only_one(data), embedded.services(data) as env:
            connection = psycopg2.connect(env["DATABASE_URL"])
            connection.autocommit = True
            connection.cursor().execute("CREATE TABLE django_migrations AS SELECT 1 AS id")
            connection.close()
            assert run("scripts/backup", str(data / "running.tar")).returncode == 0
            refused = run("scripts/restore", str(data / "running.tar"), "--replace")
            assert refused.returncode != 0
            assert "停下" in refused.stderr
        assert run("scripts/backup", str(data / "still.tar")).returncode == 0
        done = run("scripts/restore", str(data / "running.tar"), "--replace")
        assert done.returncode == 0, done.stderr
