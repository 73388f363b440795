"""Forms about what the panel decided."""

from django import forms
from django.utils import timezone

from core.pages.forms import Checks, Form, not_after_today
from scoring.models import Assessment, Standing
from scoring.services.decisions import Matter


class _DecisionForm(Form):
    """By whom, when and why it was decided; the choice itself stands in front."""

    panel = forms.CharField(label="由谁决定", max_length=80, help_text="如：领导小组 2026 年第 3 次会议")
    decided_on = forms.DateField(label="决定日期")
    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = timezone.localdate()

    def clean_decided_on(self):
        return not_after_today(self, "decided_on")


class AwardDecisionForm(_DecisionForm):
    """Winners among equals; for a range the number as well."""

    field_order = ("places", "winners", "panel", "decided_on", "reason")

    def __init__(self, *args, matter: Matter, **kwargs):
        super().__init__(*args, **kwargs)
        offered = matter.tied
        if matter.is_range:
            offered = [standing for standing, _ in matter.order]
            self.fields["places"] = forms.IntegerField(
                label="名额", min_value=matter.choice[0], max_value=matter.choice[-1], initial=matter.choice[-1],
                help_text=f"可定 {matter.choice_label} 个",
            )  # fmt: skip
        self.fields["winners"] = _WinnersField(
            Standing.objects.filter(pk__in=[standing.pk for standing in offered])
            .select_related("entry", "tally__assessment__scheme")
            .in_order(),
            label="获奖单位", widget=Checks(), required=not matter.is_range,
            help_text="只有名额线上有并列时才勾选，由领导小组在并列的单位中决定"
            if matter.is_range
            else f"{len(matter.tied)} 个单位并列，还有 {matter.open_places} 个名额",
            error_messages={"required": "请勾选获奖的单位"},
        )  # fmt: skip
        self.order_fields(self.field_order)


class _WinnersField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, standing: Standing) -> str:
        return f"{standing.entry} 第 {standing.rank} 名 {standing.shown_final} 分"


class OrderForm(_DecisionForm):
    """A place for each of the entries whose order the panel fixes; the others stay empty."""

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        tally = assessment.tallies.newest().first()
        self.standings = list(
            Standing.objects.filter(tally=tally, rank__isnull=False).select_related("entry").in_order()
        )
        for standing in self.standings:
            self.fields[f"place_{standing.entry_id}"] = forms.IntegerField(
                label=str(standing.entry), required=False, min_value=1, max_value=len(self.standings),
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    def place_rows(self) -> list[tuple[Standing, forms.BoundField]]:
        return [(standing, self[f"place_{standing.entry_id}"]) for standing in self.standings]

    def groups(self):
        """Without the places, which stand in a table of their own."""
        return [("", [self[name] for name in ("panel", "decided_on", "reason")])]

    def clean(self):
        data = super().clean()
        places = sorted(place for _, place in self._given())
        if not self.errors and places != list(range(1, len(places) + 1)):
            raise forms.ValidationError(f"位次须从 1 到 {len(places)}，每个只用一次")
        return data

    def _given(self) -> list[tuple[Standing, int]]:
        given = [(standing, self.cleaned_data.get(f"place_{standing.entry_id}")) for standing in self.standings]
        return [(standing, place) for standing, place in given if place]

    def entries(self) -> list:
        """Those with a place, the first one in front."""
        return [standing.entry for standing, _ in sorted(self._given(), key=lambda pair: pair[1])]
