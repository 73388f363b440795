"""The form that chooses from which assessments scores are carried over."""

from collections import defaultdict
from itertools import groupby

from django import forms

from core.pages.forms import CheckGroups, Form
from scoring.models import Assessment, CarrySource, Component
from scoring.reads.carry import Found, carried_components, found_scores, possible_sources

NAMED = 5


class ByPeriod(forms.models.ModelChoiceIterator):
    """The choices under the period of their assessment."""

    def __iter__(self):
        for period, assessments in groupby(self.queryset, key=lambda assessment: assessment.period):
            yield period.label, [self.choice(assessment) for assessment in assessments]


class SourcesField(forms.ModelMultipleChoiceField):
    widget = CheckGroups
    iterator = ByPeriod


class CarrySourcesForm(Form):
    """For each carried-over component the assessments that fit, by period, the newest first."""

    def __init__(self, *args, assessment: Assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.components = carried_components(assessment)
        chosen: dict[int, list[int]] = defaultdict(list)
        for component, source in CarrySource.objects.filter(assessment=assessment).values_list("component", "source"):
            chosen[component].append(source)
        known = (
            Assessment.objects.for_user(self.user)
            .exclude(pk=assessment.pk)
            .order_by("-year", "period_kind", "-number", "area__code")
        )
        for component in self.components:
            fitting = possible_sources(component, known)
            self.fields[component.code] = SourcesField(
                fitting, label=component.name, required=False, initial=chosen[component.pk],
                help_text=in_words(found_scores(assessment, component)) if fitting else "还没有可以取用的结果",
            )  # fmt: skip

    def chosen(self) -> list[tuple[Component, list[Assessment]]]:
        return [(component, list(self.cleaned_data[component.code])) for component in self.components]


def in_words(found: Found) -> str:
    """12/15 个参赛单位有得分；缺战斗村、弥陀村、二郎村"""
    words = f"所选各场里 {found.scored}/{found.entries} 个参赛单位有得分"
    for label, names in (("缺", found.missing), ("不止一个得分的", found.several)):
        if names:
            more = f"等 {len(names)} 个" if len(names) > NAMED else ""
            words += f"；{label}：{'、'.join(names[:NAMED])}{more}"
    return words
