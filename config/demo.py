"""Runs the whole system in the foreground with its own servers and demo data: ``scripts/demo``."""

import argparse
import errno
import fcntl
import hashlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import IO

from config import embedded
from config.processes import die_with_parent, spawn, stop

LOG_LIMIT = 10_000_000  # bytes; a longer log starts anew
SHORTEST_RUN = 10  # seconds; what dies sooner is not started again
RUNTIME_ROLE = "touyan_app"  # what runs is not who owns the tables
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DemoError(RuntimeError):
    """The demo cannot run; the message says what to do."""


class Stopped(Exception):
    """Somebody asked us to end."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/demo", description="启动头雁演示系统")
    parser.add_argument("--reset", action="store_true", help="清空演示数据，重新开始")
    options = parser.parse_args(arguments)
    os.chdir(embedded.BASE_DIR)
    data = embedded.data_dir()
    try:
        for signum in STOP_SIGNALS:
            signal.signal(signum, _stop)
        port = _free_port(os.environ.get("TOUYAN_PORT", "8000"))
        embedded.make_data_dir(data)
        with only_one(data):
            if options.reset:
                _reset(data)
            run(data, port)
    except Stopped:
        print("已停止。")
        return 0
    except (DemoError, embedded.ServiceError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _stop(signum: int, frame) -> None:
    for other in STOP_SIGNALS:
        signal.signal(other, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the stopping
    raise Stopped


def _free_port(text: str) -> int:
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise DemoError(f"端口 {port} 不可用，请换一个：TOUYAN_PORT=8010 scripts/demo") from error
    return port


def only_one(data: Path) -> IO:
    """Hold the data folder's lock for as long as the file is open; the kernel frees it however we end."""
    lock = (data / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise DemoError(f"演示系统已在运行（{data}）。") from error
    return lock


def _reset(data: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        raise DemoError("--reset 只清空自带的数据库；DATABASE_URL 指定的数据库请自行清空。")
    shutil.rmtree(embedded.postgres_dir(data), ignore_errors=True)
    for name in ("logs", "static", "beat"):
        shutil.rmtree(data / name, ignore_errors=True)
    (data / ".prepared").unlink(missing_ok=True)


def run(data: Path, port: int) -> None:
    """Start everything, say where it is, and keep it running until we are told to stop."""
    (data / "logs").mkdir(exist_ok=True)
    (data / "beat").mkdir(exist_ok=True)
    for log in (data / "logs").glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.unlink()
    with embedded.servers(data) as (env, servers):
        env |= {
            "TOUYAN_DEBUG": "0",
            "TOUYAN_PORT": str(port),
            "TOUYAN_SECRET_KEY": os.environ.get("TOUYAN_SECRET_KEY")
            or _kept(data / "secret-key", secrets.token_urlsafe(50)),
            "TOUYAN_FIELD_KEYS": os.environ.get("TOUYAN_FIELD_KEYS")
            or _kept(data / "field-keys", f"1:{secrets.token_hex(32)},index:{secrets.token_hex(32)}"),
            "TOUYAN_STATIC_ROOT": str(data / "static"),
        }
        _collect_static(data / "static", env)
        accounts = data / "accounts.txt"
        _prepare_database(accounts, data / ".prepared", env)
        if not os.environ.get("DATABASE_URL"):
            env["DATABASE_URL"] = embedded.database_url(data, user=RUNTIME_ROLE)
        python = [sys.executable, "-m"]
        celery = [*python, "celery", "-A", "config"]
        parts = {
            "web": [*python, "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
            "worker": [*celery, "worker", "--concurrency=2", "--loglevel=INFO"],
            "beat": [*celery, "beat", f"--schedule={data / 'beat' / 'schedule'}", "--pidfile="],
        }
        welcome = (
            f"\n头雁已启动：http://127.0.0.1:{port}/\n\n{accounts.read_text()}\n日志：{data / 'logs'}　按 Ctrl-C 停止"
        )
        _supervise(parts, servers, data / "logs", env, port, welcome)


def _kept(path: Path, proposed: str) -> str:
    """What stands in ``path``, written at the first start and readable by the owner alone."""
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(proposed)
    return path.read_text()


def _command(arguments: list[str], env: dict[str, str]) -> None:
    """Run one Python command to its end."""
    process = subprocess.Popen([sys.executable, *arguments], env=env, preexec_fn=die_with_parent)  # noqa: S603
    try:
        if process.wait() != 0:
            raise DemoError(f"{' '.join(arguments)} 失败，见上面的信息。")
    finally:
        stop(process)


def _collect_static(target: Path, env: dict[str, str]) -> None:
    """Collect the static files unless they are those of the last time."""
    state, stamp = _state("static/**/*", "requirements.txt"), target / ".collected"
    if _read(stamp) != state:
        _command(["manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"], env)
        stamp.write_text(state)


def _prepare_database(accounts: Path, stamp: Path, env: dict[str, str]) -> None:
    """Migrate and fill the database unless it is our own and was brought up to these migrations before."""
    state = "" if os.environ.get("DATABASE_URL") else _state("*/migrations/*.py", "requirements.txt")
    if not state or _read(stamp) != state:
        _command(["-m", "config.prepare", str(accounts)], {"TOUYAN_RUNTIME_ROLE": RUNTIME_ROLE, **env})
        stamp.write_text(state)


def _state(*patterns: str) -> str:
    """What the files of the checkout that match ``patterns`` are like, in short."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in embedded.BASE_DIR.glob(pattern)):
        status = path.stat()
        digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _read(stamp: Path) -> str | None:
    return stamp.read_text() if stamp.exists() else None


def _supervise(
    parts: dict[str, list[str]],
    servers: list[embedded.Server],
    logs: Path,
    env: dict[str, str],
    port: int,
    welcome: str,
) -> None:
    """Run ``parts`` until a stop signal; start again what dies of them and ``servers``, unless it dies at once."""
    running: dict[str, tuple[subprocess.Popen, float]] = {}

    def start(name: str) -> None:
        process = spawn(parts[name], log=logs / f"{name}.log", env=env)
        running[name] = (process, time.monotonic())

    try:
        for name in parts:
            start(name)
        announced = False
        while True:
            for server in servers:
                if server.revive():
                    print(f"{server.name} 意外退出，已重新启动。", flush=True)
            for name, (process, since) in list(running.items()):
                if process.poll() is None:
                    continue
                if time.monotonic() - since < SHORTEST_RUN:
                    raise DemoError(f"{name} 启动失败，见 {logs / name}.log")
                print(f"{name} 意外退出（{process.returncode}），重新启动。", flush=True)
                start(name)
            if not announced and _answers(port):
                announced = True
                print(welcome, flush=True)
            time.sleep(0.1 if not announced else 0.5)
    finally:
        stop(*(process for process, _ in running.values()))


def _answers(port: int) -> bool:
    """Whether the login page comes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/accounts/login/")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
