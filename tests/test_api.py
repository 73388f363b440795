"""The API: as scoped as the pages, conflicts answer 409, and nothing sent to it breaks it. architecture.md 12"""

import json
import random
import re
from importlib import import_module

import pytest
import schemathesis
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase
from jsonschema import Draft202012Validator
from rest_framework.serializers import ModelSerializer, SlugRelatedField
from schemathesis.checks import CHECKS, load_all_checks

from accounts.choices import Role
from areas.models import Area
from cadres.models import Appointment, Person, PostKind
from core.declare import Api, declared
from core.pages.registers import all_registers
from scoring.models import Score, Sheet
from tests.examples import times
from tests.registers import is_for_all
from tests.visitors import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

JSON = "application/json"
SERIALIZERS = sorted(
    {each for module in {api.code.rpartition(".")[0] for api in declared(Api)}
     for each in vars(import_module(module)).values()
     if isinstance(each, type) and issubclass(each, ModelSerializer) and each is not ModelSerializer},
    key=lambda each: each.__name__,
)  # fmt: skip
REGISTERS = {register.name: register for register in all_registers()}
LISTS = ("area", "person", "scheme", "contest", "sheet", "standing", *REGISTERS)


@pytest.fixture
def world(sweep_world):
    return sweep_world


@pytest.fixture
def as_user(world):
    """A client of the account with this role; what it writes is undone."""

    def log_in(role: str) -> Client:
        client = Client()
        client.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    with transaction.atomic():
        yield log_in
        transaction.set_rollback(True)


def patch(client: Client, name: str, pk, body: dict):
    return client.patch(reverse(f"api:{name}-detail", args=[pk]), body, content_type="application/json")


def route_of(name: str) -> str:
    return REGISTERS[name].route if name in REGISTERS else f"{name}s"


# ---------------------------------------------------------------- scope
def rows_of(place) -> dict[str, list]:
    """What the API shows of a place: list → keys."""
    contests = place.contests
    return {
        "area": [place.village.code, place.township.code],
        "person": [place.person.uuid],
        "scheme": [place.scheme.pk],
        "contest": [contests["scoring"].pk],
        "sheet": list(contests["scoring"].sheets.values_list("pk", flat=True)),
        "standing": [standing.pk for standing in place.standings],
        **{name: [place.registers.rows[register].pk] for name, register in REGISTERS.items()},
    }


@pytest.mark.parametrize("role", Role.values)
def test_no_row_of_others_in_lists_and_by_address(world, role):
    visitor = Visitor(role, world.users[role])
    verbs = {
        "area": "areas.view_area", "person": "cadres.view_person", "scheme": "scoring.view_scheme",
        "contest": "contests.view_contest", "sheet": "scoring.score_sheet", "standing": "scoring.view_standing",
        **{name: register.view_verb for name, register in REGISTERS.items()},
    }  # fmt: skip
    narrow = role in ("village_cadre", "township_official", "department_rater")
    foreign = [world.there, world.abroad] if narrow else [world.abroad]
    for name in LISTS:
        allowed = visitor.may(verbs[name])
        visitor.ask("get", f"api:{name}-list", [], {"page_size": "200"}, expect=(200,) if allowed else (403,))
        for place in foreign:
            for key in rows_of(place)[name] if not (name in REGISTERS and is_for_all(REGISTERS[name])) else []:
                visitor.ask("get", f"api:{name}-detail", [key], expect=(404,) if allowed else (403,))
    visitor.report()


def test_offices_reach_their_own_rows(world, as_user):
    for role in ("township_official", "county_official"):
        client = as_user(role)
        for name, keys in rows_of(world.here).items():
            if name == "sheet" and role == "county_official":
                continue  # the township's contest is not the county's to score
            for key in keys:
                assert client.get(reverse(f"api:{name}-detail", args=[key])).status_code == 200, (role, name)


def test_writing_asks_for_the_verb_and_the_own_office(world, as_user):
    contest, person = world.here.contests["scoring"], world.here.person
    for role in ("village_cadre", "leading_group", "system_admin"):
        client = as_user(role)
        assert patch(client, "contest", contest.pk, {"name": "改", "version": contest.version}).status_code == 403
        assert patch(client, "person", person.uuid, {"name": "改", "version": person.version}).status_code == 403
        assert client.post(reverse("api:contest-tally", args=[contest.pk])).status_code == 403
    office = as_user("county_official")
    assert patch(office, "contest", contest.pk, {"name": "改", "version": contest.version}).status_code == 404
    assert office.post(reverse("api:contest-tally", args=[contest.pk])).status_code == 404


