"""Paper sheets: teller, monitor, scan, the second blind entry and what it differs in. C5, ux.md page 2"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from core.errors import TouyanError
from core.pages.attachment_views import respond
from core.pages.views import Action, error_html, figures
from scoring.forms.paper import PaperForm
from scoring.models import CheckScore, Field, Sheet
from scoring.services import paper as services
from scoring.services.cells import CellInput, check_cells
from scoring.services.grid import Grid, grid_of, shown
from scoring.views.cells import row_number
from scoring.views.grid import GridMixin, ScoreGridView
from scoring.views.seat import CellsMixin


class OfficeGridMixin(GridMixin):
    """Only for the office that runs the assessment, never for the rater."""

    permission_required = "scoring.enter_sheets"

    def get_queryset(self):
        return super().get_queryset().filter(assessment__area=self.request.user.acting.area_id)

    def get_crumbs(self) -> Sequence[tuple[str, str]]:
        return [("评分录入", self.home_url)]


class ScorePaperView(OfficeGridMixin, FormView):
    form_class = PaperForm
    template_name = "components/form_page.html"

    @cached_property
    def paper(self):
        return services.paper_of(self.component, self.rater)

    def get_title(self) -> str:
        return f"纸质表：{self.component} {self.rater}"

    def get_state(self) -> Sequence[str]:
        yield "计票人、监票人的姓名照纸质表填，原件拍照或扫描上传"
        if self.paper and self.paper.scan:
            yield f"已有原件 {self.paper.scan}"

    def get_initial(self) -> dict:
        return {"teller": self.paper.teller, "monitor": self.paper.monitor} if self.paper else {}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form) -> HttpResponse:
        try:
            services.keep_paper(
                component=self.component, rater=self.rater, user=self.request.user, **form.cleaned_data
            )  # fmt: skip
        except TouyanError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        messages.success(self.request, "已保存")
        return HttpResponseRedirect(self.home_url)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"submit_label": "保存", "cancel_url": self.home_url}


class ScoreScanView(OfficeGridMixin, View):
    """The scan, for the office alone."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        paper = services.paper_of(self.component, self.rater)
        if paper is None or paper.scan is None:
            return HttpResponseRedirect(self.url("score_paper"))
        return respond(paper.scan)


class ScoreCheckView(OfficeGridMixin, ScoreGridView):
    """The second entry: the same grid, without a look at the first. What differs stands on a page of its own."""

    is_second = True

    def get(self, request, *args, **kwargs) -> HttpResponse:
        problem = services.barrier(component=self.component, rater=self.rater, user=request.user, turn=2)
        if problem:
            messages.error(request, problem)
            return HttpResponseRedirect(self.home_url if self.may_see_first else self.url("score_differences"))
        return super().get(request, *args, **kwargs)

    @cached_property
    def grid(self) -> Grid:
        return grid_of(**self.target, scores=CheckScore.objects)

    def get_title(self) -> str:
        return f"第二遍录入：{self.component}"

    def actions(self):
        return [Action("录完了，核对两遍", self.url("score_differences"), "arrow-right", primary=True)]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "cells_url": self.url("score_check_cells"), "draft_key": f"{self.draft_key}:2",
            "phone_url": "", "conflict_url": "",
        }  # fmt: skip


class ScoreCheckCellsView(OfficeGridMixin, CellsMixin, View):
    def save(self, cells: list[CellInput]) -> list:
        return check_cells(**self.target, cells=cells, user=self.request.user)


class ScoreDifferencesView(OfficeGridMixin, TemplateView):
    """Cell by cell: what the first entry says and what the second, settled one by one after a look at the paper."""

    template_name = "scoring/score_differences.html"

    def get_title(self) -> str:
        return f"核对两遍录入：{self.component} {self.rater}"

    def get_state(self) -> Sequence[str]:
        if self.differences:
            return [figures("{} 格不一致，请对照原件逐格选定；采用自己录的那一遍须由另一人定", len(self.differences))]
        return [f"没有不一致的格；第二遍没录完的{self.assessment.scheme.words.one}还不比对"]

    def actions(self):
        if self.differences:
            return [Action("回到第一遍", self.home_url, "arrow-right")]
        if self.may_see_first:
            return [Action("回到第一遍，检查并提交", self.home_url, "arrow-right", primary=True)]
        return [Action("接着录第二遍", self.url("score_check"), "arrow-right", primary=True)]

    @cached_property
    def differences(self) -> list[services.Difference]:
        return services.differences(**self.target)

    def get_context_data(self, **kwargs) -> dict:
        decimals = self.assessment.scheme.point_decimals
        rows = [
            (each, shown(each.first, decimals) or "空白", shown(each.second, decimals)) for each in self.differences
        ]
        paper = services.paper_of(self.component, self.rater)
        return super().get_context_data(**kwargs) | {
            "rows": rows, "back": self.home_url,
            "check_url": self.url("score_check"),
            "scan_url": self.url("score_scan") if paper and paper.scan else "",
        }  # fmt: skip

    def post(self, request, *args, **kwargs) -> HttpResponse:
        given = request.POST
        sheets = Sheet.objects.filter(component=self.component, rater=self.rater)
        try:
            sheet = get_object_or_404(sheets, pk=row_number(given.get("sheet")))
            field = get_object_or_404(Field, pk=row_number(given.get("field")), component=self.component)
            points = services.settle(
                sheet=sheet, field=field, takes_second=given.get("take") == "second", user=request.user,
                first=given.get("first", ""), second=given.get("second", ""),
            )  # fmt: skip
        except TouyanError as error:
            messages.error(request, error_html(error))
        else:
            decided = shown(points, self.assessment.scheme.point_decimals)
            messages.success(request, f"{sheet.entry} {field.name}：两遍都是 {decided} 了")
            if not self.differences and self.may_see_first:
                return HttpResponseRedirect(self.home_url)
        return HttpResponseRedirect(self.url("score_differences"))
