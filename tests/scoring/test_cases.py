"""Other counties' rules that once gave wrong figures, loaded as files and held through to the page. shared/cases

Each scheme there has its equal in ``tests/scoring/cases`` and a test here; the right values are exact fractions.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest
from contests.services.results import finalise_all
from contests.services.tally import tally_contest
from core.values.periods import Period
from scoring.models import Award, Score, Standing
from scoring.querysets.sheets import stored_figures
from scoring.services import schemes
from tests.scoring import factories

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parent / "cases"
NAMES = ("高台社区", "东新村", "东风村", "东升村", "团结村")
Points = dict[str, list[list[str]]]
"""Village → for each component its raters' points in the order of their seats."""


class County:
    def __init__(self):
        self.places = factories.make_places(villages=NAMES)
        self.office = factories.make_user(username="zuzhibu", role="county_official", area=self.places.county)

    def load(self, name: str):
        text = (FILES / f"{name}.toml").read_text("utf-8")
        scheme = schemes.load_preset(text=text, area=self.places.county, year=2026, user=self.office).scheme
        assert schemes.problems_of(scheme) == []
        return schemes.put_to_use(scheme=scheme, user=self.office)

    def hold(self, scheme, points: Points, quarter: int = 3) -> Contest:
        """A tallied contest in which every field of a sheet gets the same points."""
        components = list(scheme.components.select_related("rater_group").order_by("order"))
        seats = max(len(each) for given in points.values() for each in given)
        contest = factories.make_contest(
            scheme=scheme, area=self.places.county, period=Period("quarter", 2026, quarter),
            villages=[village for village in self.places.villages if village.name in points],
            raters=[{"group": each.rater_group.code} for each in components for _ in range(seats)],
        )  # fmt: skip
        Score.objects.bulk_create(
            Score(
                sheet=sheet, field=field, saved_at=timezone.now(),
                points=Decimal(points[sheet.entry.name][components.index(sheet.component)][sheet.rater.seat - 1]),
            )
            for sheet in contest.sheets.select_related("entry", "rater", "component")
            for field in sheet.component.fields.all()
        )  # fmt: skip
        figures = stored_figures(
            scores=Score.objects.all(), dimensions=scheme.dimensions.all(), decimals=scheme.point_decimals
        )
        contest.sheets.update(status="submitted", **figures)
        Contest.objects.filter(pk=contest.pk).update(status="closed")
        contest.refresh_from_db()
        tally_contest(contest=contest, user=self.office)
        contest.refresh_from_db()
        return contest

    def page(self, name: str, *args, **params) -> str:
        client = Client()
        client.force_login(self.office)
        return client.get(reverse(name, args=args), params).content.decode()


@pytest.fixture
def county(db) -> County:
    return County()


def ranks(contest: Contest) -> dict[str, int]:
    return dict(Standing.objects.filter(tally__assessment=contest).values_list("entry__name", "rank"))


def won(contest: Contest) -> set[tuple[str, str, str]]:
    """Award, village, dimension."""
    found = Award.objects.filter(tally__assessment=contest)
    return {(rule, name, part or "") for rule, name, part in found.values_list(
        "rule__name", "standing__entry__name", "dimension__name"
    )}  # fmt: skip


def test_every_file_is_here():
    assert {path.stem for path in FILES.glob("*.toml")} == {
        "four_decimals", "progress_award_and_penalty", "threshold_exact",
    }  # fmt: skip


def test_threshold_exact_seven_of_ten_by_three_raters_reaches_seventy_per_cent(county):
    given = {"高台社区": [["7", "7", "7"]], "东新村": [["7", "7", "6.9"]], "东风村": [["10", "10", "10"]]}
    contest = county.hold(county.load("threshold_exact"), given)
    assert Fraction(7 + 7 + 7, 30) == Fraction(7, 10) > Fraction(209, 300)
    flags = {"a旗", "b旗", "c旗"}
    assert won(contest) == {
        *(("得旗", village, flag) for village in ("高台社区", "东风村") for flag in flags),
        *(("未达七成约谈", "东新村", flag) for flag in flags),
    }


def test_progress_award_and_penalty_ranks_gained_a_fine_and_the_unrounded_score(county):
    scheme = county.load("progress_award_and_penalty")
    before = {name: [[str(90 - 5 * at)]] for at, name in enumerate(NAMES)}
    first = county.hold(scheme, before, quarter=2)
    assert {rule for rule, _, _ in won(first)} == {"末位罚款"}  # nobody has an earlier rank
    finalise_all(contests=[first], user=county.office, on=date(2026, 6, 30))
    now = {
        "高台社区": [["80", "80", "80"]], "东新村": [["80", "80", "79.9"]], "东风村": [["60", "60", "60"]],
        "东升村": [["50", "50", "50"]], "团结村": [["95", "95", "95"]],
    }  # fmt: skip
    contest = county.hold(scheme, now)
    assert Fraction("239.9") / 3 < 80  # both are shown as 80.0
    assert ranks(contest) == {"团结村": 1, "高台社区": 2, "东新村": 3, "东风村": 4, "东升村": 5}
    assert won(contest) == {("前进三名奖", "团结村", ""), ("末位罚款", "东升村", "")}
    assert dict(scheme.award_rules.values_list("name", "amount")) == {"前进三名奖": 2000, "末位罚款": -400}
    page = county.page("contests:ranking", contest=contest.pk)
    assert page.count(">80.0<") >= 2


def test_four_decimals_are_shown_ranked_and_tied_as_they_are(county):
    whole = [["80", "80", "80"]] * 3
    given = {
        "高台社区": whole, "东新村": [*whole[:2], ["80", "80", "79.96"]], "东风村": [["0", "0", "0"]] * 3,
        "东升村": [["100", "100", "100"]] * 3, "团结村": whole,
    }  # fmt: skip
    contest = county.hold(county.load("four_decimals"), given)
    assert ranks(contest) == {"东升村": 1, "高台社区": 2, "团结村": 2, "东新村": 4, "东风村": 5}
    exact = 40 * Fraction(80, 100) + 35 * Fraction(80, 100) + 25 * Fraction("239.96") / 300
    assert Decimal(round(exact, 4).numerator) / round(exact, 4).denominator == Decimal("79.9967")
    finals = dict(Standing.objects.filter(tally__assessment=contest).values_list("entry__name", "final"))
    assert finals == {
        "东升村": 100, "高台社区": 80, "团结村": 80, "东新村": Decimal("79.9967"), "东风村": 0,
    }  # fmt: skip
    page = county.page("contests:ranking", contest=contest.pk)
    for shown in (">100.0000<", ">80.0000<", ">79.9967<", ">19.9967<", ">0.0000<"):
        assert shown in page, shown
