"""Base pages. A page of an app names its model, table, filter, title and permission; the rest happens here.

Every page checks the verb (403) and reads rows only through the user's scope (404 for the rest).
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models, transaction
from django.forms import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString
from django.views.generic import CreateView, DetailView, FormView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView
from django_htmx.http import HttpResponseClientRedirect
from django_tables2 import RequestConfig, SingleTableMixin
from django_tables2.data import TableData

from core.background import downloads
from core.data.constraints import refusing
from core.errors import TouyanError
from core.files import excel
from core.models import StateChange, Versioned
from core.pages.conflicts import merge, version_seen
from core.pages.filters import FilterSet, StateChangeFilter
from core.pages.tables import StateChangeTable
from core.templatetags import touyan
from core.values.periods import Period

PRINTER = "printer"
MAX_EXPORTED = 100_000
SUGGESTIONS = 20


# ---------------------------------------------------------------- what a page head consists of
def figures(text: str, *values, **words) -> SafeString:
    """A part of a state sentence, its figures bold: ``figures("{whose}有 {} 个村参评", 313, whose=county.name)``.

    ``text`` is a literal, never data (``tests/test_architecture.py``): what is named stands in it as plain words.
    """
    bold = [format_html("<b>{}</b>", touyan.number(value)) for value in values]
    return format_html(text, *bold, **words)  # the one exception


@dataclass(frozen=True)
class Action:
    """A button of the page head.

    Plain: a link. ``post``: a form of its own. ``confirm`` (what will happen, naming the thing): a dialog that posts;
    ``reason`` asks there for the reason (True: required, False: optional, None: not asked).
    ``form``: submits the form of that id with ``name=value``.
    ``proposed``: the reason that stands in the dialog already. ``why_not``: the button cannot be pressed and says why.
    """

    label: str
    url: str = ""
    icon: str = ""
    primary: bool = False
    post: bool = False
    confirm: str = ""
    reason: bool | None = None
    proposed: str = ""
    why_not: str = ""
    form: str = ""
    name: str = ""
    value: str = ""
    blank: bool = False
    small: bool = False

    @property
    def leads_on(self) -> bool:
        """Arrows to the right stand behind the words."""
        return self.icon.endswith("-right")

    @property
    def classes(self) -> str:
        """What it looks like; one that cannot be pressed is never the primary one."""
        primary = self.primary and not self.why_not
        return " ".join(["btn", *["btn-primary"] * primary, *["btn-sm"] * self.small])

    @property
    def dialog_id(self) -> str:
        return f"dialog-{zlib.crc32(f'{self.label} {self.url}'.encode()):x}"


def led_on(actions: Iterable[Action], crumbs: Sequence[tuple[str, str]]) -> list[Action]:
    """The buttons with the primary one last. Where none leads on, one does: back to what the page is part of."""
    actions = sorted(actions, key=lambda action: action.primary)
    above = next(((label, url) for label, url in reversed(crumbs) if url), None)
    if above and not any(action.primary or action.leads_on for action in actions):
        actions.append(Action(f"回{above[0]}", above[1], "arrow-right"))
    return actions


class ScopedMixin:
    """The verb first (403 without it), then only rows of the acting area (404 for others).

    ``permission_required`` is one verb (``"scoring.view_standing"``). Subclasses narrow ``get_queryset``
    by calling ``super()``, never by replacing it.
    """

    permission_required = ""
    title = ""

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_required:
            raise ImproperlyConfigured(f"{type(self).__name__} names no permission")
        if not request.user.has_perm(self.permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        rows = self.model._default_manager if self.queryset is None else self.queryset
        return rows.for_user(self.request.user)

    def get_title(self) -> str:
        return self.title

    def get_state(self) -> Sequence[str]:
        """The state sentence in parts; see ``figures``."""
        return ()

    def get_crumbs(self) -> Sequence[tuple[str, str]]:
        """What lies above the page: (label, address)."""
        return ()

    def get_badges(self) -> Sequence[tuple[str, str]]:
        """Words beside the title: (label, tone)."""
        return ()

    def actions(self) -> Iterable[Action]:
        """The buttons of the page head: one of them primary, or one whose arrow leads on; see ``led_on``."""
        return ()

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        crumbs = list(self.get_crumbs())
        return context | {
            "title": self.get_title(),
            "state": self.get_state(),
            "crumbs": crumbs,
            "badges": self.get_badges(),
            # a form leads on by its own button
            "actions": led_on(self.actions(), () if "form" in context else crumbs),
            "today": timezone.localdate(),
        }


# ---------------------------------------------------------------- lists
class ListPage(ScopedMixin, SingleTableMixin, FilterView):
    """A filtered, sorted, paged list with Excel export (``?export=xlsx``) and print (``?print=1``) of what it shows.

    ``export_columns`` of the table's ``Meta`` make it exportable. ``empty_text`` says what is missing and why,
    ``empty_link`` (label, address) leads to what mends it. A template ``<app>/<model>_list.html`` that extends
    ``components/list_page.html`` may add to the page.
    """

    filterset_class = FilterSet
    paginate_by = 25
    empty_text = "还没有记录"
    empty_link: tuple[str, str] | None = None
    printable = True

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx" and self.export_columns:
            return self.export() if hasattr(request, "exported_rows") else self.export_now_or_later()
        return super().get(request, *args, **kwargs)

    @property
    def export_columns(self) -> Sequence[excel.Column]:
        return getattr(getattr(self.table_class, "Meta", None), "export_columns", ())

    @property
    def printing(self) -> bool:
        return self.printable and bool(self.request.GET.get("print"))

    @property
    def is_fragment(self) -> bool:
        htmx = getattr(self.request, "htmx", None)
        return bool(htmx) and htmx.target == "results"

    results_template = "components/results.html"
    """What a filter fetches anew."""

    def get_template_names(self) -> list[str]:
        if self.is_fragment:
            return [self.results_template]
        if self.template_name:
            return [self.template_name]
        meta = self.model._meta
        return [f"{meta.app_label}/{meta.model_name}_list.html", "components/list_page.html"]

    def get_paginate_by(self, table_data) -> int | None:
        """Only the table is cut into pages, not the queryset as well: that would count the rows twice."""
        return self.paginate_by if isinstance(table_data, TableData) else None

    def count_rows(self) -> int | None:
        """How many rows the list has, where the page has counted them anyway; the pager then need not."""
        return None

    def get_table(self, **kwargs):
        table = self.get_table_class()(data=self.get_table_data(), **kwargs)
        table.data._length = self.count_rows()  # where django-tables2 keeps it; None: it counts on demand
        table.live = True
        pagination = self.get_table_pagination(table)
        return RequestConfig(self.request, paginate=pagination).configure(table)

    def page_actions(self) -> list[Action]:
        """Print and export in front of the page's own buttons; where it has no primary one, export is it."""
        own = list(self.actions())
        common = []
        if self.printable:
            common.append(Action("打印", icon="printer", form="filters", name="print", value="1", blank=True))
        if self.export_columns:
            alone = not any(action.primary for action in own)
            common.append(
                Action("导出 Excel", icon="download", primary=alone, form="filters", name="export", value="xlsx")
            )
        return sorted([*common, *own], key=lambda action: action.primary)

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "actions": self.page_actions(),
            "empty_text": "没有符合筛选条件的记录" if self.filterset.is_narrowed else self.empty_text,
            "empty_link": ("清除筛选", self.request.path) if self.filterset.is_narrowed else self.empty_link,
            "print": self.printing,
            "signatures": excel.SIGNATURES if self.printable else (),
            "oob": self.is_fragment,
        }

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])  # the browser must not show a fragment as the page
        if self.printing:
            response.row_count = len(context["table"].paginated_rows)  # for core.audit.trail
        return response

    exported_at_once = 5_000
    """Rows that are exported while one waits; more are a job, whose workbook comes to 我的下载."""

    def export_now_or_later(self) -> HttpResponse:
        rows = self.exported().count()
        if rows > MAX_EXPORTED:
            messages.error(self.request, f"超过 {MAX_EXPORTED:,} 行，请先用筛选缩小范围再导出")
            return redirect(self.request.path)
        if rows <= self.exported_at_once:
            return self.export()
        downloads.hand_in(request=self.request, title=self.get_title(), rows=rows)
        messages.info(self.request, f"共 {rows:,} 行，正在后台导出，好了在这里下载，可以先去做别的")
        return redirect("core:download_list")

    def export_rows(self, rows) -> Iterable[Sequence]:
        return excel.queryset_rows(rows, self.export_columns)

    def exported(self) -> models.QuerySet:
        """What the filter and the sorting show, all pages of it."""
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.filterset.qs
        order = self.request.GET.getlist("sort") or None
        return self.get_table_class()(data=self.get_table_data(), order_by=order, **self.get_table_kwargs()).data.data

    def export(self) -> HttpResponse:
        """The same as a workbook."""
        rows = self.exported()
        title, today = self.get_title(), timezone.localdate()
        sheet = excel.SheetSpec(
            name=title,
            columns=self.export_columns,
            rows=self.export_rows(rows),
            title=title,
            unit=unit_of(self.request.user),
            day=today,
        )
        return excel.xlsx_response([sheet], f"{title}_{today:%Y%m%d}")


