"""The county tallies a whole period at once."""

from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from contests.models import Contest
from contests.reads.progress import county_tally_key
from contests.services.tally import request_tally
from contests.views.base import CountyOnlyMixin, tally_title
from core.models import Job
from core.pages.context import chosen_period
from core.pages.views import Action, ScopedMixin, figures
from core.values.periods import Period
from scoring.choices import AssessmentStatus
from scoring.views.base import is_under_way


class TallyRunView(CountyOnlyMixin, ScopedMixin, TemplateView):
    """The county tallies a whole period at once."""

    permission_required = "scoring.tally_assessment"
    template_name = "contests/tally_run.html"

    def get_title(self) -> str:
        return tally_title(self.request.user.acting.area)

    @cached_property
    def period(self) -> Period:
        return chosen_period(self.request)

    @cached_property
    def counts(self) -> dict[str, int]:
        contests = Contest.objects.in_area(self.request.user.scope_prefix).of_period(self.period)
        return dict(contests.order_by().values_list("status").annotate(n=Count("pk")))

    @cached_property
    def job(self) -> Job | None:
        key = county_tally_key(self.request.user.acting.area, self.period)
        return Job.objects.filter(key=key).order_by("-pk").first()

    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        closed = self.counts.get(AssessmentStatus.CLOSED, 0)
        yield self.period.label
        yield figures("评分已截止、待计分 {} 场", closed) if closed else "没有待计分的比武"

    def actions(self):
        if self.counts.get(AssessmentStatus.CLOSED) and not is_under_way(self.job):
            yield Action("开始计分", self.request.path, "calculator", primary=True, post=True)
        elif self.counts.get(AssessmentStatus.TALLIED):
            yield Action("看排名", f"{reverse('contests:ranking')}?period={self.period}", "arrow-right")

    def get_context_data(self, **kwargs):
        url = reverse("contests:contest_list")
        rows = [
            (status.label, self.counts.get(status, 0), f"{url}?period={self.period}&status={status}")
            for status in AssessmentStatus
        ]
        return super().get_context_data(**kwargs) | {"rows": rows, "job": self.job}

    def post(self, request):
        request_tally(area=request.user.acting.area, period=self.period, user=request.user)
        return HttpResponseRedirect(request.path)
