"""Tables of stages, from which an app makes its own; it adds what they belong to and their kind."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class Stage(models.Model):
    """A stage with its dates (both included). The app adds ``kind``, a table of kinds in their order."""

    starts_on = models.DateField("开始")
    ends_on = models.DateField("截止")

    class Meta:
        abstract = True

    def __str__(self):
        return self.kind.name

    def is_past(self, today: date) -> bool:
        return self.ends_on < today


class StagePlan(models.Model):
    """When a stage is held, in working days from the end of a period (``policy.proposed``)."""

    begins = models.SmallIntegerField("开始于")
    days = models.PositiveSmallIntegerField("工作日数")

    class Meta:
        abstract = True


def stage_dates(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__gte=F("starts_on")), name=name, violation_error_message="截止不能早于开始"
    )


def plan_days(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(begins=0) & Q(days__gte=1),
        name=name,
        violation_error_message="开始不能为 0，工作日数至少 1",
    )
