"""A rater's sheets as a workbook: down, up, preview, confirmation. C5, ux.md page 4"""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.errors import TouyanError
from core.files import imports
from core.models import ImportRun
from core.tasks import forget_imports
from scoring.models import Score
from tests.html import texts
from tests.scoring import factories
from tests.scoring.books import first_row
from tests.scoring.books import scene as scene  # a fixture
from tests.scoring.grids import enter as enter  # a fixture


def test_the_workbook_takes_only_points_in_open_rows(scene, enter):
    factories.fill(sheets=scene.paper.sheets.filter(entry__number=3))
    client = enter(scene.clerk)
    client.post(scene.url("score_submit"), {"leave_missing": "1"})
    sheet = scene.download(client).worksheets[0]
    top = first_row(sheet)
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert sheet.cell(top - 1, 4).value == "一村一品\n0–10"
    assert [sheet.cell(top + at, 4).protection.locked for at in range(3)] == [False, False, True]
    assert sheet.cell(top, 3).protection.locked
    rule = next(each for each in sheet.data_validations.dataValidation if f"D{top}" in each.sqref)
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "10")


def test_what_was_filled_in_is_shown_first_and_written_when_confirmed(scene, enter):
    scene.put(1, "7")
    scene.put(2, "6")
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    sheet.cell(top, 4).value = 9.5  # 7 → 9.5
    sheet.cell(top + 2, 4).value = "8"  # new
    answer = scene.upload(client, book)
    page = answer.content.decode()
    assert "新增 <b>1</b>" in page
    assert "修改 <b>1</b>" in page
    assert "未变 <b>1</b>" in page
    assert "确认导入 2 格" in page
    assert Score.objects.count() == 2
    here = answer.redirect_chain[-1][0]
    page = client.get(f"{here}&tab=changed").content.decode()
    assert texts(page, "tbody td")[-2:] == ["7.0", "9.5"]
    page = client.post(here, follow=True).content.decode()
    assert "新增 1 格，修改 1 格" in page
    assert sorted(Score.objects.values_list("points", flat=True)) == [6, 8, 9.5]
    assert "已经办过" in client.post(here, follow=True).content.decode()


