"""日历 (under 系统): holidays and worked weekends as the yearly notice announces them. O4"""

from datetime import date, timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.generic import FormView
from drf_spectacular.utils import extend_schema_field

from core.errors import TouyanError
from core.models import CalendarDay
from core.pages.filters import ChoiceFilter, FilterSet
from core.pages.forms import Form, ModelForm
from core.pages.registers import Register, RegisterPage
from core.pages.tables import Column, DateColumn, SubColumn, Table
from core.pages.views import BaseFormPage, figures

LONGEST = 15  # days entered at once; no holiday is longer
WEEKDAYS = "一二三四五六日"


class CalendarTable(Table):
    unit = "天"

    date = DateColumn(linkify=lambda row: row.get_absolute_url())
    weekday = SubColumn("星期", accessor="date", orderable=False)
    is_working = Column()
    name = SubColumn()

    class Meta:
        order_by = "-date"

    def value_weekday(self, value):
        return f"星期{WEEKDAYS[value.weekday()]}"

    render_weekday = value_weekday


def years_offered() -> list[tuple[int, str]]:
    """The years with data, newest first."""
    years = CalendarDay.objects.dates("date", "year", order="DESC")
    return [(day.year, f"{day.year} 年") for day in years]


class CalendarFilter(FilterSet):
    year = extend_schema_field(int)(ChoiceFilter(label="年份", field_name="date__year", choices=years_offered))
    is_working = ChoiceFilter(label="安排", choices=CalendarDay.PLANS)


class CalendarDayForm(ModelForm):
    class Meta:
        model = CalendarDay
        fields = ("date", "is_working", "name")


class CalendarDaysForm(Form):
    """One holiday with all of its days, or one worked weekend."""

    name = forms.CharField(label="节日", max_length=20, help_text="如：国庆节；调休上班的写“国庆节调休”")
    first = forms.DateField(label="第一天")
    last = forms.DateField(label="最后一天", required=False, help_text="只有一天就不填")
    is_working = forms.BooleanField(label="上班", required=False, help_text="周末调休上班的日子勾选；放假不勾")

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not timedelta(0) <= last - first < timedelta(days=LONGEST):
            self.add_error("last", f"最后一天不能早于第一天，一次最多录入 {LONGEST} 天")
        return data

    def days(self) -> list[date]:
        first, last = self.cleaned_data["first"], self.cleaned_data["last"] or self.cleaned_data["first"]
        return [first + timedelta(days=at) for at in range((last - first).days + 1)]


class CalendarCreate(RegisterPage, BaseFormPage, FormView):
    """Several days at once, as a notice announces them."""

    form_class = CalendarDaysForm
    title = "录入放假或调休"
    success_message = "已录入"

    def save(self, form) -> None:
        given, days = form.cleaned_data, form.days()
        rows = [CalendarDay(date=day, name=given["name"], is_working=given["is_working"]) for day in days]
        try:
            with transaction.atomic():
                CalendarDay.objects.bulk_create(rows)
        except IntegrityError as error:
            taken = CalendarDay.objects.filter(date__in=days)
            raise TouyanError("下列日子已经录入，请在列表里修改：", items=map(str, taken)) from error

    def get_success_url(self):
        return self.register.url("list")


class CalendarRegister(Register):
    app, name, route = "core", "calendar", "calendar"
    model, table, filter, form = CalendarDay, CalendarTable, CalendarFilter, CalendarDayForm
    view_verb, change_verb = "core.view_calendar", "core.change_calendar"
    key = ("date",)
    title = "日历"
    noun = "放假或调休"
    pages = {"create": CalendarCreate}

    def state(self, rows):
        today = timezone.localdate()
        missing = CalendarDay.objects.calendar().unknown_years(today, today.replace(year=today.year + 1, day=1))
        yield "各阶段期限和公示期按工作日计算"
        for year in missing:
            yield figures("{} 年的放假安排还没有录入，暂按周一至周五计算", str(year))

    def loss(self, row):
        return "这一天按星期几决定是否上班"


CALENDAR = CalendarRegister()
