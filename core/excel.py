"""Workbooks as offices hand them in: official heading, A4, signatures. Streams rows; text is never a formula."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, islice
from math import ceil
from typing import IO, Any

import xlsxwriter
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone

from core.filenames import file_name

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNATURES = ("主要负责人（签字）：", "审核人：", "填表人：", "联系电话：")
MAX_TEXT = 32_767  # characters in a cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SPOOL_BYTES = 4_000_000  # smaller files stay in memory
CHUNK = 2_000
TELL_EVERY = 200  # rows

written: ContextVar[Callable[[int], None] | None] = ContextVar("written", default=None)
"""Whoever wants to know how far a sheet is: called with the number of rows written."""

FORMATS = {
    "text": {"align": "left"},
    "center": {"align": "center"},
    "int": {"align": "right", "num_format": "#,##0"},
    "rank": {"align": "center", "num_format": "0"},
    "points": {"align": "right"},
    "share": {"align": "right", "num_format": "0.0%"},
    "money": {"align": "right", "num_format": "#,##0.00"},
    "date": {"align": "center", "num_format": "yyyy-mm-dd"},
    "datetime": {"align": "center", "num_format": "yyyy-mm-dd hh:mm"},
}
WRAPPED = frozenset({"text", "center"})
LINE, MAX_HEIGHT = 15, 409  # points; Excel has no higher row
WIDER = 1.05  # a wide sign takes a little more than two digits
NUMBERS = frozenset({"int", "rank", "points", "share", "money"})
NUMERIC = (int, float, Decimal)


@dataclass(frozen=True)
class Column:
    """One column: ``width`` in characters, ``kind`` a key of ``FORMATS``. Neighbours of one ``group`` share a head.

    ``points`` are the numbers as they are shown (``core.rounding.round_points``): each cell gets as many decimals as
    its number has, for one list may hold the scores of several schemes.

    ``source`` says where ``queryset_rows`` finds the value: a look-up path (``area__name``) or a function of the row.
    ``labels`` turns codes into words; for a path to a field with choices that happens by itself.
    ``maximum``: a column to be filled in, where Excel takes 0…maximum; everything else of its sheet is locked.
    ``places``: the decimals of what is filled in.
    """

    header: str
    width: float = 12
    kind: str = "text"
    source: str | Callable[[Any], Any] = ""
    group: str = ""
    labels: Mapping | None = None
    maximum: Decimal | None = None
    places: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class Fixed:
    """A value in a column to be filled in that nobody may change any more."""

    value: Any


@dataclass(frozen=True)
class SheetSpec:
    """One sheet; ``rows`` yield one value per column. ``unit`` is the 填报单位（盖章）, ``day`` the 填报日期.

    ``key`` stands in a hidden first row and tells an import what it has before it. A ``hidden`` sheet is for the
    import alone. ``row_height``: rows to write in by hand, in points. ``signatures``: other words of the last line.
    ``notes`` stand above the head, ``remarks`` below the rows: they are asked for once these have been written.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence]
    title: str = ""
    unit: str = ""
    day: date | None = None
    landscape: bool = True
    signatures: bool | Sequence[str] = True
    key: Sequence[str] = ()
    hidden: bool = False
    row_height: float = 0
    notes: Sequence[str] = ()
    remarks: Iterable[str] = ()


def workbook(sheets: Iterable[SheetSpec]) -> IO[bytes]:
    """The finished workbook as a file at its beginning; the caller closes it."""
    file = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 (handed to the caller)
    with tempfile.TemporaryDirectory(prefix="touyan-") as folder:  # what is written on the way goes, whatever happens
        _write(file, sheets, folder)
    file.seek(0)
    return file


def _write(file: IO[bytes], sheets: Iterable[SheetSpec], folder: str) -> None:
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
            "nan_inf_to_errors": True,
        },
    )  # fmt: skip
    look = _Look(book)
    taken: set[str] = set()
    for spec in sheets:
        sheet = book.add_worksheet(_sheet_name(spec.name, taken))
        _write_sheet(sheet, spec, look)
        if spec.hidden:
            sheet.very_hidden()
    book.close()


def xlsx_response(sheets: Iterable[SheetSpec], filename: str) -> FileResponse:
    """The workbook as a download; ``filename`` may be Chinese (RFC 5987) and needs no ending."""
    name = file_name(f"{filename}.xlsx")
    counted = [replace(spec, rows=_Counted(spec.rows)) for spec in sheets]
    file = workbook(counted)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    response.row_count = sum(spec.rows.count for spec in counted if not spec.hidden)  # for core.trail
    return response


class _Counted:
    """Rows that know how many there were once they are written."""

    def __init__(self, rows: Iterable[Sequence]):
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence]:
        self.count = 0
        for row in self.rows:
            self.count += 1
            yield row


