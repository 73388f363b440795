"""The ranking's table."""

from collections import Counter

from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from core.pages.tables import Column, NumberColumn, PointsColumn, SubColumn, Table, WrapColumn
from core.templatetags.touyan import badge, icon
from scoring.models import Standing
from scoring.querysets.standings import contribution
from scoring.tables.assessments import link

AWARD_TONES = {True: "cup", False: "line"}
DECIMALS = "tally__assessment__scheme__decimals"


class MoveColumn(NumberColumn):
    """How the rank changed since last time, with a word and an arrow."""

    def render(self, value, record):
        if record.shown_rank is None or value is None:
            return "新" if record.shown_rank else ""
        change = value - record.shown_rank
        if not change:
            return format_html('<span class="mv">{}</span>', "持平")
        css, word, arrow = ("up", "升", "arrow-up") if change > 0 else ("down", "降", "arrow-down")
        return format_html(
            '<span class="mv {}">{}<span class="vh">{}</span>{}</span>', css, icon(arrow), word, abs(change)
        )


class Sorting:
    """Sorts by ``figure``: rows without one last, equal ones in the ranking's order, ranks unchanged."""

    def __init__(self, *args, figure, **kwargs):
        self.figure = figure
        super().__init__(*args, **kwargs)

    def order(self, queryset, is_descending):
        return queryset.sorted_by(self.figure, descending=is_descending), True


class RankColumn(Sorting, NumberColumn):
    """Ranks."""


class FigureColumn(Sorting, PointsColumn):
    """Points, the highest first."""

    highest_first = True


class ContributionColumn(FigureColumn):
    """One component's contribution."""

    def __init__(self, column, **kwargs):
        self.column = column
        head = {"verbose_name": column.head, "empty_values": (), "accessor": "pk"}
        super().__init__(figure=contribution(column.places), places=DECIMALS, **head, **kwargs)

    def render(self, record):
        value = self.column.of(record)
        if value is None:
            return "不计" if record.rank else ""
        return super().render(value, record)


class SignedPointsColumn(FigureColumn):
    """With a plus in front of what is added."""

    def render(self, value, record):
        shown = super().render(value, record)
        return f"+{shown}" if value > 0 else shown


class RankingTable(Table):
    unit = "名"
    total_unit = "个"
    identity = ("shown_rank", "village")
    pinned = "final"

    shown_rank = RankColumn(
        verbose_name="名次", figure=F("shown_rank"), attrs={"td": {"class": "num rk"}, "th": {"class": "num"}}
    )
    shown_previous = MoveColumn(verbose_name="比上期", orderable=False, empty_values=())
    village = Column(verbose_name="村", accessor="entry__name", orderable=False)
    categories = SubColumn(
        verbose_name="村类别", accessor="pk", orderable=False, attrs={"td": {"class": "sub wrap"}}
    )  # fmt: skip
    final = FigureColumn(
        verbose_name="总分", figure=F("final"), attrs={"td": {"class": "num total"}, "th": {"class": "num"}},
        places=DECIMALS,
    )  # fmt: skip
    bonus = SignedPointsColumn(verbose_name="加分", figure=F("bonus"), places=DECIMALS)
    rank = NumberColumn(verbose_name="镇内", orderable=False)
    awards = WrapColumn(verbose_name="奖项", accessor="pk", orderable=False)

    class Meta:
        model = Standing
        fields = ()
        sequence = ("shown_rank", "shown_previous", "village", "categories", "final", "...", "bonus", "rank", "awards")

    def __init__(self, *args, selection, **kwargs):
        extra = [(f"component_{column.code}", ContributionColumn(column)) for column in selection.columns]
        exclude = () if selection.is_county else ("rank",)
        exclude += () if selection.has_categories else ("categories",)
        exclude += ("shown_previous",) if selection.to_come else ()
        row = {
            "hx-get": lambda record: reverse("contests:standing_detail", args=[record.pk]),
            "hx-target": "#explain",
            "hx-trigger": "beside",
        }
        super().__init__(*args, extra_columns=extra, exclude=exclude, row_attrs=row, **kwargs)
        self.columns["village"].column.verbose_name = selection.words.one

    def render_village(self, value, record):
        url, entry = reverse("contests:standing_detail", args=[record.pk]), record.entry
        if entry.area_id == entry.township_id:
            return link(url, value)
        return format_html(
            '<a href="{}">{}</a><span class="sub">&ensp;{}</span>', url, value, entry.township.short_name
        )

    def render_categories(self, record):
        return category_names(record)

    def render_awards(self, record):
        if record.rank is None:
            return badge(record.get_status_display(), "warn")
        badges = Counter(award_badge(award) for award in record.awards.all())
        return format_html_join(" ", "{}{}", ((each, f" ×{many}" if many > 1 else "") for each, many in badges.items()))


class TownshipTable(Table):
    """How the townships compare; rows of ``StandingQuerySet.by_township``."""

    unit = "个乡镇"
    caption = "各乡镇平均分"

    township = Column(verbose_name="乡镇", accessor="entry__township__short_name", orderable=False)
    ranked = NumberColumn(verbose_name="参评", orderable=False)
    mean = FigureColumn(
        verbose_name="平均总分", figure=F("mean"), attrs={"td": {"class": "num total"}, "th": {"class": "num"}},
        places="places",
    )  # fmt: skip
    best = NumberColumn(verbose_name="最好名次", orderable=False)
    cups = NumberColumn(verbose_name="夺杯", orderable=False)

    class Meta:
        attrs = {"class": "dt compact"}  # figures beside a short name
        sequence = ("township", "ranked", "mean", "...", "best", "cups")

    def __init__(self, *args, selection, **kwargs):
        means = [
            (name, FigureColumn(verbose_name=column.head, figure=F(name), places="places"))
            for name, column in zip(selection.mean_names, selection.columns, strict=True)
        ]
        super().__init__(*args, extra_columns=means, **kwargs)

    def render_township(self, value, record):
        """To its rows of the ranking, as the list is filtered now."""
        query = self.request.GET.copy()
        for name in ("page", "sort"):
            query.pop(name, None)
        query["township"] = record["entry__township"]
        return link(f"{reverse('contests:ranking')}?{query.urlencode()}", value)


def award_badge(award) -> str:
    if award.state == "open":
        return badge(f"{award.rule.name}待定", "info")
    return badge(award.rule.name, AWARD_TONES[award.rule.kind.is_cup])


def category_names(record) -> str:
    return "、".join(category.name for category in record.entry.categories.all()) or "其他"
