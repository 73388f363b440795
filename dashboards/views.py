"""工作台, the bell of every page, and the search."""

from datetime import date
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.views.generic import TemplateView

from core.declare import Headline, Idle, Reminders, declared
from core.pages.context import chosen_period
from core.pages.home import Desk, Todo
from core.pages.views import Action, ScopedMixin, figures, typed
from dashboards import panels
from dashboards.policy import groups
from dashboards.search import find
from dashboards.todos import todos_of

WEEKDAYS = "一二三四五六日"
MAX_TYPED = 40  # characters of a search
MAX_REMINDERS = 3  # shown at once above a page


class TodoMixin(ScopedMixin):
    """What the bell counts and the home page shows."""

    permission_required = "dashboards.view_home"

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def desk(self) -> Desk:
        asked = "period" in self.request.session
        return Desk(self.request.user, self.today, chosen_period(self.request), asked)

    @cached_property
    def todos(self) -> list[Todo]:
        return todos_of(self.desk)


class HomeView(TodoMixin, TemplateView):
    template_name = "dashboards/home.html"
    title = "工作台"

    def get_state(self):
        yield f"{self.today} 周{WEEKDAYS[self.today.weekday()]}"
        overdue = sum(todo.due is not None and todo.due < self.today for todo in self.todos)
        today = sum(todo.due == self.today for todo in self.todos)
        if overdue or today:
            counts = (("已超期", overdue), ("今天到期", today))
            parts = ((figures("{} 件{word}", n, word=word),) for word, n in counts if n)
            yield format_html_join("，", "{}", parts)
        elif self.todos:
            yield figures("{} 件待办", len(self.todos))
        else:
            yield "没有待办"
        user = self.request.user
        yield from (each.load()(self.desk) for each in declared(Headline) if user.has_perm(each.permission))

    def actions(self):
        if self.todos:
            yield Action("从最急的办起", self.todos[0].url, "arrow-right", primary=True)

    def get_context_data(self, **kwargs):
        idle = next((each for each in declared(Idle) if self.request.user.has_perm(each.permission)), None)
        return super().get_context_data(**kwargs) | {
            "nothing_due": idle.text if idle else "现在没有要办的事",
            "nothing_link": idle and (idle.label, reverse(idle.page)),
            "groups": groups(self.todos, self.today),
            "sections": panels.sections(self.desk),
        }


class BellView(TodoMixin, TemplateView):
    """How many things are to be done, for the bell and the menu of every page; above it what one is reminded of."""

    template_name = "dashboards/_bell.html"

    def get_context_data(self, **kwargs):
        found = (each.load()(self.request.user, MAX_REMINDERS) for each in declared(Reminders))
        return {"count": len(self.todos), "reminders": list(chain.from_iterable(found))[:MAX_REMINDERS]}


class SearchView(ScopedMixin, TemplateView):
    permission_required = "dashboards.view_home"
    template_name = "dashboards/search.html"
    title = "搜索"

    @cached_property
    def text(self) -> str:
        return typed(self.request.GET.get("q", ""))[:MAX_TYPED]

    @cached_property
    def found(self):
        return find(self.request.user, self.text, timezone.localdate()) if self.text else []

    def get_state(self):
        if self.found:
            yield figures("查找 {}", self.text)
            more = "以上" if any(section.more for section in self.found) else ""
            yield figures("找到 {} 条{more}", sum(len(section.hits) for section in self.found), more=more)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"text": self.text, "found": self.found}