def test_a_sheet_of_the_own_contest_is_not_a_rater_s_to_fill_for_others(world, as_user):
    sheet = world.here.contests["scoring"].sheets.filter(rater__user=None, status="draft").first()
    url = reverse("api:sheet-cells", args=[sheet.pk])
    body = {"cells": [{"field": sheet.component.fields.first().pk, "value": "1", "was": ""}]}
    assert as_user("village_cadre").post(url, body, content_type="application/json").status_code == 404
    assert as_user("department_rater").post(url, body, content_type="application/json").status_code == 404


def test_strangers_get_json(client):
    answer = client.get(reverse("api:area-list"), headers={"Accept": "text/html"})
    assert answer.status_code == 401
    assert "登录" in answer.json()["message"]


def test_a_write_without_the_csrf_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["township_official"], backend="django.contrib.auth.backends.ModelBackend")
    contest = world.here.contests["closed"]
    assert client.post(reverse("api:contest-tally", args=[contest.pk])).status_code == 403


# ---------------------------------------------------------------- writes
def test_a_person_is_changed_by_the_rules_of_the_page(world, as_user):
    client, person = as_user("township_official"), world.here.person
    answer = patch(client, "person", person.uuid, {"phone": "13900000001", "version": person.version})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["phone"] == "139****0001"
    assert answer.json()["name"] == person.name
    assert answer.json()["version"] == person.version + 1
    young = patch(client, "person", person.uuid, {"birth_date": "2025-01-01", "version": person.version + 1})
    assert young.status_code == 400
    assert "年龄" in young.json()["errors"]["birth_date"][0]
    nowhere = patch(client, "person", person.uuid, {"area": world.there.village.code, "version": person.version + 1})
    assert nowhere.status_code == 400
    assert "area" in nowhere.json()["errors"]


def test_a_file_that_another_township_keeps_is_read_and_not_changed(world, as_user):
    person, post = world.there.person, PostKind.objects.filter(single_seat=False).first()
    Appointment.objects.create(person=person, post=post, area=world.here.village, valid_from=timezone.localdate())
    client = as_user("township_official")
    assert client.get(reverse("api:person-detail", args=[person.uuid])).status_code == 200
    taken = {"name": "改", "area": world.here.village.code, "version": person.version}
    assert patch(client, "person", person.uuid, taken).status_code == 404


def test_a_final_contest_is_not_changed(world, as_user):
    contest = world.here.contests["final"]
    client = as_user("township_official")
    assert client.get(reverse("api:contest-detail", args=[contest.pk])).status_code == 200
    assert patch(client, "contest", contest.pk, {"theme": "改", "version": contest.version}).status_code == 404


def test_who_leads_and_does_not_enter_sheets_sees_nobody_s_points(world, as_user):
    leader = as_user("leading_group")
    mine = set(Sheet.objects.filter(rater__user=world.users["leading_group"]).values_list("pk", flat=True))
    shown = leader.get(reverse("api:sheet-list"), {"page_size": 200})
    assert {row["id"] for row in shown.json()["results"]} <= mine
    other = Sheet.objects.filter(assessment__area=world.county).exclude(pk__in=mine).first()
    assert leader.get(reverse("api:sheet-detail", args=[other.pk])).status_code == 404


def test_what_cannot_be_read_or_changed_is_said(world, as_user):
    client, contest = as_user("township_official"), world.here.contests["scoring"]
    unknown = patch(client, "contest", contest.pk, {"status": "final", "version": contest.version})
    assert unknown.json()["errors"] == {"status": ["没有这个字段，或不能改"]}
    url = reverse("api:sheet-submit")
    for body in ("{", "[" * 5000 + "]" * 5000, b"\xff"):
        answer = client.post(url, body, content_type="application/json")
        assert (answer.status_code, "请求体" in answer.json()["message"]) == (400, True)
    assert "page" in client.get(reverse("api:contest-list"), {"page": "abc"}).json()["message"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.users["township_official"], backend="django.contrib.auth.backends.ModelBackend")
    assert "X-CSRFToken" in strict.post(url, "{}", content_type="application/json").json()["message"]


