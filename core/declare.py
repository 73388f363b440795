"""What an app says of itself in its ``apps.py``: ``declares = (Urls(…), MenuPage(…), Verbs(…), …)``.

Whoever needs it asks ``declared``; nobody keeps a list of apps. What is there only once models are is named by its
path (``code="contests.search.contests"``), pages by their URL name, verbs by ``app.verb``: ``core.checks`` says at
every start what of it does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.utils.module_loading import import_string


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """``order``: where it stands among others of its type, the smallest first; equal ones as the apps are installed."""

    order: int = 0


D = TypeVar("D", bound=Declaration)


@cache
def declared(kind: type[D]) -> tuple[D, ...]:
    """What the installed apps declare of ``kind``; only once they are all there."""
    found = [each for config in apps.get_app_configs() for each in declarations_of(config) if isinstance(each, kind)]
    return tuple(sorted(found, key=lambda each: each.order))


def declarations_of(config) -> tuple[Declaration, ...]:
    return getattr(config, "declares", ())


@dataclass(frozen=True)
class Coded(Declaration):
    """A declaration with a ``code`` that is there only once models are."""

    def load(self):
        """What ``code`` names."""
        return import_string(self.code)


# ---------------------------------------------------------------- who may
@dataclass(frozen=True)
class Verbs(Declaration):
    """Verb of the app (``scoring.score_sheet``) → the roles that may do it. No other place grants anything."""

    roles: Mapping[str, tuple[str, ...]]


# ---------------------------------------------------------------- addresses
@dataclass(frozen=True)
class Urls(Declaration):
    """Where pages of the app are: a module of URLs, or a list of patterns in one with its own ``namespace``."""

    prefix: str
    patterns: str
    namespace: str = ""


@dataclass(frozen=True)
class Repeatable(Declaration):
    """Pages that only write the session: sent again, they do it again. Of all others one press is done once."""

    pages: tuple[str, ...]


@dataclass(frozen=True)
class Api(Coded):
    """A view set of the API under ``/api/v1/<prefix>/``, its URL names beginning with ``basename``."""

    prefix: str
    basename: str
    code: str


@dataclass(frozen=True)
class Registered(Coded):
    """A ``core.pages.registers.Register``: it is in the API too. Its pages stand among the addresses of the app."""

    code: str


@dataclass(frozen=True)
class SchemaName(Coded):
    """What the API's description calls a list of choices that several fields share."""

    name: str
    code: str


# ---------------------------------------------------------------- menu
@dataclass(frozen=True)
class MenuSection(Declaration):
    """An item of the menu; it leads to the first of its pages that the user may open, and is not there without one."""

    key: str
    label: str
    icon: str


@dataclass(frozen=True)
class MenuPage(Declaration):
    """A page of a section, the app's own or another's; a section with one page shows no label."""

    section: str
    label: str
    page: str
    permission: str


# ---------------------------------------------------------------- search
@dataclass(frozen=True)
class Searched(Coded):
    """What the search finds under ``title`` for whoever has the verb.

    ``code``: ``(user, text, today) -> core.pages.search.Found``.
    """

    permission: str
    title: str
    code: str


# ---------------------------------------------------------------- home page and bell (types in core.pages.home)
@dataclass(frozen=True)
class _ForHolders(Coded):
    permission: str
    code: str


class Todos(_ForHolders):
    """What whoever has the verb has to do: ``(desk) -> Iterable[Todo]``."""


@dataclass(frozen=True)
class Idle(Declaration):
    """Said to whoever has the verb and nothing to do, with a page to go to instead; the first one that fits."""

    permission: str
    text: str
    label: str
    page: str


class Panel(_ForHolders):
    """What stands beside the to-dos of whoever has the verb: ``(desk) -> Iterable[Section]``."""


class Missing(_ForHolders):
    """Part of the section 还缺什么: ``(desk) -> Shortage``, or ``None`` where the question does not arise."""


class Headline(_ForHolders):
    """A few words under the title of the home page: ``(desk) -> str``."""


@dataclass(frozen=True)
class Reminders(Coded):
    """What a user is reminded of above every page: ``(user, most) -> Iterable[Reminder]``, at most so many."""

    code: str


# ---------------------------------------------------------------- auditor
@dataclass(frozen=True)
class ChangeTitles(Coded):
    """What names changed rows of ``model`` (``app.model``) where ``str`` alone shows codes: ``(rows) -> titles``."""

    model: str
    code: str


# ---------------------------------------------------------------- timetable
@dataclass(frozen=True)
class Beat(Coded):
    """A task without arguments and when it runs: a crontab, or every so many seconds."""

    name: str
    code: str
    schedule: object
    expires: int | None = None  # seconds after which nobody needs to run it any more
