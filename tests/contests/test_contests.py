"""Running a contest: what each step checks, writes and refuses."""

from datetime import date

import pytest

from areas.models import AreaCategory, Category
from cadres.models import Appointment, Person, PostKind
from contests.models import (
    BonusItem,
    Contest,
    ContestSeries,
    Occurrence,
    Rater,
    RaterGroup,
    Scheme,
    Sheet,
    StageKind,
    Tally,
)
from contests.policy import may_rate
from contests.services import sheets, tally
from contests.services.contests import change_stage_dates, create_contest
from contests.services.entries import add_entries, draw_order, remove_entry, renumber, restore_entry, withdraw_entry
from contests.services.lifecycle import close_scoring, finalise, open_scoring, reopen, take_back
from contests.services.occurrences import approve_occurrence, record_occurrence, revoke_occurrence
from contests.services.proposals import previous_contest, proposed_stages
from contests.services.raters import add_rater, add_secretaries, change_rater, copy_raters, remove_rater
from core.errors import Stale, TouyanError
from core.lifecycle import advance
from core.models import StateChange
from core.periods import Period
from tests.contests import factories

Q3 = Period("quarter", 2026, 3)
OPENING = date(2026, 9, 13)


def stages(period: Period = Q3):
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    return [(kinds[code], first, last) for code, (first, last) in proposed_stages(period).items()]


def group(code: str) -> RaterGroup:
    return RaterGroup.objects.get(code=code)


def make_secretary(area, name: str, *, user=None, person: Person | None = None) -> Person:
    person = person or Person.objects.create(name=name, sex="1", birth_date=date(1980, 1, 1), area=area, user=user)
    post = PostKind.objects.get(code="secretary")
    Appointment.objects.create(person=person, post=post, area=area, valid_from=date(2021, 1, 1))
    return person


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
    add_rater(contest=contest, group=group("observers"), name="王平", by=official)
    for village in places.villages:
        add_rater(contest=contest, group=group("peers"), name=f"{village}书记", area=village, by=official)
    return contest


def reopened(contest: Contest) -> Contest:
    return Contest.objects.get(pk=contest.pk)


def submit_all(contest: Contest, user) -> None:
    factories.fill(sheets=contest.sheets.all(), points="5.0", by=user)
    for rater in contest.raters.all():
        for component in contest.scheme.components.filter(rater_group=rater.group):
            sheets.submit(contest=contest, component=component, rater=rater, user=user)


# ---------------------------------------------------------------- creating
def test_a_township_contest_has_all_its_valid_villages_in_order_of_code(create, places):
    places.villages[3].valid_to = date(2026, 7, 31)
    places.villages[3].save()
    contest = create()
    assert list(contest.entries.values_list("number", "name")) == [(1, "高台社区"), (2, "东新村"), (3, "东风村")]
    assert contest.status == "draft"
    assert contest.stages.count() == 5
    assert str(contest.series) == "高台镇季度擂台比武"


def test_the_next_quarter_goes_into_the_same_series(create):
    first, second = create(), create(period=Period("quarter", 2026, 4))
    assert first.series == second.series
    assert previous_contest(second) == first
    assert previous_contest(first) is None


def test_a_series_has_one_contest_in_a_period(create, places):
    create()
    with pytest.raises(TouyanError, match="这个系列本期已经建过比武"):
        create(name="又一场")
    other = ContestSeries.objects.create(area=places.township, name="专项比武")
    assert create(name="又一场", series=other).pk
    assert Contest.objects.count() == 2


def test_nobody_creates_for_another_area_or_with_a_scheme_out_of_reach(create, places, scheme):
    with pytest.raises(TouyanError, match="只能为本乡镇或本县区"):
        create(area=places.county)
    elsewhere = factories.make_places(villages=1, township="新集镇", number=107)
    theirs = factories.make_scheme(area=elsewhere.township)
    with pytest.raises(TouyanError, match="没有启用"):
        create(scheme=theirs)
    Scheme.objects.filter(pk=scheme.pk).update(status="retired")
    with pytest.raises(TouyanError, match="没有启用"):
        create()


