"""When stages are held and which one is on. Pure; days are dates, both ends included."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from core.values.workdays import ONE_DAY, WorkCalendar, add_workdays


class Planned(Protocol):
    """``begins``: −1 is the last working day up to the end one counts from, 1 the first one after it."""

    begins: int
    days: int


class Ordered(Protocol):
    order: int


class Held(Protocol):
    starts_on: date
    ends_on: date


def proposed(
    plans: Iterable[Planned], *, start: date, end: date, calendar: WorkCalendar, on: date | None = None
) -> Iterator[tuple[Planned, date, date]]:
    """When each stage is held, counted in working days from ``end``. O4

    Stages before the end do not begin before ``start``. Those for which it is too late on the day ``on`` begin then,
    one after the other, and end as planned where that is still to come.
    """
    earliest = on and add_workdays(on, 0, calendar)
    for plan in plans:
        if plan.begins > 0:
            first = add_workdays(end, plan.begins, calendar)
        else:
            first = max(add_workdays(end + ONE_DAY, plan.begins, calendar), start)
            first = add_workdays(first, 0, calendar)
        last = add_workdays(first, plan.days - 1, calendar)
        if earliest and first < earliest:
            first, last = earliest, last if last >= earliest else add_workdays(earliest, plan.days - 1, calendar)
            earliest = add_workdays(last, 1, calendar)
        yield plan, first, last


def in_order(stages: Iterable[tuple[Ordered, date, date]]) -> list[tuple[Ordered, date, date]]:
    """By their first day, those of the same day as their kinds follow one another."""
    return sorted(stages, key=lambda stage: (stage[1], stage[0].order))


def problems_of(stages: Sequence[tuple[Ordered, date, date]]) -> list[str]:
    """What is wrong with dates: a stage that ends before it begins, or lies before one that it follows."""
    problems = [f"{kind}：截止不能早于开始" for kind, starts_on, ends_on in stages if ends_on < starts_on]
    for kind, starts_on, ends_on in stages:
        before = [other for other, first, _ in stages if other.order < kind.order and first > ends_on]
        problems += [f"{kind}（{starts_on} 至 {ends_on}）排在{other}之前，先后颠倒了" for other in before]
    return problems


def moved(before: dict, after: dict) -> str:
    """What other dates there are, for the record: kind → (first, last); missing where it is not held."""
    changed = [kind for kind in before | after if before.get(kind) != after.get(kind)]
    return "，".join(f"{kind}{_dates(before.get(kind))}改为{_dates(after.get(kind))}" for kind in changed)


def _dates(stage: tuple[date, date] | None) -> str:
    return f" {stage[0]} 至 {stage[1]} " if stage else "（无）"


# ---------------------------------------------------------------- which one is on
def is_held(stage: Held, today: date) -> bool:
    return stage.starts_on <= today <= stage.ends_on


def span(stage: Held, year: int) -> str:
    """When a stage ends, or its only day; with the year where it is another one."""
    day = f"{stage.ends_on:%m-%d}" if stage.ends_on.year == year else f"{stage.ends_on}"
    return day if stage.starts_on == stage.ends_on else f"{day} 止"


def strip(stages: Sequence[Held], states: Sequence[str], year: int) -> list[dict]:
    """What ``components/stepper.html`` shows; the stages have their ``kind``."""
    return [
        {"label": stage.kind.name, "date": span(stage, year), "state": state, "ends_on": stage.ends_on}
        for stage, state in zip(stages, states, strict=True)
    ]
