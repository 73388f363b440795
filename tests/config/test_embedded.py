"""Where the private servers live and what they can do."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from config import embedded


@pytest.fixture
def no_urls(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


def test_both_servers_start_and_stop(no_urls):
    with embedded.scratch_dir() as data:
        with embedded.services(data, durable=False) as env:
            connection = psycopg2.connect(env["DATABASE_URL"])
            with connection.cursor() as cursor:
                cursor.execute("CREATE EXTENSION pg_trgm; SELECT show_trgm('李家村') <> '{}'")
                assert cursor.fetchone() == (True,)
            connection.close()
            assert (embedded.socket_dir(data) / "valkey.sock").is_socket()
        with pytest.raises(psycopg2.OperationalError):
            psycopg2.connect(env["DATABASE_URL"])


def test_given_servers_are_used(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/touyan")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    with embedded.services(tmp_path) as env:
        assert (env["DATABASE_URL"], env["REDIS_URL"]) == ("postgres://elsewhere/touyan", "redis://elsewhere/0")
    assert list(tmp_path.iterdir()) == []


def test_data_survives_a_restart(no_urls):
    with embedded.scratch_dir() as data:
        for statement in ("CREATE TABLE kept AS SELECT 1", "SELECT * FROM kept"):
            with embedded.services(data) as env:
                connection = psycopg2.connect(env["DATABASE_URL"])
                connection.autocommit = True
                connection.cursor().execute(statement)
                connection.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives PostgreSQL to another user")
def test_root_moves_the_cluster_out_of_a_closed_folder(tmp_path):
    tmp_path.chmod(0o700)
    assert embedded.postgres_dir(tmp_path / "data").parent == Path("/var/lib/touyan")


def test_long_paths_get_a_short_socket(tmp_path):
    folder = embedded.socket_dir(tmp_path / ("x" * 100) / "data")
    assert len(str(folder / ".s.PGSQL.5432.lock")) < embedded.SOCKET_PATH_LIMIT


def test_no_secret_key_without_a_demo(monkeypatch, tmp_path):
    monkeypatch.setenv("TOUYAN_DATA_DIR", str(tmp_path))
    assert embedded.secret_key() is None


def test_command_gives_its_exit_code(no_urls):
    code = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] and os.environ['REDIS_URL'] else 1)"
    done = subprocess.run([sys.executable, "-m", "config.embedded", sys.executable, "-c", code], check=False)  # noqa: S603
    assert done.returncode == 7
