"""What a form sends is done once, however often it arrives. issue 8 B6

Each page carries Django's forgery token under a mask of its own, so two equal requests with one masked token are one
press repeated: the button pressed twice, a slow line that sends again. The first writes a row with their digest in the
transaction of what it does; the second waits for that row, does nothing and is answered as the first was. Two tabs, or
one page sent again with something else in it, are two submissions. An answer that is no success (a faulty form, an
error) leaves no row: the same may be sent again.

The API needs none of this: it makes no rows but cells, which compare what was seen, and steps, which happen once.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from core.declare import Repeatable, declared
from core.models import Submission

KEPT_DAYS = 2  # a session ends within a day, and with it what its pages could send
MASKED_LENGTH = 64  # characters of a token as it stands in a page; programs may send the bare one, which stays the same
DONE_ALREADY = "刚才已经提交过，没有重复办理"


@cache
def repeatable() -> frozenset[str]:
    """The pages that are done again when they are sent again."""
    return frozenset(page for each in declared(Repeatable) for page in each.pages)


class SubmissionMiddleware:
    """Stands right before the view, behind all that may refuse the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or request.resolver_match.view_name in repeatable():
            return None
        key = _key(request)
        return _once(key, request, lambda: view(request, *args, **kwargs)) if key else None


def answered_again(response: HttpResponse, url: str, message: str) -> HttpResponse:
    """Mark a page that is shown once, such as a new password: who sends the form again comes to ``url`` instead."""
    response.submission = (url, message)
    return response


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Delete what can no longer be sent a second time."""
    forgotten, _ = Submission.objects.filter(at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return forgotten


# ---------------------------------------------------------------- which request is which
def _key(request: HttpRequest) -> str:
    """A digest of who sends what from which page, "" where the page's token is missing."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != MASKED_LENGTH:
        return ""
    fields = sorted((name, values) for name, values in request.POST.lists())
    files = [(name, each.name, _digest_of(each)) for name, given in request.FILES.lists() for each in given]
    sent = json.dumps([request.user.pk, request.get_full_path(), fields, sorted(files)])
    return hashlib.sha256(sent.encode()).hexdigest()


def _digest_of(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


# ---------------------------------------------------------------- once
def _once(key: str, request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    storage = messages.get_messages(request)
    told = len(_peek(storage))
    with transaction.atomic():
        row, is_first = Submission.objects.get_or_create(key=key)  # waits for the first one while that is under way
        if not is_first:
            return _answer_again(request, row)
        response = act()
        words = _peek(storage)[told:]
        if not _keep(row, response, words):
            row.delete()
        if response.status_code >= 500:
            transaction.set_rollback(True)
    return response


def _peek(storage) -> list:
    """The messages that wait to be shown, which they still are afterwards."""
    waiting = list(storage)
    storage.used = False
    return waiting


def _keep(row: Submission, response: HttpResponse, words: list) -> bool:
    """Note what the second is to be answered; False where this answer was no success."""
    if any(each.level >= messages.ERROR for each in words):
        return False
    if hasattr(response, "submission"):
        row.url, message = response.submission
        row.messages = [message]
    elif url := response.headers.get("Location") or response.headers.get("HX-Redirect"):
        row.url, row.messages = url, [str(each) for each in words]
    else:
        return False
    row.save()
    return True


def _answer_again(request: HttpRequest, row: Submission) -> HttpResponse:
    waiting = {str(each) for each in _peek(messages.get_messages(request))}
    for text in row.messages or [DONE_ALREADY]:
        if text not in waiting:  # the answer to the first has not come through: its message still waits
            messages.success(request, text)
    return HttpResponseClientRedirect(row.url) if request.htmx else HttpResponseRedirect(row.url)
