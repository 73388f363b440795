"""Bonuses, ties and awards of a scheme. scoring.md §§5–7"""

from django.db import models
from django.db.models import F, Q

from core.data.history import track
from core.values.rounding import Rounding
from scoring import choices
from scoring.models.schemes import DEFERRED, Component, Dimension, Scheme, SchemePart, points_field

OTHER_POSTS = "其他干部"


@track()
class BonusGroup(models.Model):
    """Bonus items of which only the largest counts for one case. D3 5.1: 同一典型案例按就高原则加分"""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="bonus_groups", verbose_name="方案")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = "就高组"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="bonus_group_code", violation_error_message="就高组代码重复"
            )
        ]

    def __str__(self):
        return self.name


@track()
class BonusItem(SchemePart):
    """Points for (or against) each approved occurrence, or a veto (一票否决). scoring.md §5"""

    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    effect = models.CharField("作用", max_length=15, choices=choices.ItemEffect, default="points")
    points = points_field("每次分值", null=True, blank=True, help_text="加分为正，扣分为负；一票否决不填")
    low = points_field("最低分值", null=True, blank=True, help_text="每次登记时在范围内定分的，不填每次分值，填范围")
    high = points_field("最高分值", null=True, blank=True)
    cap = points_field("本项上限", null=True, blank=True, help_text="绝对值")
    group = models.ForeignKey(BonusGroup, models.SET_NULL, null=True, blank=True, verbose_name="就高组")
    dimension = models.ForeignKey(Dimension, models.SET_NULL, null=True, blank=True, verbose_name="计入维度")

    class Meta(SchemePart.Meta):
        verbose_name = "加扣分与否决项"
        default_related_name = "bonus_items"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="bonus_item_code", violation_error_message="加扣分项代码重复"
            ),
            models.CheckConstraint(
                condition=Q(effect="points", points__isnull=False, low__isnull=True, high__isnull=True) & ~Q(points=0)
                | Q(effect="points", points__isnull=True, low__isnull=False, high__isnull=False)
                & Q(high__gt=F("low"))
                & (Q(low__gte=0) | Q(high__lte=0))
                | ~Q(effect="points")
                & Q(points__isnull=True, low__isnull=True, high__isnull=True, cap__isnull=True, group__isnull=True),
                name="bonus_item_points",
                violation_error_message="加扣分项须填每次分值（不为 0），或同为加分、同为扣分的范围；"
                "一票否决不填分值、上限和就高组",
            ),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gte=0),
                name="bonus_item_cap",
                violation_error_message="上限请填 0 或正数",
            ),
            models.CheckConstraint(
                condition=~Q(effect="dimension_zero") | Q(dimension__isnull=False),
                name="bonus_item_zero_dimension",
                violation_error_message="“该维度记零分”须选维度",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def points_in_words(self) -> str:
        """+0.5, or +1 至 +5 where each occurrence has its own."""
        ends = [self.points] if self.points is not None else [self.low, self.high]
        return " 至 ".join(f"{end.normalize():+f}" if end else "0" for end in ends)


@track()
class TieBreak(SchemePart):
    """One link of the chain that parts equal final scores. scoring.md §6"""

    kind = models.CharField("比什么", max_length=15, choices=choices.TieKind)
    component = models.ForeignKey(Component, models.CASCADE, null=True, blank=True, verbose_name="评分项")
    dimension = models.ForeignKey(Dimension, models.CASCADE, null=True, blank=True, verbose_name="维度")

    class Meta(SchemePart.Meta):
        verbose_name = "同分排序"
        default_related_name = "tie_breaks"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "order"], name="tie_break_order", deferrable=DEFERRED,
                violation_error_message="同分排序的顺序重复，请刷新后再试",
            ),
            models.CheckConstraint(
                condition=Q(kind="component", component__isnull=False, dimension__isnull=True)
                | Q(kind="dimension", component__isnull=True, dimension__isnull=False)
                | Q(
                    kind__in=["bonus_count", "previous_rank", "unrounded"],
                    component__isnull=True, dimension__isnull=True,
                ),
                name="tie_break_target",
                violation_error_message="请选与“比什么”相符的评分项或维度",
            ),
        ]  # fmt: skip

    def __str__(self):
        return str(self.component or self.dimension or self.get_kind_display())


