"""Schemes: how an assessment is scored, as data. scoring.md §§1–7"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.data.history import track
from rules.models import RuleNote, RuleSet, one_edition
from scoring import choices

DEFERRED = models.Deferrable.DEFERRED  # so that rows can swap places


def points_field(label: str, **options) -> models.DecimalField:
    """Points or weights: up to 99,999.9999."""
    return models.DecimalField(label, max_digits=9, decimal_places=4, **options)


@track()
class Scheme(RuleSet):
    """How an assessment is scored. D3 3"""

    subject = models.CharField("参赛对象", max_length=10, choices=choices.Subject, default="village")

    full_mark = points_field("满分", default=100, validators=[MinValueValidator(1)])
    base_points = points_field("基础分", default=0)
    decimals = models.PositiveSmallIntegerField("得分小数位", default=2, validators=[MaxValueValidator(8)])
    point_decimals = models.PositiveSmallIntegerField("打分小数位", default=1, validators=[MaxValueValidator(2)])
    round_components = models.PositiveSmallIntegerField(
        "各项先保留小数位", null=True, blank=True, validators=[MaxValueValidator(8)], help_text="不填则各项不先取舍"
    )
    exclusion_level = models.CharField("回避", max_length=10, choices=choices.ExclusionLevel, default="village")
    allow_negative = models.BooleanField("允许负分", default=False)
    cap_at_full_mark = models.BooleanField("最高不超过满分", default=False)
    bonus_cap = points_field("加分合计上限", null=True, blank=True)
    deduction_cap = points_field("扣分合计上限", null=True, blank=True)

    class Meta(RuleSet.Meta):
        abstract = False
        verbose_name = "评分方案"
        constraints = [
            one_edition("scheme_edition", "方案"),
            models.CheckConstraint(
                condition=Q(full_mark__gt=0), name="scheme_full_mark_positive", violation_error_message="满分须大于 0"
            ),
            models.CheckConstraint(
                condition=(Q(bonus_cap__isnull=True) | Q(bonus_cap__gte=0))
                & (Q(deduction_cap__isnull=True) | Q(deduction_cap__gte=0)),
                name="scheme_caps_not_negative",
                violation_error_message="上限请填 0 或正数",
            ),
        ]

    @property
    def words(self) -> choices.Words:
        """How the screen speaks of those who compete."""
        return choices.SUBJECT_WORDS[self.subject]

    def get_absolute_url(self) -> str:
        return reverse("scoring:scheme_detail", args=[self.pk])


class SchemePart(models.Model):
    """A row that belongs to a scheme and is frozen with it (by trigger)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, verbose_name="方案")
    order = models.PositiveSmallIntegerField("顺序", default=1)

    class Meta:
        abstract = True
        ordering = ["scheme_id", "order"]


