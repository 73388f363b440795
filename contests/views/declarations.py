"""Nominations and declarations: the list, one declaration, and the steps of both sides. D3 4 (一), O3"""

from django.contrib import messages
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from areas.choices import Level
from contests.filters.declarations import DeclarationFilter
from contests.forms.declarations import DeclarationForm, NominateForm
from contests.models import Contest, Declaration, DeclarationFile
from contests.services import declarations as services
from contests.tables.declarations import DeclarationTable
from core.pages.attachment_views import DownloadPage
from core.pages.views import Action, ActionPage, EditPage, FormPage, ListPage, figures
from core.submissions.choices import OPEN, SubmissionStatus
from core.submissions.views import SubmissionDetailPage
from scoring.choices import AssessmentStatus, EntryStatus
from scoring.views.base import crumbs, may_run

ENTERED = {
    EntryStatus.NOMINATED: "推荐", EntryStatus.ACTIVE: "参赛", EntryStatus.WITHDRAWN: "停赛",
    EntryStatus.EXCLUDED: "否决",
}  # fmt: skip
SUBMIT = "submit"  # the button that saves and hands in at once


class DeclarationListView(ListPage):
    """All declarations of the user's area; printed and exported as the filter shows them."""

    model = Declaration
    table_class = DeclarationTable
    filterset_class = DeclarationFilter
    permission_required = "contests.view_declaration"
    title = "申报"
    empty_text = "还没有申报；比武发布以后由乡镇推荐和填写"

    @property
    def empty_link(self):
        return "看比武", reverse("contests:contest_list")

    def get_queryset(self):
        rows = (
            super()
            .get_queryset()
            .with_counts()
            .select_related("entry__assessment__contest", "entry__township", "submitted_by")
        )
        return rows.prefetch_related("items") if self.request.GET.get("export") else rows

    def get_state(self):
        counts = dict(self.object_list.order_by().values_list("status").annotate(n=Count("pk")))
        yield figures("{} 份", sum(counts.values()))
        for status in SubmissionStatus:
            if counts.get(status):
                yield figures("{status} {} 份", counts[status], status=status.label)


class DeclarationMixin:
    """Pages about one declaration in the user's area."""

    model = Declaration
    permission_required = "contests.view_declaration"

    def get_queryset(self):
        return super().get_queryset().select_related(
            "entry__assessment__area", "entry__assessment__scheme", "entry__township", "entry__area", "submitted_by"
        )  # fmt: skip

    def get_crumbs(self):
        contest = self.object.contest
        return [*crumbs(contest), ("申报", f"{reverse('contests:declaration_list')}?contest={contest.pk}")]


class WriterMixin(DeclarationMixin):
    """For the office that fills it in; others do not find it."""

    permission_required = "contests.declare"

    def get_queryset(self):
        return super().get_queryset().written_by(self.request.user)


class DeclarationDetailView(DeclarationMixin, SubmissionDetailPage):
    """One declaration with its history, readable by both sides; ``?print=1`` for paper."""

    submissions = services.DECLARATIONS
    template_name = "contests/declaration_detail.html"

    @cached_property
    def following(self) -> Declaration | None:
        """The next one of the contest that waits for the user, once nothing is to be done about this one."""
        contest, status = self.object.contest, self.object.status
        decides = may_run(self.request.user, contest)
        if (self.may_write and self.object.is_open) or (decides and status == SubmissionStatus.SUBMITTED):
            return None
        waiting = Declaration.objects.for_user(self.request.user).filter(entry__assessment=contest)
        if decides:
            waiting = waiting.filter(status=SubmissionStatus.SUBMITTED)
        elif self.may_write:
            waiting = waiting.filter(status__in=OPEN)
        else:
            return None
        return waiting.exclude(pk=self.object.pk).order_by("entry__number").first()

    def get_state(self):
        entry, stage = self.object.entry, services.declaration_stage(self.object.contest)
        yield f"{entry.township} · {entry.assessment}"
        if stage and self.object.is_open:
            yield f"申报 {stage.starts_on} 至 {stage.ends_on}"
        yield from super().get_state()

    def edit_action(self, *, primary):
        url = reverse("contests:declaration_edit", args=[self.object.pk])
        return Action("填写" if primary else "修改", url, "pencil", primary=primary)

    def actions(self):
        if self.submissions.takes_changes(self.object) and self.following:
            label = "下一份待核准" if self.following.status == SubmissionStatus.SUBMITTED else "下一份要填的"
            yield Action(label, self.following.get_absolute_url(), "arrow-right", primary=True)
        yield from super().actions()

    def subjects(self):
        yield from super().subjects()
        yield self.object.entry, ENTERED

    def get_context_data(self, **kwargs):
        declaration = self.object
        return super().get_context_data(**kwargs) | {
            "items": list(declaration.items.all()),
            "texts": declaration.texts,
            "files": declaration.files.select_related("file"),
            "may_remove": self.may_write and declaration.is_open and self.submissions.takes_changes(declaration),
        }