def test_the_county_chooses_its_villages(places, scheme):
    official = factories.make_user(username="county", role="county_official", area=places.county)
    elsewhere = factories.make_places(villages=2, township="新集镇", number=107)
    chosen = [elsewhere.villages[0], places.villages[1]]
    contest = create_contest(
        area=places.county, scheme=scheme, name="区决赛", period=Q3, stages=stages(), villages=chosen, user=official
    )
    assert list(contest.entries.values_list("name", "township__short_name")) == [
        ("东新村", "高台镇"), ("高台社区", "新集镇")
    ]  # fmt: skip
    with pytest.raises(TouyanError, match="不是南郑区的村"):
        add_entries(contest=contest, villages=[places.township])


def test_stages_need_exactly_one_for_scoring_and_sensible_dates(create):
    with pytest.raises(TouyanError, match="有且只有一个打分阶段"):
        create(stages=[stage for stage in stages() if not stage[0].is_scoring])
    backwards = [(kind, last, first) for kind, first, last in stages()]
    with pytest.raises(TouyanError) as error:
        create(stages=backwards)
    assert any("截止不能早于开始" in item for item in error.value.items)
    assert not Contest.objects.exists()


def test_proposed_dates_follow_the_period():
    quarter = proposed_stages(Q3)
    assert quarter["onsite"] == (date(2026, 9, 12), date(2026, 9, 12))
    assert quarter["review"] == (date(2026, 9, 13), date(2026, 9, 30))
    assert quarter["notice"] == (date(2026, 10, 9), date(2026, 10, 15))
    month = proposed_stages(Period("month", 2026, 11))
    assert all(first.month == 11 and first.year == 2026 for first, _ in [month["declaration"], month["review"]])


# ---------------------------------------------------------------- preparing
def test_removing_a_village_closes_the_gap(create):
    contest = create()
    remove_entry(entry=contest.entries.get(number=2))
    assert list(contest.entries.values_list("number", flat=True)) == [1, 2, 3]


