"""Handing out files, through the scope of the row they belong to."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from core.files.attachments import CONTENT_TYPES
from core.models import Attachment
from core.pages.views import ScopedMixin
from core.values.filenames import file_name


class DownloadPage(ScopedMixin, SingleObjectMixin, View):
    """The file of one row: whoever may read the row may read the file, for all others there is none (404).

    ``model`` and ``get_queryset`` are those of the row; ``get_attachment`` finds its file.
    """

    as_attachment = True
    """False only for what we have drawn ourselves: other files are never shown inside of our pages."""

    def get_attachment(self, obj) -> Attachment | None:
        """The row's attachment; its field ``file`` unless a page says otherwise."""
        return obj.file

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        attachment = self.get_attachment(self.object)
        if attachment is None:
            raise Http404
        return respond(attachment, as_attachment=self.as_attachment)


def respond(attachment: Attachment, *, as_attachment: bool = True) -> FileResponse:
    """The file as a download."""
    try:
        content = storages["attachments"].open(attachment.path)
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        content,
        as_attachment=as_attachment,
        filename=file_name(attachment.name),
        content_type=CONTENT_TYPES[attachment.kind],
    )
