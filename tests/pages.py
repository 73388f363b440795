"""What an app tells the sweeps of its pages, as ``PAGES`` of its ``tests/<app>/sweep.py``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

CLEAR = r"19900000000|61070319800101\d{3}[0-9X]|0000123412341234"
"""Sensitive values of the persons of the sweeps' world, which no answer but one shows."""
Args = list[list]
Subjects = dict[str, list]


def _none(*_):
    return None


def _nothing(*_):
    return {}


def _nowhere(*_):
    return []


@dataclass(frozen=True)
class Pages:
    """``place`` and ``world`` are those of tests/sweep.py. What an app does not need, it leaves out."""

    fill: Callable = _none
    """``fill(place)`` makes in a place what the app's pages are about, named as ``Place`` says."""
    subjects: Callable[..., Subjects] = _nothing
    """``subjects(place)``: name of an address, or how it begins → what such a page is about. The first that fits."""
    args: Callable[..., Args | None] = _none
    """``args(place, name)`` for addresses that take something else than one key; ``None`` for all others."""
    also: Callable[..., Args] = _nowhere
    """``also(world, name)``: further arguments, of what belongs to the county and not to a township."""
    next_door: Callable[..., dict[str, list]] = _nothing
    """``next_door(place)``: name → arguments of the neighbour's page, which a village cadre does not reach."""
    variants: Callable[..., Iterator[tuple[dict, dict]]] = _nowhere
    """``variants(name, world)``: (query, headers) with which a page is asked for besides what lists are asked for."""
    open: frozenset[str] = frozenset()
    """Addresses that need no verb: what every account has of its own."""
    shared: frozenset[str] = frozenset()
    """Addresses that show the same rows to every area."""
    of_county: frozenset[str] = frozenset()
    """Addresses about what all townships of a county share."""
    cells: tuple[str, ...] = ()
    """Addresses that take cells as JSON."""
    developing: frozenset[str] = frozenset()
    """Addresses that are there under DEBUG only."""
    allowed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(role, address) → what of others may turn up there nevertheless."""


def all_pages() -> list[Pages]:
    """What the apps tell, found by the name of the file."""
    files = sorted(Path(__file__).parent.glob("*/sweep.py"))
    return [import_module(f"tests.{path.parent.name}.sweep").PAGES for path in files]
