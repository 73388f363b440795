"""Entering, submitting, waiving and unlocking score sheets on a real database."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contests.models import Contest
from core.errors import IllegalMove, TouyanError
from core.models import StateChange
from scoring.models import Score, Sheet
from scoring.services.cells import CellInput, save_cells
from scoring.services.grid import grid_of
from scoring.services.sheets import Submission, submit, unlock, waive
from tests.scoring import factories


class Scene:
    """A township of three villages with one rater on the first component, and its clerk."""

    def __init__(self, *, villages=3, rater=None, components=({},), **scheme):
        places = factories.make_places(villages=villages)
        self.places = places
        self.user = factories.make_user(username="gaotai", role="township_official", area=places.township, name="张莉")
        self.scheme = factories.make_scheme(area=places.county, components=components, **scheme)
        self.contest = factories.make_contest(
            scheme=self.scheme, area=places.township, villages=places.villages, raters=[rater or {}]
        )
        self.component = self.scheme.components.get(order=1)
        self.rater = self.contest.raters.get()
        self.entries = list(self.contest.entries.order_by("number"))
        self.fields = list(self.component.fields.order_by("order"))

    @property
    def target(self) -> dict:
        return {"assessment": self.contest, "component": self.component, "rater": self.rater}

    @property
    def sheets(self):
        return Sheet.objects.filter(component=self.component, rater=self.rater).order_by("entry__number")

    def save(self, *cells, user=None):
        """Save (entry index, field index, value, was) and return the results."""
        inputs = [CellInput(self.entries[e].pk, self.fields[f].pk, value, was) for e, f, value, was in cells]
        return save_cells(**self.target, cells=inputs, user=user or self.user)

    def save_one(self, *cell, user=None):
        return self.save(cell, user=user)[0]

    def points(self, entry=0, field=0):
        score = Score.objects.filter(sheet__entry=self.entries[entry], field=self.fields[field]).first()
        return score and score.points

    def submit(self, **options):
        return submit(**self.target, user=self.user, **options)

    def grid(self):
        return grid_of(**self.target)

    def state(self, status):
        Contest.objects.filter(pk=self.contest.pk).update(status=status)
        self.contest.refresh_from_db()


@pytest.fixture
def scene(db):
    return Scene()


# ---------------------------------------------------------------- entering points


def test_a_cell_is_saved_with_who_and_when(scene):
    result = scene.save_one(0, 0, "9.5", "")
    assert (result.state, result.value) == ("saved", "9.5")
    score = Score.objects.get()
    assert (score.points, score.saved_by) == (Decimal("9.5"), scene.user)
    assert timezone.now() - score.saved_at < timedelta(seconds=5)


def test_what_people_type_is_stored_as_a_figure(scene):
    results = scene.save((0, 0, " \uff19\uff0e\uff15 ", ""), (0, 1, "9.50", ""), (0, 2, "7", ""))
    assert [(r.state, r.value) for r in results] == [("saved", "9.5"), ("saved", "9.5"), ("saved", "7.0")]


def test_an_emptied_cell_has_no_row(scene):
    scene.save_one(0, 0, "9", "")
    assert scene.save_one(0, 0, "", "9.0").state == "saved"
    assert not Score.objects.exists()


def test_an_unchanged_cell_is_saved_without_writing(scene):
    scene.save_one(0, 0, "9", "")
    before = Score.objects.get().saved_at
    assert scene.save_one(0, 0, "9.0", "8.0").state == "saved"
    assert Score.objects.get().saved_at == before


def test_a_cell_that_somebody_else_changed_is_stale_and_says_who(scene):
    other = factories.make_user(username="li", role="township_official", area=scene.places.township, name="李晓梅")
    scene.save_one(0, 0, "7", "", user=other)
    result = scene.save_one(0, 0, "7.5", "")
    assert (result.state, result.value, result.by) == ("stale", "7.0", "李晓梅")
    assert result.at is not None
    assert scene.points() == 7
    assert scene.save_one(0, 0, "7.5", "7.0").state == "saved"
    assert scene.points() == Decimal("7.5")


def test_a_cell_that_somebody_else_emptied_is_stale(scene):
    result = scene.save_one(0, 0, "7.5", "7.0")
    assert (result.state, result.value, result.by) == ("stale", "", "")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("10.1", "高台社区 · 一村一品：最多 10 分"),
        ("-1", "高台社区 · 一村一品：不能小于 0 分"),
        ("9.55", "高台社区 · 一村一品：最多 1 位小数"),
        ("优", "高台社区 · 一村一品：“优”不是数字，请填数字，如 8.5"),
    ],
)
def test_a_wrong_figure_is_refused_by_name_and_the_others_are_saved(scene, value, message):
    refused, saved = scene.save((0, 0, value, ""), (1, 0, "8", ""))
    assert (refused.state, refused.message, refused.value) == ("refused", message, "")
    assert saved.state == "saved"
    assert Score.objects.count() == 1


def test_whole_points_only_where_the_scheme_says_so(db):
    scene = Scene(point_decimals=0)
    assert scene.save_one(0, 0, "9.5", "").message == "高台社区 · 一村一品：只能填整数"
    assert scene.save_one(0, 0, "9", "").value == "9"


def test_the_same_cell_twice_in_one_block_counts_once(scene):
    results = scene.save((0, 0, "7", ""), (0, 0, "8", ""))
    assert [r.value for r in results] == ["8.0"]
    assert scene.points() == 8


def test_nobody_rates_their_own_village(db):
    places = factories.make_places()
    scene = Scene(rater={"area": places.villages[1]})
    assert [row.entry.name for row in scene.grid().rows] == ["高台社区", "东风村"]
    assert scene.save_one(1, 0, "9", "").message == "东新村：不能给本村打分"
    assert not Score.objects.exists()


def test_nobody_rates_villages_of_their_own_township_where_the_scheme_says_so(db):
    places = factories.make_places()
    scene = Scene(rater={"area": places.villages[1]}, exclusion_level="township")
    results = scene.save((0, 0, "9", ""), (1, 0, "9", ""))
    assert [r.message for r in results] == ["高台社区：不能给本乡镇的村打分", "东新村：不能给本村打分"]


def test_an_entry_or_column_of_something_else_is_refused(scene):
    other = factories.make_places(township="黎坪镇", number=110)
    contest = factories.make_contest(scheme=scene.scheme, area=other.township, villages=other.villages)
    entry = contest.entries.first()
    cells = [
        CellInput(entry.pk, scene.fields[0].pk, "9", ""),
        CellInput(scene.entries[0].pk, scene.fields[-1].pk + 1000, "9", ""),
    ]
    results = save_cells(**scene.target, cells=cells, user=scene.user)
    assert [r.message for r in results] == ["没有这个参赛村，请刷新页面", "没有这一栏，请刷新页面"]


def test_a_withdrawn_village_takes_no_points(scene):
    scene.entries[0].status = "withdrawn"
    scene.entries[0].save()
    assert scene.save_one(0, 0, "9", "").message == "高台社区：已停赛，不用再评"


def test_a_submitted_sheet_takes_no_points_but_says_whom_to_ask(scene):
    factories.fill(sheets=scene.sheets[:1])
    scene.submit(leave_missing=True)
    results = scene.save((0, 0, "8", "10.0"), (1, 0, "8", ""))
    assert results[0].message == "高台社区：评分表已提交，如需修改请联系主办单位（高台镇）开锁"
    assert results[0].value == "10.0"
    assert results[1].state == "saved"


def test_a_closed_contest_takes_no_points_except_into_an_unlocked_sheet(scene):
    scene.state("closed")
    assert "评分已截止" in scene.save_one(0, 0, "8", "").message
    unlock(sheets=scene.sheets[:1], reason="评委出差", user=scene.user)
    results = scene.save((0, 0, "8", ""), (1, 0, "8", ""))
    assert [r.state for r in results] == ["saved", "refused"]


def test_a_contest_that_has_not_begun_takes_no_points(scene):
    scene.state("draft")
    assert scene.save_one(0, 0, "8", "").message == "高台社区：还没有开始评分"


def test_the_number_of_statements_does_not_depend_on_the_block(db):
    scene = Scene(villages=15)

    def statements(*cells):
        with CaptureQueriesContext(connection) as queries:
            results = scene.save(*cells)
        assert {r.state for r in results} == {"saved"}
        return len(queries)

    one = statements((0, 0, "5", ""))
    everything = [(e, f, "5", "5.0" if (e, f) == (0, 0) else "") for e in range(15) for f in range(11)]
    assert statements(*everything) == one
    assert Score.objects.count() == 165
    assert statements(*[(e, f, "6", "5.0") for e in range(15) for f in range(11)]) == one


def test_changes_are_kept_by_the_history(scene):
    scene.save_one(0, 0, "7", "")
    scene.save_one(0, 0, "8", "7.0")
    scene.save_one(0, 0, "", "8.0")
    events = apps.get_model("scoring", "ScoreEvent").objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "points")) == [("update", 7), ("delete", 8)]


# ---------------------------------------------------------------- the grid


def test_the_grid_has_rows_by_draw_number_and_columns_by_dimension(scene):
    scene.save((0, 0, "9", ""), (0, 1, "8.5", ""))
    factories.fill(sheets=scene.sheets[1:2])
    grid = scene.grid()
    assert [row.entry.name for row in grid.rows] == ["高台社区", "东新村", "东风村"]
    assert [(g.name, g.maximum, g.span) for g in grid.groups] == [
        ("产业兴旺", 40, 4), ("环境优美", 30, 4), ("治理有效", 30, 3),
    ]  # fmt: skip
    assert [(row.total, row.missing) for row in grid.rows] == [(Decimal("17.5"), 9), (100, 0), (None, 11)]
    assert (grid.cells, grid.missing, grid.done, grid.maximum) == (33, 20, 1, 100)
    assert grid.saved_at is not None


def test_the_grid_takes_the_same_queries_for_one_and_for_many_villages(db, django_assert_num_queries):
    few = Scene(villages=1)
    other = factories.make_places(villages=30, township="黎坪镇", number=110)
    many = factories.make_contest(scheme=few.scheme, area=other.township, villages=other.villages)
    for contest in (few.contest, many):
        rater = contest.raters.get()
        contest.scheme.point_decimals  # noqa: B018, loaded with the contest by the page
        with django_assert_num_queries(5):
            grid = grid_of(assessment=contest, component=few.component, rater=rater)
            assert grid.groups
    assert len(grid.rows) == 30


def test_a_component_with_one_field_has_one_column(db):
    scene = Scene(components=[{"overall_maximum": 100}])
    assert [(g.name, g.span) for g in scene.grid().groups] == [("总体", 1)]


def test_withdrawn_and_waived_rows_are_not_due(scene):
    scene.entries[0].status = "excluded"
    scene.entries[0].save()
    waive(sheets=scene.sheets[1:2], reason="评委回避", user=scene.user)
    grid = scene.grid()
    assert [row.note for row in grid.rows] == ["一票否决", "已免评", ""]
    assert (grid.cells, grid.missing) == (11, 11)


# ---------------------------------------------------------------- submitting


def test_submitting_stores_what_the_tally_needs(scene):
    factories.fill(sheets=scene.sheets)
    scene.save((0, 0, "9.5", "10.0"), (0, 4, "7", "10.0"))
    assert scene.submit() == Submission(submitted=3, left=0)
    sheet = scene.sheets.first()
    assert (sheet.status, sheet.total, sheet.submitted_by) == ("submitted", Decimal("96.5"), scene.user)
    assert sheet.dimension_points == [Decimal("39.5"), 27, 30, 0]
    assert sheet.points_line == "9.5,10.0,10.0,10.0,7.0,6.0,8.0,6.0,12.0,8.0,10.0"
    assert sheet.submitted_at is not None
    assert sheet.scores.count() == 11


def test_points_without_a_dimension_go_to_the_last_place(db):
    scene = Scene(components=[{"overall_maximum": 100}], point_decimals=0)
    scene.save((0, 0, "91", ""))
    scene.submit(leave_missing=True)
    sheet = scene.sheets.first()
    assert (sheet.total, sheet.dimension_points, sheet.points_line) == (91, [0, 0, 0, 91], "91")


def test_every_submitted_sheet_leaves_a_change_row(scene):
    factories.fill(sheets=scene.sheets)
    scene.submit()
    changes = StateChange.objects.filter(subject="scoring.sheet", source="draft", target="submitted", user=scene.user)
    assert set(changes.values_list("subject_id", flat=True)) == set(scene.sheets.values_list("pk", flat=True))


def test_submitting_is_refused_with_the_missing_cells_by_village(scene):
    factories.fill(sheets=scene.sheets)
    scene.save((2, 3, "", "10.0"), (1, 0, "", "10.0"), (1, 2, "", "10.0"))
    with pytest.raises(TouyanError) as error:
        scene.submit()
    assert error.value.message == "还有 2 个村缺 3 格，填完才能提交："
    assert error.value.items == ["东新村：一村一品、特色产业", "东风村：集体增收"]
    assert not scene.sheets.exclude(status="draft").exists()


def test_complete_sheets_can_be_submitted_ahead(scene):
    factories.fill(sheets=scene.sheets[:1])
    assert scene.submit(leave_missing=True) == Submission(submitted=1, left=2)
    assert [sheet.status for sheet in scene.sheets] == ["submitted", "draft", "draft"]


def test_withdrawn_villages_never_block(scene):
    scene.entries[0].status = "withdrawn"
    scene.entries[0].save()
    factories.fill(sheets=scene.sheets[1:])
    assert scene.submit().submitted == 2


def test_nothing_to_submit_is_an_error(scene):
    factories.fill(sheets=scene.sheets)
    scene.submit()
    with pytest.raises(TouyanError, match="没有可以提交的评分表"):
        scene.submit()


def test_submitting_takes_the_same_statements_for_one_and_for_many_villages(db):
    def statements(scene):
        factories.fill(sheets=scene.sheets)
        with CaptureQueriesContext(connection) as queries:
            scene.submit()
        return len(queries)

    few = Scene(villages=1)
    one = statements(few)
    other = factories.make_places(villages=15, township="黎坪镇", number=110)
    few.contest = factories.make_contest(scheme=few.scheme, area=other.township, villages=other.villages)
    few.rater = few.contest.raters.get()
    few.contest.scheme.point_decimals  # noqa: B018
    assert statements(few) == one


def test_nothing_is_submitted_after_the_deadline(scene):
    factories.fill(sheets=scene.sheets)
    scene.state("closed")
    with pytest.raises(TouyanError, match="评分已截止，如需补评请联系主办单位"):
        scene.submit()
    unlock(sheets=scene.sheets[:1], reason="评委出差", user=scene.user)
    assert scene.submit().submitted == 1


@pytest.mark.parametrize("status", ["submitted", "waived"])
def test_the_database_itself_refuses_points_into_a_locked_sheet(scene, status):
    sheet = scene.sheets.first()
    Sheet.objects.filter(pk=sheet.pk).update(status=status, total=0 if status == "submitted" else None)
    with pytest.raises(IntegrityError, match="不能保存"), transaction.atomic():
        Score.objects.create(sheet=sheet, field=scene.fields[0], points=5, saved_at=timezone.now())


# ---------------------------------------------------------------- waiving and unlocking


def test_a_waived_sheet_keeps_its_reason_and_takes_no_points(scene):
    assert waive(sheets=scene.sheets[:2], reason="评委住院", user=scene.user) == 2
    sheet = scene.sheets.first()
    assert (sheet.status, sheet.waived_reason) == ("waived", "评委住院")
    assert "已免评" in scene.save_one(0, 0, "9", "").message
    assert StateChange.objects.filter(target="waived", reason="评委住院").count() == 2


def test_waiving_needs_a_reason_and_a_sheet_that_is_not_submitted(scene):
    with pytest.raises(IllegalMove, match="须写明原因"):
        waive(sheets=scene.sheets, reason=" ", user=scene.user)
    factories.fill(sheets=scene.sheets[:1])
    scene.submit(leave_missing=True)
    with pytest.raises(TouyanError, match="请先开锁"):
        waive(sheets=scene.sheets, reason="评委住院", user=scene.user)
    assert not scene.sheets.filter(status="waived").exists()


def test_an_unlocked_sheet_is_a_draft_again_with_its_points(scene):
    factories.fill(sheets=scene.sheets)
    scene.submit()
    assert unlock(sheets=scene.sheets[:1], reason="填错一格", user=scene.user) == 1
    sheet = scene.sheets.first()
    assert (sheet.status, sheet.total, sheet.dimension_points, sheet.points_line) == ("draft", None, None, "")
    assert sheet.scores.count() == 11
    change = StateChange.objects.get(source="submitted")
    assert (change.target, change.reason, change.user) == ("draft", "填错一格", scene.user)
    assert scene.save_one(0, 0, "9", "10.0").state == "saved"
    assert scene.submit().submitted == 1


def test_unlocking_a_tallied_contest_takes_it_back_with_the_same_reason(scene):
    factories.fill(sheets=scene.sheets)
    scene.submit()
    scene.state("tallied")
    unlock(sheets=scene.sheets[:1], reason="填错一格", user=scene.user)
    scene.contest.refresh_from_db()
    assert scene.contest.status == "closed"
    assert StateChange.objects.get(subject="scoring.assessment").reason == "填错一格"
    assert scene.save_one(0, 0, "9", "10.0").state == "saved"


def test_a_final_contest_is_not_unlocked(scene):
    factories.fill(sheets=scene.sheets)
    scene.submit()
    scene.state("final")
    with pytest.raises(TouyanError, match="已定稿"):
        unlock(sheets=scene.sheets, reason="填错一格", user=scene.user)
    assert not scene.sheets.filter(status="draft").exists()


def test_unlocking_needs_a_reason_and_something_locked(scene):
    with pytest.raises(TouyanError, match="原因"):
        unlock(sheets=scene.sheets, reason="", user=scene.user)
    with pytest.raises(TouyanError, match="不用开锁"):
        unlock(sheets=scene.sheets, reason="填错", user=scene.user)


def test_a_waived_sheet_can_be_taken_up_again(scene):
    waive(sheets=scene.sheets, reason="评委住院", user=scene.user)
    assert unlock(sheets=scene.sheets, reason="评委出院", user=scene.user) == 3
    assert set(scene.sheets.values_list("status", "waived_reason")) == {("draft", "")}


# ---------------------------------------------------------------- two at once


def in_thread(work):
    """Run ``work`` in a thread with its own connection; returns the thread and the list its result goes to."""
    results = []

    def run():
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_the_same_cell_the_second_sees_what_the_first_wrote():
    scene = Scene()
    other = User.objects.create(username="li", name="李晓梅", password=make_password(None))
    with transaction.atomic():
        assert scene.save_one(0, 0, "7", "", user=other).state == "saved"
        thread, results = in_thread(lambda: scene.save_one(0, 0, "7.5", ""))
        thread.join(0.5)
        assert thread.is_alive()  # waits for the first
    thread.join(10)
    assert (results[0].state, results[0].value, results[0].by) == ("stale", "7.0", "李晓梅")
    assert scene.points() == 7


@pytest.mark.django_db(transaction=True)
def test_points_that_come_while_a_sheet_is_being_submitted_are_refused():
    scene = Scene()
    factories.fill(sheets=scene.sheets)
    with transaction.atomic():
        scene.submit()
        thread, results = in_thread(lambda: scene.save_one(0, 0, "1", "10.0"))
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(10)
    assert results[0].state == "refused"
    assert scene.points() == 10
    assert scene.sheets.first().total == 100


@pytest.mark.django_db(transaction=True)
def test_points_that_are_being_saved_are_in_what_is_submitted():
    scene = Scene()
    factories.fill(sheets=scene.sheets)
    with transaction.atomic():
        scene.save_one(0, 0, "1", "10.0")
        thread, results = in_thread(scene.submit)
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(10)
    assert results == [Submission(submitted=3, left=0)]
    assert scene.sheets.first().total == 91
