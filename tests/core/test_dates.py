"""Days as people type them."""

from datetime import date

import pytest
from django import forms

from core.pages.forms import DateText, Form
from core.values.dates import read_day
from tests.html import parsed

DAY = date(2026, 9, 30)
WRITTEN = (
    "2026-09-30", "2026-9-30", "2026.9.30", "2026/9/30", "2026年9月30日", "2026 年 9 月 30 日", "20260930",
    " 2026-09-30 ", "\uff12\uff10\uff12\uff16\uff0d09\uff0d30", "2026\uff0e9\uff0e30",
    "2026年9月30",
)  # fmt: skip
NO_DAY = (
    "",
    "2026",
    "2026-9",
    "9-30",
    "26-9-30",
    "2026930",
    "2026-02-30",
    "2026-13-01",
    "20261301",
    "30/9/2026",
    "今天",
)


class DayForm(Form):
    on = forms.DateField(label="日期")


@pytest.mark.parametrize("text", WRITTEN)
def test_a_day_is_read_however_it_is_written(text):
    assert read_day(text) == DAY
    form = DayForm({"on": text}, user=None)
    assert form.is_valid()
    assert form.cleaned_data["on"] == DAY


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_is_refused_and_stays_as_typed(text):
    assert read_day(text) is None
    form = DayForm({"on": text}, user=None)
    assert not form.is_valid()
    if text:
        assert form.errors["on"] == ["请填日期，如 2026-09-30"]
        assert f'value="{text}"' in str(form["on"])


def test_a_day_is_shown_as_2026_09_30_whatever_the_browser_speaks():
    shown = str(DayForm(user=None, initial={"on": DAY})["on"])
    assert parsed(shown).select('input[type=text][name=on][value="2026-09-30"]')
    assert shown.count("name=") == 1  # the calendar's own field is not sent
    assert isinstance(DayForm(user=None)["on"].field.widget, DateText)
