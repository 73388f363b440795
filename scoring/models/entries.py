"""Who is judged in an assessment, in which groups, and what was recorded of each. scoring.md §§0, 1, 5"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.data.history import track
from scoring import choices, querysets
from scoring.models.assessments import Assessment
from scoring.models.schemes import DEFERRED, points_field


@track()
class Entry(models.Model):
    """Who competes: an area, a villager group or a person, with the snapshot of the opening day. C2, scoring.md §0

    ``area`` is the competing village or township, or where the group or person belongs. ``label`` tells several
    entries of one area apart (group name, person number) and is empty for the area itself.
    """

    AREA_PATH = "area"
    PERSON_PATH = None  # about a village, of which the secretary is named
    MOVES = choices.ENTRY_MOVES
    NEEDS_REASON = {("active", "withdrawn"), ("active", "excluded"), ("withdrawn", "active"), ("excluded", "active")}

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="entries", verbose_name="评分")
    number = models.PositiveSmallIntegerField("序号")
    group = models.ForeignKey(
        "scoring.EntryGroup", models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="分组"
    )
    area = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="所在村（乡镇）", related_name="+")
    label = models.CharField("小组或人员", max_length=40, blank=True)
    name = models.CharField("名称", max_length=60)
    township = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="乡镇", related_name="+")
    holder = models.ForeignKey(
        "cadres.Person", models.PROTECT, null=True, blank=True, verbose_name="书记", related_name="+"
    )
    holder_name = models.CharField("书记姓名", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=choices.EntryStatus, default="active")
    is_vetoed = models.BooleanField(
        "由登记的一票否决排除",
        default=False,
        db_default=False,
        editable=False,
        help_text="取消最后一项否决即恢复参评",
    )
    basis_file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停赛、否决的依据"
    )
    categories = models.ManyToManyField("areas.Category", through="EntryCategory", verbose_name="村类别")

    objects = querysets.EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "参赛单位"
        ordering = ["assessment_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "area", "label"], name="entry_area", violation_error_message="已在参赛名单里"
            ),
            models.UniqueConstraint(
                fields=["assessment", "number"], name="entry_number", deferrable=DEFERRED,
                violation_error_message="序号重复，请刷新后再排",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class EntryGroup(models.Model):
    """Entries of an assessment that are ranked and awarded apart from its others. shared/appraisal.md

    Its sheets, figures and bonuses are those of the assessment; places, ties and decisions are reckoned group by group.
    """

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="groups", verbose_name="评分")
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("名称", max_length=60)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "分组"
        ordering = ["assessment_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "name"], name="entry_group_name", violation_error_message="已有同名的分组"
            ),
            models.UniqueConstraint(
                fields=["assessment", "order"], name="entry_group_order", deferrable=DEFERRED,
                violation_error_message="分组的顺序重复，请刷新后再排",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


class EntryCategory(models.Model):
    """A category the village had on the opening day."""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name="参赛单位")
    category = models.ForeignKey("areas.Category", models.PROTECT, verbose_name="村类别", related_name="+")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "参赛单位的类别"
        constraints = [models.UniqueConstraint(fields=["entry", "category"], name="entry_category")]

    def __str__(self):
        return f"{self.entry} {self.category}"


@track()
class Occurrence(models.Model):
    """One occurrence of a bonus item for an entry, with its case; counts once approved. scoring.md §5"""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="occurrences", verbose_name="参赛单位")
    item = models.ForeignKey("scoring.BonusItem", models.PROTECT, related_name="occurrences", verbose_name="加扣分项")
    case = models.CharField("事例", max_length=120)
    points = points_field("分值", null=True, blank=True, help_text="事项定的是范围时填，在范围以内")
    evidence = models.TextField("依据", blank=True)
    file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    approved = models.BooleanField("已核准", default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核准人"
    )

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "加扣分"
        ordering = ["entry_id", "item_id", "pk"]

    def __str__(self):
        return f"{self.item} {self.case}"


@track()
class Figure(models.Model):
    """What was recorded of an entry for a measure, with evidence; ``target`` is the entry's own. scoring.md §1"""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="figures", verbose_name="参赛单位")
    measure = models.ForeignKey("scoring.Measure", models.PROTECT, related_name="figures", verbose_name="指标")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField("自定目标", max_digits=18, decimal_places=4, null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "指标值"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "measure"],
                name="figure_once",
                violation_error_message="这一格刚被他人填过，请刷新后再填",
            )
        ]

    def __str__(self):
        return f"{self.measure} {self.value}"


@track()
class CarrySource(models.Model):
    """An earlier assessment whose final scores a carried-over component takes. scoring.md §1"""

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="carry_sources", verbose_name="评分")
    component = models.ForeignKey("scoring.Component", models.PROTECT, related_name="+", verbose_name="评分项")
    source = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name="取自")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "得分来源"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component", "source"],
                name="carry_source_once",
                violation_error_message="已经取自这一场",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("assessment")),
                name="carry_source_other",
                violation_error_message="不能取自本次",
            ),
        ]

    def __str__(self):
        return str(self.source)
