"""Fields that several forms of assessments share."""

from django import forms


def reason_field(*, max_length: int = 300, rows: int = 3) -> forms.CharField:
    """Why a step is taken that needs a reason."""
    return forms.CharField(
        label="原因", max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "请写明原因"},
    )  # fmt: skip
