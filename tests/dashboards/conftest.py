"""A county with two townships, their contests and accounts, on a fixed day."""

from datetime import date

import pytest
from django.utils import timezone

from contests.models import Contest, ContestStage
from core.values.periods import Period
from tests.scoring import factories

TODAY = date(2026, 9, 28)
QUARTER = Period("quarter", 2026, 3)


@pytest.fixture(autouse=True)
def today(monkeypatch) -> date:
    """28 September 2026, two days before the scoring of the third quarter ends."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    return TODAY


class World:
    """高台镇 with three villages, 新集镇 with two, and what tests add to them."""

    def __init__(self):
        self.here = factories.make_places(villages=["战斗村", "弥陀村", "石科村"])
        self.there = factories.make_places(villages=["新华村", "新民村"], township="新集镇", number=107)
        self.county = self.here.county
        self.scheme = factories.make_scheme(area=self.county)
        self.component = self.scheme.components.get()

    def user(self, role, area, **fields):
        return factories.make_user(username=fields.pop("username", f"{role}-{area.pk}"), role=role, area=area, **fields)

    def contest(self, places=None, *, stages=True, **fields) -> Contest:
        """A contest of a township whose scoring ends on 30 September unless ``ends_in`` says otherwise."""
        places = places or self.here
        fields = {"area": places.township, "villages": places.villages, "scheme": self.scheme, **fields}
        contest = factories.make_contest(**fields)
        if stages:
            kind = factories.StageKind.objects
            for code, first, last in [("adjudication", 1, 8), ("notice", 9, 15)]:
                dates = {"starts_on": date(2026, 10, first), "ends_on": date(2026, 10, last)}
                ContestStage.objects.create(contest=contest, kind=kind.get(code=code), **dates)
        return contest


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def enter(client):
    """``enter(user)``: a client logged in as the user."""

    def log_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in
