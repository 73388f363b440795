"""Filling in the forms of pages as a person would, for tests that send them."""

from datetime import timedelta
from html.parser import HTMLParser

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from core.pages.registers import all_registers
from core.security import submissions
from tests.sweep import PNG, World, verb_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
ASIDE = {"core_submission", "django_session", "accounts_login", "core_accessrecord"}  # the log-ins of the tests
LATER = timezone.localdate() + timedelta(days=400)
GIVEN = {  # what a person types where the page proposes nothing, by name of the field
    "name": "双击", "person": "双击", "title": "双击通知", "number": "双发〔2026〕1号", "username": "shuangji",
    "code": "shuangji", "role": "village_cadre",
    "birth_date": "1980-01-01", "first": LATER, "date": LATER, "workdays": "3", "password": "",
    "phone": "13900000000", "bank_account": "0000111122223333",
}  # fmt: skip
LEFT_EMPTY = {  # optional fields that would need a row of their own, or shut something
    "scoring:rater_create": {"account", "area", "seat"}, "scoring:rater_substitute": {"account"},
    "scoring:occurrence_create": set(), "cadres:person_create": {"user", "id_number"}, "core:calendar_create": {"last"},
    "accounts:assignment_create": {"valid_to", "substitute_for"}, "cadres:appointment_create": {"term_ends_on"},
    "contests:contest_create": {"villages", "series", "new_series", "is_trial", "by_nomination"},
}  # fmt: skip
CREATING = {  # forms that make rows: each has to succeed, so that nothing passes by being refused
    "accounts:user_create", "accounts:assignment_create",
    "cadres:person_create", "cadres:appointment_create",
    "scoring:rater_create", "contests:document_create", "scoring:occurrence_create", "contests:objection_create",
    "scoring:scheme_create", "scoring:scheme_copy", "contests:contest_create",
    "areas:kind_create",
    *(register.url_name("create") for register in all_registers()),
}  # fmt: skip


# ---------------------------------------------------------------- a page's form, filled in
class Fields(HTMLParser):
    """The fields of the forms of a page that go to the page itself, with what stands in them."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.kinds: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self.inside, self.select = False, ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "form":
            self.inside = given.get("method") == "post" and not given.get("action")
        if tag == "option" and self.inside and self.select:
            self.options[self.select].append(value)
            if "selected" in given and value:
                self.values[self.select].append(value)
        if not self.inside or not name or tag not in ("input", "select", "textarea"):
            return
        kind = given.get("type", "text") if tag == "input" else tag
        if given.get("placeholder", "").startswith("如 20"):
            kind = "date"  # typed as text, see core.pages.forms.DateText
        elif given.get("inputmode") in ("numeric", "decimal"):
            kind = "number"
        self.kinds.setdefault(name, kind)
        self.values.setdefault(name, [])
        self.options.setdefault(name, [])
        self.select = name if tag == "select" else ""
        if kind in ("checkbox", "radio"):
            self.options[name].append(value or "on")
            if "checked" in given:
                self.values[name].append(value or "on")
        elif value:
            self.values[name].append(value)

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "form"


def filled(page: str, world: World, name: str) -> dict:
    """What a person would send from this page."""
    parser = Fields()
    parser.feed(page)
    data = {}
    for field, values in parser.values.items():
        kind, options = parser.kinds[field], [each for each in parser.options[field] if each]
        if values and field != "role":
            data[field] = values
        elif field in LEFT_EMPTY.get(name, ()):
            continue
        elif kind == "file":
            data[field] = SimpleUploadedFile("双击.png", PNG)
        elif options:
            data[field] = [GIVEN[field]] if GIVEN.get(field) in options else options[-1:]
        elif field == "area" or field.endswith("area"):
            data[field] = [world.here.village.pk]
        elif kind == "date":
            data[field] = [GIVEN.get(field, timezone.localdate())]
        elif kind == "number":
            data[field] = [GIVEN.get(field, "1")]
        else:
            data[field] = [GIVEN.get(field, "双击")]
    return data


def counts() -> dict[str, int]:
    """How many rows each table has."""
    tables = sorted({model._meta.db_table for model in apps.get_models() if not model._meta.proxy} - ASIDE)
    known = set(connection.introspection.table_names())
    sql = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables if table in known)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def client_of(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def opened(client: Client, world: World, name: str, args: list) -> dict:
    """What the page's form sends; with a reason, which dialogs ask for."""
    page = client.get(reverse(name, args=args))
    form = filled(page.content.decode(), world, name) if page.status_code == 200 and not page.streaming else {}
    if name == "contests:contest_create" and form:  # who is asked whether it may be another year's scheme says yes
        form[f"sure_year_{form['scheme'][0]}_{form['period'][0][:4]}"] = ["on"]
    token = form.get("csrfmiddlewaretoken") or ["x" * submissions.MASKED_LENGTH]
    return {"reason": "双击", **form, "csrfmiddlewaretoken": token}


def rewound(data: dict) -> dict:
    """The same once more: a file is read anew."""
    for each in data.values():
        if hasattr(each, "seek"):
            each.seek(0)
    return data


def users_of(world: World, name: str, args: list) -> list:
    verb = verb_of(name, args)
    return [world.users[role] for role in Role.values if verb is None or world.users[role].has_perm(verb)]