def unit_of(user) -> str:
    """The acting area by its full name, as it stands in the heading of a sheet."""
    return user.acting.area.full_name if user.acting else user.unit


class ChoicesPage(ScopedMixin, View):
    """Suggestions for a ``RemoteChoice``: ``?q=`` → ``{"results": [{"id", "text", "hint"}], "more": bool}``."""

    model: type[models.Model]
    queryset = None
    search: tuple[str, ...] = ("name__icontains",)

    def text_of(self, row) -> str:
        return str(row)

    def hint_of(self, row) -> str:
        """What tells two of the same name apart."""
        return ""

    def get(self, request, *args, **kwargs):
        wanted = models.Q()
        term = typed(request.GET.get("q", ""))[:40]
        if term:
            for lookup in self.search:
                wanted |= models.Q((lookup, term))
        rows = list(self.get_queryset().filter(wanted)[: SUGGESTIONS + 1])
        results = [{"id": row.pk, "text": self.text_of(row), "hint": self.hint_of(row)} for row in rows[:SUGGESTIONS]]
        return JsonResponse({"results": results, "more": len(rows) > SUGGESTIONS})


# ---------------------------------------------------------------- one thing
class PrintMixin(ScopedMixin):
    """A page with a print action of its own: ``?print=1`` prints it with whole tables; ``signatures`` stand below."""

    signatures: Sequence[str] = excel.SIGNATURES

    @property
    def printing(self) -> bool:
        return bool(self.request.GET.get("print"))

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not any(action.icon == PRINTER for action in context["actions"]):
            asked = self.request.GET.copy()
            asked.pop("page", None)
            asked["print"] = "1"
            context["actions"] = [Action("打印", f"?{asked.urlencode()}", PRINTER, blank=True), *context["actions"]]
        return context | {"print": self.printing, "signatures": self.signatures}


