"""What the panel decided, as the office records it. scoring.md §§1, 7"""

from django.http import Http404

from core.errors import TouyanError
from core.pages.views import ActionPage, FormPage, figures
from scoring.forms.decisions import AwardDecisionForm, OrderForm
from scoring.models import Award, Decision
from scoring.services import decisions as services
from scoring.services.decisions import DECIDABLE
from scoring.views.base import AssessmentFormPage, RunPartMixin


class _RecordMixin:
    """A decision is recorded between a tally and what is published, and the next tally goes by it."""

    success_message = "已记录，请重新计分"
    submit_label = "记录决定"
    tab = "decisions"


class AwardDecideView(_RecordMixin, RunPartMixin, FormPage):
    """Who of equals gets an award, or how many of a range; ``pk`` is an award row of the newest tally."""

    model = Award
    form_class = AwardDecisionForm
    assessment_path = "tally__assessment"
    permission_required = "scoring.run_assessment"

    def get_queryset(self):
        rows = super().get_queryset().filter(tally__assessment__status__in=DECIDABLE)
        return rows.select_related("rule", "group", "category", "dimension", "township")

    def get_object(self, queryset=None):
        """Not found once the matter was decided or tallied anew."""
        award = super().get_object(queryset)
        try:
            self.matter = services.matter_of(award)
        except TouyanError as error:
            raise Http404 from error
        return award

    def get_title(self):
        return f"决定{services.matter_name(self.object)}"

    def get_state(self):
        rule, choice = self.matter.rule, self.matter.choice
        if self.matter.is_range:
            yield figures("方案规定 {} 个", f"{rule.minimum}–{rule.maximum}")
            if choice[-1] < rule.maximum:
                yield figures("同组前面的奖项因并列多给了，扣减后可定 {} 个", self.matter.choice_label)
        if self.matter.tied:
            yield figures("{} 个单位并列，还有 {} 个名额", len(self.matter.tied), self.matter.open_places)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"matter": self.matter}

    def perform(self, award, form):
        services.record_decision(award=award, user=self.request.user, **form.cleaned_data)
        return award


class OrderDecideView(_RecordMixin, AssessmentFormPage):
    form_class = OrderForm
    template_name = "scoring/order_decide_form.html"
    title = "确定名次"

    def get_queryset(self):
        return super().get_queryset().filter(status__in=DECIDABLE, tallies__isnull=False).distinct()

    def get_state(self):
        yield "给要确定先后的单位填位次，其余留空；它们在各自占有的名次中按此排列"

    def perform(self, assessment, form):
        data = form.cleaned_data
        services.record_order(
            assessment=assessment, entries=form.entries(), reason=data["reason"], panel=data["panel"],
            decided_on=data["decided_on"], user=self.request.user,
        )  # fmt: skip
        return assessment


class DecisionWithdrawView(RunPartMixin, ActionPage):
    model = Decision
    tab = "decisions"
    reason_required = True
    success_message = "已撤销，请重新计分"

    def perform(self, decision, reason):
        services.withdraw_decision(decision=decision, reason=reason, user=self.request.user)
