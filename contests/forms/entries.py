"""Forms about the villages of a contest."""

from django import forms
from django.utils import timezone

from areas.models import Area
from contests.choices import ENTRY_MOVES, EntryStatus
from contests.forms.base import reason_field
from contests.forms.contests import VillagesMixin
from contests.models import Contest, Entry
from core.forms import Form


class EntryAddForm(VillagesMixin, Form):
    villages = forms.ModelMultipleChoiceField(
        Area.objects.villages(), label="村（社区）", error_messages={"required": "请选择要添加的村"}
    )

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        villages = Area.objects.villages().below(contest.area).valid_on(timezone.localdate())
        self.fields["villages"].queryset = villages.exclude(pk__in=contest.entries.values("area"))


class EntryOrderForm(Form):
    """The number of every village."""

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        entries = list(contest.entries.all())
        for entry in entries:
            self.fields[f"number_{entry.pk}"] = forms.IntegerField(
                label=entry.name, min_value=1, max_value=len(entries), initial=entry.number,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    def numbers(self) -> dict[int, int]:
        return {int(name.removeprefix("number_")): number for name, number in self.cleaned_data.items()}


class EntryStatusForm(Form):
    status = forms.ChoiceField(label="改为", widget=forms.RadioSelect)
    reason = reason_field()

    def __init__(self, *args, entry: Entry, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(EntryStatus.choices) | {EntryStatus.ACTIVE: "恢复参评"}
        self.fields["status"].choices = [(code, labels[code]) for code in ENTRY_MOVES[entry.status]]
        self.fields["status"].initial = ENTRY_MOVES[entry.status][0]
