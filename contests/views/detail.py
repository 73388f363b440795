"""The page of one contest: what is due in it and what comes next."""

from datetime import date

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from areas.choices import Level
from contests.choices import AwardState, ContestStatus
from contests.models import Award, Contest, Rater
from contests.services import progress
from contests.services.tally import contest_tally_key
from contests.tables.contests import left_badge
from contests.views.base import is_under_way, may_run, tab_url
from contests.views.tabs import TabsMixin
from core.models import Job
from core.views import Action, DetailPage, figures

MISSING_SHOWN = 8
STEPS = ("open", "close", "reopen", "tally", "finalise", "take_back")


class ContestDetailView(TabsMixin, DetailPage):
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
        return Job.objects.filter(key=contest_tally_key(self.object)).order_by("-pk").first()

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

    @cached_property
    def is_office(self) -> bool:
        """Village cadres see only their own village; everybody else the whole contest."""
        return self.request.user.acting.area.level < Level.VILLAGE

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
    def get_context_data(self, **kwargs):
        context = {
            "may_run": self.may_run,
            "steps": progress.steps(self.object, self.stages, self.today),
            "components": self.components if self.object.status != ContestStatus.DRAFT else [],
            "missing_raters": self._missing_raters(), "print_signatures": False,
        }  # fmt: skip
        return super().get_context_data(**kwargs) | context | self.tab_context()

    def _missing_raters(self):
        collecting = self.object.status in (ContestStatus.SCORING, ContestStatus.CLOSED)
        if not collecting or not (self.may_run or self.oversees):
            return []
        owing = self.object.sheets.missing().order_by().values("rater", "component", "component__short_name")
        rows = owing.annotate(missing=Count("pk")).order_by("-missing", "component", "rater__seat")
        rows = rows.values("rater", "rater__name", "rater__seat", "component", "component__short_name", "missing")
        return list(rows[:MISSING_SHOWN])
