"""Tallies: what was computed from which inputs, frozen. scoring.md §9, architecture.md decision 4"""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.values.rounding import shown_points
from scoring import choices, querysets


def exact(label: str, **options) -> models.DecimalField:
    """A figure with the 8 decimals that are stored."""
    return models.DecimalField(label, max_digits=18, decimal_places=8, **options)


def of_result(model: str, label: str, related_name: str, **options) -> models.ForeignKey:
    """A key that joins rows of one result. A trigger checks it by the statement, not by the row (``0002_guards``):
    a province's tally writes half a million of them. What it points to is append-only or frozen.
    """
    return models.ForeignKey(
        model, models.CASCADE, related_name=related_name, verbose_name=label, db_constraint=False, **options
    )


class Tally(models.Model):
    """One version of an assessment's result. Append-only (by trigger); the newest version counts."""

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(
        "scoring.Assessment", models.PROTECT, related_name="tallies", verbose_name="评分", db_index=False
    )
    version = models.PositiveSmallIntegerField("版本")
    digest = models.CharField("输入摘要", max_length=64)
    entries = models.PositiveIntegerField("参评数")
    sheets = models.PositiveIntegerField("评分表数")
    round = models.PositiveSmallIntegerField("轮次", default=1, db_default=1)
    is_provisional = models.BooleanField(
        "初次计分", default=False, db_default=False, help_text="第二轮的评分项还没有打分"
    )
    order_reason = models.TextField("确定名次的理由", default="", db_default="", blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发起人"
    )
    started_at = models.DateTimeField("时间")

    objects = querysets.TallyQuerySet.as_manager()

    class Meta:
        verbose_name = "计分"
        ordering = ["assessment_id", "-version"]
        constraints = [models.UniqueConstraint(fields=["assessment", "version"], name="tally_version")]

    def __str__(self):
        return f"{self.assessment}第{self.version}版"

    @property
    def title(self) -> str:
        return f"第 {self.version} 版（初次计分）" if self.is_provisional else f"第 {self.version} 版"


class Standing(models.Model):
    """One entry's result in a tally.

    Arrays follow the order of the frozen scheme: ``contributions`` its components (null: left out), ``dimensions``
    its dimensions with 未分维度 last, ``ties`` its tie-break chain (greater is better). Points carry 8 decimals.
    """

    AREA_PATH = "entry__area"

    tally = of_result("scoring.Tally", "计分", "standings", db_index=False)
    entry = models.ForeignKey("scoring.Entry", models.PROTECT, related_name="standings", verbose_name="参赛单位")
    status = models.CharField("状态", max_length=10, choices=choices.EntryStatus, default="active")
    contributions = ArrayField(exact("项得分", null=True), verbose_name="各项得分", default=list)
    dimensions = ArrayField(exact("维度得分"), verbose_name="各维度得分", default=list)
    dimensions_full = ArrayField(exact("维度满分"), verbose_name="各维度满分", default=list)
    base = exact("基础分", null=True)
    bonus = exact("加扣分", null=True)
    zeroed = exact("维度否决扣除", null=True, help_text="一票否决记零的维度原有的得分")
    final = exact("最终得分", null=True)
    ties = ArrayField(exact("同分比较"), verbose_name="同分比较", default=list)
    rank = models.PositiveIntegerField("名次", null=True)
    scored_rank = models.PositiveIntegerField("决定前名次", null=True, help_text="领导小组确定名次以前的名次")
    is_ranked_last = models.BooleanField("排在最后", default=False, db_default=False)
    is_awardless = models.BooleanField("不得评奖", default=False, db_default=False)
    previous_rank = models.PositiveIntegerField("上期名次", null=True)

    objects = querysets.StandingQuerySet.as_manager()

    class Meta:
        verbose_name = "名次"
        constraints = [
            models.UniqueConstraint(fields=["tally", "entry"], name="standing_entry"),
            models.CheckConstraint(
                condition=Q(status="active", rank__isnull=False, final__isnull=False)
                | (~Q(status="active") & Q(rank__isnull=True)),
                name="standing_ranked_when_active",
                violation_error_message="参评的须有得分和名次，其余没有名次",
            ),
        ]
        indexes = [models.Index(fields=["tally", "rank"], name="standing_rank")]

    def __str__(self):
        return f"{self.entry} 第{self.rank}名"

    @property
    def shown_final(self) -> Decimal | None:
        """The final score with the decimals of its scheme."""
        return shown_points(self.final, self.tally.assessment.scheme.decimals)


