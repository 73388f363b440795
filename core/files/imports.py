"""Workbooks that come back filled in: checked, previewed, confirmed in one transaction. ux.md page 4

A register brings two things: what its rows mean (a list of ``Item``), and the service that writes them. Everything
between (the file, the preview kept on the server, the workbook with the errors marked) is here.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from core.data.lifecycle import record
from core.errors import Stale, TouyanError
from core.files import workbooks
from core.files.attachments import OLE, sniff
from core.models import ATTACHMENT_NAME_LENGTH, ImportRun

MAX_BYTES = 5_000_000
KEPT_DAYS = 7

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
        return f"{xl_col_to_name(self.column - 1)}{self.row}"


# ---------------------------------------------------------------- reading
def read(upload: UploadedFile) -> tuple[bytes, dict[str, list[tuple]]]:
    """The content of an upload and its sheets as ``core.files.workbooks.read`` gives them.

    ``TouyanError`` for all but a workbook without macros and password, by what is in it and not by its name.
    """
    name = PurePath(upload.name).name
    if not upload.size:
        raise TouyanError(f"“{name}”是空文件，请重新选择")
    if upload.size > MAX_BYTES:
        raise TouyanError(f"“{name}”超过 {MAX_BYTES // 1_000_000} MB，请用从本页下载的表填写")
    kind = sniff(upload)
    upload.seek(0)
    content = upload.read()
    if kind == "xlsx":
        return content, workbooks.read(content)
    if kind == "xls":  # its percentages cannot be told from figures
        raise TouyanError(f"“{name}”是旧版 Excel 文件（.xls），请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")
    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise TouyanError(f"“{name}”设了打开密码，请先取消密码，保存后再上传")
    if kind is None and content.startswith(b"PK") and b"vbaProject.bin" in content:
        raise TouyanError(f"“{name}”带有宏，请另存为不带宏的 .xlsx 再上传")
    raise TouyanError(f"“{name}”不是 Excel 工作簿，请用 Excel 或 WPS 打开，另存为 .xlsx 再上传")


def as_typed(value) -> str:
    """A cell's value as somebody would have typed it: 8.5, not 8.5000000001 nor True."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{Decimal(repr(round(value, 6))).normalize():f}"
    if isinstance(value, date):
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


def count(items: Sequence[Item]) -> int:
    """How many things are to be written or wrong: an item without data belongs to the one before it."""
    return sum(bool(item.data) or item.state in (SAME, ERROR) for item in items)


@transaction.atomic
def confirm(
    *, run: ImportRun, write: Callable[[list[Item]], None], leave_errors: bool = False, of: str = "格"
) -> ImportRun:
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
    left = f"，{len(items[ERROR])} 处错误没有导入" if items[ERROR] else ""
    run.receipt = f"新增 {count(items[NEW])} {of}，修改 {count(items[CHANGED])} {of}{left}"
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


def last_undoable(*, kind: str, subject: str, user) -> ImportRun | None:
    """The newest import of ``user`` that can still be taken back, without its file."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    done = ImportRun.objects.filter(
        kind=kind, subject=subject, created_by=user, created_at__gte=since, confirmed_at__isnull=False, undone_at=None
    )
    return done.defer("content", "items").order_by("-confirmed_at").first()


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Delete previews that nobody confirmed for ``KEPT_DAYS``, and the files of those that were."""
    old = ImportRun.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS))
    forgotten, _ = old.filter(confirmed_at=None).delete()
    old.exclude(content=b"").update(content=b"", items=[])
    return forgotten


def error_workbook(run: ImportRun) -> bytes:
    """The uploaded workbook itself with the faulty cells red and the reasons in a column behind."""
    errors = items_of(run)[ERROR]
    reasons: dict[int, list[str]] = {}
    for item in errors:
        reasons.setdefault(item.row, []).append(f"{item.header}：{item.why}")
    return workbooks.marked(
        bytes(run.content),
        cells=[(item.row, item.column) for item in errors],
        reasons={row: "；".join(said) for row, said in reasons.items()},
        behind=max((item["column"] for item in run.items), default=1) + 1,
    )
