"""工作台, the bell of every page, and the search."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.views.generic import TemplateView

from areas.choices import Level
from areas.views import AreaListView
from contests.models import Contest, Reminder
from core.pages.context import chosen_period
from core.pages.views import Action, ScopedMixin, figures, typed
from core.values.periods import Period
from dashboards import panels
from dashboards.policy import Todo, groups
from dashboards.search import find
from dashboards.todos import Desk, todos_of

WEEKDAYS = "一二三四五六日"
MAX_TYPED = 40  # characters of a search
MAX_REMINDERS = 3  # shown at once above a page
NOTHING_DUE = (  # for the first of these that the user may do: what an empty list means, and where to go instead
    ("core.view_audit", "昨天以来没有变更", "看变更记录", "core:audit_list"),
    ("accounts.grant_role", "没有登录受限或没有角色的账号", "看账号", "accounts:user_list"),
    ("accounts.change_user", "在用的账号都登录过", "看账号", "accounts:user_list"),
    ("contests.open_results", "各乡镇都没有需要催办的事", "看比武", "contests:contest_list"),
    ("contests.run_contest", "现在没有到期的事。比武进行到下一步时，会在这里提醒", "看比武", "contests:contest_list"),
    ("contests.view_unpublished_standing", "现在没有要您打分的比武", "看排名", "contests:ranking"),
    ("contests.view_standing", "现在没有要您打分的比武。轮到您评分时，会在这里提醒", "看本村成绩", "contests:ranking"),
    ("contests.score_sheet", "现在没有要您打分的比武。安排您评分后，会在这里提醒", "看评分表", "contests:my_sheets"),
)


class TodoMixin(ScopedMixin):
    """What the bell counts and the home page shows."""

    permission_required = "dashboards.view_home"

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.request.user, self.today)

    @cached_property
    def todos(self) -> list[Todo]:
        return todos_of(self.desk)


class HomeView(TodoMixin, TemplateView):
    template_name = "dashboards/home.html"
    title = "工作台"

    @cached_property
    def contest(self) -> Contest | None:
        return panels.running_contest(self.desk, chosen_period(self.request), asked=self.asked)

    @property
    def asked(self) -> bool:
        """Whether the period was chosen by hand in the top bar."""
        return "period" in self.request.session

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
        if self.request.user.has_perm("contests.view_contest"):
            yield self._running()

    def _running(self) -> str:
        """Where the quarter's contest stands and how long this stage lasts, else how long the quarter lasts."""
        if self.contest:
            title = panels.called(self.contest, self.request.user)
            step = next((step for step in self.progress[0].steps if step["state"] == "now"), None)
            if step and step["ends_on"] >= self.today:
                days = (step["ends_on"] - self.today).days
                return figures("{title}{step}中，还剩 {} 天", days, title=title, step=step["label"])
            return f"{title}{self.contest.get_status_display()}"
        period = Period.of(self.today)
        if self.asked and chosen_period(self.request) != period:
            return f"下面的进度和结果是{chosen_period(self.request).label}的"
        return figures("{period}还剩 {} 天", (period.end - self.today).days, period=panels.ordinal(period))

    def actions(self):
        if self.todos:
            yield Action("从最急的办起", self.todos[0].url, "arrow-right", primary=True)

    @cached_property
    def progress(self) -> list[panels.Progress]:
        user, period = self.request.user, chosen_period(self.request)
        if not user.has_perm("contests.view_contest"):
            return []
        shown = [panels.contest_progress(user, self.contest, self.today)] if self.contest else []
        if user.acting.area.level == Level.COUNTY:
            shown = shown or ([panels.no_contest(period)] if self.asked else [])
            return [*shown, panels.townships_progress(user, period, self.today)]
        return shown or [panels.no_contest(period)]

    def get_context_data(self, **kwargs):
        user = self.request.user
        period = chosen_period(self.request)
        results = panels.results(user, period, self.today, asked=self.asked)
        sections = (panels.shortages(self.desk, period, asked=self.asked), results, panels.accounts(user))
        nothing = next((rest for verb, *rest in NOTHING_DUE if user.has_perm(verb)), ("现在没有要办的事", "", ""))
        nothing_due, nothing_label, nothing_page = nothing
        return super().get_context_data(**kwargs) | {
            "nothing_due": nothing_due,
            "nothing_link": nothing_page and (nothing_label, reverse(nothing_page)),
            "groups": groups(self.todos, self.today),
            "progress": self.progress,
            "sections": [section for section in sections if section],
        }


class BellView(TodoMixin, TemplateView):
    """How many things are to be done, for the bell and the menu of every page; above it what one is reminded of."""

    template_name = "dashboards/_bell.html"

    def get_context_data(self, **kwargs):
        reminders = Reminder.objects.unseen(self.request.user).select_related("contest")
        return {"count": len(self.todos), "reminders": reminders[:MAX_REMINDERS]}


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


class VacancyListView(AreaListView):
    """The villages in which nobody is secretary today."""

    permission_required = "cadres.view_person"
    title = "没有书记的村"
    empty_text = "每个村都有书记"

    def get_queryset(self):
        return panels.without_secretary(super().get_queryset(), timezone.localdate())

    def get_crumbs(self):
        return [("工作台", reverse("dashboards:home"))]
