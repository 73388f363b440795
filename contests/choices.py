"""States of what is a contest's own."""

from django.db import models

from areas.choices import Level


class Organiser(models.TextChoices):
    """Which office holds a kind of contest. C3"""

    TOWNSHIP = "township", "乡镇"
    COUNTY = "county", "县区"

    @classmethod
    def at(cls, level: int) -> "Organiser":
        return cls.COUNTY if level == Level.COUNTY else cls.TOWNSHIP


class NoticeKind(models.TextChoices):
    """What is published: a result with a period for objections, or what was wrong with a final one. O3"""

    RESULT = "result", "结果公示"
    CORRECTION = "correction", "更正公告"


class NoticeRows(models.TextChoices):
    """Which entries the table of a notice lists."""

    ALL = "all", "全部名次"
    WINNERS = "winners", "只列获奖的"


class AccessStep(models.TextChoices):
    """Whether outsiders read a county's results, from now on."""

    OPEN = "open", "对外公开"
    CLOSED = "closed", "不对外公开"
