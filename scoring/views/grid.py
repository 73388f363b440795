"""Entering scores: the sheets by rater, the grid, its cells and their submission. ux.md page 2"""

from collections.abc import Sequence
from itertools import accumulate

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.generic import FormView, TemplateView, View

from accounts.models import User
from core.pages.views import Action, ListPage, PrintMixin, ScopedMixin, figures
from core.templatetags.touyan import clock
from scoring.choices import AssessmentStatus
from scoring.filters.sheets import RaterSheetFilter
from scoring.models import Assessment, PaperSheet, Rater, Sheet
from scoring.policy import plain
from scoring.reads.meeting_pack import RATER_SIGNS
from scoring.services.grid import Row, shown
from scoring.services.paper import NO_TELLER, is_checked, lacks_paper, may_see_first, paper_of
from scoring.tables.sheets import RaterSheetTable
from scoring.views.seat import CellsMixin, ConflictMixin, MaterialMixin, PhoneMixin, SeatMixin, SubmitMixin


class RaterSheetListView(ListPage):
    """The sheets the user owes as a rater and, for the office that runs an assessment, those of all its raters."""

    permission_required = "scoring.score_sheet"
    model = Sheet
    table_class = RaterSheetTable
    filterset_class = RaterSheetFilter
    title = "评分表"
    empty_text = "现在没有要您打的评分表"

    def get_queryset(self) -> QuerySet:
        raters = Rater.objects.entered_by(self.request.user)
        running = (AssessmentStatus.SCORING, AssessmentStatus.CLOSED, AssessmentStatus.TALLIED)
        return super().get_queryset().filter(rater__in=raters, assessment__status__in=running).by_rater()

    def get_table_kwargs(self) -> dict:
        """Whoever rates alone knows who that is."""
        return {} if self.request.user.has_perm("scoring.enter_sheets") else {"exclude": ("rater", "unit_post")}

    @property
    def empty_link(self):
        user = self.request.user
        if user.has_perm("scoring.run_assessment"):
            label, url = Assessment.owners()[0].list_crumb()
            return f"看{label}", url
        if user.has_perm("scoring.view_standing"):
            label, url = Assessment.owners()[0].result_crumb()
            return f"看{label}", url
        return "回工作台", reverse("dashboards:home")

    def actions(self):
        """The first sheets that wait: the user's own, else those the office enters."""
        raters = Rater.objects.entered_by(self.request.user).filter(Q(user=self.request.user) | Q(user=None))
        waiting = Sheet.objects.open(timezone.localdate()).filter(rater__in=raters)
        first = waiting.select_related("component", "rater").in_turn("rater__user").first()
        if first:
            url = reverse("scoring:score_grid", args=[first.assessment_id, first.component_id, first.rater_id])
            is_own = first.rater.user_id == self.request.user.pk
            yield Action("接着打分" if is_own else f"接着录入{first.rater}", url, "arrow-right", primary=True)
        elif self.object_list:
            yield Action(*self.empty_link, "arrow-right")

    def get_state(self) -> Sequence[str]:
        rows = self.filterset.in_any_state.values_list("due", "given")
        late = sum(given < due for due, given in rows)
        due, given = sum(due for due, _ in rows), sum(given for _, given in rows)
        if not due:
            return ()
        owed = figures("{} 位评委未交齐", late) if self.request.user.has_perm("scoring.enter_sheets") else "还没交齐"
        return [figures("{} 份表，已提交 {} 份", due, given), owed if late else "都已交齐"]


