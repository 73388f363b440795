"""A hostile text in every text column, and every page, workbook and answer as every role: it stays a text.

The texts hold what could be read as something else: a format's braces and percents, tags, attributes that break out of
their quotes, a formula's sign, a line separator.
"""

import json
import re
from copy import copy
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from io import BytesIO

import openpyxl
import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.choices import Role
from core.pages.views import ChoicesPage, ListPage
from scoring.services.codes import make_codes
from tests.sweep import (
    CELLS,
    CODE_URLS,
    HTMX,
    OPEN,
    URLS,
    World,
    is_kind,
    patterns,
    takes_arguments,
    verb_of,
)  # fmt: skip
from tests.visitors import Visitor, names_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet")]

TEXTS = [  # the longest that a column takes is written into it
    "={0}{x!r}%s%(a)d<img src=hx1 onerror=hx1></script></textarea></title><hx1>"
    '<a hx-post="/accounts/act-as/?hx1" hx-trigger="load">" hx1="\' hx1=\'\u2028',
    "={x!r}%s<hx1>\" hx1=\"' hx1='",
    '={x}<hx1>"',
    "={x}<'",
    "={x",
]
KEY_SIGNS = 7  # behind a text that has to be unique
SKIPPED = {  # what no person writes, or what is read as something else than a text
    "django_session", "django_migrations", "django_content_type", "auth_permission", "auth_group",
    "accounts_user.password", "accounts_user.username",
    "areas_area.code",
    "core_job.task", "core_job.key",
    "core_attachment.path", "core_attachment.sha256", "core_attachment.kind",
    "core_statechange.subject",
    "cadres_dossierentry.link", "areas_villagerecord.link",  # an address that a lower app is given: ours
}  # fmt: skip
CODES = re.compile(r"(^|_)(code|codes|digest|sha256|hash|pinyin|initials|subject|key)$")


# ---------------------------------------------------------------- writing it
def columns() -> list[models.Field]:
    """Every column of text that people fill."""
    models_ = [model for model in apps.get_models() if model._meta.app_label != "pghistory"]  # which unites tables
    fields = [field for model in models_ for field in model._meta.concrete_fields]
    return [
        field
        for field in fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.primary_key
        and not CODES.search(field.column)
        and not {field.model._meta.db_table, f"{field.model._meta.db_table}.{field.column}"} & SKIPPED
    ]


def write(field: models.Field) -> str:
    """Put the longest text the column takes into all its rows, with their key where it is to be unique.

    The reason where it takes none, else "".
    """
    room, error = field.max_length or 10_000, ""
    for key_signs in (0, KEY_SIGNS):
        text = next((text for text in TEXTS if len(text) + key_signs <= room), "")
        key = Func(Cast("pk", TextField()), Value(key_signs), function="right", output_field=TextField())
        value = Concat(Value(text), key, output_field=TextField())
        try:
            with transaction.atomic():
                field.model._base_manager.update(**{field.name: value})
                return "" if text else f"{field} has no room"
        except (DataError, IntegrityError) as refusal:
            error = f"{field}: {refusal}"
    return error


