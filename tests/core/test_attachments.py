"""Files: told by what is in them, refused in words that help, read by nobody else."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django import forms
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from core.errors import TouyanError
from core.files import attachments
from core.models import Attachment
from tests.core.pages import profile_files

PDF = b"%PDF-1.7\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n rest"


def zipped(*names: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def ole(stream: str) -> bytes:
    return attachments.OLE + bytes(600) + stream.encode("utf-16-le") + bytes(100)


def upload(content: bytes = PDF, name: str = "方案.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# ---------------------------------------------------------------- what a file is
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0rest", "jpg"),
        (PNG, "png"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (zipped("readme.txt"), None),
        (b"PK\x03\x04 broken", None),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), None),
        (b"MZ\x90\x00", None),
        (b"<html><script>", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_content(content, kind):
    assert attachments.sniff(BytesIO(content)) == kind


def test_other_files_are_refused_by_name_and_with_the_cure():
    with pytest.raises(TouyanError, match=r"“资料.zip”不能上传，只收PDF、Word、Excel.*压缩包请先解开"):
        attachments.check(upload(zipped("a.txt"), "资料.zip"))
    with pytest.raises(TouyanError, match="是空文件，请重新选择"):
        attachments.check(upload(b"", "空.pdf"))


def test_large_files_are_refused_with_their_size(settings):
    settings.ATTACHMENT_MAX_MEGABYTES = 1
    with pytest.raises(TouyanError, match=r"“大.pdf”有 1.5 MB，超过 1 MB，请压缩"):
        attachments.check(upload(PDF + bytes(3 * attachments.MEGABYTE // 2), "大.pdf"))


# ---------------------------------------------------------------- keeping it
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("方案.pdf", "方案.pdf"),
        ("C:\\桌面\\方案.PDF", "方案.pdf"),
        ("../../方案.png", "方案.pdf"),
        ("2026.09.30 方案", "2026.09.30 方案.pdf"),
        ("长" * 300 + ".pdf", "长" * 146 + ".pdf"),
    ],
)
def test_names_lose_folders_and_wrong_endings(zhang, given, kept):
    stored = attachments.store(upload=upload(PDF, given), user=zhang)
    assert (stored.name, stored.kind, stored.size, stored.uploaded_by) == (kept, "pdf", len(PDF), zhang)
    assert len(stored.sha256) == 64
    with storages["attachments"].open(stored.path) as file:
        assert file.read() == PDF


@pytest.mark.django_db
def test_files_that_nothing_refers_to_go_after_a_while(zhang):
    kept = attachments.store(upload=upload(), user=zhang)
    lost = attachments.store(upload=upload(), user=zhang)
    Attachment.objects.filter(pk=lost.pk).delete()
    attachments.remove_orphans(before=timezone.now() - timedelta(days=1))
    assert storages["attachments"].exists(lost.path)  # its save may still be running
    attachments.remove_orphans(before=timezone.now() + timedelta(days=1))
    assert not storages["attachments"].exists(lost.path)
    assert storages["attachments"].exists(kept.path)


# ---------------------------------------------------------------- forms
class OneForm(forms.Form):
    file = attachments.AttachmentField(required=False)
    files = attachments.AttachmentsField(required=False)


def test_a_form_checks_each_file():
    bad = SimpleUploadedFile("a.exe", b"MZ")
    form = OneForm({}, MultiValueDict({"file": [bad], "files": [upload(), bad]}))
    assert "“a.exe”不能上传" in form.errors["file"][0]
    assert "“a.exe”不能上传" in form.errors["files"][0]
    good = OneForm({}, MultiValueDict({"files": [upload(), upload(name="表.pdf")]}))
    assert good.is_valid()
    assert good.cleaned_data["file"] is None
    assert [each.name for each in good.cleaned_data["files"]] == ["方案.pdf", "表.pdf"]
    assert 'type="file"' in str(good["files"])
    assert "multiple" in str(good["files"])
    assert "每个不超过" in good["file"].help_text


def test_no_files_are_an_empty_list():
    form = OneForm({}, {})
    assert form.is_valid()
    assert form.cleaned_data == {"file": None, "files": []}


# ---------------------------------------------------------------- handing it out
@pytest.mark.django_db
def test_a_file_is_handed_out_as_a_download_to_its_office_alone(as_zhang, profile, zhang, areas):
    profile_files[profile.pk] = attachments.store(upload=upload(PDF, "村规民约.pdf"), user=zhang)
    address = reverse("profile_file", args=[profile.pk])
    response = as_zhang.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    profile.area = areas["桃源村"]
    profile.save()
    assert as_zhang.get(address).status_code == 404


@pytest.mark.django_db
def test_a_row_without_a_file_and_a_lost_file_are_not_found(as_zhang, profile, zhang):
    address = reverse("profile_file", args=[profile.pk])
    profile_files.pop(profile.pk, None)
    assert as_zhang.get(address).status_code == 404
    profile_files[profile.pk] = stored = attachments.store(upload=upload(), user=zhang)
    storages["attachments"].delete(stored.path)
    assert as_zhang.get(address).status_code == 404
