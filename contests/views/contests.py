"""Contests: the list, preparing one, its page, and the steps from opening to the final result."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django_tables2 import RequestConfig

from areas.choices import Level
from areas.models import Area
from areas.policy import whole
from contests.choices import AwardState, ContestStatus
from contests.filters.contests import ContestFilter
from contests.forms.contests import (
    ContestCreateForm,
    ContestForm,
    ReopenForm,
    StageForm,
    offered_periods,
    proposed_name,
)
from contests.models import Award, Contest, ContestSeries, Entry, Occurrence, Rater, Sheet
from contests.querysets.history import score_changes
from contests.services import contests as services
from contests.services import progress
from contests.services import tally as tally_services
from contests.tables.contests import (
    ChangeTable,
    ContestTable,
    EntryTable,
    OccurrenceTable,
    RaterTable,
    ScoreChangeTable,
    TallyTable,
    left_badge,
)
from core.context import chosen_period
from core.errors import TouyanError
from core.models import Job, StateChange
from core.periods import Period
from core.views import (
    Action,
    ActionPage,
    BaseFormPage,
    DetailPage,
    EditPage,
    FormPage,
    ListPage,
    ScopedMixin,
    figures,
)

ROWS = 50
MISSING_SHOWN = 8
STEPS = ("open", "close", "reopen", "tally", "finalise", "take_back")


def may_run(user, contest: Contest) -> bool:
    """Whether the office in which the user acts runs this contest."""
    return user.has_perm("contests.run_contest") and user.acting.area_id == contest.area_id


def tally_title(county: Area) -> str:
    """全区计分, 全县计分 …, as the county calls itself."""
    return f"{whole(county.name)}计分"


def is_under_way(job: Job | None) -> bool:
    return job is not None and job.finished_at is None


class RunMixin:
    """Pages of the office that runs the contest: those of others are not found."""

    model = Contest
    permission_required = "contests.run_contest"

    def get_queryset(self):
        return super().get_queryset().run_by(self.request.user).select_related("area", "scheme", "series")

    def get_crumbs(self):
        return crumbs(self.object)


def crumbs(contest: Contest) -> list[tuple[str, str]]:
    return [("比武", reverse("contests:contest_list")), (str(contest), contest.get_absolute_url())]


def tab_url(contest: Contest, tab: str) -> str:
    return f"{contest.get_absolute_url()}?tab={tab}"


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
        free = services.proposed_period(self.request.user.acting.area, chosen)
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
        series = data.get("series")
        if data.get("new_series"):
            series = ContestSeries.objects.create(
                area=user.acting.area, name=data["new_series"], period_kind=data["period"].kind
            )
        return services.create_contest(
            area=user.acting.area, scheme=data["scheme"], name=data["name"], theme=data["theme"], series=series,
            period=data["period"], stages=form.stages(), villages=data.get("villages"), user=user,
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
        services.change_stage_dates(
            contest=contest, stages=form.stages(), reason=form.cleaned_data.get("reason", ""), user=self.request.user
        )
        return contest


# ---------------------------------------------------------------- one contest
class ContestDetailView(DetailPage):
    """What is due in a contest and what comes next; ``?tab=`` shows its villages, raters, tallies or changes."""

    model = Contest
    permission_required = "contests.view_contest"
    template_name = "contests/contest_detail.html"

    def get_queryset(self):
        contests = super().get_queryset().select_related("area", "scheme", "series")
        return contests.with_deadline().with_entry_count().with_progress()

    @cached_property
    def may_run(self) -> bool:
        return may_run(self.request.user, self.object)

    @cached_property
    def oversees(self) -> bool:
        """The county reads who of its townships' raters still owes sheets, so that it can press the township."""
        acting = self.request.user.acting
        return acting.area.level == Level.COUNTY and self.object.area.code.startswith(acting.area.prefix)

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def stages(self) -> list:
        return list(self.object.stages.select_related("kind").order_by("starts_on", "kind__order"))

    @cached_property
    def components(self) -> list:
        return progress.components_of(self.object)

    @cached_property
    def job(self) -> Job | None:
        """The last time the tally was handed to a worker."""
        return Job.objects.filter(key=tally_services.contest_tally_key(self.object)).order_by("-pk").first()

    @cached_property
    def missing(self) -> int:
        return self.object.sheets_due - self.object.sheets_in

    @cached_property
    def raters(self):
        """The raters the user may know of: all of them for the office, otherwise the own seat."""
        rated = self.object.scheme.components.order_by("order")
        known = self.object.raters.all() if self.oversees else Rater.objects.for_user(self.request.user)
        raters = known.filter(contest=self.object).with_progress()
        return (
            raters.select_related("group", "user")
            .prefetch_related(Prefetch("group__components", queryset=rated, to_attr="rated"))
            .order_by("group__order", "group", "seat")
        )

    # ------------------------------------------------ head
    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        contest = self.object
        yield f"{contest.area} {contest.period.label} · {self._step()}"
        if contest.status == ContestStatus.DRAFT:
            yield figures("{} 个村", contest.entry_count)
            if self.may_run:
                yield figures("评委 {} 名", self.raters.count())
            return
        open_entries = contest.sheets.missing().order_by().values("entry").distinct().count()
        yield figures("{} 个村已评完", f"{contest.entry_count - open_entries}/{contest.entry_count}")
        if contest.status == ContestStatus.SCORING and contest.scoring_ends_on:
            days = (contest.scoring_ends_on - self.today).days
            yield figures("还剩 {} 天", days) if days > 0 else left_badge(days)

    def _step(self) -> str:
        contest = self.object
        if contest.status == ContestStatus.SCORING:
            return next((f"{stage.kind}中" for stage in self.stages if stage.kind.is_scoring), "评分中")
        if contest.status in (ContestStatus.TALLIED, ContestStatus.FINAL):
            tally = contest.tallies.newest().first()
            return f"{contest.get_status_display()}（第 {tally.version} 版）" if tally else contest.get_status_display()
        return contest.get_status_display()

    def actions(self):
        user, contest = self.request.user, self.object
        if self.may_run:
            yield from self._office_actions(contest)
        elif contest.status == ContestStatus.SCORING and (own := self._first_grid(rater__user=user)):
            yield Action("去打分", own, "pencil", primary=True)
        elif contest.status in (ContestStatus.TALLIED, ContestStatus.FINAL) and user.has_perm("contests.view_standing"):
            yield Action("看排名", self._ranking(), "list-numbers", primary=True)

    def _office_actions(self, contest):
        """What the office can do now; the next step is the primary one."""
        urls = {step: reverse(f"contests:contest_{step}", args=[contest.pk]) for step in STEPS}
        edit = Action("修改", reverse("contests:contest_edit", args=[contest.pk]), "pencil")
        if contest.status == ContestStatus.DRAFT:
            yield edit
            if self._groups_without_raters():
                yield Action("安排评委", tab_url(contest, "raters"), "users", primary=self.tab != "raters")
            yield Action(
                "开始评分", urls["open"], "player-play", primary=not self._groups_without_raters(),
                confirm=f"{contest}将按今天的村名、书记和村类别留底，并给每位评委生成评分表。开始后参赛村和评委席位不能再删。"
                + self._early_words(),
            )  # fmt: skip
        elif contest.status == ContestStatus.SCORING:
            yield edit
            left = f"还有 {self.missing} 份评分表没交，截止后评委不能再打分。" if self.missing else "评分表已交齐。"
            yield Action("截止评分", urls["close"], "lock", primary=not self.missing, confirm=f"{contest}：{left}")
            if self.missing:
                yield Action("录入评分表", self._first_grid(), "pencil", primary=True)
        elif contest.status == ContestStatus.CLOSED:
            yield Action("重新开放打分", urls["reopen"], "lock-open")
            if self.request.user.has_perm("contests.tally_contest") and not is_under_way(self.job):
                yield Action("计分", urls["tally"], "calculator", primary=True, post=True)
        elif contest.status == ContestStatus.TALLIED:
            yield Action(
                "退回更正", urls["take_back"], "arrow-back-up", reason=True,
                confirm=f"{contest}退回“评分已截止”。现有版本保留可查，更正后重新计分得到新版本。",
            )  # fmt: skip
            yield Action("看排名", self._ranking(), "list-numbers")
            yield Action("定稿", urls["finalise"], "circle-check", primary=True, confirm=self._final_words())
        else:
            yield Action(
                "退回更正", urls["take_back"], "arrow-back-up", reason=True,
                confirm=f"{contest}已定稿，退回后须重新计分、重新定稿。现有版本保留可查。",
            )  # fmt: skip
            yield Action("看排名", self._ranking(), "list-numbers", primary=True)

    def _early_words(self) -> str:
        """A warning when the scoring stage has not come yet."""
        starts = next((stage.starts_on for stage in self.stages if stage.kind.is_scoring), self.today)
        return f"注意：打分阶段从 {starts} 开始，现在开始评分，评委今天就能打分。" if starts > self.today else ""

    def _groups_without_raters(self) -> set[int]:
        seated = set(self.object.raters.values_list("group_id", flat=True))
        return {component.rater_group_id for component in self.components} - seated

    def _ranking(self) -> str:
        return f"{reverse('contests:ranking')}?contest={self.object.pk}"

    def _first_grid(self, **owner) -> str:
        """The first grid in which sheets are missing (of raters with ``owner``), "" if none."""
        sheets = self.object.sheets.missing().filter(**owner).order_by("component__order", "rater__seat")
        sheet = sheets.only("component", "rater").first()
        ids = sheet and [self.object.pk, sheet.component_id, sheet.rater_id]
        return reverse("contests:score_grid", args=ids) if ids else ""

    def _final_words(self) -> str:
        """What becomes final, and which awards are still without a decision. scoring.md §7"""
        undecided = Award.objects.filter(tally=self.object.tallies.newest().first()).exclude(state=AwardState.GRANTED)
        names = list(undecided.order_by("rule__order").values_list("rule__name", flat=True).distinct())
        ties = f"\n注意：{'、'.join(names)}有并列名额还没有决定，定稿后仍显示为待定。" if names else ""
        return f"{self.object}的名次和奖项定稿，以后只能写明原因退回更正。{ties}"

    # ------------------------------------------------ body
    @cached_property
    def is_office(self) -> bool:
        """Village cadres see only their own village; everybody else the whole contest."""
        return self.request.user.acting.area.level < Level.VILLAGE

    @cached_property
    def tab(self) -> str:
        names = [name for name, _, _ in self._tabs()]
        default = "tally" if self.object.status == ContestStatus.CLOSED and self.may_run else "entries"
        asked = self.request.GET.get("tab", default)
        return asked if asked in names else "entries"

    def _tabs(self):
        yield "entries", "村", self.object.entry_count if self.is_office else None
        if self.oversees or self.object.area_id == self.request.user.acting.area_id:
            yield "raters", "评委", self.raters.count()
        if self.is_office and self.object.status != ContestStatus.DRAFT:
            yield "tally", "计分", None
            if self.object.scheme.bonus_items.exists():
                yield "bonuses", "加扣分", None
        if self.is_office and self.object.area.code.startswith(self.request.user.scope_prefix):
            yield "changes", "变更记录", None  # it names villages and raters that a mere participant does not see
        if self.may_run and self.object.status != ContestStatus.DRAFT:
            yield "scores", "改分记录", None

    def get_context_data(self, **kwargs):
        tabs = [
            {"label": label, "count": count, "url": f"?tab={name}", "active": name == self.tab}
            for name, label, count in self._tabs()
        ]
        context = super().get_context_data(**kwargs) | {
            "tabs": tabs, "tab": self.tab, "may_run": self.may_run,
            "steps": progress.steps(self.object, self.stages, self.today),
            "components": self.components if self.object.status != ContestStatus.DRAFT else [],
            "missing_raters": self._missing_raters(), "print_signatures": False,
        }  # fmt: skip
        return context | getattr(self, f"_{self.tab}")()

    def _missing_raters(self):
        collecting = self.object.status in (ContestStatus.SCORING, ContestStatus.CLOSED)
        if not collecting or not (self.may_run or self.oversees):
            return []
        owing = self.object.sheets.missing().order_by().values("rater", "component", "component__short_name")
        rows = owing.annotate(missing=Count("pk")).order_by("-missing", "component", "rater__seat")
        rows = rows.values("rater", "rater__name", "rater__seat", "component", "component__short_name", "missing")
        return list(rows[:MISSING_SHOWN])

    def _configure(self, table):
        return RequestConfig(self.request, paginate={"per_page": ROWS}).configure(table)

    def _entries(self) -> dict:
        contest = self.object
        entries = Entry.objects.for_user(self.request.user).filter(contest=contest).with_progress()
        entries = entries.select_related("township").prefetch_related("categories").order_by("number")
        verb = ""
        if self.may_run:
            verb = {ContestStatus.DRAFT: "remove", ContestStatus.FINAL: ""}.get(contest.status, "status")
        hidden = {ContestStatus.DRAFT: ("holder_name", "categories", "sheets_in", "status")}.get(contest.status, ())
        if contest.area.level == Level.TOWNSHIP:
            hidden = (*hidden, "township")
        return {"table": self._configure(EntryTable(entries, verb=verb, exclude=hidden))}

    def _raters(self) -> dict:
        hidden = () if self.may_run else ("verbs",)
        if self.object.status == ContestStatus.DRAFT:
            hidden = (*hidden, "sheets_in", "missing")
        lacking = self._groups_without_raters()
        empty = [component for component in self.components if component.rater_group_id in lacking]
        return {
            "table": self._configure(RaterTable(self.raters, status=self.object.status, exclude=hidden)),
            "previous": services.previous_contest(self.object) if self.may_run else None,
            "empty_groups": empty,
        }

    def _tally(self) -> dict:
        contest = self.object
        problems = []
        if self.may_run and contest.status == ContestStatus.CLOSED:
            problems = tally_services.problems_of(contest)
        return {
            "table": self._configure(TallyTable(contest.tallies.select_related("started_by"))),
            "problems": problems,
            "job": self.job if self.may_run else None,
        }

    def _bonuses(self) -> dict:
        rows = Occurrence.objects.for_user(self.request.user)
        rows = list(
            rows.filter(entry__contest=self.object)
            .select_related("entry", "item", "approved_by")
            .order_by("entry__number", "item__order", "pk")
        )
        for row in rows:
            row.revoke = Action(
                "取消", reverse("contests:occurrence_revoke", args=[row.pk]), small=True, reason=True,
                confirm=f"取消{row.entry}的“{row}”，已核准的不再计入得分。",
            )  # fmt: skip
        running = self.object.status in services.OPENED
        return {
            "table": self._configure(OccurrenceTable(rows, may_run=self.may_run and running)),
            "may_add": self.may_run and running,
        }

    def _changes(self) -> dict:
        contest = self.object
        name = {model: model._meta.label_lower for model in (Contest, Entry, Sheet)}
        subjects = {label: dict(model._meta.get_field("status").choices) for model, label in name.items()}
        rows = StateChange.objects.filter(
            Q(subject=name[Contest], subject_id=contest.pk)
            | Q(subject=name[Entry], subject_id__in=contest.entries.values("pk"))
            | Q(subject=name[Sheet], subject_id__in=contest.sheets.values("pk")) & ~Q(reason="")
        )
        table = ChangeTable(rows.select_related("user").order_by("-at", "-pk"), labels=subjects)
        return {"table": self._configure(table)}

    def _scores(self) -> dict:
        return {"table": self._configure(ScoreChangeTable(score_changes(self.object)))}


