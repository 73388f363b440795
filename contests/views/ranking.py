"""The ranking and how each score came about."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from areas.choices import Level
from areas.policy import whole
from contests.filters.ranking import RankingFilter
from contests.models import Contest
from contests.querysets.county import with_newest_county_rank, with_wider_rank
from contests.reads.ranking import Selection, still_open
from contests.resources import ranking_sheets, township_sheet
from contests.tables.ranking import RankingTable, TownshipTable
from core.files import excel
from core.pages.context import chosen_period
from core.pages.tables import WideRows
from core.pages.views import DetailPage, ListPage, figures, unit_of
from core.templatetags.touyan import date
from scoring.charts import trend_line
from scoring.models import Standing
from scoring.reads.explanation import PARTS_DISAGREE, explain, parts_differ, sees_seats, trend


class RankingView(ListPage):
    """Ranks of the whole county or of one contest; the rows are those of the user's area, the ranks are frozen."""

    model = Standing
    table_class = RankingTable
    filterset_class = RankingFilter
    permission_required = "scoring.view_standing"
    template_name = "contests/ranking.html"
    results_template = "contests/_ranking_results.html"
    title = "擂台比武排名"
    empty_text = "这个季度还没有计分结果。评分截止、计分之后，名次在这里显示"
    paginate_by = 25
    exported_at_once = 1_000  # each with its explanation

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._selection = None

    @property
    def selection(self) -> Selection:
        """Resolved on first use: only then is it sure that the user may look."""
        if self._selection is None:
            params = self.request.GET.dict()
            if wanted := params.get("contest", ""):
                contests = Contest.objects.for_user(self.request.user)
                contest = get_object_or_404(contests, pk=wanted if wanted.isdecimal() else None)
                params = {"source": wanted} | params | {"period": str(contest.period)}
            self._selection = Selection(self.request.user, params, chosen_period(self.request))
        return self._selection

    @property
    def export_columns(self):
        return self.selection.columns

    @property
    def empty_link(self):
        contest = self.selection.contest
        return ("看这场比武", contest.get_absolute_url()) if contest else ("看比武", reverse("contests:contest_list"))

    def get_queryset(self):
        return self.selection.standings(super().get_queryset()).for_table()

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"selection": self.selection}

    def get_table_data(self):
        return WideRows(super().get_table_data())

    def get_table_kwargs(self):
        return {"selection": self.selection}

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """How many rows are shown, how many of them have a rank, and how many a cup."""
        return self.object_list.count_ranked()

    def count_rows(self):
        return self.counts[0]

    def get_title(self):
        return f"{self.selection.contest.mark if self.selection.contest else ''}{self.title}"

    def get_state(self):
        chosen = self.selection
        _, ranked, cups = self.counts
        parts = [f"{chosen.period.label} · {chosen.status}"]
        if chosen.source:
            parts.append(dict(chosen.sources)[chosen.source])
        if chosen.version:
            made = getattr(chosen.version, "made_at", None) or chosen.version.started_at
            if self.request.user.acting.area.level < Level.VILLAGE:
                narrowed, counted = self.filterset.is_narrowed, chosen.words.counted
                words = figures("选出 {} {counted}" if narrowed else "{} {counted}参评", ranked, counted=counted)
                parts.append(figures("{words}，夺杯 {} 个", cups, words=words) if cups else words)
            parts.append(f"{date(made)[:10]} {chosen.version.title}")
        return parts

    def get_context_data(self, **kwargs):
        if not self.counts[2] and not self.filterset.is_narrowed:
            del self.filterset.form.fields["cup"]  # there is nothing it could find
        context = super().get_context_data(**kwargs) | {"selection": self.selection}
        shown = [row.record for row in context["table"].page.object_list] if context["table"].page else []
        return context | {"remark": self.get_remark(shown)}

    def get_remark(self, shown: list) -> str:
        return PARTS_DISAGREE if any(map(parts_differ, shown)) else ""

    def export(self):
        rows = self.exported()
        user = self.request.user
        sheets = ranking_sheets(rows, self.selection, unit=unit_of(user), seats=sees_seats(user))
        chosen = self.selection
        name = f"{chosen.contest}排名" if chosen.contest else f"{chosen.period.label}{self.title}"
        return excel.xlsx_response(sheets, name)


class TownshipAveragesView(RankingView):
    """How the townships compare in the rows the ranking shows."""

    table_class = TownshipTable
    template_name = "components/list_page.html"
    title = "各乡镇平均分"
    empty_text = "没有可以比较的：这里只算已计分的比武，不算演练"

    def get_crumbs(self):
        return [("比武排名", reverse("contests:ranking")), (self.title, "")]

    def get_table_data(self):
        chosen = self.selection
        places = (column.places for column in chosen.columns)
        return self.object_list.by_township(dict(zip(chosen.mean_names, places, strict=True)))

    def count_rows(self):
        return None

    def get_remark(self, shown):
        return ""

    def export(self):
        sheet = township_sheet(self.exported(), self.selection, unit=unit_of(self.request.user))
        return excel.xlsx_response([sheet], sheet.title)


class StandingDetailView(DetailPage):
    """One entry: how its score came about, and how its rank moved."""

    model = Standing
    permission_required = "scoring.view_standing"
    context_object_name = "standing"

    def get_queryset(self):
        return with_newest_county_rank(super().get_queryset().for_one_explanation())

    def get_template_names(self):
        partial = getattr(self.request, "htmx", False)
        return ["contests/_explanation.html"] if partial else ["contests/standing_detail.html"]

    def get_title(self):
        mark = self.object.tally.assessment.mark
        if self.object.final is None:
            return f"{mark}{self.object.entry.name}{self.object.get_status_display()}"
        return f"{mark}{self.object.entry.name} {self.object.shown_final} 分怎么来的"

    def get_crumbs(self):
        contest = self.object.tally.assessment
        return [("比武排名", f"{reverse('contests:ranking')}?contest={contest.pk}"), (contest.name, "")]

    def get_state(self):
        town = self.object.entry.township.short_name
        parts = [] if town == self.object.entry.name else [town]
        if self.object.county_rank:
            county = self.object.entry.township.parent
            word = "暂列" if still_open(county, self.object.tally.assessment.period) else ""
            place = f"{word}{whole(county.name)}"
            parts.append(figures("{place}第 {} 名", self.object.county_rank, place=place))
        if self.object.rank:
            parts.append(figures("本场第 {} 名", self.object.rank))
        parts.append(self.object.tally.title)
        return parts

    def get_context_data(self, **kwargs):
        [explanation] = explain(
            [self.object], prefix=self.request.user.scope_prefix, seats=sees_seats(self.request.user)
        )
        line = trend(
            self.object, user=self.request.user, with_rank=with_wider_rank if self.object.county_rank else None
        )
        return super().get_context_data(**kwargs) | {
            "explanation": explanation,
            "trend": trend_line(line),
        }
