"""The life of a rule set."""

from django.db import models

from core.data.steps import Step, moves_of

UNSET = "unset"  # in a file: the document gives no value, the office must set it
LOCAL = "本地设定"  # the clause of a value that the office set itself


class RuleSetStatus(models.TextChoices):
    DRAFT = "draft", "草稿"
    IN_USE = "in_use", "已启用"
    RETIRED = "retired", "已停用"


USE = Step(name="use", label="启用", sources=("draft",), target="in_use", icon="check")
REUSE = Step(name="reuse", label="重新启用", sources=("retired",), target="in_use", icon="check")
RETIRE = Step(name="retire", label="停用", sources=("in_use",), target="retired", reason=False, icon="player-stop")
DELETE = Step(name="delete", label="删除", sources=("draft",), icon="trash", done="草稿已删除")

RULE_SET_MOVES = moves_of((USE, REUSE, RETIRE, DELETE))
