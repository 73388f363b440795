"""Forms of notices and objections, to which an app adds what is its own."""

from datetime import date

from django import forms
from django.utils import timezone

from core.files.attachments import AttachmentsField
from core.notices.models import Notice
from core.notices.services import last_day
from core.pages.forms import Form, not_after_today, reason_field

MAX_WORKDAYS = 30


class NoticeTextForm(Form):
    """What every notice says."""

    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="正文", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    contact = forms.CharField(
        label="受理电话和地址", max_length=120, required=False, help_text="如：高台镇党建办，0916-5551234"
    )


class NoticeForm(NoticeTextForm):
    """A notice for objections; the last day comes from the number of working days. O4"""

    starts_on = forms.DateField(label="公示开始")
    workdays = forms.IntegerField(
        label="公示几个工作日", min_value=1, max_value=MAX_WORKDAYS, help_text="开始那天是工作日的算第一天，节假日顺延"
    )

    field_order = ("title", "text", "starts_on", "workdays", "contact")

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("公示开始不能早于今天")
        return day

    def facts(self) -> dict:
        """The fields of the notice."""
        data = dict(self.cleaned_data)
        return data | {"ends_on": last_day(data["starts_on"], data.pop("workdays"))}


class ExtendForm(Form):
    ends_on = forms.DateField(label="新的截止日期")
    reason = reason_field()

    def __init__(self, *args, notice: Notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = f"现在公示到 {notice.ends_on} 止"


class ObjectionForm(Form):
    """Entered by the office, or by somebody for themselves: then today and under the own name."""

    person = forms.CharField(label="提出人", max_length=40)
    contact = forms.CharField(label="联系方式", max_length=60, help_text="电话或地址，用于答复")
    content = forms.CharField(label="异议内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    received_on = forms.DateField(label="收到日期")
    files = AttachmentsField(label="材料", required=False)

    def __init__(self, *args, notice: Notice, is_office: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())
        if not is_office:
            self.initial.setdefault("person", self.user.name)
            del self.fields["received_on"]

    def clean_received_on(self) -> date:
        return not_after_today(self, "received_on")


class DecideForm(Form):
    accepted = forms.TypedChoiceField(
        label="认定", choices=[("no", "不成立"), ("yes", "成立，退回更正")], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect, empty_value=None,
    )  # fmt: skip
    reply = forms.CharField(
        label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="告知提出人的内容"
    )
    reason = forms.CharField(
        label="认定理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="留存备查"
    )
