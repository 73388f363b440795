"""Forms about the raters of an assessment and their sheets."""

from django import forms

from accounts.models import User
from areas.models import Area
from core.pages.forms import Checks, Form, NameInput, PlainWords, RemoteModelChoiceField
from scoring.choices import AssessmentStatus, SheetStatus, Subject
from scoring.forms.base import reason_field
from scoring.models import Assessment, Entry, Rater, RaterCode, RaterGroup, Sheet
from scoring.querysets import RaterQuerySet
from scoring.services.codes import newest_code, state_of
from scoring.services.rater_lists import Line, read_lines
from scoring.services.raters import rater_groups, rating_accounts


class _Account(Form):
    """The account of a rater, found by name among those that may rate in the county."""

    account = RemoteModelChoiceField(
        User.objects.all(), url_name="scoring:rater_accounts", label="账号", required=False,
        help_text="选了由本人登录打分，不选由本单位代为录入",
        error_messages={"invalid_choice": "本县区没有这个可以打分的账号，请重新选择"},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = rating_accounts(self.user)
        self.fields["account"].label_from_instance = lambda user: f"{user.name}（{user.username}）"

    def ask_of_namesake(self, others: RaterQuerySet) -> None:
        """Whether the name is somebody else's than that of one of ``others``, who sit in the same group."""
        name = self.cleaned_data.get("name")
        if name and (seated := others.filter(name=name).select_related("group").first()):
            who = f"{seated.seat} 号，{seated.unit}" if seated.unit else f"{seated.seat} 号"
            question = f"{seated.group}里已有{name}（{who}），请先看是不是同一个人"
            self.ask(f"other_{seated.pk}", question, "不是同一个人，仍要保存")


class RaterForm(_Account):
    group = forms.ModelChoiceField(RaterGroup.objects.all(), label="评委组", empty_label=None)
    seat = forms.IntegerField(label="席号", min_value=1, max_value=999, required=False, help_text="不填则接着排")
    name = NameInput(label="姓名", max_length=40)
    unit = forms.CharField(label="单位职务", max_length=60, required=False)
    area = RemoteModelChoiceField(
        Area.objects.all(), url_name="areas:area_choices", label="所在村（乡镇）", required=False,
        help_text="用于回避：不评自己的村，方案规定时也不评本乡镇",
    )  # fmt: skip
    field_order = ("group", "seat", "name", "unit", "area", "account")

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.fields["group"].queryset = rater_groups(assessment.scheme)

    def clean(self):
        data = super().clean()
        if group := data.get("group"):
            self.ask_of_namesake(self.assessment.raters.filter(group=group))
        return data


class RatersPasteForm(Form):
    """Many raters at once, a line each as it comes from a workbook or a chat."""

    group = forms.ModelChoiceField(RaterGroup.objects.all(), label="评委组", empty_label=None)
    lines = forms.CharField(
        label="名单", max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "placeholder": "杨志远\t农业服务中心\t主任\t13900000000"}),
        help_text="一行一人：姓名、单位、职务、电话，从 Excel 或聊天记录里整块粘贴；电话只用来找到本人的账号，不保存",
    )  # fmt: skip

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.fields["group"].queryset = rater_groups(assessment.scheme)
        self.rows: list[Line] = []

    def clean(self):
        data = super().clean()
        if data.get("group") and data.get("lines"):
            self.rows = read_lines(assessment=self.assessment, group=data["group"], text=data["lines"], user=self.user)
            if not self.rows:
                self.add_error("lines", "没有读到名单，请一行写一人")
        return data

    @property
    def wrong_count(self) -> int:
        return len(self.rows) - len(self.good)

    @property
    def good(self) -> list[Line]:
        return [row for row in self.rows if not row.problem]


class _Seated(_Account):
    """Another name for a seat that somebody has."""

    def __init__(self, *args, rater: Rater, **kwargs):
        super().__init__(*args, **kwargs)
        self.rater = rater

    def clean(self):
        data = super().clean()
        if data.get("name") != self.rater.name:
            self.ask_of_namesake(
                self.rater.assessment.raters.filter(group=self.rater.group_id).exclude(pk=self.rater.pk)
            )
        return data


