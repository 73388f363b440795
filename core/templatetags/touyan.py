"""What templates share: figures as offices write them, badges, icons, links that keep the query."""

from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from core.pages.forms import RemoteChoice
from core.values.rounding import round_points

register = template.Library()

TONES = frozenset({"ok", "warn", "bad", "info", "cup", "line", ""})


def _fixed(value, places: int) -> str:
    if value is None or value == "":
        return ""
    return f"{round_points(Decimal(str(value)) if isinstance(value, float) else value, places):.{places}f}"


@register.filter
def points(value, places: int) -> str:
    """Points with the decimals of their scheme, half up: 91.775 with 2 → 91.78; nothing for nothing.

    There is no default: whoever shows points says whose decimals they have. scoring.md "Showing"
    """
    return _fixed(value, places)


@register.filter
def share(value) -> str:
    """A share from 0 to 1 as a percentage: 0.733 → 73.3%."""
    if value is None or value == "":
        return ""
    return f"{_fixed(Decimal(str(value)) * 100, 1)}%"


@register.filter
def number(value, places: int = 0) -> str:
    """A figure with thousands: 12345 → 12,345; with ``places`` decimals; what is no figure stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    return f"{round_points(Decimal(str(value)), places):,.{places}f}"


@register.filter
def money(value) -> str:
    """Yuan: ¥12,000.00, and a minus in front of the sign."""
    if value is None or value == "":
        return ""
    amount = round_points(Decimal(str(value)), 2)
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}"


@register.filter
def date(value) -> str:
    """2026-09-30; with the time of day (Beijing) where there is one: 2026-09-30 14:05."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, Date) else ""


@register.filter
def clock(value) -> str:
    """The time of day, with the date unless it is today's: 14:05, 09-30 14:05; nothing for nothing."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%m-%d %H:%M}"


@register.filter
def brackets(value) -> str:
    """Something said aside: （在职）; nothing for nothing."""
    return f"（{value}）" if value else ""


@register.simple_tag
def icon(name: str) -> str:
    """A Tabler icon; it never carries the meaning alone, so it is hidden from readers."""
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def badge(label: str, tone: str = "") -> str:
    """A word on a tone's ground (ok, warn, bad, info, cup, line or neutral)."""
    if tone not in TONES:
        raise ValueError(f"no such badge tone: {tone}")
    return format_html('<span class="bdg{}">{}</span>', f" bdg-{tone}" if tone else "", label)


@register.simple_tag(takes_context=True)
def query_string(context, *pairs) -> str:
    """The address's query with names replaced (``None`` removes): ``{% query_string "page" 2 "sort" None %}``."""
    params = context["request"].GET.copy()
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        if value is None:
            params.pop(name, None)
        else:
            params[name] = value
    for name in [name for name, values in params.lists() if values == [""]]:
        del params[name]
    return f"?{urlencode(params, doseq=True)}" if params else "?"


def _live_link(table, url: str, content, **attributes) -> str:
    """A link that, on a list page, replaces only the results; without script it is an ordinary link."""
    live = format_html(' hx-get="{}" hx-target="#results" hx-push-url="true"', url) if table.live else ""
    rest = ""
    for name, value in attributes.items():
        if value:
            rest = format_html('{} {}="{}"', rest, name.replace("_", "-"), value)
    return format_html('<a href="{}"{}{}>{}</a>', url, live, rest, content)


@register.filter
def cells(row) -> list[tuple[str, str]]:
    """Of each cell of a table's row: the attributes of its ``td``, and what stands in it.

    What identifies the row gets a box of its own, which may be narrower than its text (``.kept > div``).
    """
    made, kept = row.table.cell_attrs, row.table.kept
    return [
        (made[column.name], format_html("<div>{}</div>", cell) if column.name in kept else cell)
        for column, cell in row.items()
    ]


@register.simple_tag(takes_context=True)
def sort_head(context, table, column) -> str:
    """The head of a column: a link that sorts by it, where that is possible."""
    if not column.orderable:
        return column.header
    order = column.order_by_alias.next
    if not column.is_ordered and getattr(column.column, "highest_first", False):
        order = order.opposite
    changes = (table.prefixed_order_by_field, order, table.prefixed_page_field, None)
    url = query_string(context, *changes)
    arrow = ""
    if column.is_ordered:
        arrow = icon("arrow-down" if column.order_by_alias.is_descending else "arrow-up")
    return _live_link(table, url, format_html("{}{}", column.header, arrow))


@register.simple_tag(takes_context=True)
def page_link(context, table, number: int, icon_name: str = "", label: str = "") -> str:
    """One page of the pager."""
    current = number == table.page.number and not icon_name
    return _live_link(
        table,
        query_string(context, table.prefixed_page_field, number),
        icon(icon_name) if icon_name else number,
        **{"class": "on" if current else "", "aria-current": "page" if current else "", "aria-label": label},
    )


@register.filter
def conflict(field):
    """The other person's value of a form field after a stale save, if it is in question."""
    return getattr(field.form, "conflicts", {}).get(field.name)


@register.filter
def filter_kind(field) -> str:
    """How a filter's field stands in the bar: hidden, check, group (several inputs) or plain."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "group" if isinstance(widget, forms.MultiWidget | forms.RadioSelect | RemoteChoice) else "plain"
