"""Who competes: villages in and out, their order, 停赛."""

import pytest

from contests.services.entries import draw_order, remove_entry, renumber, restore_entry, withdraw_entry
from contests.services.lifecycle import open_scoring
from core.errors import TouyanError
from tests.contests.conftest import OPENING


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
