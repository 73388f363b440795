"""Workbooks that come back filled in: checked, previewed, confirmed in one transaction. ux.md page 4

A register brings two things: what its rows mean (a list of ``Item``), and the service that writes them. Everything
between (the file, the preview kept on the server, the workbook with the errors marked) is here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import openpyxl
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from core.attachments import check
from core.errors import Stale, TouyanError
from core.models import ATTACHMENT_NAME_LENGTH, ImportRun

MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 5_000_000, 60_000_000, 500
MAX_ROWS, MAX_COLUMNS = 5_000, 200
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
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


# ---------------------------------------------------------------- reading
def read(upload: UploadedFile) -> tuple[bytes, dict[str, list[tuple]]]:
    """The content of an upload and its sheets as rows of values, formulas as their last results.

    ``TouyanError`` when it is no workbook, too large, or made to break readers. Never reads more than the limits.
    """
    if check(upload) != "xlsx":
        raise TouyanError("请上传 .xlsx 文件（从本页下载的那张表）")
    if upload.size > MAX_BYTES:
        raise TouyanError(f"文件超过 {MAX_BYTES // 1_000_000} MB，请用从本页下载的表填写")
    upload.seek(0)
    content = upload.read()
    _check_parts(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheets = {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
        book.close()
    except TouyanError:
        raise
    except Exception as error:  # a broken workbook raises nearly anything
        raise TouyanError(UNREADABLE) from error
    return content, sheets


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
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise TouyanError(UNREADABLE) from error


def _rows(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # the file may lie about its size
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True), 1):
        if number > MAX_ROWS:
            raise TouyanError(f"表格超过 {MAX_ROWS} 行，请用从本页下载的表填写")
        yield row


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
    return run


def forget(*, before: datetime) -> int:
    """Delete previews that nobody confirmed, and the files of those that were."""
    old = ImportRun.objects.filter(created_at__lt=before)
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
