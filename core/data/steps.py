"""What may be done next with a row, said once: a ``Step`` drives move, guard, address, button and to-do.

Its words and its move stand with the choices of an app, so that ``MOVES`` comes from them (``moves_of``); whose it is,
what it waits for and what it does are added where the services are (``step.having(…)``). ``core.pages.steps`` makes
the page and the button.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.db import models

from core.errors import TouyanError


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that may be done with a row.

    ``sources``: the states it leads from; ``target``: the one it leads to ("": the state stays). ``reason`` is asked
    for in the dialog (True: required, False: optional, None: not). ``done`` is said afterwards. Functions take the row:
    ``when(row)`` says more of its state than ``sources``, ``whose(row, user)`` whether it is theirs to take,
    ``check(row, today)`` raises ``TouyanError`` with why not yet, ``confirm(row)`` says in the dialog what will happen,
    ``then(row)`` is where it leads, ``perform(row, user=, today=, reason= …)`` does it.
    """

    name: str
    label: str
    sources: Sequence[str]
    target: str = ""
    reason: bool | None = None
    icon: str = ""
    done: str = ""
    permission: str = ""
    address: str = ""
    when: Callable[[models.Model], bool] = lambda row: True
    whose: Callable[[models.Model, Any], bool] = lambda row, user: True
    check: Callable[[models.Model, date], None] = lambda row, today: None
    confirm: Callable[[models.Model], str] = lambda row: ""
    then: Callable[[models.Model], str] = lambda row: row.get_absolute_url()
    perform: Callable[..., Any] | None = None

    def having(self, **more) -> Self:
        """The same step with what an app knows of it."""
        return replace(self, **more)

    def fits(self, row: models.Model) -> bool:
        """Whether the row's state allows it."""
        return row.status in self.sources and self.when(row)

    def is_open_to(self, user, row: models.Model) -> bool:
        """Whether it is offered to ``user`` now: the state, the verb, and that it is theirs to take."""
        return self.fits(row) and user.has_perm(self.permission) and self.whose(row, user)

    def why_not(self, row: models.Model, today: date) -> str:
        """What it still waits for; empty when it can be taken."""
        try:
            self.check(row, today)
        except TouyanError as error:
            return str(error)
        return ""


def moves_of(steps: Iterable[Step]) -> dict[str, tuple[str, ...]]:
    """``MOVES`` of a model: state → the states its steps lead to."""
    moves: dict[str, dict[str, None]] = {}
    for step in steps:
        for source in step.sources if step.target else ():
            moves.setdefault(source, {})[step.target] = None
    return {source: tuple(targets) for source, targets in moves.items()}


def reasons_of(steps: Iterable[Step]) -> set[tuple[str, str]]:
    """``NEEDS_REASON`` of a model: the moves for which a reason is required."""
    return {(source, step.target) for step in steps if step.reason and step.target for source in step.sources}


def words_of(steps: Iterable[Step]) -> dict[str, str]:
    """State → what was done to get there, for the history of a row."""
    return {step.target: step.label for step in steps if step.target}


def open_steps(steps: Iterable[Step], rows: Iterable[models.Model], user) -> dict[str, list[models.Model]]:
    """What waits for ``user``, by the name of the step: the rows with which each may be taken, for to-do lists."""
    rows = list(rows)
    found = {step.name: [row for row in rows if step.is_open_to(user, row)] for step in steps}
    return {name: waiting for name, waiting in found.items() if waiting}
