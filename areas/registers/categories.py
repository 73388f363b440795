"""村类别: which villages belonged to which category from when to when (A2)."""

from django.urls import reverse
from django.utils import timezone

from areas.choices import Level
from areas.models import Area, AreaCategory, Category
from core.pages.filters import CheckFilter, FilterSet, ModelChoiceFilter, RemoteModelChoiceFilter
from core.pages.forms import ModelForm, RemoteModelChoiceField
from core.pages.registers import Register
from core.pages.tables import Column, DateColumn, SubColumn, Table, WrapColumn
from core.pages.views import Action, figures


class CategoryTable(Table):
    identity = ("area",)
    opens = "category"

    area = Column("村", linkify=True, order_by=("area__code", "-valid_from"))
    township = SubColumn("乡镇", accessor="area__parent", order_by=("area__code", "-valid_from"))
    category = Column("类别", linkify=lambda row: row.get_absolute_url(), order_by=("category__order", "area__code"))
    valid_from = DateColumn("起")
    valid_to = DateColumn("止")
    note = WrapColumn("依据", orderable=False)


class CategoryFilter(FilterSet):
    category = ModelChoiceFilter(label="类别", queryset=Category.objects.all())
    township = ModelChoiceFilter(label="乡镇", field_name="area__parent", queryset=Area.objects.at(Level.TOWNSHIP))
    area = RemoteModelChoiceFilter(label="村", queryset=Area.objects.villages(), url_name="areas:village_choices")
    now = CheckFilter(label="只看现在的", method="holding_now")

    def holding_now(self, rows, name, value):
        return rows.valid_on(timezone.localdate()) if value else rows


class CategoryForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.villages(), url_name="areas:village_choices", label="村")

    class Meta:
        model = AreaCategory
        fields = ("area", "category", "valid_from", "valid_to", "note")
        help_texts = {"valid_to": "最后一天；还在这一类的不填", "note": "文件名称或文号"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()


class CategoryRegister(Register):
    app, name, route = "areas", "category", "categories"
    model, table, filter, form = AreaCategory, CategoryTable, CategoryFilter, CategoryForm
    view_verb, change_verb = "areas.view_fact", "areas.change_area"
    key = ("area", "category", "valid_from")
    related = ("area__parent", "category")
    title = "村类别"
    noun = "类别记录"

    def state(self, rows):
        now = rows.valid_on(timezone.localdate()).count()
        return [figures("{} 条记录，现在有效 {} 条", rows.count(), now)] if rows else []

    def verbs(self, row, user):
        if not row.valid_to and user.has_perm(self.change_verb):
            yield Action("结束", reverse("areas:category_end", args=[row.pk]), "flag")
        yield from super().verbs(row, user)

    def loss(self, row):
        return "像没有登记过一样；不再属于这一类的请用“结束”"


CATEGORIES = CategoryRegister()
