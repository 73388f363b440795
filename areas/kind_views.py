"""The pages of 字典 (under 系统): every table of kinds that there is, listed, extended and tidied up."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from areas.kinds import NAME_TAKEN, Kind, all_kinds, is_only_county, propose_code
from areas.models import Area
from areas.policy import county_of
from core.pages.filters import FilterSet, SearchFilter
from core.pages.forms import ModelForm
from core.pages.tables import Column, NumberColumn, SubColumn, Table, WrapColumn
from core.pages.views import Action, ActionPage, CreatePage, EditPage, ListPage, ScopedMixin, figures

COMMON = ("id", "name", "code", "order", "area")
LONG = 60  # characters; longer texts may break over lines


def own_fields(model: type[Kind]) -> list:
    """What a table of kinds has besides name, code and order."""
    return [field for field in model._meta.fields if field.name not in COMMON]


# ---------------------------------------------------------------- tables, filter, form
class KindIndexTable(Table):
    """One row per table of kinds."""

    unit = "种"
    caption = "字典"

    name = Column("字典", linkify=lambda record: reverse("areas:kind_list", args=[record["label"]]), orderable=False)
    purpose = SubColumn("用途", orderable=False)
    total = NumberColumn("项数", orderable=False)
    used = NumberColumn("其中在用", orderable=False)


class _YesColumn(SubColumn):
    """Yes as a word, no as nothing."""

    def render(self, value):
        return "是" if value else ""


def _column(field: models.Field) -> Column:
    """The column that shows a field which only one table of kinds has."""
    if isinstance(field, models.BooleanField):
        return _YesColumn(field.verbose_name)
    if isinstance(field, models.IntegerField):
        return NumberColumn(field.verbose_name)
    return (WrapColumn if field.max_length > LONG else SubColumn)(field.verbose_name)


class KindTable(Table):
    """The rows of one table of kinds; its own fields come as extra columns."""

    unit = "项"

    name = Column("名称", order_by=("name", "id"))
    order = NumberColumn("顺序", order_by=("order", "id"))
    area = SubColumn("范围", accessor="area_id", order_by=("area", "order", "id"), empty_values=())
    in_use = SubColumn("状态")

    class Meta:
        sequence = ("name", "...", "order", "area", "in_use")

    def __init__(self, *args, may_change: bool, may_change_shared: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_change, self.may_change_shared = may_change, may_change_shared
        if may_change_shared:  # there is no neighbour to share with
            self.columns.hide("area")

    def render_name(self, value, record):
        mine = self.may_change and (record.area_id or self.may_change_shared)
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), value) if mine else value

    def render_area(self, value):
        return "本县区自定" if value else "各县区共用"

    def render_in_use(self, value):
        return "在用" if value else "未用"


class KindFilter(FilterSet):
    q = SearchFilter(label="查找", lookups=("name__icontains", "code__icontains"))


class KindForm(ModelForm):
    """A row of a table of kinds. An empty code is proposed from the name; what is settled cannot be typed over."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["code"].help_text = "小写字母、数字和 _，导入导出的文件里用；不填则按名称的拼音生成，使用后不能再改"
        self.fields["order"].help_text = "小的排在前面"
        if self.instance.pk and self.instance.is_held:
            for name in ("code", *self.instance.SETTLED):
                self.fields[name].disabled = True
                self.fields[name].help_text = "已在使用，不能再改"

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        seen = type(self.instance).objects.for_user(self.user).exclude(pk=self.instance.pk)
        if seen.filter(name=name).exists():
            raise ValidationError(NAME_TAKEN)
        return name

    def clean_code(self) -> str:
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        code = self.cleaned_data["code"].lower()
        return code or propose_code(self.cleaned_data.get("name", ""), set(others.values_list("code", flat=True)))


# ---------------------------------------------------------------- pages
class KindIndexView(ScopedMixin, TemplateView):
    """All tables of kinds with their numbers."""

    permission_required = "areas.view_kind"
    template_name = "areas/kind_index.html"
    title = "字典"

    @cached_property
    def rows(self) -> list[dict]:
        return [
            {
                "label": label,
                "name": model._meta.verbose_name,
                "purpose": model.PURPOSE,
                **model.objects.for_user(self.request.user).count_use(),
            }
            for label, model in all_kinds().items()
        ]

    def get_state(self):
        return [figures("{} 种字典，共 {} 项", len(self.rows), sum(row["total"] for row in self.rows))]

    def get_context_data(self, **kwargs):
        table = RequestConfig(self.request, paginate=False).configure(KindIndexTable(self.rows))
        return super().get_context_data(**kwargs) | {"table": table}


