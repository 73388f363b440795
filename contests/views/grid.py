"""Entering scores: the sheets by rater, the grid, its cells and their submission. ux.md page 2"""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.generic import TemplateView, View

from contests.choices import ContestStatus
from contests.filters.sheets import RaterSheetFilter
from contests.models import Component, Contest, Rater, Sheet
from contests.policy import plain
from contests.services.cells import CellInput, save_cells
from contests.services.grid import Grid, Row, grid_of, shown
from contests.services.sheets import submit
from contests.tables.sheets import RaterSheetTable
from core.errors import TouyanError
from core.views import Action, ListPage, ScopedMixin, error_html, figures

MAX_CELLS = 5_000  # in one request; the page sends far fewer
MAX_TYPED = 40  # characters of a cell


class RaterSheetListView(ListPage):
    """The sheets the user owes as a rater and, for the office that runs a contest, those of all its raters."""

    permission_required = "contests.score_sheet"
    model = Sheet
    table_class = RaterSheetTable
    filterset_class = RaterSheetFilter
    title = "评分表"
    empty_text = "现在没有要您评的比武"

    def get_queryset(self) -> QuerySet:
        raters = Rater.objects.entered_by(self.request.user)
        running = (ContestStatus.SCORING, ContestStatus.CLOSED, ContestStatus.TALLIED)
        return super().get_queryset().filter(rater__in=raters, contest__status__in=running).by_rater()

    def get_table_kwargs(self) -> dict:
        """Whoever rates alone knows who that is."""
        return {} if self.request.user.has_perm("contests.enter_sheets") else {"exclude": ("rater", "unit_post")}

    def get_state(self) -> Sequence[str]:
        rows = self.filterset.in_any_state.values_list("due", "given")
        late = sum(given < due for due, given in rows)
        due, given = sum(due for due, _ in rows), sum(given for _, given in rows)
        if not due:
            return ()
        owed = figures("{} 位评委未交齐", late) if self.request.user.has_perm("contests.enter_sheets") else "还没交齐"
        return [figures("{} 份表，已提交 {} 份", due, given), owed if late else "都已交齐"]


class GridMixin(ScopedMixin):
    """One rater's sheets of one component: for the rater's own account and for the office that runs the contest."""

    permission_required = "contests.score_sheet"
    model = Rater
    queryset = None

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().entered_by(self.request.user).filter(contest=self.kwargs["contest"])
        return rows.exclude(contest__status=ContestStatus.DRAFT).select_related(
            "contest__scheme", "contest__area", "area"
        )

    @cached_property
    def rater(self) -> Rater:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["rater"])

    @property
    def contest(self) -> Contest:
        return self.rater.contest

    @cached_property
    def component(self) -> Component:
        components = Component.objects.filter(scheme=self.contest.scheme_id, rater_group=self.rater.group_id)
        return get_object_or_404(components, pk=self.kwargs["component"])

    @property
    def target(self) -> dict:
        return {"contest": self.contest, "component": self.component, "rater": self.rater}

    def url(self, name: str) -> str:
        return reverse(f"contests:{name}", args=[self.contest.pk, self.component.pk, self.rater.pk])