class DetailPage(PrintMixin, DetailView):
    """One row; the title is the row itself unless given."""

    def get_title(self) -> str:
        return self.title or str(self.object)


class BaseFormPage(ScopedMixin):
    """What pages with a form share: the form knows the user, errors of the domain keep the form.

    Joined with a form view: ``CreatePage``, ``EditPage``, or ``X(BaseFormPage, FormView)`` for a form without a row.
    """

    template_name = "components/form_page.html"
    submit_label = "保存"
    success_message = "已保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form) -> models.Model:
        """Write the form; pages with more to do than one row call a service here."""
        return form.save()

    def get_cancel_url(self) -> str:
        """Where 取消 leads: back to the page one came from, else to what the page is part of."""
        came_from = safe_next(self.request, self.request.headers.get("Referer", ""))
        return came_from or next((url for _, url in reversed(list(self.get_crumbs())) if url), "/")

    def form_valid(self, form):
        try:
            with refusing():
                self.object = self.save(form)
        except TouyanError as error:
            form.add_error(None, ValidationError([error.message, *error.items]))
            return self.form_invalid(form)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"submit_label": self.submit_label, "cancel_url": self.get_cancel_url()}


class CreatePage(BaseFormPage, CreateView):
    """A new row."""

    success_message = "已新增"


