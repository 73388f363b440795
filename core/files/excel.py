"""Workbooks as offices hand them in: official heading, A4, signatures. Streams rows; text is never a formula."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, islice, zip_longest
from math import ceil
from typing import IO, Any

import xlsxwriter
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from core.values.filenames import file_name

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNATURES = ("主要负责人（签字）：", "审核人：", "填表人：", "联系电话：")
MAX_TEXT = 32_767  # characters in a cell
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SPOOL_BYTES = 4_000_000  # smaller files stay in memory
CHUNK = 2_000
TELL_EVERY = 200  # rows
OPTIONS, OFFERED_ROWS = "选项", 2_000  # the sheet of what drop-downs offer; rows below the head that have them

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
NARROWEST = {"date": 12, "datetime": 18}  # characters: a date that does not fit shows as ####
TITLE_SIZE, HEAD_SIZE, LINE_SIZE = 2.1, 1.15, 1.1  # how much wider their signs are than those of the body
MOST_HEAD_LINES, MOST_IDENTITY = 3, 4
WIDENED = 2  # characters by which a column rather grows than breaks its head
CHARACTER = 7  # pixels of a character at 96 to the inch
PAPER_PIXELS = {True: 1026, False: 697}  # A4 across (landscape or not) within the margins
PAPER_HEIGHT = {True: 669, False: 997}  # the same downwards
SIGNED_ROWS = 3  # go on the page of the signatures
UNSURE = 0.1  # of a page: how far office programs differ in where it ends
SMALLEST_SCALE = 0.7  # smaller than that nobody reads: then pages beside each other
ROOMY_TEXT, LEFT = 16, 2 / 3  # characters; what a wider text keeps of its width to save a second page
SPARE = 0.88  # other office programs have other fonts, whose columns come out wider
SPLIT_SPARE = 0.75  # the widest of them (DejaVu Sans): a column too many would stand on a page of its own
SIGNING_ROOM = 8  # characters
LINE, MAX_HEIGHT = 15, 409  # points; Excel has no higher row
WIDER = 1.05  # a wide sign takes a little more than two digits
NUMBERS = frozenset({"int", "rank", "points", "share", "money"})
NUMERIC = (int, float, Decimal)


@dataclass(frozen=True)
class Column:
    """One column: ``width`` in characters, ``kind`` a key of ``FORMATS``. Neighbours of one ``group`` share a head.

    ``rank`` is any whole number without thousands: a place, a year, a version.
    ``points`` are the numbers as they are shown (``core.values.rounding.round_points``): each cell gets as many
    decimals as its number has, for one list may hold the scores of several schemes.

    ``source`` says where ``queryset_rows`` finds the value: a look-up path (``area__name``) or a function of the row.
    ``labels`` turns codes into words; for a path to a field with choices that happens by itself.
    ``maximum``: a column to be filled in, where Excel takes 0…maximum; everything else of its sheet is locked.
    ``places``: the decimals of what is filled in. ``options``: what a drop-down offers, also in rows to come.
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
    options: Sequence[str] = ()


@dataclass(frozen=True)
class Fixed:
    """A value in a column to be filled in that nobody may change any more."""

    value: Any


@dataclass(frozen=True)
class Bracketed:
    """Points that do not count, in brackets: (95.0). Still a number."""

    value: Decimal


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
    offered: list[Sequence[str]] = []
    for spec in sheets:
        sheet = book.add_worksheet(_sheet_name(spec.name, taken))
        _offer(sheet, spec.columns, _write_sheet(sheet, spec, look), offered)
        if spec.hidden:
            sheet.very_hidden()
    if offered:
        sheet = book.add_worksheet(OPTIONS)
        for row, values in enumerate(zip_longest(*offered, fillvalue="")):
            sheet.write_row(row, 0, values)
        sheet.very_hidden()
    book.close()


