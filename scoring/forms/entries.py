"""Forms about who competes in an assessment."""

from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from areas.models import Area
from cadres.models import PostKind
from core.files.attachments import AttachmentField
from core.pages.forms import Checks, Form
from scoring.choices import ENTRY_MOVES, AssessmentStatus, EntryStatus
from scoring.forms.base import reason_field
from scoring.models import Assessment, Entry, Standing
from scoring.services.entries import ENTRY_LEVELS, ties_across, undecided_ties


class VillagesMixin:
    """A form with a field ``villages``."""

    @cached_property
    def villages_by_township(self) -> list[tuple[str, list[tuple[Area, bool]]]]:
        """Township → its villages, and whether each is chosen."""
        chosen = {str(value) for value in self["villages"].value() or []}
        groups: dict[str, list[tuple[Area, bool]]] = {}
        for village in self.fields["villages"].queryset.select_related("parent"):
            groups.setdefault(str(village.parent), []).append((village, str(village.pk) in chosen))
        return list(groups.items())


class EntryAddForm(VillagesMixin, Form):
    """Villages or townships, whichever compete."""

    villages = forms.ModelMultipleChoiceField(
        Area.objects.all(), label="参赛单位", error_messages={"required": "请选择要添加的单位"}
    )

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        level = ENTRY_LEVELS[assessment.scheme.subject]
        areas = Area.objects.at(level).below(assessment.area).valid_on(timezone.localdate())
        self.fields["villages"].queryset = areas.exclude(pk__in=assessment.entries.values("area"))


class GroupAddForm(Form):
    """Villager groups, typed one a line."""

    lines = forms.CharField(
        label="小组", widget=forms.Textarea(attrs={"rows": 12, "placeholder": "战斗村 三组"}), max_length=20_000,
        help_text="一行一个：村名、空格、组名。可从 Excel 复制两列直接粘贴",
        error_messages={"required": "请填写小组"},
    )  # fmt: skip

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_lines(self) -> str:
        return self.cleaned_data["lines"].replace("\t", " ")


class HolderAddForm(Form):
    """Whoever holds a post on a day."""

    post = forms.ModelChoiceField(PostKind.objects.all(), label="职务", help_text="如乡镇书记、书记、第一书记")
    on = forms.DateField(label="哪天在任", initial=timezone.localdate)
    areas = forms.ModelMultipleChoiceField(
        Area.objects.all(), label="只限乡镇", required=False, widget=Checks, help_text="不选则本地全部"
    )

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        townships = Area.objects.at(Area.Level.TOWNSHIP).below(assessment.area).valid_on(timezone.localdate())
        self.fields["areas"].queryset = townships
        if assessment.area.level == Area.Level.TOWNSHIP:
            del self.fields["areas"]

    def clean(self):
        data = super().clean()
        chosen = data.get("areas")
        data["areas"] = Area.objects.filter(reduce(or_, map(_within, chosen))) if chosen else None
        return data


def _within(township: Area) -> Q:
    return Q(code__startswith=township.prefix)


class TopForm(Form):
    """The best of earlier final rankings."""

    sources = forms.ModelMultipleChoiceField(
        Assessment.objects.all(), label="取自", widget=Checks, error_messages={"required": "请选择取自哪一场"}
    )
    places = forms.IntegerField(label="每场取前几名", min_value=1, max_value=50, initial=3)
    tie = forms.ChoiceField(
        label="末位并列的",
        choices=[("all", "都进"), ("decide", "由主办单位决定")],
        initial="all",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.ties = []
        found = Assessment.objects.in_area(assessment.area.prefix).filter(
            status=AssessmentStatus.FINAL, is_trial=False, scheme__subject=assessment.scheme.subject
        )
        self.fields["sources"].queryset = found.exclude(pk=assessment.pk).order_by("-year", "-number", "area__code")
        if self.is_bound and self["tie"].data == "decide":
            self._ask_who()

    def _ask_who(self) -> None:
        """Once it is known whose ranking ends in a tie: whom of these, and why."""
        try:
            sources = self.fields["sources"].clean(self["sources"].data)
            self.ties = ties_across(sources, self.fields["places"].clean(self["places"].data))
        except forms.ValidationError:
            return  # said at the fields themselves
        if self.ties:
            pks = [standing.pk for tie in self.ties for standing in tie.standings]
            self.fields["chosen"] = _TiedField(
                Standing.objects.filter(pk__in=pks).select_related("entry", "tally__assessment__scheme"),
                label="并列的里面选谁", widget=Checks, required=False, help_text="；".join(map(str, self.ties)),
            )  # fmt: skip
            self.fields["reason"] = reason_field()

    def clean(self) -> dict:
        data = super().clean()
        if self.ties and (problems := undecided_ties(self.ties, data.get("chosen") or ())):
            self.add_error("chosen", f"请在并列的里面勾选：{'；'.join(problems)}")
        if data.pop("tie", "") == "decide":
            data.setdefault("chosen", ())
        return data


class _TiedField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, standing: Standing) -> str:
        return f"{standing.entry} {standing.shown_final} 分（{standing.tally.assessment}）"


class EntryOrderForm(Form):
    """The number of every entry."""

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        entries = list(assessment.entries.all())
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
    file = AttachmentField(label="依据文件", required=False)

    def __init__(self, *args, entry: Entry, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(EntryStatus.choices) | {EntryStatus.ACTIVE: "恢复参评"}
        moves = [code for code in ENTRY_MOVES[entry.status] if code != EntryStatus.NOMINATED]
        self.fields["status"].choices = [(code, labels[code]) for code in moves]
        self.fields["status"].initial = moves[0]
