"""Working days: the announced holidays and worked weekends, counting over them, the page that extends them. O4"""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.models import CalendarDay
from core.values.workdays import WorkCalendar, add_workdays, workdays_between
from tests.core.conftest import official

PLAIN = WorkCalendar({})
NATIONAL_DAY = WorkCalendar(
    {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 9, 20): True, date(2026, 10, 10): True}
)


# ---------------------------------------------------------------- counting
@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        ("2026-09-30", 1, "2026-10-08"),  # over the holiday
        ("2026-09-30", 3, "2026-10-10"),  # the worked Saturday counts
        ("2026-09-18", 1, "2026-09-20"),  # the worked Sunday counts
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-10-01", 0, "2026-10-08"),
        ("2026-09-30", 0, "2026-09-30"),
    ],
)
def test_holidays_and_worked_weekends_are_counted_as_announced(day, count, there):
    assert add_workdays(date.fromisoformat(day), count, NATIONAL_DAY) == date.fromisoformat(there)


def test_without_a_notice_weekdays_count():
    assert add_workdays(date(2027, 10, 1), 1, PLAIN) == date(2027, 10, 4)
    assert NATIONAL_DAY.unknown_years(date(2026, 12, 1), date(2028, 1, 1)) == [2027, 2028]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-60, 60).filter(bool))
def test_the_distance_is_what_was_added(day, count):
    there = add_workdays(day, count, NATIONAL_DAY)
    assert NATIONAL_DAY.is_working(there)
    if count > 0:
        assert workdays_between(day, there, NATIONAL_DAY) == count
    else:  # counted from the day after ``there`` on, so the first day itself is in
        assert workdays_between(there, day, NATIONAL_DAY) == -count - 1 + NATIONAL_DAY.is_working(day)


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "working"), [(2021, 250), (2025, 248), (2026, 248)])
def test_the_years_that_ship_have_as_many_working_days_as_announced(year, working):
    calendar = CalendarDay.objects.calendar()
    assert workdays_between(date(year - 1, 12, 31), date(year, 12, 31), calendar) == working
    assert calendar.unknown_years(date(year, 1, 1), date(year, 12, 31)) == []


# ---------------------------------------------------------------- pages
@pytest.fixture
def admin(client, areas):
    client.force_login(official(areas["南郑区"], "admin", "system_admin"))
    return client


def test_the_administrator_enters_a_holiday_with_all_its_days(admin):
    address = reverse("core:calendar_list")
    assert "2027</b> 年的放假安排还没有录入" in admin.get(address).text
    data = {"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}
    assert admin.post(reverse("core:calendar_create"), data)["Location"] == address
    assert CalendarDay.objects.filter(date__year=2027, is_working=False, name="元旦").count() == 3
    assert "放假安排还没有录入" not in admin.get(address).text
    again = admin.post(reverse("core:calendar_create"), data | {"first": "2027-01-03"})
    assert "2027-01-03 元旦" in again.text
    assert admin.post(reverse("core:calendar_create"), data | {"last": "2027-02-03"}).status_code == 200
    assert "最后一天不能早于第一天" in admin.post(reverse("core:calendar_create"), data | {"last": "2026-12-31"}).text


def test_the_administrator_mends_and_deletes_a_day(admin):
    day = CalendarDay.objects.get(date="2026-10-10")
    edit = reverse("core:calendar_edit", args=[day.pk])
    admin.post(edit, {"date": "2026-10-11", "is_working": "True", "name": "国庆节调休", "version": 1})
    day.refresh_from_db()
    assert (day.date, day.is_working) == (date(2026, 10, 11), True)
    assert day.events.get().date == date(2026, 10, 10)
    admin.post(reverse("core:calendar_delete", args=[day.pk]))
    assert not CalendarDay.objects.filter(pk=day.pk).exists()


def test_the_list_shows_one_year(admin):
    response = admin.get(reverse("core:calendar_list"), {"date__year": "", "year": "2025"})
    assert response.context["table"].paginator.count == 33
    assert "星期三" in response.text


def test_offices_read_the_calendar_and_do_not_change_it(client, zhang):
    client.force_login(zhang)
    page = client.get(reverse("core:calendar_list"))
    assert page.status_code == 200
    assert "新增" not in page.text
    assert client.get(reverse("core:calendar_create")).status_code == 403
