"""Kinds an office can extend."""

from django.db import models

from areas.kinds import Kind
from core.data.history import track


@track()
class StageKind(Kind):
    """A stage of the procedure (D3 4); raters enter their sheets during the scoring stage."""

    PURPOSE = "安排比武各阶段的日期"
    DECLARATION, NOTICE = "declaration", "notice"
    SETTLED = ("is_scoring",)
    RULED = frozenset({NOTICE})

    is_scoring = models.BooleanField("打分阶段", default=False, help_text="评委在这一阶段填评分表，每场比武只有一个")

    class Meta(Kind.Meta):
        verbose_name = "阶段种类"
