"""Celery's entry points of accounts."""

from celery import shared_task
from django.utils import timezone

from accounts import services


@shared_task
def follow_successions() -> int:
    """Let roles follow areas that changed."""
    return services.follow_successions(today=timezone.localdate())
