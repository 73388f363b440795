"""Runs a command against the demo's data, whether the demo runs or not: ``python -m config.beside COMMAND…``

The command finds its database in ``DATABASE_URL`` and PostgreSQL's programs on its ``PATH``. ``scripts/restore`` and
``scripts/backup`` come this way; only the latter may do so while the demo runs.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from config import demo, embedded
from config.processes import die_with_parent, stop


def main(command: Sequence[str]) -> int:
    data = embedded.data_dir()
    if not embedded.postgres_dir(data).exists():
        print("这里还没有演示数据，先运行 scripts/demo。", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        try:
            stack.enter_context(demo.only_one(data))
        except demo.DemoError:
            if Path(command[0]).name != "backup":
                print("演示系统正在运行，请先按 Ctrl-C 停下它。", file=sys.stderr)
                return 1
        else:
            stack.callback(stop, embedded.start_postgres(data), signum=signal.SIGINT)
        env = os.environ | {
            "DATABASE_URL": embedded.database_url(data),
            "TOUYAN_DATA_DIR": str(data),
            "PATH": f"{embedded.postgres_binaries(data)}:{os.environ['PATH']}",
        }
        return subprocess.run(command, env=env, check=False, preexec_fn=die_with_parent).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
