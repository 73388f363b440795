"""Workbooks as they really come back: nothing is skipped in silence, nothing breaks the page. C5, ux.md page 4"""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl.styles import numbers

from core.files import workbook_child
from core.models import ImportRun, StateChange
from scoring.models import Score
from scoring.services import codes
from scoring.services.sheets import submit
from tests.html import texts
from tests.scoring.books import FileScene, first_row
from tests.scoring.grids import enter as enter  # a fixture
from tests.scoring.grids import redeemed

REASON = "传错了文件"


@pytest.fixture
def scene(db):
    return FileScene()


@pytest.fixture
def desk(scene, enter):
    """The office's browser, the downloaded workbook, its sheet and the row of the first village."""
    client = enter(scene.clerk)
    book = scene.download(client)
    sheet = book.worksheets[0]
    return client, book, sheet, first_row(sheet)


def saved(book) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part more."""
    file = BytesIO(content)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


# ---------------------------------------------------------------- cells that do not say what was meant
def formula(sheet, top):
    sheet.cell(top, 4).value = "=4+5"


def formula_below(sheet, top):
    sheet.cell(top, 4).value = openpyxl.worksheet.formula.ArrayFormula(f"D{top}", "=SUM(4,5)")


def merged(sheet, top):
    sheet.cell(top, 3 + 1).value = 9
    sheet.merge_cells(start_row=top, end_row=top + 1, start_column=4, end_column=4)


def percent(sheet, top):
    sheet.cell(top, 4).value = 0.9
    sheet.cell(top, 4).number_format = numbers.FORMAT_PERCENTAGE


def broken(sheet, top):
    sheet.cell(top, 4).value = "#N/A"


def dated(sheet, top):
    sheet.cell(top, 4).value = "2026-09-05"


def twice(sheet, top):
    for column in range(1, 4):
        sheet.cell(top + 1, column).value = sheet.cell(top, column).value
    sheet.cell(top + 1, 4).value = 9


def shifted(sheet, top):
    sheet.cell(top, 3).value, sheet.cell(top, 4).value = "弥陀村", 9


@pytest.mark.parametrize(
    ("spoil", "row", "words"),
    [
        (formula, 0, "公式没有算出结果，请用 Excel 或 WPS 打开、保存后再上传"),
        (formula_below, 0, "公式没有算出结果"),
        (merged, 1, "是合并的单元格，请取消合并"),
        (percent, 0, "是百分数，请把单元格格式改为“常规”"),
        (broken, 0, "是公式的错误值，请改正公式"),
        (dated, 0, "不是数字，请填数字，如 8.5"),
        (twice, 1, "是同一个，请删去一行"),
        (shifted, 0, "排序或粘贴时错了位，请重新下载"),
    ],
)
def test_a_cell_that_does_not_say_what_was_meant_is_an_error_with_its_place(scene, desk, spoil, row, words):
    client, book, sheet, top = desk
    spoil(sheet, top)
    answer = scene.upload(client, book)
    page = answer.content.decode()
    assert words in page
    assert f"D{top + row}" in texts(page, "td")
    here = answer.redirect_chain[-1][0]
    errors = 2 if spoil is twice else 1  # the village whose row was overwritten is missing now
    assert f"还有 {errors} 处错误" in client.post(here, follow=True).content.decode()
    assert not Score.objects.exists()
    errors = client.get(scene.url("score_import_errors") + "?" + here.split("?")[1])
    marked = openpyxl.load_workbook(BytesIO(b"".join(errors.streaming_content))).worksheets[0]
    assert any(words[:6] in str(cell.value) for cell in marked[top + row])


@pytest.mark.parametrize("typed", ["\uff19\uff0e\uff15", " 9.5\u3000", "9.50", 9.5])
def test_figures_are_taken_as_people_type_them(scene, desk, typed):
    client, book, sheet, top = desk
    sheet.cell(top, 4).value = typed
    sheet.row_dimensions[top].hidden = True  # filtered away: it still counts, and the preview shows it
    sheet.cell(top, 40).value = "备注：按现场打分"
    page = scene.upload(client, book).content.decode()
    assert "新增 <b>1</b>" in page
    assert "9.5" in texts(page, "td")


def test_the_same_file_again_changes_nothing(scene, desk):
    client, book, sheet, top = desk
    sheet.cell(top, 4).value = 9
    client.post(scene.upload(client, book).redirect_chain[-1][0])
    page = scene.upload(client, book).content.decode()
    assert "新增 <b>0</b>" in page
    assert "未变 <b>1</b>" in page


def test_a_column_copied_beside_itself_is_refused(scene, desk):
    client, book, sheet, _ = desk
    sheet.cell(1, 5).value = sheet.cell(1, 4).value
    assert "有一列被复制成了两列" in scene.upload(client, book).content.decode()


# ---------------------------------------------------------------- files that are none
def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le") + bytes(512)


def bomb() -> bytes:
    return with_part(saved(openpyxl.Workbook()), "xl/media/x.xml", b"<x>" + bytes(workbook_child.MAX_UNPACKED))


def cut() -> bytes:
    """A workbook whose sheet does not unpack."""
    content = bytearray(saved(openpyxl.Workbook()))
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[at : at + 40] = b"\xff" * 40
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"", "空文件"),
        (lambda: b"a,b\n1,2\n", "不是 Excel 工作簿"),
        (lambda: b"%PDF-1.7", "不是 Excel 工作簿"),
        (lambda: b"PK\x03\x04broken", "不是 Excel 工作簿"),
        (lambda: ole("Workbook"), "旧版 Excel 文件（.xls）"),
        (lambda: ole("EncryptedPackage"), "设了打开密码，请先取消密码"),
        (lambda: with_part(saved(openpyxl.Workbook()), "xl/vbaProject.bin", b"x"), "带有宏"),
        (lambda: bytes(30_000_000), "超过 5 MB"),
        (bomb, "展开后太大"),
        (cut, "打不开"),
        (lambda: with_part(saved(openpyxl.Workbook()), "xl/y.xml", b"<!DOCTYPE x><x/>"), "打不开"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_cure(scene, enter, content, words):
    file = SimpleUploadedFile("../评分表\x07.xlsx", content())
    answer = enter(scene.clerk).post(scene.url("score_import"), {"file": file})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("name", ["评" * 300 + ".xlsx", "a\0b.xlsx", "C:\\x\\y.xlsx", "\r\nX: y.xlsx"])
def test_odd_names_do_no_harm(scene, desk, name):
    client, book, sheet, top = desk
    sheet.cell(top, 4).value = 9
    file = SimpleUploadedFile(name, saved(book))
    answer = client.post(scene.url("score_import"), {"file": file}, follow=True)
    assert "新增 <b>1</b>" in answer.content.decode()
    errors = client.get(scene.url("score_import_errors") + "?" + answer.redirect_chain[-1][0].split("?")[1])
    assert errors.status_code == 200


# ---------------------------------------------------------------- undo
def undo_url(scene, here):
    return scene.url("score_import_undo") + "?" + here.split("?")[1]


def test_an_import_is_taken_back_with_its_reason(scene, desk):
    scene.put(1, "7")
    client, _, _, _ = desk
    book = scene.download(client)
    sheet = book.worksheets[0]
    top = first_row(sheet)
    sheet.cell(top, 4).value, sheet.cell(top + 1, 4).value = 9.5, 8
    here = scene.upload(client, book).redirect_chain[-1][0]
    assert "撤销导入" not in client.get(here).content.decode()
    assert "撤销导入" in client.post(here, follow=True).content.decode()
    assert "请写明撤销的原因" in client.post(undo_url(scene, here), follow=True).content.decode()
    page = client.post(undo_url(scene, here), {"reason": REASON}, follow=True).content.decode()
    assert "已撤销" in page
    assert list(Score.objects.values_list("points", flat=True)) == [7]
    steps = StateChange.objects.filter(subject="core.importrun").order_by("pk")
    assert list(steps.values_list("target", "reason", "user__name")) == [
        ("confirmed", "新增 1 格，修改 1 格", "张莉"), ("undone", REASON, "张莉"),
    ]  # fmt: skip
    assert "已经撤销" in client.post(undo_url(scene, here), {"reason": REASON}, follow=True).content.decode()


def test_an_import_with_a_cell_changed_since_stays_and_names_it(scene, desk):
    client, book, sheet, top = desk
    sheet.cell(top, 4).value, sheet.cell(top + 1, 4).value = 9, 8
    here = scene.upload(client, book).redirect_chain[-1][0]
    client.post(here)
    Score.objects.filter(sheet__entry__number=1).update(points=6)
    answer = client.post(undo_url(scene, here), {"reason": REASON}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert "高台社区 一村一品：张莉已改为 6.0" in answer.content.decode()
    assert sorted(Score.objects.values_list("points", flat=True)) == [6, 8]


def test_submitted_sheets_are_not_emptied_by_taking_back(scene, desk):
    client, book, sheet, top = desk
    for at in range(len(scene.fields)):
        sheet.cell(top, 4 + at).value = 5
    here = scene.upload(client, book).redirect_chain[-1][0]
    client.post(here)
    submit(**scene.target, user=scene.clerk, leave_missing=True)
    page = client.post(undo_url(scene, here), {"reason": REASON}, follow=True).content.decode()
    assert "一格也没有撤销" in page
    assert "评分表已提交" in page
    assert Score.objects.count() == len(scene.fields)


# ---------------------------------------------------------------- raters with a one-time code
def test_a_rater_with_a_code_fills_in_the_own_workbook(scene, enter):
    [(_, text)] = codes.make_codes(assessment=scene.contest, raters=[scene.paper], hours=24, user=scene.clerk)
    browser = redeemed(text)

    def url(name):
        return reverse(f"rate:{name}", args=[scene.component.pk])

    assert url("score_import") in browser.get(url("score_phone")).content.decode()
    page = browser.get(url("score_import")).content.decode()
    assert url("score_workbook") in page
    assert "主导航" not in page
    book = openpyxl.load_workbook(BytesIO(b"".join(browser.get(url("score_workbook")).streaming_content)))
    sheet = book.worksheets[0]
    sheet.cell(first_row(sheet), 4).value = 9.5
    answer = browser.post(url("score_import"), {"file": SimpleUploadedFile("x.xlsx", saved(book))}, follow=True)
    here = answer.redirect_chain[-1][0]
    assert "新增 <b>1</b>" in answer.content.decode()
    page = browser.post(here, follow=True).content.decode()
    assert "新增 1 格" in page
    score = Score.objects.get()
    assert (score.points, score.saved_by, score.sheet.rater) == (9.5, None, scene.paper)
    assert enter(scene.clerk).get(scene.url("score_import_run") + "?" + here.split("?")[1]).status_code == 404
    undo = re.search(r'hx-post="([^"]*undo[^"]*)"', page)[1]
    assert "已撤销" in browser.post(undo, {"reason": REASON}, follow=True).content.decode()
    assert not Score.objects.exists()


def test_a_code_takes_no_workbook_of_another_rater_and_sees_no_import_of_the_code_before(scene, desk):
    client, book, sheet, top = desk
    sheet.cell(top, 4).value = 9

    def browser_of(rater):
        [(_, text)] = codes.make_codes(assessment=scene.contest, raters=[rater], hours=24, user=scene.clerk)
        return redeemed(text)

    url = reverse("rate:score_import", args=[scene.component.pk])
    first = browser_of(scene.paper)
    answer = first.post(url, {"file": SimpleUploadedFile("x.xlsx", saved(book))}, follow=True)
    here = answer.redirect_chain[-1][0]
    second = browser_of(scene.paper)
    assert second.get(here).status_code == 404
    assert second.post(here).status_code == 404
    assert first.get(here).status_code == 302  # its code has ended
    other = saved(scene.download(client, scene.own))
    page = second.post(url, {"file": SimpleUploadedFile("x.xlsx", other)}).content.decode()
    assert "评分表，不能导入到" in page
