"""Forms about bonuses and deductions."""

from django import forms

from contests.models import BonusItem, Contest, Entry
from core.forms import Form


class OccurrenceForm(Form):
    entry = forms.ModelChoiceField(Entry.objects.all(), label="参赛村", empty_label="请选择")
    item = forms.ModelChoiceField(BonusItem.objects.all(), label="加扣分项", empty_label="请选择")
    case = forms.CharField(label="事例", max_length=120, help_text="同一事例写法要一样，按就高原则只计一次")
    evidence = forms.CharField(label="依据", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = contest.entries.all()
        self.fields["item"].queryset = contest.scheme.bonus_items.all()