class DeclarationEditView(WriterMixin, EditPage):
    form_class = DeclarationForm
    template_name = "contests/declaration_form.html"
    success_message = ""

    def get_title(self):
        return f"填写{self.object}"

    def get_state(self):
        yield f"{self.object.contest}"
        yield "可以先保存、以后再交；写完点“保存并提交”"

    def _locked(self):
        """Like the services: the contest first."""
        Contest.objects.select_for_update().get(pk=self.object.entry.assessment_id)
        return super()._locked()

    def save(self, form):
        declaration = form.instance
        services.save_declaration(
            declaration=declaration, items=form.items(), texts=form.texts(), uploads=form.cleaned_data["files"],
            user=self.request.user,
        )  # fmt: skip
        if SUBMIT in self.request.POST:
            services.DECLARATIONS.submit(declaration, user=self.request.user, today=timezone.localdate())
            messages.success(self.request, "已保存并提交")
        else:
            messages.success(self.request, "已保存，还没有提交")
        return declaration


# ---------------------------------------------------------------- files
class DeclarationFileView(DownloadPage):
    model = DeclarationFile
    permission_required = "contests.view_declaration"


class DeclarationFileRemoveView(ActionPage):
    model = DeclarationFile
    permission_required = "contests.declare"

    def get_queryset(self):
        rows = super().get_queryset().select_related("declaration__entry", "file")
        return rows.filter(declaration__in=Declaration.objects.written_by(self.request.user))

    def perform(self, file, reason):
        services.remove_file(file=file)
        return f"已删除附件{file}"

    def get_success_url(self) -> str:
        return self.object.declaration.get_absolute_url()


# ---------------------------------------------------------------- nominating
class NominateView(FormPage):
    """A township puts one forward and goes on to its declaration."""

    model = Contest
    form_class = NominateForm
    permission_required = "contests.declare"
    submit_label = "推荐，去填申报"
    success_message = "已推荐，请填写申报后提交"

    def get_queryset(self):
        if self.request.user.acting.area.level != Level.TOWNSHIP:
            return Contest.objects.none()
        announced = super().get_queryset().filter(announced_at__isnull=False, status=AssessmentStatus.DRAFT)
        return announced.filter(by_nomination=True).select_related("area", "scheme")

    def get_title(self):
        return f"推荐{self.object.scheme.words.entries}"

    def get_crumbs(self):
        return crumbs(self.object)

    def get_state(self):
        contest = self.object
        done = contest.entries.filter(township=self.request.user.acting.area_id).count()
        least, most = contest.nominations_min, contest.nominations_max
        yield f"每个乡镇推荐 {least}–{most} 个" if most else f"每个乡镇推荐 {least} 个以上"
        yield figures("已推荐 {} 个", done)
        if stage := services.declaration_stage(contest):
            yield f"申报 {stage.starts_on} 至 {stage.ends_on}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contest": self.object}

    def perform(self, contest, form):
        return services.nominate(
            contest=contest, township=self.request.user.acting.area, entry=form.entry(), user=self.request.user,
            today=timezone.localdate(),
        )  # fmt: skip
