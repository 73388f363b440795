"""Contests: the list, a new one, its name and the dates of its stages."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView
from django_htmx.http import HttpResponseClientRedirect

from areas.choices import Level
from areas.models import Area
from contests.filters.contests import EVERY_PERIOD, ContestFilter
from contests.forms.contests import (
    ContestCreateForm,
    ContestForm,
    DocumentForm,
    ProcedureForm,
    StageForm,
    offered_periods,
    proposed_name,
)
from contests.models import BasisDocument, Contest, ContestKind
from contests.reads import progress
from contests.reads.notices import waiting
from contests.reads.proposals import kinds_for, proposed_kind, proposed_period
from contests.services.chasing import remind_offices
from contests.services.contests import change_stage_dates, create_contest, delete_draft
from contests.tables.contests import ContestTable
from contests.views.base import RunMixin, RunPartMixin, tally_title
from core.errors import TouyanError
from core.files.attachments import store
from core.pages.attachment_views import DownloadPage
from core.pages.context import chosen_period
from core.pages.views import Action, ActionPage, BaseFormPage, EditPage, FormPage, ListPage, figures
from core.values.periods import Period
from scoring.choices import AssessmentStatus
from scoring.views.base import tab_url

NAMED = 8  # townships named before one is asked whether to remind them
LONGEST_PK = 18  # digits: more is no number of a row


# ---------------------------------------------------------------- list
def add_counts(contests: list[Contest]) -> None:
    """Deadline, villages and sheets of the contests of one page; for all rows that would make late pages slow."""
    counted = Contest.objects.filter(pk__in=[contest.pk for contest in contests])
    counted = counted.with_entry_count().with_progress()
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
        return self.request.user.has_perm("scoring.run_assessment")

    def get_queryset(self):
        contests = super().get_queryset().select_related("area", "scheme")
        if self.request.GET.get("export"):
            return contests.with_entry_count().with_progress()
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
        for status in AssessmentStatus:
            if counts.get(status):
                yield figures("{status} {} 场", counts[status], status=status.label)
        if self.without:
            yield figures("{} 个乡镇还没有建", len(self.without))

    @property
    def presses(self) -> bool:
        user = self.request.user
        return user.has_perm("scoring.run_assessment") and user.acting.area.level == Level.COUNTY

    @cached_property
    def without(self) -> list[Area]:
        """The townships without a contest in the period shown, while it runs; none where the filter asks for others."""
        asked, today = self.filterset.form.cleaned_data if self.filterset.form.is_valid() else {}, timezone.localdate()
        level = str(asked.get("level") or Level.TOWNSHIP.value)
        if not self.presses or asked.get("status") or asked.get("q") or level != str(Level.TOWNSHIP.value):
            return []
        period = Period.parse(asked["period"]) if asked.get("period") not in (None, "", EVERY_PERIOD) else None
        if period is None or not period.start <= today <= period.end:
            return []
        townships = Area.objects.below(self.request.user.acting.area).at(Level.TOWNSHIP).valid_on(today)
        if asked.get("township"):
            townships = townships.filter(pk=asked["township"].pk)
        return list(progress.without_contest(townships, period).order_by("code"))

    @cached_property
    def late(self) -> list[Contest]:
        """Of the contests shown those of townships that the county should press."""
        if not self.presses:
            return []
        shown = self.object_list.order_by("area__code").filter(area__level=Level.TOWNSHIP).counted().unfinished()
        shown = list(shown.with_stages().with_open_progress())
        return list(progress.late(shown, waiting(shown), timezone.localdate()))

    def post(self, request, *args, **kwargs):
        """Reminds the offices of the late contests that the filter shows, and those that have none."""
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.filterset.qs
        if not self.late and not self.without:
            messages.info(request, "没有要催办的乡镇")
        else:
            try:
                made = remind_offices(
                    contests=self.late, user=request.user, today=timezone.localdate(), without=self.without,
                    period=Period.parse(self.filterset.form.cleaned_data["period"]) if self.without else None,
                )  # fmt: skip
                messages.success(request, f"已提醒 {made} 人，他们登录后在页面上方看到")
            except TouyanError as error:
                messages.error(request, error.message)
        here = request.get_full_path()
        return HttpResponseClientRedirect(here) if request.htmx else HttpResponseRedirect(here)

    def actions(self):
        user = self.request.user
        names = list(dict.fromkeys([*(str(contest.area) for contest in self.late), *map(str, self.without)]))
        if names:
            more = f"等 {len(names)} 个乡镇" if len(names) > NAMED else ""
            yield Action(
                f"催办 {len(names)} 个乡镇", self.request.get_full_path(), "bell", primary=True,
                confirm=f"给{'、'.join(names[:NAMED])}{more}的经办人和还没交齐的评委发提醒，登录后在页面上方看到；每人每天只提醒一次。",
            )  # fmt: skip
        if user.has_perm("scoring.tally_assessment") and user.acting.area.level == Level.COUNTY:
            yield Action(tally_title(user.acting.area), reverse("contests:tally_run"), "calculator")
        if user.has_perm("contests.open_results") and user.acting.area.level == Level.COUNTY:
            yield Action("对外公开", reverse("contests:public_access"), "eye")
        if self._may_create:
            yield Action("新建比武", reverse("contests:contest_create"), "plus", primary=not names)


# ---------------------------------------------------------------- preparing
class ContestCreateView(BaseFormPage, FormView):
    model = Contest
    form_class = ContestCreateForm
    template_name = "contests/contest_form.html"
    permission_required = "scoring.run_assessment"
    title = "新建比武"
    submit_label = "创建，去安排评委"
    success_message = "已创建"

    @cached_property
    def offered(self) -> list:
        return offered_periods(self.request.user.acting.area, timezone.localdate())

    @cached_property
    def chosen(self) -> Period:
        """The period the form proposes: the one just picked in it, else the first free one from the top bar's on."""
        known = {value for _, periods in self.offered for value, _ in periods}
        asked, picked = self.request.GET.get("period"), self.request.GET.get("kind", "")
        if asked in known:
            return Period.parse(asked)
        chosen, area = chosen_period(self.request), self.request.user.acting.area
        chosen = max(chosen, Period.of(timezone.localdate(), chosen.kind))  # one that is over is chosen on purpose only
        if picked.isdecimal() and len(picked) < LONGEST_PK and (kind := kinds_for(area).filter(pk=picked).first()):
            chosen = Period.of(max(chosen.start, timezone.localdate()), kind.period_kind)
        return proposed_period(area, chosen)

    @cached_property
    def kind(self) -> ContestKind | None:
        """The kind picked in the form, else the first one for the period."""
        area = self.request.user.acting.area
        asked = (self.request.POST or self.request.GET).get("kind", "")
        picked = kinds_for(area).filter(pk=asked).first() if asked.isdecimal() and len(asked) < LONGEST_PK else None
        return picked or proposed_kind(area, self.chosen.kind)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"period": self.chosen, "periods": self.offered, "kind": self.kind}

    def get_initial(self):
        """A name somebody typed outlives another choice of the period; a scheme's page names its scheme."""
        asked = self.request.GET.get("scheme", "")
        scheme = {"scheme": asked} if asked.isdecimal() and len(asked) < LONGEST_PK else {}
        typed = self.request.GET.get("name", "").strip()
        area = self.request.user.acting.area
        proposals = {proposed_name(area, Period.parse(value)) for _, periods in self.offered for value, _ in periods}
        return scheme | ({"name": typed} if typed and typed not in proposals else {})

    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        yield f"主办：{self.request.user.acting.area}"
        yield "创建后为“筹备中”，安排好参赛名单和评委再开始评分"

    def save(self, form) -> Contest:
        data, user = form.cleaned_data, self.request.user
        return create_contest(
            area=user.acting.area, scheme=data["scheme"], name=data["name"], theme=data["theme"], period=data["period"],
            stages=form.stages(), series=data.get("series"), new_series=data.get("new_series", ""),
            villages=data.get("villages") or None, kind=data["kind"], by_nomination=data.get("by_nomination"),
            is_trial=data["is_trial"], user=user,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class ContestEditView(RunMixin, EditPage):
    form_class = ContestForm
    title = "修改比武"

    def save(self, form) -> Contest:
        if upload := form.cleaned_data.get("plan_upload"):
            form.instance.plan_file = store(upload=upload, user=self.request.user)
        return super().save(form)

    def get_queryset(self):
        return super().get_queryset().not_final()


class ContestDeleteView(RunMixin, ActionPage):
    def perform(self, obj, reason):
        delete_draft(contest=obj)
        return f"{obj.name}已删除"

    def get_success_url(self):
        return reverse("contests:contest_list")

    def get_error_url(self):
        return self.object.get_absolute_url()


class ProcedureEditView(RunMixin, EditPage):
    form_class = ProcedureForm

    def get_title(self) -> str:
        return self.object.procedure_title

    def get_queryset(self):
        return super().get_queryset().not_final()

    def save(self, form) -> Contest:
        contest = super().save(form)
        if contest.status == AssessmentStatus.DRAFT:
            contest.entries_added()
        return contest


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


# ---------------------------------------------------------------- plan and basis documents
class PlanMixin:
    """Files of the plan, for the offices that see the contest: villages have no such tab."""

    permission_required = "contests.view_contest"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if self.request.user.acting.area.level < Level.VILLAGE else rows.none()


class PlanFileView(PlanMixin, DownloadPage):
    model = Contest

    def get_attachment(self, obj):
        return obj.plan_file


class DocumentFileView(PlanMixin, DownloadPage):
    model = BasisDocument


class DocumentCreateView(RunMixin, FormPage):
    form_class = DocumentForm
    title = "添加依据文件"
    submit_label = "添加"
    success_message = "已添加"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": BasisDocument(contest=self.object)}

    def perform(self, contest, form):
        if upload := form.cleaned_data["upload"]:
            form.instance.file = store(upload=upload, user=self.request.user)
        form.save()
        return contest

    def get_success_url(self) -> str:
        return tab_url(self.object, "plan")


class DocumentRemoveView(RunPartMixin, ActionPage):
    model = BasisDocument
    tab = "plan"

    def perform(self, document, reason):
        document.delete()
        return f"已删除{document}"
