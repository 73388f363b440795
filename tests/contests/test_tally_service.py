"""Versions, refusals, the county's order, the timetable, the command, and what a final result leaves behind."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from areas.models import AreaCategory, Category, VillageRecord
from cadres.models import DossierEntry, Person
from contests import tasks
from contests.models import CountyRank, CountyRanking
from contests.reads.ranking import still_open
from contests.services import results, tally
from contests.services.lifecycle import finalise, take_back
from core.data.lifecycle import record
from core.errors import TouyanError
from core.models import Job, StateChange
from core.values.periods import Period
from scoring.models import CategoryRank, Series, Sheet, Standing, StandingPart, Tally
from scoring.reads.history import score_changes
from scoring.services import sheets
from scoring.services.cells import CellInput, save_cells
from tests.html import texts
from tests.scoring.factories import let_pass, make_contest, make_places, make_rater, make_scheme, make_user
from tests.scoring.tallies import closed_contest, rescore, submit_all

pytestmark = pytest.mark.django_db

THIRD = Period("quarter", 2026, 3)


@pytest.fixture
def places():
    return make_places(villages=3)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township)


@pytest.fixture
def scheme(places):
    return make_scheme(area=places.county, components=[{"weight": 100}])


# ---------------------------------------------------------------- versions


def test_same_input_gives_no_new_version(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    first = tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    again = tally.tally_contest(contest=contest, user=official)
    assert (first.version, first.is_new, again.version, again.is_new) == (1, True, 1, False)
    assert first.digest == again.digest
    assert Tally.objects.count() == 1
    assert list(Standing.objects.in_order().values_list("entry__number", "rank")) == [(1, 1), (2, 2), (3, 3)]


def test_a_changed_score_makes_a_new_version_and_the_old_one_stays_readable(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    tally.tally_contest(contest=contest, user=official)
    rescore(contest, official, "1")
    outcome = tally.tally_contest(contest=contest, user=official)
    assert (outcome.version, outcome.is_new) == (2, True)
    by_version = {
        version: list(
            Standing.objects.filter(tally__version=version).order_by("rank").values_list("entry__number", flat=True)
        )
        for version in (1, 2)
    }
    assert by_version == {1: [1, 2, 3], 2: [2, 3, 1]}
    old = Standing.objects.get(tally__version=1, entry__number=1)
    assert old.parts.get().totals == [Decimal("66.0000")] * 2
    assert StateChange.objects.filter(subject="scoring.assessment", reason="计票有误").exists()


def test_putting_the_old_score_back_still_makes_a_version_of_its_own(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    first = tally.tally_contest(contest=contest, user=official)
    rescore(contest, official, "1")
    tally.tally_contest(contest=contest, user=official)
    rescore(contest, official, "6")
    third = tally.tally_contest(contest=contest, user=official)
    assert third.version == 3
    assert third.digest == first.digest


def test_missing_sheets_are_refused_by_name_and_nothing_is_written(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    late = make_rater(contest=contest, name="郑迟到")
    Sheet.objects.create(
        assessment=contest, component=scheme.components.get(), rater=late, entry=contest.entries.get(number=2)
    )
    with pytest.raises(TouyanError) as refusal:
        tally.tally_contest(contest=contest, user=official)
    assert refusal.value.items == ["实地观摩：观摩评委 3 号 郑迟到 还差 东新村"]
    assert not Tally.objects.exists()
    sheets.waive(sheets=late.sheets.all(), reason="评委请病假", user=official)
    assert tally.tally_contest(contest=contest, user=official).version == 1


def test_one_contest_that_cannot_be_tallied_does_not_stop_the_others(scheme, places, official):
    good = closed_contest(scheme, places, official)
    other = make_places(villages=2, township="法镇", number=113)
    bad = make_contest(scheme=scheme, villages=other.villages, area=other.township, raters=[{}], ends_in=-1)
    tally.close_overdue(today=timezone.localdate())
    outcomes = {o.assessment.pk: o for o in tally.tally_due(area=places.county, period=THIRD)}
    assert outcomes[good.pk].is_new
    assert outcomes[bad.pk].problems == ["实地观摩：观摩评委 1 号 评委1 还差 高台社区、东新村"]
    told = tally.describe(list(outcomes.values())).splitlines()
    assert told[0] == "1 场比武已计分，其中 1 场有新版本"
    assert told[1:] == [f"{bad}未计分，还差 1 处：", "· 实地观摩：观摩评委 1 号 评委1 还差 高台社区、东新村"]
    bad.refresh_from_db()
    assert bad.status == "closed"


def test_a_contest_still_being_scored_is_not_tallied(scheme, places, official):
    contest = make_contest(scheme=scheme, villages=places.villages, area=places.township, raters=[{}])
    with pytest.raises(TouyanError, match="评分截止后才能计分"):
        tally.tally_contest(contest=contest, user=official)
    assert tally.tally_due(area=places.county, period=THIRD) == []


@pytest.mark.parametrize(
    "table",
    ["scoring_tally", "scoring_standing", "scoring_standingpart", "contests_countyrank", "contests_countyranking"],
)
def test_the_database_refuses_changed_results(scheme, places, official, table):
    contest = closed_contest(scheme, places, official)
    tally.tally_contest(contest=contest, user=official)
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}"):
        with pytest.raises(DatabaseError, match="只可追加"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    ("model", "key", "refused"),
    [
        (Standing, "tally_id", "tally_id 999999999 in scoring_standing"),
        (StandingPart, "standing_id", "standing_id 999999999 in scoring_standingpart"),
        (StandingPart, "component_id", "component_id 999999999 in scoring_standingpart"),
        (CategoryRank, "standing_id", "standing_id 999999999 in scoring_categoryrank"),
        (CountyRank, "ranking_id", "ranking_id 999999999 in contests_countyrank"),
        (CountyRank, "standing_id", "standing_id 999999999 in contests_countyrank"),
    ],
)
def test_the_database_refuses_results_of_nothing(scheme, places, official, model, key, refused):
    """These tables have no foreign keys row by row; a trigger checks all rows of a statement at once."""
    AreaCategory.objects.create(area=places.villages[0], category=Category.objects.first(), valid_from=date(2020, 1, 1))
    tally.tally_contest(contest=closed_contest(scheme, places, official), user=official)
    row, before = model.objects.first(), model.objects.count()
    row.pk, row._state.adding = None, True
    setattr(row, key, 999_999_999)
    with pytest.raises(IntegrityError, match=f"{refused} does not exist"), transaction.atomic():
        model.objects.bulk_create([row])
    assert model.objects.count() == before


def test_the_database_refuses_scores_carried_over_from_nothing(scheme, places, official):
    tally.tally_contest(contest=closed_contest(scheme, places, official), user=official)
    part = StandingPart.objects.first()
    part.component = make_scheme(area=places.county, code="other").components.get()
    part.pk, part._state.adding, part.source_id = None, True, 999_999_999
    refused = "source_id 999999999 in scoring_standingpart does not exist"
    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        part.save()


# ---------------------------------------------------------------- the county's order


def test_the_county_ranks_all_townships_together_and_again_when_one_changes(scheme, places, official):
    other = make_places(villages=2, township="法镇", number=113)
    clerk = make_user(username="fa", role="township_official", area=other.township)
    first = closed_contest(scheme, places, official, points=("6", "5", "4"))
    second = make_contest(scheme=scheme, villages=other.villages, area=other.township, raters=[{}])
    submit_all(second, clerk, ("5.5", "4"))
    let_pass(second)
    tally.close_overdue(today=timezone.localdate())
    tally.tally_due(area=places.county, period=THIRD)

    def order(version):
        ranks = CountyRank.objects.filter(ranking__version=version).order_by("rank", "standing__entry__area__code")
        return [(r.rank, r.standing.entry.township.short_name, r.standing.final) for r in ranks]

    assert order(1) == [
        (1, "高台镇", Decimal("66")), (2, "法镇", Decimal("60.5")), (3, "高台镇", Decimal("55")),
        (4, "高台镇", Decimal("44")), (4, "法镇", Decimal("44")),
    ]  # fmt: skip
    first.refresh_from_db()
    rescore(first, official, "1")
    tally.tally_contest(contest=first, user=official)
    assert order(2)[0][:2] == (1, "法镇")
    assert order(1)[0][:2] == (1, "高台镇")
    assert CountyRanking.objects.count() == 2


def test_the_order_remembers_the_rank_of_the_period_before(scheme, places, official):
    for period, points in ((THIRD.previous(), ("4", "5", "6")), (THIRD, ("6", "5", "4"))):
        contest = closed_contest(scheme, places, official, points=points, period=period)
        tally.tally_contest(contest=contest, user=official)
        contest.refresh_from_db()
        finalise(contest=contest, user=official, on=period.end)
    newest = CountyRank.objects.filter(ranking__number=3).order_by("rank")
    assert list(newest.values_list("standing__entry__number", "rank", "previous_rank")) == [
        (1, 1, 3), (2, 2, 2), (3, 3, 1),
    ]  # fmt: skip
    assert list(
        Standing.objects.filter(tally__assessment__number=3).order_by("rank").values_list("previous_rank", flat=True)
    ) == [3, 2, 1]


def test_a_township_stands_in_the_county_order_with_its_main_series_only(client, scheme, places, official):
    """Neither a second series of the same villages nor a contest of other subjects is compared, as the page says."""
    first = closed_contest(scheme, places, official)
    extra = Series.objects.create(area=places.township, name="人居环境专项")
    second = closed_contest(scheme, places, official, points=("1", "2", "6"), name="人居环境三季度比武", series=extra)
    persons = make_scheme(area=places.county, components=[{"weight": 100}], code="persons", subject="person")
    other = closed_contest(persons, make_places(villages=2, township="法镇", number=113), official, points=("6", "5"))
    tally.tally_due(area=places.county, period=THIRD)
    assert Tally.objects.count() == 3
    ranks = CountyRank.objects.order_by("rank").values_list("standing__tally__assessment", "rank")
    assert list(ranks) == [(first.pk, 1), (first.pk, 2), (first.pk, 3)]

    client.force_login(make_user(username="zuzhibu", role="county_official", area=places.county))
    page = client.get("/contests/ranking/?source=county&period=2026Q3").content.decode()
    assert "汇总了 1 场乡镇比武，另有 2 场没有汇总" in page
    said = " ".join(texts(page, "main"))
    assert f"{second}：属于另设的系列“人居环境专项”" in said
    assert f"{other}：参赛的是个人" in said


def test_an_open_contest_of_another_series_does_not_make_the_county_order_provisional(scheme, places, official):
    tally.tally_contest(contest=closed_contest(scheme, places, official), user=official)
    extra = Series.objects.create(area=places.township, name="人居环境专项")
    make_contest(scheme=scheme, villages=places.villages, area=places.township, series=extra)
    assert still_open(places.county, THIRD) == 0


# ---------------------------------------------------------------- timetable and command


def test_the_daily_tick_closes_what_is_overdue_and_hands_in_one_job_a_county(scheme, places, official):
    contest = make_contest(scheme=scheme, villages=places.villages, area=places.township, raters=[{}])
    open_one = make_contest(
        scheme=scheme, villages=places.villages, area=places.township, raters=[{}], period=THIRD.next(), ends_in=0
    )
    submit_all(contest, official, ("6", "5", "4"))
    let_pass(contest)
    tasks.daily_tick()
    tasks.daily_tick()
    contest.refresh_from_db()
    open_one.refresh_from_db()
    assert (contest.status, open_one.status) == ("closed", "scoring")
    job = Job.objects.get()
    assert job.kwargs["period"] == "2026Q3"
    assert "1 场比武已计分" in tasks.tally_county(**job.kwargs)
    contest.refresh_from_db()
    assert contest.status == "tallied"


def test_the_command_prints_contest_version_entries_and_digest(scheme, places, official):
    closed_contest(scheme, places, official)
    out = StringIO()
    call_command("tally", year=2026, quarter=3, area=places.township.code, stdout=out)
    digest = Tally.objects.get().digest
    assert out.getvalue() == f"高台镇2026年第三季度比武\t第1版（新版本）\t3个参评\t{digest}\n"
    out = StringIO()
    call_command("tally", year=2026, quarter=3, stdout=out)
    assert "第1版（未变）" in out.getvalue()


def test_the_command_lists_what_is_missing_and_fails(scheme, places):
    make_contest(scheme=scheme, villages=places.villages, area=places.township, raters=[{}], ends_in=-1)
    tally.close_overdue(today=timezone.localdate())
    errors = StringIO()
    with pytest.raises(CommandError, match="部分比武未计分"):
        call_command("tally", year=2026, quarter=3, stderr=errors, stdout=StringIO())
    assert "评委1 还差 高台社区、东新村、东风村" in errors.getvalue()
    with pytest.raises(CommandError, match="没有代码为 999"):
        call_command("tally", year=2026, quarter=3, area="999", stdout=StringIO())


# ---------------------------------------------------------------- final results


def test_a_final_result_is_written_into_the_dossiers_once_and_taken_out_again(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    person = Person.objects.create(name="周建平", sex="1", birth_date=date(1983, 5, 1), area=places.villages[0])
    contest.entries.filter(number=1).update(holder=person, holder_name=person.name)
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    finalise(contest=contest, user=official, on=date(2026, 10, 15))
    entry = DossierEntry.objects.get(person=person)
    standing = Standing.objects.get(entry__number=1)
    assert entry.title == "高台镇2026年第三季度比武 66.00 分，第 1 名"
    assert (entry.date, entry.link) == (date(2026, 10, 15), f"/contests/standings/{standing.pk}/")
    assert VillageRecord.objects.filter(key__startswith=f"contest:{contest.pk}:").count() == 3

    take_back(contest=contest, reason="复核发现计票错误", user=official)
    assert not DossierEntry.objects.filter(person=person).exists()
    assert not VillageRecord.objects.exists()


def test_a_secretary_of_two_villages_gets_the_result_of_each(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    person = Person.objects.create(name="周建平", sex="1", birth_date=date(1983, 5, 1), area=places.villages[0])
    contest.entries.filter(number__lte=2).update(holder=person)
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    for _ in range(2):  # written again it stays the same two
        results.finalise_all(contests=[contest], user=official, on=timezone.localdate() - timedelta(days=1))
        record(
            contest, "final", "tallied", user=official, reason="再定稿一次"
        )  # without it no contest leaves that state
        contest.status = "tallied"
        contest.save(update_fields=["status"])
    titles = DossierEntry.objects.filter(person=person).order_by("title").values_list("title", flat=True)
    assert list(titles) == [
        "东新村 高台镇2026年第三季度比武 55.00 分，第 2 名", "高台社区 高台镇2026年第三季度比武 66.00 分，第 1 名",
    ]  # fmt: skip


def test_every_group_of_a_village_leaves_its_result_in_the_village_dossier(scheme, places, official):
    contest = closed_contest(scheme, places, official)
    village = places.villages[0]
    for number in (1, 2):
        contest.entries.filter(number=number).update(area=village, label=f"{number}组", name=f"高台社区{number}组")
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    finalise(contest=contest, user=official, on=date(2026, 10, 15))
    titles = VillageRecord.objects.filter(area=village).order_by("title").values_list("title", flat=True)
    assert [title.partition(" ")[0] for title in titles] == ["高台社区1组", "高台社区2组"]
    take_back(contest=contest, reason="复核发现计票错误", user=official)
    assert not VillageRecord.objects.exists()


# ---------------------------------------------------------------- changed scores


@pytest.mark.django_db(transaction=True)  # history knows when a transaction began
def test_a_score_changed_after_unlocking_shows_old_new_who_and_why(client, scheme, places, official):
    contest = closed_contest(scheme, places, official)
    client.force_login(official)
    page = f"/contests/{contest.pk}/?tab=scores"
    assert "提交以后没有改过分" in client.get(page).content.decode()
    entry = contest.entries.get(number=1)
    sheet = contest.sheets.get(entry=entry, rater__seat=1)
    sheets.unlock(sheets=[sheet], reason="计票员抄错", user=official)
    field = contest.scheme.components.get().fields.get(order=1)
    for value, was in (("5.5", "6.0"), ("", "5.5")):
        cell = CellInput(entry.pk, field.pk, value, was)
        with pghistory.context(user=official.pk):  # as the middleware of a request does
            [result] = save_cells(
                assessment=contest, component=sheet.component, rater=sheet.rater, cells=[cell], user=official
            )
        assert result.state == "saved"
    changes = [(c.points, c.new_points, c.changed_by, c.reason) for c in score_changes(contest)]
    assert changes == [
        (Decimal("5.50"), None, "gaotai", "计票员抄错"), (Decimal("6.00"), Decimal("5.50"), "gaotai", "计票员抄错"),
    ]  # fmt: skip
    shown = client.get(page).content.decode()
    assert "计票员抄错" in shown
    assert "高台社区" in shown