class EditPage(BaseFormPage, UpdateView):
    """Changes one row. If it is ``Versioned`` and somebody saved it meanwhile, nothing typed is lost:

    fields only they changed take their value, fields both changed show both values and ask.
    """

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        if isinstance(self.object, Versioned):
            self.object = self._locked()
            given = request.POST.get("version", "")
            if given != str(self.object.version):
                form = merge(self.get_form_class(), self.get_form_kwargs(), seen=version_seen(given))
                return self.render_to_response(self.get_context_data(form=form), status=409)
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def _locked(self) -> models.Model:
        """The row as it is once nobody else is saving it; whoever comes now waits until we are done."""
        list(type(self.object)._base_manager.select_for_update().filter(pk=self.object.pk).values_list("pk"))
        return self.get_object()

    def save(self, form) -> models.Model:
        if isinstance(form.instance, Versioned):
            form.instance.version += 1
        return super().save(form)


class FormPage(BaseFormPage, SingleObjectMixin, FormView):
    """A verb on one row that asks for more than a reason: ``perform`` gets the row and the valid form."""

    success_message = ""

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def perform(self, obj, form) -> models.Model:
        """Do it and return the row to go on to; ``TouyanError`` keeps the form."""
        raise NotImplementedError

    def save(self, form) -> models.Model:
        return self.perform(self.object, form)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class ActionPage(ScopedMixin, SingleObjectMixin, View):
    """A verb on one row, done by POST only. ``perform`` does it and raises ``TouyanError`` when it cannot.

    From a dialog the error appears in the dialog, so the typed reason stays; otherwise as a message on the page
    one comes back to. Whoever opens the address itself comes to that page too, and nothing is done.
    """

    reason_required = False
    success_message = ""

    def perform(self, obj, reason: str) -> str | None:
        """Do it; the returned sentence, or ``success_message``, is shown."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_error_url(self) -> str:
        return safe_next(self.request, self.request.headers.get("Referer", "")) or self.get_success_url()

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return HttpResponseRedirect(self.get_error_url())

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        reason = typed(request.POST.get("reason", ""))
        try:
            if self.reason_required and not reason:
                raise TouyanError("请写明原因")
            with refusing():
                done = self.perform(self.object, reason) or self.success_message
        except TouyanError as error:
            return self.refuse(error)
        if done:
            messages.success(request, done)
        url = self.get_success_url()
        return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else HttpResponseRedirect(url)

    def refuse(self, error: TouyanError) -> HttpResponse:
        """Say why it was not done; nothing was written."""
        if getattr(self.request, "htmx", False):
            return render(self.request, "components/error.html", {"error": error}, status=422)
        messages.error(self.request, error_html(error))
        return HttpResponseRedirect(self.get_error_url())


def error_html(error: TouyanError) -> SafeString:
    """An error as it stands in a message: the sentence, then the places."""
    places = format_html_join("", "<li>{}</li>", ((item,) for item in error.items))
    return format_html("{}<ul>{}</ul>", error.message, places) if places else format_html("{}", error.message)


def typed(text: str) -> str:
    """What came in without a form: trimmed, and without the character no database takes."""
    return text.replace("\0", "").strip()


def safe_next(request, address: str) -> str:
    """``address`` if it is a page of ours other than this one, else nothing."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    here = request.build_absolute_uri(request.path)
    return "" if request.build_absolute_uri(address).partition("?")[0] == here else address


# ---------------------------------------------------------------- the period switch of the top bar
class PeriodView(View):
    """Remembers the chosen quarter for this session and returns to the page, without its page number and period."""

    def get(self, request):
        return HttpResponseRedirect("/")

    def post(self, request):
        try:
            request.session["period"] = str(Period.parse(request.POST.get("period", "")))
        except ValueError:
            messages.error(request, "没有这个周期，请重新选择")
        path, _, query = safe_next(request, request.POST.get("next", "")).partition("?")
        kept = urlencode([pair for pair in parse_qsl(query) if pair[0] not in ("page", "period")])
        return HttpResponseRedirect(f"{path or '/'}{'?' if kept else ''}{kept}")


# ---------------------------------------------------------------- the auditor's list
class AuditListView(ListPage):
    """Every recorded step of every record, newest first. Auditors see all of it and nothing else."""

    model = StateChange
    table_class = StateChangeTable
    filterset_class = StateChangeFilter
    permission_required = "core.view_audit"
    title = "状态变更记录"
    empty_text = "还没有任何记录发生过状态变更"

    def get_queryset(self):
        """The log belongs to no area, so it is not scoped: the verb alone opens it, and only auditors have it."""
        return StateChange.objects.select_related("user").order_by("-at", "-pk")
