"""Recorded figures: the grid of an assessment and its cells. scoring.md §1"""

from collections.abc import Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from core.pages.views import Action, PrintMixin, ScopedMixin, figures
from core.templatetags.touyan import clock
from scoring import presets
from scoring.choices import AssessmentStatus
from scoring.models import Measure
from scoring.reads.figures import FigureColumn, FigureGrid, FigureRow, figure_grid
from scoring.services.figures import EVIDENCE_LENGTH, FigureInput, save_figures
from scoring.tables.schemes import measure_in_words
from scoring.views.base import RunMixin
from scoring.views.cells import SavesCells, is_key, is_typed

PART_NAMES = {"value": "数值", "target": "自定目标", "evidence": "依据"}


class FiguresMixin(RunMixin, ScopedMixin):
    """For the office that runs the assessment, once its entries are settled."""

    def get_queryset(self):
        begun = super().get_queryset().exclude(status=AssessmentStatus.DRAFT)
        return begun.filter(scheme__measures__isnull=False).distinct()


class FigureGridView(PrintMixin, FiguresMixin, DetailView):
    """The grid. What it shows live is kept up by ``static/grid.js``."""

    template_name = "scoring/figure_grid.html"
    title = "录入指标值"

    @cached_property
    def grid(self) -> FigureGrid:
        return figure_grid(self.object)

    def get_state(self) -> Sequence[str]:
        yield str(self.object)
        yield self._progress()
        if not self.grid.is_open:
            yield f"{self.object.word}{self.object.get_status_display()}，只能查看"

    def actions(self):
        yield Action(
            f"回{self.object.word}", self.object.get_absolute_url(), "arrow-right", primary=not self.grid.missing
        )

    def _progress(self) -> SafeString:
        """As ``grid.js`` words it, which then keeps it up to date."""
        due = [row for row in self.grid.rows if row.is_due]
        done = sum(not row.missing for row in due)
        words = [figures("{} {counted}已填齐", f"{done}/{len(due)}", counted=self.object.scheme.words.counted)]
        if self.grid.missing:
            words.append(figures("缺 {} 格", self.grid.missing))
        sentence = format_html_join("，", "{}", ((each,) for each in words))
        return format_html('<span id="progress-words">{}</span>', sentence)

    def get_context_data(self, **kwargs) -> dict:
        grid = self.grid
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "grid": grid,
            "groups": self._groups(),
            "columns": [(column, _name(column), _unit(column)) for column in grid.columns],
            "rows": [(row, self._lock(row), list(zip(grid.columns, row.cells, strict=True))) for row in grid.rows],
            "filled": grid.filled,
            "saved_at": clock(grid.saved_at),
            "cells_url": reverse("scoring:figure_cells", args=[self.object.pk]),
            "draft_key": f"touyan-figures:{user.pk}:{self.object.pk}",
            "has_read": any(column.measure.source_id for column in grid.columns),
        }

    def _groups(self) -> list[tuple[Measure, int, str]]:
        """Each measure with the number of its columns and how it scores, in words."""
        groups = []
        for measure, columns in groupby(self.grid.columns, key=lambda column: column.measure):
            rule = measure_in_words(presets.MEASURES.read(measure))
            if measure.source:
                rule += f"；数值取自村情“{measure.source}”"
            groups.append((measure, len(list(columns)), rule))
        return groups

    def _lock(self, row: FigureRow) -> str:
        """Why a row takes nothing, in a word."""
        return "" if row.is_due and self.grid.is_open else row.entry.get_status_display()


def _name(column: FigureColumn) -> str:
    return "取自村情" if column.is_read else PART_NAMES[column.part]


def _unit(column: FigureColumn) -> str:
    if column.part == "evidence":
        return ""
    return column.measure.unit or (column.measure.source.unit if column.is_read else "")


class FigureCellsView(FiguresMixin, SingleObjectMixin, SavesCells, View):
    """``column`` is the measure and the part of it: ``"12-value"``."""

    @property
    def home_url(self) -> str:
        return reverse("scoring:figure_grid", args=[self.get_object().pk])

    def read_cell(self, entry, column, value, was) -> FigureInput:
        if not (is_key(entry) and is_typed(column, value, was, longest=EVIDENCE_LENGTH)):
            raise ValueError("not a figure")
        return FigureInput(entry, column, value, was)

    def save(self, cells: list[FigureInput]) -> list:
        return save_figures(assessment=self.get_object(), cells=cells, user=self.request.user)
