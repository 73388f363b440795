"""A rater's sheets as a workbook, down and up: for the rater, with account or code, and for the office."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from core.errors import TouyanError
from core.files import imports
from core.files.excel import xlsx_response
from core.models import ImportRun
from core.pages import importing
from core.pages.views import Action
from scoring.forms.sheet_files import WorkbookForm
from scoring.services import sheet_files
from scoring.services.sheet_files import KIND, Target
from scoring.views.grid import GridMixin


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
        return HttpResponseRedirect(f"{self.url('score_import_run')}?run={run.pk}")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"submit_label": "上传并预览", "cancel_url": self.home_url}


class SheetRunMixin(FileMixin):
    """On top of the shared pages of a preview: that of one seat's sheets. Which one says ``?run=``."""

    of = "格"
    undo_question = "导入的格都改回导入以前的分；导入以后有一格改过就不能撤销。"
    onward = "去检查并提交"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return super().get(request, *args, **kwargs) if "run" in request.GET else HttpResponseRedirect(self.again_url)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if "run" in request.GET else HttpResponseRedirect(self.again_url)

    @property
    def number(self) -> int:
        number = self.request.GET.get("run", "")
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0

    def runs(self) -> QuerySet:
        return ImportRun.objects.filter(kind=KIND, created_by=self.writer, subject=self.subject)

    def run_url(self, page: str) -> str:
        return f"{self.url(f'score_{page}')}?run={self.run.pk}"

    def tab_url(self, state: str) -> str:
        return f"{self.run_url('import_run')}&tab={state}"

    @property
    def again_url(self) -> str:
        return self.url("score_import")

    @property
    def back_url(self) -> str:
        return self.home_url

    @property
    def preview_title(self) -> str:
        return f"导入预览：{self.component} {self.rater}"

    def write(self, items: Sequence[imports.Item]) -> None:
        sheet_files.write(target=self.sheets, items=items, user=self.writer)

    def take_back(self, items: Sequence[imports.Item]) -> None:
        sheet_files.take_back(target=self.sheets, items=items, user=self.writer)


class RunMixin(SheetRunMixin, importing.RunMixin):
    pass


class UndoMixin(SheetRunMixin, importing.UndoMixin):
    pass


class ErrorsMixin(SheetRunMixin, importing.ErrorsMixin):
    def post(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.again_url)


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
