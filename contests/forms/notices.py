"""Forms of notices and objections."""

from datetime import date

from django import forms
from django.utils import timezone

from contests.choices import NoticeRows
from contests.forms.base import reason_field
from contests.models import Contest, ContestNotice, Entry
from contests.services.notices import notice_stage, proposed_correction, proposed_text
from core.files.attachments import AttachmentsField
from core.notices import last_day
from core.pages.forms import Form, not_after_today

MAX_WORKDAYS = 30


class _TextForm(Form):
    """What every notice says."""

    title = forms.CharField(label="标题", max_length=120)
    text = forms.CharField(label="正文", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    contact = forms.CharField(
        label="受理电话和地址", max_length=120, required=False, help_text="如：高台镇党建办，0916-5551234"
    )
    with_points = forms.BooleanField(label="写明得分", required=False, initial=True)


class NoticeForm(_TextForm):
    """A result for objections; the last day comes from the number of working days. O4"""

    starts_on = forms.DateField(label="公示开始")
    workdays = forms.IntegerField(
        label="公示几个工作日", min_value=1, max_value=MAX_WORKDAYS, help_text="开始那天是工作日的算第一天，节假日顺延"
    )
    rows = forms.ChoiceField(label="列出", choices=NoticeRows.choices, initial=NoticeRows.ALL)

    field_order = ("title", "text", "starts_on", "workdays", "rows", "with_points", "contact")

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        stage = notice_stage(contest)
        self.initial.setdefault("title", f"{contest}结果公示")
        self.initial.setdefault("text", proposed_text(contest))
        self.initial.setdefault("starts_on", max(stage.starts_on, today) if stage else today)
        self.initial.setdefault("workdays", contest.notice_days or 1)

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("公示开始不能早于今天")
        return day

    def facts(self) -> dict:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return data | {"ends_on": last_day(data["starts_on"], data.pop("workdays"))}


class CorrectionForm(_TextForm):
    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", f"{contest}结果更正公告")
        self.initial.setdefault("text", proposed_correction(contest))


class ExtendForm(Form):
    ends_on = forms.DateField(label="新的截止日期")
    reason = reason_field()

    def __init__(self, *args, notice: ContestNotice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = f"现在公示到 {notice.ends_on} 止"


class ObjectionForm(Form):
    person = forms.CharField(label="提出人", max_length=40)
    contact = forms.CharField(label="联系方式", max_length=60, help_text="电话或地址，用于答复")
    entry = forms.ModelChoiceField(
        Entry.objects.all(), label="涉及的参赛单位", required=False, empty_label="不针对某一个单位"
    )
    content = forms.CharField(label="异议内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    received_on = forms.DateField(label="收到日期")
    files = AttachmentsField(label="材料", required=False)

    def __init__(self, *args, notice: ContestNotice, is_office: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = self.fields["entry"].queryset.filter(contest=notice.contest)
        self.initial.setdefault("received_on", timezone.localdate())
        if not is_office:  # who objects in person does so today and under the own name
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
