"""Filters: the same scope as the rows, grey label, value in ink, one bar above the table."""

import django_filters
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django_filters import BooleanFilter, CharFilter, ChoiceFilter, NumberFilter
from django_filters.fields import ModelChoiceField, ModelChoiceIterator
from django_filters.filterset import FILTER_FOR_DBFIELD_DEFAULTS
from django_filters.widgets import RangeWidget

from core.data.lifecycle import called, holder, subject_of
from core.pages.forms import DateText, RemoteModelChoiceField

__all__ = [
    "BooleanFilter", "CharFilter", "CheckFilter", "ChoiceFilter", "DateRangeFilter", "FilterSet", "ModelChoiceFilter",
    "NumberFilter", "RemoteModelChoiceFilter", "SearchFilter",
]  # fmt: skip

EVERYTHING = "全部"


class ListedChoices(ModelChoiceIterator):
    """The choices of a ``ListedChoiceField``."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        yield from map(self.choice, self.field.rows)


class ListedChoiceField(ModelChoiceField):
    """A select whose rows are read once: what was chosen is looked up among those that are shown."""

    iterator = ListedChoices

    @cached_property
    def rows(self) -> list[models.Model]:
        return list(self.queryset)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if self.null_label is not None and value == self.null_value:
            return value
        for row in self.rows:
            if str(row.pk) == str(value):
                return row
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class ModelChoiceFilter(django_filters.ModelChoiceFilter):
    """A select over rows, limited to the user's scope. For lists of up to a few hundred."""

    field_class = ListedChoiceField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"empty_label": EVERYTHING, **kwargs})

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.for_user(request.user) if hasattr(queryset, "for_user") else queryset


class RemoteModelChoiceFilter(ModelChoiceFilter):
    """The same for long lists: ``RemoteModelChoiceFilter(queryset=…, url_name="areas:village_choices")``."""

    field_class = RemoteModelChoiceField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for unknown in ("empty_label", "null_label", "null_value"):
            self.extra.pop(unknown, None)


class DayRange(RangeWidget):
    """Two date fields, each with its own name for readers of the screen."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets = [DateText({"aria-label": label}) for label in ("从", "到")]


class DateRangeFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"widget": DayRange, **kwargs})


class SearchFilter(CharFilter):
    """Free text over several look-ups, for instance ``lookups=("name__icontains", "initials__startswith")``."""

    def __init__(self, *args, lookups: tuple[str, ...], **kwargs):
        super().__init__(*args, **{"widget": forms.TextInput(attrs={"type": "search", "maxlength": 40}), **kwargs})
        self.lookups = lookups

    def filter(self, queryset, value):
        if not value:
            return queryset
        condition = models.Q()
        for lookup in self.lookups:
            condition |= models.Q((lookup, value))
        return queryset.filter(condition)


class CheckFilter(BooleanFilter):
    """只看…: ticked narrows the list, unticked means everything."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"widget": forms.CheckboxInput, **kwargs})

    def filter(self, queryset, value):
        return super().filter(queryset, value or None)


class FilterSet(django_filters.FilterSet):
    """Base of all filter sets: foreign keys offer only rows of the user's scope, "no choice" reads 全部."""

    choosing: tuple[str, ...] = ()
    """Filters that say what is listed and always have a value: they narrow nothing."""

    FILTER_DEFAULTS = FILTER_FOR_DBFIELD_DEFAULTS | {
        models.ForeignKey: FILTER_FOR_DBFIELD_DEFAULTS[models.ForeignKey] | {"filter_class": ModelChoiceFilter}
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            if isinstance(each, django_filters.ChoiceFilter) and not isinstance(each, RemoteModelChoiceFilter):
                each.extra["empty_label"] = EVERYTHING

    @property
    def narrowing(self) -> list[str]:
        """The filters that are set, so that an empty list may be their doing."""
        if not self.is_bound:
            return []
        given = self.form.cleaned_data.items()
        return [name for name, value in given if value not in (None, "", False) and name not in self.choosing]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowing)


class StateChangeFilter(FilterSet):
    """The auditor's filter: what, who, when."""

    subject = ChoiceFilter(label="类型", choices=lambda: sorted(_kinds().items(), key=lambda pair: pair[1]))
    user = SearchFilter(label="操作人", lookups=("user__name__icontains", "user__username__startswith"))
    title = CharFilter(label="对象", lookup_expr="icontains")
    at = DateRangeFilter(label="日期")


def _kinds() -> dict[str, str]:
    """What steps are kept of: the name they are kept under, and what people call it."""
    with_states = (model for model in apps.get_models() if hasattr(model, "MOVES") or hasattr(model, "STEPS"))
    return {subject_of(model): called(holder(model)) for model in with_states}