# ---------------------------------------------------------------- steps
class ContestOpenView(RunMixin, ActionPage):
    success_message = "已开始评分，评分表已生成"

    def perform(self, contest, reason):
        services.open_scoring(contest=contest, user=self.request.user, on=timezone.localdate())

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class ContestCloseView(RunMixin, ActionPage):
    success_message = "评分已截止，可以计分"

    def perform(self, contest, reason):
        services.close_scoring(contest=contest, user=self.request.user)


class ContestReopenView(RunMixin, FormPage):
    form_class = ReopenForm
    title = "重新开放打分"
    submit_label = "重新开放"
    success_message = "已重新开放打分"

    def get_state(self):
        return ["评委可以继续打分到新的截止日期，已提交的评分表仍锁定"]

    def perform(self, contest, form):
        return services.reopen(contest=contest, user=self.request.user, **form.cleaned_data)


class ContestTallyView(RunMixin, ActionPage):
    """Hands the tally to a worker; refused at once with the list of what is missing."""

    permission_required = "contests.tally_contest"

    def perform(self, contest, reason):
        if problems := tally_services.problems_of(contest):
            raise TouyanError("还不能计分，请先处理：", items=problems)
        tally_services.request_contest_tally(contest=contest, user=self.request.user)

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


class TallyRunView(ScopedMixin, TemplateView):
    """The county tallies a whole period at once."""

    permission_required = "contests.tally_contest"
    template_name = "contests/tally_run.html"

    def get_title(self) -> str:
        return tally_title(self.request.user.acting.area)

    def dispatch(self, request, *args, **kwargs):
        acting = request.user.acting
        if acting and acting.area.level != Level.COUNTY:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def period(self) -> Period:
        return chosen_period(self.request)

    @cached_property
    def counts(self) -> dict[str, int]:
        contests = Contest.objects.in_area(self.request.user.scope_prefix).of_period(self.period)
        return dict(contests.order_by().values_list("status").annotate(n=Count("pk")))

    @cached_property
    def job(self) -> Job | None:
        key = tally_services.county_tally_key(self.request.user.acting.area, self.period)
        return Job.objects.filter(key=key).order_by("-pk").first()

    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        closed = self.counts.get(ContestStatus.CLOSED, 0)
        yield self.period.label
        yield figures("评分已截止、待计分 {} 场", closed) if closed else "没有待计分的比武"

    def actions(self):
        if self.counts.get(ContestStatus.CLOSED) and not is_under_way(self.job):
            yield Action("开始计分", self.request.path, "calculator", primary=True, post=True)

    def get_context_data(self, **kwargs):
        url = reverse("contests:contest_list")
        rows = [
            (status.label, self.counts.get(status, 0), f"{url}?period={self.period}&status={status}")
            for status in ContestStatus
        ]
        return super().get_context_data(**kwargs) | {"rows": rows, "job": self.job}

    def post(self, request):
        tally_services.request_tally(area=request.user.acting.area, period=self.period, user=request.user)
        return HttpResponseRedirect(request.path)