@track()
class AwardRule(SchemePart):
    """Who gets an award. D0 3.3 (top 10 % cup villages), scoring.md §7"""

    name = models.CharField("奖项", max_length=40)
    kind = models.ForeignKey("scoring.AwardKind", models.PROTECT, verbose_name="种类")
    group = models.CharField(
        "奖项组", max_length=40, blank=True, help_text="同组奖项在同一范围内，每个参赛单位最多得一个"
    )
    unit = models.CharField("评奖范围", max_length=10, choices=choices.AwardUnit, default="whole")
    places_by = models.CharField("名额", max_length=15, choices=choices.PlacesBy, default="share")
    share = models.DecimalField(
        "比例", max_digits=7, decimal_places=6, null=True, blank=True, help_text="0–1，如 0.1 表示前 10%"
    )
    number = models.PositiveSmallIntegerField(
        "个数", null=True, blank=True, help_text="固定名额、其他奖项的个数，或比上期前进的名次数"
    )
    rounding = models.CharField("取整", max_length=10, choices=Rounding, default=Rounding.UP)
    minimum = models.PositiveSmallIntegerField("至少", default=0)
    maximum = models.PositiveSmallIntegerField("至多", null=True, blank=True)
    minimum_participants = models.PositiveSmallIntegerField("至少参评数", default=1, help_text="不足则不设此奖")
    threshold = models.DecimalField(
        "分数线", max_digits=9, decimal_places=4, null=True, blank=True,
        help_text="全体、类别、乡镇按最终得分；按维度评奖填占该维度满分的比例 0–1",
    )  # fmt: skip
    counted_kind = models.ForeignKey(
        "scoring.AwardKind", models.PROTECT, null=True, blank=True, verbose_name="计数的奖项种类", related_name="+"
    )
    from_bottom = models.BooleanField("从末位数起", default=False)
    amount = models.DecimalField(
        "奖金或扣款（元）", max_digits=12, decimal_places=2, null=True, blank=True,
        help_text="扣款填负数，只用于从末位数起的",
    )  # fmt: skip
    recipient = models.CharField("奖给", max_length=10, choices=choices.Recipient, default="village")
    holder_share = models.DecimalField(
        "负责人所得比例", max_digits=5, decimal_places=4, null=True, blank=True, help_text="0–1，只在两者分享时填"
    )
    months = models.PositiveSmallIntegerField(
        "按月发放月数", null=True, blank=True, help_text="各职务金额按月发几个月；不填则一次发放"
    )
    tie_policy = models.CharField("末位并列", max_length=15, choices=choices.TiePolicy, default="include_all")
    shrink = models.BooleanField("并列多给的从同组后续奖项扣减", default=False)

    class Meta(SchemePart.Meta):
        verbose_name = "奖项规则"
        default_related_name = "award_rules"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "order"], name="award_rule_order", deferrable=DEFERRED,
                violation_error_message="奖项的顺序重复，请刷新后再试",
            ),
            models.CheckConstraint(
                condition=Q(
                    places_by="share", share__isnull=False, share__gt=0, share__lte=1,
                    number__isnull=True, threshold__isnull=True, counted_kind__isnull=True,
                )
                | Q(
                    places_by__in=["number", "improvement"], number__isnull=False, number__gte=1,
                    share__isnull=True, threshold__isnull=True, counted_kind__isnull=True,
                )
                | Q(
                    places_by="range", minimum__gte=1, maximum__isnull=False,
                    share__isnull=True, number__isnull=True, threshold__isnull=True, counted_kind__isnull=True,
                )
                | Q(
                    places_by="threshold", threshold__isnull=False,
                    share__isnull=True, number__isnull=True, counted_kind__isnull=True,
                )
                | Q(
                    places_by="award_count", number__isnull=False, number__gte=1, counted_kind__isnull=False,
                    share__isnull=True, threshold__isnull=True,
                ),
                name="award_rule_places",
                violation_error_message="按比例请填 0–1 的比例，固定名额填个数，幅度填至少和至多，分数线填分数，"
                "计数填种类和个数，前进名次填个数；不填其他方式的项",
            ),
            models.CheckConstraint(
                condition=Q(maximum__isnull=True) | Q(maximum__gte=F("minimum")),
                name="award_rule_bounds",
                violation_error_message="至多不能小于至少",
            ),
            models.CheckConstraint(
                condition=Q(recipient="both", holder_share__isnull=False, holder_share__gt=0, holder_share__lt=1)
                | ~Q(recipient="both") & Q(holder_share__isnull=True),
                name="award_rule_holder_share",
                violation_error_message="两者分享须填负责人所得比例（0–1），否则不填",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0) | Q(amount__lt=0, from_bottom=True),
                name="award_rule_amount",
                violation_error_message="奖金须大于 0；只有从末位数起的奖项可以填负数，即扣款",
            ),
            models.CheckConstraint(
                condition=Q(recipient="posts", amount__isnull=True)
                | ~Q(recipient="posts") & Q(months__isnull=True),
                name="award_rule_posts",
                violation_error_message="奖给各职务干部的，金额写在各职务里；其他的不填按月发放月数",
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1),
                name="award_rule_months",
                violation_error_message="按月发放至少 1 个月",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class AwardPost(SchemePart):
    """What an award gives the holder of a post (negative: takes); without a post: every other cadre. scoring.md §7"""

    rule = models.ForeignKey(AwardRule, models.CASCADE, verbose_name="奖项", related_name="posts")
    post = models.ForeignKey(
        "cadres.PostKind", models.PROTECT, null=True, blank=True, verbose_name="职务", related_name="+"
    )
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)

    class Meta(SchemePart.Meta):
        verbose_name = "各职务金额"
        default_related_name = "award_posts"
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "post"], name="award_post_once", violation_error_message="同一职务只写一次",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(amount=0), name="award_post_amount", violation_error_message="各职务的金额不能为 0"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.post or OTHER_POSTS} {self.amount}"
