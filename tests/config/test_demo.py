"""The demo leaves no process behind, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time

import psutil
import psycopg2
import pytest
import redis
from django.conf import settings

from config import demo, embedded
from tests.servers import wait_until


@pytest.fixture
def data():
    """A data folder whose database counts as prepared: here only processes matter."""
    with embedded.scratch_dir() as folder:
        (folder / ".prepared").write_text(demo._state("*/migrations/*.py", "requirements.txt"))
        (folder / "accounts.txt").write_text("gaotai 演示账号")
        yield folder


@pytest.fixture
def running(data):
    """The demo's process, all of its descendants, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with (data / "output").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.demo"],
            cwd=settings.BASE_DIR,
            env={**env, "TOUYAN_DATA_DIR": str(data), "TOUYAN_PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: "头雁已启动" in (data / "output").read_text() or process.poll() is not None, 60, "welcome")
        worker_log = data / "logs" / "worker.log"
        wait_until(lambda: " ready." in worker_log.read_text(), what="the demo's worker")
        yield process, psutil.Process(process.pid).children(recursive=True)
    finally:
        process.kill()
        process.wait()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def names(processes: list[psutil.Process]) -> str:
    return " ".join(" ".join(each.cmdline()) for each in processes)


@pytest.mark.slow
class TestEnd:
    def test_killed_without_warning(self, running):
        process, family = running
        for part in ("postgres", "valkey-server", "gunicorn", "worker", "beat"):
            assert part in names(family)
        assert len(family) > 15
        process.kill()
        process.wait()
        wait_until(lambda: not alive(family), 10, "no process left")

    def test_asked_to_stop(self, running, data):
        process, family = running
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert alive(family) == []
        output = (data / "output").read_text()
        assert "gaotai 演示账号" in output
        assert "已停止" in output

    def test_dead_worker_is_started_again(self, running, data):
        _, family = running
        wait_until(lambda: max(each.create_time() for each in family) + demo.SHORTEST_RUN < time.time(), 20)
        next(each for each in family if "worker" in each.cmdline()).kill()
        worker_log = data / "logs" / "worker.log"
        wait_until(lambda: worker_log.read_text().count(" ready.") == 2, what="a second worker")
        assert "worker 意外退出" in (data / "output").read_text()

    @pytest.mark.parametrize(("program", "name"), [("postgres", "PostgreSQL"), ("valkey-server", "Valkey")])
    def test_dead_server_is_started_again(self, running, data, program, name):
        process, family = running
        next(each for each in family if program in " ".join(each.cmdline())).kill()
        wait_until(lambda: f"{name} 意外退出，已重新启动" in (data / "output").read_text(), what="the server again")
        alone = embedded.database_url(data), embedded.redis_url(data)
        psycopg2.connect(alone[0]).close()
        assert redis.Redis.from_url(alone[1]).ping()
        assert process.poll() is None


def test_runs_once_per_data_folder(data):
    with demo.only_one(data), pytest.raises(demo.DemoError, match="已在运行"):
        demo.only_one(data)


def test_taken_port_is_explained():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(demo.DemoError, match="TOUYAN_PORT"):
            demo._free_port(str(other.getsockname()[1]))


def test_reset_spares_a_database_of_others(data, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/touyan")
    with pytest.raises(demo.DemoError, match="DATABASE_URL"):
        demo._reset(data)


def test_a_key_is_made_once_and_for_the_owner_alone(data):
    path = data / "secret-key"
    assert demo._kept(path, "one") == "one"
    assert demo._kept(path, "another") == "one"
    assert path.stat().st_mode & 0o777 == 0o600
