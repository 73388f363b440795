"""Kinds an office can extend."""

from django.db import models


class Kind(models.Model):
    """A named kind with an English code for files and a Chinese name for the screen."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class RaterGroup(Kind):
    """Who rates: leaders, peers, heads of stations, departments, panel … scoring.md §0"""

    class Meta(Kind.Meta):
        verbose_name = "评委组"


class AwardKind(Kind):
    """What an award is: a cup, a prize of a class …"""

    is_cup = models.BooleanField("夺杯", default=False, help_text="夺杯村在排名里用金色标出（D0 3.3）")

    class Meta(Kind.Meta):
        verbose_name = "奖项种类"


class StageKind(Kind):
    """A stage of the procedure (D3 4); raters enter their sheets during the scoring stage."""

    is_scoring = models.BooleanField("打分阶段", default=False)

    class Meta(Kind.Meta):
        verbose_name = "阶段种类"
