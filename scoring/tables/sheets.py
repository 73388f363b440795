"""Table of the score sheets by rater."""

from django.urls import reverse
from django.utils.html import format_html

from core.data.lifecycle import called
from core.pages.tables import Column, NumberColumn, SubColumn, Table
from core.templatetags.touyan import badge
from scoring.choices import AssessmentStatus
from scoring.models import Assessment


def grid_url(row: dict) -> str:
    return reverse("scoring:score_grid", args=[row["assessment"], row["component"], row["rater"]])


class RaterSheetTable(Table):
    """Rows are the dicts of ``SheetQuerySet.by_rater``."""

    unit = "条"
    caption = "各评委的评分表"
    identity = ("rater",)
    pinned = "state"
    opens = "go"

    assessment = SubColumn(
        verbose_name=called(Assessment),
        accessor="assessment__name",
        order_by=("-assessment__year", "-assessment__number"),
    )
    component = Column(
        verbose_name="评分项", accessor="component__name", order_by=("component__order",),
        linkify=lambda record: grid_url(record),
    )  # fmt: skip
    rater = Column(verbose_name="评委", accessor="rater__name", order_by=("rater__group__order", "rater__seat"))
    unit_post = SubColumn(verbose_name="单位职务", accessor="rater__unit", orderable=False)
    filled = NumberColumn(verbose_name="已填", orderable=False)
    given = NumberColumn(verbose_name="已提交")
    state = Column(verbose_name="状态", empty_values=(), orderable=False)
    go = Column(verbose_name="", empty_values=(), orderable=False)

    def render_rater(self, record):
        return f"{record['rater__name']}（{record['rater__group__name']} {record['rater__seat']} 号）"

    def render_filled(self, record):
        return f"{record['filled']}/{record['asked']}"

    def render_given(self, record):
        return f"{record['given']}/{record['due']}"

    def render_state(self, record):
        if record["given"] == record["due"]:
            return format_html('<span class="sub">{}</span>', "已交齐" if record["due"] else "已免评")
        if not record["filled"]:
            return badge("未开始", "warn")
        return badge(f"差 {record['due'] - record['given']} 份", "warn")

    def render_go(self, record):
        is_open = record["assessment__status"] == AssessmentStatus.SCORING and record["given"] < record["due"]
        return format_html('<a href="{}">{}</a>', grid_url(record), "去评分" if is_open else "查看")
