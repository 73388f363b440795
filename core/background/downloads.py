"""Long exports as jobs: the page itself is asked again by the worker, as its user, and what it gives waits for a day.

So a page needs nothing for it: columns, filters, scope and verbs are those of the page. ux.md page 8
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from core.background import jobs
from core.errors import TouyanError
from core.files import excel
from core.models import ATTACHMENT_NAME_LENGTH, Download, Job
from core.pages.context import chosen_period

TASK = "core.tasks.export_page"
ACTING = "acting_id"  # in the arguments of every task that makes a file: the role in which it was asked for


def hand_in(*, request: HttpRequest, title: str, rows: int) -> Job:
    """Have the page at this address exported by a worker; asked for again before that is done, it is the same job."""
    path = request.get_full_path()
    period = str(chosen_period(request))
    return ask(
        TASK, user=request.user, title=f"导出：{title}", path=path, user_id=request.user.pk, period=period, rows=rows,
        key=f"export {period} {hashlib.sha256(path.encode()).hexdigest()}",
    )  # fmt: skip


def ask(task: str, *, user, title: str, key: str, **kwargs) -> Job:
    """Have a task make a file (``keep``) for ``user``, who finds it in 我的下载 in the role acted in now."""
    kwargs = kwargs | {ACTING: user.acting.pk}
    return jobs.enqueue(task, kwargs=kwargs, key=f"{key} {user.pk} {user.acting.pk}", user=user, title=title[:200])


def keep(*, filename: str, content: bytes) -> str:
    """Inside such a task: keep its file for whoever asked; returns how long, as the task's result."""
    Download.objects.create(
        job_id=jobs.current_id(), filename=filename[-ATTACHMENT_NAME_LENGTH:], content=content, size=len(content),
        expires_at=timezone.now() + timedelta(hours=settings.DOWNLOAD_HOURS),
    )  # fmt: skip
    return f"保留 {settings.DOWNLOAD_HOURS} 小时"


def export(*, path: str, user_id: int, acting_id: int, period: str, rows: int) -> str:
    """Inside the job: ask the page, keep its workbook. ``TouyanError`` where the user may no longer see it."""
    user = get_user_model().objects.get(pk=user_id)
    user.acting_id = acting_id
    request = RequestFactory().get(path)
    request.user, request.session, request.htmx = user, {"period": period}, False
    request.exported_rows = rows  # the page is not to hand it in again
    match = request.resolver_match = resolve(request.path_info)
    if not user.is_active or user.acting is None or user.acting.pk != acting_id:
        raise TouyanError("账号或角色已经变了，没有导出，请重新操作")
    token = excel.written.set(lambda done: jobs.progress(min(done, rows), rows))
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied) as error:
        raise TouyanError("这一页您已经不能看了，没有导出") from error
    finally:
        excel.written.reset(token)
    if not isinstance(response, FileResponse):
        raise TouyanError("没有可以导出的内容，请回到那一页再试")
    return keep(filename=response.filename, content=b"".join(response.streaming_content))


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Delete the files whose day is over; the jobs stay on record."""
    return Download.objects.filter(expires_at__lt=now).delete()[0]
