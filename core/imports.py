"""Workbooks that come back filled in: checked, previewed, confirmed in one transaction. ux.md page 4

A register brings two things: what its rows mean (a list of ``Item``), and the service that writes them. Everything
between (the file, the preview kept on the server, the workbook with the errors marked) is here.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

import openpyxl
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries

from core.attachments import OLE, sniff
from core.errors import Stale, TouyanError
from core.lifecycle import record
from core.models import ATTACHMENT_NAME_LENGTH, ImportRun

MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 5_000_000, 30_000_000, 500
MAX_ROWS, MAX_COLUMNS = 5_000, 200
KEPT_DAYS = 7
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=.([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})")
RED = PatternFill("solid", fgColor="FFF4B6B0")
UNREADABLE = "这个文件打不开，请用 Excel 或 WPS 另存为 .xlsx 再上传"

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
STATES = {NEW: "新增", CHANGED: "修改", SAME: "未变", ERROR: "错误"}


@dataclass(frozen=True)
class Item:
    """One value of the workbook: where it stands, what it would change, or why it cannot be taken."""

    state: str
    row: int
    column: int
    subject: str
    header: str
    new: str = ""
    old: str = ""
    why: str = ""
    data: list = field(default_factory=list)

    @property
    def place(self) -> str:
        """As Excel names the cell: D7."""
        return f"{get_column_letter(self.column)}{self.row}"


class Faulty(str):
    """Stands for the value of a cell that does not say what was meant; ``why`` names the reason and the cure."""

    why: str

    def __new__(cls, shown: str, why: str):
        self = super().__new__(cls, shown)
        self.why = why
        return self


# ---------------------------------------------------------------- reading
def read(upload: UploadedFile) -> tuple[bytes, dict[str, list[tuple]]]:
    """The content of an upload and its sheets as rows of values, formulas as their last results.

    A value that is not what people see (a formula never calculated, a percentage, the rest of a merged cell) comes as
    ``Faulty``. ``TouyanError`` when it is no workbook, too large, or made to break readers. Never reads more than the
    limits.
    """
    _check_file(upload)
    upload.seek(0)
    content = upload.read()
    _check_parts(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(BytesIO(content), read_only=True)
        sheets = {sheet.title: list(_rows(sheet, formulas[sheet.title])) for sheet in book.worksheets}
        book.close()
        formulas.close()
    except TouyanError:
        raise
    except Exception as error:  # a broken workbook raises nearly anything
        raise TouyanError(UNREADABLE) from error
    return content, sheets


def _check_file(upload: UploadedFile) -> None:
    """``TouyanError`` for all but a workbook without macros and password, by what is in it and not by its name."""
    name = PurePath(upload.name).name
    if not upload.size:
        raise TouyanError(f"“{name}”是空文件，请重新选择")
    if upload.size > MAX_BYTES:
        raise TouyanError(f"“{name}”超过 {MAX_BYTES // 1_000_000} MB，请用从本页下载的表填写")
    kind = sniff(upload)
    if kind == "xlsx":
        return
    upload.seek(0)
    content = upload.read()
    if kind == "xls":
        raise TouyanError(f"“{name}”是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")
    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise TouyanError(f"“{name}”设了打开密码，请先取消密码，保存后再上传")
    if kind is None and content.startswith(b"PK") and b"vbaProject.bin" in content:
        raise TouyanError(f"“{name}”带有宏，请另存为不带宏的 .xlsx 再上传")
    raise TouyanError(f"“{name}”不是 Excel 工作簿，请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")


def _check_parts(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TouyanError("这个文件展开后太大，请用从本页下载的表填写")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if DOCTYPE.search(file.read(4096)):
                            raise TouyanError(UNREADABLE)
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise TouyanError(UNREADABLE) from error


def _rows(sheet, formulas) -> Iterator[tuple]:
    """The values of a sheet; ``formulas`` is the same sheet with its formulas unresolved."""
    covered = _covered(sheet)
    limits = {"max_row": MAX_ROWS + 1, "max_col": MAX_COLUMNS}
    for each in (sheet, formulas):
        each.reset_dimensions()  # the file may lie about its size
    both = zip(sheet.iter_rows(**limits), formulas.iter_rows(**limits, values_only=True), strict=True)
    for number, (cells, typed) in enumerate(both, 1):
        if number > MAX_ROWS:
            raise TouyanError(f"表格超过 {MAX_ROWS} 行，请用从本页下载的表填写")
        yield tuple(
            _value(cell, formula, covered.get((number, at)))
            for at, (cell, formula) in enumerate(zip(cells, typed, strict=True), 1)
        )


def _value(cell, typed, anchor: str | None):
    """What a cell holds: its value, or why that is not what people see in it."""
    value = cell.value
    if value is None:
        if typed is not None:
            return Faulty(
                str(getattr(typed, "text", typed)), "公式没有算出结果，请用 Excel 或 WPS 打开、保存后再上传，或直接填数"
            )
        return Faulty(f"（与 {anchor} 合并）", "是合并的单元格，请取消合并，每格各填各的") if anchor else None
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return Faulty(f"{as_typed(value * 100)}%", "是百分数，请把单元格格式改为“常规”，再填数")
    return value


def _covered(sheet) -> dict[tuple[int, int], str]:
    """(row, column) of each cell hidden behind a merged one → the place of that one. openpyxl does not tell it."""
    with sheet._get_source() as part:
        ranges = [range_boundaries(found.decode()) for found in MERGED.findall(part.read())]
    ranges = [(left, top, min(right, MAX_COLUMNS), min(bottom, MAX_ROWS)) for left, top, right, bottom in ranges]
    if sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in ranges) > MAX_ROWS * MAX_COLUMNS:
        raise TouyanError("合并的单元格太多，请用从本页下载的表填写")
    return {
        (row, column): f"{get_column_letter(left)}{top}"
        for left, top, right, bottom in ranges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def as_typed(value) -> str:
    """A cell's value as somebody would have typed it: 8.5, not 8.5000000001 nor True."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{Decimal(repr(round(value, 6))).normalize():f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return str(value).strip()[:200]


