"""Forms of the cadre file."""

import re
import unicodedata
from contextlib import suppress
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from areas.models import Area
from cadres import policy
from cadres.choices import Sex
from cadres.models import Appointment, Person
from core.data.sealed import Unreadable, secrets_of
from core.files.attachments import AttachmentField
from core.pages.forms import Form, ModelForm, RemoteModelChoiceField, not_after_today

ADULT = 16  # years; nobody younger can be employed
PARTY_AGE = 18  # years; the party's constitution, article 1
NAMESAKES_SHOWN = 5
BANK_ACCOUNT = re.compile(r"[0-9]{8,30}")
PHONE = re.compile(r"\+?\d[\d-]{5,18}\d")
OLDEST = 100


class PersonForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.all(), url_name="areas:area_choices", label="所在村（单位）")
    fieldsets = (
        ("身份", ("name", "id_number", "sex", "birth_date", "nationality", "party_joined_on")),
        (
            "学历与专长",
            (
                "full_time_education",
                "full_time_degree",
                "full_time_school",
                "in_service_education",
                "in_service_degree",
                "in_service_school",
                "speciality",
            ),
        ),
        ("来源、单位与联系", ("source", "area", "phone", "bank_account", "bank_name")),
    )  # fmt: skip

    class Meta:
        model = Person
        fields = (
            "name", "id_number", "sex", "birth_date", "nationality", "party_joined_on",
            "full_time_education", "full_time_degree", "full_time_school",
            "in_service_education", "in_service_degree", "in_service_school", "speciality",
            "source", "area", "phone", "bank_account", "bank_name",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sex", "birth_date"):
            self.fields[name].required = False  # an ID number says them, see ``clean``
        self.fields["id_number"].help_text = "填了它，性别和出生日期可以不填"
        for field in secrets_of(Person):
            self.fields[field.name].widget.attrs |= {"autocomplete": "off", "data-undrafted": ""}
            if getattr(self.instance, field.name):
                self.fields[field.name].help_text = "只显示一部分；不改就留着这样，要改请删去重填"

    def _typed(self, name: str) -> str | None:
        """What was typed for a secret, without spaces; ``None`` where its mask was left as it stood."""
        if name not in self.changed_data:
            return None
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", self.cleaned_data[name])).upper()

    def clean_id_number(self):
        number = self._typed("id_number")
        if not number:
            return self.cleaned_data["id_number"]
        try:
            policy.read_id_number(number, timezone.localdate())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        if other := Person.objects.with_id_number(number).exclude(pk=self.instance.pk).first():  # whoever keeps it
            raise forms.ValidationError(self._known(other))
        return number

    def _known(self, other: Person) -> str:
        if not Person.objects.for_user(self.user).filter(pk=other.pk).exists():
            return "这个身份证号在您范围以外已有档案，请与上级组织部门核对"
        link = ((other.get_absolute_url(), other, other.area),)
        return format_html_join("", '这个身份证号已有档案：<a class="link" href="{}">{}（{}）</a>', link)

    def clean_bank_account(self):
        account = self._typed("bank_account")
        if account is None:
            return self.cleaned_data["bank_account"]
        account = account.replace("-", "")
        if account and not BANK_ACCOUNT.fullmatch(account):
            raise forms.ValidationError("银行账号是 8–30 位数字")
        return account

    def clean_birth_date(self):
        birth = self.cleaned_data["birth_date"]
        if birth and not ADULT <= policy.age_on(birth, timezone.localdate()) <= OLDEST:
            raise forms.ValidationError(f"按这个日期年龄不在 {ADULT}–{OLDEST} 岁之间，请核对")
        return birth

    def clean_phone(self):
        phone = self._typed("phone")
        if phone is None:
            return self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("请填电话号码，如 13900000000 或 0916-5551234")
        return phone

    def clean_party_joined_on(self):
        return not_after_today(self, "party_joined_on")

    def clean(self):
        data = super().clean()
        self._agree_with_id_number(data)
        birth, joined = data.get("birth_date"), data.get("party_joined_on")
        changed = set(self.changed_data)
        if birth and joined and joined < policy.turns(PARTY_AGE, birth) and changed & {"birth_date", "party_joined_on"}:
            question = f"按出生日期，入党时未满 {PARTY_AGE} 岁，请核对两个日期"
            self.ask(f"party_{birth:%Y%m%d}_{joined:%Y%m%d}", question, "已核对，日期无误")
        if birth and data.get("name") and changed & {"name", "birth_date"}:
            self._ask_of_namesakes(data["name"], birth)
        return data

    def _agree_with_id_number(self, data: dict) -> None:
        """Sex and birth date are filled from the ID number, and are not to differ from it."""
        if number := data.get("id_number"):
            with suppress(Unreadable):
                number = number if "id_number" in self.changed_data else self.instance.id_number.clear
                self._fill_from(policy.read_id_number(number, timezone.localdate()), data, number[:2])
        for name, words in (("sex", "请选择"), ("birth_date", "请填写")):
            if not data.get(name) and name not in self.errors and "id_number" not in self.errors:
                self.add_error(name, f"{words}，或填写身份证号")

    def _fill_from(self, found: policy.IdNumber, data: dict, region: str) -> None:
        if not found.is_region_known and "id_number" in self.changed_data:
            self.ask(f"region_{region}", f"没有以 {region} 开头的地区，请核对身份证号前 6 位", "已核对，号码无误")
        for name, said, words in (
            ("sex", found.sex, Sex(found.sex).label), ("birth_date", found.birth_date, found.birth_date),
        ):  # fmt: skip
            if name in self.errors:
                continue
            if (data.get(name) or said) != said:
                self.add_error(name, f"身份证号说是{words}，请核对哪个不对")
            else:
                data[name] = said

    def _ask_of_namesakes(self, name: str, birth: date) -> None:
        others = Person.objects.for_user(self.user).namesakes(name, birth).exclude(pk=self.instance.pk)
        if found := list(others.select_related("area")[:NAMESAKES_SHOWN]):
            links = format_html_join(
                "、",
                '<a class="link" href="{}">{}（{}）</a>',
                ((each.get_absolute_url(), each, each.area) for each in found),
            )
            question = format_html("已有同名、同日出生的干部：{}，请先看是不是同一个人", links)
            self.ask("_".join(["other", *(str(each.pk) for each in found)]), question, "不是同一个人，仍要保存")


class PhotoForm(Form):
    photo = AttachmentField(label="照片", help_text="JPG 或 PNG，竖的最好；裁成 2:3，拍摄地点等信息会去掉")


class AccountLinkForm(Form):
    """Whose file an account reads; the suggestions tell only whom one already knows by full name or number."""

    person = RemoteModelChoiceField(
        Person.objects.none(), url_name="cadres:account_person_choices", label="谁的档案",
        help_text="输入全名或 8 位人员编号，选本人；找不到的请与乡镇党建办核对",
        error_messages={"invalid_choice": "没有这份档案，请重新选择"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.linkable_by(self.user)
        self.fields["person"].label_from_instance = lambda person: f"{person}（{person.number}）"


class AppointmentForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.all(), url_name="areas:area_choices", label="任职村（单位）")

    class Meta:
        model = Appointment
        fields = ("post", "area", "valid_from", "term_ends_on", "note")


class RevealForm(Form):
    reason = forms.CharField(
        label="原因", max_length=100, error_messages={"required": "请写明原因"},
        widget=forms.TextInput({"class": "input", "placeholder": "原因，如 核对参保信息", "autocomplete": "off"}),
    )  # fmt: skip


class AppointmentEndForm(Form):
    on = forms.DateField(label="离任日期", help_text="在任的最后一天")
    reason = forms.CharField(label="离任原因", max_length=200, help_text="如 换届、辞职、调任、到龄")
