"""Working days: weekdays, but for what the yearly notice of holidays says otherwise (放假与调休). O4. Pure.

Years without a notice count Monday to Friday.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4


@dataclass(frozen=True)
class WorkCalendar:
    """``exceptions``: day → whether people work on it, for days on which the weekday does not tell."""

    exceptions: Mapping[date, bool]

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() <= FRIDAY)

    def unknown_years(self, first: date, last: date) -> list[int]:
        """The years from ``first`` to ``last`` for which there is no notice yet."""
        known = {day.year for day in self.exceptions}
        return [year for year in range(first.year, last.year + 1) if year not in known]


def add_workdays(day: date, count: int, calendar: WorkCalendar) -> date:
    """The ``count``-th working day after ``day`` (before it if negative); 0: ``day`` or the next one."""
    if count == 0:
        return day if calendar.is_working(day) else add_workdays(day, 1, calendar)
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def workdays_between(first: date, last: date, calendar: WorkCalendar) -> int:
    """How many working days lie after ``first`` up to and with ``last``; negative when ``last`` is the earlier."""
    if last < first:
        return -workdays_between(last, first, calendar)
    return sum(calendar.is_working(first + timedelta(days=at)) for at in range(1, (last - first).days + 1))
