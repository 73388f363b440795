"""Sheets that came in on paper: who counted and watched, and the second, blind entry. C5, ux.md page 2"""

from django.conf import settings
from django.db import models

from core.data.history import track
from scoring import querysets
from scoring.models.schemes import points_field


@track()
class PaperSheet(models.Model):
    """The paper sheet of one rater in one component, as the office enters it."""

    AREA_PATH = "rater__assessment__area"

    component = models.ForeignKey("scoring.Component", models.PROTECT, related_name="+", verbose_name="评分项")
    rater = models.ForeignKey("scoring.Rater", models.CASCADE, related_name="papers", verbose_name="评委")
    teller = models.CharField("计票人", max_length=40, blank=True)
    monitor = models.CharField("监票人", max_length=40, blank=True)
    scan = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原件扫描"
    )

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "纸质评分表"
        constraints = [
            models.UniqueConstraint(
                fields=["component", "rater"],
                name="paper_once",
                violation_error_message="这份纸质表刚由他人登记，请刷新后再试",
            )
        ]

    def __str__(self):
        return f"{self.rater} {self.component}纸质表"

    @property
    def is_witnessed(self) -> bool:
        """Whether it says who counted and who watched. C5"""
        return bool(self.teller and self.monitor)


class PaperClerk(models.Model):
    """Who entered a paper sheet in which pass. Nobody takes part in both: the second entry is blind."""

    AREA_PATH = "paper__rater__assessment__area"

    paper = models.ForeignKey(PaperSheet, models.CASCADE, related_name="clerks", verbose_name="纸质评分表")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人")
    turn = models.PositiveSmallIntegerField("第几遍")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "纸质表录入人"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "user"], name="one_turn_per_clerk", violation_error_message="两遍录入须由不同的人做"
            ),
            models.CheckConstraint(
                condition=models.Q(turn__in=[1, 2]), name="paper_two_turns", violation_error_message="纸质表只录两遍"
            ),
        ]

    def __str__(self):
        return f"{self.user} 第 {self.turn} 遍"


@track()
class CheckScore(models.Model):
    """A cell of the second entry. It only checks: the points that count are those of ``Score``."""

    AREA_PATH = "sheet__assessment__area"

    sheet = models.ForeignKey("scoring.Sheet", models.CASCADE, related_name="check_scores", verbose_name="评分表")
    field = models.ForeignKey("scoring.Field", models.PROTECT, related_name="+", verbose_name="评分栏")
    points = points_field("得分")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人")
    saved_at = models.DateTimeField("录入时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "复录得分"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "field"],
                name="check_score_cell",
                violation_error_message="这一格刚被他人填过，请刷新后再填",
            ),
            models.CheckConstraint(
                condition=models.Q(points__gte=0),
                name="check_score_not_negative",
                violation_error_message="分数不能小于 0",
            ),
        ]

    def __str__(self):
        return f"{self.sheet} {self.field}"
