"""Raters, and what happens to them: one-time codes, declared conflicts, substitutes. C5, scoring.md §0"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.data.fields import NameField
from core.data.history import track
from scoring import choices, querysets
from scoring.models.assessments import Assessment


@track()
class Rater(models.Model):
    """A named person with a seat in a group; an account is optional. scoring.md §0"""

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="raters", verbose_name="评分")
    group = models.ForeignKey("scoring.RaterGroup", models.PROTECT, verbose_name="评委组")
    seat = models.PositiveSmallIntegerField("席号")
    name = NameField("姓名", max_length=40)
    unit = models.CharField("单位职务", max_length=60, blank=True)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, verbose_name="所在村（乡镇）", related_name="+",
        help_text="用于回避：不评自己的村或乡镇",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="账号", related_name="+",
        help_text="不填则由主办单位代为录入",
    )  # fmt: skip

    objects = querysets.RaterQuerySet.as_manager()

    class Meta:
        verbose_name = "评委"
        ordering = ["assessment_id", "group__order", "seat"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "group", "seat"], name="rater_seat", violation_error_message="这个席号已有评委"
            ),
            models.UniqueConstraint(
                fields=["assessment", "group", "user"],
                name="rater_account",
                violation_error_message="这个账号在本组已有一席，一人只能打一份分",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.seat}号）"


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
