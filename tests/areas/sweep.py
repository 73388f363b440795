"""What the sweeps have to know of the pages of areas."""

from areas.kinds import all_kinds
from tests.pages import Pages

SHARED = frozenset({"areas:kind_list", "areas:kind_create"})


def subjects(place) -> dict[str, list]:
    return {"areas:category_end": [place.category], "areas:weak_end": [place.weak], "areas:": [place.village]}


def args(place, name: str) -> list[list] | None:
    if not name.startswith("areas:kind_"):
        return None
    kinds = list(all_kinds().items())[:2]
    return [[label] if name in SHARED else [label, place.own_kind(kind).pk] for label, kind in kinds]


def next_door(place) -> dict[str, list]:
    return {"areas:area_detail": [place.neighbour.pk]}


PAGES = Pages(subjects=subjects, args=args, next_door=next_door, shared=SHARED)
