"""The order of all villages of a county, over the contests of its townships. C6, scoring.md §6"""

from django.db import models

from contests import querysets
from core.values.periods import PeriodKind
from scoring.models.tallies import of_result


class CountyRanking(models.Model):
    """One version of the county-wide order of all township contests of a period, made from frozen standings."""

    AREA_PATH = "area"

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name="县区")
    period_kind = models.CharField("周期", max_length=10, choices=PeriodKind)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("期次")
    version = models.PositiveSmallIntegerField("版本")
    digest = models.CharField("输入摘要", max_length=64)
    made_at = models.DateTimeField("时间")

    objects = querysets.CountyRankingQuerySet.as_manager()

    class Meta:
        verbose_name = "县级汇总"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "period_kind", "year", "number", "version"], name="county_ranking_version"
            )
        ]

    def __str__(self):
        return f"{self.area}{self.year}年第{self.number}期第{self.version}版"

    @property
    def title(self) -> str:
        return f"第 {self.version} 版"


class CountyRank(models.Model):
    """A standing's rank in the whole county."""

    AREA_PATH = "standing__entry__area"

    ranking = of_result("contests.CountyRanking", "县级汇总", "ranks", db_index=False)
    standing = of_result("scoring.Standing", "名次", "county_ranks")
    rank = models.PositiveIntegerField("全县名次")
    previous_rank = models.PositiveIntegerField("上期全县名次", null=True)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "全县名次"
        constraints = [models.UniqueConstraint(fields=["ranking", "standing"], name="county_rank_once")]
        indexes = [models.Index(fields=["ranking", "rank"], name="county_rank_order")]

    def __str__(self):
        return f"全县第{self.rank}名"
