"""Choosing the assessments whose final scores are carried over."""

from scoring.forms.carry import CarrySourcesForm
from scoring.services.carry import set_carry_sources
from scoring.views.base import AssessmentFormPage


class CarrySourcesView(AssessmentFormPage):
    form_class = CarrySourcesForm
    title = "得分来源"
    success_message = "已保存"

    def get_queryset(self):
        rows = super().get_queryset().not_final()
        return rows.filter(scheme__components__kind="carried").distinct()

    def get_state(self):
        yield "所选各场的最终得分计入本次；只列出已定稿、满分和参赛对象相同的"

    def perform(self, assessment, form):
        for component, sources in form.chosen():
            set_carry_sources(assessment=assessment, component=component, sources=sources, user=self.request.user)
        return assessment

    def get_success_url(self) -> str:
        return self.request.path
