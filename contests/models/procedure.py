"""The first half of the procedure: kinds of contests, basis documents, nominations and declarations. D3 4, D0 3.3"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from areas.kinds import Kind
from contests import choices, querysets
from core.data.history import track
from core.stages.models import StagePlan, plan_days
from core.submissions.models import Submittable
from core.values.periods import PeriodKind

NO_LIMIT = "不填则不限"


class Procedure(models.Model):
    """How entries come about and what they declare: of a kind of contest, copied to each contest and changed there.

    Topics stand one a line. A contest by nomination has the entries that the townships put forward.
    """

    by_nomination = models.BooleanField(
        "由乡镇推荐参赛", default=False, db_default=False, help_text="不勾则由主办单位选定参赛单位"
    )
    nominations_min = models.PositiveSmallIntegerField("每乡镇至少推荐", default=1, db_default=1)
    nominations_max = models.PositiveSmallIntegerField("每乡镇至多推荐", null=True, blank=True, help_text=NO_LIMIT)
    asks_declaration = models.BooleanField("须填申报表", default=False, db_default=False)
    needs_approval = models.BooleanField(
        "申报须核准", default=False, db_default=False, help_text="主办单位核准后才能参赛，不勾则提交即生效"
    )
    required_topics = models.TextField(
        "规定动作", blank=True, default="", db_default="", help_text="一行一项，每份申报都要填"
    )
    elective_topics = models.TextField(
        "自选动作范围", blank=True, default="", db_default="", help_text="一行一项，供申报单位选，也可自拟"
    )
    electives_min = models.PositiveSmallIntegerField("自选动作至少", default=0, db_default=0)
    electives_max = models.PositiveSmallIntegerField("自选动作至多", null=True, blank=True, help_text=NO_LIMIT)
    notice_days = models.PositiveSmallIntegerField("结果公示工作日", default=5, db_default=5)
    reminder_days = models.PositiveSmallIntegerField(
        "提前提醒工作日", default=3, db_default=3, help_text="申报截止前几个工作日起在工作台提醒"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(nominations_max=None) | Q(nominations_max__gte=models.F("nominations_min")),
                name="%(class)s_nominations",
                violation_error_message="至多推荐不能少于至少推荐",
            ),
            models.CheckConstraint(
                condition=Q(electives_max=None) | Q(electives_max__gte=models.F("electives_min")),
                name="%(class)s_electives",
                violation_error_message="自选动作至多不能少于至少",
            ),
        ]

    PROCEDURE = (
        "by_nomination", "nominations_min", "nominations_max", "asks_declaration", "needs_approval",
        "required_topics", "elective_topics", "electives_min", "electives_max", "notice_days", "reminder_days",
    )  # fmt: skip

    @property
    def required(self) -> list[str]:
        return _lines(self.required_topics)

    @property
    def electives(self) -> list[str]:
        return _lines(self.elective_topics)

    def procedure(self) -> dict:
        """The figures alone, for a copy."""
        return {name: getattr(self, name) for name in self.PROCEDURE}

    @property
    def declares(self) -> bool:
        """Whether anything is asked of the townships before the contest opens."""
        return self.by_nomination or self.asks_declaration


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@track()
class ContestKind(Procedure, Kind):
    """A kind of contest with its stages and figures: what a new contest begins with. C4"""

    PURPOSE = "新建比武时选用，定阶段、期限、推荐和申报"
    SETTLED = ("organiser", "period_kind")
    LISTED = ("organiser", "period_kind", "by_nomination", "asks_declaration", "needs_approval")

    organiser = models.CharField("主办", max_length=10, choices=choices.Organiser, default="township")
    period_kind = models.CharField("周期", max_length=10, choices=PeriodKind, default="quarter")
    clause = models.CharField("出处", max_length=120, blank=True)

    class Meta(Kind.Meta):
        verbose_name = "比武种类"
        constraints = [*Kind.Meta.constraints, *Procedure.Meta.constraints]

    def __str__(self):
        return self.name

    @classmethod
    def proposed_for(cls, area: models.Model) -> dict:
        return {"organiser": choices.Organiser.at(area.level)}

    def parts(self) -> list[tuple[str, str]]:
        """Further pages about it: (label, address)."""
        return [("阶段安排", reverse("contests:kind_stages", args=[self.pk]))]


@track()
class KindStage(StagePlan):
    """When a stage of a kind of contest is held, in working days from the period's end."""

    kind = models.ForeignKey(ContestKind, models.CASCADE, related_name="stages", verbose_name="比武种类")
    stage = models.ForeignKey("contests.StageKind", models.PROTECT, verbose_name="阶段", related_name="+")

    class Meta:
        verbose_name = "种类的阶段"
        ordering = ["kind_id", "begins", "stage__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "stage"], name="kind_stage_once", violation_error_message="这个阶段已经安排过"
            ),
            plan_days("kind_stage_days"),
        ]

    def __str__(self):
        return f"{self.kind} {self.stage}"


@track()
class BasisDocument(models.Model):
    """A document a contest rests on (依据文件), with its number."""

    AREA_PATH = "contest__area"

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="documents", verbose_name="比武")
    title = models.CharField("文件名称", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("发文单位", max_length=60, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)
    file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )

    objects = querysets.DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "依据文件"
        ordering = ["contest_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], condition=~Q(number=""), name="document_number",
                violation_error_message="这个文号的文件已经登记过",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.title}（{self.number}）" if self.number else self.title


@track()
class Declaration(Submittable):
    """What is declared for an entry: required and elective items, measures, highlights, results. D3 4 (一)

    Returned with a reason, corrected and handed in again; the entry of a nomination takes part once it is approved.
    """

    AREA_PATH = "entry__area"

    entry = models.OneToOneField("scoring.Entry", models.CASCADE, related_name="declaration", verbose_name="参赛单位")
    measures = models.TextField("主要做法", blank=True)
    highlights = models.TextField("工作亮点", blank=True)
    results = models.TextField("取得成效", blank=True)

    objects = querysets.DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "申报"
        ordering = ["entry__assessment_id", "entry__number"]

    def __str__(self):
        return f"{self.entry}的申报"

    def get_absolute_url(self):
        return reverse("contests:declaration_detail", args=[self.pk])

    TEXTS = ("measures", "highlights", "results")

    @property
    def contest(self) -> models.Model:
        return self.entry.assessment.contest

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The free texts with their titles, empty ones only where the contest asks for a declaration."""
        titles = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.TEXTS]
        return [(title, text) for title, text in titles if text or self.contest.asks_declaration]


@track()
class DeclarationItem(models.Model):
    """One required or elective item (规定动作, 自选动作)."""

    AREA_PATH = "declaration__entry__area"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="items", verbose_name="申报")
    order = models.PositiveSmallIntegerField("顺序")
    topic = models.CharField("项目", max_length=60)
    is_required = models.BooleanField("规定动作", default=False)
    content = models.TextField("内容", blank=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "申报项目"
        ordering = ["declaration_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration", "topic"], name="declaration_topic", violation_error_message="这一项已经填过"
            )
        ]

    def __str__(self):
        return self.topic


@track()
class DeclarationFile(models.Model):
    """A file that goes with a declaration."""

    AREA_PATH = "declaration__entry__area"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="files", verbose_name="申报")
    file = models.ForeignKey("core.Attachment", models.PROTECT, related_name="+", verbose_name="文件")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "申报附件"
        ordering = ["declaration_id", "pk"]

    def __str__(self):
        return str(self.file)
