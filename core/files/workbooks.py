"""Workbooks that come from outside, read and marked by ``core.files.workbook_child`` in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.errors import TouyanError
from core.files.workbook_child import TOO_LARGE, UNREADABLE

CHILD = Path(__file__).with_name("workbook_child.py")
MAX_ROWS, MAX_COLUMNS = 5_000, 200
PATIENCE = 30  # seconds, for a machine that is busy; the kernel counts processor time more strictly


class Faulty(str):
    """Stands for the value of a cell that does not say what was meant; ``why`` names the reason and the cure."""

    why: str

    def __new__(cls, shown: str, why: str):
        self = super().__new__(cls, shown)
        self.why = why
        return self


def read(content: bytes) -> dict[str, list[tuple]]:
    """The sheets of a workbook as rows of values, formulas as their last results.

    A value that is not what people see (a formula never calculated, a percentage, the rest of a merged cell) comes as
    ``Faulty``. ``TouyanError`` for what is no workbook, too large, or made to break readers.
    """
    told = json.loads(_ask("read", content))
    if "refused" in told:
        raise TouyanError(told["refused"])
    return {name: [tuple(map(_value, row)) for row in rows] for name, rows in told["sheets"]}


def marked(content: bytes, *, cells: Sequence[tuple[int, int]], reasons: Mapping[int, str], behind: int) -> bytes:
    """The workbook with ``cells`` (row, column) red and the ``reasons`` of rows in the column ``behind``.

    Where it can be read but not written again, a new one with the same values.
    """
    marks = {"cells": cells, "reasons": reasons, "behind": behind}
    try:
        return _ask("mark", content, **marks)
    except TouyanError:
        return _ask("copy", content, **marks)


def _ask(do: str, content: bytes, **more: Any) -> bytes:
    asked = json.dumps({"do": do, "max_rows": MAX_ROWS, "max_columns": MAX_COLUMNS, **more}).encode()
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", CHILD], input=asked + b"\n" + content, capture_output=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise TouyanError(TOO_LARGE) from error
    if done.returncode:
        raise TouyanError(TOO_LARGE if done.returncode < 0 else UNREADABLE)  # below 0: ended by the kernel
    return done.stdout


def _value(told: Any):
    if not isinstance(told, dict):
        return told
    if "day" in told:
        day = told["day"]
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    return Faulty(told["shown"], told["why"])