def queryset_rows(
    queryset: QuerySet, columns: Sequence[Column], prepare: Callable[[list], Any] | None = None
) -> Iterator[list]:
    """The values of ``columns`` for every row of ``queryset``, in one streamed query.

    With look-up paths only, no model instances are built. ``prepare`` gets some instances at a time to add to them
    what the columns read.
    """
    labels = [_labels(queryset.model, column) for column in columns]
    if prepare is None and all(isinstance(column.source, str) for column in columns):
        rows = queryset.values_list(*(column.source for column in columns)).iterator(chunk_size=CHUNK)
    else:
        readers = [_reader(column.source) for column in columns]
        instances = queryset.iterator(chunk_size=CHUNK)
        if prepare is not None:
            instances = _prepared(instances, prepare)
        rows = ([read(each) for read in readers] for each in instances)
    for row in rows:
        yield [
            value if words is None or value is None else words.get(value, value)
            for value, words in zip(row, labels, strict=True)
        ]


def _prepared(instances: Iterator, prepare: Callable[[list], Any]) -> Iterator:
    while some := list(islice(instances, CHUNK)):
        prepare(some)
        yield from some


def _reader(source: str | Callable[[Any], Any]) -> Callable[[Any], Any]:
    if callable(source):
        return source
    names = source.split("__")

    def read(row):
        for name in names:
            row = getattr(row, name, None)
        return row

    return read


def _labels(model, column: Column) -> Mapping | None:
    """What turns the column's codes into words, if anything."""
    if column.labels is not None or not isinstance(column.source, str):
        return column.labels
    *parents, last = column.source.split("__")
    try:
        for name in parents:
            model = model._meta.get_field(name).related_model
        return dict(model._meta.get_field(last).flatchoices) or None
    except (FieldDoesNotExist, AttributeError):
        return None  # an annotation, or a relation without choices


