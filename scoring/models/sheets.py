"""Score sheets. scoring.md §1"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.data.history import track
from scoring import choices, querysets
from scoring.models.schemes import points_field


@track()
class Sheet(models.Model):
    """One rater's points for one entry in one component. All sheets due exist from the opening day on.

    When a sheet is submitted it stores what the tally needs, so that a tally never reads single scores:
    ``total`` (T), the sums by dimension (in the scheme's order, last what belongs to none) and the points as one
    canonical line for the digest.
    """

    AREA_PATH = "assessment__area"
    MOVES = choices.SHEET_MOVES
    NEEDS_REASON = choices.SHEET_REASONS

    assessment = models.ForeignKey("scoring.Assessment", models.CASCADE, related_name="sheets", verbose_name="评分")
    component = models.ForeignKey(
        "scoring.Component", models.PROTECT, related_name="sheets", verbose_name="评分项", db_index=False
    )
    rater = models.ForeignKey("scoring.Rater", models.CASCADE, related_name="sheets", verbose_name="评委")
    entry = models.ForeignKey("scoring.Entry", models.CASCADE, related_name="sheets", verbose_name="参赛单位")
    status = models.CharField("状态", max_length=10, choices=choices.SheetStatus, default="draft")
    total = points_field("合计", null=True, blank=True)
    dimension_points = ArrayField(points_field("维度得分"), verbose_name="各维度得分", null=True, blank=True)
    points_line = models.CharField("各栏得分", max_length=400, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    rater_name = models.CharField(
        "评委姓名", max_length=40, blank=True, db_default="", help_text="提交时的评委，以后换人也不变"
    )
    waived_reason = models.CharField("免评原因", max_length=200, blank=True)
    unlocked_at = models.DateTimeField("开锁时间", null=True, blank=True)

    objects = querysets.SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "评分表"
        constraints = [
            models.UniqueConstraint(
                fields=["component", "rater", "entry"],
                name="sheet_of_rater_and_entry",
                violation_error_message="这名评委的评分表已经发放，请刷新后再看",
            ),
            models.CheckConstraint(
                condition=Q(status="submitted", total__isnull=False) | (~Q(status="submitted") & Q(total__isnull=True)),
                name="sheet_total_when_submitted",
                violation_error_message="已提交的评分表须有合计，未提交的没有",
            ),
        ]

    def __str__(self):
        return f"{self.rater} {self.component} {self.entry}"


@track()
class Score(models.Model):
    """One cell. The database refuses points outside 0…maximum and any change to a sheet that is not a draft."""

    AREA_PATH = "sheet__assessment__area"

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scores", verbose_name="评分表", db_index=False)
    field = models.ForeignKey(  # frozen with its scheme, and the guard of points knows it: no check row by row
        "scoring.Field", models.PROTECT, related_name="+", verbose_name="评分栏", db_index=False, db_constraint=False
    )
    points = models.DecimalField("得分", max_digits=7, decimal_places=2)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="录入人", db_index=False
    )
    saved_at = models.DateTimeField("录入时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "得分"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "field"], name="score_cell", violation_error_message="这一格刚被他人填过，请刷新后再填"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0), name="score_not_negative", violation_error_message="分数不能小于 0"
            ),
        ]

    def __str__(self):
        return f"{self.sheet} {self.field}"
