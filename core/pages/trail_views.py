"""The auditor's list of who came in and what was taken out."""

from core.audit import trail
from core.files import excel
from core.models import AccessRecord
from core.pages.filters import CharFilter, ChoiceFilter, DateRangeFilter, FilterSet, SearchFilter
from core.pages.tables import Column, DateColumn, NumberColumn, SubColumn, Table, WrapColumn
from core.pages.views import ListPage


class AccessTable(Table):
    """One line per log-in, wrong try, log-out, export, download and printed list."""

    unit = "条"
    caption = "访问记录"

    at = DateColumn("时间")
    actor = Column("谁", default="没有登录")
    acting = SubColumn("身份")
    action = Column("事项")
    subject = WrapColumn("内容")
    count = NumberColumn("行数")
    address = SubColumn("地址")

    class Meta:
        model = AccessRecord
        fields: tuple[str, ...] = ()
        sequence = ("at", "actor", "acting", "action", "subject", "count", "address")
        order_by = "-at"
        export_columns = (
            excel.Column("时间", 18, "datetime", "at"),
            excel.Column("谁", 20, source="actor"),
            excel.Column("身份", 24, source="acting"),
            excel.Column("事项", 12, source="action"),
            excel.Column("内容", 40, source="subject"),
            excel.Column("行数", 10, "int", source="count"),
            excel.Column("地址", 18, source="address"),
            excel.Column("页面", 48, source="page"),
        )


class AccessFilter(FilterSet):
    """Who, what, from where, when."""

    action = ChoiceFilter(label="事项", choices=AccessRecord.Access)
    who = SearchFilter(label="谁", lookups=("actor__icontains", "acting__icontains"))
    subject = CharFilter(label="内容", lookup_expr="icontains")
    address = CharFilter(label="地址", lookup_expr="startswith")
    at = DateRangeFilter(label="日期")


class AccessListView(ListPage):
    model = AccessRecord
    permission_required = "core.view_audit"
    table_class = AccessTable
    filterset_class = AccessFilter
    title = "访问记录"
    empty_text = "还没有人登录过"

    def get_queryset(self):
        return trail.of_all()