def test_the_order_by_hand_and_by_lot(create):
    contest = create()
    entries = list(contest.entries.all())
    renumber(contest=contest, numbers={entry.pk: 5 - entry.number for entry in entries})
    assert list(contest.entries.values_list("pk", flat=True)) == [entry.pk for entry in reversed(entries)]
    with pytest.raises(TouyanError, match="每个只用一次"):
        renumber(contest=contest, numbers={entry.pk: 1 for entry in entries})
    with pytest.raises(TouyanError, match="刷新"):
        renumber(contest=contest, numbers={entries[0].pk: 1})
    draw_order(contest=contest)
    assert sorted(contest.entries.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_seats_are_counted_and_taken_once(create, official):
    contest = create()
    first = add_rater(contest=contest, group=group("observers"), name=" 王平 ", by=official)
    third = add_rater(contest=contest, group=group("observers"), name="李安", seat=3, by=official)
    fourth = add_rater(contest=contest, group=group("observers"), name="赵宁", by=official)
    assert [(r.seat, r.name) for r in (first, third, fourth)] == [(1, "王平"), (3, "李安"), (4, "赵宁")]
    with pytest.raises(TouyanError, match="这个席号已有评委"):
        add_rater(contest=contest, group=group("observers"), name="周全", seat=3, by=official)
    with pytest.raises(TouyanError, match="没有由“区直部门”打分的项"):
        add_rater(contest=contest, group=group("departments"), name="周全", by=official)


def test_secretaries_take_a_seat_each_with_their_accounts(create, places):
    account = factories.make_user(username="zhou", role="village_cadre", area=places.villages[0])
    both = make_secretary(places.villages[0], "周建平", user=account)
    make_secretary(places.villages[1], "", person=both)
    make_secretary(places.villages[2], "吴永强")
    contest = create()
    assert add_secretaries(contest=contest, group=group("peers"), on=OPENING) == 2
    assert list(contest.raters.values_list("seat", "name", "unit", "area__short_name", "user__username")) == [
        (1, "周建平", "高台社区书记", "高台社区", "zhou"), (2, "吴永强", "东风村书记", "东风村", None)
    ]  # fmt: skip
    assert add_secretaries(contest=contest, group=group("peers"), on=OPENING) == 0


def test_last_times_raters_fill_only_empty_groups(ready, create, official):
    following = create(period=Period("quarter", 2026, 4))
    add_rater(contest=following, group=group("observers"), name="新评委", by=official)
    assert copy_raters(contest=following, from_contest=ready) == 4
    assert list(following.raters.filter(group=group("observers")).values_list("name", flat=True)) == ["新评委"]
    assert set(following.raters.filter(group=group("peers")).values_list("seat", "name", "area")) == set(
        ready.raters.filter(group=group("peers")).values_list("seat", "name", "area")
    )


# ---------------------------------------------------------------- opening
def test_opening_keeps_each_village_as_it_is_that_day(ready, places, official):
    village = places.villages[0]
    person = make_secretary(village, "周建平")
    weak = Category.objects.get(code="weak_economy")
    AreaCategory.objects.create(area=village, category=weak, valid_from=date(2026, 1, 1), valid_to=OPENING)
    AreaCategory.objects.create(area=places.villages[1], category=weak, valid_from=date(2026, 10, 1))
    village.short_name = "高台新社区"
    village.save()
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    entry = contest.entries.get(area=village)
    assert (entry.name, entry.holder, entry.holder_name) == ("高台新社区", person, "周建平")
    assert [category.code for category in entry.categories.all()] == ["weak_economy"]
    assert not contest.entries.get(area=places.villages[1]).categories.exists()
    village.short_name = "又改名"
    village.save()
    assert contest.entries.get(area=village).name == "高台新社区"


def test_villages_of_one_name_are_told_apart_by_their_township(create, places):
    other = factories.make_places(villages=1, township="新集镇", number=107)
    office = factories.make_user(username="zuzhibu", role="county_official", area=places.county)
    villages = [*places.villages[:2], *other.villages]
    contest = create(area=places.county, user=office, villages=villages)
    for code in ("observers", "peers"):
        add_rater(contest=contest, group=group(code), name="王平", by=office)
    contest = open_scoring(contest=contest, user=office, on=OPENING)
    assert set(contest.entries.values_list("name", flat=True)) == {"高台镇高台社区", "新集镇高台社区", "东新村"}


@pytest.mark.parametrize("level", ["village", "township", "none"])
def test_sheets_due_are_those_the_rule_allows(places, level):
    """The one statement against the pure rule, rater by rater, over two townships."""
    other = factories.make_places(villages=3, township="新集镇", number=107)
    scheme = factories.make_scheme(
        area=places.county, components=[{}, {"group": "peers"}, {"group": "leaders"}], exclusion_level=level
    )
    homes = [None, places.county, places.township, other.township, *places.villages, *other.villages]
    raters = [{"group": code, "area": home} for code in ("observers", "peers") for home in homes]
    contest = factories.make_contest(scheme=scheme, villages=places.villages + other.villages, raters=raters)
    expected = set()
    for rater in contest.raters.select_related("area"):
        home = rater.area.code if rater.area and rater.area.level >= 4 else ""
        village = home if rater.area and rater.area.level == 5 else ""
        township = home[:9] + "000" if home else ""
        for component in scheme.components.filter(rater_group=rater.group):
            for entry in contest.entries.select_related("area"):
                if may_rate(village, township, entry.area.code, level):
                    expected.add((component.pk, rater.pk, entry.pk))
    due = contest.sheets.values_list("component_id", "rater_id", "entry_id")
    assert set(due) == expected
    assert len(due) == len(expected)
    assert set(contest.sheets.values_list("status", flat=True)) == {"draft"}


def test_a_secretary_of_two_villages_rates_neither(create, places, official):
    account = factories.make_user(username="zhou", role="village_cadre", area=places.villages[0])
    both = make_secretary(places.villages[0], "周建平", user=account)
    make_secretary(places.villages[1], "", person=both)
    contest = create()
    add_secretaries(contest=contest, group=group("peers"), on=OPENING)
    add_rater(contest=contest, group=group("peers"), name="镇干部", by=official)
    add_rater(contest=contest, group=group("observers"), name="王平", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    rated = contest.sheets.filter(rater__name="周建平").values_list("entry__name", flat=True)
    assert set(rated) == {"东风村", "东升村"}


def test_opening_says_what_is_missing_and_writes_nothing(create, places, official):
    contest = create()
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=official, on=OPENING)
    assert error.value.items == [
        "实地观摩：观摩评委还没有可以打分的评委", "村支书互评：村支书还没有可以打分的评委"
    ]  # fmt: skip
    places.villages[0].valid_to = date(2026, 9, 1)
    places.villages[0].save()
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=official, on=OPENING)
    assert error.value.items == ["高台社区已撤销或尚未设立，请移出"]
    for entry in list(contest.entries.all())[1:]:
        remove_entry(entry=entry)
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=official, on=date(2026, 8, 1))
    assert error.value.items == ["至少要有 2 个参赛村"]
    assert reopened(contest).status == "draft"
    assert not Sheet.objects.exists()


