"""Pages of rule sets: list, sheet, builder, copy, and the steps from draft to use.

An app gives its addresses with ``rules.urls.rule_set_paths``; a page of its own extends one of these.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.generic import DetailView, FormView
from django.views.generic.detail import SingleObjectMixin

from core.errors import TouyanError
from core.pages.conflicts import saved_since, version_seen
from core.pages.steps import StepPage, step_action
from core.pages.views import (
    Action,
    ActionPage,
    BaseFormPage,
    DetailPage,
    ListPage,
    ScopedMixin,
    figures,
    safe_next,
    typed,
)
from core.values.filenames import file_name
from rules import services
from rules.choices import RuleSetStatus
from rules.content import UNSET_LABEL
from rules.filters import RuleSetFilter
from rules.forms import Builder, RuleSetCopyForm, RuleSetCreateForm
from rules.models import RuleSet
from rules.services import RuleSets
from rules.tables import TONES, RuleSetTable, Sheet


class RuleSetMixin:
    """A page of some ``rule_sets``; ``verb`` is which of their verbs opens it."""

    rule_sets: RuleSets
    verb = "reads"

    @property
    def model(self) -> type[RuleSet]:
        return self.rule_sets.format.model

    @property
    def permission_required(self) -> str:
        return getattr(self.rule_sets, self.verb)

    @property
    def what(self) -> str:
        return self.rule_sets.format.what

    def address(self, name: str, rule_set: RuleSet | None = None) -> str:
        return reverse(f"{self.rule_sets.addresses}_{name}", args=[rule_set.pk] if rule_set else [])

    def get_queryset(self):
        return super().get_queryset().select_related("area")

    def get_crumbs(self):
        return [*self.rule_sets.above(), (self.rule_sets.title, self.address("list"))]

    def crumbs_of(self, rule_set: RuleSet) -> list[tuple[str, str]]:
        return [*RuleSetMixin.get_crumbs(self), (str(rule_set), rule_set.get_absolute_url())]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"what": self.what}


class OwnMixin(RuleSetMixin):
    """Pages that change a rule set: only those of the own area, others are not found."""

    verb = "changes"

    def get_queryset(self):
        return super().get_queryset().filter(area=self.request.user.acting.area_id)


# ---------------------------------------------------------------- reading
class RuleSetListView(RuleSetMixin, ListPage):
    table_class = RuleSetTable
    filterset_class = RuleSetFilter

    def get_title(self):
        return self.rule_sets.title

    @property
    def empty_text(self):
        return f"还没有{self.rule_sets.title}。可以载入随系统提供的范本，再按本地实际修改。"

    def get_queryset(self):
        return super().get_queryset().with_unset().order_by("-year", "area__code", "code", "-edition")

    def get_crumbs(self):
        return self.rule_sets.above()

    def get_state(self):
        counts = dict(self.object_list.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
        yield figures("{} 个{what}", sum(counts.values()), what=self.what)
        for status in RuleSetStatus:
            if counts.get(status):
                yield figures("{status} {} 个", counts[status], status=status.label)

    @property
    def empty_link(self):
        return (f"新建{self.what}", self.address("create")) if self._may_create else None

    @property
    def _may_create(self) -> bool:
        return self.request.user.has_perm(self.rule_sets.changes)

    def actions(self):
        if self._may_create:
            yield Action(f"新建{self.what}", self.address("create"), icon="plus", primary=True)


class RuleSetDetailView(RuleSetMixin, DetailPage):
    """The whole rule set as a sheet; on drafts of the own area also what keeps it from use."""

    template_name = "rules/rule_set_detail.html"
    sheet_class = Sheet

    def get_queryset(self):
        return super().get_queryset().select_related("copied_from")

    def get_object(self, queryset=None):
        row, form, user = super().get_object(queryset), self.rule_sets.format, self.request.user
        self.sheet = self.sheet_class(form, form.read(row), {note.path: note for note in row.notes.all()})
        self.open_values = self.sheet.open_values()
        self.problems = [] if row.is_frozen else self.rule_sets.problems(row)
        self.may_change = user.has_perm(self.rule_sets.changes) and self.rule_sets.is_own(row, user)
        return row

    def get_title(self):
        return self.object.name

    def get_badges(self):
        yield self.object.get_status_display(), TONES.get(self.object.status, "")

    def get_facts(self) -> Iterable[str]:
        """What the state sentence says of the rule set itself."""
        return ()

    def get_state(self):
        row = self.object
        yield f"{row.area.short_name} {row.year}年第{row.edition}版"
        yield from self.get_facts()
        if self.problems:
            yield figures("{} 处要改", len(self.problems))
        if self.open_values and not row.is_frozen:
            yield figures("{} 处待确认", len(self.open_values))
        if row.copied_from:
            yield f"复制自{row.copied_from}"

    def following(self) -> list[Action]:
        """What can be made with the rule set, the first of them as the primary one."""
        return []

    def actions(self):
        row, user, sets = self.object, self.request.user, self.rule_sets
        yield Action(f"导出{self.what}文件", self.address("export", row), icon="file-export")
        yield from (following := self.following())
        if user.has_perm(sets.changes):
            label, leads = "复制" if self.may_change else "复制到本区域", not self.may_change and not following
            yield Action(label, self.address("copy", row), icon="copy", primary=leads)
        if not self.may_change:
            return
        steps = [step for step in sets.steps if step.is_open_to(user, row)]
        if self.problems or (self.open_values and not row.is_frozen):
            steps = [step for step in steps if step != sets.using]
        if sets.deleting in steps:
            yield step_action(sets.deleting, row)
        if not row.is_frozen:
            leads = sets.using not in steps
            yield Action("编辑", self.address("edit", row), icon="pencil", primary=leads)
        for step in steps:
            if step != sets.deleting:
                yield step_action(step, row, primary=step.target == RuleSetStatus.IN_USE)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "parts": self.sheet.parts(), "problems": self.problems, "open_values": self.open_values,
            "unset_label": UNSET_LABEL, "confirm_url": self.address("confirm", self.object),
            "may_confirm": self.may_change and not self.object.is_frozen,
            "confirmed_values": [] if self.object.is_frozen else self.sheet.confirmed_values(),
        }  # fmt: skip


class RuleSetExportView(RuleSetMixin, ScopedMixin, DetailView):
    """The rule set as a TOML file."""

    def render_to_response(self, context, **kwargs):
        row = self.object
        text = self.rule_sets.format.dump(row)
        response = HttpResponse(text, content_type="application/toml; charset=utf-8")
        name = file_name(f"{row.code}_{row.year}_{row.edition}.toml")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response


# ---------------------------------------------------------------- making
class RuleSetCreateView(RuleSetMixin, BaseFormPage, FormView):
    form_class = RuleSetCreateForm
    verb = "changes"
    submit_label = "建立草稿"
    success_message = ""

    def get_title(self):
        return f"新建{self.rule_sets.title}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rule_sets": self.rule_sets, "year": timezone.localdate().year}

    def save(self, form):
        user, data, sets = self.request.user, form.cleaned_data, self.rule_sets
        given = {"area": user.acting.area, "year": data["year"], "user": user}
        if not data["source"]:
            return services.create(sets.format, name=data["name"], **given)
        text = sets.shipped()[data["source"]].read_text("utf-8")
        loaded = services.load(sets.format, text=text, **given)
        (messages.success if loaded.is_new else messages.info)(self.request, str(loaded))
        self.is_loaded = True
        return loaded.rule_set

    def get_success_url(self):
        if getattr(self, "is_loaded", False):
            return self.object.get_absolute_url()
        return self.address("edit", self.object)


class RuleSetCopyView(RuleSetMixin, BaseFormPage, SingleObjectMixin, FormView):
    """Any rule set one can read becomes a draft of the own area."""

    form_class = RuleSetCopyForm
    verb = "changes"
    submit_label = "复制为草稿"
    success_message = "已复制为草稿"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    @cached_property
    def source(self) -> RuleSet:
        return self.get_object()

    def get_title(self):
        return f"复制{self.source}"

    def get_crumbs(self):
        return self.crumbs_of(self.source)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rule_set": self.source, "area": self.request.user.acting.area}

    def save(self, form):
        user = self.request.user
        given = {"area": user.acting.area, "user": user, **form.cleaned_data}
        return services.copy(self.rule_sets.format, rule_set=self.source, **given)

    def get_success_url(self):
        return self.object.get_absolute_url()


class RuleSetEditView(OwnMixin, ScopedMixin, DetailView):
    """The builder of a draft. Whatever is wrong with what was sent, it is shown again as typed."""

    template_name = "rules/rule_set_form.html"
    builder_class = Builder

    def builder(self, data=None) -> Builder:
        return self.builder_class(self.rule_sets.format, rule_set=self.object, user=self.request.user, data=data)

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_frozen:
            raise Http404
        return self.show(self.builder())

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        builder = self.builder(request.POST)
        if "restore" in request.POST:  # typed before the session was lost; the browser kept it
            return self.show(builder)
        valid = builder.is_valid()
        if (given := request.POST.get("version", "")) != str(self.object.version):
            stale = saved_since(self.object, seen=version_seen(given), user=request.user)
            return self.show(builder, 409, stale=stale, differences=builder.differences() if valid else [])
        if not valid:
            return self.show(builder, 422)
        said = {"content": builder.content(), "version": self.object.version, "user": request.user}
        try:
            services.save_content(self.rule_sets.format, rule_set=self.object, **said)
        except TouyanError as error:
            return self.show(builder, 422, error=error)
        messages.success(request, "已保存")
        return HttpResponseRedirect(self.object.get_absolute_url())

    def show(self, builder: Builder, status: int = 200, **more) -> HttpResponse:
        return self.render_to_response(self.get_context_data(builder=builder, **more), status=status)

    def get_title(self):
        return f"编辑{self.object}"

    def get_crumbs(self):
        return self.crumbs_of(self.object)


# ---------------------------------------------------------------- steps
class RuleSetConfirmView(OwnMixin, ActionPage):
    """Takes proposed values as the office's own; with ``back`` it takes confirmations back."""

    def perform(self, obj, reason):
        paths = [typed(path) for path in self.request.POST.getlist("path")]
        if not paths:
            raise TouyanError("请先勾选")
        if "back" in self.request.POST:
            count = services.reopen_values(rule_set=obj, paths=paths)
            return f"已撤回 {count} 处确认，又待确认"
        count = services.confirm_values(rule_set=obj, paths=paths, user=self.request.user)
        return f"已确认 {count} 处"


class RuleSetStepPage(StepPage):
    """A step of a rule set; what was not done leads back to it."""

    def get_error_url(self):
        return safe_next(self.request, self.request.headers.get("Referer", "")) or self.object.get_absolute_url()
