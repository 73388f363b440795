"""The pages of 日历 (under 系统): holidays and worked weekends as the yearly notice announces them. O4"""

from datetime import date, timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import FormView

from core.errors import TouyanError
from core.files import excel
from core.models import CalendarDay
from core.pages.filters import ChoiceFilter, FilterSet
from core.pages.forms import Form, ModelForm
from core.pages.tables import Column, DateColumn, SubColumn, Table
from core.pages.views import Action, ActionPage, BaseFormPage, EditPage, ListPage, figures

LONGEST = 15  # days entered at once; no holiday is longer
WEEKDAYS = "一二三四五六日"


# ---------------------------------------------------------------- table, filter, forms
class CalendarTable(Table):
    unit = "天"
    caption = "日历"

    date = DateColumn()
    weekday = SubColumn(verbose_name="星期", accessor="date", orderable=False)
    is_working = Column(verbose_name="安排")
    name = SubColumn()

    class Meta:
        order_by = "-date"
        export_columns = (
            excel.Column("日期", 14, "date", "date"),
            excel.Column("安排", 8, "text", lambda day: "上班" if day.is_working else "放假"),
            excel.Column("节日", 20, "text", "name"),
        )

    def __init__(self, *args, may_change: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_change = may_change

    def render_date(self, record):
        if not self.may_change:
            return record.date.isoformat()
        url = reverse("core:calendar_edit", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, record.date.isoformat())

    def render_weekday(self, value):
        return f"星期{WEEKDAYS[value.weekday()]}"

    def render_is_working(self, value):
        return "上班（调休）" if value else "放假"


def years_offered() -> list[tuple[int, str]]:
    """The years with data, newest first."""
    years = CalendarDay.objects.dates("date", "year", order="DESC")
    return [(day.year, f"{day.year} 年") for day in years]


class CalendarFilter(FilterSet):
    year = ChoiceFilter(label="年份", field_name="date__year", choices=years_offered)
    is_working = ChoiceFilter(label="安排", choices=[("True", "上班（调休）"), ("False", "放假")])


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


class CalendarDayForm(ModelForm):
    class Meta:
        model = CalendarDay
        fields = ("date", "is_working", "name")


# ---------------------------------------------------------------- pages
class _CalendarPage:
    """The calendar belongs to no area, so it is not scoped: the verb alone opens it."""

    model = CalendarDay
    permission_required = "core.change_calendar"
    success_url = reverse_lazy("core:calendar_list")

    def get_queryset(self):
        return CalendarDay.objects.all()

    def get_crumbs(self):
        return [("日历", reverse("core:calendar_list"))]


class CalendarListView(_CalendarPage, ListPage):
    table_class = CalendarTable
    filterset_class = CalendarFilter
    template_name = "components/list_page.html"
    permission_required = "core.view_calendar"
    title = "日历"
    empty_text = "还没有录入放假安排，工作日按周一至周五计算"

    def get_crumbs(self):
        return ()

    def get_state(self):
        today = timezone.localdate()
        missing = CalendarDay.objects.calendar().unknown_years(today, today.replace(year=today.year + 1, day=1))
        yield "各阶段期限和公示期按工作日计算"
        for year in missing:
            yield figures("{} 年的放假安排还没有录入，暂按周一至周五计算", str(year))

    @property
    def may_change(self) -> bool:
        return self.request.user.has_perm("core.change_calendar")

    def get_table_kwargs(self):
        return {"may_change": self.may_change}

    def actions(self):
        if self.may_change:
            yield Action("录入放假或调休", reverse("core:calendar_create"), icon="plus", primary=True)


class CalendarCreateView(_CalendarPage, BaseFormPage, FormView):
    form_class = CalendarDaysForm
    title = "录入放假或调休"
    success_message = "已录入"

    def save(self, form) -> None:
        days = form.days()
        try:
            with transaction.atomic():
                CalendarDay.objects.bulk_create(
                    CalendarDay(date=day, name=form.cleaned_data["name"], is_working=form.cleaned_data["is_working"])
                    for day in days
                )
        except IntegrityError as error:
            taken = CalendarDay.objects.filter(date__in=days)
            raise TouyanError("下列日子已经录入，请在列表里修改：", items=map(str, taken)) from error


class CalendarEditView(_CalendarPage, EditPage):
    form_class = CalendarDayForm

    def get_title(self):
        return f"修改 {self.object.date} {self.object.name}"

    def actions(self):
        yield Action(
            "删除",
            reverse("core:calendar_delete", args=[self.object.pk]),
            icon="trash",
            confirm=f"{self.object} 将从日历中删除，这一天按星期几决定是否上班。",
        )


class CalendarDeleteView(_CalendarPage, ActionPage):
    success_message = "已删除"

    def perform(self, obj, reason):
        obj.delete()

    def get_success_url(self):
        return reverse("core:calendar_list")
