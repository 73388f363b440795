"""The state of a background job, which the page fetches until it is finished; what jobs have made to be downloaded."""

from io import BytesIO

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from core.background import jobs
from core.background.downloads import ACTING
from core.errors import TouyanError
from core.files.excel import CONTENT_TYPE
from core.models import Download, Job
from core.pages.views import safe_next
from core.values.filenames import file_name

SHOWN = 50


def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment of one job, for whoever handed it in and colleagues of the same area.

    With the last fetch goes the event ``job-finished``, on which a page may reload what the job made.
    """
    job = get_object_or_404(Job.objects.select_related("created_by", "download").defer("download__content"), pk=pk)
    if not _may_see(request.user, job):
        raise Http404
    response = render(request, "core/_job.html", {"job": job})
    if job.finished_at:
        response["HX-Trigger"] = "job-finished"
    return response


def _may_see(user, job: Job) -> bool:
    if job.created_by is None or (ACTING in job.kwargs and job.created_by != user):
        return False
    return job.created_by == user or (
        user.scope_prefix is not None and user.scope_prefix == job.created_by.scope_prefix
    )


class JobCancelView(View):
    """Ends a job that one handed in."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Job, pk=pk, created_by=request.user)
        return HttpResponseRedirect(reverse("core:download_list"))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job, pk=pk, created_by=request.user)
        try:
            jobs.cancel(job)
            messages.success(request, "已取消，什么也没有改")
        except TouyanError as error:
            messages.error(request, error.message)
        back = safe_next(request, request.headers.get("Referer", ""))
        return HttpResponseRedirect(back or reverse("core:download_list"))


class DownloadListView(TemplateView):
    """我的下载: one's own files under way and ready. ux.md page 8"""

    template_name = "core/download_list.html"

    def get_context_data(self, **kwargs) -> dict:
        now = timezone.now()
        own = Job.objects.filter(created_by=self.request.user, kwargs__has_key=ACTING)
        shown = own.filter(Q(finished_at=None) | Q(download__expires_at__gt=now) | Q(status=Job.Status.FAILED))
        exports = list(shown.select_related("download").defer("download__content").order_by("-pk")[:SHOWN])
        ready = sum(1 for job in exports if hasattr(job, "download"))
        under_way = sum(1 for job in exports if not job.finished_at)
        state = [f"{ready} 个可以下载"] + ([f"{under_way} 个正在导出"] if under_way else [])
        return super().get_context_data(**kwargs) | {"title": "我的下载", "state": state, "jobs": exports}


class DownloadView(View):
    """One finished workbook, for whoever asked for it and still has the role in which they did."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        own = Download.objects.filter(job__created_by=request.user, expires_at__gt=timezone.now())
        found = get_object_or_404(own.select_related("job"), pk=pk)
        if found.job.kwargs.get(ACTING) not in {held.pk for held in request.user.current_assignments}:
            raise Http404
        response = FileResponse(
            BytesIO(bytes(found.content)),
            as_attachment=True,
            filename=file_name(found.filename),
            content_type=CONTENT_TYPE if found.filename.endswith(".xlsx") else None,
        )
        response.row_count = found.job.kwargs.get("rows")  # for core.audit.trail
        return response