@track()
class Dimension(SchemePart):
    """A flag or field of work the points belong to (D0: three red flags; D3: five assessments)."""

    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)

    class Meta(SchemePart.Meta):
        verbose_name = "维度"
        default_related_name = "dimensions"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="dimension_code",
                violation_error_message="维度代码重复",
            ),
            models.UniqueConstraint(
                fields=["scheme", "order"], name="dimension_order", deferrable=DEFERRED,
                violation_error_message="维度的顺序重复，请刷新后再试",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class Indicator(SchemePart):
    """What raters give points for, with its maximum."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, verbose_name="维度", related_name="indicators")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    maximum = points_field("满分")
    guidance = models.TextField("评分说明", blank=True)
    categories = models.ManyToManyField(
        "areas.Category", blank=True, verbose_name="适用村类别", related_name="+", help_text="不选则各村都适用"
    )

    class Meta(SchemePart.Meta):
        verbose_name = "指标"
        default_related_name = "indicators"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="indicator_code",
                violation_error_message="指标代码重复",
            ),
            models.UniqueConstraint(
                fields=["scheme", "order"], name="indicator_order", deferrable=DEFERRED,
                violation_error_message="指标的顺序重复，请刷新后再试",
            ),
            models.CheckConstraint(
                condition=Q(maximum__gt=0), name="indicator_maximum_positive", violation_error_message="满分须大于 0"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class IndicatorLevel(SchemePart):
    """A level of an indicator with its point range, such as 好 8–10: guidance to raters. scoring.md §1"""

    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="指标", related_name="levels")
    name = models.CharField("等次", max_length=20)
    low = points_field("最低分")
    high = points_field("最高分")

    class Meta(SchemePart.Meta):
        verbose_name = "指标等次"
        default_related_name = "indicator_levels"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "order"], name="indicator_level_order", deferrable=DEFERRED,
                violation_error_message="等次的顺序重复，请刷新后再试",
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0) & Q(high__gte=F("low")),
                name="indicator_level_range",
                violation_error_message="最高分不能小于最低分，最低分不能小于 0",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class Component(SchemePart):
    """One way of rating with its own raters: field observation, peer review, leader comment … D0 3.3"""

    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    short_name = models.CharField("简称", max_length=8, help_text="排名表的列名，如“观摩”")
    kind = models.CharField("分数来源", max_length=10, choices=choices.component_kinds, default="rated")
    rater_group = models.ForeignKey(
        "scoring.RaterGroup",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="评委组",
        help_text="只有评委打分的项选",
    )
    is_second_round = models.BooleanField(
        "第二轮", default=False, help_text="初次计分以后才开始打分，评委先看初次名次；初次计分时其余各项放大到满分"
    )
    coverage = models.CharField("打分内容", max_length=10, choices=choices.Coverage, default="all")
    indicators = models.ManyToManyField(Indicator, blank=True, verbose_name="指标", help_text="只在“部分指标”时选")
    overall_maximum = points_field("总分上限", null=True, blank=True, help_text="只在“只打一个总分”时填，一般 100")
    combine = models.CharField("汇总方法", max_length=10, choices=choices.Combine, default="mean")
    drop_high = models.PositiveSmallIntegerField("去掉最高个数", default=0)
    drop_low = models.PositiveSmallIntegerField("去掉最低个数", default=0)
    weight = points_field("权重", null=True, blank=True, help_text="占最终得分的分数；累加项不填")
    factor = points_field("系数", null=True, blank=True, help_text="只在“累加”时填")
    minimum_sheets = models.PositiveSmallIntegerField("最少份数", default=1, validators=[MinValueValidator(1)])
    too_few = models.CharField("份数不足时", max_length=10, choices=choices.TooFew, default="refuse")

    class Meta(SchemePart.Meta):
        verbose_name = "评分项"
        default_related_name = "components"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="component_code",
                violation_error_message="评分项代码重复",
            ),
            models.UniqueConstraint(
                fields=["scheme", "order"], name="component_order", deferrable=DEFERRED,
                violation_error_message="评分项的顺序重复，请刷新后再试",
            ),
            models.CheckConstraint(
                condition=Q(combine="sum", weight__isnull=True, factor__isnull=False)
                | (~Q(combine="sum") & Q(weight__isnull=False, weight__gt=0, factor__isnull=True)),
                name="component_weight_or_factor",
                violation_error_message="累加项填系数、不填权重；其余各项填权重、不填系数",
            ),
            models.CheckConstraint(
                condition=Q(combine="trimmed") | Q(drop_high=0, drop_low=0),
                name="component_drops_only_when_trimmed",
                violation_error_message="只有“去掉最高最低后平均”才填去掉的个数",
            ),
            models.CheckConstraint(
                condition=~Q(combine="sum", too_few="plain_mean"),
                name="component_sum_has_no_plain_mean",
                violation_error_message="累加项份数不足时不能改用普通平均",
            ),
            models.CheckConstraint(
                condition=(Q(coverage="overall") & Q(overall_maximum__isnull=False, overall_maximum__gt=0))
                | (~Q(coverage="overall") & Q(overall_maximum__isnull=True)),
                name="component_overall_maximum",
                violation_error_message="“只打一个总分”须填总分上限，其余不填",
            ),
            models.CheckConstraint(
                condition=Q(minimum_sheets__gte=1),
                name="component_minimum_sheets",
                violation_error_message="最少份数不能小于 1",
            ),
            models.CheckConstraint(
                condition=Q(kind="rated", rater_group__isnull=False)
                | ~Q(kind="rated") & Q(rater_group__isnull=True, combine__in=["mean", "sum"], is_second_round=False),
                name="component_rater_group",
                violation_error_message="评委打分的项须选评委组；其他来源的项不选评委组、不设第二轮，只能按权重或累加",
            ),
            models.CheckConstraint(
                condition=~Q(kind="carried") | Q(coverage="overall"),
                name="component_carried_is_overall",
                violation_error_message="取自以往得分的项只有一个总分",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def is_rated(self) -> bool:
        return self.kind == choices.ComponentKind.RATED

    @property
    def is_counting(self) -> bool:
        return self.combine == choices.Combine.SUM


@track()
class Measure(SchemePart):
    """How the recorded figure of an indicator (or of a component's one overall field) becomes points. scoring.md §1"""

    component = models.ForeignKey(Component, models.CASCADE, verbose_name="评分项", related_name="measures")
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, null=True, blank=True, verbose_name="指标", related_name="measures"
    )
    method = models.CharField("算法", max_length=15, choices=choices.Method, default="direct")
    unit = models.CharField("单位", max_length=20, blank=True)
    zero = models.DecimalField("零分值", max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(
        "满分值", max_digits=18, decimal_places=4, null=True, blank=True, help_text="参赛单位可另定自己的目标"
    )
    less_is_better = models.BooleanField("越小越好", default=False, help_text="只用于按名次")
    source = models.ForeignKey(
        "areas.IndicatorKind", models.PROTECT, null=True, blank=True, verbose_name="取自村情指标", related_name="+",
        help_text="选了就读村情里同一年的数值，不用录入",
    )  # fmt: skip

    class Meta(SchemePart.Meta):
        verbose_name = "指标算法"
        default_related_name = "measures"
        constraints = [
            models.UniqueConstraint(
                fields=["component", "indicator"],
                name="measure_once",
                violation_error_message="这个指标已有算法",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(method="proportional", zero__isnull=False, target__isnull=False) & ~Q(zero=F("target"))
                | ~Q(method="proportional") & Q(zero__isnull=True, target__isnull=True),
                name="measure_zero_and_target",
                violation_error_message="按比例的须填零分值和满分值，两者不能相等；其他算法不填",
            ),
            models.CheckConstraint(
                condition=Q(less_is_better=False) | Q(method="rank"),
                name="measure_less_is_better",
                violation_error_message="“越小越好”只用于按名次；按比例的把满分值填得比零分值小",
            ),
        ]

    def __str__(self):
        return self.indicator.name if self.indicator else self.component.name


@track()
class MeasureBand(SchemePart):
    """A band of figures and its points: from ``lower`` (none: any figure) up to the next band's. scoring.md §1"""

    measure = models.ForeignKey(Measure, models.CASCADE, verbose_name="指标算法", related_name="bands")
    lower = models.DecimalField("从（含）", max_digits=18, decimal_places=4, null=True, blank=True)
    points = points_field("得分")

    class Meta(SchemePart.Meta):
        verbose_name = "分档"
        default_related_name = "measure_bands"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "lower"],
                name="measure_band_lower",
                violation_error_message="分档的起点重复",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0), name="measure_band_points", violation_error_message="得分不能小于 0"
            ),
        ]

    def __str__(self):
        return f"{self.lower}起 {self.points}"


class Field(models.Model):
    """One column of a component's sheet; made when the scheme is put to use. No indicator: the overall score."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="fields", verbose_name="评分项")
    order = models.PositiveSmallIntegerField("顺序")
    indicator = models.ForeignKey(Indicator, models.CASCADE, null=True, related_name="fields", verbose_name="指标")
    maximum = points_field("满分")

    class Meta:
        verbose_name = "评分栏"
        ordering = ["component_id", "order"]
        constraints = [models.UniqueConstraint(fields=["component", "order"], name="field_order")]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.indicator.name if self.indicator else "总分"


@track()
class SchemeNote(RuleNote):
    """Where a value of the scheme comes from."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="notes", verbose_name="方案")

    class Meta(RuleNote.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "path"], name="scheme_note_path", violation_error_message="这一处已有条款出处"
            )
        ]
