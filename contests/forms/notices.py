"""Forms of notices of results and of objections to them."""

from django import forms
from django.utils import timezone

from contests.choices import NoticeRows
from contests.models import Contest, ContestNotice
from contests.reads.notices import notice_stage, proposed_correction, proposed_text
from core.notices import forms as base
from scoring.models import Entry


class _PointsMixin(forms.Form):
    with_points = forms.BooleanField(label="写明得分", required=False, initial=True)


class NoticeForm(base.NoticeForm, _PointsMixin):
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


class CorrectionForm(base.NoticeTextForm, _PointsMixin):
    field_order = ("title", "text", "contact", "with_points")

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("title", f"{contest}结果更正公告")
        self.initial.setdefault("text", proposed_correction(contest))


class ObjectionForm(base.ObjectionForm):
    entry = forms.ModelChoiceField(
        Entry.objects.all(), label="涉及的参赛单位", required=False, empty_label="不针对某一个单位"
    )

    field_order = ("person", "contact", "entry", "content", "received_on", "files")

    def __init__(self, *args, notice: ContestNotice, **kwargs):
        super().__init__(*args, notice=notice, **kwargs)
        self.fields["entry"].queryset = self.fields["entry"].queryset.filter(assessment=notice.contest)
