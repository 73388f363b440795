"""What the panel decided. scoring.md §§1, 7"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.data.history import track
from scoring import choices, querysets
from scoring.models.assessments import Assessment
from scoring.models.entries import Entry, EntryGroup


@track()
class Decision(models.Model):
    """What the panel decided: the final order of named entries, or who of a tied set gets an award. scoring.md §§1, 7

    An input of the next tally. It holds as long as the tied set is the same. ``places`` is the number the panel chose
    inside an award's range; the unit of scope is one of category, dimension, township or none of them, in a ``group``
    if the entries stand in some.
    """

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="decisions", verbose_name="评分")
    kind = models.CharField("事项", max_length=10, choices=choices.DecisionKind)
    rule = models.ForeignKey(
        "scoring.AwardRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="奖项"
    )
    group = models.ForeignKey(EntryGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分组")
    category = models.ForeignKey(
        "areas.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="村类别"
    )
    dimension = models.ForeignKey(
        "scoring.Dimension", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="维度"
    )
    township = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇"
    )
    places = models.PositiveSmallIntegerField("名额", null=True, blank=True)
    reason = models.TextField("理由")
    panel = models.CharField("由谁决定", max_length=80, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    decided_at = models.DateTimeField("记录时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "领导小组决定"
        ordering = ["assessment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "rule", "group", "category", "dimension", "township"],
                name="decision_once",
                nulls_distinct=False,
                violation_error_message="这一事项已有决定，请先撤销",
            ),
            models.CheckConstraint(
                condition=Q(kind="award", rule__isnull=False)
                | Q(kind="order", rule__isnull=True, group__isnull=True, category__isnull=True, dimension__isnull=True,
                    township__isnull=True, places__isnull=True),
                name="decision_rule",
                violation_error_message="定奖项须选奖项，定名次不选",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.rule or self.get_kind_display()}"


@track()
class DecisionEntry(models.Model):
    """An entry a decision is about: in an order its ``place`` (1 is first); in a tied set whether it wins."""

    AREA_PATH = "decision__assessment__area"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="entries", verbose_name="决定")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="decision_entries", verbose_name="参赛单位")
    place = models.PositiveSmallIntegerField("位次", null=True, blank=True)
    wins = models.BooleanField("获奖", default=False)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "决定涉及的参赛单位"
        ordering = ["decision_id", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "entry"],
                name="decision_entry_once",
                violation_error_message="同一参赛单位只能选一次",
            )
        ]

    def __str__(self):
        return str(self.entry)
