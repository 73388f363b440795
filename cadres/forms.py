"""Forms of the cadre file."""

from django import forms
from django.utils import timezone

from areas.models import Area
from cadres import policy
from cadres.models import Appointment, Person
from core.forms import Form, ModelForm, RemoteModelChoiceField, not_after_today

ADULT = 16  # years; nobody younger can be employed
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

    def clean_party_joined_on(self):
        return not_after_today(self, "party_joined_on")


class AccountLinkForm(Form):
    """Number and name together find a person: who does not know both learns nothing about anybody."""

    number = forms.CharField(
        label="人员编号", max_length=8, help_text="8 位数字，见干部档案的基本信息，由乡镇党建办提供"
    )
    name = forms.CharField(label="姓名", max_length=40, help_text="须与档案一致")

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        number, name = data["number"].strip().zfill(8), policy.tidy_name(data["name"])
        people = Person.objects.in_area(self.user.acting.area.prefix).select_related("area")
        data["person"] = people.filter(number=number, name=name).first()
        if data["person"] is None:
            raise forms.ValidationError(f"没有编号为 {number}、姓名为{name}的干部，请与乡镇党建办核对")
        return data


class AppointmentForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.all(), url_name="areas:area_choices", label="任职村（单位）")

    class Meta:
        model = Appointment
        fields = ("post", "area", "valid_from", "term_ends_on", "note")


class AppointmentEndForm(Form):
    on = forms.DateField(label="离任日期", help_text="在任的最后一天")
    reason = forms.CharField(label="离任原因", max_length=200, help_text="如 换届、辞职、调任、到龄")
