"""The trail that auditors read: who came in, who failed to, and what was taken out. Append-only.

Nothing needs to remember it: ``TrailMiddleware`` notes every answer that is a download, whoever makes it, and every
printed list. An ``xlsx_response`` says how many rows it holds, and so does a printed list (``row_count``).
"""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.http import parse_header_parameters

from core.models import AccessRecord
from core.security.origin import address_of
from core.values.masks import redact

Access = AccessRecord.Access


def note(request, action: str, *, user=None, actor: str = "", subject: str = "", count: int | None = None) -> None:
    """Write down that ``user`` (the one logged in unless given) did ``action``; ``actor`` names who has no account."""
    if user is None and not actor and request.user.is_authenticated:
        user = request.user
    acting = user.acting if user and getattr(request, "user", user) == user else None  # not of whoever is guessed at
    AccessRecord.objects.create(
        action=action, user=user, actor=actor or (f"{user.name}（{user.username}）" if user else ""),
        acting=acting.label[:_length("acting")] if acting else "", address=address_of(request),
        subject=redact(subject)[:_length("subject")], page=redact(request.get_full_path())[:_length("page")],
        count=count,
    )  # fmt: skip


def note_refused(request, *, user=None, subject: str = "还没到时间又试，没有核对") -> None:
    """A try that came while one had to wait and was not looked at; one line a minute, or tries would fill the trail."""
    since = timezone.now() - timedelta(minutes=1)
    same = AccessRecord.objects.filter(at__gt=since, action=Access.DELAYED, address=address_of(request), user=user)
    if not same.filter(subject=subject).exists():
        note(request, Access.DELAYED, user=user, subject=subject)


def _length(field: str) -> int:
    return AccessRecord._meta.get_field(field).max_length


class TrailMiddleware:
    """Notes what leaves the system. Public pages know nobody, and nobody is noted for them.

    A page of a rater with a one-time code says in ``request.actor`` who it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        actor = getattr(request, "actor", "")
        if response.status_code == 200 and (actor or request.user.is_authenticated):
            self.look_at(request, response, actor)
        return response

    def look_at(self, request, response, actor: str) -> None:
        count = getattr(response, "row_count", None)
        disposition = response.headers.get("Content-Disposition", "")
        if disposition.startswith("attachment"):
            action = Access.DOWNLOAD if count is None else Access.EXPORT
            note(request, action, actor=actor, subject=_filename(disposition), count=count)
        elif count is not None:
            title = (getattr(response, "context_data", None) or {}).get("title", "")
            note(request, Access.PRINT, actor=actor, subject=str(title), count=count)


def _filename(disposition: str) -> str:
    """The name of the file, however it is written in the head."""
    return parse_header_parameters(disposition)[1].get("filename", "")


def of_all() -> models.QuerySet:
    """The log belongs to no area, so it is not scoped: the auditor's verb alone opens it."""
    return AccessRecord.objects.order_by("-at", "-pk")


def revealed(number: str) -> models.QuerySet:
    """Who saw a sensitive value of the row whole whose number ``subject`` begins with; newest first."""
    return of_all().filter(action=Access.REVEAL, subject__startswith=f"{number} ")
