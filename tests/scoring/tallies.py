"""Contests that are closed and may be tallied."""

from decimal import Decimal

from django.utils import timezone

from contests.services import tally
from scoring.services import sheets
from tests.scoring.factories import fill, let_pass, make_contest


def submit_all(contest, official, points):
    """Each village gets so many points in every column from each rater, and all grids are submitted."""
    component = contest.scheme.components.get()
    for entry, given in zip(contest.entries.order_by("number"), points, strict=True):
        fill(sheets=contest.sheets.filter(entry=entry), points=given)
    for rater in contest.raters.all():
        sheets.submit(assessment=contest, component=component, rater=rater, user=official)


def closed_contest(scheme, places, official, points=("6", "5", "4"), **fields):
    fields = {"raters": [{}, {}]} | fields
    contest = make_contest(scheme=scheme, villages=places.villages, area=places.township, **fields)
    submit_all(contest, official, points)
    let_pass(contest)
    tally.close_overdue(today=timezone.localdate())
    contest.refresh_from_db()
    return contest


def rescore(contest, official, points):
    """Unlock everything, change the first village's points, submit again."""
    component = contest.scheme.components.get()
    sheets.unlock(sheets=contest.sheets.all(), reason="计票有误", user=official)
    contest.refresh_from_db()
    for sheet in contest.sheets.filter(entry__number=1):
        sheet.scores.update(points=Decimal(points))
    for rater in contest.raters.all():
        sheets.submit(assessment=contest, component=component, rater=rater, user=official)
