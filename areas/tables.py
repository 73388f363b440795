"""The area list."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.html import format_html, format_html_join

from areas.models import Area, Record
from core.files.excel import Column as ExcelColumn
from core.pages.tables import Column, NumberColumn, SubColumn, Table
from core.templatetags.touyan import badge


def by_year(records: Iterable[Record]) -> list[tuple[int, list[Record]]]:
    """Entries of a time line under their years, in the order they come."""
    return [(year, list(rows)) for year, rows in groupby(records, key=lambda record: record.date.year)]


def category_names(area: Area) -> str:
    return "、".join(str(held.category) for held in area.current_categories)


def _profile(name: str):
    def read(area: Area):
        return getattr(getattr(area, "profile", None), name, None)

    return read


FACTS = ("categories", "population", "households", "party_members")
"""Columns of village facts, which the administrator of the tree does not see."""


class AreaTable(Table):
    unit = "个"

    name = Column(verbose_name="名称", linkify=True, order_by="code")
    code = SubColumn()
    level = SubColumn()
    parent = SubColumn(verbose_name="上级", accessor="parent__short_name", order_by="code")
    categories = Column(verbose_name="村类别", accessor="current_categories", orderable=False, default="")
    population = NumberColumn(verbose_name="人口（人）", accessor="profile__population")
    households = NumberColumn(verbose_name="户数（户）", accessor="profile__households")
    party_members = NumberColumn(verbose_name="党员（人）", accessor="profile__party_members")

    class Meta:
        model = Area
        fields = ("name", "code", "level", "parent", "categories", "population", "households", "party_members")
        export_columns = (
            ExcelColumn("名称", 14, source="short_name"),
            ExcelColumn("全称", 18, source="name"),
            ExcelColumn("区划代码", 16, source="code"),
            ExcelColumn("级别", 8, "center", source=lambda area: area.get_level_display()),
            ExcelColumn("上级", 14, source=lambda area: str(area.parent or "")),
            ExcelColumn("启用日期", 12, "date", source="valid_from"),
            ExcelColumn("撤销日期", 12, "date", source="valid_to"),
        )
        fact_columns = (
            ExcelColumn("村类别", 24, source=category_names),
            ExcelColumn("人口（人）", 10, "int", source=_profile("population")),
            ExcelColumn("户数（户）", 10, "int", source=_profile("households")),
            ExcelColumn("党员（人）", 10, "int", source=_profile("party_members")),
        )

    def render_name(self, record):
        if record.valid_to:
            return format_html("{}{}", record.short_name, badge(f"{record.valid_to} 撤销"))
        return record.short_name

    def render_categories(self, value):
        return format_html_join(" ", "{}", ((badge(str(held.category), "line"),) for held in value))
