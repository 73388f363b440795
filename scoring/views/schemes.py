"""Schemes: list, sheet, builder, copy, and the steps from draft to use."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.generic import DetailView, FormView
from django.views.generic.detail import SingleObjectMixin

from core.errors import TouyanError
from core.pages.conflicts import saved_since, version_seen
from core.pages.views import Action, ActionPage, BaseFormPage, DetailPage, ListPage, ScopedMixin, figures, typed
from core.values.filenames import file_name
from rules import services as rules
from rules.choices import RuleSetStatus
from rules.content import UNSET_LABEL
from scoring import policy, presets
from scoring.filters.schemes import SchemeFilter
from scoring.forms.schemes import SchemeBuilder, SchemeCopyForm, SchemeCreateForm
from scoring.models import Assessment, Scheme
from scoring.services import schemes as services
from scoring.tables.schemes import SCHEME_TONES, SchemeTable, Sheet


def may_change(user, scheme: Scheme) -> bool:
    """Whether the scheme belongs to the office in which the user acts."""
    return user.has_perm("scoring.change_scheme") and user.acting.area_id == scheme.area_id


class OwnMixin:
    """Pages that change a scheme: only those of the own area, others are not found."""

    model = Scheme
    permission_required = "scoring.change_scheme"

    def get_queryset(self):
        return super().get_queryset().filter(area=self.request.user.acting.area_id).select_related("area")


def crumbs(scheme: Scheme | None = None) -> list[tuple[str, str]]:
    above = [Assessment.owners()[0].list_crumb(), ("评分方案", reverse("scoring:scheme_list"))]
    return [*above, (str(scheme), scheme.get_absolute_url())] if scheme else above


# ---------------------------------------------------------------- reading
class SchemeListView(ListPage):
    model = Scheme
    table_class = SchemeTable
    filterset_class = SchemeFilter
    permission_required = "scoring.view_scheme"
    title = "评分方案"
    empty_text = "还没有评分方案。可以载入随系统提供的范本，再按本地实际修改。"

    def get_queryset(self):
        assessments = (
            Assessment.objects.filter(scheme=OuterRef("pk")).order_by().values("scheme").annotate(n=Count("pk"))
        )
        rows = super().get_queryset().select_related("area").with_unset()
        rows = rows.annotate(assessment_count=Coalesce(Subquery(assessments.values("n")), 0))
        return rows.order_by("-year", "area__code", "code", "-edition")

    def get_crumbs(self):
        return crumbs()[:1]

    def get_state(self):
        counts = dict(self.object_list.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
        yield figures("{} 个方案", sum(counts.values()))
        for status in RuleSetStatus:
            if counts.get(status):
                yield figures("{status} {} 个", counts[status], status=status.label)

    @property
    def empty_link(self):
        return ("新建方案", reverse("scoring:scheme_create")) if self._may_create else None

    @property
    def _may_create(self) -> bool:
        return self.request.user.has_perm("scoring.change_scheme")

    def actions(self):
        if self._may_create:
            yield Action("新建方案", reverse("scoring:scheme_create"), icon="plus", primary=True)


class SchemeDetailView(DetailPage):
    """The whole scheme as a sheet; on drafts of the own area also what keeps it from use."""

    model = Scheme
    permission_required = "scoring.view_scheme"
    template_name = "scoring/scheme_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "copied_from")

    def get_object(self, queryset=None):
        scheme = super().get_object(queryset)
        notes = {note.path: note for note in scheme.notes.all()}
        self.sheet = Sheet(presets.SCHEMES.read(scheme), notes)
        self.open_values = self.sheet.open_values()
        self.problems = policy.scheme_problems(services.as_data(scheme)) if not scheme.is_frozen else []
        self.may_change = may_change(self.request.user, scheme)
        return scheme

    def get_title(self):
        return self.object.name

    def get_crumbs(self):
        return crumbs()

    def get_badges(self):
        yield self.object.get_status_display(), SCHEME_TONES.get(self.object.status, "")

    def get_state(self):
        scheme = self.object
        yield f"{scheme.area.short_name} {scheme.year}年第{scheme.edition}版"
        yield figures("满分 {} 分", policy.plain(scheme.full_mark))
        if self.problems:
            yield figures("{} 处要改", len(self.problems))
        if self.open_values and not scheme.is_frozen:
            yield figures("{} 处待确认", len(self.open_values))
        if scheme.copied_from:
            yield f"复制自{scheme.copied_from}"

    def actions(self):
        scheme, user = self.object, self.request.user
        at = [scheme.pk]
        yield Action("导出方案文件", reverse("scoring:scheme_export", args=at), icon="file-export")
        usable = scheme.status == RuleSetStatus.IN_USE and user.has_perm("scoring.run_assessment")
        usable = usable and Scheme.objects.usable_in(user.acting.area).filter(pk=scheme.pk).exists()
        if usable:
            for at_first, owner in enumerate(Assessment.owners()):
                yield Action(*owner.made_with(scheme), icon="plus", primary=not at_first)
        if user.has_perm("scoring.change_scheme"):
            label = "复制" if self.may_change else "复制到本区域"
            leads = not self.may_change and not usable
            yield Action(label, reverse("scoring:scheme_copy", args=at), icon="copy", primary=leads)
        if not self.may_change:
            return
        if scheme.status == RuleSetStatus.DRAFT:
            yield Action(
                "删除", reverse("scoring:scheme_delete", args=at), icon="trash",
                confirm=f"将删除草稿“{scheme}”，其中的内容不能恢复。",
            )  # fmt: skip
            ready = not self.problems and not self.open_values and user.has_perm("scoring.use_scheme")
            yield Action("编辑", reverse("scoring:scheme_edit", args=at), icon="pencil", primary=not ready)
            if ready:
                yield Action(
                    "启用", reverse("scoring:scheme_use", args=at), icon="check", primary=True,
                    confirm=f"启用“{scheme}”后即可用于比武，方案内容从此锁定；以后要改，请复制为新版本。",
                )  # fmt: skip
        elif user.has_perm("scoring.use_scheme"):
            if scheme.status == RuleSetStatus.IN_USE:
                yield Action(
                    "停用", reverse("scoring:scheme_retire", args=at), icon="player-stop", reason=False,
                    confirm=f"停用“{scheme}”后，新的比武不能再选它；已在使用的比武不受影响。",
                )  # fmt: skip
            else:
                yield Action(
                    "重新启用", reverse("scoring:scheme_use", args=at), icon="check", primary=True,
                    confirm=f"重新启用“{scheme}”后，新的比武可以再选它。",
                )  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "parts": self.sheet.parts(), "problems": self.problems, "open_values": self.open_values,
            "unset_label": UNSET_LABEL,
            "may_confirm": self.may_change and not self.object.is_frozen,
            "confirmed_values": [] if self.object.is_frozen else self.sheet.confirmed_values(),
        }  # fmt: skip


class SchemeExportView(ScopedMixin, DetailView):
    """The scheme as a TOML file."""

    model = Scheme
    permission_required = "scoring.view_scheme"

    def render_to_response(self, context, **kwargs):
        scheme = self.object
        response = HttpResponse(presets.SCHEMES.dump(scheme), content_type="application/toml; charset=utf-8")
        name = file_name(f"{scheme.code}_{scheme.year}_{scheme.edition}.toml")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response


# ---------------------------------------------------------------- making
class SchemeCreateView(BaseFormPage, FormView):
    form_class = SchemeCreateForm
    permission_required = "scoring.change_scheme"
    title = "新建评分方案"
    submit_label = "建立草稿"
    success_message = ""

    def get_crumbs(self):
        return crumbs()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": timezone.localdate().year}

    def save(self, form):
        user, data = self.request.user, form.cleaned_data
        if not data["source"]:
            return services.create_scheme(area=user.acting.area, year=data["year"], user=user, name=data["name"])
        text = presets.shipped()[data["source"]].read_text("utf-8")
        loaded = services.load_preset(text=text, area=user.acting.area, year=data["year"], user=user)
        (messages.success if loaded.is_new else messages.info)(self.request, str(loaded))
        self.is_loaded = True
        return loaded.scheme

    def get_success_url(self):
        if getattr(self, "is_loaded", False):
            return self.object.get_absolute_url()
        return reverse("scoring:scheme_edit", args=[self.object.pk])


class SchemeCopyView(BaseFormPage, SingleObjectMixin, FormView):
    """Any scheme one can read becomes a draft of the own area."""

    model = Scheme
    form_class = SchemeCopyForm
    permission_required = "scoring.change_scheme"
    submit_label = "复制为草稿"
    success_message = "已复制为草稿"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = None

    @cached_property
    def source(self) -> Scheme:
        return self.get_object()

    def get_title(self):
        return f"复制{self.source}"

    def get_crumbs(self):
        return crumbs(self.source)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"scheme": self.source, "area": self.request.user.acting.area}

    def save(self, form):
        user = self.request.user
        return services.copy_scheme(scheme=self.source, area=user.acting.area, user=user, **form.cleaned_data)

    def get_success_url(self):
        return self.object.get_absolute_url()


class SchemeEditView(OwnMixin, ScopedMixin, DetailView):
    """The builder of a draft. Whatever is wrong with what was sent, it is shown again as typed."""

    template_name = "scoring/scheme_form.html"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_frozen:
            raise Http404
        return self.show(SchemeBuilder(scheme=self.object, user=request.user))

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        builder = SchemeBuilder(scheme=self.object, user=request.user, data=request.POST)
        if "restore" in request.POST:  # typed before the session was lost; the browser kept it
            return self.show(builder)
        valid = builder.is_valid()
        if (given := request.POST.get("version", "")) != str(self.object.version):
            stale = saved_since(self.object, seen=version_seen(given), user=request.user)
            return self.show(builder, 409, stale=stale, differences=builder.differences() if valid else [])
        if not valid:
            return self.show(builder, 422)
        try:
            services.save_content(
                scheme=self.object, content=builder.content(), version=self.object.version, user=request.user
            )
        except TouyanError as error:
            return self.show(builder, 422, error=error)
        messages.success(request, "已保存")
        return HttpResponseRedirect(self.object.get_absolute_url())

    def show(self, builder: SchemeBuilder, status: int = 200, **more) -> HttpResponse:
        context = self.get_context_data(builder=builder, blank=builder.blank_rows(), **more)
        return self.render_to_response(context, status=status)

    def get_title(self):
        return f"编辑{self.object}"

    def get_crumbs(self):
        return crumbs(self.object)


# ---------------------------------------------------------------- steps
class SchemeConfirmView(OwnMixin, ActionPage):
    """Takes proposed values as the office's own; with ``back`` it takes confirmations back."""

    def perform(self, obj, reason):
        paths = [typed(path) for path in self.request.POST.getlist("path")]
        if not paths:
            raise TouyanError("请先勾选")
        if "back" in self.request.POST:
            count = rules.reopen_values(rule_set=obj, paths=paths)
            return f"已撤回 {count} 处确认，又待确认"
        count = rules.confirm_values(rule_set=obj, paths=paths, user=self.request.user)
        return f"已确认 {count} 处"


class SchemeUseView(OwnMixin, ActionPage):
    permission_required = "scoring.use_scheme"

    def perform(self, obj, reason):
        services.put_to_use(scheme=obj, user=self.request.user)
        return f"已启用{obj}，可以用于比武"


class SchemeRetireView(OwnMixin, ActionPage):
    permission_required = "scoring.use_scheme"

    def perform(self, obj, reason):
        rules.retire(rule_set=obj, user=self.request.user, reason=reason)
        return f"已停用{obj}"


class SchemeDeleteView(OwnMixin, ActionPage):
    def perform(self, obj, reason):
        rules.delete_draft(rule_set=obj)
        return "草稿已删除"

    def get_success_url(self):
        return reverse("scoring:scheme_list")

    def get_error_url(self):
        return self.object.get_absolute_url()
