"""Who competes: in and out, the draw order, 停赛 and 一票否决."""

from django.contrib import messages
from django.urls import reverse

from core.pages.attachment_views import DownloadPage
from core.pages.views import Action, ActionPage, FormPage
from scoring.choices import EntryStatus, Subject
from scoring.forms.entries import EntryAddForm, EntryOrderForm, EntryStatusForm, GroupAddForm, HolderAddForm, TopForm
from scoring.models import Assessment, Entry
from scoring.services import entries as services
from scoring.services.entries import ENTRY_LEVELS
from scoring.views.additions import noting_added
from scoring.views.base import AssessmentFormPage, DraftMixin, RunMixin, RunPartMixin


class EntryAddView(DraftMixin, AssessmentFormPage):
    """Further participants, in the way their kind asks for: chosen areas, typed groups, holders of a post."""

    submit_label = "添加"

    def get_title(self):
        return f"添加{self.object.scheme.words.entries}"

    def get_form_class(self):
        special = {Subject.GROUP: GroupAddForm, Subject.PERSON: HolderAddForm}
        return special.get(self.object.scheme.subject, EntryAddForm)

    def get_template_names(self):
        chosen = self.object.scheme.subject in ENTRY_LEVELS
        return ["scoring/entry_add_form.html" if chosen else "components/form_page.html"]

    def perform(self, assessment, form):
        data = form.cleaned_data
        with noting_added(self.request, assessment, "entries"):
            if assessment.scheme.subject == Subject.GROUP:
                added = services.add_groups(assessment=assessment, lines=data["lines"])
            elif assessment.scheme.subject == Subject.PERSON:
                added = services.add_holders(
                    assessment=assessment, post=data["post"], on=data["on"], areas=data["areas"]
                )
            else:
                added = services.add_entries(assessment=assessment, villages=data["villages"])
        _tell_added(self.request, assessment, added)
        return assessment


class EntryTopView(DraftMixin, AssessmentFormPage):
    """The best of earlier rankings come in."""

    form_class = TopForm
    title = "取前几名参赛"
    submit_label = "添加"

    def get_state(self):
        yield "每场取前几名；已在名单里的不重复"

    def perform(self, assessment, form):
        with noting_added(self.request, assessment, "entries"):
            added = services.add_top(assessment=assessment, user=self.request.user, **form.cleaned_data)
        _tell_added(self.request, assessment, added)
        return assessment


def _tell_added(request, assessment: Assessment, added: int) -> None:
    if added:
        messages.success(request, f"已添加 {added} {assessment.scheme.words.counted}")
    else:
        messages.info(request, "没有新的可添加：都已在名单里，或没有符合条件的")


class EntryOrderView(DraftMixin, AssessmentFormPage):
    form_class = EntryOrderForm
    template_name = "scoring/entry_order_form.html"
    title = "出场顺序"
    success_message = "顺序已保存"

    def get_state(self):
        return ["按抽签结果填写序号，评分表和排名都按这个顺序列出"]

    def actions(self):
        count = f"{self.object.entries.count()} {self.object.scheme.words.counted}"
        yield Action(
            "随机抽签", reverse("scoring:entry_draw", args=[self.object.pk]), "arrows-shuffle",
            confirm=f"{self.object}的 {count}将重新随机排序，现有顺序不保留。",
        )  # fmt: skip

    def perform(self, assessment, form):
        services.renumber(assessment=assessment, numbers=form.numbers())
        return assessment


class EntryDrawView(DraftMixin, RunMixin, ActionPage):
    success_message = "已随机抽签"

    def perform(self, assessment, reason):
        services.draw_order(assessment=assessment)

    def get_success_url(self) -> str:
        return reverse("scoring:entry_order", args=[self.object.pk])


class _EntryMixin(RunPartMixin):
    """Pages about one village of an assessment."""

    model = Entry
    tab = "entries"


class EntryRemoveView(_EntryMixin, ActionPage):
    def perform(self, entry, reason):
        services.remove_entry(entry=entry)
        return f"已移出{entry}"


class EntryStatusView(_EntryMixin, FormPage):
    form_class = EntryStatusForm
    submit_label = "确认"
    success_message = "已处理"

    def get_title(self) -> str:
        return f"{self.object}：停赛、否决或恢复"

    def get_state(self):
        yield "停赛、一票否决的没有名次，评委不用再评；已交的评分表保留"
        yield "已经计分的，须重新计分"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"entry": self.object}

    def perform(self, entry, form):
        given = {"reason": form.cleaned_data["reason"], "upload": form.cleaned_data["file"], "user": self.request.user}
        if form.cleaned_data["status"] == EntryStatus.ACTIVE:
            return services.restore_entry(entry=entry, **given)
        return services.withdraw_entry(entry=entry, status=form.cleaned_data["status"], **given)


class EntryFileView(DownloadPage):
    """What a suspension or exclusion rests on, for whoever sees the entry."""

    model = Entry
    permission_required = "scoring.view_standing"

    def get_attachment(self, obj):
        return obj.basis_file
