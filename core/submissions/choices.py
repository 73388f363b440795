"""States of what is handed in, and the steps between them."""

from django.db import models

from core.data.steps import Step, moves_of, reasons_of


class SubmissionStatus(models.TextChoices):
    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "待核准"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已核准"


OPEN = (SubmissionStatus.DRAFT, SubmissionStatus.RETURNED)
"""States in which whoever fills it in writes."""

SUBMIT = Step(name="submit", label="提交", sources=OPEN, target="submitted", icon="send", done="已提交")
RETURN = Step(
    name="return", label="退回修改", sources=("submitted", "approved"), target="returned", reason=True,
    icon="arrow-back-up", done="已退回修改",
)  # fmt: skip
APPROVE = Step(
    name="approve", label="核准", sources=("submitted",), target="approved", icon="check", done="已核准"
)  # fmt: skip
WITHDRAW = Step(name="withdraw", label="撤回", sources=OPEN, icon="trash", done="已撤回")

STEPS = (SUBMIT, RETURN, APPROVE, WITHDRAW)
MOVES, REASONS = moves_of(STEPS), reasons_of(STEPS)
TONES = {"draft": "line", "submitted": "info", "returned": "warn", "approved": "ok"}
