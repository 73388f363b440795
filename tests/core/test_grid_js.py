"""The states of a grid's cells (``static/cells.js``), under Node: the machine's or that of requirements-node."""

import os
import shutil
import subprocess

import pytest
from django.conf import settings

NODE = shutil.which("node", path=f"{os.environ['PATH']}:{settings.BASE_DIR / '.venv/bin'}")


def test_cells_become_what_they_should():
    if NODE is None:
        if os.environ.get("TOUYAN_REQUIRE_BROWSER"):
            pytest.fail("no Node: pip install -r requirements-node.txt")
        pytest.skip("no Node")
    done = subprocess.run(  # noqa: S603
        [NODE, "--test", "tests/core/cells.test.mjs"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout
    assert "# pass 14" in done.stdout
