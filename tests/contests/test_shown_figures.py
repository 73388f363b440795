# ruff: noqa: F811 (fixtures)
"""Points and scores have the decimals of their scheme wherever they are shown; trial runs never pass for results.

scoring.md "Showing", O10.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from areas.models import VillageRecord
from cadres.models import DossierEntry
from contests.models import Contest
from contests.services import notices, public
from contests.services.results import finalise_all
from core.values.periods import Period
from scoring.choices import TRIAL_MARK
from scoring.reads.explanation import PARTS_DISAGREE
from scoring.services.sheets import unlock
from tests.contests.rankings import (  # noqa: F401 (fixtures)
    QUARTER,
    RANKING,
    County,
    client,
    county,
    explained,
    login,
    shown,
    standing,
    workbook,
)
from tests.html import texts
from tests.scoring import factories

pytestmark = pytest.mark.django_db

# scoring.md "Showing" and cases/schemes/four_decimals.toml: 40/35/25, three raters each
THREE = (
    {"group": "observers", "weight": 40},
    {"group": "departments", "weight": 35},
    {"group": "leaders", "weight": 25},
)

TOTALS = {"战斗村": [[80, 80, 80]] * 3, "弥陀村": [[80, 80, 80], [80, 80, 80], [80, 80, 79.96]]}


@pytest.fixture
def four(county) -> Contest:
    """战斗村 80 exactly, 弥陀村 80 − 25 × 0.04 ÷ 300 = 79.99666…"""
    return county.hold(county.scheme(*THREE, decimals=4, point_decimals=2), TOTALS)


@pytest.fixture
def official(county, login) -> Client:
    return login(county.official)


def says(page, *figures: str) -> None:
    text = page if isinstance(page, str) else page.content.decode()
    for figure in figures:
        assert figure in text, figure


def test_the_ranking_its_explanation_and_the_panels_form_show_four_decimals(four, official):
    says(official.get(RANKING, {"contest": four.pk}), ">80.0000<", ">79.9967<", ">32.0000<", ">19.9967<")
    for name, final, part in (("战斗村", "80.0000", "20.0000"), ("弥陀村", "79.9967", "19.99666667")):
        says(official.get(reverse("contests:standing_detail", args=[standing(four, name).pk])), f"{final} 分", part)
    says(official.get(reverse("scoring:order_decide", args=[four.pk])), ">80.0000<", ">79.9967<")
    says(official.get(reverse("dashboards:home")), "80.0000 分", "79.9967 分", "79.9984 分")


def test_the_workbook_holds_the_shown_numbers_with_their_format(four, official):
    book = workbook(official.get(RANKING, {"contest": four.pk, "export": "xlsx"}))
    cells = {cell.value: cell.number_format for row in book["排名"].iter_rows() for cell in row if cell.value}
    for number in (80, 79.9967, 32, 28, 20, 19.9967):
        assert cells[number] == "0.0000"
    matrix = {cell.value: cell.number_format for row in book["得分矩阵"].iter_rows() for cell in row if cell.value}
    assert matrix[79.96] == "0.00"  # a rater's total has the decimals of points
    assert matrix[79.9867] == "0.0000"  # a mean those of scores
    steps = [row[-1] for row in book["得分说明"].iter_rows() if row[2].value == "最终得分"]
    assert [(cell.value, cell.number_format) for cell in steps] == [(80, "0.0000"), (79.9967, "0.0000")]


def test_notice_public_page_and_dossiers_show_four_decimals(four, county, official):
    day = timezone.localdate()
    notice = notices.publish_notice(
        contest=four, title="公示", text="公示", starts_on=day, ends_on=day, contact="5512345", user=county.official
    )
    public.set_access(area=county.county, is_open=True, user=county.office, reason="接受监督")
    says(official.get(reverse("contests:notice_detail", args=[notice.pk])), ">80.0000<", ">79.9967<")
    says(Client().get(reverse("public:notice_detail", args=[notice.pk])), ">80.0000<", ">79.9967<")
    finalise_all(contests=[Contest.objects.get(pk=four.pk)], user=county.office, on=day)
    titles = [*VillageRecord.objects.values_list("title", flat=True)]
    titles += DossierEntry.objects.values_list("title", flat=True)
    assert any("80.0000 分" in title for title in titles)
    assert any("79.9967 分" in title for title in titles)


def test_the_comparison_of_versions_shows_four_decimals(four, county, official):
    sheet = four.sheets.get(entry__name="弥陀村", component__order=3, rater__seat=3)
    unlock(sheets=[sheet], reason="计票有误", user=county.official)
    sheet.scores.update(points=Decimal("79.97"))
    sheet.refresh_from_db()
    type(sheet).objects.filter(pk=sheet.pk).update(
        status="submitted", total=Decimal("79.97"), dimension_points=[0, Decimal("79.97")], points_line="1=79.97"
    )
    county.tally(four)
    url = reverse("scoring:versions", args=[four.pk])
    says(official.get(url), "79.9967", "79.9975")
    sheet = workbook(official.get(url, {"export": "xlsx"}))["名次变化"]
    formats = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if cell.value}
    assert formats[79.9967] == formats[79.9975] == "0.0000"


def test_the_api_gives_scores_and_points_as_they_are_shown(four, official):
    found = official.get(reverse("api:standing-list"), {"contest": four.pk}).json()["results"]
    assert [row["final"] for row in found] == ["80.0000", "79.9967"]
    sheets = official.get(reverse("api:sheet-list"), {"contest": four.pk}).json()["results"]
    assert {row["total"] for row in sheets} == {"80.00", "79.96"}


def test_whole_scores_have_no_decimals(county, official):
    contest = county.hold(county.scheme(decimals=0), {"战斗村": [[84.5]], "弥陀村": [[80]]})
    says(official.get(RANKING, {"contest": contest.pk}), ">85<", ">80<")
    book = workbook(official.get(RANKING, {"contest": contest.pk, "export": "xlsx"}))
    cells = {cell.value: cell.number_format for row in book["排名"].iter_rows() for cell in row if cell.value}
    assert cells[85] == "0"


def test_each_row_of_the_county_has_the_decimals_of_its_own_scheme(county, client):
    county.hold(county.scheme(), {"战斗村": [[90]]}, name="高台镇比武")
    other = county.scheme(decimals=3, code="three")
    county.hold(other, {"新华村": [[88]]}, county.there, name="新集镇比武")
    says(client.get(RANKING, {"source": "county"}), ">90.00<", ">88.000<")
    book = workbook(client.get(RANKING, {"source": "county", "export": "xlsx"}))
    cells = {cell.value: cell.number_format for row in book["排名"].iter_rows() for cell in row if cell.value}
    assert (cells[90], cells[88]) == ("0.00", "0.000")


# ---------------------------------------------------------------- parts and total
def test_a_line_says_when_rounded_parts_do_not_add_up(county, official):
    # 40×80.1/100 + 35×80.1/100 + 25×80.1/100: 32.04 + 28.035 + 20.025 = 80.1, shown 32.04 + 28.04 + 20.03
    contest = county.hold(county.scheme(*THREE), {"战斗村": [[80.1]] * 3, "弥陀村": [[80]] * 3})
    page = official.get(RANKING, {"contest": contest.pk})
    says(page, ">80.10<", ">28.04<", ">20.03<", PARTS_DISAGREE)
    book = workbook(official.get(RANKING, {"contest": contest.pk, "export": "xlsx"}))
    assert PARTS_DISAGREE in [row[0].value for row in book["排名"].iter_rows()]


def test_parts_that_add_up_need_no_line(county, official):
    contest = county.hold(county.scheme(*THREE), {"战斗村": [[80]] * 3})
    assert PARTS_DISAGREE not in official.get(RANKING, {"contest": contest.pk}).content.decode()
    assert explained(contest, "战斗村").remark == ""


def test_the_explanation_says_when_thirds_do_not_add_up(county):
    parts = [{**part, "weight": weight} for part, weight in zip(THREE, (50, 25, 25), strict=True)]
    # 50×242/300 + 25×241/300 + 25×241/300 = 80.5 exactly, written 40.33333333 + 20.08333333 + 20.08333333
    contest = county.hold(county.scheme(*parts), {"战斗村": [[80, 81, 81], [80, 80, 81], [80, 80, 81]]})
    assert explained(contest, "战斗村").remark == PARTS_DISAGREE


# ---------------------------------------------------------------- trial runs
def trial(county, **fields) -> Contest:
    return county.hold(
        county.scheme(code="trial"),
        {"战斗村": [[10]], "弥陀村": [[99]]},
        name=f"{TRIAL_MARK}试打",
        is_trial=True,
        **fields,
    )


def test_a_trial_is_no_newest_result_of_ranking_or_home(county, official):
    real = county.hold(county.scheme(), {"战斗村": [[90]], "弥陀村": [[80]]}, period=Period("quarter", 2025, 4))
    run = trial(county, period=Period("quarter", 2026, 1))
    page = official.get(RANKING)
    assert page.context["selection"].contest == real
    assert shown(page) == [(1, "战斗村"), (2, "弥陀村")]
    home = official.get(reverse("dashboards:home")).content.decode()
    assert "85.00 分" in home  # the average of the real one
    assert "99.00" not in home
    asked = official.get(RANKING, {"contest": run.pk})
    assert shown(asked) == [(1, "弥陀村"), (2, "战斗村")]
    assert texts(asked, "h1")[0].startswith(f"{TRIAL_MARK}擂台比武排名")


def test_a_period_with_a_trial_alone_shows_it_only_to_who_asks(county, official):
    run = trial(county)
    page = official.get(RANKING, {"period": str(QUARTER)})
    assert shown(page) == []
    says(page, f'value="{run.pk}"')
    assert shown(official.get(RANKING, {"period": str(QUARTER), "source": run.pk})) == [(1, "弥陀村"), (2, "战斗村")]


def test_a_trial_stays_out_of_the_trend_and_its_own_page_is_marked(county, official):
    scheme = county.scheme()
    for number in (1, 2):
        contest = county.hold(scheme, {"战斗村": [[90]], "弥陀村": [[80]]}, period=Period("quarter", 2026, number))
    run = trial(county, period=Period("quarter", 2026, 2))
    line = official.get(reverse("contests:standing_detail", args=[standing(contest, "弥陀村").pk])).context["trend"]
    assert [mark.rank for mark in line.marks] == [2, 2]
    page = official.get(reverse("contests:standing_detail", args=[standing(run, "弥陀村").pk]))
    assert [mark.label for mark in page.context["trend"].marks][-1].endswith("演练")
    says(page, f"{TRIAL_MARK}弥陀村 99.00 分")


def test_the_api_lists_trials_only_when_asked(county, official):
    run = trial(county)
    url = reverse("api:standing-list")
    assert official.get(url).json()["results"] == []
    assert len(official.get(url, {"trial": "true"}).json()["results"]) == 2
    assert len(official.get(url, {"assessment": run.pk}).json()["results"]) == 2


# ---------------------------------------------------------------- the trend
def test_a_villages_trend_has_every_published_period(county, login):
    """A result that is out for objections is one, too; one that is only tallied is not yet the village's to see."""
    scheme = county.scheme()
    points = {"战斗村": [[90]], "弥陀村": [[80]]}
    first = county.hold(scheme, points, period=Period("quarter", 2026, 1), final=True)
    hidden = county.hold(scheme, points, period=Period("quarter", 2026, 2))
    out = county.hold(scheme, points, period=Period("quarter", 2026, 3))
    notices.publish_notice(
        contest=out, title="公示", text="公示", starts_on=date(2026, 10, 9), ends_on=date(2026, 10, 15), contact="",
        user=county.official,
    )  # fmt: skip
    cadre = factories.make_user(username="zhandou", role="village_cadre", area=county.here.villages[0])
    url = reverse("contests:standing_detail", args=[standing(out, "战斗村").pk])
    assert [mark.label for mark in login(cadre).get(url).context["trend"].marks] == ["2026 一季度", "三季度"]
    offices = login(county.official).get(url).context["trend"].marks
    assert [mark.label for mark in offices] == ["2026 一季度", "二季度", "三季度"]
    assert (first.status, Contest.objects.get(pk=hidden.pk).status) == ("final", "tallied")
