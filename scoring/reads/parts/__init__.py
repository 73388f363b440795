"""The kinds of part a score may be made of besides sheets: what the tally, the pages and the explanations ask of each.

An app adds a kind by ``scoring.declare.PartKind`` in its ``apps.py``.
"""

from functools import cache

from core.declare import declared
from scoring.declare import PartKind
from scoring.reads.parts.base import PartSource

__all__ = ["PartSource", "part_sources"]


@cache
def part_sources() -> dict[str, PartSource]:
    """Kind of component → where its parts come from; sheets (``rated``) are the tally's own and not among them."""
    return {kind.kind: kind.load()() for kind in declared(PartKind)}
