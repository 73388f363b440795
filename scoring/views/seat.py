"""What all pages about one rater's sheets share, whoever has them open: saving cells, submitting, the phone page."""

from collections import defaultdict
from decimal import Decimal
from itertools import islice

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from accounts.models import User
from core.errors import TouyanError
from core.files.imports import last_undoable
from core.pages.attachment_views import respond
from core.pages.views import error_html
from core.templatetags.touyan import clock
from scoring.forms.raters import ConflictForm
from scoring.models import Assessment, Component, Field, IndicatorLevel, Rater
from scoring.policy import plain
from scoring.services.cells import CellInput, save_cells
from scoring.services.conflicts import declare_conflict
from scoring.services.grid import Grid, Row, grid_of, shown
from scoring.services.sheet_files import KIND
from scoring.services.sheets import submit
from scoring.views.cells import SavesCells, is_key, is_typed, row_number

MAX_TYPED = 40  # characters of a cell
FINE_UP_TO = 5  # maxima up to which the slider goes by tenths


class SeatMixin:
    """One rater's sheets of one component. Subclasses say who may reach ``rater`` and give the addresses."""

    rater: Rater

    @property
    def assessment(self) -> Assessment:
        return self.rater.assessment

    @cached_property
    def component(self) -> Component:
        components = Component.objects.filter(scheme=self.assessment.scheme_id, rater_group=self.rater.group_id)
        return get_object_or_404(components, pk=self.kwargs["component"])

    @property
    def target(self) -> dict:
        return {"assessment": self.assessment, "component": self.component, "rater": self.rater}

    @cached_property
    def grid(self) -> Grid:
        return grid_of(**self.target)

    @property
    def writer(self) -> User | None:
        """Who enters; none for a rater with a one-time code."""
        raise NotImplementedError

    def url(self, name: str) -> str:
        raise NotImplementedError

    @property
    def home_url(self) -> str:
        """The page that an address of saving leads to when it is opened directly."""
        raise NotImplementedError

    @property
    def following(self) -> tuple[str, str] | None:
        """Where one goes on once these sheets take nothing more: (label, address)."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """Under which name the imports of these sheets are kept."""
        return f"{self.assessment.pk}/{self.component.pk}/{self.rater.pk}"

    @cached_property
    def undoable(self) -> tuple[str, str] | None:
        """The own last import as long as it can be taken back: (label, address of its receipt)."""
        run = last_undoable(kind=KIND, subject=self.subject, user=self.writer)
        return run and (f"撤销 {clock(run.confirmed_at)} 的导入", f"{self.url('score_import_run')}?run={run.pk}")

    @property
    def draft_key(self) -> str:
        """Under which the browser keeps what it could not save yet; a substitute gets nothing of the predecessor's."""
        who = self.writer.pk if self.writer else "code"
        return f"touyan-grid:{who}:{self.assessment.pk}:{self.component.pk}:{self.rater.pk}:{self.rater.name}"


class CellsMixin(SavesCells):
    """Saves scores: ``field`` is the column's key."""

    def read_cell(self, entry, field, value, was) -> CellInput:
        if not (is_key(entry) and is_key(field) and is_typed(value, was, longest=MAX_TYPED)):
            raise ValueError("not a score")
        return CellInput(entry, field, value, was)

    def save(self, cells: list[CellInput]) -> list:
        return save_cells(**self.target, cells=cells, user=self.writer)


