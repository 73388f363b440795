"""Forms: choices stay inside the user's scope, long lists are searched instead of shown, dates are date fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse

from core.models import Versioned

DASHES = "---------"  # Django's empty choice, shown in words instead


class RemoteChoice(forms.Widget):
    """Chooses one row of a long list by typing: suggestions come from the ``core.views.ChoicesPage`` at ``url_name``.

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


class Checks(forms.CheckboxSelectMultiple):
    """Several of a list, each with a box; from two on with one box for all of them."""

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


class ScopedForm:
    """Limits every choice of scoped rows to those of ``user`` and gives dates the browser's date field."""

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
            elif isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
                field.widget = forms.DateInput(attrs={**field.widget.attrs, "type": "date"}, format="%Y-%m-%d")

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