class ScoreGridView(GridMixin, TemplateView):
    """The grid. What it shows live is kept up by ``static/grid.js``."""

    template_name = "contests/score_grid.html"

    @cached_property
    def grid(self) -> Grid:
        return grid_of(**self.target)

    def get_title(self) -> str:
        counts = f"系数 {plain(self.component.factor)}" if self.component.is_counting else ""
        return f"评分录入：{self.component}（{counts or f'权重 {plain(self.component.weight)}'}）"

    def get_state(self) -> Sequence[str]:
        today = timezone.localdate()
        stages = self.contest.stages.select_related("kind")
        now = next((f"{s}中" for s in stages if s.starts_on <= today <= s.ends_on), self.contest.get_status_display())
        parts = [f"{self.contest.period.label} · {now}", self._progress()]
        ends_on = next((stage.ends_on for stage in stages if stage.kind.is_scoring), None)
        if self.contest.status == ContestStatus.SCORING and ends_on:
            parts.append(_time_left((ends_on - today).days))
        return parts

    def _progress(self) -> SafeString:
        """As ``grid.js`` words it, which then keeps it up to date."""
        grid = self.grid
        words = [figures("{} 个村已评完", f"{grid.done}/{len(grid.due)}")]
        if grid.missing:
            words.append(figures("缺 {} 格", grid.missing))
        if grid.submitted:
            words.append(figures("已提交 {} 个村", grid.submitted))
        sentence = format_html_join("，", "{}", ((each,) for each in words))
        return format_html('<span id="progress-words">{}</span>', sentence)

    def actions(self) -> list[Action]:
        return [Action("检查并提交", form="submit-form", primary=True)] if self.grid.is_open else []

    def get_context_data(self, **kwargs) -> dict:
        grid = self.grid
        ends = set(accumulate(group.span for group in grid.groups))
        marks = [at in ends for at in range(1, len(grid.fields) + 1)]
        context = super().get_context_data(**kwargs)
        return context | {
            "grid": grid,
            "columns": list(zip(grid.fields, marks, strict=True)),
            "rows": [self._row(row, marks) for row in grid.rows],
            "saved_at": clock(grid.saved_at),
            "filled": grid.cells - grid.missing,
            "is_own": self.rater.user_id == self.request.user.pk,
            "cells_url": self.url("score_cells"),
            "submit_url": self.url("score_submit"),
            "draft_key": f"touyan-grid:{self.request.user.pk}:{self.contest.pk}:{self.component.pk}:{self.rater.pk}",
        }

    def _row(self, row: Row, marks: Sequence[bool]) -> dict:
        values = [shown(points, self.grid.decimals) for points in row.points]
        classes = [
            " ".join(filter(None, ("miss" if not row.lock and not value else "", "dimend" if end else "")))
            for value, end in zip(values, marks, strict=True)
        ]
        return {
            "row": row,
            "cells": list(zip(values, classes, strict=True)),
            "total": shown(row.total, self.grid.decimals),
            "missing": "未开始" if row.total is None else f"缺 {row.missing} 格" if row.missing else "",
        }


def _time_left(days: int) -> str:
    if days > 0:
        return figures("还剩 {} 天", days)
    return "今天截止" if days == 0 else figures("已过截止日期 {} 天", -days)


def clock(at: datetime | None) -> str:
    """The time of day, with the date unless it is today's."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%m-%d %H:%M}"


class ScoreCellsView(GridMixin, View):
    """Saves cells: ``{"cells": [[entry, field, value, was], …]}`` → what became of each. 400 for anything else."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.url("score_grid"))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            cells = _cells(request.body)
        except (ValueError, TypeError, KeyError, RecursionError):
            return JsonResponse({"message": "内容不能识别，请刷新页面"}, status=400)
        results = save_cells(**self.target, cells=cells, user=request.user)
        return JsonResponse({
            "at": clock(timezone.now()),
            "cells": [
                {
                    "entry": result.entry_id, "field": result.field_id, "state": result.state, "value": result.value,
                    "message": result.message, "by": result.by, "at": clock(result.at),
                }
                for result in results
            ],
        })  # fmt: skip


def _cells(body: bytes) -> list[CellInput]:
    given = json.loads(body)["cells"]
    cells = [CellInput(entry, field, value, was) for entry, field, value, was in given]
    for cell in cells:
        if not all(type(pk) is int and 0 < pk < 2**63 for pk in (cell.entry_id, cell.field_id)):
            raise ValueError("no such cell")
        if not all(type(text) is str and len(text) <= MAX_TYPED for text in (cell.value, cell.was)):
            raise ValueError("not a value")
    if len(cells) > MAX_CELLS:
        raise ValueError("too many cells")
    return cells


class ScoreSubmitView(GridMixin, View):
    """Submits the complete sheets; with ``leave_missing`` those with gaps stay open, otherwise they stop it."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.url("score_grid"))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            done = submit(**self.target, user=request.user, leave_missing=bool(request.POST.get("leave_missing")))
        except TouyanError as error:
            messages.error(request, error_html(error))
        else:
            left = f"，还有 {done.left} 个村没填完" if done.left else ""
            messages.success(request, f"{done.submitted} 个村的评分表已提交并锁定{left}")
        return HttpResponseRedirect(self.url("score_grid"))
