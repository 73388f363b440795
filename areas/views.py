"""Pages of areas (村情)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from areas import services
from areas.choices import Level
from areas.filters import AreaFilter
from areas.forms import EndForm, ProfileForm, RenameForm, SuccessionForm, WeakStatusForm
from areas.models import (
    Area,
    AreaCategory,
    AreaSuccession,
    VillageProfile,
    VillageRecord,
    WeakVillageStatus,
)
from areas.registers import CATEGORIES, INDICATORS
from areas.tables import FACTS, AreaTable, by_year
from core.pages.views import Action, ChoicesPage, CreatePage, DetailPage, EditPage, FormPage, ListPage, figures

RECORDS_SHOWN = 50


class AreaListView(ListPage):
    model = Area
    table_class = AreaTable
    filterset_class = AreaFilter
    permission_required = "areas.view_area"
    title = "村情"
    empty_text = "还没有区划，请系统管理员先导入区划文件"

    @property
    def sees_facts(self) -> bool:
        return self.request.user.scope_prefix is not None

    @property
    def export_columns(self):
        return AreaTable.Meta.export_columns + (AreaTable.Meta.fact_columns if self.sees_facts else ())

    def get_queryset(self):
        return super().get_queryset().select_related("parent", "profile").with_categories(timezone.localdate())

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}  # bound: today's by default

    def get_table_kwargs(self):
        return {} if self.sees_facts else {"exclude": FACTS}

    def get_state(self):
        counts = dict(self.object_list.level_counts())
        shown = [(Level.TOWNSHIP, "个乡镇"), (Level.VILLAGE, "个村")]
        return [figures("{} {unit}", counts[level], unit=unit) for level, unit in shown if level in counts]


class AreaChoicesView(ChoicesPage):
    """Townships and villages to choose from."""

    model = Area
    permission_required = "areas.view_area"
    search = ("short_name__contains", "initials__istartswith", "code__startswith")

    def get_queryset(self):
        areas = super().get_queryset().filter(level__gte=Level.TOWNSHIP)
        return areas.valid_on(timezone.localdate()).select_related("parent")

    def hint_of(self, row):
        return str(row.parent or "")


class VillageChoicesView(AreaChoicesView):
    """Villages to choose from."""

    def get_queryset(self):
        return super().get_queryset().villages()


class AreaDetailView(DetailPage):
    model = Area
    permission_required = "areas.view_area"

    def get_queryset(self):
        return super().get_queryset().select_related("parent__parent__parent__parent", "profile")

    @cached_property
    def sees_facts(self) -> bool:
        return self.object.level == Level.VILLAGE and self.request.user.scope_prefix is not None

    def get_crumbs(self):
        own = self.request.user.acting.area
        above, area = [], self.object.parent
        while area and area.level >= own.level:
            above.insert(0, (str(area), area.get_absolute_url()))
            area = area.parent
        return [("村情", reverse("areas:area_list")), *above]

    def get_badges(self):
        badges = [(f"{self.object.valid_to} 撤销", "bad")] if self.object.valid_to else []
        if self.sees_facts:
            today = timezone.localdate()
            badges += [(str(held.category), "line") for held in self.categories if _holds(held, today)]
            if self.is_weak:
                badges.append(("后进村整顿", "warn"))
        return badges

    @cached_property
    def is_weak(self) -> bool:
        return self.object.weak_statuses.valid_on(timezone.localdate()).exists()

    def get_state(self):
        state = [self.object.full_name, f"区划代码 {self.object.code}"]
        if self.object.level < Level.VILLAGE:
            counts = dict(Area.objects.below(self.object).valid_on(timezone.localdate()).level_counts())
            state.append(figures("{} 个村", counts.get(Level.VILLAGE, 0)))
        return state

    def actions(self):
        user, pk = self.request.user, self.object.pk
        if user.has_perm("areas.manage_area") and not self.object.valid_to:
            yield Action("更名", reverse("areas:area_rename", args=[pk]), "pencil")
            yield Action("合并、拆分、变更代码", reverse("areas:area_succeed", args=[pk]), "arrows-split")
        if self.sees_facts and user.has_perm("areas.change_area"):
            if not self.is_weak:
                yield Action("列为后进村", reverse("areas:weak_create", args=[pk]), "flag")
            yield Action("登记类别", f"{CATEGORIES.url('create')}?area={pk}", "tag")
            yield Action("修改概况", reverse("areas:profile_edit", args=[pk]), "pencil", primary=True)

    @cached_property
    def categories(self):
        return list(self.object.categories.select_related("category"))

    def get_context_data(self, **kwargs):
        area = self.object
        facts = {}
        if self.sees_facts:
            facts = {
                "profile": getattr(area, "profile", None),
                "categories": self.categories,
                "indicators": INDICATORS.panel(self.request.user, area=area),
                "weak_statuses": area.weak_statuses.all(),
                "years": by_year(VillageRecord.objects.filter(area=area)[:RECORDS_SHOWN]),
            }
        elif area.level < Level.VILLAGE:
            facts = {"children": area.children.valid_on(timezone.localdate())}
        return super().get_context_data(**kwargs) | facts | {
            "sees_facts": self.sees_facts,
            "may_change": self.request.user.has_perm("areas.change_area"),
            "past": AreaSuccession.objects.filter(successor=area).select_related("predecessor"),
            "future": area.successions.exclude(successor=area).select_related("successor"),
        }  # fmt: skip


def _holds(held: AreaCategory, day) -> bool:
    return held.valid_from <= day and (held.valid_to is None or held.valid_to >= day)


def crumbs_to(area: Area) -> list[tuple[str, str]]:
    """From the list and the place to a form about it."""
    return [("村情", reverse("areas:area_list")), (str(area), area.get_absolute_url())]


class ProfileEditView(EditPage):
    """A village has its profile from the first time somebody opens this form."""

    model = VillageProfile
    form_class = ProfileForm
    permission_required = "areas.change_area"

    def get_object(self, queryset=None):
        villages = Area.objects.for_user(self.request.user).villages()
        return VillageProfile.objects.get_or_create(area=get_object_or_404(villages, pk=self.kwargs["pk"]))[0]

    def get_title(self):
        return f"修改{self.object.area}概况"

    def get_crumbs(self):
        return crumbs_to(self.object.area)


class VillageFactPage(CreatePage):
    """A dated fact of the village in the address, from today unless said otherwise."""

    permission_required = "areas.change_area"

    @cached_property
    def area(self) -> Area:
        return get_object_or_404(Area.objects.for_user(self.request.user).villages(), pk=self.kwargs["pk"])

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def get_crumbs(self):
        return crumbs_to(self.area)


class CategoryEndView(FormPage):
    model = AreaCategory
    form_class = EndForm
    permission_required = "areas.change_area"
    submit_label = "结束"
    success_message = "已结束"

    def get_queryset(self):
        return super().get_queryset().filter(valid_to=None).select_related("area", "category")

    def get_title(self):
        return f"{self.object.area}：结束“{self.object.category}”"

    def get_crumbs(self):
        return crumbs_to(self.object.area)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def perform(self, held, form):
        return services.end_dated(held, **form.cleaned_data).area


class WeakStatusCreateView(VillageFactPage):
    model = WeakVillageStatus
    form_class = WeakStatusForm
    success_message = "已列为后进村"

    def get_title(self):
        return f"{self.area}列为后进村整顿"

    def save(self, form):
        services.list_as_weak(area=self.area, **form.cleaned_data)
        return self.area


class WeakStatusEndView(FormPage):
    model = WeakVillageStatus
    form_class = EndForm
    permission_required = "areas.change_area"
    submit_label = "结束整顿"
    success_message = "已结束整顿"

    def get_queryset(self):
        return super().get_queryset().filter(valid_to=None).select_related("area")

    def get_title(self):
        return f"{self.object.area}：结束后进村整顿"

    def get_crumbs(self):
        return crumbs_to(self.object.area)

    def get_initial(self):
        return {"on": timezone.localdate()}

    def perform(self, status, form):
        return services.end_dated(status, **form.cleaned_data).area


class RenameView(FormPage):
    model = Area
    form_class = RenameForm
    permission_required = "areas.manage_area"
    submit_label = "更名"
    success_message = "已更名"

    def get_title(self):
        return f"{self.object}更名"

    def get_crumbs(self):
        return crumbs_to(self.object)

    def perform(self, area, form):
        return services.rename(area=area, **form.cleaned_data)


class SucceedView(FormPage):
    model = Area
    form_class = SuccessionForm
    permission_required = "areas.manage_area"
    submit_label = "确认变更"
    success_message = "已登记区划变更"

    def get_queryset(self):
        return super().get_queryset().filter(valid_to=None)

    def get_title(self):
        return f"{self.object}合并、拆分或变更代码"

    def get_crumbs(self):
        return crumbs_to(self.object)

    def perform(self, area, form):
        data = form.cleaned_data
        services.succeed(
            predecessors=[area, *(other for other in data["others"] if other.pk != area.pk)],
            heirs=data["heirs"], kind=data["kind"], on=data["on"], basis=data["basis"],
        )  # fmt: skip
        return area
