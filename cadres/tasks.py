"""Celery's entry points of cadres."""

from celery import shared_task
from django.utils import timezone

from cadres import services


@shared_task
def follow_successions() -> int:
    """Let files and posts follow areas that changed."""
    return services.follow_successions(today=timezone.localdate())
