"""Contests: the list, a new one, its name and the dates of its stages."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from areas.choices import Level
from contests.choices import ContestStatus
from contests.filters.contests import ContestFilter
from contests.forms.contests import ContestCreateForm, ContestForm, StageForm, offered_periods, proposed_name
from contests.models import Contest
from contests.services.contests import change_stage_dates, create_contest
from contests.services.proposals import proposed_period
from contests.tables.contests import ContestTable
from contests.views.base import RunMixin, tab_url, tally_title
from core.context import chosen_period
from core.periods import Period
from core.views import Action, BaseFormPage, EditPage, FormPage, ListPage, figures


# ---------------------------------------------------------------- list
def add_counts(contests: list[Contest]) -> None:
    """Deadline, villages and sheets of the contests of one page; for all rows that would make late pages slow."""
    counted = Contest.objects.filter(pk__in=[contest.pk for contest in contests])
    counted = counted.with_deadline().with_entry_count().with_progress()
    names = ("scoring_ends_on", "entry_count", "sheets_due", "sheets_in")
    counts = {pk: row for pk, *row in counted.values_list("pk", *names)}
    for contest in contests:
        for name, count in zip(names, counts[contest.pk], strict=True):
            setattr(contest, name, count)


class ContestListView(ListPage):
    model = Contest
    table_class = ContestTable
    filterset_class = ContestFilter
    permission_required = "contests.view_contest"
    title = "比武"

    @property
    def empty_text(self):
        return f"{chosen_period(self.request).label}还没有比武"

    @property
    def empty_link(self):
        return ("新建比武", reverse("contests:contest_create")) if self._may_create else None

    @property
    def _may_create(self) -> bool:
        return self.request.user.has_perm("contests.run_contest")

    def get_queryset(self):
        contests = super().get_queryset().select_related("area", "scheme")
        if self.request.GET.get("export"):
            return contests.with_deadline().with_entry_count().with_progress()
        return contests

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        add_counts([row.record for row in context["table"].page.object_list])
        return context

    def get_table_kwargs(self):
        return {"today": timezone.localdate()}

    def get_state(self):
        counts = dict(self.object_list.order_by().values_list("status").annotate(n=Count("pk")))
        yield figures("{} 场", sum(counts.values()))
        for status in ContestStatus:
            if counts.get(status):
                yield figures(f"{status.label} {{}} 场", counts[status])

    def actions(self):
        user = self.request.user
        if user.has_perm("contests.tally_contest") and user.acting.area.level == Level.COUNTY:
            yield Action(tally_title(user.acting.area), reverse("contests:tally_run"), "calculator")
        if self._may_create:
            yield Action("新建比武", reverse("contests:contest_create"), "plus", primary=True)


# ---------------------------------------------------------------- preparing
class ContestCreateView(BaseFormPage, FormView):
    model = Contest
    form_class = ContestCreateForm
    template_name = "contests/contest_form.html"
    permission_required = "contests.run_contest"
    title = "新建比武"
    submit_label = "创建，去安排评委"
    success_message = "已创建"

    @cached_property
    def chosen(self) -> Period:
        """The period the form proposes: the one just picked in it, else the first free one from the top bar's on."""
        known = {value for _, periods in offered_periods(timezone.localdate()) for value, _ in periods}
        asked = self.request.GET.get("period")
        if asked in known:
            return Period.parse(asked)
        chosen = chosen_period(self.request)
        free = proposed_period(self.request.user.acting.area, chosen)
        return free if str(free) in known else chosen

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"period": self.chosen}

    def get_initial(self):
        """A name somebody typed outlives another choice of the period."""
        typed = self.request.GET.get("name", "").strip()
        groups = offered_periods(timezone.localdate())
        area = self.request.user.acting.area
        proposals = {proposed_name(area, Period.parse(value)) for _, periods in groups for value, _ in periods}
        return {"name": typed} if typed and typed not in proposals else {}

    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        yield f"主办：{self.request.user.acting.area}"
        yield "创建后为“筹备中”，安排好参赛村和评委再开始评分"

    def save(self, form) -> Contest:
        data, user = form.cleaned_data, self.request.user
        return create_contest(
            area=user.acting.area, scheme=data["scheme"], name=data["name"], theme=data["theme"], period=data["period"],
            stages=form.stages(), series=data.get("series"), new_series=data.get("new_series", ""),
            villages=data.get("villages"), user=user,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class ContestEditView(RunMixin, EditPage):
    form_class = ContestForm
    title = "修改比武"

    def get_queryset(self):
        return super().get_queryset().exclude(status=ContestStatus.FINAL)


class StageEditView(RunMixin, FormPage):
    form_class = StageForm
    template_name = "contests/stage_form.html"
    title = "阶段日期"
    success_message = "已保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contest": self.object}

    def perform(self, contest, form):
        change_stage_dates(
            contest=contest, stages=form.stages(), reason=form.cleaned_data.get("reason", ""), user=self.request.user
        )
        return contest
