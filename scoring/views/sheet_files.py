"""A rater's sheets as a workbook, down and up: for the rater, with account or code, and for the office."""

from collections.abc import Sequence
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View
from django_htmx.http import HttpResponseClientRedirect

from core.errors import TouyanError
from core.files import imports
from core.files.excel import CONTENT_TYPE, xlsx_response
from core.models import ImportRun
from core.pages.views import Action, error_html, figures, typed
from core.values.filenames import file_name
from scoring.forms.sheet_files import WorkbookForm
from scoring.services import sheet_files
from scoring.services.sheet_files import KIND, Target
from scoring.views.grid import GridMixin

SHOWN = 500  # items of a tab


class FileMixin:
    """On top of a ``SeatMixin``: its sheets."""

    @property
    def sheets(self) -> Target:
        return Target(**self.target)


class WorkbookMixin(FileMixin):
    """Down."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        name = f"{self.assessment}_{self.component}_{self.rater.group}{self.rater.seat}号{self.rater.name}"
        return xlsx_response(sheet_files.specs(self.grid), f"{name}_{timezone.localtime():%m%d%H%M}")


class ImportMixin(FileMixin):
    """Up: the workbook is read and shown, nothing is written yet."""

    form_class = WorkbookForm
    template_name = "components/form_page.html"

    def get_title(self) -> str:
        return f"导入评分表：{self.component} {self.rater}"

    def get_state(self) -> Sequence[str]:
        return ["先下载评分表，填好后在这里上传；上传后先预览，确认才写入", "空白的格不动原来的分"]

    def actions(self):
        if self.undoable:
            yield Action(self.undoable[0], self.undoable[1], "arrow-back-up")
        yield Action("下载评分表", self.url("score_workbook"), "download")

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.writer}

    def form_valid(self, form) -> HttpResponse:
        upload = form.cleaned_data["file"]
        try:
            content, sheets = imports.read(upload)
            items = sheet_files.preview(target=self.sheets, sheets=sheets, user=self.writer)
            if not items:
                raise TouyanError("表里没有填分")
        except TouyanError as error:
            form.add_error("file", error.message)
            return self.form_invalid(form)
        run = imports.keep(
            kind=KIND, subject=self.subject, upload=upload, content=content, items=items, user=self.writer
        )  # fmt: skip
        return HttpResponseRedirect(run_url(self, "score_import_run", run))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"submit_label": "上传并预览", "cancel_url": self.home_url}


def run_url(view, name: str, run: ImportRun) -> str:
    return f"{view.url(name)}?run={run.pk}"


class RunMixin(FileMixin):
    """The preview, and after the confirmation the receipt. Only for whoever uploaded it."""

    template_name = "components/import_run.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if "run" not in request.GET:
            return HttpResponseRedirect(self.url("score_import"))
        return super().get(request, *args, **kwargs)

    @cached_property
    def run(self) -> ImportRun:
        number = self.request.GET.get("run", "")
        own = ImportRun.objects.filter(kind=KIND, created_by=self.writer, subject=self.subject)
        return get_object_or_404(
            own, pk=int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
        )

    @property
    def here(self) -> str:
        return run_url(self, "score_import_run", self.run)

    def get_title(self) -> str:
        return f"导入预览：{self.component} {self.rater}" if not self.run.confirmed_at else "导入回执"

    def actions(self):
        if self.run.can_undo:
            question = f"“{self.run.filename}”导入的格都改回导入以前的分；导入以后有一格改过就不能撤销。"
            yield Action(
                "撤销导入", run_url(self, "score_import_undo", self.run), "arrow-back-up", confirm=question, reason=True
            )
        if self.run.confirmed_at:
            yield Action("去检查并提交", self.home_url, "arrow-right", primary=True)

    @cached_property
    def items(self) -> dict[str, list[imports.Item]]:
        return imports.items_of(self.run)

    def get_state(self) -> Sequence[str]:
        yield self.run.filename
        if self.run.confirmed_at:
            yield self.run.receipt
            return
        for state, label in imports.STATES.items():
            yield figures("{label} {}", len(self.items[state]), label=label)

    @property
    def tab(self) -> str:
        first = next(
            (state for state in (imports.ERROR, imports.NEW, imports.CHANGED) if self.items[state]), imports.SAME
        )
        asked = self.request.GET.get("tab", first)
        return asked if asked in imports.STATES else first

    def get_context_data(self, **kwargs) -> dict:
        shown = self.items[self.tab]
        tabs = [
            {
                "label": label, "count": len(self.items[state]), "url": f"{self.here}&tab={state}",
                "active": state == self.tab,
            }
            for state, label in imports.STATES.items()
        ]  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "tabs": tabs, "run": self.run, "tab": self.tab, "items": shown[:SHOWN], "more": max(0, len(shown) - SHOWN),
            "errors": len(self.items[imports.ERROR]),
            "good": len(self.items[imports.NEW]) + len(self.items[imports.CHANGED]),
            "errors_url": run_url(self, "score_import_errors", self.run),
            "again_url": self.url("score_import"), "back": self.home_url,
        }  # fmt: skip

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if "run" not in request.GET:
            return HttpResponseRedirect(self.url("score_import"))
        try:
            imports.confirm(
                run=self.run, leave_errors=bool(request.POST.get("leave_errors")),
                write=lambda items: sheet_files.write(target=self.sheets, items=items, user=self.writer),
            )  # fmt: skip
        except TouyanError as error:
            messages.error(request, error_html(error))
        return HttpResponseRedirect(self.here)


class UndoMixin(RunMixin):
    """Takes a confirmed import back as long as nothing of it was changed since."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.here if "run" in request.GET else self.url("score_import"))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if "run" not in request.GET:
            return HttpResponseRedirect(self.url("score_import"))
        try:
            imports.undo(
                run=self.run, reason=typed(request.POST.get("reason", "")),
                write=lambda items: sheet_files.take_back(target=self.sheets, items=items, user=self.writer),
            )  # fmt: skip
        except TouyanError as error:
            if request.htmx:
                return render(request, "components/error.html", {"error": error}, status=422)
            messages.error(request, error_html(error))
        return HttpResponseClientRedirect(self.here) if request.htmx else HttpResponseRedirect(self.here)


class ErrorsMixin(RunMixin):
    """The uploaded workbook with what is wrong marked in it, as long as it is kept."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if "run" not in request.GET:
            return HttpResponseRedirect(self.url("score_import"))
        if not self.run.content:
            raise Http404
        try:
            file = BytesIO(imports.error_workbook(self.run))
        except TouyanError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(self.here)
        name = file_name(f"标错_{self.run.filename}")
        return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.url("score_import"))


# ---------------------------------------------------------------- with an account
class AccountMixin(GridMixin):
    """As with the grid, whoever could make the second entry of a paper sheet does not get the first."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(self.permission_required) and not self.may_see_first:
            return HttpResponseRedirect(self.url("score_check"))
        return super().dispatch(request, *args, **kwargs)

    def get_crumbs(self) -> Sequence[tuple[str, str]]:
        return [("评分录入", self.home_url)]


class ScoreWorkbookView(WorkbookMixin, AccountMixin, View):
    pass


class ScoreImportView(ImportMixin, AccountMixin, FormView):
    pass


class ScoreRunView(RunMixin, AccountMixin, TemplateView):
    pass


class ScoreErrorsView(ErrorsMixin, AccountMixin, TemplateView):
    pass


class ScoreUndoView(UndoMixin, AccountMixin, TemplateView):
    pass
