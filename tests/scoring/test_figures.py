"""Recorded figures: what may be recorded, the grid, cells saved one by one; columns that do not apply."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from areas.models import Category, IndicatorKind, VillageIndicator
from contests.models import Contest
from core.errors import TouyanError
from scoring.models import (
    Component,
    EntryCategory,
    Field,
    Figure,
    Indicator,
    Measure,
    MeasureBand,
    Rater,
    Scheme,
    Score,
)
from scoring.reads.figures import figure_grid
from scoring.services.cells import CellInput, save_cells
from scoring.services.entries import withdraw_entry
from scoring.services.figures import FigureInput, record_figure, save_figures
from scoring.services.grid import grid_of
from scoring.services.sheets import submit
from tests.html import texts
from tests.scoring import factories

pytestmark = pytest.mark.django_db
INDICATORS = {"产业兴旺": {"集体经济": 10, "合作社": 10}, "治理有效": {"信访": 5}}


@pytest.fixture
def places():
    return factories.make_places()


@pytest.fixture
def official(places):
    return factories.make_user(username="zhen", role="township_official", area=places.township)


@pytest.fixture
def scheme(places) -> Scheme:
    """Observation by raters and a recorded component: bands, proportional, and direct read from village indicators.

    合作社 is for weak villages only.
    """
    scheme = factories.make_scheme(area=places.township, indicators=INDICATORS, status="draft")
    recorded = Component.objects.create(
        scheme=scheme, order=2, code="figures", name="指标", short_name="指标", kind="recorded", weight=50
    )
    income, cooperative, petitions = Indicator.objects.filter(scheme=scheme).order_by("order")
    for order, indicator in enumerate([income, cooperative, petitions], 1):
        Field.objects.create(component=recorded, order=order, indicator=indicator, maximum=indicator.maximum)
    bands = Measure.objects.create(
        scheme=scheme, order=1, component=recorded, indicator=income, method="bands", unit="万元"
    )
    for order, (lower, points) in enumerate([(None, 0), (50, 10)], 1):
        MeasureBand.objects.create(scheme=scheme, order=order, measure=bands, lower=lower, points=points)
    Measure.objects.create(
        scheme=scheme, order=2, component=recorded, indicator=cooperative, method="proportional", zero=0, target=40
    )
    Measure.objects.create(
        scheme=scheme, order=3, component=recorded, indicator=petitions, method="relative",
        source=IndicatorKind.objects.get(code="complaints"),
    )  # fmt: skip
    cooperative.categories.set([Category.objects.get(code="weak_economy")])
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    return scheme


@pytest.fixture
def contest(scheme, places) -> Contest:
    """Three villages, of which the second is weak."""
    contest = factories.make_contest(scheme=scheme, villages=places.villages)
    weak = contest.entries.get(number=2)
    EntryCategory.objects.create(entry=weak, category=Category.objects.get(code="weak_economy"))
    return contest


@pytest.fixture
def bands(scheme) -> Measure:
    return scheme.measures.get(method="bands")


@pytest.fixture
def proportional(scheme) -> Measure:
    return scheme.measures.get(method="proportional")


# ---------------------------------------------------------------- one figure


def test_a_figure_is_kept_corrected_and_taken_out(contest, bands, official):
    entry = contest.entries.first()
    figure = record_figure(entry=entry, measure=bands, value=" 56.5 ", evidence=" 报表 ", user=official)
    assert (figure.value, figure.evidence, figure.entered_by) == (Decimal("56.5"), "报表", official)
    record_figure(entry=entry, measure=bands, value="-3", user=official)
    assert Figure.objects.get().value == -3
    assert record_figure(entry=entry, measure=bands, user=official) is None
    assert not Figure.objects.exists()


def test_an_own_target_belongs_to_proportional_measures_only(contest, bands, proportional, official):
    weak = contest.entries.get(number=2)
    assert record_figure(entry=weak, measure=proportional, value="30", target="60", user=official).target == 60
    with pytest.raises(TouyanError, match="目标不能是零分值 0"):
        record_figure(entry=weak, measure=proportional, target="0", user=official)
    with pytest.raises(TouyanError, match="不按目标计分"):
        record_figure(entry=weak, measure=bands, target="60", user=official)


def test_direct_points_stay_within_the_maximum(contest, scheme, official):
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    other = factories.make_scheme(
        area=contest.area, code="direct", indicators=INDICATORS, components=[{}], status="draft"
    )
    component = Component.objects.create(
        scheme=other, order=2, code="exam", name="考试", short_name="考试", kind="recorded", coverage="overall",
        overall_maximum=20, weight=50,
    )  # fmt: skip
    Field.objects.create(component=component, order=1, maximum=20)
    measure = Measure.objects.create(scheme=other, order=1, component=component, method="direct")
    Contest.objects.filter(pk=contest.pk).update(scheme=other)
    entry = contest.entries.first()
    assert record_figure(entry=entry, measure=measure, value="19.25", user=official).value == Decimal("19.25")
    for wrong in ("20.1", "-1", "二十", "1.23456"):
        with pytest.raises(TouyanError):
            record_figure(entry=entry, measure=measure, value=wrong, user=official)


def test_what_cannot_be_recorded_is_refused(contest, scheme, bands, proportional, official):
    first, weak, third = contest.entries.order_by("number")
    with pytest.raises(TouyanError, match="不适用"):
        record_figure(entry=first, measure=proportional, value="3", user=official)
    with pytest.raises(TouyanError, match="取自村情"):
        record_figure(entry=weak, measure=scheme.measures.get(method="relative"), value="3", user=official)
    with pytest.raises(TouyanError, match="最多 14 位整数"):
        record_figure(entry=weak, measure=bands, value="123456789012345", user=official)
    withdraw_entry(entry=third, status="withdrawn", reason="洪灾", user=official)
    with pytest.raises(TouyanError, match="停赛"):
        record_figure(entry=third, measure=bands, value="3", user=official)
    Contest.objects.filter(pk=contest.pk).update(status="final")
    with pytest.raises(TouyanError, match="已定稿"):
        record_figure(entry=weak, measure=bands, value="3", user=official)
    assert not Figure.objects.exists()


def test_a_figure_outdates_a_tally_unless_nothing_changes(contest, bands, official):
    entry = contest.entries.first()
    record_figure(entry=entry, measure=bands, value="3", user=official)
    Contest.objects.filter(pk=contest.pk).update(status="tallied")
    record_figure(entry=entry, measure=bands, value="3.0", user=official)
    contest.refresh_from_db()
    assert contest.status == "tallied"
    record_figure(entry=entry, measure=bands, value="4", user=official)
    contest.refresh_from_db()
    assert contest.status == "closed"


# ---------------------------------------------------------------- the grid


def test_the_grid_counts_what_is_missing_and_shows_where_figures_come_from(contest, bands, official):
    _, weak, third = contest.entries.order_by("number")
    VillageIndicator.objects.create(
        area=weak.area, kind=IndicatorKind.objects.get(code="complaints"), year=2026, value=2, source_label="信访局"
    )
    record_figure(entry=weak, measure=bands, value="60", user=official)
    grid = figure_grid(contest)
    assert [column.part for column in grid.columns] == ["value", "evidence", "value", "target", "evidence", "value"]
    assert (grid.asked, grid.missing, grid.filled) == (7, 5, 2)
    assert [row.missing for row in grid.rows] == [2, 1, 2]
    read = grid.rows[1].cells[-1]
    assert (read.text, read.is_read, read.source) == ("2", True, "信访局")
    assert [cell.applies for cell in grid.rows[0].cells] == [True, True, False, False, False, True]
    withdraw_entry(entry=third, status="withdrawn", reason="洪灾", user=official)
    assert figure_grid(contest).asked == 5


def test_the_grid_takes_the_same_queries_for_one_and_for_many_villages(
    contest, scheme, official, django_assert_num_queries
):
    with django_assert_num_queries(7):
        figure_grid(contest)
    many = factories.make_places(villages=9, township="协税镇", number=105)
    other = factories.make_contest(scheme=scheme, villages=many.villages, name="九村", area=many.township)
    with django_assert_num_queries(7):
        assert len(figure_grid(other).rows) == 9


def test_cells_are_saved_refused_or_stale_each_for_itself(contest, bands, proportional, official):
    first, weak, _ = contest.entries.order_by("number")
    results = save_figures(
        assessment=contest,
        cells=[
            FigureInput(first.pk, f"{bands.pk}-value", "56", ""),
            FigureInput(first.pk, f"{bands.pk}-evidence", "报表", ""),
            FigureInput(weak.pk, f"{bands.pk}-value", "多", ""),
            FigureInput(first.pk, f"{proportional.pk}-value", "1", ""),
            FigureInput(first.pk, "0-value", "1", ""),
            FigureInput(weak.pk, f"{proportional.pk}-value", "7", "6"),
        ],
        user=official,
    )
    assert [result.state for result in results] == ["saved", "saved", "refused", "refused", "refused", "stale"]
    figure = Figure.objects.get()
    assert (figure.value, figure.evidence) == (56, "报表")
    [stale] = save_figures(
        assessment=contest, cells=[FigureInput(first.pk, f"{bands.pk}-value", "57", "55")], user=official
    )
    assert (stale.state, stale.value, stale.by) == ("stale", "56", "zhen")


def test_the_page_shows_the_rules_and_saves(contest, bands, official, places):
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("scoring:figure_grid", args=[contest.pk])).content.decode()
    for words in ("取自村情“信访件”", "≥ 50 万元 得 10 分；其余 得 0 分", "不适用", "未登记", "缺 2 格", "自定目标"):
        assert words in page, words
    entry = contest.entries.first()
    url = reverse("scoring:figure_cells", args=[contest.pk])
    cells = [[entry.pk, f"{bands.pk}-value", "12.5", ""]]
    reply = client.post(url, json.dumps({"cells": cells}), content_type="application/json")
    assert reply.json()["cells"][0]["state"] == "saved"
    assert Figure.objects.get().value == Decimal("12.5")
    for broken in ("[]", '{"cells": [[1, 2, 3, 4]]}', '{"cells": [["1", "2", "3", "4"]]}'):
        assert client.post(url, broken, content_type="application/json").status_code == 400
    detail = client.get(contest.get_absolute_url()).content.decode()
    assert "录入指标" in detail
    assert "1/7 格" in detail
    village = factories.make_user(username="cun", role="village_cadre", area=places.villages[0])
    client.force_login(village, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("scoring:figure_grid", args=[contest.pk])).status_code == 403
    elsewhere = factories.make_places(township="协税镇", number=105)
    neighbour = factories.make_user(username="lin", role="township_official", area=elsewhere.township)
    client.force_login(neighbour, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("scoring:figure_grid", args=[contest.pk])).status_code == 404
    assert client.post(url, json.dumps({"cells": cells}), content_type="application/json").status_code == 404


# ---------------------------------------------------------------- sheets of indicators for some villages only


@pytest.fixture
def seat(contest) -> dict:
    rater = Rater.objects.get(assessment=contest)
    return {"assessment": contest, "component": contest.scheme.components.get(kind="rated"), "rater": rater}


def test_a_sheet_asks_only_for_the_indicators_of_the_villages_categories(contest, seat, official):
    grid = grid_of(**seat)
    assert [row.applies for row in grid.rows] == [[True, False, True], [True] * 3, [True, False, True]]
    assert (grid.cells, grid.missing) == (7, 7)
    columns = list(seat["component"].fields.order_by("order"))
    first = contest.entries.first()
    cells = [CellInput(first.pk, field.pk, "5", "") for field in columns]
    results = save_cells(**seat, cells=cells, user=official)
    assert [result.state for result in results] == ["saved", "refused", "saved"]
    assert "不适用“合作社”" in results[1].message
    done = submit(**seat, user=official, leave_missing=True)
    assert (done.submitted, done.left) == (1, 2)
    sheet = first.sheets.get()
    assert (sheet.total, sheet.points_line) == (10, "5.0,5.0")


def test_the_page_shades_what_does_not_apply(contest, seat, official):
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    args = [contest.pk, seat["component"].pk, seat["rater"].pk]
    page = client.get(reverse("scoring:score_grid", args=args)).content.decode()
    assert len(texts(page, "td.na")) == 2
    assert "0/7" in page
    phone = client.get(reverse("scoring:score_phone", args=args)).content.decode()
    assert len(texts(phone, ".c.na")) == 2
    assert "0/7" in client.get(reverse("scoring:my_sheets")).content.decode()


def test_the_database_refuses_points_where_an_indicator_does_not_apply(contest, seat, official):
    field = seat["component"].fields.get(indicator__name="合作社")
    sheets = {sheet.entry.number: sheet for sheet in seat["rater"].sheets.select_related("entry")}
    points = {"field": field, "points": 5, "saved_by": official, "saved_at": timezone.now()}
    Score.objects.create(sheet=sheets[2], **points)
    with pytest.raises(IntegrityError, match="不能保存"), transaction.atomic():
        Score.objects.create(sheet=sheets[1], **points)
