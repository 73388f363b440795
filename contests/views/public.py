"""Notices and results for everybody, without an account, where the county has switched it on; nothing else."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView, TemplateView
from django_htmx.http import HttpResponseClientRedirect

from contests.models import PublicAccess
from contests.reads.notices import public_notices
from contests.services import public as services
from contests.views.base import CountyOnlyMixin
from contests.views.notices import notice_context
from core.data.lifecycle import changes_of
from core.errors import TouyanError
from core.notices.choices import NOTICE_TONES
from core.pages.views import Action, ScopedMixin, typed

LISTED = 200
MAX_AGE = 300  # seconds


class _PublicMixin:
    """The same for whoever asks, so that it may be kept by any cache between; nothing is told of what is not public."""

    def get_queryset(self):
        if not PublicAccess.objects.filter(is_open=True).exists():
            raise Http404
        rows = public_notices().select_related("contest__area", "contest__scheme", "tally", "corrects")
        return rows.order_by("-published_at", "-pk")

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        response.render()
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        return get_conditional_response(self.request, etag=etag, response=response)


@method_decorator(login_not_required, name="dispatch")
class PublicListView(_PublicMixin, ListView):
    template_name = "public/notice_list.html"
    context_object_name = "notices"

    def get_queryset(self):
        rows = list(super().get_queryset()[:LISTED])
        for row in rows:
            row.tone = NOTICE_TONES[row.status]
        return rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"title": "擂台比武结果公示"}


@method_decorator(login_not_required, name="dispatch")
class PublicNoticeView(_PublicMixin, DetailView):
    template_name = "public/notice_detail.html"
    context_object_name = "notice"

    def get_context_data(self, **kwargs):
        tone = NOTICE_TONES[self.object.status]
        return super().get_context_data(**kwargs) | notice_context(self.object) | {
            "title": self.object.title, "tone": tone,
        }  # fmt: skip


# ---------------------------------------------------------------- the county's switch
class PublicAccessView(CountyOnlyMixin, ScopedMixin, TemplateView):
    """The county lets outsiders read, or no longer; every change is on record."""

    permission_required = "contests.open_results"
    template_name = "contests/public_access.html"
    title = "结果对外公开"

    @cached_property
    def is_open(self) -> bool:
        return services.is_open(self.request.user.acting.area)

    def get_crumbs(self):
        return [("比武", reverse("contests:contest_list"))]

    def get_state(self):
        yield "现在对外公开，不登录就能看" if self.is_open else "现在不对外公开，登录后才能看"

    def actions(self):
        area = self.request.user.acting.area
        if self.is_open:
            yield Action(
                "停止公开", f"{self.request.path}?to=closed", "eye-off", primary=True, reason=True,
                confirm=f"{area}的公示和结果不登录就看不到了，已发出去的网址打不开。",
            )  # fmt: skip
        else:
            yield Action(
                "对外公开", f"{self.request.path}?to=open", "eye", primary=True, reason=True,
                confirm=f"任何人不登录就能看{area}和各乡镇正在公示和已定稿的公示文；演练、筹备中和退回更正的不公开。",
            )  # fmt: skip

    def get_context_data(self, **kwargs):
        access = PublicAccess.objects.filter(area=self.request.user.acting.area).first()
        rows = list(changes_of(access).reverse()) if access else []
        for row in rows:
            row.label = PublicAccess.STEPS(row.target).label
        return super().get_context_data(**kwargs) | {"is_open": self.is_open, "steps": rows}

    def post(self, request):
        reason, wanted = typed(request.POST.get("reason", "")), request.GET.get("to")
        try:
            if wanted not in ("open", "closed"):  # what is wanted, and not the opposite of what is: two may press
                raise TouyanError("不知道要公开还是停止公开，请刷新后再点按钮")
            if not reason:
                raise TouyanError("请写明原因")
            services.set_access(
                area=request.user.acting.area, is_open=wanted == "open", user=request.user, reason=reason
            )
        except TouyanError as error:
            return render(request, "components/error.html", {"error": error}, status=422)
        messages.success(request, "已对外公开" if wanted == "open" else "已停止公开")
        return HttpResponseClientRedirect(request.path) if request.htmx else HttpResponseRedirect(request.path)
