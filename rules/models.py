"""What every rule set has. architecture.md decision 5

An app makes its own table of ``RuleSet`` with the figures its rules need, tables of rows that refer to it, and a table
of ``RuleNote`` whose foreign key has the related name ``notes``; ``rules.content.Format`` says how these are written.
"""

from django.conf import settings
from django.db import models

from core.models import Versioned
from rules.choices import RULE_SET_MOVES, RuleSetStatus
from rules.querysets import RuleSetQuerySet


def one_edition(name: str, what: str) -> models.UniqueConstraint:
    """Within an area, code and year editions are numbered."""
    return models.UniqueConstraint(
        fields=["area", "code", "year", "edition"],
        name=name,
        violation_error_message=f"本区域该年度已有相同代码和版本的{what}",
    )


class RuleSet(Versioned):
    """Rules of an area and a year; frozen when put to use, then copied for a new edition."""

    AREA_PATH = "area"
    MOVES = RULE_SET_MOVES

    area = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="适用区域")
    code = models.SlugField("代码", max_length=40, help_text="同一方案各版本代码相同，用于导出文件名")
    name = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    edition = models.PositiveSmallIntegerField("版本", default=1)
    status = models.CharField("状态", max_length=10, choices=RuleSetStatus, default="draft")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, verbose_name="复制自")
    basis = models.CharField("依据文件", max_length=200, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-year", "code", "-edition"]

    def __str__(self):
        return f"{self.name}（{self.year}年第{self.edition}版）"

    @property
    def is_frozen(self) -> bool:
        return self.status != RuleSetStatus.DRAFT


class RuleNote(models.Model):
    """Where a value comes from: its clause, or that the document gives none and the office must set it.

    ``path`` names the value as the exported file does: ``components.observation.weight``.
    """

    path = models.CharField("位置", max_length=120)
    clause = models.CharField("条款", max_length=120, blank=True)
    is_unset = models.BooleanField("原文未规定，须由本地设定", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = "条款出处"
        ordering = ["path"]

    def __str__(self):
        return f"{self.path}：{self.clause or self._meta.get_field('is_unset').verbose_name}"