@pytest.fixture(scope="module")
def world(sweep_world, django_db_blocker):
    """Made with ordinary words, which the hostile ones then replace; every request is undone."""
    made = copy(sweep_world)
    with django_db_blocker.unblock(), transaction.atomic():
        rater = made.here.contests["scoring"].raters.filter(user=None).first()
        [(_, made.code)] = make_codes(
            assessment=made.here.contests["scoring"], raters=[rater], hours=1, user=made.here.official
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")  # also what is frozen or only appended
            made.refused = [why for why in map(write, columns()) if why]
            cursor.execute("SET LOCAL session_replication_role = origin")
        yield made
        transaction.set_rollback(True)


# ---------------------------------------------------------------- reading it
class Elements(HTMLParser):
    """Notes elements and attributes that were made of a text."""

    def __init__(self):
        super().__init__()
        self.made: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            of_page = name == "hx-get" and (value or "").startswith(("?", "/"))  # quoted, in the query of a link
            speaks = name.startswith(("on", "hx-")) and "hx1" in (value or "") and not of_page
            if "hx1" in name or speaks or (name == "src" and "hx1" in (value or "")):
                self.made.append(self.get_starttag_text())
        if "hx1" in tag:
            self.made.append(self.get_starttag_text())


def faults(response) -> list[str]:
    """What a hostile text became in an answer besides a text."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    found = []
    if response.status_code >= 500:
        found.append(f"{getattr(response, 'exc_info', None) and response.exc_info[1]!r}")
    if "html" in kind:
        page = body.decode()
        parser = Elements()
        parser.feed(page)
        found += [f"makes {made[:200]}" for made in parser.made]
        found += [f"shows a raw …{page[max(0, at - 80) : at + 40]!r}" for at in [page.find("<hx1")] if at >= 0]
    elif "json" in kind:
        json.loads(body)
    elif "spreadsheet" in kind:
        book = openpyxl.load_workbook(BytesIO(body), read_only=True)
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        found += [f"calculates {cell.value!r}" for cell in cells if cell.data_type == "f"]
    name = response.headers.get("Content-Disposition", "")
    found += [f"is named {name!r}"] * bool(
        re.search(r"[\r\n/\\<>|]|%(?:0[0-9A-F]|1[0-9A-F]|2F|5C|3C|3E|22|E2%80%A8)", name)
    )
    return found


def look(visitor: Visitor, method: str, address: str, data=None, headers=None, **more):
    """Ask for an address, undo what that did, note what is wrong."""
    visitor.client.cookies = SimpleCookie(visitor.cookies)
    with transaction.atomic():
        response = getattr(visitor.client, method)(address, data, headers=headers or {}, **more)
        what = f"{visitor.role} {method} {address} {data or ''} {headers or ''}: {response.status_code}"
        visitor.faults += [f"{what} {fault}" for fault in faults(response)]
        transaction.set_rollback(True)
    return response


def forms_of(name: str) -> list[tuple[dict, dict]]:
    """(query, headers) in which a page is looked at."""
    forms: list[tuple[dict, dict]] = []
    if is_kind(name, ListPage):
        forms += [({}, HTMX), ({"export": "xlsx"}, {}), ({"print": "1"}, {}), ({"q": TEXTS[0]}, {})]
    if is_kind(name, ChoicesPage):
        forms += [({"q": "{"}, {})]
    if name == "contests:contest_detail":
        forms += [({"tab": tab}, {}) for tab in ("entries", "plan", "raters", "tally", "bonuses", "changes", "scores")]
    if name == "cadres:person_detail":
        forms += [({"tab": tab}, {}) for tab in ("basic", "posts")] + [({"print": "1"}, {})]
    if name in ("contests:standing_detail", "core:job_detail"):
        forms += [({}, HTMX)]
    if name == "dashboards:search":
        forms += [({"q": text}, {}) for text in ("={x", TEXTS[0])]
    return forms


def ranking_forms(world: World) -> list[dict]:
    results = [world.here.contests["tallied"], world.county_contests["tallied"]]
    sources = [{"period": str(contest.period), "source": str(contest.pk)} for contest in results]
    sources.append({"period": str(results[0].period), "source": "county"})
    return [*sources, *(source | {"export": "xlsx"} for source in sources)]


def visit(visitor: Visitor, name: str, pages: list[list]) -> None:
    for at, args in enumerate(pages):
        address = reverse(name, args=args)
        page = look(visitor, "get", address)
        for query, headers in forms_of(name) if at == 0 else []:
            look(visitor, "get", address, query, headers)
    if name in CELLS or name.endswith("_cells"):
        look(
            visitor,
            "post",
            address,
            json.dumps({"cells": [[1, 2, TEXTS[0], TEXTS[1]]]}),
            content_type="application/json",
        )
        return
    names = names_in(page.content.decode(errors="replace")) if not page.streaming else []
    given = dict.fromkeys([*names, "reason", "next", "path"], TEXTS[0])
    look(visitor, "post", address, given)
    look(visitor, "post", address, {"reason": TEXTS[0]}, {"HX-Request": "true"})


# ---------------------------------------------------------------- the sweep
def test_every_text_column_takes_it(world):
    """What has no room or a rule of its own is named here, so that the sweep cannot pass by writing nothing."""
    assert world.refused == []
    assert len(columns()) > 150


@pytest.mark.parametrize("role", Role.values)
def test_pages_show_it_as_text(world, role):
    visitor = Visitor(role, world.users[role])
    for name in URLS:
        args = world.args(name) if takes_arguments(name) else [[]]
        if visitor.may(verb_of(name, args[0])) and name not in OPEN - {"core:job_detail", "accounts:password_change"}:
            visit(visitor, name, args)
    if visitor.user.has_perm("scoring.view_standing"):
        for query in ranking_forms(world):
            look(visitor, "get", reverse("contests:ranking"), query)
    visitor.report()


def test_a_code_shows_it_as_text(world):
    visitor = Visitor("code", None)
    assert visitor.client.post(reverse("rate:enter"), {"code": world.code}).status_code == 302
    visitor.cookies = visitor.client.cookies.output(header="", sep=";")
    contest = world.here.contests["scoring"]
    component = world.here.scheme.components.get(rater_group=contest.raters.filter(user=None).first().group_id)
    for name, pattern in CODE_URLS.items():
        if name != "rate:leave":
            visit(visitor, name, [[component.pk]] if pattern.pattern.converters else [[]])
    visitor.report()


def test_the_public_sees_it_as_text(world):
    visitor = Visitor("public", None)
    for name, pattern in patterns():
        if name.startswith("public:"):
            look(visitor, "get", reverse(name, args=[world.here.notice.pk] if pattern.pattern.converters else []))
    visitor.report()


@pytest.mark.parametrize("role", ["township_official", "county_official", "security_admin"])
def test_the_api_answers_it_as_text(world, role):
    visitor = Visitor(role, world.users[role])
    for name, pattern in patterns():
        if name.startswith("api:") and not pattern.pattern.converters and not pattern.pattern.regex.groups:
            look(visitor, "get", reverse(name))
    visitor.report()
