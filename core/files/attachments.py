"""Files that people hand in: checked by what is in them, kept outside of what the web server shows, read through scope.

An app refers to ``core.models.Attachment`` from the row the file belongs to. ``AttachmentField`` checks an upload in
a form, ``store`` keeps it in the service, ``core.pages.attachment_views.DownloadPage`` hands it out to whoever may read
the row.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import IO
from uuid import uuid4
from zipfile import BadZipFile, ZipFile

from django import forms
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from core.errors import TouyanError
from core.models import ATTACHMENT_NAME_LENGTH, Attachment

MEGABYTE = 1024 * 1024
PDF_HEAD = 1024  # bytes within which readers look for the mark of a PDF
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = {"doc": "WordDocument", "xls": "Workbook"}
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
}
SAME = {"jpeg": "jpg"}
ACCEPT = ",".join(f".{kind}" for kind in [*CONTENT_TYPES, *SAME])
HELP = "PDF、Word、Excel 文件或 JPG、PNG 图片"


# ---------------------------------------------------------------- what a file is
def sniff(file: IO[bytes]) -> str | None:
    """The kind of a file by what is in it (a key of ``CONTENT_TYPES``), ``None`` for any other."""
    file.seek(0)
    head = file.read(PDF_HEAD)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(OLE):
        file.seek(0)
        content = file.read()
        return next((kind for kind, name in OLE_STREAMS.items() if name.encode("utf-16-le") in content), None)
    return _sniff_zip(file) if head.startswith(b"PK") else None


def _sniff_zip(file: IO[bytes]) -> str | None:
    """A document of the newer Office formats; other archives and documents with macros are none."""
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        return None
    return next((kind for kind, part in OFFICE_PARTS.items() if part in names), None)


def check(upload: UploadedFile) -> str:
    """The kind of an upload; ``TouyanError`` names the file and what to do with it."""
    name, limit = PurePath(upload.name).name, settings.ATTACHMENT_MAX_MEGABYTES
    if not upload.size:
        raise TouyanError(f"“{name}”是空文件，请重新选择")
    if upload.size > limit * MEGABYTE:
        size = upload.size / MEGABYTE
        raise TouyanError(f"“{name}”有 {size:.1f} MB，超过 {limit} MB，请压缩图片或分成几个文件再上传")
    kind = sniff(upload)
    if kind is None:
        raise TouyanError(f"“{name}”不能上传，只收{HELP}（不含宏）；请另存为其中一种，压缩包请先解开")
    return kind


# ---------------------------------------------------------------- keeping it
@transaction.atomic
def store(*, upload: UploadedFile, user) -> Attachment:
    """Keep an upload that ``check`` accepts. The name loses its folders and gets the ending of what the file is."""
    kind = check(upload)
    path = PurePath(upload.name.replace("\\", "/").replace("\0", ""))
    ending = path.suffix.lower().lstrip(".")
    stem = path.stem if SAME.get(ending, ending) == kind or ending in CONTENT_TYPES else path.name
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    stored = storages["attachments"].save(f"{timezone.localdate():%Y/%m}/{uuid4().hex}.{kind}", upload)
    return Attachment.objects.create(
        name=f"{stem[: ATTACHMENT_NAME_LENGTH - len(kind) - 1]}.{kind}", kind=kind, size=upload.size, sha256=digest,
        path=stored, uploaded_by=user,
    )  # fmt: skip


def remove_orphans(*, before: datetime) -> int:
    """Delete stored files older than ``before`` that no row names: their save failed or their row was deleted."""
    storage = storages["attachments"]
    named = set(Attachment.objects.values_list("path", flat=True))
    orphans = [path for path in _stored(storage, "") if path not in named and storage.get_modified_time(path) < before]
    for path in orphans:
        storage.delete(path)
    return len(orphans)


def _stored(storage, folder: str) -> Iterable[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _stored(storage, f"{folder}{name}/")


# ---------------------------------------------------------------- forms
class AttachmentField(forms.FileField):
    """One file, checked when the form is; the cleaned value goes to ``store``."""

    def __init__(self, **kwargs):
        limit = settings.ATTACHMENT_MAX_MEGABYTES
        widget = kwargs.pop("widget", forms.FileInput)
        super().__init__(**{"help_text": f"{HELP}，每个不超过 {limit} MB", **kwargs}, widget=widget)
        self.widget.attrs.setdefault("accept", ACCEPT)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            _check_in_form(upload)
        return upload


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class AttachmentsField(AttachmentField):
    """Several files at once; the cleaned value is a list of uploads."""

    def __init__(self, **kwargs):
        super().__init__(widget=_ManyFiles, **kwargs)

    def clean(self, data, initial=None):
        uploads = data if isinstance(data, (list, tuple)) else [data]
        return [each for each in (super(AttachmentsField, self).clean(one, initial) for one in uploads) if each]


def _check_in_form(upload: UploadedFile) -> None:
    try:
        check(upload)
    except TouyanError as error:
        raise forms.ValidationError(error.message) from error
