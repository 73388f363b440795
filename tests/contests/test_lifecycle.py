"""The steps of a contest, from opening the scoring to the final result and back."""

from datetime import date

import pytest

from areas.models import AreaCategory, Category
from contests.services import tally
from contests.services.lifecycle import close_scoring, finalise, open_all, open_scoring, reopen, take_back
from core.data.lifecycle import advance
from core.errors import Stale, TouyanError
from core.models import StateChange
from scoring.models import Rater, Series, Sheet, Tally
from scoring.services.entries import remove_entry, withdraw_entry
from scoring.services.raters import add_rater, change_rater, remove_rater
from tests.scoring import factories
from tests.scoring.prepared import OPENING, fresh, group, make_secretary, submit_all


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
        add_rater(assessment=contest, group=group(code), name="王平", by=office)
    contest = open_scoring(contest=contest, user=office, on=OPENING)
    assert set(contest.entries.values_list("name", flat=True)) == {"高台镇高台社区", "新集镇高台社区", "东新村"}


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
    assert error.value.items == ["至少要有 2 个村参赛"]
    assert fresh(contest).status == "draft"
    assert not Sheet.objects.exists()


def test_several_contests_open_together_each_by_its_user_or_none(ready, places, official, create):
    series = Series.objects.create(area=places.township, name="另一系列")
    other = create(name="另一场", series=series)
    office = factories.make_user(username="zuzhibu", role="county_official", area=places.county)
    with pytest.raises(TouyanError) as error:
        open_all(contests={ready: official, other: office}, on=OPENING)
    assert "实地观摩：观摩评委还没有可以打分的评委" in error.value.items
    assert (fresh(ready).status, Sheet.objects.count()) == ("draft", 0)
    for code in ("observers", "peers"):
        add_rater(assessment=other, group=group(code), name="王平", by=official)
    opened = open_all(contests={ready: official, other: office}, on=OPENING)
    assert [contest.status for contest in opened] == ["scoring", "scoring"]
    assert other.sheets.count() == 2 * other.entries.count()
    assert StateChange.objects.get(subject_id=other.pk, target="scoring").user == office


def test_too_few_raters_by_the_rule_of_each_component(places, official, create):
    trimmed = {"name": "实地观摩", "combine": "trimmed", "drop_high": 1, "drop_low": 1}
    for code, too_few, opens in [("a", "refuse", False), ("b", "plain_mean", True), ("c", "leave_out", True)]:
        scheme = factories.make_scheme(
            area=places.township, code=code, components=[{**trimmed, "too_few": too_few}, {"group": "peers"}]
        )
        series = Series.objects.create(area=places.township, name=code)
        contest = create(scheme=scheme, series=series, name=code)
        add_rater(assessment=contest, group=group("observers"), name="一", by=official)
        add_rater(assessment=contest, group=group("observers"), name="二", area=places.villages[0], by=official)
        add_rater(assessment=contest, group=group("peers"), name="三", by=official)
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
    add_rater(assessment=contest, group=group("observers"), name="一", by=official)
    local = add_rater(assessment=contest, group=group("observers"), name="二", area=places.villages[0], by=official)
    with pytest.raises(TouyanError) as error:
        open_scoring(contest=contest, user=official, on=OPENING)
    assert error.value.items == ["实地观摩按累加计分，每个参赛单位的份数须相同：高台社区 1 份，东新村 2 份"]
    remove_rater(rater=local)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    with pytest.raises(TouyanError):
        add_rater(assessment=contest, group=group("observers"), name="三", area=places.villages[1], by=official)
    assert contest.sheets.count() == 4


def test_once_open_villages_and_raters_stay(ready, official):
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(TouyanError, match="评分中"):
        remove_entry(entry=contest.entries.first())
    with pytest.raises(TouyanError, match="评委不能删除"):
        remove_rater(rater=contest.raters.first())
    before = contest.sheets.count()
    late = add_rater(assessment=contest, group=group("observers"), name="后到", by=official)
    assert contest.sheets.count() == before + 4
    assert late.sheets.count() == 4
    renamed = change_rater(rater=late, name="替补", unit="", user_account=official, user=official)
    assert Rater.objects.get(pk=late.pk).user == official
    assert renamed.sheets.count() == 4


def test_the_whole_way_with_its_record(ready, official):
    ready.stages.filter(kind__code="notice").delete()  # with one: test_notices.py
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
    steps = StateChange.objects.filter(subject="scoring.assessment", subject_id=contest.pk).order_by("pk")
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
    ready.stages.filter(kind__code="notice").delete()
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    submit_all(contest, official)
    contest = close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=contest, user=official)
    entry = contest.entries.first()
    withdraw_entry(entry=entry, status="withdrawn", reason="受灾", user=official)
    assert fresh(contest).status == "closed"
    tally.tally_contest(contest=fresh(contest), user=official)
    assert list(contest.tallies.values_list("version", "entries")) == [(2, 3), (1, 4)]
    contest.entries.filter(pk=entry.pk).update(status="active")
    with pytest.raises(TouyanError, match="重新计分"):
        finalise(contest=contest, user=official, on=date(2026, 10, 20))
    contest.entries.filter(pk=entry.pk).update(status="withdrawn")
    assert finalise(contest=contest, user=official, on=date(2026, 10, 20)).status == "final"