def test_an_import_can_be_taken_back_from_the_pages_of_the_sheets(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    book.worksheets[0].cell(first_row(book.worksheets[0]), 4).value = 9.5
    here = scene.upload(client, book).redirect_chain[-1][0]
    pages = [scene.url(name) for name in ("score_grid", "score_phone", "score_import")]
    assert not any(each.endswith("的导入") for page in pages for each in texts(client.get(page), "a"))
    client.post(here)
    for page in pages:
        assert here in client.get(page).text.replace("&amp;", "&"), page
        assert "的导入" in client.get(page).text
    client.post(here.replace("/run/", "/undo/"), {"reason": "传错了"})
    assert not any(here in client.get(page).text for page in pages)
    assert not Score.objects.exists()


def test_a_workbook_s_text_means_what_it_would_mean_typed(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    for row, text in enumerate(("\uff19\uff0e\uff15", "1e0", "8分")):
        sheet.cell(top + row, 4).value = text
    answer = scene.upload(client, book)
    here = answer.redirect_chain[-1][0]
    assert "9.5" in texts(client.get(f"{here}&tab=new"), "td")
    page = client.get(f"{here}&tab=error").text
    assert "不能用科学记数法" in page
    assert "不能带“分”，请只填 8" in page


def test_errors_are_named_by_cell_and_marked_in_the_own_workbook(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    sheet.cell(top, 4).value = 11
    sheet.cell(top + 1, 4).value = "八分"
    sheet.cell(top + 2, 4).value = 5
    answer = scene.upload(client, book)
    page, here = answer.content.decode(), answer.redirect_chain[-1][0]
    assert "错误 <b>2</b>" in page
    assert texts(page, "tbody td")[:4] == [f"D{top}", "高台社区", "一村一品", "11"]
    assert "最多 10 分" in page
    page = client.post(here, follow=True).content.decode()
    assert "还有 2 处错误" in page
    assert not Score.objects.exists()
    errors = client.get(scene.url("score_import_errors") + "?" + here.split("?")[1])
    marked = openpyxl.load_workbook(BytesIO(b"".join(errors.streaming_content))).worksheets[0]
    assert marked.cell(top, 4).fill.fgColor.rgb == "FFF4B6B0"
    assert marked.cell(top + 2, 4).fill.fgColor.rgb != "FFF4B6B0"
    assert any("最多 10 分" in str(cell.value) for cell in marked[top])
    assert "2 处错误没有导入" in client.post(here, {"leave_errors": "1"}, follow=True).content.decode()
    assert Score.objects.get().points == 5


def test_a_cell_changed_after_the_download_is_stale(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    scene.put(1, "7")
    sheet = book.worksheets[0]
    sheet.cell(first_row(sheet), 4).value = 9
    page = scene.upload(client, book).content.decode()
    assert "下载以后张莉已改为 7.0" in page
    assert Score.objects.get().points == 7


def test_a_cell_changed_after_the_preview_stops_all(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    sheet.cell(top, 4).value, sheet.cell(top + 1, 4).value = 9, 9
    here = scene.upload(client, book).redirect_chain[-1][0]
    scene.put(1, "7")
    page = client.post(here, follow=True).content.decode()
    assert "一格也没有导入" in page
    assert "高台社区 一村一品：张莉已改为 7.0" in page
    assert Score.objects.count() == 1


def test_the_workbook_of_another_rater_is_refused_by_name(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client, scene.own)
    page = scene.upload(client, book).content.decode()
    assert "本村书记（2号）”的评分表，不能导入到" in page
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(scene, enter, content):
    file = SimpleUploadedFile("x.xlsx", content)
    page = enter(scene.clerk).post(scene.url("score_import"), {"file": file}).content.decode()
    assert "errorlist" in page or "error" in page
    assert not ImportRun.objects.exists()


def test_workbooks_are_forgotten_after_a_week(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    sheet.cell(first_row(sheet), 4).value = 9
    scene.upload(client, book)
    here = scene.upload(client, book).redirect_chain[-1][0]
    client.post(here)
    assert forget_imports() == 0
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert forget_imports() == 1
    run = ImportRun.objects.get()
    assert (bytes(run.content), run.items, run.receipt) == (b"", [], "新增 1 格，修改 0 格")
    assert "新增 1 格" in client.get(here).content.decode()


def test_another_workbook_is_refused(scene, enter):
    book = openpyxl.Workbook()
    book.active["A1"] = "村名"
    assert "不是从系统下载的评分表" in scene.upload(enter(scene.clerk), book).content.decode()


def test_a_preview_belongs_to_whoever_uploaded_it(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    sheet.cell(first_row(sheet), 4).value = 9
    here = scene.upload(client, book).redirect_chain[-1][0]
    other = factories.make_user(username="other", role="township_official", area=scene.places.township)
    assert enter(other).get(here).status_code == 404
    assert enter(other).post(here).status_code == 404


def test_a_rater_downloads_only_the_own_sheets(scene, enter):
    client = enter(scene.rater_user)
    assert client.get(scene.url("score_workbook", scene.own)).status_code == 200
    assert client.get(scene.url("score_workbook", scene.paper)).status_code == 404


def test_a_workbook_with_a_doctype_is_not_opened(scene):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>')
        archive.writestr("[Content_Types].xml", "<x/>")
    with pytest.raises(TouyanError, match="打不开"):
        imports.read(SimpleUploadedFile("x.xlsx", file.getvalue()))


@pytest.mark.parametrize(
    ("value", "text"),
    [(8.5, "8.5"), (8.0, "8"), (10, "10"), (100.0, "100"), (None, ""), (0.1 + 0.2, "0.3"), (" 7 ", "7")],
)
def test_numbers_are_read_as_they_were_typed(value, text):
    assert imports.as_typed(value) == text


def test_sheets_of_a_contest_in_preparation_are_not_there(scene, enter):
    type(scene.contest).objects.filter(pk=scene.contest.pk).update(status="draft")
    assert enter(scene.clerk).get(scene.url("score_workbook")).status_code == 404


def test_what_was_cut_out_of_the_workbook_is_said(scene, enter):
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    sheet.cell(top, 4).value = 5
    sheet.delete_cols(5)
    sheet.delete_rows(top + 1)
    answer = scene.upload(client, book)
    page = answer.text
    assert "错误 <b>2</b>" in page
    assert "表里没有这一栏" in page
    assert str(scene.contest.entries.get(number=2)) in texts(page, "td")
    assert "只导入没有错误的 1 格" in page
    assert texts(page, ".btn-primary") == ["改好后重新上传"]  # all or nothing