class GridMixin(ScopedMixin, SeatMixin):
    """One rater's sheets of one component: for the rater's own account and for the office that runs the assessment."""

    permission_required = "scoring.score_sheet"
    model = Rater
    queryset = None

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().entered_by(self.request.user).filter(assessment=self.kwargs["assessment"])
        return rows.exclude(assessment__status=AssessmentStatus.DRAFT).select_related(
            "assessment__scheme", "assessment__area", "area"
        )

    @cached_property
    def rater(self) -> Rater:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["rater"])

    @property
    def writer(self) -> User:
        return self.request.user

    @property
    def home_url(self) -> str:
        return self.url("score_grid")

    @cached_property
    def may_see_first(self) -> bool:
        """Whoever could make the second entry of a paper sheet does not see the first."""
        return may_see_first(self.component, self.rater, self.request.user)

    @cached_property
    def lacks_paper(self) -> str:
        """Why the user may only read here."""
        return lacks_paper(self.component, self.rater, self.request.user) if self.grid.is_open else ""

    @property
    def is_open(self) -> bool:
        """Whether the user can fill in anything here."""
        return self.grid.is_open and not self.lacks_paper

    def url(self, name: str) -> str:
        return reverse(f"scoring:{name}", args=[self.assessment.pk, self.component.pk, self.rater.pk])

    @cached_property
    def following(self) -> tuple[str, str]:
        """Where one goes from sheets that take nothing: the own next ones, for the office the next of a rater without
        an account, and when there are none the list they stand in.
        """
        if self.lacks_paper:
            return "代录纸质表", self.url("score_paper")
        is_own = self.rater.user_id == self.request.user.pk
        raters = Rater.objects.entered_by(self.request.user)
        raters = raters.filter(user=self.request.user) if is_own else raters.filter(user=None)
        open_ = Sheet.objects.open(timezone.localdate()).filter(rater__in=raters)
        sheet = open_.after(self.component, self.rater).first()
        if sheet:
            who = sheet.component.name if is_own else f"{sheet.component} {sheet.rater}"
            where = "" if sheet.assessment_id == self.assessment.pk else f"{sheet.assessment} "
            url = reverse("scoring:score_grid", args=[sheet.assessment_id, sheet.component_id, sheet.rater_id])
            return f"下一份：{where}{who}", url
        if is_own:
            return "全部评分表", reverse("scoring:my_sheets")
        return f"回{self.assessment.owner.list_crumb()[0]}", self.assessment.get_absolute_url()


