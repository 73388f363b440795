"""Who competes: villages in and out, the draw order, 停赛 and 一票否决."""

from django.urls import reverse

from contests.choices import EntryStatus
from contests.forms.entries import EntryAddForm, EntryOrderForm, EntryStatusForm
from contests.models import Entry
from contests.services import entries as services
from contests.views.base import ContestFormPage, DraftMixin, RunMixin, RunPartMixin
from core.views import Action, ActionPage, FormPage


class EntryAddView(DraftMixin, ContestFormPage):
    form_class = EntryAddForm
    template_name = "contests/entry_add_form.html"
    title = "添加参赛村"
    submit_label = "添加"
    success_message = "已添加"

    def perform(self, contest, form):
        services.add_entries(contest=contest, villages=form.cleaned_data["villages"])
        return contest


class EntryOrderView(DraftMixin, ContestFormPage):
    form_class = EntryOrderForm
    template_name = "contests/entry_order_form.html"
    title = "出场顺序"
    success_message = "顺序已保存"

    def get_state(self):
        return ["按抽签结果填写序号，评分表和排名都按这个顺序列出"]

    def actions(self):
        yield Action(
            "随机抽签", reverse("contests:entry_draw", args=[self.object.pk]), "arrows-shuffle",
            confirm=f"{self.object}的 {self.object.entries.count()} 个村将重新随机排序，现有顺序不保留。",
        )  # fmt: skip

    def perform(self, contest, form):
        services.renumber(contest=contest, numbers=form.numbers())
        return contest


class EntryDrawView(DraftMixin, RunMixin, ActionPage):
    success_message = "已随机抽签"

    def perform(self, contest, reason):
        services.draw_order(contest=contest)

    def get_success_url(self) -> str:
        return reverse("contests:entry_order", args=[self.object.pk])


class _EntryMixin(RunPartMixin):
    """Pages about one village of a contest."""

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
        yield "停赛、一票否决的村没有名次，评委不用再评；已交的评分表保留"
        yield "已计分的比武须重新计分"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"entry": self.object}

    def perform(self, entry, form):
        status, reason = form.cleaned_data["status"], form.cleaned_data["reason"]
        if status == EntryStatus.ACTIVE:
            return services.restore_entry(entry=entry, reason=reason, user=self.request.user)
        return services.withdraw_entry(entry=entry, status=status, reason=reason, user=self.request.user)
