# ruff: noqa: F811 (fixtures)
"""A deadline holds the moment it is over, wherever points come in, and not only after the night. C4, C5"""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest, ContestStage
from core.errors import TouyanError
from core.models import StateChange
from scoring.models import Score, Sheet
from scoring.services import codes
from scoring.services.cells import CellInput, save_cells
from scoring.services.grid import LATE, lock_of, taking
from scoring.services.raters import change_rater, substitute
from scoring.services.sheets import submit, unlock
from tests.scoring import factories
from tests.scoring.books import first_row, scene  # noqa: F401 (fixtures)
from tests.scoring.grids import enter, redeemed, save  # noqa: F401 (fixtures)

CLOSED = "评分已截止，如需补评请联系主办单位"


@pytest.fixture
def over(scene):
    """Yesterday was the last day; no nightly job has closed the contest since."""
    factories.let_pass(scene.contest)
    assert Contest.objects.get(pk=scene.contest.pk).status == "scoring"
    return scene


def cell(scene, number=1, points="7") -> CellInput:
    return CellInput(scene.contest.entries.get(number=number).pk, scene.fields[0].pk, points, "")


def test_cells_and_sheets_are_refused_with_what_to_do(over):
    [result] = save_cells(**over.target, cells=[cell(over)], user=over.clerk)
    assert result.state == "refused"
    assert CLOSED in result.message
    with pytest.raises(TouyanError, match=CLOSED):
        submit(**over.target, user=over.clerk)
    assert not Score.objects.exists()


def test_the_last_day_itself_still_takes_points(scene):
    ContestStage.objects.filter(contest=scene.contest).update(ends_on=timezone.localdate())
    [result] = save_cells(**scene.target, cells=[cell(scene)], user=scene.clerk)
    assert result.state == "saved"


def test_what_is_open_is_said_in_one_way_of_one_sheet_and_of_many(over):
    """Of a contest past its last day only what was unlocked takes points, wherever sheets are looked for."""
    today = timezone.localdate()
    sheet = over.paper.sheets.order_by("entry__number").first()

    def open_ones() -> set[int]:
        found = set(Sheet.objects.open(today).values_list("pk", flat=True))
        drafts = Sheet.objects.missing().select_related("entry", "assessment")
        assert found == {each.pk for each in drafts if not lock_of(each, taking(each.assessment).status)}
        return found

    assert open_ones() == set()
    unlock(sheets=[sheet], reason="漏", user=over.clerk)
    assert open_ones() == {sheet.pk}
    Contest.objects.update(status="closed")
    assert open_ones() == {sheet.pk}
    ContestStage.objects.filter(contest=over.contest).update(ends_on=today)
    Contest.objects.update(status="scoring")
    assert len(open_ones()) == Sheet.objects.missing().count() > 1


def test_after_the_last_day_no_page_leads_to_a_locked_grid(over, enter):
    Sheet.objects.filter(rater=over.paper).update(status="waived", waived_reason="请假")
    page = enter(over.rater_user).get(over.url("score_grid", over.own)).content.decode()
    assert "下一份" not in page
    page = enter(over.clerk).get(over.url("score_grid")).content.decode()
    assert "下一份" not in page
    assert "去打分" not in enter(over.rater_user).get(reverse("dashboards:home")).content.decode()


def test_grid_phone_code_workbook_and_api_all_keep_it(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    [(_, text)] = codes.make_codes(assessment=scene.contest, raters=[scene.paper], hours=24, user=scene.clerk)
    browser = redeemed(text)
    factories.let_pass(scene.contest)
    entry = scene.contest.entries.get(number=1).pk
    row = [entry, scene.fields[0].pk, "7", ""]
    for each, url in (
        (client, scene.url("score_cells")),
        (browser, reverse("rate:score_cells", args=[scene.component.pk])),
    ):
        [result] = save(each, url, row).json()["cells"]
        assert CLOSED in result["message"]
    for each, url in (
        (client, scene.url("score_grid")),
        (client, scene.url("score_phone")),
        (browser, reverse("rate:score_phone", args=[scene.component.pk])),
    ):
        page = each.get(url).content.decode()
        assert "已截止" in page
        assert "readonly" in page
    book.worksheets[0].cell(first_row(book.worksheets[0]), 4).value = 7
    assert CLOSED in scene.upload(client, book).content.decode()
    own = scene.own.sheets.get(entry__number=2)
    answer = enter(scene.rater_user).post(
        reverse("api:sheet-cells", args=[own.pk]),
        {"cells": [{"field": scene.fields[0].pk, "value": "7", "was": ""}]}, content_type="application/json",
    )  # fmt: skip
    assert CLOSED in answer.json()["cells"][0]["message"]
    assert not Score.objects.exists()


def test_the_office_lets_a_sheet_come_in_late_with_a_reason_and_it_is_marked(over, enter):
    client = enter(over.clerk)
    sheet = over.paper.sheets.get(entry__number=1)
    client.post(reverse("scoring:sheet_unlock", args=[over.paper.pk]), {"sheets": [sheet.pk], "reason": "邮路中断"})
    assert StateChange.objects.filter(subject="scoring.sheet", reason=f"{LATE}：邮路中断").exists()
    results = save_cells(**over.target, cells=[cell(over), cell(over, 2)], user=over.clerk)
    assert [result.state for result in results] == ["saved", "refused"]
    assert f"{LATE}：{sheet.entry}" in client.get(over.url("score_grid")).content.decode()


# ---------------------------------------------------------------- substitutes
def replace(scene, **fields) -> None:
    given = {"name": "周建国", "unit": "", "user_account": None, "reason": "住院", "from_on": timezone.localdate()}
    substitute(rater=scene.paper, user=scene.clerk, **given | fields)
    scene.paper.refresh_from_db()


def points(scene) -> list:
    return list(Score.objects.filter(sheet__rater=scene.paper).values_list("points", flat=True))


def test_a_substitute_begins_blank_and_the_drafts_stay_in_the_history(scene):
    factories.fill(sheets=scene.paper.sheets.filter(entry__number=1), points=6)
    submit(**scene.target, user=scene.clerk, leave_missing=True)
    given = len(points(scene))
    scene.put(2, "7")
    replace(scene)
    assert points(scene) == [Decimal(6)] * given  # what was handed in stays
    kept = Score.pgh_event_model.objects.filter(pgh_label="delete").values_list("points", flat=True)
    assert list(kept) == [Decimal(7)]


def test_a_substitute_begins_blank_also_after_the_scoring_was_closed(scene):
    scene.put(2, "7")
    Contest.objects.filter(pk=scene.contest.pk).update(status="closed")
    replace(scene)
    assert points(scene) == []
    assert not scene.paper.sheets.filter(unlocked_at__isnull=False).exists()


def test_a_sheet_the_predecessor_handed_in_is_blank_once_unlocked(scene):
    factories.fill(sheets=scene.paper.sheets.all(), points=6)
    submit(**scene.target, user=scene.clerk)
    replace(scene)
    unlock(sheets=scene.paper.sheets.filter(entry__number=1), reason="计票有误", user=scene.clerk)
    assert not Score.objects.filter(sheet__rater=scene.paper, sheet__entry__number=1).exists()
    assert Score.objects.filter(sheet__rater=scene.paper, sheet__entry__number=2).exists()


def test_another_name_on_a_seat_with_points_needs_a_reason(scene):
    scene.put(2, "7")
    with pytest.raises(TouyanError, match="已经填了分：换了人请用“换人”"):
        change_rater(rater=scene.paper, name="周建国", unit="", user_account=None, user=scene.clerk)
