"""The tables of notices and objections, from which an app makes its own; what a notice is about is its business."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.notices import choices


class Notice(models.Model):
    """A text that is out for everybody from ``starts_on`` to ``ends_on``, both included."""

    MOVES = choices.NOTICE_MOVES
    NEEDS_REASON = choices.NOTICE_REASONS

    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    contact = models.CharField("受理电话和地址", max_length=120, blank=True)
    starts_on = models.DateField("公示开始")
    ends_on = models.DateField("公示截止")
    status = models.CharField("状态", max_length=10, choices=choices.NoticeStatus, default="open")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_dates",
                violation_error_message="公示截止不能早于开始",
            )
        ]

    def __str__(self):
        return self.title

    def is_over(self, today: date) -> bool:
        return self.ends_on < today


class Objection(models.Model):
    """What somebody says against a notice, and the answer. The app adds ``notice`` (``related_name="objections"``)."""

    MOVES = choices.OBJECTION_MOVES
    NEEDS_REASON = choices.OBJECTION_REASONS

    person = models.CharField("提出人", max_length=40)
    contact = models.CharField("联系方式", max_length=60)
    content = models.TextField("异议内容", max_length=2000)
    received_on = models.DateField("收到日期")
    status = models.CharField("状态", max_length=10, choices=choices.ObjectionStatus, default="open")
    reply = models.TextField("答复", blank=True, max_length=2000)
    reason = models.TextField("认定理由", blank=True, max_length=1000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | (Q(decided_at__isnull=False) & ~Q(reply="") & ~Q(reason="")),
                name="%(app_label)s_%(class)s_answered",
                violation_error_message="认定异议须写答复和理由",
            )
        ]

    def __str__(self):
        return f"{self.person}的异议"