# ---------------------------------------------------------------- preview and confirmation
@transaction.atomic
def keep(*, kind: str, subject: str, upload: UploadedFile, content: bytes, items: Sequence[Item], user) -> ImportRun:
    """The preview, kept until it is confirmed."""
    return ImportRun.objects.create(
        kind=kind, subject=subject, filename=upload.name[-ATTACHMENT_NAME_LENGTH:], content=content,
        items=[asdict(item) for item in items], created_by=user,
    )  # fmt: skip


def items_of(run: ImportRun) -> dict[str, list[Item]]:
    """The items of a preview by state, in the order of the tabs."""
    found: dict[str, list[Item]] = {state: [] for state in STATES}
    for item in run.items:
        found[item["state"]].append(Item(**item))
    return found


@transaction.atomic
def confirm(*, run: ImportRun, write: Callable[[list[Item]], None], leave_errors: bool = False) -> ImportRun:
    """Write what the preview showed: all of it or, when ``write`` raises ``TouyanError``, nothing.

    A preview with errors is refused unless ``leave_errors``; nothing is imported twice.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.confirmed_at:
        raise Stale("这次导入已经办过，请勿重复")
    items = items_of(run)
    if items[ERROR] and not leave_errors:
        raise TouyanError(f"还有 {len(items[ERROR])} 处错误，改好后重新上传，或只导入没有错误的")
    wanted = items[NEW] + items[CHANGED]
    if not wanted:
        raise TouyanError("没有要导入的内容")
    write(wanted)
    counts = Counter(item.state for item in wanted)
    left = f"，{len(items[ERROR])} 处错误没有导入" if items[ERROR] else ""
    run.receipt = f"新增 {counts[NEW]} 格，修改 {counts[CHANGED]} 格{left}"
    run.confirmed_at = timezone.now()
    run.save(update_fields=["receipt", "confirmed_at"])
    record(run, "", ImportRun.Step.CONFIRMED, user=run.created_by, reason=run.receipt)
    return run


@transaction.atomic
def undo(*, run: ImportRun, write: Callable[[list[Item]], None], reason: str) -> ImportRun:
    """Put back what the import replaced: all of it or, when ``write`` raises ``TouyanError``, nothing.

    ``write`` gets what was imported and refuses what somebody changed since.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at:
        raise Stale("这次导入已经撤销，请勿重复")
    if not run.can_undo:
        raise TouyanError(f"只有导入后 {KEPT_DAYS} 天内能撤销，请到页面上逐格改")
    if not reason:
        raise TouyanError("请写明撤销的原因")
    items = items_of(run)
    write(items[NEW] + items[CHANGED])
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    record(run, ImportRun.Step.CONFIRMED, ImportRun.Step.UNDONE, user=run.created_by, reason=reason)
    return run


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Delete previews that nobody confirmed for ``KEPT_DAYS``, and the files of those that were."""
    old = ImportRun.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS))
    forgotten, _ = old.filter(confirmed_at=None).delete()
    old.exclude(content=b"").update(content=b"", items=[])
    return forgotten


def error_workbook(run: ImportRun) -> BytesIO:
    """The uploaded workbook itself with the faulty cells red and the reasons in a column behind."""
    book = openpyxl.load_workbook(BytesIO(bytes(run.content)))
    sheet = book.worksheets[0]
    sheet.protection.sheet = False
    errors = items_of(run)[ERROR]
    behind = max((item["column"] for item in run.items), default=1) + 1
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col <= behind <= merged.max_col:
            sheet.unmerge_cells(str(merged))
    reasons: dict[int, list[str]] = {}
    for item in errors:
        sheet.cell(item.row, item.column).fill = RED
        reasons.setdefault(item.row, []).append(f"{item.header}：{item.why}")
    for row, said in reasons.items():
        cell = sheet.cell(row, behind)
        cell.value, cell.data_type = "；".join(said), "s"
        cell.fill = RED
    sheet.column_dimensions[get_column_letter(behind)].width = 60
    marked = BytesIO()
    book.save(marked)
    marked.seek(0)
    return marked
