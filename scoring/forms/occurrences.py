"""Forms about bonuses, deductions and vetoes."""

from django import forms
from django.db.models import Q

from core.files.attachments import AttachmentField
from core.pages.forms import Form
from scoring.choices import ItemEffect
from scoring.models import Assessment, BonusItem, Entry
from scoring.policy import PointsError, check_own_points


class ItemField(forms.ModelChoiceField):
    """Items with what each does, those that give or take points before the vetoes."""

    def label_from_instance(self, item: BonusItem) -> str:
        if item.effect == ItemEffect.POINTS:
            return f"{item}（{item.points_in_words}）"
        return f"{item}（{item.get_effect_display()}）"


class OccurrenceForm(Form):
    entry = forms.ModelChoiceField(Entry.objects.all(), label="参赛单位", empty_label="请选择")
    item = ItemField(BonusItem.objects.all(), label="事项", empty_label="请选择")
    case = forms.CharField(label="事例", max_length=120, help_text="同一事例写法要一样，按就高原则只计一次")
    points = forms.DecimalField(
        label="分值", required=False, max_digits=9, decimal_places=4,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="只在事项写的是范围时填，加分为正，扣分为负",
    )  # fmt: skip
    evidence = forms.CharField(label="依据", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    upload = AttachmentField(label="附件", required=False)

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = assessment.entries.order_by("number")
        items = assessment.scheme.bonus_items.annotate(is_veto=~Q(effect=ItemEffect.POINTS))
        self.fields["item"].queryset = items.order_by("is_veto", "order")
        if not items.filter(low__isnull=False).exists():
            del self.fields["points"]

    def clean(self) -> dict:
        data = super().clean()
        if (item := data.get("item")) and "points" not in self.errors:
            try:
                check_own_points(data.get("points"), item.low, item.high)
            except PointsError as error:
                self.add_error("points" if "points" in self.fields else None, error.message)
        return data
