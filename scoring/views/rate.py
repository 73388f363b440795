"""Raters without an account: one code, one browser, their own sheets and nothing else. C5"""

from collections.abc import Iterable, Sequence

import pghistory
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from core.audit import trail
from core.errors import TouyanError
from core.pages.errors_views import HOME_KEY
from core.pages.views import Action
from core.security.origin import source_of
from scoring.choices import AssessmentStatus
from scoring.forms.raters import CodeForm
from scoring.models import Component, Rater, RaterCode, Sheet
from scoring.services import codes
from scoring.services.grid import grid_of
from scoring.views.seat import CellsMixin, ConflictMixin, MaterialMixin, PhoneMixin, SeatMixin, SubmitMixin
from scoring.views.sheet_files import ErrorsMixin, FileMixin, ImportMixin, RunMixin, UndoMixin, WorkbookMixin

SESSION_KEY = "rater_code"
UNSTORED = "private, no-store"
FRAME = "scoring/rate_frame.html"


def actor_of(code: RaterCode) -> str:
    """How a rater without an account is called in the auditor's list."""
    return f"评委 {code.rater.name}（代码 {code.pk} 号）"


@method_decorator(login_not_required, name="dispatch")
class RateEnterView(FormView):
    """Where the code is typed. Whoever is logged in on this device is logged out when the code is taken."""

    template_name = "scoring/rate_enter.html"
    form_class = CodeForm

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if codes.holder(request.session.get(SESSION_KEY)):
            return redirect("rate:sheets")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        try:
            code = codes.redeem(text=form.cleaned_data["code"], source=source_of(self.request))
        except TouyanError as error:
            counted = getattr(error, "counted", None)
            if counted:
                trail.note(self.request, trail.Access.FAILED, subject="评委代码不对")
            elif counted is not None:
                trail.note_refused(self.request, subject="评委代码：还没到时间又试，没有核对")
            form.add_error("code", error.message)
            return self.form_invalid(form)
        logout(self.request)
        session = self.request.session
        session[SESSION_KEY] = code.pk
        session[HOME_KEY] = ["回我的评分表", reverse("rate:enter")]
        trail.note(self.request, trail.Access.CODE, actor=actor_of(code), subject=str(code.rater.assessment))
        session.set_expiry(max(1, int((code.expires_at - timezone.now()).total_seconds())))
        return redirect("rate:sheets")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"title": "评委打分"}


@method_decorator(login_not_required, name="dispatch")
class CodeMixin(SeatMixin):
    """Pages of whoever entered a code: the rater comes from the session, never from the address."""

    writer = None

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if self.code is None:
            if request.accepts("text/html"):
                return redirect("rate:enter")
            return JsonResponse({"message": "代码已失效"}, status=401)
        request.actor = actor_of(self.code)  # for core.audit.trail
        with pghistory.context(rater=self.rater.pk, rater_name=self.rater.name, rater_code=self.code.pk):
            response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = UNSTORED
        return response

    @cached_property
    def code(self) -> RaterCode | None:
        return codes.holder(self.request.session.get(SESSION_KEY))

    @property
    def rater(self) -> Rater:
        return self.code.rater

    @property
    def subject(self) -> str:
        """Imports belong to the code: whoever has the seat after it does not see them."""
        return f"{super().subject}/{self.code.pk}"

    @cached_property
    def is_done(self) -> bool:
        """Whether the rater has handed in, or is let off, all there was."""
        return self.assessment.status != AssessmentStatus.DRAFT and not self.rater.sheets.missing().exists()

    def url(self, name: str) -> str:
        return reverse(f"rate:{name}", args=[self.component.pk])

    @property
    def home_url(self) -> str:
        return self.url("score_phone")

    @property
    def following(self) -> tuple[str, str] | None:
        open_ = Sheet.objects.open(timezone.localdate()).filter(rater=self.rater)
        sheet = open_.after(self.component, self.rater).first()
        return (f"下一份：{sheet.component}", reverse("rate:score_phone", args=[sheet.component_id])) if sheet else None


class RateSheetsView(CodeMixin, TemplateView):
    """The rater's components; with only one, its page at once."""

    template_name = "scoring/rate_sheets.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if len(self.components) == 1 and self.is_open:
            return redirect("rate:score_phone", self.components[0].pk)
        return super().get(request, *args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.assessment.status != AssessmentStatus.DRAFT

    @cached_property
    def components(self) -> list[Component]:
        rated = Component.objects.filter(scheme=self.assessment.scheme_id, rater_group=self.rater.group_id)
        return list(rated.order_by("order"))

    def get_context_data(self, **kwargs) -> dict:
        grids = [grid_of(assessment=self.assessment, component=each, rater=self.rater) for each in self.components]
        return super().get_context_data(**kwargs) | {
            "title": "我的评分表", "rater": self.rater, "code": self.code, "grids": grids if self.is_open else [],
            "is_done": self.is_done,
        }  # fmt: skip


class RatePhoneView(CodeMixin, PhoneMixin, TemplateView):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.assessment.status == AssessmentStatus.DRAFT:
            return redirect("rate:sheets")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "title": self.get_title(), "frame": FRAME, "rater": self.rater, "code": self.code,
            "is_done": self.is_done, "login_url": reverse("rate:enter"),
            "expired": "代码已失效，请重新输入代码后点重试",
        }  # fmt: skip


class RateCellsView(CodeMixin, CellsMixin, View):
    pass


class RateSubmitView(CodeMixin, SubmitMixin, View):
    pass


class PageMixin(CodeMixin):
    """Pages that accounts have as well, in the frame of the code's pages. Before them stands what they are."""

    def actions(self) -> Iterable[Action]:
        return ()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "title": self.get_title(), "state": self.get_state(), "actions": list(self.actions()), "has_head": True,
            "frame": FRAME, "rater": self.rater, "back": self.home_url,
        }  # fmt: skip


class RateConflictView(ConflictMixin, PageMixin, FormView):
    def get_title(self) -> str:
        return "声明回避"

    def get_state(self) -> Sequence[str]:
        return ["声明后不用再评，原因留存；撤销须由主办单位办理"]


class RateMaterialView(MaterialMixin, PageMixin, TemplateView):
    pass


@method_decorator(login_not_required, name="dispatch")
class CodeFileMixin(FileMixin, PageMixin):
    """Workbooks up and down, once scoring has begun."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if self.code and self.assessment.status == AssessmentStatus.DRAFT:
            return redirect("rate:sheets")
        return super().dispatch(request, *args, **kwargs)


class RateWorkbookView(WorkbookMixin, CodeFileMixin, View):
    pass


class RateImportView(ImportMixin, CodeFileMixin, FormView):
    pass


class RateRunView(RunMixin, CodeFileMixin, TemplateView):
    pass


class RateErrorsView(ErrorsMixin, CodeFileMixin, TemplateView):
    pass


class RateUndoView(UndoMixin, CodeFileMixin, TemplateView):
    pass


class RateLeaveView(CodeMixin, View):
    """Ends the session on this device; the code is used up."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect("rate:sheets")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        codes.end_codes(rater=self.rater, user=None, reason="评委本人退出")
        trail.note(request, trail.Access.LOGOUT, actor=request.actor)
        request.session.flush()
        return HttpResponseRedirect(reverse("rate:enter"))
