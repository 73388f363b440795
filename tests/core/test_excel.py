"""Workbooks: official look, text never a formula, streamed, Chinese names."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import openpyxl
import pytest
from django.http import FileResponse
from hypothesis import given
from hypothesis import strategies as st

from core.files.excel import SIGNATURES, Column, SheetSpec, queryset_rows, workbook, xlsx_response
from tests.examples import times

NAME = Column("村", 14)
POINTS = Column("总分", 10, "points")


def read(*specs: SheetSpec) -> openpyxl.Workbook:
    with workbook(specs) as file:
        return openpyxl.load_workbook(io.BytesIO(file.read()))


def bare(columns, rows, **more) -> SheetSpec:
    return SheetSpec("表", columns, rows, **{"signatures": False, **more})


def test_heading_unit_rows_and_signatures_stand_in_this_order():
    columns = (Column("名次", 6, "rank"), NAME, POINTS, Column("备注", 20))
    rows = [(1, "汉山村", Decimal("94.25"), None)]
    spec = SheetSpec("排名", columns, rows, "比武排名", "南郑区委组织部", date(2026, 9, 30))
    sheet = read(spec)["排名"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "比武排名"
    assert rows[1] == ("填报单位（盖章）：南郑区委组织部", None, "填报日期：2026-09-30", None)
    assert rows[2] == ("名次", "村", "总分", "备注")
    assert rows[3] == (1, "汉山村", 94.25, None)
    assert [[text for text in row if text] for row in rows[4:]] == [
        ["主要负责人（签字）：", "审核人："],
        ["填表人：", "联系电话："],
    ], "too narrow for four beside each other"


def test_page_is_a4_one_page_wide_with_repeated_heads_and_footer():
    sheet = read(SheetSpec("表", (NAME, POINTS), [("a", 1)], "题", "单位", date(2026, 9, 30)))["表"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is the default
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert (sheet["A3"].font.name, sheet["A4"].font.name) == ("黑体", "仿宋_GB2312")


def test_portrait_on_request():
    assert read(bare((NAME,), [], landscape=False))["表"].page_setup.orientation == "portrait"


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_text_is_never_a_formula(text):
    cell = read(bare((NAME,), [(text,)]))["表"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


def test_numbers_keep_their_sign_and_decimals():
    columns = (POINTS, Column("占比", 8, "share"), Column("元", 12, "money"))
    cells = read(bare(columns, [(Decimal("-0.50"), 0.733, 12000)]))["表"][2]
    assert [cell.value for cell in cells] == [-0.5, 0.733, 12000]
    assert [cell.number_format for cell in cells] == ["0.00", "0.0%", "#,##0.00"]


def test_dates_are_dates_and_times_are_ours():
    columns = (Column("日期", 12, "date"), Column("时间", 18, "datetime"), Column("启用", 6))
    row = (date(2026, 9, 30), datetime(2026, 9, 30, 16, 5, tzinfo=UTC), True)
    cells = read(bare(columns, [row]))["表"][2]
    assert [cell.value for cell in cells] == [datetime(2026, 9, 30), datetime(2026, 10, 1, 0, 5), "是"]  # noqa: DTZ001
    assert cells[0].number_format == "yyyy-mm-dd"


def test_a_value_of_another_kind_is_text():
    assert read(bare((POINTS,), [("缺考",)]))["表"]["A2"].value == "缺考"


def test_long_digits_stay_text():
    assert read(bare((NAME,), [("610703198305120019",)]))["表"]["A2"].value == "610703198305120019"


def test_groups_share_a_head_and_single_columns_span_both_rows():
    columns = (
        NAME,
        Column("一村一品", 10, "points", group="产业兴旺"),
        Column("集体增收", 10, "points", group="产业兴旺"),
        Column("垃圾污水", 10, "points", group="环境优美"),
        POINTS,
        Column("备注", 10),
    )
    sheet = read(bare(columns, [("战斗村", 9, 8.5, 7, 24.5, "")]))["表"]
    assert [cell.value for cell in sheet[1]] == ["村", "产业兴旺", None, "环境优美", "总分", "备注"]
    assert [cell.value for cell in sheet[2]] == [None, "一村一品", "集体增收", "垃圾污水", None, None]
    assert [cell.value for cell in sheet[3]][:5] == ["战斗村", 9, 8.5, 7, 24.5]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1", "E1:E2", "F1:F2"}
    assert sheet.print_title_rows == "$1:$2"


def test_sheets_with_awkward_names_stay_apart():
    book = read(*(bare((NAME,), [(name,)]) for name in "ab"))
    assert book.sheetnames == ["表", "表(2)"]
    long = "二〇二六年第三季度村党组织书记擂台比武实地观摩[评分]表：高台镇和黎坪镇"
    names = read(*(SheetSpec(long, (NAME,), []) for _ in "ab")).sheetnames
    assert len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_an_empty_sheet_still_has_head_and_signatures():
    rows = list(read(SheetSpec("表", (NAME, POINTS), [], "题"))["表"].iter_rows(values_only=True))
    assert rows[1] == ("村", "总分")
    assert [row[0] for row in rows[2:]] == list(SIGNATURES)


# ---------------------------------------------------------------- on paper
def wide(count: int) -> SheetSpec:
    """A matrix: rank and village, then groups of ten seats."""
    seats = [Column(f"{at % 10 + 1}号", 6, "points", group=f"第{at // 10 + 1}组") for at in range(count)]
    columns = [Column("名次", 6, "rank"), NAME, *seats]
    rows = [[rank, "汉山村", *([8.5] * count)] for rank in (1, 2)]
    return SheetSpec("表", columns, rows, "得分矩阵", "南郑区委组织部", date(2026, 9, 30))


def test_what_is_too_wide_for_a_page_goes_on_pages_beside_each_other():
    sheet = read(wide(50))["表"]
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale == 70
    assert sheet.print_title_cols == "$A:$B", "what a row is about stands on each page"
    breaks = [each.id for each in sheet.col_breaks.brk]
    assert breaks
    assert all((at - 2) % 10 == 0 for at in breaks), "a group of columns stays together"
    first = breaks[0]
    title = next(each for each in sheet.merged_cells.ranges if each.min_row == each.max_row == 1)
    assert (title.min_col, title.max_col) == (3, first), "the heading stands on the first page, not across all"
    assert sheet.page_setup.pageOrder == "overThenDown"


def test_a_group_wider_than_a_page_says_its_name_on_each():
    seats = [Column(f"{at + 1}号", 6, "points", group="民主测评") for at in range(60)]
    sheet = read(bare([NAME, *seats], [["汉山村", *([8.5] * 60)]]))["表"]
    names = [cell.value for cell in sheet[1] if cell.value == "民主测评"]
    assert len(names) == len(sheet.col_breaks.brk) + 1 > 1


def test_what_is_not_too_wide_stays_on_one_page():
    sheet = read(wide(20))["表"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not sheet.col_breaks.brk


def printed_scale(sheet) -> Fraction:
    """How small a sheet of one page is printed: A4 across within the margins, 7 pixels a character."""
    wide = sum((each.max - each.min + 1) * each.width for each in sheet.column_dimensions.values())
    return Fraction(1026) / Fraction(wide * 7)


@pytest.mark.parametrize("count", range(10, 45))
def test_a_matrix_is_never_printed_smaller_than_people_read(count):
    """31 columns on one page came out at 5 points and less."""
    sheet = read(wide(count))["表"]
    if sheet.col_breaks.brk:
        assert sheet.page_setup.scale == 70
        assert sheet.print_title_cols == "$A:$B"
    else:
        assert printed_scale(sheet) * 11 >= Fraction("7.7"), "points"
    assert bool(sheet.col_breaks.brk) == (count > 24)


@pytest.mark.parametrize("count", [25, 31, 50])
def test_each_page_takes_its_columns_in_office_programs_with_wide_fonts_too(count):
    """DejaVu Sans, where nothing narrower is installed, makes columns a third wider than Calibri."""
    sheet = read(wide(count))["表"]
    widths = [0.0] * (count + 2)
    for each in sheet.column_dimensions.values():
        widths[each.min - 1 : each.max] = [each.width * 7] * (each.max - each.min + 1)
    edges = [0, *(each.id for each in sheet.col_breaks.brk), count + 2]
    for first, last in pairwise(edges):
        repeated = sum(widths[:2]) if first else 0
        assert (repeated + sum(widths[first:last])) * 4 / 3 * 0.7 <= 1026 + 1


def test_wide_texts_rather_break_than_go_on_a_second_page():
    columns = [
        Column("序号", 6, "rank"),
        Column("谁", 20),
        Column("内容", 100),
        Column("页面", 60),
        Column("行", 9, "int"),
    ]
    sheet = read(bare(columns, [[1, "李明远", "导出排名", "/contests/", 3]], landscape=True))["表"]
    assert not sheet.col_breaks.brk
    assert printed_scale(sheet) >= Fraction("0.7")
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert widths[2] > widths[3] > widths[1] > 16
    assert widths[4] == pytest.approx(9, abs=1), "figures stay as they are"


@pytest.mark.parametrize(
    ("head", "width", "lines"),
    [
        ("总分", 6, ["总分"]),
        ("一村一品", 10, ["一村一品"]),
        ("人口（人）", 6, ["人口", "（人）"]),
        ("部门集中评议", 8, ["部门集", "中评议"]),
        ("填报日期", 6, ["填报", "日期"]),
        ("Total", 3, ["Total"]),
    ],
)
def test_heads_break_where_people_would_break_them(head, width, lines):
    sheet = read(bare([Column(head, width)], [["x"]]))["表"]
    assert sheet["A1"].value.split("\n") == lines
    longest = max(sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in lines)
    assert sheet.column_dimensions["A"].width >= longest * 1.1


def test_dates_have_the_room_they_need():
    sheet = read(bare([Column("任职", 6, "date"), Column("时间", 6, "datetime")], [[date(2026, 9, 30), None]]))["表"]
    assert sheet.column_dimensions["A"].width >= 12
    assert sheet.column_dimensions["B"].width >= 18


@pytest.mark.parametrize(("columns", "rows"), [(12, 1), (5, 2), (2, 4)])
def test_signatures_have_room_and_never_overlap(columns, rows):
    spec = SheetSpec("表", [Column(f"栏{at}", 11) for at in range(columns)], [["x"] * columns], "题")
    sheet = read(spec)["表"]
    last = [row for row in sheet.iter_rows(min_row=4) if any(cell.value for cell in row)]
    assert len(last) == rows
    assert [cell.value for row in last for cell in row if cell.value] == list(SIGNATURES)
    ends = {each.min_row: [] for each in sheet.merged_cells.ranges}
    for each in sheet.merged_cells.ranges:
        ends[each.min_row].append((each.min_col, each.max_col))
    for spans in ends.values():
        assert all(end < start for (_, end), (start, _) in pairwise(sorted(spans)))


@pytest.mark.parametrize("count", range(20, 44))
def test_signatures_take_the_last_rows_along_when_a_page_may_end_there(count):
    """A page across takes some thirty rows: wherever the list ends, signatures are far from the edge or not alone."""
    sheet = read(SheetSpec("表", [Column(f"栏{at}", 11) for at in range(12)], [["x"] * 12] * count, "题"))["表"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert breaks in ([], [2 + count - 3])
    assert sheet.sheet_properties.pageSetUpPr.fitToPage  # still as wide as the paper
    if 29 <= count <= 34:  # with title, head and signatures that is the edge
        assert breaks


def test_lists_can_be_filtered_and_sheets_to_fill_in_cannot():
    rows = [["汉山村", 9], ["弥陀村", 8]]
    assert read(SheetSpec("表", (NAME, POINTS), rows, "题"))["表"].auto_filter.ref == "A2:B4"
    to_fill = (NAME, Column("一村一品", 10, "points", maximum=Decimal(10)))
    assert read(bare(to_fill, rows))["表"].auto_filter.ref is None
    assert read(bare((NAME, POINTS), []))["表"].auto_filter.ref is None


def test_rows_are_taken_one_by_one():
    seen = []

    def rows():
        for number in range(3):
            seen.append(number)
            yield (f"村{number}",)

    assert read(bare((NAME,), rows()))["表"].max_row == 4
    assert seen == [0, 1, 2]


def test_a_row_of_the_wrong_length_is_a_mistake():
    with pytest.raises(ValueError, match="shorter"):
        workbook([bare((NAME, POINTS), [("a",)])])


def test_download_carries_its_chinese_name():
    response = xlsx_response([bare((NAME,), [("a",)])], "比武排名_2026年第三季度")
    assert isinstance(response, FileResponse)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%AF%94%E6%AD%A6")
    assert response["Content-Disposition"].endswith(".xlsx")
    assert zipfile.is_zipfile(io.BytesIO(response.getvalue()))


@times(1 / 3)  # each makes a workbook and reads it
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_makes_a_readable_workbook_without_formulas(texts):
    sheet = read(bare((NAME,), [(text,) for text in texts]))["表"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.django_db
def test_values_come_in_one_query_with_codes_as_words(areas, profile, django_assert_num_queries):
    profile.party_organisation = "branch"
    profile.save()
    columns = (Column("村", source="area__name"), Column("镇", source="area__parent__name"),
               Column("党组织", source="party_organisation"), Column("级", source="area__level"))  # fmt: skip
    with django_assert_num_queries(1):
        rows = list(queryset_rows(type(profile).objects.all(), columns))
    assert rows == [["战斗村", "高台镇", profile.get_party_organisation_display(), "村"]]


@pytest.mark.django_db
def test_a_column_may_be_computed(areas, profile, django_assert_num_queries):
    columns = (Column("村", source="area__name"), Column("户均", kind="points", source=lambda row: row.population / 30))
    with django_assert_num_queries(1):
        rows = list(queryset_rows(type(profile).objects.select_related("area"), columns))
    assert rows == [["战斗村", 100 / 30]]


def test_rows_are_as_high_as_their_wrapped_text():
    rows = [("短",), ("字" * 20,), ("一\n二",), (None,)]
    with workbook([bare((Column("怎样算", 20),), rows)]) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read()))["表"]
    assert [sheet.row_dimensions[row].height for row in (2, 3, 4, 5)] == [None, 45, 30, None]
