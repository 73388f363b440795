"""What the search finds of the cadre file."""

from datetime import date

from cadres.models import Person
from core.pages.search import Found, Hit


def persons(user, text: str, today: date) -> Found:
    rows = Person.objects.for_user(user).search(text).select_related("area__parent").with_posts(today)
    return Found(rows, _hit, "cadres:person_list", {"q": text})


def _hit(person: Person) -> Hit:
    posts = "、".join(f"{held.area}{held.post}" for held in person.posts)
    return Hit(person.name, posts or f"{person.area} · 未任职", person.get_absolute_url())
