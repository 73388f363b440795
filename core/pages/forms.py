"""Forms: choices stay inside the user's scope, long lists are searched instead of shown, days are text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from core.data.fields import check_name
from core.models import Versioned
from core.values.dates import read_day
from core.values.names import tidy_name
from core.values.numbers import NotANumber, written

DASHES = "---------"  # Django's empty choice, shown in words instead

# What the stock messages say in stiff words, by their code.
WORDS = {
    "max_length": "最多 %(limit_value)d 个字，现有 %(show_value)d 个",
    "min_length": "至少 %(limit_value)d 个字，现有 %(show_value)d 个",
    "max_value": "不能大于 %(limit_value)s",
    "min_value": "不能小于 %(limit_value)s",
    "max_digits": "最多 %(max)s 位数字",
    "max_decimal_places": "最多 %(max)s 位小数",
    "max_whole_digits": "小数点前最多 %(max)s 位",
    "null_characters_not_allowed": "含有不能用的字符，请删去重填",
}
WORDS_BY_KIND: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.Field, {"required": "请填写"}),
    (forms.ChoiceField, {"required": "请选择", "invalid_choice": "“%(value)s”不在可选之列，请重新选择"}),
    (forms.FileField, {"required": "请选择文件", "empty": "这是空文件，请另选一个"}),
    (forms.IntegerField, {"invalid": "请填整数，如 12"}),
    (forms.DecimalField, {"invalid": "请填数字，如 8.5"}),
    (forms.DateField, {"invalid": "请填日期，如 2026-09-30"}),
    (forms.DateTimeField, {"invalid": "请填日期和时间，如 2026-09-30 14:30"}),
]


def say_plainly(form: forms.BaseForm) -> None:
    """Give the fields of ``form`` our words for what may be wrong, save where a field has words of its own."""
    for field in form.fields.values():
        stock: dict[str, Any] = {}
        for kind in reversed(type(field).__mro__):
            if kind.__module__.startswith("django."):
                stock |= vars(kind).get("default_error_messages", {})
        ours = dict(WORDS)
        for kind, words in WORDS_BY_KIND:
            if isinstance(field, kind):
                ours |= words
        for code, words in ours.items():
            if field.error_messages.get(code) == stock.get(code):
                field.error_messages[code] = words


class RemoteChoice(forms.Widget):
    """Chooses one row of a long list by typing: suggestions come from the ``ChoicesPage`` at ``url_name``.

    Shows only the chosen row, so its cost does not depend on the length of the list.
    """

    template_name = "components/remote_choice.html"
    choices: Any = ()

    def __init__(self, url_name: str, attrs: Mapping | None = None):
        super().__init__(attrs)
        self.url_name = url_name

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": reverse(self.url_name), "label": self._label(value)}
        return context

    def _label(self, value) -> str:
        """The chosen row as text; empty for no choice and for a value that is not among the choices."""
        if not value:
            return ""
        field = self.choices.field
        try:
            return field.label_from_instance(field.to_python(value))
        except forms.ValidationError:
            return ""


class DateText(forms.DateInput):
    """A day as text, always 2026-09-30, with a button that opens the browser's calendar.

    The browser's own date field shows the order of its locale and takes no paste.
    """

    template_name = "components/date.html"

    def __init__(self, attrs: Mapping | None = None):
        super().__init__({"autocomplete": "off", "placeholder": "如 2026-09-30", **(attrs or {})}, format="%Y-%m-%d")

    def value_from_datadict(self, data, files, name):
        text = super().value_from_datadict(data, files, name)
        day = read_day(text) if isinstance(text, str) else None
        return f"{day}" if day else text


def use_own_pickers(field: forms.Field) -> None:
    """Days are ``DateText``; files are chosen with our words and show what was chosen."""
    if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
        field.widget = DateText(field.widget.attrs)
    elif isinstance(field.widget, forms.FileInput):
        field.widget.template_name = "components/file.html"


class Checks(forms.CheckboxSelectMultiple):
    """Several of a list, each with a box, and one box for all of them."""

    template_name = "components/checks.html"

    def __init__(self, attrs: Mapping | None = None, choices=()):
        super().__init__({"class": "checks", **(attrs or {})}, choices)


class CheckGroups(Checks):
    """Boxes of choices that come in groups: a fold for each group, with one box for all of it."""

    template_name = "components/check_groups.html"


class RemoteModelChoiceField(forms.ModelChoiceField):
    """A ``ModelChoiceField`` over a list too long for a select: ``RemoteModelChoiceField(queryset, url_name=…)``."""

    def __init__(self, queryset, *, url_name: str, **kwargs):
        super().__init__(queryset, **{"widget": RemoteChoice(url_name), **kwargs})


def read_numbers(field: forms.Field) -> None:
    """Let a number field take what ``core.values.numbers`` takes, typed into a field of text.

    A browser's own number field hands on ``1.5万`` as 1.5 and ``1e3`` as 1000 without a word.
    """
    if not isinstance(field, forms.IntegerField) or hasattr(field, "read_plainly"):  # a DecimalField is one, too
        return
    convert = field.to_python

    def read_plainly(value):
        if not isinstance(value, str):
            return convert(value)
        try:
            return convert(written(value) if value.strip() else "")
        except NotANumber as error:
            raise forms.ValidationError(error.message, code="invalid") from None

    field.read_plainly = field.to_python = read_plainly
    if isinstance(field.widget, forms.NumberInput):
        kept = {name: value for name, value in field.widget.attrs.items() if name not in ("min", "max", "step")}
        whole = not isinstance(field, (forms.DecimalField, forms.FloatField))
        field.widget = forms.TextInput({**kept, "inputmode": "numeric" if whole else "decimal", "autocomplete": "off"})


class NameInput(forms.CharField):
    """A person's name, as the column ``core.data.fields.NameField`` keeps it, in a form without a model."""

    default_validators = [check_name]

    def to_python(self, value):
        return tidy_name(super().to_python(value))


