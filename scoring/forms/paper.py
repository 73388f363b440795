"""Form of a paper sheet."""

from core.files.attachments import AttachmentField
from core.pages.forms import Form, NameInput


class PaperForm(Form):
    """Who counted, who watched, and the scan."""

    teller = NameInput(label="计票人", max_length=40)
    monitor = NameInput(label="监票人", max_length=40)
    scan = AttachmentField(label="原件扫描", required=False)