class _Look:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        body = {"font_name": "仿宋_GB2312", "font_size": 11, "valign": "vcenter", "border": 1}
        self.title = book.add_format(
            {"font_name": "方正小标宋简体", "font_size": 22, "align": "center", "valign": "vcenter"}
        )
        self.line = book.add_format({"font_name": "仿宋_GB2312", "font_size": 12, "valign": "vcenter"})
        middle = {"align": "center", "valign": "vcenter"}
        self.head = book.add_format({"font_name": "黑体", "font_size": 12, "border": 1, "text_wrap": True} | middle)
        self.cells = {
            kind: book.add_format(body | extra | ({"text_wrap": True} if kind in WRAPPED else {}))
            for kind, extra in FORMATS.items()
        }
        self._book, self._body, self._points = book, body, {}
        self.quoted = book.add_format(body | FORMATS["text"] | {"text_wrap": True, "quote_prefix": True})

    def points(self, places: int, *, is_open: bool = False):
        """Points with so many decimals; ``is_open``: a cell to be filled in."""
        key = places, is_open
        if key not in self._points:
            digits = {"num_format": "0." + "0" * places if places else "0"}
            looks = {"locked": False, "bg_color": "#FFF9E5"} if is_open else {}
            self._points[key] = self._book.add_format(self._body | FORMATS["points"] | digits | looks)
        return self._points[key]


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel allows 31 characters, none of []:*?/\\, and no name twice."""
    base = name.translate({ord(sign): "_" for sign in "[]:*?/\\"})[:31].strip("'") or "Sheet"
    unique, number = base, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{base[: 31 - len(str(number)) - 2]}({number})"
    taken.add(unique.lower())
    return unique


def _write_sheet(sheet, spec: SheetSpec, look: _Look) -> None:
    """Strictly from the top down: in constant-memory mode a row once left cannot be written again."""
    last = len(spec.columns) - 1
    for index, column in enumerate(spec.columns):
        sheet.set_column(index, index, column.width, None, {"hidden": column.hidden})
    row = 0
    if spec.key:
        sheet.set_row(row, None, None, {"hidden": True})
        for index, text in enumerate(spec.key):
            sheet.write_string(row, index, text)
        row += 1
    if spec.title:
        sheet.set_row(row, 40)
        _across(sheet, row, 0, last, spec.title, look.title)
        row += 1
    if spec.unit or spec.day:
        sheet.set_row(row, 24)
        half = last // 2
        _across(sheet, row, 0, half, f"填报单位（盖章）：{spec.unit}", look.line)
        if half < last:
            _across(sheet, row, half + 1, last, f"填报日期：{spec.day:%Y-%m-%d}" if spec.day else "", look.line)
        row += 1
    for note in spec.notes:
        sheet.set_row(row, 24)
        _across(sheet, row, 0, last, note, look.line)
        row += 1
    first_head = row
    row = _write_heads(sheet, row, spec.columns, look)
    writers = [_writer(sheet, column, look) for column in spec.columns]
    first_row = row
    sheet.repeat_rows(first_head, row - 1)
    sheet.freeze_panes(row, 1)
    wrapped = [(index, column.width) for index, column in enumerate(spec.columns) if column.kind in WRAPPED]
    tell = written.get()
    for values in spec.rows:
        lines = max((_lines(values[index], width) for index, width in wrapped), default=1)
        if lines > 1 or spec.row_height:
            sheet.set_row(row, min(max(lines * LINE, spec.row_height), MAX_HEIGHT))
        for index, (write, value) in enumerate(zip(writers, values, strict=True)):
            write(row, index, value)
        row += 1
        if tell and row % TELL_EVERY == 0:
            tell(row - first_row)
    _guard(sheet, spec.columns, first_row, row - 1)
    for remark in spec.remarks:
        sheet.set_row(row, 24)
        _across(sheet, row, 0, last, remark, look.line)
        row += 1
    if spec.signatures:
        _write_signatures(sheet, row, last, look, SIGNATURES if spec.signatures is True else spec.signatures)
    if spec.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _guard(sheet, columns: Sequence[Column], first: int, last: int) -> None:
    """Only the columns to be filled in can be typed into, and they take 0…maximum. No password: it is no secret."""
    open_columns = [(index, column.maximum) for index, column in enumerate(columns) if column.maximum is not None]
    if not open_columns or last < first:
        return
    for index, maximum in open_columns:
        sheet.data_validation(first, index, last, index, {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"{maximum.normalize():f}",
            "error_title": "不能这样填", "error_message": f"请填 0 到 {maximum.normalize():f} 之间的数",
        })  # fmt: skip
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _lines(value, width: float) -> int:
    """How many lines a text takes in a column: not every office program heightens the rows of a file by itself."""
    if not isinstance(value, str) or (len(value) * 2 < width and "\n" not in value):
        return 1
    wide = (sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in value.split("\n"))
    return sum(max(1, ceil(each * WIDER / width)) for each in wide)


def _head_rows(columns: Sequence[Column]) -> int:
    return 2 if any(column.group for column in columns) else 1


def _write_heads(sheet, row: int, columns: Sequence[Column], look: _Look) -> int:
    """One head row, or two with the groups merged above their columns; returns the first row below."""
    if _head_rows(columns) == 1:
        sheet.set_row(row, 32)
        for index, column in enumerate(columns):
            sheet.write_string(row, index, column.header, look.head)
        return row + 1
    sheet.set_row(row, 32)
    for group, members in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        indexes = [index for index, _ in members]
        if group:
            _across(sheet, row, indexes[0], indexes[-1], group, look.head)
            continue
        for index in indexes:
            sheet.write_string(row, index, columns[index].header, look.head)
            # merge_range would write both rows at once, which constant-memory mode allows only for the first of them
            sheet.merge.append([row, index, row + 1, index])
    sheet.set_row(row + 1, 32)
    for index, column in enumerate(columns):
        if column.group:
            sheet.write_string(row + 1, index, column.header, look.head)
        else:
            sheet.write_blank(row + 1, index, None, look.head)
    return row + 2


def _write_signatures(sheet, row: int, last: int, look: _Look, labels: Sequence[str]) -> None:
    """The last line: who answers for the sheet, spread over its width."""
    sheet.set_row(row, 36)
    if last < len(labels) - 1:
        _across(sheet, row, 0, last, "        ".join(labels), look.line)
        return
    starts = [round(index * (last + 1) / len(labels)) for index in range(len(labels))] + [last + 1]
    for text, start, end in zip(labels, starts, starts[1:], strict=False):
        _across(sheet, row, start, end - 1, text, look.line)


def _across(sheet, row: int, first: int, last: int, text: str, cell_format) -> None:
    """A text over the cells ``first``–``last`` of one row."""
    if first < last:
        sheet.merge_range(row, first, row, last, "", cell_format)
    sheet.write_string(row, first, text, cell_format)


def _writer(sheet, column: Column, look: _Look) -> Callable[[int, int, Any], Any]:
    """What writes a value of the column's kind; a value of another type is written as text, nothing as a blank."""
    kind = column.kind
    locked = look.cells[kind]
    own = look.points(column.places, is_open=True) if column.maximum is not None else locked
    is_number, is_date = kind in NUMBERS, kind in ("date", "datetime")

    def text(row, index, value, cell):
        value = _as_text(value)
        risky = value.startswith(FORMULA_STARTS)
        sheet.write_string(row, index, value[:MAX_TEXT], look.quoted if risky else cell)

    def write(row, index, value):
        cell = own
        if isinstance(value, Fixed):
            cell, value = locked, value.value
        if value is None or value == "":
            sheet.write_blank(row, index, None, cell)
        elif is_number and isinstance(value, NUMERIC) and not isinstance(value, bool):
            if kind == "points" and isinstance(value, Decimal):
                cell = look.points(-min(value.as_tuple().exponent, 0), is_open=cell is not locked)
            sheet.write_number(row, index, value, cell)
        elif is_date and isinstance(value, date):
            sheet.write_datetime(row, index, _local(value), cell)
        else:
            text(row, index, value, cell)

    return write


def _as_text(value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    return str(value)


def _local(value: date) -> date:
    """Excel knows no time zones: the wall clock of ours."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value
