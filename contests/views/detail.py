"""The page of one contest: what is due in it and what comes next."""

from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from areas.choices import Level
from contests.models import Contest, ContestNotice, ContestStage, StageKind
from contests.reads import progress
from contests.reads.notices import notice_stage
from contests.reads.progress import contest_tally_key
from contests.services import steps
from contests.services.declarations import townships_short
from contests.views.tabs import TabsMixin
from core.models import Job
from core.pages.steps import step_action
from core.pages.views import Action, DetailPage, figures
from scoring.choices import AssessmentStatus, ComponentKind, EntryStatus
from scoring.models import Rater, Tally
from scoring.services.raters import last_with_raters
from scoring.services.rounds import SECOND
from scoring.services.tally import problems_of
from scoring.tables.assessments import left_badge
from scoring.views.base import is_under_way, may_run, tab_url
from scoring.views.waiving import filled_ones, waiving_all

MISSING_SHOWN = 8
COLLECTING = (AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
WITH_RESULT = (AssessmentStatus.TALLIED, AssessmentStatus.NOTICE, AssessmentStatus.FINAL)


class ContestDetailView(TabsMixin, DetailPage):
    """What is due in a contest and what comes next; ``?tab=`` shows its villages, raters, tallies or changes."""

    model = Contest
    permission_required = "contests.view_contest"
    template_name = "contests/contest_detail.html"

    def get_queryset(self):
        contests = super().get_queryset().select_related("area", "scheme", "series")
        return contests.with_entry_count().with_progress().with_stages()

    def get_object(self, queryset=None):
        """A tally that ends while the page is made must not be shown as done beside what the contest was before it."""
        begun = timezone.now()
        self.object = super().get_object(queryset)
        if self.job and self.job.finished_at and self.job.finished_at >= begun:
            self.object = super().get_object(queryset)
        return self.object

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
        return list(self.object.stages.all())

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
        raters = known.filter(assessment=self.object).with_progress()
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
        if contest.status == AssessmentStatus.DRAFT:
            yield from self._entered()
            yield from self._declaring()
            if self.may_run:
                yield figures("评委 {} 名", self.raters.count())
            return
        open_entries = contest.sheets.missing().order_by().values("entry").distinct().count()
        done = f"{contest.entry_count - open_entries}/{contest.entry_count}"
        yield figures("{} {counted}已评完", done, counted=contest.scheme.words.counted)
        if contest.status == AssessmentStatus.NOTICE and self.notice:
            yield figures("公示到 {} 止", self.notice.ends_on)
            if self.notice.open_objections:
                yield figures("异议 {} 件待答复", self.notice.open_objections)
        if contest.status == AssessmentStatus.CLOSED and self.missing:
            yield figures("还差 {} 份评分表，补录或免评以后才能计分", self.missing)
        elif self.problems:
            yield "还不能计分，原因在“计分”一栏"
        if contest.status == AssessmentStatus.SCORING and contest.scoring_ends_on:
            days = (contest.scoring_ends_on - self.today).days
            yield figures("还剩 {} 天", days) if days > 0 else left_badge(days)

    def _entered(self):
        """How many compete; where townships put them forward, how far that is: a township hears of its own."""
        contest, counted = self.object, self.object.scheme.words.counted
        if not contest.by_nomination:
            yield figures("{} {counted}", contest.entry_count, counted=counted)
            return
        own = contest.entries.for_user(self.request.user)
        nominated = own.filter(status=EntryStatus.NOMINATED).count()
        approved = own.filter(status=EntryStatus.ACTIVE).count()
        whose = "" if contest.area_id == self.request.user.acting.area_id else "本单位"
        yield figures("{whose}已推荐 {} {counted}", nominated + approved, whose=whose, counted=counted)
        if nominated:
            yield figures("待核准 {}", nominated)
        if approved:
            yield figures("已核准 {}", approved)

    def _declaring(self):
        """Why a township cannot put anybody forward, for it to know."""
        stage = self.declaration_stage
        if self.may_run or not self.object.by_nomination or stage is None:
            return
        if self.today < stage.starts_on:
            yield f"申报从 {stage.starts_on} 开始"
        elif self.today > stage.ends_on:
            yield f"申报已于 {stage.ends_on} 截止"

    def _step(self) -> str:
        contest = self.object
        now = contest.stage_now(self.today, self.stages)
        if contest.status == AssessmentStatus.SCORING and contest.round == SECOND:
            return f"{now}（第二轮）"
        if contest.status not in WITH_RESULT or self.newest is None:
            return now
        if self.newest.is_provisional:
            return f"初次计分（第 {self.newest.version} 版），等第二轮打分"
        return f"{now}（第 {self.newest.version} 版）"

    def actions(self):
        user, contest = self.request.user, self.object
        if self.may_run:
            yield from self._office_actions(contest)
        elif self.may_nominate:
            yield Action("推荐", reverse("contests:nominate", args=[contest.pk]), "user-plus", primary=True)
        elif contest.status == AssessmentStatus.SCORING and (own := self._first_grid(rater__user=user)):
            yield Action("去打分", own, "pencil", primary=True)
        elif contest.status in WITH_RESULT and user.has_perm("scoring.view_standing"):
            yield Action("看排名", self._ranking(), "list-numbers", primary=True)
        elif (
            self.oversees and self.missing and contest.status in COLLECTING and user.has_perm("scoring.run_assessment")
        ):
            yield Action("看谁还没交", reverse("contests:chase", args=[contest.pk]), "arrow-right")

    @cached_property
    def declaration_stage(self) -> ContestStage | None:
        return next((stage for stage in self.stages if stage.kind.code == StageKind.DECLARATION), None)

    @cached_property
    def may_nominate(self) -> bool:
        """Whether the user's township can put somebody forward now."""
        contest, user = self.object, self.request.user
        if contest.status != AssessmentStatus.DRAFT or not contest.by_nomination or not contest.announced_at:
            return False
        stage = self.declaration_stage
        return (
            user.has_perm("contests.declare")
            and user.acting.area.level == Level.TOWNSHIP
            and stage is not None
            and stage.starts_on <= self.today <= stage.ends_on
        )

    def _office_actions(self, contest):
        """What the office can do now; the next step is the primary one."""
        edit = Action("修改", reverse("contests:contest_edit", args=[contest.pk]), "pencil")
        if contest.status == AssessmentStatus.DRAFT:
            if not contest.announced_at:
                yield Action(
                    "删除", reverse("contests:contest_delete", args=[contest.pk]), "trash",
                    confirm=f"将删除{contest}，其中的参赛名单、评委和文件不能恢复。",
                )  # fmt: skip
            yield edit
            waits = steps.ANNOUNCE.fits(contest)
            if waits:
                yield step_action(steps.ANNOUNCE, contest, primary=True)
            if self._groups_without_raters():
                yield self._seating(primary=not waits)
            yield step_action(
                steps.OPEN, contest, primary=not self._groups_without_raters() and not waits,
                confirm=f"{contest}将把今天的{contest.scheme.words.kept}留底，并给每位评委生成评分表。"
                "开始后参赛名单和评委席位不能再删。" + self._early_words() + self._short_words(),
            )  # fmt: skip
        elif contest.status == AssessmentStatus.SCORING:
            yield edit
            left = "评分表已交齐。"
            if self.missing:
                left = f"还有 {self.missing} 份评分表没交，截止后评委不能再打分。{filled_ones(contest)}"
            is_over = contest.scoring_ends_on is not None and contest.scoring_ends_on < self.today
            collects = self.missing and not is_over  # after the last day nothing is taken any more
            reason = True if self.missing else None
            yield step_action(
                steps.CLOSE, contest, primary=not collects, confirm=f"{contest}：{left}", reason=reason
            )  # fmt: skip
            if collects:
                yield self._collecting()
        elif contest.status == AssessmentStatus.CLOSED:
            yield from self._after_closing()
        elif contest.status == AssessmentStatus.TALLIED:
            yield step_action(steps.TAKE_BACK, contest)
            yield Action("看排名", self._ranking(), "list-numbers")
            if steps.SECOND_ROUND.fits(contest):
                yield step_action(steps.SECOND_ROUND, contest, primary=True)
            else:
                yield self._publishing()
        elif contest.status == AssessmentStatus.NOTICE:
            yield from self._after_notice()
        else:
            yield step_action(steps.TAKE_BACK, contest)
            yield Action("看排名", self._ranking(), "list-numbers", primary=True)

    def _after_closing(self):
        """The tally; while something keeps it, what mends that comes first and the button says why it waits."""
        contest, why_not = self.object, self.why_no_tally
        mending = self._mending() if why_not else None
        yield step_action(steps.REOPEN, contest, primary=bool(why_not) and mending is None)
        if mending:
            yield mending
        if is_under_way(self.job):
            yield Action("看计分进度", tab_url(contest, "tally"), "arrow-right")
        elif steps.TALLY.is_open_to(self.request.user, contest):
            yield step_action(steps.TALLY, contest, primary=not why_not, post=True, why_not=why_not)

    def _mending(self) -> Action | None:
        """What brings a closed contest to its tally: sheets waived or collected, figures entered, sources chosen."""
        contest = self.object
        if self.missing and self.unlocked:
            return self._collecting()
        if self.missing and self.tab != "raters":
            return Action(
                "处理没交的评分表", f"{tab_url(contest, 'raters')}&sort=-missing", "arrow-right", primary=True
            )
        if self.missing:
            return waiving_all(contest, self.missing)
        for component in self.components:
            if component.source and component.source.page and component.given < component.due:
                url = reverse(component.source.page, args=[contest.pk])
                return Action(f"补齐{component}", url, "arrow-right", primary=True)
        return None

    @cached_property
    def problems(self) -> list[str]:
        """What would stop the tally of a closed contest, sentence by sentence."""
        return problems_of(self.object) if self.may_run and self.object.status == AssessmentStatus.CLOSED else []

    @property
    def why_no_tally(self) -> str:
        if self.missing:
            return f"还差 {self.missing} 份评分表，补录或免评以后才能计分"
        return "还不能计分，要先处理的列在“计分”一栏" if self.problems else ""

    def _seating(self, *, primary: bool) -> Action:
        """The way to raters; where they stand, the quickest one to have some."""
        contest = self.object
        if self.tab != "raters":
            return Action("安排评委", tab_url(contest, "raters"), "users", primary=primary)
        if previous := self.last_seated:
            return Action(
                "复制上一场评委", reverse("scoring:rater_copy", args=[contest.pk]), "copy", primary=primary,
                confirm=f"复制{previous}的评委（{previous.raters.count()} 名），只补这里还没有人的评委组。",
            )  # fmt: skip
        return Action(
            "粘贴评委名单", reverse("scoring:raters_paste", args=[contest.pk]), "clipboard-list", primary=primary
        )

    @cached_property
    def last_seated(self) -> Contest | None:
        return last_with_raters(self.object)

    @cached_property
    def unlocked(self) -> bool:
        """Whether sheets were opened again after the scoring and wait to be handed in."""
        return self.object.sheets.open(self.today).exists()

    def _collecting(self) -> Action:
        """The way to the missing sheets: entered here, or asked for from raters who do it themselves."""
        contest = self.object
        if grid := self._first_grid(rater__user=None):
            return Action("录入评分表", grid, "pencil", primary=True)
        return Action("催收", reverse("contests:chase", args=[contest.pk]), "bell", primary=True)

    def _publishing(self) -> Action:
        """The way a tallied result becomes final: corrected, after a notice, or at once. C4, O3"""
        contest = self.object
        if self.matters:  # nothing is published before the panel has decided
            url = reverse("scoring:award_decide", args=[self.matters[0].award.pk])
            return Action("记录决定", url, "gavel", primary=True)
        ways = (steps.CORRECT, steps.PUBLISH, steps.FINALISE)
        return step_action(next(step for step in ways if step.fits(contest)), contest, primary=True)

    def _after_notice(self):
        notice = self.notice
        yield step_action(steps.TAKE_BACK, self.object)
        over = notice.is_over(self.today) and not notice.open_objections
        yield Action("看公示和异议", notice.get_absolute_url(), "speakerphone", primary=not over)
        if over:
            yield step_action(steps.FINALISE, self.object, primary=True)

    @cached_property
    def notice(self) -> ContestNotice | None:
        """The notice that is out, with its open objections."""
        return self.object.notices.filter(status="open").with_open_objections().first()

    @cached_property
    def newest(self) -> Tally | None:
        return self.object.tallies.newest().first()

    def _early_words(self) -> str:
        """A warning when the scoring stage has not come yet."""
        starts = next((stage.starts_on for stage in self.stages if stage.kind.is_scoring), self.today)
        return f"注意：打分阶段从 {starts} 开始，现在开始评分，评委今天就能打分。" if starts > self.today else ""

    def _short_words(self) -> str:
        """Townships that put forward fewer than asked."""
        short = townships_short(self.object, self.today)
        return f"注意：{'、'.join(short)}推荐不足 {self.object.nominations_min} 个。" if short else ""

    def _groups_without_raters(self) -> set[int]:
        seated = set(self.object.raters.values_list("group_id", flat=True))
        return {component.rater_group_id for component in self.components if component.is_rated} - seated

    def _ranking(self) -> str:
        return f"{reverse('contests:ranking')}?contest={self.object.pk}"

    def _first_grid(self, **owner) -> str:
        """The first grid in which sheets are missing (of raters with ``owner``), "" if none."""
        sheet = self.object.sheets.open(self.today).filter(**owner).in_turn().first()
        ids = sheet and [self.object.pk, sheet.component_id, sheet.rater_id]
        return reverse("scoring:score_grid", args=ids) if ids else ""

    # ------------------------------------------------ body
    def get_context_data(self, **kwargs):
        context = {
            "may_run": self.may_run,
            "may_nominate": self.may_nominate,
            "steps": progress.steps(self.object, self.stages, self.today),
            "components": self.components if self.object.status != AssessmentStatus.DRAFT else [],
            "carries": any(component.kind == ComponentKind.CARRIED for component in self.components),
            "notices": self.object.notices.all(), "missing_raters": self._missing_raters(),
            "correction": self._correction(),
        }  # fmt: skip
        return super().get_context_data(**kwargs) | context | self.tab_context()

    def _correction(self) -> dict | None:
        """Why the newest version no longer holds and what follows the next tally, for the office to go on. O3"""
        contest = self.object
        if not self.may_run or contest.status != AssessmentStatus.CLOSED or self.newest is None:
            return None
        closed = progress.closing_of(contest)
        if closed is None or closed.source not in WITH_RESULT:
            return None
        published = "公示结果" if notice_stage(contest) else "定稿"
        return {
            "version": self.newest.version, "reason": closed.reason, "has_items": contest.scheme.bonus_items.exists(),
            "then": "发更正公告" if contest.final_version else published,
        }  # fmt: skip

    def _missing_raters(self):
        if self.object.status not in COLLECTING or not (self.may_run or self.oversees):
            return []
        if self.may_run and self.object.status == AssessmentStatus.CLOSED and self.tab in ("raters", "tally"):
            return []  # they stand there already, rater by rater or with the villages
        return list(progress.owing(self.object)[:MISSING_SHOWN])
