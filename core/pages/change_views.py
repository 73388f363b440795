"""The auditor's pages over all recorded history: which kinds of rows were changed, and each change old → new."""

from django.contrib.auth import get_user_model
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from core.audit import changes
from core.files import excel
from core.pages.filters import CharFilter, ChoiceFilter, DateRangeFilter, FilterSet
from core.pages.tables import Column, DateColumn, NumberColumn, SubColumn, Table, WrapColumn
from core.pages.views import ListPage, ScopedMixin, figures

ACTIONS = {"update": "修改", changes.DELETED: "删除"}


# ---------------------------------------------------------------- tables, filter
class ChangeIndexTable(Table):
    """One row per kind of rows whose history is kept."""

    unit = "类"
    caption = "改动记录"

    name = Column("类型", linkify=lambda record: reverse("core:change_list", args=[record["label"]]), orderable=False)
    total = NumberColumn("改动数", orderable=False)
    latest = DateColumn(verbose_name="最近一次", orderable=False)


class ChangeTable(Table):
    """Events described by ``core.audit.changes``, newest first."""

    caption = "改动记录"
    identity = ("title",)

    pgh_created_at = DateColumn(verbose_name="时间", orderable=False)
    who = Column(verbose_name="操作人", orderable=False, default="系统")
    pgh_label = SubColumn(verbose_name="动作", orderable=False)
    title = Column(verbose_name="对象", orderable=False)
    pgh_obj_id = SubColumn(verbose_name="编号", orderable=False)
    changes = WrapColumn(verbose_name="改动（原值 → 新值）", orderable=False)

    class Meta:
        export_columns = (
            excel.Column("时间", 18, "datetime", "pgh_created_at"),
            excel.Column("操作人", 12, "text", lambda event: event.who or "系统"),
            excel.Column("动作", 8, "text", lambda event: ACTIONS[event.pgh_label]),
            excel.Column("对象", 36, "text", "title"),
            excel.Column("编号", 10, "rank", "pgh_obj_id"),
            excel.Column("改动（原值 → 新值）", 80, "text", lambda event: "；".join(map(str, event.changes))),
        )

    def render_pgh_label(self, value):
        return ACTIONS[value]

    def render_changes(self, value):
        rows = ((change.field, change.old, f" → {change.new}" if change.new else "") for change in value)
        return format_html_join("", '<p class="change"><span class="sub">{}</span> <s>{}</s>{}</p>', rows)


class ChangeFilter(FilterSet):
    """What, who, which action, when."""

    object = CharFilter(label="对象或编号", method="by_object")
    user = CharFilter(label="操作人", method="by_user")
    action = ChoiceFilter(label="动作", field_name="pgh_label", choices=list(ACTIONS.items()))
    at = DateRangeFilter(label="日期", field_name="pgh_created_at")

    def by_object(self, events, name, value):
        return changes.search(events, value)

    def by_user(self, events, name, value):
        users = get_user_model()._base_manager
        found = users.filter(name__icontains=value) | users.filter(username__startswith=value)
        return events.filter(pgh_context__metadata__user__in=list(found.values_list("pk", flat=True)))


# ---------------------------------------------------------------- pages
class ChangeIndexView(ScopedMixin, TemplateView):
    """Every kind of rows with recorded history."""

    permission_required = "core.view_audit"
    template_name = "core/change_index.html"
    title = "改动记录"

    @cached_property
    def rows(self) -> list[dict]:
        counts = changes.count_changes()
        rows = [
            {"label": label, "name": changes.name_of(model), "total": total, "latest": latest}
            for label, model in changes.tracked().items()
            for total, latest in [counts.get(label, (0, None))]
        ]
        return sorted(rows, key=lambda row: row["total"] == 0)

    def get_state(self):
        return [figures("{} 类资料，共 {} 条改动", len(self.rows), sum(row["total"] for row in self.rows))]

    def get_context_data(self, **kwargs):
        table = RequestConfig(self.request, paginate=False).configure(ChangeIndexTable(self.rows))
        return super().get_context_data(**kwargs) | {"table": table}


class ChangeListView(ListPage):
    """The changes of one kind of rows, newest first. Auditors see all of them and nothing else of the rows."""

    permission_required = "core.view_audit"
    table_class = ChangeTable
    filterset_class = ChangeFilter
    template_name = "components/list_page.html"
    empty_text = "这类资料建立以后还没有改动"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.model = changes.tracked()[self.kwargs["label"]]
        except KeyError:
            raise Http404 from None

    def get_queryset(self):
        """The log belongs to no area, so it is not scoped: the verb alone opens it, and only auditors have it."""
        return changes.events_of(self.model).objects.select_related("pgh_context").order_by("-pgh_id")

    def get_title(self):
        return f"{changes.name_of(self.model)}的改动"

    def get_crumbs(self):
        return [("改动记录", reverse("core:change_index"))]

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        changes.describe(row.record for row in table.paginated_rows)
        return table

    def export_rows(self, rows):
        return excel.queryset_rows(rows, self.export_columns, prepare=changes.describe)
