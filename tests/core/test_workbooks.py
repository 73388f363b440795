"""Workbooks from outside: what Excel and WPS open is read, what breaks readers is refused. findings.md, ux.md page 4"""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date

import openpyxl
import pytest

from core.errors import TouyanError
from core.files import workbook_child, workbooks

SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-I", sys.argv[1]], input=sys.stdin.buffer.read(), capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
refused = done.returncode or b"refused" in done.stdout[:20]
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, int(bool(refused)))
"""


def saved(*rows, change=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, change) -> bytes:
    """The workbook with one part made anew by ``change``, or put in."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {each: old.read(each) for each in old.namelist()}
        parts[name] = change(parts.get(name, b""))
        for each, data in parts.items():
            new.writestr(each, data)
    return made.getvalue()


def sheet_of(inner: str, before: str = "", behind: str = "") -> bytes:
    data = f"<worksheet {NS}>{before}<sheetData>{inner}</sheetData>{behind}</worksheet>".encode()
    return with_part(saved(), SHEET, lambda _: data)


def only(content: bytes) -> list[tuple]:
    [rows] = workbooks.read(content).values()
    return rows


# ---------------------------------------------------------------- what Excel and WPS open
def strict(content: bytes) -> bytes:
    """As Excel's “Strict Open XML” writes it."""
    old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(made, "w") as other:
        for name in parts.namelist():
            data = parts.read(name).replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main")
            link = b"officeDocument/2006/relationships"
            other.writestr(name, data.replace(old + link, new + b"officeDocument/relationships"))
    return made.getvalue()


def empty_fill(content: bytes) -> bytes:
    return with_part(content, STYLES, lambda data: re.sub(rb"(<fills[^>]*>)", rb"\1<fill/>", data, count=1))


def link_without_relation(content: bytes) -> bytes:
    link = b'<hyperlinks><hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    link += b'ref="A1" r:id="rId77"/></hyperlinks><pageMargins'
    return with_part(content, SHEET, lambda data: data.replace(b"<pageMargins", link, 1))


def odd_date(content: bytes) -> bytes:
    return with_part(content, "docProps/core.xml", lambda data: re.sub(rb"\d{4}-\d\d-\d\dT[^<]*", b"today", data))


ODD = [strict, empty_fill, link_without_relation, odd_date]


@pytest.mark.parametrize("oddly", ODD)
def test_files_of_other_programs_are_read(oddly):
    content = oddly(saved(["高台村", 8.5], ["弥陀村", 25]))
    assert only(content) == [("高台村", 8.5), ("弥陀村", 25)]


@pytest.mark.parametrize("oddly", ODD)
def test_a_marked_copy_always_comes(oddly):
    content = oddly(
        saved(["key", "隐藏"], ["高台村", 99], change=lambda book: book.create_sheet("原值").append(["1", "8"]))
    )
    marked = workbooks.marked(content, cells=[(2, 2)], reasons={2: "=超过满分"}, behind=3)
    book = openpyxl.load_workbook(io.BytesIO(marked))
    sheet = book.worksheets[0]
    assert sheet["B2"].value == 99
    assert sheet["B2"].fill.fgColor.rgb == "FFF4B6B0"
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=超过满分", "s")
    assert [[cell.value for cell in row] for row in book["原值"].iter_rows()] == [["1", "8"]]
    assert only_first(marked)[1][:2] == ("高台村", 99)  # it can be filled in and uploaded again


def only_first(content: bytes) -> list[tuple]:
    return next(iter(workbooks.read(content).values()))


def test_a_copy_keeps_what_was_hidden():
    def hide(book):
        book.active.row_dimensions[1].hidden = True
        book.active.column_dimensions["A"].hidden = True
        book.create_sheet("原值").sheet_state = "veryHidden"

    content = link_without_relation(saved(["key", 1], ["高台村", 99], change=hide))
    book = openpyxl.load_workbook(io.BytesIO(workbooks.marked(content, cells=[], reasons={}, behind=3)))
    assert book.active.row_dimensions[1].hidden
    assert book.active.column_dimensions["A"].hidden
    assert book["原值"].sheet_state == "veryHidden"


@pytest.mark.parametrize("number", [14, 27, 31, 57, 58])
def test_built_in_formats_of_days_give_days(number):
    content = saved([46239], change=lambda book: setattr(book.active["A1"], "number_format", "0.000"))

    def as_day(data):
        return re.sub(rb'(<xf [^>]*?)numFmtId="16\d"', rb'\1numFmtId="%d"' % number, data)

    assert only(with_part(content, STYLES, as_day)) == [(date(2026, 8, 5),)]


@pytest.mark.parametrize(
    ("value", "code", "shown", "why"),
    [
        (0.9, "0%", "90%", workbook_child.PERCENT),
        (0.125, '0.0%;"无"', "12.5%", workbook_child.PERCENT),
        ("=4+5", "General", "=4+5", workbook_child.NO_RESULT),
    ],
)
def test_a_cell_that_does_not_say_what_was_meant_says_why(value, code, shown, why):
    def form(book):
        book.active["B1"].number_format = code

    [(_, cell)] = only(saved(["高台村", value], change=form))
    assert (str(cell), cell.why) == (shown, why)


def test_a_percent_sign_that_is_only_written_out_is_no_percentage():
    assert only(saved([9], change=lambda book: setattr(book.active["A1"], "number_format", '0"%"'))) == [(9,)]


def test_cells_behind_a_merged_one_name_it():
    content = saved(["a", 1], ["b", None], change=lambda book: book.active.merge_cells("B1:B3"))
    rows = only(content)
    assert rows[0] == ("a", 1)
    assert [(str(row[1]), row[1].why) for row in rows[1:]] == [("（与 B1 合并）", workbook_child.MERGED)] * 2