class RaterEditForm(_Seated):
    """The same person with their name put right, or an account for them."""

    name = NameInput(label="姓名", max_length=40)
    unit = forms.CharField(label="单位职务", max_length=60, required=False)
    reason = forms.CharField(
        label="更正的原因", max_length=200, required=False, help_text="已提交评分表以后改姓名或换账号才填"
    )
    field_order = ("name", "unit", "account", "reason")


class SubstituteForm(_Seated):
    """Another person on the same seat."""

    name = NameInput(label="换成（姓名）", max_length=40)
    unit = forms.CharField(label="单位职务", max_length=60, required=False)
    from_on = forms.DateField(label="自何日起", help_text="以前提交的评分表仍记在原评委名下")
    reason = reason_field(max_length=200)
    field_order = ("name", "unit", "account", "from_on", "reason")


class ConflictForm(PlainWords, forms.Form):
    """Whom the rater does not judge, and why. Raters may declare it, whose area does not reach the entry."""

    entry = forms.ModelChoiceField(Entry.objects.none(), label="回避谁", empty_label="请选择")
    reason = reason_field(max_length=180, rows=2)

    def __init__(self, *args, rater: Rater, **kwargs):
        super().__init__(*args, **kwargs)
        entries = Entry.objects.filter(assessment=rater.assessment_id).exclude(conflicts__rater=rater)
        if rater.assessment.status != AssessmentStatus.DRAFT:
            entries = entries.filter(pk__in=rater.sheets.filter(status=SheetStatus.DRAFT).values("entry"))
        self.fields["entry"].queryset = entries.order_by("number")


class SecretariesForm(Form):
    group = forms.ModelChoiceField(RaterGroup.objects.all(), label="编入评委组", empty_label=None)
    concurrent = forms.BooleanField(label="只编一肩挑的", required=False, help_text="书记兼任本村主任的才编入")

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        if assessment.scheme.subject == Subject.TOWNSHIP:
            del self.fields["concurrent"]
        groups = rater_groups(assessment.scheme)
        self.fields["group"].queryset = groups
        self.fields["group"].initial = groups.filter(code="peers").first()


class CodesForm(Form):
    """For whom one-time codes are made, and how long they hold."""

    raters = forms.ModelMultipleChoiceField(
        Rater.objects.all(),
        label="评委",
        widget=Checks({"class": "checks checks-wide"}),
        error_messages={"required": "请至少选一名评委"},
    )
    hours = forms.TypedChoiceField(
        label="有效期", coerce=int, initial=24, choices=[(4, "4 小时"), (24, "1 天"), (72, "3 天"), (168, "7 天")]
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].initial = newest_code(assessment)
        field = self.fields["raters"]
        field.queryset = assessment.raters.filter(user=None).order_by("group__order", "seat").select_related("group")
        newest = {code.rater_id: code for code in RaterCode.objects.filter(rater__assessment=assessment).order_by("pk")}
        field.label_from_instance = lambda rater: f"{rater.group} {rater}：{state_of(newest.get(rater.pk))}"


class CodeForm(PlainWords, forms.Form):
    """What a rater types in from the slip."""

    code = forms.CharField(
        label="代码", max_length=40, error_messages={"required": "请输入代码"},
        help_text="代码单上的 12 位，如 ABCD-EFGH-JKMN",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class SheetsForm(Form):
    """Some sheets of one rater, and why."""

    sheets = forms.ModelMultipleChoiceField(
        Sheet.objects.all(), label="评分表", widget=Checks, error_messages={"required": "请至少选一份评分表"}
    )
    reason = reason_field(max_length=200)

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["sheets"]
        field.queryset = sheets.select_related("entry", "component").order_by("component__order", "entry__number")
        field.label_from_instance = lambda sheet: f"{sheet.component.short_name} {sheet.entry}"
