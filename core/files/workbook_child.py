"""Reads or marks one workbook in a process of its own: a file made to break readers breaks this process only.

Started as a script by ``core.files.workbooks``, so it knows nothing of Django. The first line of standard input says
what to do, the file follows; standard output takes JSON (what was read, or why it is refused) or the marked
workbook. The kernel limits memory and processor time; what a file may hold is counted before anything builds it
up in memory.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MAX_CELLS = 200_000  # of all sheets, the empty ones among them: 5,000 rows of 40 columns
MAX_ELEMENTS = 800_000  # of a part that holds cells, texts, styles or the order of formulas
MAX_OTHERS = 20_000  # of any other part, and in a sheet of what is no cell: Excel itself has 16,384 columns
MAX_LINES = 100_000  # rows of all sheets, the empty ones among them
LARGE_PARTS = ("sharedstrings.xml", "calcchain.xml")
MAX_PARTS, MAX_UNPACKED = 500, 30_000_000  # of the archive; bytes
MAX_COVERED = 100_000  # cells behind merged ones
LIMITS = {"read": (100_000_000, 4), "mark": (400_000_000, 15), "copy": (200_000_000, 8)}  # bytes, processor seconds
MAX_STYLES = 70_000  # Excel itself has no more
MAX_TEXT = 40_000  # of a cell; Excel itself takes 32,767 signs
CHUNK = 1 << 20  # large, since a sign is looked at again with each chunk of an element that does not end
RED = "F4B6B0"

UNREADABLE = "这个文件打不开，请用 Excel 或 WPS 另存为 .xlsx 再上传"
TOO_LARGE = "这个文件展开后太大，请用从本页下载的表填写"
TOO_MANY_CELLS = "表里的格太多，空白的格也算；请删去没有数据的行和列，或用从本页下载的表填写"
TOO_MANY_MERGED = "合并的单元格太多，请用从本页下载的表填写"
NO_RESULT = "公式没有算出结果，请用 Excel 或 WPS 打开、保存后再上传，或直接填数"
BROKEN_VALUE = "是公式的错误值，请改正公式，或直接填数"
PERCENT = "是百分数，请把单元格格式改为“常规”，再填数"
MERGED = "是合并的单元格，请取消合并，每格各填各的"

BUILT_IN_PERCENT = {"9", "10"}
WRITTEN_OUT = re.compile(r'"[^"]*"|\\.|_.')  # of a number format: what stands there as it is
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class Refused(Exception):
    """The file is not taken; the message says why and what to do."""


# ---------------------------------------------------------------- looking through the archive
class Part:
    """An XML part told element by element, by names without namespace: Transitional and Strict differ in it.

    A document type is refused whatever the part's encoding: what it declares could grow without end.
    """

    def __init__(self, most: int = MAX_OTHERS):
        self.most = most
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.elements = 0

    def read(self, file) -> None:
        read = 0
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if read > MAX_UNPACKED:  # the archive's list of contents may lie
                raise Refused(TOO_LARGE)
            self.parser.Parse(chunk, False)
        if read:
            self.parser.Parse(b"", True)

    def _refuse(self, *_):
        raise Refused(UNREADABLE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > self.most:
            raise Refused(TOO_LARGE)
        self.start(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(" ")[2])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, tag: str) -> None:
        pass


class Listing(Part):
    """The sheets of a workbook and where their parts lie."""

    def __init__(self):
        super().__init__()
        self.relations: list[tuple[str, str]] = []  # name of a sheet, its relation
        self.targets: dict[str, str] = {}
        self.styles = ""

    def start(self, tag, attributes):
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.relations.append((attributes.get("name", ""), relation))
        elif tag == "Relationship":
            target = attributes.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self.targets[attributes.get("Id", "")] = target
            if attributes.get("Type", "").endswith("/styles"):
                self.styles = target

    @property
    def sheets(self) -> dict[str, str]:
        """Name → part."""
        return {name: self.targets.get(relation, "") for name, relation in self.relations}


class Styles(Part):
    """Which cell styles show percentages."""

    def __init__(self):
        super().__init__(MAX_ELEMENTS)
        self.codes: dict[str, str] = {}
        self.percent: set[str] = set()  # styles by number, as cells name them
        self.inside, self.count = False, 0

    def start(self, tag, attributes):
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            if self._is_percent(attributes.get("numFmtId", "0")):
                self.percent.add(str(self.count))
            self.count += 1
            if self.count > MAX_STYLES:
                raise Refused(TOO_LARGE)

    def end(self, tag):
        if tag == "cellXfs":
            self.inside = False

    def _is_percent(self, number: str) -> bool:
        code = self.codes.get(number)
        return number in BUILT_IN_PERCENT if code is None else "%" in WRITTEN_OUT.sub("", code)


class Sheet(Part):
    """What the values of a sheet do not tell: percentages, formulas without result, errors, merged cells, hiding."""

    def __init__(self, percent: set[str], budget: "Budget"):
        super().__init__(MAX_ELEMENTS)
        self.percent, self.budget = percent, budget
        self.others = 0
        self.faults: dict[tuple[int, int], tuple[str, str]] = {}  # (row, column) from 1 → what is seen, why not
        self.covered: dict[tuple[int, int], str] = {}  # cells behind merged ones → the place of that one
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.at = (0, 0)
        self.cell: dict[str, str] = {}
        self.texts: dict[str, str] = {}  # of the cell: value, formula, text in place, as far as there are such
        self.reading = ""
        self.parser.CharacterDataHandler = self._characters

    def start(self, tag, attributes):
        row, column = self.at
        if tag == "c":
            self.budget.take_cell()
            self.cell, self.texts = attributes, {}
            self.at = place(attributes.get("r", "")) or (row, column + 1)
        elif tag in ("v", "f", "is"):
            self.texts[tag], self.reading = "", tag
        elif tag == "row":
            self.budget.take_line()
            number = number_of(attributes.get("r")) or row + 1
            self.at = (number, 0)
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(number)
        elif not self.reading:
            self.others += 1
            if self.others > MAX_OTHERS:
                raise Refused(TOO_LARGE)
            if tag == "col" and attributes.get("hidden") in ("1", "true"):
                if len(self.hidden_columns) < self.budget.max_columns:
                    first, last = number_of(attributes.get("min")), number_of(attributes.get("max"))
                    self.hidden_columns.update(range(max(first, 1), min(last, self.budget.max_columns) + 1))
            elif tag == "mergeCell":
                self._merge(attributes.get("ref", ""))

    def end(self, tag):
        if tag == self.reading:
            self.reading = ""
        elif tag == "c" and self.texts:
            self._judge()

    def _characters(self, text):
        if self.reading:
            self.texts[self.reading] += text
            if len(self.texts[self.reading]) > MAX_TEXT:
                raise Refused(TOO_LARGE)

    def _judge(self):
        value, formula = self.texts.get("v"), self.texts.get("f")
        kind = self.cell.get("t", "n")
        if formula is not None and not value:
            self.faults[self.at] = (f"={formula}", NO_RESULT)
        elif kind == "e":
            self.faults[self.at] = (value or "", BROKEN_VALUE)
        elif value and kind == "n" and self.cell.get("s") in self.percent:
            self.faults[self.at] = (percent_of(value), PERCENT)
        if value or self.texts.get("is"):
            self.budget.check_place(*self.at)

    def _merge(self, ref: str):
        first, _, last = ref.partition(":")
        corner, end = place(first), place(last)
        if not corner or not end:
            return
        (top, left), (bottom, right) = corner, end
        bottom, right = min(bottom, self.budget.max_rows), min(right, self.budget.max_columns)
        self.budget.take_covered((bottom - top + 1) * (right - left + 1))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != corner:
                    self.covered[row, column] = first

    def faulty(self) -> dict[int, dict[int, dict[str, str]]]:
        """Row → column → what stands for the value."""
        found: dict[int, dict[int, dict[str, str]]] = {}
        for (row, column), anchor in self.covered.items():
            found.setdefault(row, {})[column] = {"shown": f"（与 {anchor} 合并）", "why": MERGED}
        for (row, column), (shown, why) in self.faults.items():
            found.setdefault(row, {})[column] = {"shown": shown[:200], "why": why}
        return found


class Budget:
    """How much of a workbook is taken."""

    def __init__(self, max_rows: int, max_columns: int):
        self.max_rows, self.max_columns = max_rows, max_columns
        self.cells = self.covered = self.lines = 0

    def take_cell(self) -> None:
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise Refused(TOO_MANY_CELLS)

    def take_line(self) -> None:
        self.lines += 1
        if self.lines > MAX_LINES:
            raise Refused(TOO_MANY_CELLS)

    def take_covered(self, count: int) -> None:
        self.covered += max(count, 0)
        if self.covered > MAX_COVERED:
            raise Refused(TOO_MANY_MERGED)

    def check_place(self, row: int, column: int) -> None:
        """A value far outside would make the reader build up all that lies between."""
        if row > self.max_rows:
            raise Refused(f"表格超过 {self.max_rows} 行，请用从本页下载的表填写")
        if column > self.max_columns:
            raise Refused(f"表格超过 {self.max_columns} 列，请用从本页下载的表填写")


def place(text: str) -> tuple[int, int] | None:
    """(row, column) of a place such as D7."""
    found = PLACE.match(text)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def number_of(text: str | None) -> int:
    """A number of a row or column; 0 for what is none."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def percent_of(text: str) -> str:
    try:
        return f"{float(text) * 100:.10g}%"
    except ValueError:
        return text


