"""Tasks for the tests of the outbox. Their effect is a row of ``StateChange``."""

import time

from django.db import OperationalError

from core.background import downloads, jobs
from core.errors import TouyanError
from core.models import StateChange


def leave_mark(number: int) -> str:
    StateChange.objects.create(subject="mark", subject_id=number, title="mark", target="done")
    return f"记下 {number}"


def leave_mark_slowly(number: int, seconds: float) -> str:
    """Write first and take long afterwards, so that whoever is killed meanwhile has written already."""
    result = leave_mark(number)
    steps = 20
    for step in range(steps):
        jobs.progress(step, steps)
        time.sleep(seconds / steps)
    jobs.progress(steps, steps)
    return result


def refuse(number: int) -> None:
    leave_mark(number)
    raise TouyanError("不能计分", items=["缺 3 张评分表"])


def break_down() -> None:
    raise ZeroDivisionError


def lose_connection(number: int) -> None:
    leave_mark(number)
    raise OperationalError("server closed the connection")


def write_file(text: str, acting_id: int) -> str:
    jobs.progress(1, 2)
    return downloads.keep(filename="甲.txt", content=text.encode())
