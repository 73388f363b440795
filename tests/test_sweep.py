"""What the sweeps of the apps leave over: that none is missing, codes, and what forms take."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import Assignment
from cadres.models import PostKind
from core.models import Job
from scoring.services.codes import make_codes
from tests.sweep import CODE_URLS, NOW, URLS
from tests.visitors import Visitor, arguments, visit

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("quiet")]


@pytest.fixture
def world(sweep_world):
    return sweep_world


def test_every_app_with_pages_is_swept():
    """A new app's pages cannot be forgotten: its sweep is missing here until it is written."""
    swept = {path.parent.name: path.read_text() for path in Path(__file__).parent.glob("*/test_sweep.py")}
    apps = {name.partition(":")[0] for name in URLS}
    assert apps == set(swept)
    assert [app for app, text in swept.items() if f'app = "{app}"' not in text or "(Sweep)" not in text] == []


# ---------------------------------------------------------------- one-time codes
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
    [(_, text)] = make_codes(assessment=contest, raters=[rater], hours=1, user=world.here.official)
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
        args = arguments(world, name)[0]
        _, answer = visitor.ask("get", name, args, expect=(302,))
        if f" {reverse('accounts:login')}?next=" not in answer:
            visitor.faults.append(f"{name} is open to a code")
    visitor.report()


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
        (office, "scoring:entry_add", [draft], {"villages": there.village.pk}),
        (office, "scoring:rater_create", [draft], {"group": seat.group_id, "name": "李四", "area": there.village.pk}),
        (office, "scoring:sheet_waive", [seat.pk], {"reason": "原因", "sheets": theirs.sheets.first().pk}),
        (office, "scoring:occurrence_create", [scoring.pk], {"case": "例", "entry": theirs.entries.first().pk}),
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
