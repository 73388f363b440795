"""Forms of areas."""

from django import forms

from areas.choices import SuccessionKind
from areas.models import Area, VillageProfile, WeakVillageStatus
from areas.services import Heir
from core.pages.forms import Form, ModelForm

_NAME_LENGTH = Area._meta.get_field("name").max_length


class ProfileForm(ModelForm):
    class Meta:
        model = VillageProfile
        fields = ("population", "households", "party_members", "villager_groups", "party_organisation")


class WeakStatusForm(ModelForm):
    class Meta:
        model = WeakVillageStatus
        fields = ("valid_from", "reason")


class EndForm(Form):
    on = forms.DateField(label="最后一天", help_text="从次日起结束")


class RenameForm(Form):
    name = forms.CharField(label="新名称", max_length=_NAME_LENGTH, help_text="用全称，如 战斗村委会；简称自动得出")
    on = forms.DateField(label="生效日期")
    basis = forms.CharField(label="依据文件", max_length=200, help_text="批准文件的名称或文号")


class SuccessionForm(Form):
    """What becomes of one area, with others in a merger."""

    kind = forms.ChoiceField(
        label="方式", choices=[choice for choice in SuccessionKind.choices if choice[0] != SuccessionKind.RENAME]
    )
    others = forms.CharField(
        label="一并合并的区划", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只用于合并：每行一个 12 位区划代码",
    )  # fmt: skip
    heirs = forms.CharField(
        label="承接区划", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个：已有的只填 12 位代码；新设的填代码和名称，如 610703106220 新村委会",
    )  # fmt: skip
    on = forms.DateField(label="生效日期", help_text="原区划前一日终止，以前的成绩仍在原区划名下")
    basis = forms.CharField(label="依据文件", max_length=200, help_text="批准文件的名称或文号")

    def clean_others(self) -> list[Area]:
        codes = self.cleaned_data["others"].split()
        found = {area.code: area for area in Area.objects.for_user(self.user).filter(code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            raise forms.ValidationError(f"找不到区划：{'、'.join(unknown)}")
        return list(found.values())

    def clean_heirs(self) -> list[Heir]:
        heirs = []
        for line in self.cleaned_data["heirs"].splitlines():
            if words := line.split():
                heirs.append(Heir(words[0], " ".join(words[1:])[:_NAME_LENGTH]))  # noqa: PERF401 (the walrus reads better)
        if outside := [heir.code for heir in heirs if not heir.code.startswith(self.user.acting.area.prefix)]:
            raise forms.ValidationError(f"不在您管理的区划内：{'、'.join(outside)}")
        return heirs