class SubmitMixin:
    """Submits the complete sheets; with ``leave_missing`` those with gaps stay open, otherwise they stop it."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(self.home_url)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        leave = bool(request.POST.get("leave_missing"))
        back = self.url("score_phone") if request.POST.get("phone") else self.home_url
        try:
            done = submit(**self.target, user=self.writer, leave_missing=leave)
        except TouyanError as error:
            messages.error(request, error_html(error))
        else:
            counted = self.assessment.scheme.words.counted
            left = f"，还有 {done.left} {counted}没填完" if done.left else ""
            messages.success(request, f"{done.submitted} {counted}的评分表已提交并锁定{left}")
        return HttpResponseRedirect(back)


class ConflictMixin:
    """The rater, or the office for them, declares whom they do not judge."""

    form_class = ConflictForm
    template_name = "scoring/conflict_form.html"

    def get_initial(self) -> dict:
        return {"entry": self.request.GET.get("entry", "")}

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"rater": self.rater}

    def form_valid(self, form) -> HttpResponse:
        try:
            conflict = declare_conflict(rater=self.rater, user=self.writer, **form.cleaned_data)
        except TouyanError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        messages.success(self.request, f"已登记：{conflict}，不用再评")
        return HttpResponseRedirect(self.url("score_phone") if "phone" in self.request.GET else self.home_url)


class MaterialMixin:
    """What the entries of one's sheets handed in to be judged by, one at a time (``?entry=``); files by ``&file=``."""

    template_name = "scoring/seat_material.html"

    @cached_property
    def materials(self) -> QuerySet:
        rows = self.assessment.materials(self.rater, self.component)
        return rows.select_related("entry__township", "entry__assessment").order_by("entry__number")

    @cached_property
    def material(self) -> Model | None:
        """The one asked for; not found where the rater may not read it. Without a question the first there is."""
        asked = self.request.GET.get("entry")
        if asked is None:
            return self.materials.first()
        return get_object_or_404(self.materials, entry=row_number(asked))

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if "file" in request.GET and self.material:
            kept = self.material.files.select_related("file")
            return respond(get_object_or_404(kept, pk=row_number(request.GET["file"])).file)
        return super().get(request, *args, **kwargs)

    def get_title(self) -> str:
        return str(self.material or "申报材料")

    def get_state(self) -> list[str]:
        return [str(self.material.entry.township)] if self.material else []

    def get_context_data(self, **kwargs) -> dict:
        found = self.material
        back = f"{self.url('score_phone')}?entry={found.entry_id}" if found else self.url("score_phone")
        return super().get_context_data(**kwargs) | {"material": found, "back": back} | (
            {"items": found.items.all(), "texts": found.texts, "files": found.files.select_related("file")}
            if found else {}
        )  # fmt: skip


class PhoneMixin:
    """One entry per screen, for phones and for whoever likes it so. ``static/phone.js`` on top of ``grid.js``."""

    template_name = "scoring/score_phone.html"

    def get_title(self) -> str:
        return f"{self.assessment.mark}评分：{self.component}"

    def get_context_data(self, **kwargs) -> dict:
        grid = self.grid
        return super().get_context_data(**kwargs) | {
            "grid": grid,
            "is_open": grid.is_open,
            "groups": self._groups(),
            "ends_on": self.assessment.scoring_ends_on,
            "with_material": set(self.assessment.materials(self.rater, self.component).values_list("entry", flat=True)),
            "material_url": self.url("score_material"),
            "rows": [self._phone_row(row) for row in grid.rows],
            "saved_at": clock(grid.saved_at),
            "filled": grid.cells - grid.missing,
            "cells_url": self.url("score_cells"),
            "submit_url": self.url("score_submit"),
            "draft_key": self.draft_key,
            "conflict_url": self.url("score_conflict"),
            "import_url": self.url("score_import"),
            "undoable": self.undoable,
            "following": self.following,
        }

    def _groups(self) -> list[tuple[str, list[tuple]]]:
        """The cards under the name of their dimension: field, levels, the slider's step."""
        levels, fields = self._levels(), iter(self.grid.fields)
        return [
            (group.name, [
                (field, levels[field.indicator_id], _slider_step(field, self.grid.decimals))
                for field in islice(fields, group.span)
            ])
            for group in self.grid.groups
        ]  # fmt: skip

    def _levels(self) -> dict[int | None, list[tuple[str, str]]]:
        """Indicator → its levels with their ranges: ("好", "8–10")."""
        levels = defaultdict(list)
        wanted = [field.indicator_id for field in self.grid.fields]
        for level in IndicatorLevel.objects.filter(indicator__in=wanted).order_by("indicator", "order"):
            levels[level.indicator_id].append((level.name, f"{plain(level.low)}–{plain(level.high)}"))
        return levels

    def _phone_row(self, row: Row) -> dict:
        decimals = self.grid.decimals
        values = [
            (field, shown(points, decimals), applies)
            for field, points, applies in zip(self.grid.fields, row.points, row.applies, strict=True)
        ]
        return {"row": row, "values": values, "total": shown(row.total, decimals)}


def _slider_step(field: Field, decimals: int) -> str:
    """How far the slider goes at once: it is for the thumb, the number field for the exact figure."""
    if decimals == 0:
        return "1"
    return "0.1" if field.maximum <= Decimal(FINE_UP_TO) else "0.5"
