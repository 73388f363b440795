"""The table of reminders, from which an app makes its own."""

from django.conf import settings
from django.db import models


class Reminding(models.Model):
    """What somebody was reminded of. The app adds what it is about and, with ``once_a_day``, that it is said once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="提醒谁")
    text = models.CharField("内容", max_length=300)
    day = models.DateField("日期")
    is_automatic = models.BooleanField("自动提醒", default=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发送人"
    )
    sent_at = models.DateTimeField("时间")
    seen_at = models.DateTimeField("知道了", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text


def once_a_day(*about: str, name: str) -> models.UniqueConstraint:
    """An automatic reminder of the same thing comes once a day."""
    return models.UniqueConstraint(
        fields=[*about, "user", "day"], condition=models.Q(is_automatic=True), name=name, nulls_distinct=False,
        violation_error_message="今天已经自动提醒过",
    )  # fmt: skip


def unseen_index(name: str) -> models.Index:
    return models.Index(fields=["user"], condition=models.Q(seen_at__isnull=True), name=name)
