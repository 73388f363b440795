"""Every address as every role: never an error, never a row of somebody else's area. architecture.md decision 3"""

import logging
import re

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.choices import Role
from accounts.models import Assignment
from cadres.models import PostKind
from contests.services.codes import make_codes
from core.models import Job
from tests.sweep import CELLS, CODE_URLS, NOW, OPEN, SHARED, URLS, Visitor, World, takes_arguments, verb_of, visit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    """Thousands of refusals are what is wanted here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


# ---------------------------------------------------------------- the sweep
@pytest.mark.parametrize("role", Role.values)
def test_no_error_and_nothing_of_others(world, role):
    visitor = Visitor(role, world.users[role])
    for name in URLS:
        own = world.args(name) if takes_arguments(name) else [[]]
        if not visitor.may(verb_of(name, own[0])):
            for method in ("get", "post"):
                visitor.ask(method, name, own[0], expect=(403,))
            continue
        visit(visitor, world, name, own)
        if not takes_arguments(name) or SHARED.match(name):
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


def test_an_account_without_a_role_reaches_nothing(world):
    visitor = Visitor("nobody", world.nobody)
    for name in URLS:
        args = world.args(name)[0] if takes_arguments(name) else []
        expect = None if name in OPEN else (403,)
        for method in ("get", "post"):
            visitor.ask(method, name, args, expect=expect)
    visitor.report()


def test_strangers_are_sent_to_the_login(world):
    visitor = Visitor("anonymous", None)
    login = reverse("accounts:login")
    for name in set(URLS) - {"accounts:login"}:
        args = world.args(name)[0] if takes_arguments(name) else []
        for method in ("get", "post"):
            _, text = visitor.ask(method, name, args, expect=(302,))
            if f" {login}?next=" not in text:
                visitor.faults.append(f"{method} {name} does not lead to the log-in")
        visitor.ask("get", name, args, headers={"HX-Request": "true"}, expect=(401,))
    visit(visitor, world, "accounts:login", [[]])
    visitor.report()


def test_a_code_opens_the_own_pages_and_no_others(world):
    """Without a code everybody is asked for one; with it one sees the own sheets, and of the rest not even names."""
    contest = world.here.contests["scoring"]
    rater = contest.raters.filter(user=None).first()
    component = world.here.scheme.components.get(rater_group=rater.group_id)
    visitors = [Visitor("anonymous", None), *(Visitor(role, user) for role, user in world.users.items())]
    for visitor in visitors:
        for name, pattern in CODE_URLS.items():
            args = [component.pk] if pattern.pattern.converters else []
            for method in ("get", "post"):
                visitor.ask(method, name, args, expect=(200,) if name == "rate:enter" else (302,))
        visitor.report()
    [(_, text)] = make_codes(contest=contest, raters=[rater], hours=1, user=world.here.official)
    visitor = Visitor("code", None)
    visitor.forbidden = re.compile("外镇标记|外县标记")
    assert visitor.client.post(reverse("rate:enter"), {"code": text}).status_code == 302
    visitor.cookies = visitor.client.cookies.output(header="", sep=";")
    for name, pattern in CODE_URLS.items():
        if name != "rate:enter":
            visit(visitor, world, name, [[component.pk]] if pattern.pattern.converters else [[]])
    other = world.there.scheme.components.first()
    for name, pattern in CODE_URLS.items():
        if pattern.pattern.converters and not name.endswith("_cells"):
            visitor.ask("get", name, [other.pk], expect=(404,))
    for name in set(URLS) - {"accounts:login"}:
        args = world.args(name)[0] if takes_arguments(name) else []
        _, answer = visitor.ask("get", name, args, expect=(302,))
        if f" {reverse('accounts:login')}?next=" not in answer:
            visitor.faults.append(f"{name} is open to a code")
    visitor.report()


def test_every_page_opens_for_somebody(world):
    """Somebody gets each page, or can do what it is for: the sweep does not look at refusals alone."""
    visitors = [Visitor("anonymous", None), *(Visitor(role, user) for role, user in world.users.items())]
    assert [name for name in URLS if not any(_opens(world, visitor, name) for visitor in visitors)] == []


def _opens(world: World, visitor: Visitor, name: str) -> bool:
    user = visitor.user
    data = {"reason": "原因", "assignment": user.assignments.get().pk if user else ""}
    for args in world.args(name) if takes_arguments(name) else [[]]:
        if visitor.ask("get", name, args)[0] == 200:
            return True
        if user and visitor.ask("post", name, args, data)[0] in (200, 302, 400):
            return True
    return False


# ---------------------------------------------------------------- what forms take
def test_forms_refuse_rows_of_other_areas(world):
    """Numbers that no choice on the page offers are not taken either."""
    here, there, abroad = world.here, world.there, world.abroad
    office, grants = (Visitor(role, world.users[role]) for role in ("township_official", "security_admin"))
    draft, scoring = here.contests["draft"].pk, here.contests["scoring"]
    theirs, seat = there.contests["scoring"], scoring.raters.first()
    appointment = {"post": PostKind.objects.first().pk, "valid_from": "2026-01-01"}
    person = {"name": "李四", "sex": "1", "birth_date": "1980-01-01"}
    cases = [
        (office, "contests:entry_add", [draft], {"villages": there.village.pk}),
        (office, "contests:rater_create", [draft], {"group": seat.group_id, "name": "李四", "area": there.village.pk}),
        (office, "contests:sheet_waive", [seat.pk], {"reason": "原因", "sheets": theirs.sheets.first().pk}),
        (office, "contests:occurrence_create", [scoring.pk], {"case": "例", "entry": theirs.entries.first().pk}),
        (office, "contests:contest_create", [], {"period": str(NOW), "name": "赛", "scheme": there.scheme.pk}),
        (office, "cadres:person_create", [], {**person, "area": there.village.pk}),
        (office, "cadres:appointment_create", [here.person.pk], {**appointment, "area": there.village.pk}),
        (grants, "accounts:assignment_create", [world.nobody.pk], {
            "role": "township_official", "area": abroad.township.pk, "valid_from": "2026-01-01",
        }),
    ]  # fmt: skip
    for visitor, name, args, data in cases:
        _, page = visitor.ask("post", name, args, data, expect=(200,))
        assert "不在可选之列" in page, (name, data)
        visitor.report()


def test_jobs_and_assignments_exist(world):
    """What the pages above are about is really there."""
    assert Job.objects.count() == 3
    assert Assignment.objects.count() >= 12
