"""What the sweeps have to know of the pages of cadres."""

from tests.nonsense import BROKEN
from tests.pages import CLEAR, Pages


def subjects(place) -> dict[str, list]:
    return {
        "cadres:account_unlink": [place.cadre],
        "cadres:account_link": [place.cadre, place.official],
        "cadres:appointment_end": [place.person.appointments.first()],
        "cadres:village_team": [place.village],
        "cadres:person_": [place.person],
        "cadres:appointment_create": [place.person],
    }


def args(place, name: str):
    return [[place.person.pk, "id_number"], [place.person.pk, "phone"]] if name == "cadres:person_reveal" else None


def next_door(place) -> dict[str, list]:
    return {"cadres:person_detail": [place.other.pk], "cadres:village_team": [place.neighbour.pk]}


def variants(name: str, world):
    if name == "cadres:person_detail":
        yield from (({"tab": tab}, {}) for tab in ("basic", "posts", BROKEN))
        yield {"print": "1"}, {}


PAGES = Pages(
    subjects=subjects, args=args, next_door=next_door, variants=variants,
    allowed={
        ("system_admin", "cadres:account_link"): "标记人",  # whose file an account reads
        ("township_official", "cadres:person_reveal"): CLEAR,  # what the page is for
        ("county_official", "cadres:person_reveal"): CLEAR,
    },
)  # fmt: skip
