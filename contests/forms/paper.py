"""Form of a paper sheet."""

from django import forms

from core.attachments import AttachmentField
from core.forms import Form


class PaperForm(Form):
    """Who counted, who watched, and the scan."""

    teller = forms.CharField(label="计票人", max_length=40)
    monitor = forms.CharField(label="监票人", max_length=40)
    scan = AttachmentField(label="原件扫描", required=False)
