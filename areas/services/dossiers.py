"""Entries of dossiers, of villages here and of persons above: whoever settles something writes them and takes them
out again, through these alone (A8). Both are done for one matter or for thousands in a few statements.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from areas.models import Record

BATCH = 500


@dataclass(frozen=True)
class Source:
    """What entries come from: ``Source("contest", 12, "比武")``. ``label`` names it where the entry is read."""

    name: str
    pk: int
    label: str = ""

    @property
    def prefix(self) -> str:
        return f"{self.name}:{self.pk}:"

    def key(self, part: Any = "") -> str:
        """The key of its entry about ``part``: the same subject and key are one entry."""
        return f"{self.prefix}{part}"


@transaction.atomic
def enter(rows: Iterable[Record]) -> None:
    """Write entries, not saved yet, with their keys; those of the same subject and key are replaced."""
    of: dict[type[Record], list[Record]] = defaultdict(list)
    for row in rows:
        of[type(row)].append(row)
    for model, entries in of.items():
        _enter(model, entries)


def withdraw(source: Source, *, of: Iterable[type[Record]]) -> None:
    """Take out what came from ``source``; the history of the entries keeps it."""
    for model in of:
        model.objects.filter(key__startswith=source.prefix).delete()


def _enter(model: type[Record], rows: list[Record]) -> None:
    subject = f"{model.SUBJECT}_id"
    facts = [each.name for each in model._meta.concrete_fields if each.name not in ("id", model.SUBJECT)]
    found = model.objects.filter(key__in={row.key for row in rows if row.key})
    known = {(getattr(old, subject), old.key): old for old in found}
    new, changed = [], []
    for row in rows:
        old = known.get((getattr(row, subject), row.key))
        if old is None:
            new.append(row)
            continue
        for name in facts:
            setattr(old, name, getattr(row, name))
        changed.append(old)
    model.objects.bulk_create(new)
    model.objects.bulk_update(changed, facts, batch_size=BATCH)
