"""A tallied contest whose result is put up, on a fixed day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contests.models import ContestStage, StageKind
from contests.services import notices, tally
from tests.scoring.factories import make_places, make_scheme, make_user
from tests.scoring.tallies import closed_contest

TODAY = date(2026, 10, 12)  # a Monday
PERIOD = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=4)}
SAID = {"person": "刘建国", "contact": "19900000001", "content": "观摩记录有误"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def places():
    return make_places(villages=3)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township, name="张莉")


@pytest.fixture
def contest(places, official):
    """Tallied, with a stage for the notice."""
    scheme = make_scheme(area=places.county, components=[{"weight": 100}])
    contest = closed_contest(scheme, places, official)
    kind = StageKind.objects.get(code="notice")
    ContestStage.objects.create(contest=contest, kind=kind, starts_on=TODAY, ends_on=PERIOD["ends_on"])
    return tallied(contest, official)


def tallied(contest, official):
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    return contest


def publish(contest, official, **fields):
    text = {"title": f"{contest}结果公示", "text": "现予公示。"}
    notice = notices.publish_notice(contest=contest, user=official, **{**text, **PERIOD, **fields})
    contest.refresh_from_db()
    return notice


def object_to(notice, user, **fields):
    return notices.NOTICES.object_to(notice, user=user, **{**SAID, "received_on": TODAY, **fields})
