"""Finding something by a few characters among what the apps declare, inside the user's scope."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from core.declare import Searched, declared
from core.pages.search import Hit

SHOWN = 20


@dataclass(frozen=True)
class Section:
    """What was found of one kind; ``more`` is the list that shows all of them, "" when these are all."""

    title: str
    hits: list[Hit]
    more: str


def find(user: User, text: str, today: date) -> list[Section]:
    """What the user may see and ``text`` names, kind by kind; kinds without a hit are left out."""
    sections = []
    for searched in declared(Searched):
        if user.has_perm(searched.permission):
            found = searched.load()(user, text, today)
            rows = list(found.rows[: SHOWN + 1])
            more = f"{reverse(found.page)}?{urlencode(found.query)}" if len(rows) > SHOWN else ""
            if rows:
                sections.append(Section(searched.title, [found.hit(row) for row in rows[:SHOWN]], more))
    return sections
