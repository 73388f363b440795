"""Celery's entry points of contests."""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from contests.models import Contest
from contests.services import chasing, tally
from core.values.periods import Period


@shared_task
def tally_county(area_id: int, period: str, user_id: int | None = None) -> str:
    """Tally a county's closed contests of a period such as ``2026Q3``."""
    return tally.describe(
        tally.tally_due(
            area=Area.objects.get(pk=area_id),
            period=Period.parse(period),
            user=User.objects.filter(pk=user_id).first(),
        )
    )


@shared_task
def tally_contest(contest_id: int, user_id: int) -> str:
    """Tally one contest at its office's wish."""
    contest, user = Contest.objects.get(pk=contest_id), User.objects.get(pk=user_id)
    return tally.describe([tally.tally_contest(contest=contest, user=user)])


@shared_task
def remind_due() -> int:
    """Remind of what is due soon."""
    return chasing.remind_due(today=timezone.localdate())


@shared_task
def daily_tick() -> int:
    """Close what is overdue and hand in the tallies that are due."""
    return tally.close_overdue(today=timezone.localdate()) + len(tally.enqueue_due())
