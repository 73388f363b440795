"""Stages of a procedure: proposed in working days, in order, and which one is on. O4"""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from core.stages.policy import in_order, is_held, moved, problems_of, proposed, span, strip
from core.values.workdays import WorkCalendar

HOLIDAYS = WorkCalendar({date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True})
START, END = date(2026, 7, 1), date(2026, 9, 30)  # a Wednesday


@dataclass(frozen=True)
class Plan:
    begins: int
    days: int


@dataclass(frozen=True)
class Kind:
    name: str
    order: int

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Held:
    kind: Kind
    starts_on: date
    ends_on: date


DECLARE, REVIEW = Kind("申报", 1), Kind("评议", 2)


def dates(*plans, on=None):
    found = proposed(plans, start=START, end=END, calendar=HOLIDAYS, on=on)
    return [(first, last) for _, first, last in found]


def test_days_count_from_the_end_of_the_period_over_holidays():
    assert dates(Plan(-1, 1), Plan(1, 3)) == [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 8), date(2026, 10, 10)),  # the holidays pass, the Saturday is worked
    ]


def test_nothing_begins_before_the_period():
    assert dates(Plan(-200, 2)) == [(date(2026, 7, 1), date(2026, 7, 2))]


def test_what_is_late_begins_now_and_one_after_the_other():
    on = date(2026, 9, 26)  # a Saturday
    assert dates(Plan(-10, 3), Plan(-6, 6), on=on) == [
        (date(2026, 9, 28), date(2026, 9, 30)),  # over already: its days from now on
        (date(2026, 10, 8), date(2026, 10, 14)),  # after it, for as long as it takes
    ]
    assert dates(Plan(-5, 5), on=on) == [(date(2026, 9, 28), date(2026, 9, 30))]  # ends as planned


@given(
    st.lists(st.builds(Plan, st.integers(-40, 40).filter(bool), st.integers(1, 15)), max_size=5),
    st.none() | st.dates(date(2026, 6, 1), date(2026, 12, 1)),
)
def test_proposed_days_are_working_days_in_the_right_order(plans, on):
    for first, last in dates(*plans, on=on):
        assert first <= last
        assert HOLIDAYS.is_working(first)
        assert HOLIDAYS.is_working(last)
        assert on is None or first >= on


def test_wrong_dates_are_named():
    good = [(REVIEW, date(2026, 9, 5), date(2026, 9, 9)), (DECLARE, date(2026, 9, 1), date(2026, 9, 5))]
    assert [kind for kind, _, _ in in_order(good)] == [DECLARE, REVIEW]
    assert problems_of(good) == []
    turned = [(DECLARE, date(2026, 9, 8), date(2026, 9, 9)), (REVIEW, date(2026, 9, 1), date(2026, 9, 2))]
    assert problems_of(turned) == ["评议（2026-09-01 至 2026-09-02）排在申报之前，先后颠倒了"]
    assert problems_of([(DECLARE, date(2026, 9, 8), date(2026, 9, 7))]) == ["申报：截止不能早于开始"]


def test_what_moved_is_said_for_the_record():
    first, second = (date(2026, 9, 1), date(2026, 9, 2)), (date(2026, 9, 1), date(2026, 9, 4))
    assert moved({DECLARE: first}, {DECLARE: second}) == "申报 2026-09-01 至 2026-09-02 改为 2026-09-01 至 2026-09-04 "
    assert moved({DECLARE: first, REVIEW: first}, {DECLARE: first}) == "评议 2026-09-01 至 2026-09-02 改为（无）"


def test_the_strip_says_what_is_over_what_is_on_and_what_comes():
    stages = [Held(DECLARE, date(2026, 12, 30), date(2026, 12, 31)), Held(REVIEW, date(2027, 1, 4), date(2027, 1, 4))]
    assert [is_held(stage, date(2026, 12, 31)) for stage in stages] == [True, False]
    assert span(stages[0], 2026) == "12-31 止"
    shown = [(step["label"], step["date"], step["state"]) for step in strip(stages, ["now", "next"], 2026)]
    assert shown == [("申报", "12-31 止", "now"), ("评议", "2027-01-04", "next")]
