"""The state of a background job, which the page fetches until it is finished."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.models import Job


def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment of one job, for whoever handed it in and colleagues of the same area.

    With the last fetch goes the event ``job-finished``, on which a page may reload what the job made.
    """
    job = get_object_or_404(Job.objects.select_related("created_by"), pk=pk)
    if not _may_see(request.user, job):
        raise Http404
    response = render(request, "core/_job.html", {"job": job})
    if job.finished_at:
        response["HX-Trigger"] = "job-finished"
    return response


def _may_see(user, job: Job) -> bool:
    if job.created_by is None:
        return False
    return job.created_by == user or (
        user.scope_prefix is not None and user.scope_prefix == job.created_by.scope_prefix
    )
