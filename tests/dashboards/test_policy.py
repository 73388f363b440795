"""How to-dos stand on the page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from areas.policy import whole
from core.pages.home import Todo, listed
from dashboards.policy import badge, by_urgency, groups

TODAY = date(2026, 9, 28)


def todo(text: str, days: int | None) -> Todo:
    return Todo("比武", text, "", None if days is None else TODAY + timedelta(days=days), "/", "去办")


def shown(*todos: Todo) -> dict[str, list[str]]:
    return {group.title: [row.text for row, _, _ in group.rows] for group in groups(todos, TODAY)}


def test_to_dos_stand_under_their_deadline():
    todos = [todo("公示", 17), todo("录入", 2), todo("催报", -3), todo("确认", 0), todo("随时", None), todo("催收", 7)]
    assert shown(*todos) == {
        "已超期": ["催报"], "今天到期": ["确认"], "2026-10-05 前": ["录入", "催收"], "以后": ["公示", "随时"],
    }  # fmt: skip


def test_the_earliest_comes_first_and_equals_stay_in_order():
    todos = [todo("a", 3), todo("b", None), todo("c", -1), todo("d", 3), todo("e", -9)]
    assert [each.text for each in by_urgency(todos)] == ["e", "c", "a", "d", "b"]


def test_what_has_no_day_alone_is_just_to_do():
    assert shown(todo("随时", None)) == {"待办": ["随时"]}
    assert shown() == {}


def test_to_dos_of_one_contest_are_one_part_which_is_named_when_it_has_several():
    rows = [replace(todo(text, 1), about=about) for text, about in [("a", "甲"), ("b", "乙"), ("c", "甲"), ("d", "")]]
    [group] = groups([*rows, todo("e", 1)], TODAY)
    parts = [(about, [row.text for row, _, _ in part]) for about, part in group.parts]
    assert parts == [("甲", ["a", "c"]), ("", ["b"]), ("", ["d"]), ("", ["e"])]


@pytest.mark.parametrize(
    ("due", "word"),
    [
        (date(2026, 9, 25), ("超期 3 天", "bad")),
        (TODAY, ("今天", "warn")),
        (date(2026, 9, 30), ("还剩 2 天", "line")),
        (date(2026, 10, 5), ("还剩 7 天", "line")),
        (date(2026, 10, 6), ("10-06", "")),
        (date(2027, 1, 8), ("2027-01-08", "")),
        (None, ("", "")),
    ],
)
def test_badges(due, word):
    assert badge(due, TODAY) == word


def test_names_are_listed_once_and_cut_short():
    assert listed(["石科村", "立峰村", "石科村"]) == "石科村、立峰村"
    assert listed(["石科村", "立峰村", "二郎村", "东风村"]) == "石科村、立峰村、二郎村等 4 个"


@pytest.mark.parametrize(
    ("name", "word"),
    [("南郑区", "全区"), ("西乡县", "全县"), ("高台镇", "全镇"), ("汉山街道办事处", "全街道"), ("开发", "合计")],
)
def test_a_place_is_called_as_it_calls_itself(name, word):
    assert whole(name) == word
