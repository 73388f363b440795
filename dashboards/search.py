"""Finding a person, a place, a contest or an account by a few characters, inside the user's scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from areas.models import Area
from cadres.models import Person
from contests.models import Contest
from core.values.names import tidy_name

SHOWN = 20


@dataclass(frozen=True)
class Hit:
    label: str
    words: str
    url: str


@dataclass(frozen=True)
class Section:
    """What was found of one kind; ``more`` is the list that shows all of them, "" when these are all."""

    title: str
    hits: list[Hit]
    more: str


def find(user: User, text: str, today: date) -> list[Section]:
    """What the user may see and ``text`` names, kind by kind; kinds without a hit are left out."""
    sections = []
    for permission, title, read in KINDS:
        if user.has_perm(permission):
            rows, hit, url, query = read(user, text, today)
            found = list(rows[: SHOWN + 1])
            more = f"{reverse(url)}?{urlencode(query)}" if len(found) > SHOWN else ""
            if found:
                sections.append(Section(title, [hit(row) for row in found[:SHOWN]], more))
    return sections


Reading = tuple[Iterable, Callable[..., Hit], str, dict]


def _persons(user: User, text: str, today: date) -> Reading:
    rows = Person.objects.for_user(user).search(text).select_related("area__parent").with_posts(today)

    def hit(person: Person) -> Hit:
        posts = "、".join(f"{held.area}{held.post}" for held in person.posts)
        return Hit(person.name, posts or f"{person.area} · 未任职", person.get_absolute_url())

    return rows, hit, "cadres:person_list", {"q": text}


def _areas(user: User, text: str, today: date) -> Reading:
    rows = Area.objects.for_user(user).search(text).valid_on(today).select_related("parent").order_by("code")

    def hit(area: Area) -> Hit:
        return Hit(area.short_name, f"{area.parent or ''} {area.code}".strip(), area.get_absolute_url())

    return rows, hit, "areas:area_list", {"q": text}


def _contests(user: User, text: str, today: date) -> Reading:
    rows = Contest.objects.for_user(user).filter(name__contains=text).select_related("area")

    def hit(contest: Contest) -> Hit:
        return Hit(contest.name, f"{contest.area} · {contest.get_status_display()}", contest.get_absolute_url())

    return rows, hit, "contests:contest_list", {"q": text, "period": "all"}


def _accounts(user: User, text: str, today: date) -> Reading:
    rows = User.objects.for_user(user).filter(Q(name__icontains=tidy_name(text)) | Q(username__icontains=text))

    def hit(account: User) -> Hit:
        return Hit(account.name, f"{account.username} · {account.unit}".strip(" ·"), account.get_absolute_url())

    return rows, hit, "accounts:user_list", {"q": text}


KINDS = (
    ("cadres.view_person", "干部", _persons),
    ("areas.view_area", "村和乡镇", _areas),
    ("contests.view_contest", "比武", _contests),
    ("accounts.view_user", "账号", _accounts),
)
