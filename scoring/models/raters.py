"""What happens to raters: one-time codes, declared conflicts, substitutes. C5, scoring.md §0"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.data.history import track
from scoring import choices, querysets


@track(exclude=("digest",))
class RaterCode(models.Model):
    """A one-time code with which a rater without an account enters their own sheets. C5

    The code itself is kept nowhere, only its digest, which finds the row. Entering it (once) binds one browser to the
    rater until the code expires or a new one is made.
    """

    AREA_PATH = "rater__assessment__area"
    STEPS = choices.CodeStep

    rater = models.ForeignKey("scoring.Rater", models.CASCADE, related_name="codes", verbose_name="评委")
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发放人")
    made_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("有效至")
    redeemed_at = models.DateTimeField("启用时间", null=True, blank=True)
    ended_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "评委代码"
        constraints = [
            models.UniqueConstraint(
                fields=["rater"],
                condition=Q(ended_at=None),
                name="one_code_of_rater",
                violation_error_message="刚给这名评委发过代码，请刷新后再试",
            )
        ]

    def __str__(self):
        return f"{self.rater}的代码（{self.pk} 号）"


@track()
class Conflict(models.Model):
    """A declared conflict: this rater does not rate this entry. scoring.md §0"""

    AREA_PATH = "rater__assessment__area"
    STEPS = choices.ConflictStep

    rater = models.ForeignKey("scoring.Rater", models.CASCADE, related_name="conflicts", verbose_name="评委")
    entry = models.ForeignKey("scoring.Entry", models.CASCADE, related_name="conflicts", verbose_name="参赛单位")
    reason = models.CharField("原因", max_length=180)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人",
        help_text="空：评委本人凭代码声明",
    )  # fmt: skip
    declared_at = models.DateTimeField("时间", auto_now_add=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "回避"
        constraints = [
            models.UniqueConstraint(
                fields=["rater", "entry"], name="conflict_once", violation_error_message="已经声明过回避"
            )
        ]

    def __str__(self):
        return f"{self.rater}回避{self.entry}"


@track()
class Substitution(models.Model):
    """Another person took over a seat: sheets submitted before stay with the old name (``Sheet.rater_name``). C5"""

    AREA_PATH = "rater__assessment__area"

    rater = models.ForeignKey("scoring.Rater", models.CASCADE, related_name="substitutions", verbose_name="席位")
    old_name = models.CharField("原评委", max_length=40)
    old_unit = models.CharField("原单位职务", max_length=60, blank=True)
    new_name = models.CharField("替换为", max_length=40)
    new_unit = models.CharField("单位职务", max_length=60, blank=True)
    reason = models.CharField("原因", max_length=200)
    from_on = models.DateField("自何日起")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "更换评委"
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"{self.old_name}换为{self.new_name}"
