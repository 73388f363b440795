"""Forms of the cadre file."""

import re
import unicodedata
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from areas.models import Area
from cadres import policy
from cadres.models import Appointment, Person
from core.pages.forms import Form, ModelForm, RemoteModelChoiceField, not_after_today

ADULT = 16  # years; nobody younger can be employed
PARTY_AGE = 18  # years; the party's constitution, article 1
NAMESAKES_SHOWN = 5
PHONE = re.compile(r"\+?\d[\d-]{5,18}\d")
OLDEST = 100


class PersonForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.all(), url_name="areas:area_choices", label="所在村（单位）")
    fieldsets = (
        ("身份", ("name", "sex", "birth_date", "nationality", "party_joined_on")),
        ("学历与来源", ("education", "education_form", "source")),
        ("单位与联系", ("area", "phone")),
    )

    class Meta:
        model = Person
        fields = (
            "name", "sex", "birth_date", "nationality", "party_joined_on",
            "education", "education_form", "source", "area", "phone",
        )  # fmt: skip

    def clean_birth_date(self):
        birth = self.cleaned_data["birth_date"]
        if not ADULT <= policy.age_on(birth, timezone.localdate()) <= OLDEST:
            raise forms.ValidationError(f"按这个日期年龄不在 {ADULT}–{OLDEST} 岁之间，请核对")
        return birth

    def clean_phone(self):
        phone = re.sub(r"[\s\u3000]", "", unicodedata.normalize("NFKC", self.cleaned_data["phone"]))
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("请填电话号码，如 13900000000 或 0916-5551234")
        return phone

    def clean_party_joined_on(self):
        return not_after_today(self, "party_joined_on")

    def clean(self):
        data = super().clean()
        birth, joined = data.get("birth_date"), data.get("party_joined_on")
        changed = set(self.changed_data)
        if birth and joined and joined < policy.turns(PARTY_AGE, birth) and changed & {"birth_date", "party_joined_on"}:
            question = f"按出生日期，入党时未满 {PARTY_AGE} 岁，请核对两个日期"
            self.ask(f"party_{birth:%Y%m%d}_{joined:%Y%m%d}", question, "已核对，日期无误")
        if birth and data.get("name") and changed & {"name", "birth_date"}:
            self._ask_of_namesakes(data["name"], birth)
        return data

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


class AppointmentEndForm(Form):
    on = forms.DateField(label="离任日期", help_text="在任的最后一天")
    reason = forms.CharField(label="离任原因", max_length=200, help_text="如 换届、辞职、调任、到龄")
