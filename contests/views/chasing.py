"""Who still owes what, the text to paste into a chat group, and reminders. O9"""

from django.urls import reverse
from django.utils import timezone

from contests.models import Contest, Reminder
from contests.services import chasing as services
from contests.views.base import RunMixin
from core.pages.views import ActionPage
from core.reminders.views import ChasePage, ReminderSeenPage
from scoring.choices import AssessmentStatus
from scoring.views.base import crumbs, may_run


class ChaseView(ChasePage):
    """The office reads it of its own contests, the county also of its townships'."""

    model, reminders, remind_url = Contest, services.REMINDERS, "contests:remind"
    permission_required = "scoring.run_assessment"
    template_name = "contests/chase.html"

    def get_queryset(self):
        return super().get_queryset().in_area(self.request.user.scope_prefix).select_related("area")

    def get_crumbs(self):
        return crumbs(self.object)

    def get_debts(self):
        return services.debts(self.object, timezone.localdate())

    def get_text(self):
        return services.chat_text(self.object, self.debts, timezone.localdate())

    def get_deadline(self):
        return services.deadline(self.object)

    def get_sent(self):
        return self.object.reminders.all()

    @property
    def may_remind(self):
        return may_run(self.request.user, self.object)

    @property
    def settled_words(self):
        if self.object.status == AssessmentStatus.DRAFT:
            return "没有未交的申报。开始评分以后，这里列出还没交评分表的评委。"
        return super().settled_words


class RemindView(RunMixin, ActionPage):
    def perform(self, contest, reason):
        count = services.remind(contest=contest, user=self.request.user, today=timezone.localdate())
        return f"已提醒 {count} 人"

    def get_success_url(self) -> str:
        return reverse("contests:chase", args=[self.object.pk])


class ReminderSeenView(ReminderSeenPage):
    model, reminders = Reminder, services.REMINDERS
    permission_required = "scoring.score_sheet"