class _KindPage:
    """A page of the table that the address names."""

    permission_required = "areas.change_kind"
    queryset = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.model = all_kinds()[self.kwargs["label"]]
        except KeyError:
            raise Http404 from None

    @property
    def kind_name(self) -> str:
        return self.model._meta.verbose_name

    def get_queryset(self):
        """Those that the user's county may change."""
        return self.model.objects.kept_by(self.request.user).with_use()

    def get_list_url(self) -> str:
        return reverse("areas:kind_list", args=[self.model._meta.label_lower])

    def get_crumbs(self):
        return [("字典", reverse("areas:kind_index")), (self.kind_name, self.get_list_url())]


class KindListView(_KindPage, ListPage):
    table_class = KindTable
    filterset_class = KindFilter
    template_name = "components/list_page.html"
    permission_required = "areas.view_kind"
    printable = False

    @property
    def may_change(self) -> bool:
        return self.request.user.has_perm("areas.change_kind")

    def get_queryset(self):
        return self.model.objects.for_user(self.request.user).with_use()

    def get_title(self):
        return self.kind_name

    def get_state(self):
        used = sum(kind.in_use for kind in self.object_list)
        return [self.model.PURPOSE, figures("{} 项，其中在用 {} 项", len(self.object_list), used)]

    def get_crumbs(self):
        return super().get_crumbs()[:1]

    def get_table_kwargs(self):
        listed = self.model.LISTED
        fields = [field for field in own_fields(self.model) if listed is None or field.name in listed]
        extra = [(field.name, _column(field)) for field in fields]
        shared = is_only_county(self.request.user.scope_prefix)
        return {"may_change": self.may_change, "may_change_shared": shared, "extra_columns": extra}

    def actions(self):
        if self.may_change:
            url = reverse("areas:kind_create", args=[self.model._meta.label_lower])
            yield Action(f"新增{self.kind_name}", url, icon="plus", primary=True)


class _KindFormPage(_KindPage):
    def get_form_class(self):
        fields = ["name", *(field.name for field in own_fields(self.model)), "order", "code"]
        return type("Form", (KindForm,), {"Meta": type("Meta", (), {"model": self.model, "fields": fields})})

    def get_success_url(self):
        return self.get_list_url()

    get_cancel_url = get_success_url


class KindCreateView(_KindFormPage, CreatePage):
    """A kind of the user's county: its neighbours do not get it."""

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.area = Area.objects.get(code=county_of(self.request.user.scope_prefix))
        return form

    def get_title(self):
        return f"新增{self.kind_name}"

    def get_initial(self):
        last = self.model.objects.for_user(self.request.user).order_by("-order").first()
        return {"order": last.order + 1 if last else 1, **self.model.proposed_for(self.request.user.acting.area)}

    @property
    def success_message(self) -> str:
        return "".join(["已新增", *(f"，接着填{label}" for label, _ in self.object.parts()[:1])])

    def get_success_url(self) -> str:
        """On to what belongs to the new kind, else back to the list."""
        return next((url for _, url in self.object.parts()), self.get_list_url())


class KindEditView(_KindFormPage, EditPage):
    def get_title(self):
        return f"修改{self.kind_name}：{self.object.name}"

    def actions(self):
        for label, url in self.object.parts():
            yield Action(label, url, primary=True)
        if not self.object.is_held:
            yield Action(
                "删除",
                reverse("areas:kind_delete", args=[self.model._meta.label_lower, self.object.pk]),
                icon="trash",
                confirm=f"{self.kind_name}“{self.object.name}”将被删除，以后不能再选用。",
            )


class KindDeleteView(_KindPage, ActionPage):
    def perform(self, obj, reason):
        name = obj.name
        obj.discard()
        return f"已删除“{name}”"

    def get_success_url(self):
        return self.get_list_url()