def test_too_much_at_once_is_said_in_chinese(world, as_user, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = as_user("township_official")
    answer = client.post(reverse("api:sheet-submit"), "1" * 2000, content_type="application/json")
    assert (answer.status_code, "太大" in answer.json()["message"]) == (400, True)


def test_a_stale_edit_answers_409_with_the_row_as_it_is(world, as_user):
    client, contest = as_user("township_official"), world.here.contests["scoring"]
    first = patch(client, "contest", contest.pk, {"theme": "甲", "version": contest.version})
    assert first.status_code == 200
    second = patch(client, "contest", contest.pk, {"theme": "乙", "version": contest.version})
    assert second.status_code == 409
    assert second.json()["current"]["theme"] == "甲"
    contest.refresh_from_db()
    assert contest.theme == "甲"
    assert patch(client, "contest", contest.pk, {"theme": "丙"}).json()["errors"] == {"version": ["请给出您读到的版本"]}


def test_cells_are_saved_refused_and_stale_as_in_the_grid(world, as_user):
    client = as_user("township_official")
    sheet = world.here.contests["scoring"].sheets.filter(status="draft", scores=None).first()
    fields = list(sheet.component.fields.order_by("order"))

    def send(*cells):
        rows = [{"field": field.pk, "value": value, "was": was} for field, value, was in cells]
        return client.post(
            reverse("api:sheet-cells", args=[sheet.pk]), {"cells": rows}, content_type="application/json"
        )

    saved = send((fields[0], "5", ""))
    assert saved.status_code == 200
    assert saved.json()["cells"][0]["value"] == "5.0"
    too_much = send((fields[0], "9999", "5.0"))
    assert too_much.status_code == 200
    assert too_much.json()["cells"][0]["state"] == "refused"
    assert fields[0].name in too_much.json()["cells"][0]["message"]
    stale = send((fields[0], "6", "4.0"))
    assert stale.status_code == 409
    assert stale.json()["cells"][0] | {"at": None} == {
        "field": fields[0].pk, "state": "stale", "value": "5.0", "message": "",
        "by": world.users["township_official"].name, "at": None,
    }  # fmt: skip
    assert Score.objects.get(sheet=sheet, field=fields[0]).points == 5


def test_sheets_are_submitted_and_a_tally_is_asked_for(world, as_user):
    client, contest = as_user("township_official"), world.here.contests["scoring"]
    sheet = contest.sheets.filter(status="draft", scores=None).first()
    body = {"component": sheet.component_id, "rater": sheet.rater_id}
    missing = client.post(reverse("api:sheet-submit"), body, content_type="application/json")
    assert missing.status_code == 400
    assert missing.json()["items"]
    for each in Sheet.objects.filter(rater=sheet.rater, component=sheet.component, status="draft"):
        for field in each.component.fields.all():
            Score.objects.get_or_create(
                sheet=each, field=field, defaults={"points": 1, "saved_at": "2026-01-01T00:00:00Z"}
            )
    done = client.post(reverse("api:sheet-submit"), body, content_type="application/json")
    assert done.status_code == 200, done.json()
    assert done.json()["submitted"] >= 1
    assert client.post(reverse("api:contest-tally", args=[contest.pk])).status_code == 400
    job = client.post(reverse("api:contest-tally", args=[world.here.contests["closed"].pk]))
    assert job.status_code == 202
    assert job.json()["job"]


def test_a_village_reads_its_score_step_by_step_without_seats(world, as_user):
    standing = next(s for s in world.here.standings if s.tally.assessment.status == "final")
    answer = as_user("village_cadre").get(reverse("api:standing-detail", args=[standing.pk])).json()
    assert answer["steps"]
    assert "号" not in json.dumps(answer["steps"], ensure_ascii=False)


def test_the_newest_version_unless_another_is_asked_for(world, as_user):
    contest = world.county_contests["tallied"]
    client = as_user("county_official")
    newest = client.get(reverse("api:standing-list"), {"assessment": contest.pk}).json()["results"]
    assert {row["version"] for row in newest} == {contest.tallies.newest().get().version}
    first = client.get(reverse("api:standing-list"), {"assessment": contest.pk, "version": 1}).json()["results"]
    assert {row["version"] for row in first} == {1}


def test_lists_take_the_same_number_of_queries_however_long(world, as_user, django_assert_max_num_queries):
    client = as_user("county_official")
    for name in LISTS:
        with django_assert_max_num_queries(10):
            assert client.get(reverse(f"api:{name}-list"), {"page_size": 200}).status_code == 200


# ---------------------------------------------------------------- what the description promises
def exactly(schema):
    """The same description, held to the letter: no field it does not name, null only where it says so."""
    if isinstance(schema, list):
        return [exactly(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: exactly(value) for key, value in schema.items() if key != "nullable"}
    if "properties" in schema:
        strict.setdefault("additionalProperties", False)
        if not schema["properties"].keys() & {"message", "errors"}:  # of a refusal some parts may be missing
            strict["required"] = list(schema["properties"])
    return {"anyOf": [strict, {"type": "null"}]} if schema.get("nullable") is True else strict


def described(answer, method: str, path: str) -> list[str]:
    """Where an answer is not what the description says of it."""
    responses = SCHEMA["paths"][path][method]["responses"]
    if str(answer.status_code) not in responses:
        return [f"{method} {path}: {answer.status_code} is not described"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    whole = exactly({**schema, "components": SCHEMA["components"]})
    found = Draft202012Validator(whole).iter_errors(answer.json())
    return [f"{method} {path} {answer.status_code} {'.'.join(map(str, e.path))}: {e.message[:200]}" for e in found]


def test_rows_are_exactly_as_described(world, as_user):
    """Every row of every list and page, as the offices, the rater and the village see it."""
    Area.objects.filter(pk=world.county.pk).update(parent=None)
    Person.objects.filter(pk=world.here.person.pk).update(source=None)
    faults, seen = [], set()
    for role in ("county_official", "township_official", "village_cadre", "department_rater", "leading_group"):
        client = as_user(role)
        for name in LISTS:
            answer = client.get(reverse(f"api:{name}-list"), {"page_size": 200})
            faults += described(answer, "get", f"/api/v1/{route_of(name)}/")
            for row in answer.json().get("results", [])[:40]:
                key = {"area": "code", "person": "uuid"}.get(name, "id")
                path = next(
                    path for path in SCHEMA["paths"] if re.fullmatch(rf"/api/v1/{route_of(name)}/{{\w+}}/", path)
                )
                one = client.get(reverse(f"api:{name}-detail", args=[row[key]]))
                faults += described(one, "get", path)
                seen.add((name, one.status_code))
    assert sorted(set(faults)) == []
    assert {name for name, status in seen if status == 200} == set(LISTS)


def test_what_is_written_answers_exactly_as_described(world, as_user):
    client, contest = as_user("township_official"), world.here.contests["scoring"]
    contest.refresh_from_db()
    sheet = contest.sheets.filter(status="draft", scores=None).first()
    field = sheet.component.fields.order_by("order").first().pk
    edit, cells, sub = "/api/v1/contests/{id}/", "/api/v1/sheets/{id}/cells/", "/api/v1/sheets/submit/"

    def send(value, was):
        url = reverse("api:sheet-cells", args=[sheet.pk])
        return client.post(url, {"cells": [{"field": field, "value": value, "was": was}]}, content_type=JSON)

    def hand_in(**body):
        return client.post(reverse("api:sheet-submit"), body, content_type=JSON)

    asked = [
        (patch(client, "contest", contest.pk, {"theme": "甲", "version": contest.version}), 200, "patch", edit),
        (patch(client, "contest", contest.pk, {"theme": "乙", "version": contest.version}), 409, "patch", edit),
        (patch(client, "contest", contest.pk, {"theme": "乙"}), 400, "patch", edit),
        (patch(client, "contest", contest.pk, {"no": "乙", "version": 1}), 400, "patch", edit),
        (patch(client, "contest", 10**9, {"theme": "乙", "version": 1}), 404, "patch", edit),
        (patch(client, "person", world.here.person.uuid, {"version": 9999}), 409, "patch", "/api/v1/persons/{uuid}/"),
        (send("5", ""), 200, "post", cells), (send("9999", "5.0"), 200, "post", cells),
        (send("6", "4.0"), 409, "post", cells),
        (client.post(reverse("api:sheet-submit"), "x", content_type="text/plain"), 415, "post", sub),
        (client.get(reverse("api:sheet-list"), headers={"Accept": "text/csv"}), 406, "get", "/api/v1/sheets/"),
        (client.get(reverse("api:sheet-list"), {"status": "x"}), 400, "get", "/api/v1/sheets/"),
        (client.get(reverse("api:sheet-list"), {"page": "x"}), 404, "get", "/api/v1/sheets/"),
        (client.put(reverse("api:sheet-list")), 405, "get", "/api/v1/sheets/"),
        (Client().get(reverse("api:sheet-list")), 401, "get", "/api/v1/sheets/"),
        (as_user("system_admin").get(reverse("api:sheet-list")), 403, "get", "/api/v1/sheets/"),
        (hand_in(component=sheet.component_id, rater=sheet.rater_id), 400, "post", sub),
        (client.post(reverse("api:contest-tally", args=[contest.pk])), 400, "post", "/api/v1/contests/{id}/tally/"),
        (
            client.post(reverse("api:contest-tally", args=[world.here.contests["closed"].pk])), 202, "post",
            "/api/v1/contests/{id}/tally/",
        ),
    ]  # fmt: skip
    assert [(path, answer.status_code) for answer, _, _, path in asked] == [(path, code) for _, code, _, path in asked]
    assert [fault for answer, _, method, path in asked for fault in described(answer, method, path)] == []


def test_what_others_have_is_as_unknown_as_what_is_not_there(world, as_user):
    client, sheet = as_user("township_official"), world.here.contests["scoring"].sheets.first()
    foreign = world.there.contests["scoring"].sheets.filter(component__rater_group=sheet.component.rater_group).first()
    county = world.county_contests["scoring"].raters.first()

    def hand_in(component, rater):
        body = {"component": component, "rater": rater}
        answer = client.post(reverse("api:sheet-submit"), body, content_type=JSON)
        return answer.status_code, answer.content

    unknown = hand_in(10**9, 10**9)
    assert unknown[0] == 404
    assert hand_in(foreign.component_id, foreign.rater_id) == unknown
    assert hand_in(sheet.component_id, foreign.rater_id) == unknown
    assert hand_in(sheet.component_id, county.pk) == unknown
    assert hand_in(foreign.component_id, sheet.rater_id) == hand_in(10**9, sheet.rater_id) == unknown

    def move(code):
        answer = patch(client, "person", person.uuid, {"area": code, "version": person.version})
        return answer.status_code, answer.text.replace(code, "")

    person = world.here.person
    assert move(world.abroad.village.code) == move(world.there.village.code) == move("610703199299")

    def cell(field):
        body = {"cells": [{"field": field, "value": "1", "was": ""}]}
        answer = client.post(reverse("api:sheet-cells", args=[sheet.pk]), body, content_type=JSON)
        return answer.status_code, answer.text.replace(str(field), "")

    assert cell(county.assessment.scheme.components.first().fields.first().pk) == cell(10**9)


@pytest.mark.parametrize("serializer", SERIALIZERS, ids=lambda each: each.__name__)
def test_a_code_may_be_null_exactly_where_the_row_may_be_without_one(serializer):
    for name, field in serializer().fields.items():
        if isinstance(field, SlugRelatedField):
            assert field.allow_null == serializer.Meta.model._meta.get_field(field.source or name).null, name


# ---------------------------------------------------------------- what a stranger to the rules may send
SCHEMA = SchemaGenerator(api_version="1").get_schema(public=True)
API = schemathesis.openapi.from_dict(SCHEMA)
API.app = WSGIHandler()
load_all_checks()
WANTED = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


@pytest.fixture
def door(world, client):
    """Headers of a logged-in office and the keys of rows that exist: a random key hardly ever does."""
    client.force_login(world.users["township_official"], backend="django.contrib.auth.backends.ModelBackend")
    token = "a" * 32
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={token}"
    for signal in (request_started, request_finished):  # the test's own connection stays
        signal.disconnect(close_old_connections)
    yield {"Cookie": cookie, "X-CSRFToken": token}, rows_of(world.here)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@API.parametrize()
@times(1 / 4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # for each operation
def test_whatever_is_sent_is_answered_as_described(case, door):
    headers, known = door
    name = next(name for name in LISTS if route_of(name) == case.operation.path.split("/")[3])
    if case.path_parameters and random.random() < 0.7:
        case.path_parameters = {key: str(random.choice(known[name])) for key in case.path_parameters}
    with transaction.atomic():
        case.call_and_validate(headers={**(case.headers or {}), **headers}, checks=WANTED)
        transaction.set_rollback(True)


def test_the_page_of_the_api_opens_without_a_cdn(world, as_user):
    client = as_user("township_official")
    page = client.get(reverse("api:docs"))
    assert page.status_code == 200
    assert b"//cdn" not in page.content
    addresses = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page.text)
    assert len(addresses) == 3
    for address in addresses:  # each is a file of ours
        assert finders.find(address.removeprefix("/static/")), address
    assert client.get(reverse("api:schema"), headers={"Accept": "application/json"}).status_code == 200
