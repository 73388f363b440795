"""The stages of a kind of contest, edited beside its row in 字典."""

from django.urls import reverse

from contests.forms.kinds import KindStagesForm
from contests.models import ContestKind
from contests.services.kinds import set_stages
from core.pages.views import FormPage


class KindStagesView(FormPage):
    """When each stage is held, in working days from the period's end."""

    model = ContestKind
    form_class = KindStagesForm
    template_name = "contests/kind_stages.html"
    permission_required = "areas.change_kind"
    success_message = "阶段安排已保存，新建比武时按它给出日期"

    def get_queryset(self):
        return ContestKind.objects.kept_by(self.request.user)

    def get_title(self):
        return f"{self.object}的阶段安排"

    def get_crumbs(self):
        return [("字典", reverse("areas:kind_index")), (self.object.name, self.object.get_absolute_url())]

    def get_state(self):
        yield "负数从周期最后一个工作日往前数（−1 就是最后一个工作日），正数从周期结束后第一个工作日往后数"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kind": self.object}

    def get_cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def perform(self, kind, form):
        set_stages(kind=kind, stages=form.stages())
        return kind
