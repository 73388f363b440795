"""What a kind of part has to say. scoring.md §1"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from scoring.models import Assessment, Component, StandingPart
from scoring.querysets.tally import PartSql


class Progress(NamedTuple):
    """How many inputs of a component are due and given, and what they are counted in."""

    due: int
    given: int
    counted: str


class PartSource:
    """Where the parts of one kind of component come from.

    ``is_overall``: it gives one score, of a component without indicators.
    ``page``: the address, with the assessment's key, where the office supplies what is missing, and whether it is shown
    also ``while_final``. ``inputs``: the tracked models of what goes in, each with its path to the assessment; whoever
    compares two versions is told of their changes.
    """

    sql: PartSql
    is_overall: bool = False
    page: str = ""
    while_final: bool = False
    inputs: Mapping[type[models.Model], str] = {}

    @property
    def kind(self) -> str:
        return self.sql.kind

    def way(self, component: Component) -> str:
        """What the way to the ``page`` is called."""
        return "去补齐"

    def gap(self, what: str, entries: str, maximum: str | None) -> str:
        """What a gap of ``sql`` says of these entries (named, the first few of them), after the component's name."""
        raise NotImplementedError

    def progress(self, assessment: Assessment, component: Component) -> Progress:
        """How far the component is for the entries that compete."""
        raise NotImplementedError

    def entered(self, assessment: Assessment, since: tuple[datetime, datetime]) -> Iterable[tuple]:
        """What was entered anew in between: (when, by whom, what, how, why, entries it is about), as causes have it."""
        return ()

    def facts(self, parts: Sequence[StandingPart]) -> Any:
        """What the explanations of these parts read, in as many queries for one as for all."""
        return None

    def explain(self, part: StandingPart, scheme, facts: Any) -> tuple[str, list[str]]:
        """In a few words where the points come from, and line by line how; what they weigh is said after it."""
        raise NotImplementedError