class StandingPart(models.Model):
    """How one component's contribution came about: every rater's total as it was, and which ones were kept."""

    AREA_PATH = "standing__entry__area"

    standing = of_result("scoring.Standing", "名次", "parts", db_index=False)
    component = models.ForeignKey(
        "scoring.Component", models.PROTECT, related_name="+", verbose_name="评分项",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    seats = ArrayField(models.PositiveSmallIntegerField(), verbose_name="席号")
    totals = ArrayField(models.DecimalField(max_digits=9, decimal_places=4), verbose_name="各评委合计")
    kept = ArrayField(models.BooleanField(), verbose_name="计入")
    value = models.DecimalField("P", max_digits=28, decimal_places=16, null=True)
    full = models.DecimalField("M", max_digits=9, decimal_places=4)
    weight = models.DecimalField("权重（放大后）或系数", max_digits=28, decimal_places=16, null=True)
    contribution = exact("项得分", null=True)
    is_plain = models.BooleanField("份数不足，改用普通平均", default=False)
    is_left_out = models.BooleanField("份数不足，全体不计", default=False)
    source = models.ForeignKey(
        "scoring.Assessment", models.PROTECT, null=True, related_name="+", verbose_name="取自", db_index=False,
        db_constraint=False,
    )  # fmt: skip

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "得分构成"
        constraints = [models.UniqueConstraint(fields=["standing", "component"], name="standing_part")]

    def __str__(self):
        return f"{self.component} {self.contribution}"


class FigurePart(models.Model):
    """A recorded figure as the tally used it, and the points it came to. scoring.md §1"""

    AREA_PATH = "standing__entry__area"

    standing = of_result("scoring.Standing", "名次", "figure_parts")
    measure = models.ForeignKey(
        "scoring.Measure", models.PROTECT, related_name="+", verbose_name="指标", db_index=False
    )
    value = models.DecimalField("数值", max_digits=18, decimal_places=4)
    target = models.DecimalField("满分值", max_digits=18, decimal_places=4, null=True)
    best = models.DecimalField("最好值", max_digits=18, decimal_places=4, null=True)
    place = models.PositiveIntegerField("名次", null=True)
    among = models.PositiveIntegerField("参加排名数", null=True)
    points = exact("得分")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "指标值构成"
        constraints = [models.UniqueConstraint(fields=["standing", "measure"], name="figure_part_once")]

    def __str__(self):
        return f"{self.measure} {self.points}"


class BonusPart(models.Model):
    """An approved occurrence as the tally used it; not ``counted`` when a larger one of the same case counts.

    No points: a veto.
    """

    AREA_PATH = "standing__entry__area"

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="bonus_parts", verbose_name="名次")
    item = models.ForeignKey("scoring.BonusItem", models.PROTECT, related_name="+", verbose_name="加扣分项")
    case = models.CharField("事例", max_length=120)
    points = models.DecimalField("分值", max_digits=9, decimal_places=4, null=True)
    counted = models.BooleanField("计入", default=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "加扣分构成"

    def __str__(self):
        return f"{self.item} {self.points}"


class CategoryRank(models.Model):
    """The rank within one category of the snapshot; no category: 其他. scoring.md §6"""

    AREA_PATH = "standing__entry__area"

    standing = of_result("scoring.Standing", "名次", "category_ranks", db_index=False)
    category = models.ForeignKey("areas.Category", models.PROTECT, null=True, related_name="+", verbose_name="村类别")
    rank = models.PositiveIntegerField("类内名次")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "类内名次"
        constraints = [
            models.UniqueConstraint(fields=["standing", "category"], name="category_rank_once", nulls_distinct=False)
        ]

    def __str__(self):
        return f"{self.category or '其他'}第{self.rank}名"


class Award(models.Model):
    """An award given, a place still open between equals, or an award that waits for such a decision. scoring.md §7"""

    AREA_PATH = "standing__entry__area"

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="awards", verbose_name="计分")
    rule = models.ForeignKey("scoring.AwardRule", models.PROTECT, related_name="+", verbose_name="奖项")
    standing = models.ForeignKey(Standing, models.CASCADE, null=True, related_name="awards", verbose_name="名次")
    group = models.ForeignKey("scoring.EntryGroup", models.PROTECT, null=True, related_name="+", verbose_name="分组")
    category = models.ForeignKey("areas.Category", models.PROTECT, null=True, related_name="+", verbose_name="村类别")
    dimension = models.ForeignKey("scoring.Dimension", models.PROTECT, null=True, related_name="+", verbose_name="维度")
    township = models.ForeignKey("areas.Area", models.PROTECT, null=True, related_name="+", verbose_name="乡镇")
    state = models.CharField("状态", max_length=10, choices=choices.AwardState, default="granted")
    places = models.PositiveSmallIntegerField(
        "名额", null=True, help_text="扣去同组前面奖项因并列多给的；空：达到条件的都给"
    )
    open_places = models.PositiveSmallIntegerField("待定名额", null=True)
    decision = models.ForeignKey(
        "scoring.Decision",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        verbose_name="依据的决定",
        db_constraint=False,
    )
    reason = models.TextField("决定的理由", default="", blank=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "获奖"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", standing__isnull=True) | ~Q(state="waiting") & Q(standing__isnull=False),
                name="award_has_standing_unless_waiting",
                violation_error_message="授出的奖项须有获奖单位，待定的没有",
            )
        ]

    def __str__(self):
        return f"{self.rule} {self.get_state_display()}"