def test_an_error_value_is_no_text():
    content = saved(["#N/A"], change=lambda book: setattr(book.active["A1"], "data_type", "e"))
    [(cell,)] = only(content)
    assert (str(cell), cell.why) == ("#N/A", workbook_child.BROKEN_VALUE)


# ---------------------------------------------------------------- what breaks readers
def far_apart(place: str) -> bytes:
    row = place.strip("XFDxfd")
    return sheet_of(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{place}"><v>1</v></c></row>')


def entities(encoding: str) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 12}">' for n in range(1, 9))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY e0 "{"x" * 99}">{levels}]>'
    text += f'<worksheet {NS}><sheetData><row><c t="str"><v>&e8;</v></c></row></sheetData></worksheet>'
    return with_part(saved(), SHEET, lambda _: text.encode(encoding))


def part(name: str, data: bytes | str) -> bytes:
    return with_part(saved(), name, lambda _: data.encode() if isinstance(data, str) else data)


HOSTILE = {
    "entities": lambda: entities("utf-8"),
    "entities in UTF-16": lambda: entities("utf-16"),
    "entities in another part": lambda: part("xl/theme/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
    "empty cells": lambda: sheet_of(("<row>" + "<c/>" * 1000 + "</row>") * 5000),
    "rows without cells": lambda: sheet_of("".join(f'<row r="{number}"/>' for number in range(1, 1_000_001))),
    "columns": lambda: sheet_of("", before='<col min="1" max="1" width="9"/>' * 200_000),
    "names": lambda: with_part(
        saved(),
        "xl/workbook.xml",
        lambda data: data.replace(
            b"</workbook>",
            b"<definedNames>%s</definedNames></workbook>" % (b'<definedName name="n">A!$A$1</definedName>' * 200_000),
        ),
    ),
    "nested elements of another part": lambda: part("xl/x.xml", "<a>" * 300_000 + "</a>" * 300_000),
    "empty rows": lambda: sheet_of("<row/>" * 4_500_000),
    "two cells far apart": lambda: far_apart("XFD1048576"),
    "two cells far apart, written small": lambda: far_apart("xfd1048576"),
    "merged cells": lambda: sheet_of("", behind='<mergeCell ref="A1:XFD1048576"/>' * 99_999),
    "hidden columns": lambda: sheet_of("<row/>" * 800_000, before='<col min="1" max="16384" hidden="1"/>' * 99_999),
    "texts": lambda: part(STRINGS, f"<sst {NS}>{'<si><t>x</t></si>' * 1_500_000}</sst>"),
    "a long text": lambda: sheet_of(f'<row><c t="inlineStr"><is><t>{"x" * 29_000_000}</t></is></c></row>'),
    "a long attribute": lambda: sheet_of(f'<row r="{"9" * 20_000_000}"/>'),
    "nested elements": lambda: part(SHEET, "<a>" * 1_000_000),
    "styles": lambda: part(STYLES, f"<styleSheet {NS}><cellXfs>{'<xf/>' * 3_000_000}"),
    "blanks": lambda: part("xl/x.xml", " " * 29_000_000),
    "a large part": lambda: part("xl/media/x.bin", bytes(31_000_000)),
    "a sheet that is not there": lambda: with_part(
        saved(), "xl/_rels/workbook.xml.rels", lambda data: data.replace(b"sheet1", b"sheet9")
    ),
    "no XML": lambda: part(SHEET, b"\xff\xfe\x00"),
    "an unknown encoding": lambda: part(SHEET, '<?xml version="1.0" encoding="utf-7"?><a/>'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_breaks_readers_is_refused_at_once(name):
    content = HOSTILE[name]()
    asked = json.dumps({"do": "read", "max_rows": workbooks.MAX_ROWS, "max_columns": workbooks.MAX_COLUMNS})
    measured = subprocess.run(  # noqa: S603
        [sys.executable, "-c", MEASURED, workbooks.CHILD],
        input=asked.encode() + b"\n" + content, capture_output=True, check=True,
    )  # fmt: skip
    seconds, memory, refused = map(float, measured.stdout.split())
    assert refused
    assert seconds < 1, "of processor time: the machine may be busy with other things"
    assert memory < 115_000_000  # 100 MB of its own, and the programs' code


def test_the_largest_workbook_that_is_taken_is_read():
    rows = [[f"村{number}", *(number * at / 8 for at in range(1, 30))] for number in range(workbooks.MAX_ROWS)]
    assert only(saved(*rows))[-1][1:3] == (4999 / 8, 4999 / 4)


@pytest.mark.parametrize(("rows", "columns"), [(workbooks.MAX_ROWS + 1, 1), (1, workbooks.MAX_COLUMNS + 1)])
def test_nothing_beyond_the_limits_is_left_out_in_silence(rows, columns):
    content = saved(change=lambda book: book.active.cell(rows, columns, "x"))
    with pytest.raises(TouyanError, match="超过"):
        workbooks.read(content)


def test_formatted_rows_below_the_data_do_no_harm():
    def border(book):
        for row in range(2, 7000):
            book.active.cell(row, 1).number_format = "0.00"

    assert [row for row in only(saved(["a"], change=border)) if any(row)] == [("a",)]


@pytest.mark.parametrize(
    ("name", "words"), [("entities in UTF-16", "打不开"), ("empty cells", "空白的格也算"), ("no XML", "打不开")]
)
def test_a_refusal_says_what_to_do(name, words):
    with pytest.raises(TouyanError, match=words):
        workbooks.read(HOSTILE[name]())


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(workbooks, "PATIENCE", 0.001)
    with pytest.raises(TouyanError, match="太大"):
        workbooks.read(saved(["a"]))
