"""A contest of a township, as the office prepares it through the services."""

from datetime import date, timedelta

import pytest

from cadres.models import Appointment, Person, PostKind
from contests.models import Contest, StageKind
from contests.services.contests import create_contest
from core.values.periods import Period
from scoring.models import RaterGroup
from scoring.services import sheets
from scoring.services.raters import add_rater
from tests.scoring import factories

Q3 = Period("quarter", 2026, 3)
OPENING = date(2026, 9, 13)


STAGES = {  # days before or after the period's end
    "declaration": (-51, -41), "onsite": (-18, -18), "review": (-17, 0), "adjudication": (1, 8), "notice": (9, 15),
}  # fmt: skip


def stages(period: Period = Q3):
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    day = timedelta(days=1)
    return [(kinds[code], period.end + first * day, period.end + last * day) for code, (first, last) in STAGES.items()]


def group(code: str) -> RaterGroup:
    return RaterGroup.objects.get(code=code)


def make_secretary(area, name: str, *, user=None, person: Person | None = None) -> Person:
    person = person or Person.objects.create(name=name, sex="1", birth_date=date(1980, 1, 1), area=area, user=user)
    post = PostKind.objects.get(code="secretary")
    Appointment.objects.create(person=person, post=post, area=area, valid_from=date(2021, 1, 1))
    return person


def fresh(contest: Contest) -> Contest:
    return Contest.objects.get(pk=contest.pk)


def submit_all(contest: Contest, user) -> None:
    factories.fill(sheets=contest.sheets.all(), points="5.0", by=user)
    factories.keep_open(contest)
    for rater in contest.raters.all():
        for component in contest.scheme.components.filter(rater_group=rater.group):
            sheets.submit(assessment=contest, component=component, rater=rater, user=user)


@pytest.fixture
def places(db):
    return factories.make_places(villages=4)


@pytest.fixture
def official(places):
    return factories.make_user(username="zhangli", role="township_official", area=places.township, name="张莉")


@pytest.fixture
def scheme(places):
    return factories.make_scheme(
        area=places.county, components=[{"name": "实地观摩"}, {"name": "村支书互评", "group": "peers"}]
    )


@pytest.fixture
def create(places, official, scheme):
    """``create(…)`` a contest of the township in the third quarter; arguments replace what is usual."""

    def make(**given) -> Contest:
        return create_contest(
            **{
                "area": places.township, "scheme": scheme, "name": "高台镇三季度比武", "period": Q3, "stages": stages(),
                "user": official, **given,
            }
        )  # fmt: skip

    return make


@pytest.fixture
def ready(create, places, official):
    """A contest with raters in both groups, ready to be opened."""
    contest = create()
    add_rater(assessment=contest, group=group("observers"), name="王平", by=official)
    for village in places.villages:
        add_rater(assessment=contest, group=group("peers"), name=f"{village}书记", area=village, by=official)
    return contest
