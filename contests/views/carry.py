"""Choosing the contests whose final scores are carried over."""

from contests.forms.carry import CarrySourcesForm
from contests.services.carry import set_carry_sources
from contests.views.base import ContestFormPage


class CarrySourcesView(ContestFormPage):
    form_class = CarrySourcesForm
    title = "得分来源"
    success_message = "已保存"

    def get_queryset(self):
        rows = super().get_queryset().not_final()
        return rows.filter(scheme__components__kind="carried").distinct()

    def get_state(self):
        yield "所选比武的最终得分计入本次比武；只列出已定稿、满分和参赛对象相同的"

    def perform(self, contest, form):
        for component, sources in form.chosen():
            set_carry_sources(contest=contest, component=component, sources=sources, user=self.request.user)
        return contest

    def get_success_url(self) -> str:
        return self.request.path