class PlainWords:
    """A form whose fields say what is wrong in our words, and read numbers as all pages do: late fields, too."""

    def __getitem__(self, name):
        if name in self.fields:
            read_numbers(self.fields[name])
            use_own_pickers(self.fields[name])
        return super().__getitem__(name)

    def full_clean(self):
        say_plainly(self)
        super().full_clean()


def reason_field(*, max_length: int = 300, rows: int = 3) -> forms.CharField:
    """Why a step is taken that needs a reason."""
    return forms.CharField(
        label="原因", max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "请写明原因"},
    )  # fmt: skip


def not_after_today(form: forms.BaseForm, name: str) -> date | None:
    """The day in field ``name``, for its ``clean_…``: what happened cannot lie in the future."""
    day = form.cleaned_data[name]
    if day and day > timezone.localdate():
        raise forms.ValidationError(f"{form.fields[name].label}不能晚于今天")
    return day


class ScopedForm(PlainWords):
    """Limits every choice of scoped rows to those of ``user``."""

    fieldsets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Optional groups: (heading, field names). Without them the fields follow one another."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.conflicts: dict[str, Any] = {}
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "for_user"):
                field.queryset = field.queryset.for_user(user)
            if isinstance(field, forms.ModelChoiceField):
                if field.empty_label == DASHES:
                    field.empty_label = "请选择" if field.required else "（不填）"
            elif isinstance(field, forms.ChoiceField):
                words = "请选择" if field.required else "（不填）"
                field.choices = [(code, words if label == DASHES else label) for code, label in field.choices]

    def ask(self, key: str, question: str, answer: str) -> None:
        """Have something unlikely confirmed before it is saved, from the form's ``clean``.

        The ``question`` stands beside a box that says ``answer``; all that was typed stays. Another ``key`` asks anew.
        """
        name = f"sure_{key}"
        self.fields[name] = forms.BooleanField(label=answer, required=False)
        if not self[name].data:
            self.add_error(name, question)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The visible fields by group, those of no group first."""
        grouped = {name for _, names in self.fieldsets for name in names}
        rest = [field for field in self.visible_fields() if field.name not in grouped]
        groups = [(title, [self[name] for name in names if name in self.fields]) for title, names in self.fieldsets]
        return [("", rest), *groups] if rest else groups


class Form(ScopedForm, forms.Form):
    """Base of forms without a model."""


class ModelForm(ScopedForm, forms.ModelForm):
    """Base of forms of one row. Carries the version it was opened with where the model has one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.instance, Versioned) and self.instance.pk:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.version, required=False
            )
