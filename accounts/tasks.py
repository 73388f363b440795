"""Celery's entry points of accounts."""

from celery import shared_task
from django.utils import timezone

from accounts import logins, services


@shared_task
def follow_successions() -> int:
    """Let roles follow areas that changed."""
    return services.follow_successions(today=timezone.localdate())


@shared_task
def forget_logins() -> int:
    """Sessions whose time is over go, and the log-ins that had them."""
    return logins.forget()
