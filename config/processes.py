"""Child processes that never outlive the one that started them. Linux only."""

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(signum: int = signal.SIGKILL) -> None:
    """Have the kernel send this process ``signum`` when its parent is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, signum)


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    on_parent_death: int = signal.SIGKILL,
    env: Mapping[str, str] | None = None,
    user: pwd.struct_passwd | None = None,
) -> subprocess.Popen:
    """Start ``command`` in a session of its own, as ``user`` if given, writing to ``log``."""
    parent = os.getpid()

    def prepare() -> None:
        if user:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
        die_with_parent(on_parent_death)  # after setuid, which clears it
        if os.getppid() != parent:
            os._exit(1)

    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd="/" if user else None,
            start_new_session=True,
            preexec_fn=prepare,
        )


def stop(*processes: subprocess.Popen, signum: int = signal.SIGTERM, timeout: float = 10) -> None:
    """Ask ``processes`` to end with ``signum``; kill those that have not after ``timeout`` seconds."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signum)
    deadline = time.monotonic() + timeout
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