class ScoreGridView(PrintMixin, GridMixin, TemplateView):
    """The grid. What it shows live is kept up by ``static/grid.js``."""

    template_name = "scoring/score_grid.html"
    is_second = False  # the second entry of a paper sheet
    signatures = RATER_SIGNS

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.may_see_first and not self.is_second:
            return HttpResponseRedirect(self.url("score_check"))
        return super().get(request, *args, **kwargs)

    @property
    def is_office(self) -> bool:
        user = self.request.user
        return user.has_perm("scoring.enter_sheets") and user.acting.area_id == self.assessment.area_id

    def get_title(self) -> str:
        counts = f"系数 {plain(self.component.factor)}" if self.component.is_counting else ""
        return f"{self.assessment.mark}评分录入：{self.component}（{counts or f'权重 {plain(self.component.weight)}'}）"

    def get_state(self) -> Sequence[str]:
        today, ends_on = timezone.localdate(), self.assessment.scoring_ends_on
        parts = [f"{self.assessment.period.label} · {self.assessment.stage_now(today)}", self._progress()]
        if self.assessment.status == AssessmentStatus.SCORING and ends_on:
            parts.append(_time_left((ends_on - today).days))
        return parts

    def _progress(self) -> SafeString:
        """As ``grid.js`` words it, which then keeps it up to date."""
        grid = self.grid
        counted = self.assessment.scheme.words.counted
        words = [figures("{} {counted}已评完", f"{grid.done}/{len(grid.due)}", counted=counted)]
        if grid.missing:
            words.append(figures("缺 {} 格", grid.missing))
        if grid.submitted:
            words.append(figures("已提交 {} {counted}", grid.submitted, counted=counted))
        sentence = format_html_join("，", "{}", ((each,) for each in words))
        return format_html('<span id="progress-words">{}</span>', sentence)

    @cached_property
    def paper(self) -> PaperSheet | None:
        return paper_of(self.component, self.rater) if self.is_office else None

    def actions(self) -> list[Action]:
        if self.is_open:
            return [Action("检查并提交", form="submit-form", primary=True)]
        return [Action(*self.following, "arrow-right", primary=True)]

    def get_context_data(self, **kwargs) -> dict:
        grid = self.grid
        ends = set(accumulate(group.span for group in grid.groups))
        marks = [at in ends for at in range(1, len(grid.fields) + 1)]
        context = super().get_context_data(**kwargs)
        return context | {
            "grid": grid,
            "is_open": self.is_open,
            "lacks_paper": self.lacks_paper,
            "columns": list(zip(grid.fields, marks, strict=True)),
            "rows": [self._row(row, marks) for row in grid.rows],
            "saved_at": clock(grid.saved_at),
            "filled": grid.cells - grid.missing,
            "is_own": self.rater.user_id == self.request.user.pk,
            "cells_url": self.url("score_cells"),
            "submit_url": self.url("score_submit"),
            "phone_url": self.url("score_phone"),
            "paper": self.paper,
            "is_office": self.is_office,
            "is_second": self.is_second,
            "no_teller": NO_TELLER if self._lacks_teller() else "",
            "is_checked": is_checked(self.rater, self.request.user),
            "page_urls": {name: self.url(f"score_{name}") for name in ("paper", "scan", "differences", "import")},
            "conflict_url": self.url("score_conflict"),
            "undoable": None if self.is_second else self.undoable,
            "draft_key": self.draft_key,
        }

    def _lacks_teller(self) -> bool:
        """Whether a paper sheet that is entered twice has not said yet who counted and who watched."""
        if not self.is_office or self.is_second or not is_checked(self.rater, self.request.user):
            return False
        return self.paper is None or not self.paper.is_witnessed

    def _row(self, row: Row, marks: Sequence[bool]) -> dict:
        values = [shown(points, self.grid.decimals) for points in row.points]
        classes = [
            " ".join(filter(None, (_tint(row, value, applies, self.is_open), "dimend" if end else "")))
            for value, applies, end in zip(values, row.applies, marks, strict=True)
        ]
        return {
            "row": row,
            "cells": list(zip(values, classes, row.applies, strict=True)),
            "total": shown(row.total, self.grid.decimals),
            "missing": "未开始" if row.total is None else f"缺 {row.missing} 格" if row.missing else "",
        }


def _tint(row: Row, value: str, applies: bool, is_open: bool) -> str:
    if not applies:
        return "na"
    return "miss" if is_open and not row.lock and not value else ""


def _time_left(days: int) -> str:
    if days > 0:
        return figures("还剩 {} 天", days)
    return "今天截止" if days == 0 else figures("已过截止日期 {} 天", -days)


class ScoreCellsView(GridMixin, CellsMixin, View):
    pass


class ScoreSubmitView(GridMixin, SubmitMixin, View):
    pass


class ScoreConflictView(GridMixin, ConflictMixin, FormView):
    title = "声明回避"

    def get_state(self) -> Sequence[str]:
        one = self.assessment.scheme.words.one
        return [f"{self.rater.group} {self.rater}", f"声明后不用再评这个{one}，原因留存；撤销须由主办单位办理"]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"frame": "base.html", "back": self.home_url}


class ScoreMaterialView(GridMixin, MaterialMixin, TemplateView):
    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"frame": "base.html"}


class ScorePhoneView(GridMixin, PhoneMixin, TemplateView):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        if not self.may_see_first:
            return HttpResponseRedirect(self.url("score_check"))
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        return PhoneMixin.get_title(self)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "frame": "base.html",
            "is_open": self.is_open,
            "lacks_paper": self.lacks_paper,
            "is_own": self.rater.user_id == self.request.user.pk,
            "table_url": f"{self.url('score_grid')}?table=1",
            "login_url": reverse("accounts:login"),
        }
