"""Visitors that ask for every address, undo what they cause and note what is wrong; the sweep of an app.

architecture.md decision 3: never an error, never a row of somebody else's area.
"""

import json
import re
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from core.models import AccessRecord
from core.pages.filters import ModelChoiceFilter
from core.pages.views import ChoicesPage, ListPage
from tests.nonsense import BROKEN, NO_CELLS, OVERDONE
from tests.pages import CLEAR
from tests.sweep import (
    ALLOWED,
    ANY,
    APPS,
    CELLS,
    DEVELOPING,
    FORBIDDEN,
    HTMX,
    OPEN,
    URLS,
    World,
    is_kind,
    is_shared,
    takes_arguments,
    verb_of,
    view_class,
)  # fmt: skip

REFUSED = (403, 404, 405)


# ---------------------------------------------------------------- asking
class _Names(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag, attrs):
        name = dict(attrs).get("name")
        if name and tag in ("input", "select", "textarea"):
            self.names.add(name)


def names_in(page: str) -> list[str]:
    parser = _Names()
    parser.feed(page)
    return sorted(parser.names - {"csrfmiddlewaretoken"})


def text_of(response) -> str:
    """Everything a response says, whatever it is made of."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "spreadsheet" in kind:
        book = openpyxl.load_workbook(BytesIO(body), read_only=True)
        cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
        text = "\n".join([*book.sheetnames, *cells])
    elif "json" in kind:
        text = json.dumps(json.loads(body), ensure_ascii=False)
    else:
        text = body.decode(errors="replace")  # a picture says nothing
    return text + "\n" + unquote(" ".join(str(value) for value in response.headers.values()))


class Visitor:
    """Asks as one user, undoes what it caused, and notes what is wrong with the answers.

    It logs in once; that the session is not written each time is what a person meets within one minute.
    """

    def __init__(self, role: str, user: User | None):
        self.role, self.user = role, user
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            session = self.client.session
            session["seen"] = session["since"] = int(time.time()) + 3600  # else every request would note it anew
            session.save()
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.faults: list[str] = []
        self.forbidden = re.compile(f"{FORBIDDEN.get(role, ANY)}|{CLEAR}")

    def may(self, verb: str | None) -> bool:
        return verb is None or self.user.has_perm(verb)

    def report(self) -> None:
        assert not self.faults, "\n".join(self.faults[:20])

    def ask(self, method: str, name: str, args: list, data=None, headers=None, expect=None, **more) -> tuple[int, str]:
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = getattr(self.client, method)(reverse(name, args=args), data, headers=headers or {}, **more)
            text = text_of(response)
            noted = AccessRecord.objects.filter(action__in=("export", "download")).count()
            transaction.set_rollback(True)
        what = f"{self.role} {method} {name}{args} {data or ''} {headers or ''}: {response.status_code}"
        if noted != (response.headers.get("Content-Disposition", "").startswith("attachment")):
            self.faults.append(f"{what} is a download that leaves no trail, or a trail of none")
        if response.status_code >= 500:
            self.faults.append(f"{what} {getattr(response, 'exc_info', None) and response.exc_info[1]!r}")
        if expect and response.status_code not in expect:
            self.faults.append(f"{what}, not {expect}")
        allowed = ALLOWED.get((self.role, name))
        for found in self.forbidden.finditer(text):
            if not (allowed and re.match(allowed, text[found.start() :])):
                self.faults.append(f"{what} shows …{text[max(0, found.start() - 40) : found.end() + 20]!r}")
                break
        return response.status_code, text


def variants(name: str, world: World) -> Iterator[tuple[dict, dict]]:
    """(query, headers) with which a page is asked for besides the plain one."""
    there = world.there
    if is_kind(name, ListPage):
        yield from [({"export": "xlsx"}, {}), ({"print": "1"}, {}), ({}, HTMX), ({"page": "9" * 9, "sort": "-x"}, {})]
        filters = view_class(name).filterset_class.base_filters
        foreign = [there.township.pk, there.village.pk, there.contests["scoring"].pk]
        for field, each in filters.items():
            if isinstance(each, ModelChoiceFilter):
                yield from (({field: str(pk)}, {}) for pk in foreign)
        for value, more in ((OVERDONE, {}), (BROKEN, {"export": "xlsx"})):
            yield dict.fromkeys([*filters, "page", "sort", "period", "contest"], value), HTMX
            yield dict.fromkeys([*filters, "sort"], value) | more, {}
    if is_kind(name, ChoicesPage):
        yield from (({"q": value}, {}) for value in ("外", "", OVERDONE, BROKEN))
    for pages in APPS:
        yield from pages.variants(name, world)
    yield {}, {"HX-Request": "true"}


def visit(visitor: Visitor, world: World, name: str, pages: list[list]) -> None:
    """Pages of one name: opened in all forms, sent back with nothing and with nonsense."""
    for args in pages:
        status, page = visitor.ask("get", name, args)
        for query, headers in variants(name, world):
            if query or status not in REFUSED:  # what is refused is refused alike
                visitor.ask("get", name, args, query, headers)
        visitor.ask("post", name, args, {"reason": "原因"}, {"HX-Request": "true"})
        if name in CELLS:
            for body in NO_CELLS:
                visitor.ask("post", name, args, body, content_type="application/json")
    visitor.ask("post", name, args, {})
    names = [*names_in(page), "reason", "version", "period", "next", "assignment", "path"]
    for value in (OVERDONE, BROKEN):
        visitor.ask("post", name, args, dict.fromkeys(names, value))


# ---------------------------------------------------------------- the sweep of an app
@pytest.mark.usefixtures("quiet")
class Sweep:
    """Every address of ``app`` as every role. ``tests/<app>/test_sweep.py`` derives from it and names the app."""

    app: str

    @property
    def names(self) -> list[str]:
        return [name for name in URLS if name.startswith(f"{self.app}:")]

    @pytest.mark.parametrize("role", Role.values)
    def test_no_error_and_nothing_of_others(self, sweep_world, role):
        world = sweep_world
        visitor = Visitor(role, world.users[role])
        for name in self.names:
            own = arguments(world, name)
            if not visitor.may(verb_of(name, own[0])):
                for method in ("get", "post"):
                    visitor.ask(method, name, own[0], expect=(403,))
                continue
            visit(visitor, world, name, own)
            if not takes_arguments(name) or is_shared(name):
                continue
            for args in world.foreign(name, role):
                statuses = {visitor.ask("get", name, args, expect=(404, 405))[0]}
                if name in CELLS:
                    cells = {"data": '{"cells": []}', "content_type": "application/json"}
                    statuses.add(visitor.ask("post", name, args, expect=(404,), **cells)[0])
                else:
                    statuses.add(visitor.ask("post", name, args, expect=(404, 405))[0])
                if 404 not in statuses:
                    visitor.faults.append(f"{role} {name}{args} is not 404 but {statuses}")
        visitor.report()

    def test_an_account_without_a_role_reaches_nothing(self, sweep_world):
        visitor = Visitor("nobody", sweep_world.nobody)
        for name in self.names:
            args = arguments(sweep_world, name)[0]
            expect = None if name in OPEN else (403,)
            for method in ("get", "post"):
                visitor.ask(method, name, args, expect=expect)
        visitor.report()

    def test_strangers_are_sent_to_the_login(self, sweep_world):
        visitor = Visitor("anonymous", None)
        login = reverse("accounts:login")
        for name in self.names:
            if name == "accounts:login":
                visit(visitor, sweep_world, name, [[]])
                continue
            args = arguments(sweep_world, name)[0]
            for method in ("get", "post"):
                _, text = visitor.ask(method, name, args, expect=(302,))
                if f" {login}?next=" not in text:
                    visitor.faults.append(f"{method} {name} does not lead to the log-in")
            visitor.ask("get", name, args, headers={"HX-Request": "true"}, expect=(401,))
        visitor.report()

    def test_every_page_opens_for_somebody(self, sweep_world):
        """Somebody gets each page, or can do what it is for: the sweep does not look at refusals alone."""
        roles = ("township_official", "county_official", *Role.values)  # those who may most come first
        users = {role: sweep_world.users[role] for role in roles}
        visitors = [*(Visitor(role, user) for role, user in users.items()), Visitor("anonymous", None)]
        names = [name for name in self.names if name not in DEVELOPING]
        closed = [name for name in names if not any(_opens(sweep_world, each, name) for each in visitors)]
        assert not closed, f"nobody opens {closed}"


def arguments(world: World, name: str) -> list[list]:
    """With which a page of our county is asked for; one empty list for a page that takes none."""
    return world.args(name) if takes_arguments(name) else [[]]


def _opens(world: World, visitor: Visitor, name: str) -> bool:
    user, own = visitor.user, arguments(world, name)
    if user and not visitor.may(verb_of(name, own[0])):
        return False
    data = {"reason": "原因", "assignment": user.assignments.get().pk if user else ""}
    for args in own:
        if visitor.ask("get", name, args)[0] == 200:
            return True
        if user and visitor.ask("post", name, args, data)[0] in (200, 302, 400):
            return True
    return False