def test_too_few_raters_by_the_rule_of_each_component(places, official, create):
    trimmed = {"name": "实地观摩", "combine": "trimmed", "drop_high": 1, "drop_low": 1}
    for code, too_few, opens in [("a", "refuse", False), ("b", "plain_mean", True), ("c", "leave_out", True)]:
        scheme = factories.make_scheme(
            area=places.township, code=code, components=[{**trimmed, "too_few": too_few}, {"group": "peers"}]
        )
        series = ContestSeries.objects.create(area=places.township, name=code)
        contest = create(scheme=scheme, series=series, name=code)
        add_rater(contest=contest, group=group("observers"), name="一", by=official)
        add_rater(contest=contest, group=group("observers"), name="二", area=places.villages[0], by=official)
        add_rater(contest=contest, group=group("peers"), name="三", by=official)
        if opens:
            assert open_scoring(contest=contest, user=official, on=OPENING).status == "scoring"
            continue
        with pytest.raises(TouyanError) as error:
            open_scoring(contest=contest, user=official, on=OPENING)
        assert error.value.items[0] == "实地观摩：高台社区只有 1 份，至少要 3 份"
        assert error.value.items[1] == "实地观摩：东新村只有 2 份，至少要 3 份"
        assert len(error.value.items) == 4


def test_counted_sheets_must_be_equally_many(places, official, create):
    scheme = factories.make_scheme(area=places.township, components=[{"combine": "sum", "factor": 1}])
    contest = create(scheme=scheme)
    add_rater(contest=contest, group=group("observers"), name="一", by=official)
    local = add_rater(contest=contest, group=group("observers"), name="二", area=places.villages[0], by=official)
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=official, on=OPENING)
    assert error.value.items == ["实地观摩按累加计分，各村份数须相同：高台社区 1 份，东新村 2 份"]
    remove_rater(rater=local)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    with pytest.raises(TouyanError):
        add_rater(contest=contest, group=group("observers"), name="三", area=places.villages[1], by=official)
    assert contest.sheets.count() == 4


