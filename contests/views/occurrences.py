"""Bonuses, deductions and vetoes: noted with their evidence, approved, struck out."""

from contests.forms.occurrences import OccurrenceForm
from contests.models import Occurrence
from contests.services import occurrences as services
from contests.views.base import ContestFormPage, RunPartMixin
from core.pages.attachment_views import DownloadPage
from core.pages.views import ActionPage


class OccurrenceCreateView(ContestFormPage):
    form_class = OccurrenceForm
    title = "登记加扣分或一票否决"
    submit_label = "登记"
    success_message = "已登记，核准后生效"
    tab = "bonuses"

    def perform(self, contest, form):
        services.record_occurrence(**form.cleaned_data, user=self.request.user)
        return contest


class _OccurrenceMixin(RunPartMixin):
    model = Occurrence
    contest_path = "entry__contest"
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
    permission_required = "contests.run_contest"
