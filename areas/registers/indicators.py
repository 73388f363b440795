"""年度指标: the yearly figures of villages, entered by their township or the county (A2)."""

from django import forms
from django.utils import timezone

from areas.choices import Level
from areas.models import Area, IndicatorKind, VillageIndicator
from core.pages.filters import FilterSet, ModelChoiceFilter, NumberFilter, RemoteModelChoiceFilter
from core.pages.forms import ModelForm, RemoteModelChoiceField
from core.pages.registers import Register
from core.pages.tables import Column, FigureColumn, SubColumn, Table, YearColumn
from core.pages.views import figures

EARLIEST = 1990  # what a year of a figure may be; an older one is a slip of the pen


class IndicatorTable(Table):
    opens, pinned = "kind", "value"

    area = Column("村", linkify=True, order_by=("area__code", "-year"))
    township = SubColumn("乡镇", accessor="area__parent", order_by=("area__code", "-year"))
    year = YearColumn("年度", order_by=("year", "area__code"))
    kind = Column("指标", linkify=lambda record: record.get_absolute_url(), order_by=("kind__order", "area__code"))
    value = FigureColumn("数值", places="kind__places")
    unit = SubColumn("单位", accessor="kind__unit", orderable=False)
    source_label = SubColumn("来源", linkify=lambda record: record.link or None, orderable=False)


class IndicatorFilter(FilterSet):
    year = NumberFilter(label="年度")
    kind = ModelChoiceFilter(label="指标", queryset=IndicatorKind.objects.all())
    township = ModelChoiceFilter(label="乡镇", field_name="area__parent", queryset=Area.objects.at(Level.TOWNSHIP))
    area = RemoteModelChoiceFilter(label="村", queryset=Area.objects.villages(), url_name="areas:village_choices")


class IndicatorForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.villages(), url_name="areas:village_choices", label="村")

    class Meta:
        model = VillageIndicator
        fields = ("area", "year", "kind", "value", "source_label")
        help_texts = {"source_label": "数从哪里来，如 年度统计、镇经管站报表"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        self.fields["kind"].label_from_instance = lambda kind: f"{kind}（{kind.unit}）"

    def clean_year(self) -> int:
        year, latest = self.cleaned_data["year"], timezone.localdate().year
        if not EARLIEST <= year <= latest:
            raise forms.ValidationError(f"请填 {EARLIEST} 到 {latest} 之间的年度")
        return year

    def clean(self):
        data = super().clean()
        kind, value = data.get("kind"), data.get("value")
        if kind and value is not None and value != round(value, kind.places):
            self.add_error("value", f"“{kind}”最多 {kind.places} 位小数" if kind.places else f"“{kind}”请填整数")
        return data


class IndicatorRegister(Register):
    app, name, route = "areas", "indicator", "indicators"
    model, table, filter, form = VillageIndicator, IndicatorTable, IndicatorFilter, IndicatorForm
    view_verb, change_verb = "areas.view_fact", "areas.change_area"
    key = ("area", "year", "kind")
    related = ("area__parent", "kind")
    title = "年度指标"
    noun = "指标"

    def state(self, rows):
        return [figures("{} 条", rows.count())] if rows else []


INDICATORS = IndicatorRegister()
