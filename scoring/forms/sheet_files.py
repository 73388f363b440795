"""Form of a workbook that is uploaded."""

from django import forms

from core.pages.forms import Form


class WorkbookForm(Form):
    file = forms.FileField(
        label="填好的评分表", help_text="从本页下载、填好的 .xlsx 文件", error_messages={"required": "请选择文件"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip
