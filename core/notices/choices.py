"""States of notices and objections, and the steps between them."""

from django.db import models

from core.data.steps import Step, moves_of, reasons_of


class NoticeStatus(models.TextChoices):
    OPEN = "open", "公示中"
    DONE = "done", "公示结束"
    WITHDRAWN = "withdrawn", "已撤回"
    CORRECTED = "corrected", "已更正"


class ObjectionStatus(models.TextChoices):
    OPEN = "open", "待答复"
    ACCEPTED = "accepted", "成立"
    REJECTED = "rejected", "不成立"


EXTEND = Step(name="extend", label="延长公示", sources=("open",), icon="calendar-plus", done="已延长")
OBJECT = Step(name="object", label="提出异议", sources=("open",), icon="message-exclamation", done="已登记")
END = Step(name="end", label="公示结束", sources=("open",), target="done")
WITHDRAW = Step(name="withdraw", label="撤回", sources=("open", "done"), target="withdrawn", reason=True)
CORRECT = Step(name="correct", label="更正", sources=("done", "corrected"), target="corrected")
NOTICE_STEPS = (EXTEND, OBJECT, END, WITHDRAW, CORRECT)

ANSWER = Step(name="decide", label="答复", sources=("open",), icon="gavel", done="已答复")
ACCEPT = Step(name="accept", label="成立", sources=("open",), target="accepted", reason=True)
REJECT = Step(name="reject", label="不成立", sources=("open",), target="rejected", reason=True)
OBJECTION_STEPS = (ANSWER, ACCEPT, REJECT)

NOTICE_TONES = {"open": "info", "done": "ok", "withdrawn": "bad", "corrected": "warn"}
OBJECTION_TONES = {"open": "warn", "accepted": "bad", "rejected": ""}
NOTICE_MOVES, NOTICE_REASONS = moves_of(NOTICE_STEPS), reasons_of(NOTICE_STEPS)
OBJECTION_MOVES, OBJECTION_REASONS = moves_of(OBJECTION_STEPS), reasons_of(OBJECTION_STEPS)
