"""Tables: one look, right-aligned figures, bounded pages."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_tables2 as tables
from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Func, Model
from django.utils.functional import cached_property
from django.utils.html import format_html
from django_tables2 import Column, TemplateColumn
from django_tables2.data import TableListData, TableQuerysetData

from core.data.lifecycle import called
from core.files import excel
from core.templatetags import touyan
from core.values.rounding import round_points

MAX_PRINTED = 2_000

__all__ = [
    "BadgeColumn",
    "Column",
    "DateColumn",
    "FewRows",
    "FigureColumn",
    "MoneyColumn",
    "NumberColumn",
    "PointsColumn",
    "ShareColumn",
    "SubColumn",
    "Table",
    "TemplateColumn",
    "WideRows",
    "WrapColumn",
    "YearColumn",
]  # fmt: skip


class Table(tables.Table):
    """Base of all tables. ``unit`` is the counter of the pager (条, 名, 人, 份), ``total_unit`` that of the sum.

    ``Meta.export_columns`` lists what ``?export=xlsx`` writes (``core.files.excel.Column`` with ``source``).
    ``identity`` names the one or two columns that say which row it is, by default the first: they stay in sight while
    the rest scrolls sideways (of two the first is a narrow number). ``pinned`` names the column that matters most:
    where there is no room for all it waits at the right edge. ``opens`` names the column whose link a press anywhere
    on the row follows, by default the last of ``identity``.
    """

    identity: tuple[str, ...] = ()
    pinned = ""
    opens = ""

    unit = "条"
    total_unit = ""
    caption = ""
    live = False  # set by a list page: head and pager reload only the results
    max_per_page = 100

    @classmethod
    def excel_columns(cls, model: type[Model]) -> tuple[excel.Column, ...]:
        """What a workbook of rows of ``model`` shows: the columns with a head, in the order of the screen.

        A method ``value_<name>(value)`` says what stands in it where that is not what the accessor finds.
        """
        table = cls(model._default_manager.none())
        return tuple(_excel_column(table, bound) for bound in table.columns if bound.header)

    @cached_property
    def kept(self) -> list[str]:
        """``identity`` as far as it is shown."""
        shown = [column.name for column in self.columns]
        return [name for name in self.identity if name in shown] or shown[:1]

    def get_column_class_names(self, classes_set, bound_column):
        classes = super().get_column_class_names(classes_set, bound_column)
        name, kept = bound_column.name, self.kept
        if name in kept:
            classes |= {"kept", "kept-last"} if name == kept[-1] else {"kept", "kept-narrow"}
            if len(kept) > 1 and name == kept[-1]:
                classes.add("kept-next")
        if name == self.pinned:
            classes.add("pinned")
        if name == (self.opens or kept[-1]):
            classes.add("opens")
        if not bound_column.header:
            classes.add("no-print")  # what has no head holds buttons
        return classes

    @cached_property
    def cell_attrs(self) -> dict[str, str]:
        """Column → the attributes of its cells, the same in every row and so made once."""
        return {column.name: column.attrs["td"].as_html() for column in self.columns}

    def paginate(self, *args, per_page=None, page=1, **kwargs):
        """As django-tables2 does it, but never more than ``max_per_page`` rows whatever the address asks for.

        Paper has no next page: with ``?print=1`` it is all rows, up to ``MAX_PRINTED``.
        """
        if self.request.GET.get("print"):
            return super().paginate(*args, per_page=MAX_PRINTED, page=1, **kwargs)
        return super().paginate(*args, per_page=max(1, min(per_page or 25, self.max_per_page)), page=page, **kwargs)


def _excel_column(table: Table, bound) -> excel.Column:
    """The column of a workbook that shows what ``bound`` shows."""
    column, accessor = bound.column, bound.accessor
    field = accessor.get_field(table.data.model)
    value_of = getattr(table, f"value_{bound.name}", None)
    source: Any = accessor.replace(".", "__")
    if value_of:
        source = lambda row: value_of(accessor.resolve(row, quiet=True))  # noqa: E731
    elif getattr(column, "places", None):
        source = lambda row: column.rounded(accessor.resolve(row, quiet=True), row)  # noqa: E731
    elif field is None or field.is_relation:
        source = lambda row: _text_of(accessor.resolve(row, quiet=True))  # noqa: E731
    kind = getattr(column, "kind", "text")
    width = min(max(10, (getattr(field, "max_length", None) or 0) / 2), 40) if kind in excel.WRAPPED else 12
    return excel.Column(str(bound.header), width, kind, source)


def _text_of(value):
    return str(value) if isinstance(value, Model) else value


class WideRows(TableQuerysetData):
    """Many rows of many columns: a page is found by its keys alone, so that no sort carries all the rest."""

    def __getitem__(self, key):
        return self.data.filter(_Among("pk", ArraySubquery(self.data.values("pk")[key])))


class FewRows(TableListData):
    """Some rows of a model that are at hand, in the order they have."""

    model: Any = None

    def __init__(self, model: type[Model], rows: Iterable[Model]):
        super().__init__(list(rows))
        self.model = model

    def order_by(self, aliases):
        pass


class _Among(Func):
    """``key = ANY(keys)``: unlike IN, it is planned as what is read first."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(", BooleanField()


