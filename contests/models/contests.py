"""Contests: what is due when, and how entries come about. D0 3.3, D3 3–4"""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from areas.choices import Level
from contests import querysets
from contests.models.procedure import Declaration, Procedure
from core.data.history import track
from core.stages.models import Stage, stage_dates
from core.stages.policy import is_held
from scoring.choices import AssessmentStatus
from scoring.models import Assessment


@track(related_name="contest_events", exclude=("assessment_ptr",))
class Contest(Procedure, Assessment):
    """One contest of an organiser (township or county) in one period: a scoring, with its procedure."""

    kind = models.ForeignKey(
        "contests.ContestKind", models.PROTECT, null=True, blank=True, verbose_name="种类", related_name="contests"
    )
    theme = models.CharField("主题", max_length=120, blank=True)
    plan = models.TextField("工作方案", blank=True, default="", db_default="")
    plan_file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工作方案文件"
    )
    announced_at = models.DateTimeField(
        "发布时间", null=True, blank=True, editable=False, help_text="发布以后乡镇才看得到，可以推荐和申报"
    )

    objects = querysets.ContestQuerySet.as_manager()

    class Meta(Procedure.Meta):
        abstract = False
        verbose_name = "比武"
        ordering = ["-year", "-number", "pk"]  # not inherited: Django looks at the first parent alone

    def get_absolute_url(self) -> str:
        return reverse("contests:contest_detail", args=[self.pk])

    @classmethod
    def list_crumb(cls) -> tuple[str, str]:
        return "比武", reverse("contests:contest_list")

    @classmethod
    def result_crumb(cls) -> tuple[str, str]:
        return "排名", reverse("contests:ranking")

    @classmethod
    def made_with(cls, scheme) -> tuple[str, str]:
        return "用它新建比武", f"{reverse('contests:contest_create')}?{urlencode({'scheme': scheme.pk})}"

    @property
    def ranking_url(self) -> str:
        return f"{reverse('contests:ranking')}?contest={self.pk}"

    def materials(self, rater, component) -> models.QuerySet:
        return Declaration.objects.judged_by(rater, component)

    def stage_now(self, today: date, stages: Iterable | None = None) -> str:
        """In words: 申报中 once announced, 集中评议中 while points are given.

        Other stages of the same days do not matter then. ``stages``: with their kinds, where they are read already.
        """
        if stages is None:
            stages = self.stages.select_related("kind")
        if self.status == AssessmentStatus.SCORING:
            return next((f"{stage.kind}中" for stage in stages if stage.kind.is_scoring), self.get_status_display())
        if self.status == AssessmentStatus.DRAFT and self.announced_at:
            held = (f"{stage.kind}中" for stage in stages if is_held(stage, today))
            return f"已发布，{next(held, self.get_status_display())}"
        return self.get_status_display()

    def entries_added(self) -> None:
        """An empty declaration for each entry that has none yet, where the contest asks for them."""
        if self.asks_declaration:
            without = self.entries.filter(declaration=None)
            Declaration.objects.bulk_create(Declaration(entry=entry) for entry in without)

    def untouched(self, entries: models.QuerySet) -> models.QuerySet:
        return entries.exclude(pk__in=Declaration.objects.begun().values("entry"))

    @property
    def procedure_title(self) -> str:
        """What the page is called on which the procedure is set; townships have nobody nominate for their contests."""
        if self.status != AssessmentStatus.DRAFT:
            return "公示期限"
        return "推荐、申报和公示" if self.area.level == Level.COUNTY else "申报和公示"

    @property
    def dates_are_known(self) -> bool:
        """Whether others go by the dates of its stages, so that other ones need a reason. O4"""
        return self.status != AssessmentStatus.DRAFT or self.announced_at is not None


@track()
class ContestStage(Stage):
    """A stage with its dates (both included)."""

    AREA_PATH = "contest__area"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="stages", verbose_name="比武")
    kind = models.ForeignKey("contests.StageKind", models.PROTECT, verbose_name="阶段")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "阶段"
        ordering = ["contest_id", "starts_on", "kind__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "kind"], name="contest_stage_kind", violation_error_message="同一阶段只能安排一次"
            ),
            stage_dates("contest_stage_dates"),
        ]
