"""Contests with awards between equals, which a panel decides."""

from datetime import date

from contests.services import tally
from scoring.models import AwardKind, AwardRule, Scheme, Standing
from tests.scoring.factories import make_scheme
from tests.scoring.tallies import closed_contest

SAID = {"reason": "产业实绩更好", "panel": "领导小组第 3 次会议", "decided_on": date(2026, 9, 20)}


def scheme_with(places, *further, **award):
    """One component and one award, 一等奖 of one place between equals to be decided unless ``award`` says otherwise.

    ``further``: the fields of the awards behind it.
    """
    scheme = make_scheme(area=places.county, components=[{"weight": 100}], status="draft")
    first = {"name": "一等奖", "number": 1} | award
    for order, given in enumerate([first, *further], 1):
        fields = {"places_by": "number", "tie_policy": "decide", "kind": AwardKind.objects.first()} | given
        AwardRule.objects.create(scheme=scheme, order=order, **fields)
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    return scheme


def tallied(scheme, places, official, points=("6", "6", "5", "4")):
    contest = closed_contest(scheme, places, official, points)
    return again(contest, official)


def again(contest, official):
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    return contest


def standing(contest, number) -> Standing:
    return Standing.objects.get(tally__in=contest.tallies.newest(), entry__number=number)
