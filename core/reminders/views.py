"""The page on which one sees who still owes what, and reminds them."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.pages.views import Action, ActionPage, DetailPage, figures, safe_next
from core.reminders.models import Reminding
from core.reminders.services import Debt, Reminders
from core.templatetags.touyan import clock

SHOWN = 50


class ChasePage(DetailPage):
    """``reminders`` and what is said below; ``remind_url`` names the address that reminds."""

    reminders: Reminders
    remind_url: str
    template_name = "core/chase.html"
    signatures = ()

    # ------------------------------------------------ what an app says
    def get_debts(self) -> list[Debt]:
        raise NotImplementedError

    def get_text(self) -> str:
        raise NotImplementedError

    def get_deadline(self) -> date | None:
        return None

    def get_sent(self) -> QuerySet:
        """All reminders of this."""
        raise NotImplementedError

    @property
    def may_remind(self) -> bool:
        return True

    @property
    def settled_words(self) -> str:
        """What stands there when nobody owes anything."""
        return "都交齐了，不用催。"

    # ------------------------------------------------ the page
    @cached_property
    def debts(self) -> list[Debt]:
        return self.get_debts()

    @cached_property
    def reminded(self) -> list[Reminding]:
        return list(self.reminders.of_day(self.get_sent(), timezone.localdate()).order_by("sent_at"))

    @cached_property
    def unreminded(self) -> int:
        """How many who owe something have an account that has had no reminder of it today."""
        parts = self.reminders.parts
        had = {(*(getattr(row, f"{name}_id") for name in parts), row.user_id) for row in self.reminded}

        def key(debt):
            return tuple(debt.about[name].pk if name in debt.about else None for name in parts)

        return sum(any((*key(debt), user.pk) not in had for user in debt.users) for debt in self.debts)

    def get_title(self):
        return "谁还没交"

    def get_state(self):
        last = self.get_deadline()
        yield figures("{} 个还没有交", len(self.debts)) if self.debts else "都交齐了"
        if last:
            yield f"{last} 截止"
        if self.reminded:
            again = "" if self.unreminded else "，每人每天只提醒一次"
            yield f"今天 {clock(self.reminded[-1].sent_at)} 已发过提醒{again}"

    def actions(self):
        if self.unreminded and self.may_remind:
            yield Action(
                "发提醒", reverse(self.remind_url, args=[self.object.pk]), "bell", primary=True,
                confirm=f"给有账号、今天还没提醒过的 {self.unreminded} 个发提醒，登录后在页面上方看到。"
                "没有账号的请用下面的文字在群里催。",
            )  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "debts": self.debts, "text": self.get_text(), "settled_words": self.settled_words,
            "sent": self.get_sent().select_related("user", "sent_by")[:SHOWN],
        }  # fmt: skip


class ReminderSeenPage(ActionPage):
    """Puts a reminder of one's own away."""

    reminders: Reminders

    def get_queryset(self):
        return super().get_queryset().filter(user=self.request.user)

    def perform(self, reminder, reason):
        self.reminders.put_away(type(reminder)._base_manager.filter(pk=reminder.pk))

    def get_success_url(self) -> str:
        return safe_next(self.request, self.request.headers.get("Referer", "")) or reverse("dashboards:home")
