"""A county whose contests are tallied as soon as they are made, and what its pages show."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest
from contests.services.results import finalise_all
from contests.services.tally import tally_contest
from core.values.periods import Period
from scoring.models import Score, Sheet, Standing
from scoring.querysets.sheets import stored_figures
from scoring.reads.explanation import explain
from tests.scoring import factories

RANKING = reverse("contests:ranking")
QUARTER = Period("quarter", 2026, 3)
INDICATORS = {"产业兴旺": {"一村一品": 100}}
ONE = ({"overall_maximum": 100, "weight": 100},)


class County:
    """高台镇 with three villages and 新集镇 with two; contests of theirs are tallied as soon as they are made."""

    def __init__(self):
        self.here = factories.make_places(villages=["战斗村", "弥陀村", "石科村"])
        self.there = factories.make_places(villages=["新华村", "新民村"], township="新集镇", number=107)
        self.county = self.here.county
        self.office = factories.make_user(username="zuzhibu", role="county_official", area=self.county)
        self.official = factories.make_user(username="gaotai", role="township_official", area=self.here.township)

    def scheme(self, *components, status="draft", **settings):
        return factories.make_scheme(
            area=self.county, indicators=INDICATORS, status=status,
            components=[{"overall_maximum": 100, **c} for c in components or ONE], **settings,
        )  # fmt: skip

    def hold(
        self, scheme, totals: dict[str, list[list]], places=None, *, prepare=None, final=False, **fields
    ) -> Contest:
        """A tallied contest. ``totals``: village → for each component its raters' totals by seat; ``None``: waived.

        ``prepare`` gets the contest before the tally.
        """
        places = places or self.here
        type(scheme).objects.filter(pk=scheme.pk).update(status="in_use")
        components = list(scheme.components.select_related("rater_group").order_by("order"))
        groups = {
            component.rater_group.code: max(len(each[at]) for each in totals.values())
            for at, component in enumerate(components)
        }
        villages = [village for village in places.villages if village.name in totals]
        contest = factories.make_contest(
            scheme=scheme, villages=villages, **{"area": places.township, "period": QUARTER, **fields},
            raters=[{"group": code} for code, seats in groups.items() for _ in range(seats)],
        )  # fmt: skip
        self.enter(contest, components, totals)
        if prepare:
            prepare(contest)
        Contest.objects.filter(pk=contest.pk).update(status="closed")
        self.tally(contest)
        if final:
            finalise_all(contests=[contest], user=self.office, on=contest.period.end)
        return contest

    def enter(self, contest, components, totals) -> None:
        scores, waived = [], []
        for sheet in contest.sheets.select_related("entry", "rater", "component").all():
            given = totals[sheet.entry.name][components.index(sheet.component)]
            total = given[sheet.rater.seat - 1] if sheet.rater.seat <= len(given) else None
            if total is None:
                waived.append(sheet.pk)
                continue
            field = sheet.component.fields.get()
            scores.append(Score(sheet=sheet, field=field, points=Decimal(str(total)), saved_at=timezone.now()))
        Score.objects.bulk_create(scores)
        Sheet.objects.filter(pk__in=waived).update(status="waived", waived_reason="请假")
        scheme = contest.scheme
        figures = stored_figures(
            scores=Score.objects.all(), dimensions=scheme.dimensions.all(), decimals=scheme.point_decimals
        )
        contest.sheets.filter(status="draft").update(status="submitted", **figures)

    def tally(self, contest) -> None:
        contest.refresh_from_db()
        tally_contest(contest=contest, user=self.office)
        contest.refresh_from_db()

    def two_townships(self, **settings) -> tuple[Contest, Contest]:
        """高台镇: 战斗村 90, 弥陀村 85.5, 石科村 80; 新集镇: 新华村 88, 新民村 95."""
        scheme = self.scheme(**settings)
        return (
            self.hold(scheme, {"战斗村": [[90]], "弥陀村": [[85.5]], "石科村": [[80]]}, name="高台镇比武"),
            self.hold(scheme, {"新华村": [[88]], "新民村": [[95]]}, self.there, name="新集镇比武"),
        )


@pytest.fixture
def county(db) -> County:
    return County()


@pytest.fixture
def login():
    def enter(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def client(county, login) -> Client:
    """The county's browser."""
    return login(county.office)


def shown(response) -> list[tuple[int | None, str]]:
    """(rank, village) as the page lists them."""
    assert response.status_code == 200
    return [(row.record.shown_rank, row.record.entry.name) for row in response.context["table"].page]


def standing(contest, village, version=None) -> Standing:
    rows = Standing.objects.filter(tally__assessment=contest, entry__name=village)
    return rows.filter(tally__version=version).get() if version else rows.latest("tally__version")


def explained(contest, village, prefix="610703"):
    rows = Standing.objects.filter(pk=standing(contest, village).pk)
    [explanation] = explain(rows.in_assessment(contest.tallies.first()).for_explanation(), prefix=prefix)
    return explanation


def workbook(response):
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
