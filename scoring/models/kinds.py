"""Kinds an office can extend."""

from django.db import models

from areas.kinds import Kind
from core.data.history import track


@track()
class RaterGroup(Kind):
    """Who rates: leaders, peers, heads of stations, departments, panel … scoring.md §0"""

    PURPOSE = "方案规定由谁评分"

    class Meta(Kind.Meta):
        verbose_name = "评委组"


@track()
class AwardKind(Kind):
    """What an award is: a cup, a prize of a class …"""

    PURPOSE = "方案规定设什么奖"
    SETTLED = ("is_cup",)

    is_cup = models.BooleanField("夺杯", default=False, help_text="夺杯的在排名里用金色标出（D0 3.3）")

    class Meta(Kind.Meta):
        verbose_name = "奖项种类"
