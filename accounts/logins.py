"""The running log-ins of an account: listed for its owner, ended one by one or all together."""

import time
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import Login, User
from core.audit import trail
from core.security.origin import address_of, browser_of

IDLE, OVER = "idle", "over"
"""Why a session is at its end: nobody used it, or it is as old as a session may become."""


def end_of(session, now: int) -> str:
    """``IDLE``, ``OVER`` or "" while the session of somebody logged in may go on. ``now`` in seconds since 1970."""
    if now - session.get("since", now) > settings.SESSION_HOURS * 3600:
        return OVER
    return IDLE if now - session.get("seen", now) > settings.IDLE_TIMEOUT_MINUTES * 60 else ""


def current(user: User) -> list[Login]:
    """The log-ins that still hold, newest first, each with ``seen``: when it was last used, to the minute."""
    logins = list(user.logins.with_session().order_by("-started_at", "-pk"))
    sessions = {row.session_key: row.get_decoded() for row in Session.objects.filter(
        session_key__in=[login.session_key for login in logins]
    )}  # fmt: skip
    held, now = [], int(time.time())
    for login in logins:
        data = sessions.get(login.session_key, {})
        if data and not end_of(data, now):
            seen = data.get("seen")
            login.seen = datetime.fromtimestamp(seen, tz=UTC) if seen else login.started_at
            held.append(login)
    return held


@transaction.atomic
def end(logins) -> int:
    """End the log-ins of this queryset: their browsers have to log in again at the next click."""
    keys = list(logins.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    Login.objects.filter(session_key__in=keys).delete()
    return len(keys)


@transaction.atomic
def keep_only(user: User, *, old_key: str, new_key: str) -> None:
    """After a change of the password: this browser's session has a new key, all others end."""
    Login.objects.filter(session_key=old_key).update(session_key=new_key)
    end(user.logins.exclude(session_key=new_key))


@transaction.atomic
def forget() -> int:
    """Delete sessions whose time is over and the log-ins that have none."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return Login.objects.exclude(pk__in=Login.objects.with_session()).delete()[0]


# ---------------------------------------------------------------- whatever logs in or out, however it does
def _opened(sender, request, user, **kwargs) -> None:
    session = request.session
    if session.session_key is None:
        session.create()
    session["since"] = int(time.time())
    origin = {"address": address_of(request), "browser": browser_of(request.META.get("HTTP_USER_AGENT", ""))}
    Login.objects.update_or_create(session_key=session.session_key, defaults={"user": user, **origin})
    trail.note(request, trail.Access.LOGIN, user=user)


def _closed(sender, request, user, **kwargs) -> None:
    if user is None:
        return
    Login.objects.filter(session_key=request.session.session_key).delete()
    why = getattr(request, "timed_out", "")
    trail.note(request, trail.Access.TIMED_OUT if why else trail.Access.LOGOUT, user=user)


def watch() -> None:
    user_logged_in.connect(_opened, dispatch_uid="accounts.logins.opened")
    user_logged_out.connect(_closed, dispatch_uid="accounts.logins.closed")
