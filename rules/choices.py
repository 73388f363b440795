"""The life of a rule set."""

from django.db import models

UNSET = "unset"  # in a file: the document gives no value, the office must set it
LOCAL = "本地设定"  # the clause of a value that the office set itself


class RuleSetStatus(models.TextChoices):
    DRAFT = "draft", "草稿"
    IN_USE = "in_use", "已启用"
    RETIRED = "retired", "已停用"


RULE_SET_MOVES = {"draft": ("in_use",), "in_use": ("retired",), "retired": ("in_use",)}
