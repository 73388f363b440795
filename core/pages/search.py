"""What an app gives the search of the top bar (``core.declare.Searched``)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class Hit:
    label: str
    words: str
    url: str


@dataclass(frozen=True)
class Found:
    """Rows and what is shown of each; ``page`` with ``query`` is the list that shows all of them."""

    rows: QuerySet
    hit: Callable[..., Hit]
    page: str
    query: dict