def look_through(content: bytes, budget: Budget) -> dict[str, Sheet]:
    """Sheet by name → what is to be known of it. ``Refused`` for what is made to break readers."""
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused(TOO_LARGE)
        listing, styles = Listing(), Styles()
        special = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        for name in special:
            with archive.open(name) as file:
                part = Listing()
                part.read(file)
            listing.relations += part.relations
            listing.targets |= part.targets
            listing.styles = listing.styles or part.styles
        sheets = {name: Sheet(styles.percent, budget) for name in listing.sheets}
        by_part: dict[str, Part] = {listing.sheets[name]: sheet for name, sheet in sheets.items()}
        names = [part.filename for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
        for name in sorted(names, key=lambda name: name != listing.styles):  # styles first: sheets name them
            if name not in special:
                with archive.open(name) as file:
                    (styles if name == listing.styles else by_part.get(name) or plain_part(name)).read(file)
        missing = set(by_part) - set(names)
    return {name: sheet for name, sheet in sheets.items() if listing.sheets[name] not in missing}


def plain_part(name: str) -> Part:
    """A part that is only looked through for what breaks readers."""
    return Part(MAX_ELEMENTS if name.lower().endswith(LARGE_PARTS) else MAX_OTHERS)


# ---------------------------------------------------------------- reading
def read(content: bytes, max_rows: int, max_columns: int) -> Iterator[tuple[Any, Sheet, list[list]]]:
    """The sheets in their order: what the reader says of one, what we found, its rows of values.

    A value that does not say what is meant is ``{"shown": …, "why": …}``, a day ``{"day": …}``.
    """
    looked = look_through(content, Budget(max_rows, max_columns))
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for facts in book.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = looked.get(facts.name)
        if sheet is None:
            raise Refused(UNREADABLE)
        rows = [list(map(plain, row)) for row in book.get_sheet_by_name(facts.name).to_python(skip_empty_area=False)]
        for number, faults in sheet.faulty().items():
            if number <= max_rows:
                rows.extend([] for _ in range(number - len(rows)))
                put_in(rows[number - 1], faults)
        yield facts, sheet, rows


def put_in(row: list, faults: dict[int, dict[str, str]]) -> None:
    row.extend([None] * (max(faults) - len(row)))
    for column, fault in faults.items():
        if fault["why"] != MERGED or row[column - 1] is None:
            row[column - 1] = fault


def plain(value):
    """A value as JSON takes it."""
    if value == "":
        return None
    if isinstance(value, datetime | date):
        return {"day": value.isoformat()}
    return value if isinstance(value, str | bool | int | float) else str(value)


# ---------------------------------------------------------------- marking
def mark(content: bytes, cells: list[list[int]], reasons: dict[str, str], behind: int) -> bytes:
    """The workbook itself with ``cells`` red and the ``reasons`` of rows in the column ``behind``."""
    import openpyxl  # noqa: PLC0415 (takes longer to load than most workbooks to read)
    from openpyxl.styles import PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    red = PatternFill("solid", fgColor=f"FF{RED}")
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    sheet.protection.sheet = False
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col <= behind <= merged.max_col:
            sheet.unmerge_cells(str(merged))
    for row, column in cells:
        sheet.cell(row, column).fill = red
    for row, why in reasons.items():
        cell = sheet.cell(int(row), behind)
        cell.value, cell.data_type, cell.fill = why, "s", red
    sheet.column_dimensions[get_column_letter(behind)].width = 60
    marked = BytesIO()
    book.save(marked)
    return marked.getvalue()


def copy(
    content: bytes, cells: list[list[int]], reasons: dict[str, str], behind: int, max_rows: int, max_columns: int
) -> bytes:
    """The same in a new workbook, with the values alone: for what the writer of ``mark`` cannot open."""
    import xlsxwriter  # noqa: PLC0415

    made = BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    )
    red = book.add_format({"bg_color": f"#{RED}", "text_wrap": True})
    wrong = {tuple(cell) for cell in cells}
    for index, (facts, found, rows) in enumerate(read(content, max_rows, max_columns)):
        sheet = book.add_worksheet()
        sheet.name = facts.name  # as it was, also where Excel itself would not take it
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                look = red if index == 0 and (number, column) in wrong else None
                shown = value.get("shown", value.get("day")) if isinstance(value, dict) else value
                write_cell(sheet, number - 1, column - 1, shown, look)
        for row in found.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in found.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        if facts.visible != SheetVisibleEnum.Visible:
            sheet.very_hidden()
        if index == 0:
            sheet.set_column(behind - 1, behind - 1, 60)
            for row, why in reasons.items():
                write_cell(sheet, int(row) - 1, behind - 1, why, red)
    book.close()
    return made.getvalue()


def write_cell(sheet, row: int, column: int, value, look) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_string(row, column, value, look)


# ---------------------------------------------------------------- the process
def answer(asked: dict[str, Any], content: bytes) -> bytes:
    limits = asked["max_rows"], asked["max_columns"]
    if asked["do"] == "read":
        return json.dumps({"sheets": [[facts.name, rows] for facts, _, rows in read(content, *limits)]}).encode()
    marks = asked["cells"], asked["reasons"], asked["behind"]
    return mark(content, *marks) if asked["do"] == "mark" else copy(content, *marks, *limits)


def main() -> None:
    """Whatever else a broken workbook raises ends the process, which tells as much."""
    first, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(first)
    memory, seconds = LIMITS[asked["do"]]
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        given = answer(asked, content)
    except Refused as error:
        given = json.dumps({"refused": str(error)}).encode()
    except MemoryError:
        given = json.dumps({"refused": TOO_LARGE}).encode()
    sys.stdout.buffer.write(given)


if __name__ == "__main__":
    main()
