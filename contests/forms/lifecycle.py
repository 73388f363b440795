"""Forms of a contest's steps."""

from datetime import date

from django import forms
from django.utils import timezone

from core.pages.forms import Form
from scoring.forms.base import reason_field


class SecondRoundForm(Form):
    ends_on = forms.DateField(label="新的截止日期", help_text="当天仍可打分")

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("新的截止日期不能早于今天")
        return day


class ReopenForm(SecondRoundForm):
    reason = reason_field()
