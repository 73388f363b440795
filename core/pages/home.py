"""What an app gives the home page and the bell (``Todos``, ``Panel``, … of ``core.declare``): what is to be done, what
stands beside it, what one is reminded of. Each reader needs the same number of queries however much there is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from core.values.periods import Period

SOON = timedelta(days=7)
T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """Whose work, on which day; the period in the top bar, and whether it was ``asked`` for by hand there."""

    user: Any
    today: date
    period: Period
    asked: bool = False
    _kept: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def area(self):
        return self.user.acting.area

    def keep(self, make: Callable[["Desk"], T]) -> T:
        """``make(desk)``, made once for all parts of the page that ask for it."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return self._kept[make]


@dataclass(frozen=True)
class Todo:
    """Something that somebody has to do: one line what, one line of facts, and where it is done.

    ``due`` is the last day; ``None``: nothing sets a day. ``verb`` names the link to ``url``. ``about``: the contest
    it belongs to, if any.
    """

    section: str
    text: str
    facts: str
    due: date | None
    url: str
    verb: str
    about: str = ""
    is_trial: bool = False


@dataclass(frozen=True)
class Bar:
    label: str
    done: int
    total: int
    unit: str
    left: str


@dataclass(frozen=True)
class Line:
    """Something with a few words beside it and, at the right, a figure or a badge that may lead somewhere."""

    label: str
    words: str = ""
    figure: str = ""
    url: str = ""
    badge: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """Stages, bars and lines under a heading; ``more`` is (label, address), ``empty`` what stands there without any."""

    title: str
    lines: list[Line] = field(default_factory=list)
    more: tuple[str, str] | None = None
    empty: str = ""
    steps: list[dict] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Shortage:
    """What is short of one kind, and what is said of it where nothing is."""

    lines: list[Line]
    nothing: str = ""


@dataclass(frozen=True)
class Reminder:
    """What one is reminded of above every page: where it is done, and where it is sent that one knows."""

    text: str
    url: str
    verb: str
    seen_url: str


def listed(names: Iterable[str], shown: int = 3, unit: str = "个") -> str:
    """石科村、立峰村 or 石科村、立峰村、二郎村等 5 个, each name once."""
    names = list(dict.fromkeys(names))
    more = f"等 {len(names)} {unit}" if len(names) > shown else ""
    return "、".join(names[:shown]) + more
