"""The steps of a contest, from opening the scoring to the final result and back."""

from django.utils import timezone

from contests.forms.lifecycle import ReopenForm, SecondRoundForm
from contests.services import lifecycle as services
from contests.services.tally import request_contest_tally
from contests.views.base import RunMixin
from core.errors import TouyanError
from core.pages.views import ActionPage, FormPage
from scoring.services.tally import problems_of
from scoring.views.base import tab_url


class ContestOpenView(RunMixin, ActionPage):
    success_message = "已开始评分，评分表已生成"

    def perform(self, contest, reason):
        services.open_scoring(contest=contest, user=self.request.user, on=timezone.localdate())

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class ContestCloseView(RunMixin, ActionPage):
    """What is still missing then stands on the page it leads to, so the message does not say it too."""

    success_message = "评分已截止"

    def perform(self, contest, reason):
        services.close_scoring(contest=contest, user=self.request.user, reason=reason)


class ContestReopenView(RunMixin, FormPage):
    form_class = ReopenForm
    title = "重新开放打分"
    submit_label = "重新开放"
    success_message = "已重新开放打分"

    def get_state(self):
        return ["评委可以继续打分到新的截止日期，已提交的评分表仍锁定"]

    def perform(self, contest, form):
        return services.reopen(contest=contest, user=self.request.user, **form.cleaned_data)


class ContestSecondRoundView(RunMixin, FormPage):
    form_class = SecondRoundForm
    title = "开始第二轮"
    submit_label = "开始第二轮"
    success_message = "第二轮已开始，评分表已生成"

    def get_state(self):
        return ["只打第二轮的评分项，第一轮的评分表仍锁定；打完重新计分"]

    def perform(self, contest, form):
        return services.open_second_round(contest=contest, user=self.request.user, **form.cleaned_data)


class ContestTallyView(RunMixin, ActionPage):
    """Hands the tally to a worker; refused at once with the list of what is missing."""

    permission_required = "scoring.tally_assessment"

    def perform(self, contest, reason):
        if problems := problems_of(contest):
            raise TouyanError("还不能计分，请先处理：", items=problems)
        request_contest_tally(contest=contest, user=self.request.user)

    def get_success_url(self) -> str:
        return tab_url(self.object, "tally")


class ContestFinaliseView(RunMixin, ActionPage):
    success_message = "已定稿"

    def perform(self, contest, reason):
        services.finalise(contest=contest, user=self.request.user, on=timezone.localdate())


class ContestTakeBackView(RunMixin, ActionPage):
    reason_required = True
    success_message = "已退回，更正后请重新计分"

    def perform(self, contest, reason):
        services.take_back(contest=contest, reason=reason, user=self.request.user)