def _offer(sheet, columns: Sequence[Column], first: int, offered: list[Sequence[str]]) -> None:
    """Drop-downs from row ``first`` on; their lists, which Excel takes no longer than 255 signs, go to a sheet."""
    for index, column in enumerate(columns):
        if column.options:
            place = xl_col_to_name(len(offered), col_abs=True)
            offered.append(column.options)
            sheet.data_validation(first, index, first + OFFERED_ROWS, index, {
                "validate": "list", "source": f"='{OPTIONS}'!{place}$1:{place}${len(column.options)}",
                "error_type": "warning", "error_title": "不在可选之列", "error_message": "请从下拉里选",
            })  # fmt: skip


def xlsx_response(sheets: Iterable[SheetSpec], filename: str) -> FileResponse:
    """The workbook as a download; ``filename`` may be Chinese (RFC 5987) and needs no ending."""
    name = file_name(f"{filename}.xlsx")
    counted = [replace(spec, rows=_Counted(spec.rows)) for spec in sheets]
    file = workbook(counted)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    response.row_count = sum(spec.rows.count for spec in counted if not spec.hidden)  # for core.audit.trail
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
            {
                "font_name": "方正小标宋简体",
                "font_size": 22,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self.line = book.add_format(
            {"font_name": "仿宋_GB2312", "font_size": 12, "valign": "vcenter", "text_wrap": True}
        )
        middle = {"align": "center", "valign": "vcenter"}
        self.head = book.add_format({"font_name": "黑体", "font_size": 12, "border": 1, "text_wrap": True} | middle)
        self.cells = {
            kind: book.add_format(body | extra | ({"text_wrap": True} if kind in WRAPPED else {}))
            for kind, extra in FORMATS.items()
        }
        self._book, self._body, self._points = book, body, {}
        self.quoted = book.add_format(body | FORMATS["text"] | {"text_wrap": True, "quote_prefix": True})

    def points(self, places: int, *, is_open: bool = False, brackets: bool = False):
        """Points with so many decimals; ``is_open``: a cell to be filled in."""
        key = places, is_open, brackets
        if key not in self._points:
            code = "0." + "0" * places if places else "0"
            digits = {"num_format": f'"("{code}")"' if brackets else code}
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


def _write_sheet(sheet, spec: SheetSpec, look: _Look) -> int:
    """Strictly from the top down: in constant-memory mode a row once left cannot be written again.

    Returns the first row below the head.
    """
    plan = _Plan(spec)
    for index, (column, width) in enumerate(zip(spec.columns, plan.widths, strict=True)):
        sheet.set_column(index, index, width, None, {"hidden": column.hidden})
    first_page = plan.heading
    row = 0
    if spec.key:
        sheet.set_row(row, None, None, {"hidden": True})
        for index, text in enumerate(spec.key):
            sheet.write_string(row, index, text)
        row += 1
    if spec.title:
        row = _write_line(sheet, row, plan, [(spec.title, *first_page)], look.title, height=40, size=TITLE_SIZE)
    if spec.unit or spec.day:
        row = _write_line(sheet, row, plan, _unit_and_day(spec, plan), look.line)
    for note in spec.notes:
        row = _write_line(sheet, row, plan, [(note, *first_page)], look.line)
    first_head = row
    row = _write_heads(sheet, row, spec.columns, plan, look)
    writers = [_writer(sheet, column, look) for column in spec.columns]
    first_row = row
    sheet.repeat_rows(first_head, row - 1)
    sheet.freeze_panes(row, plan.identity)
    wrapped = [(index, plan.widths[index]) for index, column in enumerate(spec.columns) if column.kind in WRAPPED]
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
    if not _guard(sheet, spec.columns, first_row, row - 1) and row > first_row and not spec.hidden:
        sheet.autofilter(first_row - 1, 0, row - 1, plan.last)
    below = row
    for remark in spec.remarks:
        row = _write_line(sheet, row, plan, [(remark, *first_page)], look.line)
    if spec.signatures:
        row = _write_signatures(sheet, row, plan, look, SIGNATURES if spec.signatures is True else spec.signatures)
    _set_up_pages(sheet, spec, plan)
    if _ends_at_an_edge(sheet, plan, PAPER_HEIGHT[spec.landscape], (first_head, first_row, below, row)):
        sheet.set_h_pagebreaks([below - SIGNED_ROWS])
    return first_row


def _ends_at_an_edge(sheet, plan: "_Plan", paper: float, rows: tuple[int, int, int, int]) -> bool:
    """Whether what stands below the rows may come to stand alone on the last page.

    ``rows``: the first of the head, of the body, of what is below it, and the end.
    """
    head, body, below, end = rows
    if below - body <= SIGNED_ROWS or below == end:
        return False
    heights = [sheet.row_sizes.get(row, (sheet.default_row_height,))[0] for row in range(end)]
    page, repeated = paper / plan.scale, sum(heights[head:body])
    used, pages = sum(heights[:body]), 1
    for height in heights[body:below]:
        if used + height > page:
            used, pages = repeated, pages + 1
        used += height
    fits = used + sum(heights[below:]) <= page * (1 - UNSURE)
    return not fits or (pages > 1 and used - repeated < page * UNSURE)


def _set_up_pages(sheet, spec: SheetSpec, plan: "_Plan") -> None:
    if spec.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if len(plan.pages) == 1:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(round(plan.scale * 100))
        sheet.set_v_pagebreaks([first for first, _ in plan.pages[1:]])
        sheet.repeat_columns(0, plan.identity - 1)
        sheet.print_across()
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页 共 &N 页")


class _Plan:
    """How the columns lie on paper: widths in which no head or date breaks, pages side by side if they are too wide."""

    def __init__(self, spec: SheetSpec):
        columns = spec.columns
        self.last = len(columns) - 1
        self.heads = [_head(column.header, max(column.width, NARROWEST.get(column.kind, 0))) for column in columns]
        self.widths = [width for _, width in self.heads]
        self.identity = self._identity(columns)
        self.paper = PAPER_PIXELS[spec.landscape]
        self.shown = self._shown(columns)
        self._narrow_texts(columns)
        self.pages = self._pages(columns, self.paper)

    def _shown(self, columns: Sequence[Column]) -> list[float]:
        """The pixels of each column."""
        return [0 if column.hidden else _pixels(each) for column, each in zip(columns, self.widths, strict=True)]

    @property
    def _excess(self) -> float:
        """How many pixels too wide the sheet is for one page that can be read, in whatever office program."""
        return sum(self.shown) - self.paper * SPARE / SMALLEST_SCALE

    def _narrow_texts(self, columns: Sequence[Column]) -> None:
        """Wide texts give way, each by the same share of what it can spare, if that alone saves a second page."""
        spare = [
            max(0, width - max(ROOMY_TEXT, width * LEFT, _head_width(head.split("\n"))))
            if column.kind == "text" and not column.hidden
            else 0
            for column, (head, width) in zip(columns, self.heads, strict=True)
        ]
        if 0 < self._excess <= sum(spare) * CHARACTER:
            share = self._excess / (sum(spare) * CHARACTER)
            self.widths = [width - each * share for width, each in zip(self.widths, spare, strict=True)]
            self.shown = self._shown(columns)

    def _identity(self, columns: Sequence[Column]) -> int:
        """How many columns at the left say what a row is about: up to the first text, if that comes soon."""
        texts = (at for at, column in enumerate(columns) if column.kind == "text" and not column.hidden)
        at = next(texts, 0)
        return at + 1 if at < MOST_IDENTITY else 1

    def _pages(self, columns: Sequence[Column], paper: float) -> list[tuple[int, int]]:
        """(first, last) column of each page; a group of columns stays together where it fits on a page."""
        if self._excess < 1:
            return [(0, self.last)]
        repeated, room = sum(self.shown[: self.identity]), paper / SMALLEST_SCALE * SPLIT_SPARE
        pages, first, used = [], 0, 0
        at = 0
        while at <= self.last:
            end = at  # the whole group, or the one column
            while columns[at].group and end < self.last and columns[end + 1].group == columns[at].group:
                end += 1
            taken = sum(self.shown[at : end + 1])
            before = repeated if pages else 0
            if taken > room - repeated:
                end, taken = at, self.shown[at]  # wider than a page: column by column
            if used and before + used + taken > room:
                pages.append((first, at - 1))
                first, used = at, 0
            used += taken
            at = end + 1
        return [*pages, (first, self.last)]

    @property
    def scale(self) -> float:
        """How small the sheet is printed."""
        if len(self.pages) > 1:
            return SMALLEST_SCALE
        return min(1, self.paper * SPARE / sum(self.shown))

    @property
    def heading(self) -> tuple[int, int]:
        """Where title, unit and signatures stand: on the first page, beside the columns that each page repeats."""
        first, last = self.pages[0]
        return (first, last) if len(self.pages) == 1 or self.identity > last else (self.identity, last)

    def page_of(self, column: int) -> int:
        return next(number for number, (first, last) in enumerate(self.pages) if first <= column <= last)

    def width(self, first: int, last: int) -> float:
        """Of the columns that are shown, in characters."""
        return sum(pixels for pixels in self.shown[first : last + 1]) / CHARACTER


def _pixels(width: float) -> float:
    return width * CHARACTER + 5


def visual(text: str) -> int:
    """The width of a text in digits; Chinese characters take two."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text)


def _head(text: str, width: float) -> tuple[str, float]:
    """A head broken where people would break it, and the width that takes: before a bracket, else in the middle."""
    lines = text.split("\n")
    while len(lines) < MOST_HEAD_LINES and _head_width(lines) > width + WIDENED:
        longest = max(range(len(lines)), key=lambda at: visual(lines[at]))
        line = lines[longest]
        places = [at for at in range(1, len(line)) if line[at - 1] > "\u2e7f" and line[at] not in "）)、，"]
        if not places:
            break
        at = line.find("（") if line.find("（") > 0 else min(places, key=lambda at: abs(2 * at - len(line)))
        lines[longest : longest + 1] = [line[:at], line[at:]]
    return "\n".join(lines), max(width, _head_width(lines))


def _head_width(lines: Sequence[str]) -> float:
    return max(map(visual, lines)) * HEAD_SIZE + 1


def _write_line(
    sheet, row: int, plan: _Plan, parts: Sequence[tuple[str, int, int]], cell_format, *, height=24, size=LINE_SIZE
) -> int:
    """Texts over columns ``first``–``last`` of one row, as high as they need; returns the next row."""
    lines = 1
    for text, first, last in parts:
        lines = max(lines, _lines(text, plan.width(first, last) / size))
        _across(sheet, row, first, last, text, cell_format)
    sheet.set_row(row, min(height * lines if lines > 1 else height, MAX_HEIGHT))
    return row + 1


def _unit_and_day(spec: SheetSpec, plan: _Plan) -> list[tuple[str, int, int]]:
    """The unit at the left, the day at the right with just the room it needs."""
    first, last = plan.heading
    unit, day = f"填报单位（盖章）：{spec.unit}", f"填报日期：{spec.day:%Y-%m-%d}" if spec.day else ""
    split = last
    while split > first + 1 and plan.width(split, last) < visual(day) * LINE_SIZE + 2:
        split -= 1
    if not day or split == first:
        return [("　".join(filter(None, (unit, day))), first, last)]
    return [(unit, first, split - 1), (day, split, last)]


def _guard(sheet, columns: Sequence[Column], first: int, last: int) -> bool:
    """Only the columns to be filled in can be typed into, and they take 0…maximum; whether there are such.

    No password: it is no secret.
    """
    open_columns = [(index, column.maximum) for index, column in enumerate(columns) if column.maximum is not None]
    if not open_columns or last < first:
        return False
    for index, maximum in open_columns:
        sheet.data_validation(first, index, last, index, {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": f"{maximum.normalize():f}",
            "error_title": "不能这样填", "error_message": f"请填 0 到 {maximum.normalize():f} 之间的数",
        })  # fmt: skip
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    return True


def _lines(value, width: float) -> int:
    """How many lines a text takes in a column: not every office program heightens the rows of a file by itself."""
    if not isinstance(value, str) or (len(value) * 2 < width and "\n" not in value):
        return 1
    return sum(max(1, ceil(visual(line) * WIDER / width)) for line in value.split("\n"))


def _head_rows(columns: Sequence[Column]) -> int:
    return 2 if any(column.group for column in columns) else 1


def _write_heads(sheet, row: int, columns: Sequence[Column], plan: _Plan, look: _Look) -> int:
    """One head row, or two with the groups merged above their columns; returns the first row below."""
    texts = [text for text, _ in plan.heads]
    height = max(32, 17 * max(text.count("\n") + 1 for text in texts))
    if _head_rows(columns) == 1:
        sheet.set_row(row, height)
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text, look.head)
        return row + 1
    groups = groupby(enumerate(columns), key=lambda pair: (pair[1].group, plan.page_of(pair[0])))
    spans = [(group, [index for index, _ in members]) for (group, _), members in groups]
    lines = max(_lines(group, plan.width(own[0], own[-1]) / HEAD_SIZE) for group, own in spans if group)
    sheet.set_row(row, max(32, 17 * lines))
    for group, indexes in spans:
        if group:
            _across(sheet, row, indexes[0], indexes[-1], group, look.head)
            continue
        for index in indexes:
            sheet.write_string(row, index, texts[index], look.head)
            # merge_range would write both rows at once, which constant-memory mode allows only for the first of them
            sheet.merge.append([row, index, row + 1, index])
    sheet.set_row(row + 1, height)
    for index, column in enumerate(columns):
        if column.group:
            sheet.write_string(row + 1, index, texts[index], look.head)
        else:
            sheet.write_blank(row + 1, index, None, look.head)
    return row + 2


def _write_signatures(sheet, row: int, plan: _Plan, look: _Look, labels: Sequence[str]) -> int:
    """The last lines: who answers for the sheet, as many beside each other as have room to sign. Returns the end."""
    for beside in (each for each in range(len(labels), 0, -1) if len(labels) % each == 0):
        slots = _slots(plan, beside)
        fits = (
            visual(text) * LINE_SIZE + SIGNING_ROOM <= plan.width(*slot)
            for text, slot in zip(labels, slots * len(labels), strict=False)
        )
        if len(slots) == beside and (beside == 1 or all(fits)):
            break
    for start in range(0, len(labels), beside):
        parts = [(text, *slot) for text, slot in zip(labels[start : start + beside], slots, strict=False)]
        row = _write_line(sheet, row, plan, parts, look.line, height=36)
    return row


def _slots(plan: _Plan, count: int) -> list[tuple[int, int]]:
    """The heading's columns cut into ``count`` runs of about the same width; fewer where there are no more."""
    first, last = plan.heading
    whole, starts = plan.width(first, last), [first]
    for at in range(first + 1, last + 1):
        if len(starts) < count and plan.width(first, at - 1) >= whole * len(starts) / count:
            starts.append(at)
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], last + 1], strict=True)]


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
        cell, brackets = own, isinstance(value, Bracketed)
        if brackets:
            value = value.value
        if isinstance(value, Fixed):
            cell, value = locked, value.value
        if value is None or value == "":
            sheet.write_blank(row, index, None, cell)
        elif is_number and isinstance(value, NUMERIC) and not isinstance(value, bool):
            if kind == "points" and isinstance(value, Decimal):
                places = -min(value.as_tuple().exponent, 0)
                cell = look.points(places, is_open=cell is not locked, brackets=brackets)
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
