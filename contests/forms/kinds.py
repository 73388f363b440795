"""The form of a kind's stages."""

from django import forms

from contests.models import ContestKind, StageKind
from core.pages.forms import Form

FURTHEST, LONGEST = 250, 250  # working days; a year has no more


class KindStagesForm(Form):
    """Begin and length of each stage; a stage without both is not held."""

    def __init__(self, *args, kind: ContestKind, **kwargs):
        super().__init__(*args, **kwargs)
        held = {plan.stage_id: plan for plan in kind.stages.all()}
        self.stage_kinds = list(StageKind.objects.for_user(self.user))
        for stage in self.stage_kinds:
            plan = held.get(stage.pk)
            self.fields[f"begins_{stage.pk}"] = forms.IntegerField(
                label=f"{stage}开始于", required=False, min_value=-FURTHEST, max_value=FURTHEST,
                initial=plan.begins if plan else None, widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip
            self.fields[f"days_{stage.pk}"] = forms.IntegerField(
                label=f"{stage}工作日数", required=False, min_value=1, max_value=LONGEST,
                initial=plan.days if plan else None, widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    def rows(self) -> list[tuple[StageKind, forms.BoundField, forms.BoundField]]:
        return [(stage, self[f"begins_{stage.pk}"], self[f"days_{stage.pk}"]) for stage in self.stage_kinds]

    def groups(self):
        """The fields stand in a table of their own."""
        return []

    def clean(self):
        data = super().clean()
        for stage in self.stage_kinds:
            begins, days = (data.get(f"{name}_{stage.pk}") for name in ("begins", "days"))
            if (begins is None) != (days is None) and not self.errors:
                self.add_error(f"days_{stage.pk}", "两项要么都填，要么都不填")
            if begins == 0:
                self.add_error(f"begins_{stage.pk}", "不能填 0：−1 是周期最后一个工作日，1 是周期后第一个工作日")
        return data

    def stages(self) -> list[tuple[StageKind, int, int]]:
        data = self.cleaned_data
        return [
            (stage, data[f"begins_{stage.pk}"], data[f"days_{stage.pk}"])
            for stage in self.stage_kinds
            if data[f"begins_{stage.pk}"] is not None
        ]