class _Plain(tables.Column):
    """Empty where there is no value (django-tables2 would write a dash), with the class ``css`` on its cells."""

    css = ""
    head_css = ""
    kind = "text"  # in a workbook, see core.files.excel.FORMATS
    cell_attrs: Mapping[str, str] = {}
    highest_first = False  # how the first press on the head sorts

    def __init__(self, *args, **kwargs):
        if not callable(kwargs.get("accessor")):
            kwargs.setdefault("default", "")
        cell, head = {"class": self.css, **self.cell_attrs}, {"class": self.head_css}
        kwargs.setdefault("attrs", {"th": head, "td": cell, "tf": cell})
        super().__init__(*args, **kwargs)


class _Figures(_Plain):
    """Right-aligned with its head; ``shown`` turns a value into text."""

    css = head_css = "num"
    shown = staticmethod(str)

    def render(self, value):
        return self.shown(value)


class NumberColumn(_Figures):
    """Whole numbers and ranks, with thousands."""

    kind = "int"
    shown = staticmethod(touyan.number)


class YearColumn(_Plain):
    """2026: a number that is a name."""

    kind = "rank"
    highest_first = True


class _PlacesColumn(_Figures):
    """Figures with as many decimals as the row's ``places``, a path: ``tally__assessment__scheme__decimals``."""

    kind = "points"

    def __init__(self, *args, places: str, **kwargs):
        self.places = tables.A(places)
        super().__init__(*args, **kwargs)

    def render(self, value, record):
        return self.shown(value, self.places.resolve(record))

    def rounded(self, value, record):
        """As a workbook takes it: a number with those decimals."""
        return None if value is None else round_points(value, self.places.resolve(record))


class PointsColumn(_PlacesColumn):
    """Points."""

    shown = staticmethod(touyan.points)


class FigureColumn(_PlacesColumn):
    """A figure of whatever unit, with thousands."""

    shown = staticmethod(touyan.number)


class ShareColumn(_Figures):
    """A share from 0 to 1 as 73.3%."""

    kind = "share"
    shown = staticmethod(touyan.share)


class MoneyColumn(_Figures):
    """¥12,000.00."""

    kind = "money"
    shown = staticmethod(touyan.money)


class DateColumn(_Plain):
    """2026-09-30, with the time of day where the value has one."""

    css = "nowrap"
    kind = "date"

    def render(self, value):
        return touyan.date(value)


class SubColumn(_Plain):
    """Secondary facts in grey."""

    css = "sub"


class WrapColumn(_Plain):
    """Sentences: may break over several lines. What people wrote never speaks to htmx."""

    css = "wrap"
    cell_attrs = {"hx-disable": ""}


class BadgeColumn(_Plain):
    """A state as a word. ``tones`` maps codes to badge tones; a code not listed is ordinary and stays grey text."""

    kind = "center"

    def __init__(self, *args, tones: Mapping[Any, str] | None = None, **kwargs):
        self.tones = tones or {}
        super().__init__(*args, **kwargs)

    def render(self, value, record, bound_column):
        code = bound_column.accessor.resolve(record)
        if code in self.tones:
            return touyan.badge(value, self.tones[code])
        return format_html('<span class="sub">{}</span>', value)


def kind_of(subject: str) -> str:
    """The name of a model from its label: ``cadres.person`` → 干部; the label itself once the model is gone."""
    try:
        return called(apps.get_model(subject))
    except LookupError:
        return subject


def state_of(subject: str, code: str) -> str:
    """A state of that model as a word, or one of its ``STEPS`` where it records steps without having states."""
    try:
        model = apps.get_model(subject)
        steps = getattr(model, "STEPS", None)
        return str(dict(steps.choices if steps else model._meta.get_field("status").flatchoices).get(code, code))
    except (LookupError, FieldDoesNotExist):
        return code


class StateChangeTable(Table):
    """The auditor's list."""

    identity = ("title",)

    at = DateColumn(verbose_name="时间")
    user = Column(verbose_name="操作人", order_by=("user__name",), default="系统")
    subject = SubColumn(verbose_name="类型")
    title = Column(verbose_name="对象")
    source = SubColumn(verbose_name="原状态", orderable=False)
    target = Column(verbose_name="新状态", orderable=False)
    reason = WrapColumn(verbose_name="原因", orderable=False)

    class Meta:
        export_columns = (
            excel.Column("时间", 18, "datetime", "at"),
            excel.Column("操作人", 12, "text", lambda row: str(row.user) if row.user else "系统"),
            excel.Column("类型", 14, "text", lambda row: kind_of(row.subject)),
            excel.Column("对象", 40, "text", "title"),
            excel.Column("原状态", 12, "text", lambda row: state_of(row.subject, row.source)),
            excel.Column("新状态", 12, "text", lambda row: state_of(row.subject, row.target)),
            excel.Column("原因", 40, "text", "reason"),
        )

    def render_subject(self, value):
        return kind_of(value)

    def render_source(self, value, record):
        return state_of(record.subject, value)

    def render_target(self, value, record):
        return state_of(record.subject, value)
