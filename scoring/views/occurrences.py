"""Bonuses, deductions and vetoes: noted with their evidence, approved, struck out."""

from core.pages.attachment_views import DownloadPage
from core.pages.views import ActionPage
from scoring.forms.occurrences import OccurrenceForm
from scoring.models import Occurrence
from scoring.services import occurrences as services
from scoring.views.base import AssessmentFormPage, RunPartMixin


class OccurrenceCreateView(AssessmentFormPage):
    form_class = OccurrenceForm
    title = "登记加扣分或一票否决"
    submit_label = "登记"
    success_message = "已登记，核准后生效"
    tab = "bonuses"

    def perform(self, assessment, form):
        services.record_occurrence(**form.cleaned_data, user=self.request.user)
        return assessment


class _OccurrenceMixin(RunPartMixin):
    model = Occurrence
    assessment_path = "entry__assessment"
    tab = "bonuses"

    def get_queryset(self):
        return super().get_queryset().select_related("item")


class OccurrenceApproveView(_OccurrenceMixin, ActionPage):
    success_message = "已核准"

    def perform(self, occurrence, reason):
        services.approve_occurrence(occurrence=occurrence, user=self.request.user)


class OccurrenceRevokeView(_OccurrenceMixin, ActionPage):
    reason_required = True
    success_message = "已取消"

    def perform(self, occurrence, reason):
        services.revoke_occurrence(occurrence=occurrence, reason=reason, user=self.request.user)


class OccurrenceFileView(DownloadPage):
    """The evidence handed in: for whoever sees the entry and the list of occurrences."""

    model = Occurrence
    permission_required = "scoring.run_assessment"
