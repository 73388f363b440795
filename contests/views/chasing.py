"""Who still owes what, the text to paste into a chat group, and reminders. O9"""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from contests.models import Contest, Reminder
from contests.services import chasing as services
from contests.views.base import RunMixin, crumbs, may_run
from core.pages.views import Action, ActionPage, DetailPage, figures, safe_next
from core.templatetags.touyan import clock


class ChaseView(DetailPage):
    """The office reads it of its own contests, the county also of its townships'."""

    model = Contest
    permission_required = "contests.run_contest"
    template_name = "contests/chase.html"
    signatures = ()

    def get_queryset(self):
        return super().get_queryset().in_area(self.request.user.scope_prefix).select_related("area")

    @cached_property
    def debts(self) -> list[services.Debt]:
        return services.debts(self.object, timezone.localdate())

    @cached_property
    def text(self) -> str:
        return services.chat_text(self.object, self.debts, timezone.localdate())

    @cached_property
    def reminded(self) -> list[Reminder]:
        return list(services.reminded_on([self.object], timezone.localdate()).order_by("sent_at"))

    @cached_property
    def unreminded(self) -> int:
        """How many who owe something have an account that has had no reminder of it today."""
        had = {(each.rater_id, each.entry_id, each.user_id) for each in self.reminded}
        return sum(any((*debt.key, user.pk) not in had for user in debt.users) for debt in self.debts)

    def get_title(self):
        return "谁还没交"

    def get_crumbs(self):
        return crumbs(self.object)

    def get_state(self):
        last = services.deadline(self.object)
        yield figures("{} 个还没有交", len(self.debts)) if self.debts else "都交齐了"
        if last:
            yield f"{last} 截止"
        if self.reminded:
            again = "" if self.unreminded else "，每人每天只提醒一次"
            yield f"今天 {clock(self.reminded[-1].sent_at)} 已发过提醒{again}"

    def actions(self):
        if self.unreminded and may_run(self.request.user, self.object):
            yield Action(
                "发提醒", reverse("contests:remind", args=[self.object.pk]), "bell", primary=True,
                confirm=f"给有账号、今天还没提醒过的 {self.unreminded} 个发提醒，登录后在页面上方看到。"
                "没有账号的请用下面的文字在群里催。",
            )  # fmt: skip

    def get_context_data(self, **kwargs):
        sent = self.object.reminders.select_related("user", "sent_by")[:50]
        return super().get_context_data(**kwargs) | {
            "debts": self.debts, "text": self.text, "sent": sent,
        }  # fmt: skip


class RemindView(RunMixin, ActionPage):
    def perform(self, contest, reason):
        count = services.remind(contest=contest, user=self.request.user, today=timezone.localdate())
        return f"已提醒 {count} 人"

    def get_success_url(self) -> str:
        return reverse("contests:chase", args=[self.object.pk])


class ReminderSeenView(ActionPage):
    """Puts a reminder of one's own away."""

    model = Reminder
    permission_required = "contests.score_sheet"

    def get_queryset(self):
        return super().get_queryset().filter(user=self.request.user)

    def perform(self, reminder, reason):
        services.dismiss(reminder=reminder)

    def get_success_url(self) -> str:
        return safe_next(self.request, self.request.headers.get("Referer", "")) or reverse("dashboards:home")