def test_once_open_villages_and_raters_stay(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(TouyanError, match="评分中"):
        remove_entry(entry=contest.entries.first())
    with pytest.raises(TouyanError, match="评委不能删除"):
        remove_rater(rater=contest.raters.first())
    before = contest.sheets.count()
    late = add_rater(contest=contest, group=group("observers"), name="后到", by=official)
    assert contest.sheets.count() == before + 4
    assert late.sheets.count() == 4
    renamed = change_rater(rater=late, name="替补", unit="", user_account=official)
    assert Rater.objects.get(pk=late.pk).user == official
    assert renamed.sheets.count() == 4


def test_nobody_comes_to_rate_their_own_village_by_taking_over_a_seat(create, places, official):
    account = factories.make_user(username="mituo", role="village_cadre", area=places.villages[1], name="周建平")
    make_secretary(places.villages[1], "周建平", user=account)
    contest = create()
    for code in ("observers", "peers"):
        rater = add_rater(contest=contest, group=group(code), name="王平", by=official)
    open_scoring(contest=contest, user=official, on=OPENING)
    with pytest.raises(TouyanError, match=f"周建平是{places.villages[1]}的书记"):
        change_rater(rater=rater, name="周建平", unit="", user_account=account)
    assert Rater.objects.get(pk=rater.pk).name == "王平"
    sheets.waive(sheets=rater.sheets.filter(entry__holder__user=account), reason="回避", user=official)
    change_rater(rater=rater, name="周建平", unit="", user_account=account)
    assert Rater.objects.get(pk=rater.pk).user == account


# ---------------------------------------------------------------- the way to the result
def test_the_whole_way_with_its_record(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    submit_all(contest, official)
    contest = close_scoring(contest=contest, user=official)
    contest = reopen(contest=contest, ends_on=date(2026, 10, 9), reason="停电", user=official)
    assert contest.stages.get(kind__code="review").ends_on == date(2026, 10, 9)
    contest = close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=contest, user=official)
    contest = finalise(contest=contest, user=official, on=date(2026, 10, 20))
    with pytest.raises(TouyanError, match="须写明原因"):
        take_back(contest=contest, reason=" ", user=official)
    contest = take_back(contest=contest, reason="异议成立", user=official)
    steps = StateChange.objects.filter(subject="contests.contest", subject_id=contest.pk).order_by("pk")
    assert list(steps.values_list("source", "target", "reason")) == [
        ("", "draft", ""), ("draft", "scoring", ""), ("scoring", "closed", ""), ("closed", "scoring", "停电"),
        ("scoring", "closed", ""), ("closed", "tallied", ""), ("tallied", "final", ""), ("final", "closed", "异议成立"),
    ]  # fmt: skip
    assert Tally.objects.count() == 1


def test_a_second_click_is_refused(ready, official):
    open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(TouyanError, match="请刷新"):
        open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(Stale):
        advance(ready, "scoring", user=official)


def test_a_result_that_no_longer_fits_is_not_made_final(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    submit_all(contest, official)
    contest = close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=contest, user=official)
    entry = contest.entries.first()
    withdraw_entry(entry=entry, status="withdrawn", reason="受灾", user=official)
    assert reopened(contest).status == "closed"
    tally.tally_contest(contest=reopened(contest), user=official)
    assert list(contest.tallies.values_list("version", "entries")) == [(2, 3), (1, 4)]
    contest.entries.filter(pk=entry.pk).update(status="active")
    with pytest.raises(TouyanError, match="重新计分"):
        finalise(contest=contest, user=official, on=date(2026, 10, 20))
    contest.entries.filter(pk=entry.pk).update(status="withdrawn")
    assert finalise(contest=contest, user=official, on=date(2026, 10, 20)).status == "final"


def test_a_withdrawn_village_comes_back_with_its_sheets(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    entry = contest.entries.first()
    due = contest.sheets.due().count()
    with pytest.raises(TouyanError, match="须写明原因"):
        withdraw_entry(entry=entry, status="excluded", reason="", user=official)
    entry.refresh_from_db()
    withdraw_entry(entry=entry, status="excluded", reason="群体事件", user=official)
    assert contest.sheets.due().count() < due
    restore_entry(entry=entry, reason="复核后撤销", user=official)
    assert contest.sheets.due().count() == due


def test_dates_change_freely_before_and_with_a_reason_after_opening(ready, official):
    later = [(k, a, date(2026, 10, 5) if k.is_scoring else b) for k, a, b in stages() if k.code != "notice"]
    assert change_stage_dates(contest=ready, stages=later, user=official)
    assert not change_stage_dates(contest=ready, stages=later, user=official)
    assert ready.stages.count() == 4
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(TouyanError, match="须写明原因"):
        change_stage_dates(contest=contest, stages=stages(), user=official)
    change_stage_dates(contest=contest, stages=stages(), user=official, reason="国庆放假")
    record = StateChange.objects.filter(subject="contests.contest").latest("pk")
    assert "集中评议 2026-09-13 至 2026-10-05 改为 2026-09-13 至 2026-09-30" in record.reason
    assert record.reason.endswith("国庆放假")


# ---------------------------------------------------------------- bonuses
def test_an_occurrence_counts_once_approved_and_outdates_the_tally(places, official, create):
    scheme = factories.make_scheme(area=places.township, status="draft")
    item = BonusItem.objects.create(scheme=scheme, order=1, code="site", name="观摩点", points="0.2")
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    contest = create(scheme=scheme)
    add_rater(contest=contest, group=group("observers"), name="一", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    submit_all(contest, official)
    entry = contest.entries.first()
    occurrence = record_occurrence(entry=entry, item=item, case="设施蔬菜联建")
    close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=reopened(contest), user=official)
    approve_occurrence(occurrence=occurrence, user=official)
    assert reopened(contest).status == "closed"
    tally.tally_contest(contest=reopened(contest), user=official)
    with pytest.raises(TouyanError, match="原因"):
        revoke_occurrence(occurrence=occurrence, reason="", user=official)
    revoke_occurrence(occurrence=occurrence, reason="重复申报", user=official)
    assert reopened(contest).status == "closed"
    assert not Occurrence.objects.exists()
    assert StateChange.objects.filter(reason__contains="重复申报").exists()
