"""The list of contests."""

from django.utils.html import format_html

from contests.models import Contest
from core.files.excel import Column as ExcelColumn
from core.pages.tables import BadgeColumn, Column, DateColumn, NumberColumn, SubColumn, Table
from core.templatetags.touyan import date
from scoring.choices import ANY_WORDS
from scoring.tables.assessments import MissingColumn, left_badge

CONTEST_TONES = {"draft": "line", "scoring": "info", "closed": "warn", "tallied": "ok", "notice": "info"}


class ContestTable(Table):
    unit = "场"
    pinned = "status"

    name = Column(linkify=True)
    area = SubColumn(verbose_name="主办", accessor="area__short_name", order_by=("area__code", "-year", "-number"))
    period = SubColumn(verbose_name="周期", accessor="period__label", order_by=("year", "number"))
    entry_count = NumberColumn(verbose_name=ANY_WORDS.entries, orderable=False)
    sheets_in = NumberColumn(verbose_name="评分表", orderable=False)
    missing = MissingColumn(verbose_name="还差", accessor="sheets_due")
    scoring_ends_on = DateColumn(verbose_name="打分截止", orderable=False)
    status = BadgeColumn(tones=CONTEST_TONES)

    class Meta:
        model = Contest
        fields = ("name", "area", "period", "entry_count", "sheets_in", "missing", "scoring_ends_on", "status")
        export_columns = (
            ExcelColumn("名称", 34, source="name"),
            ExcelColumn("主办", 12, source="area__short_name"),
            ExcelColumn("年度", 8, "rank", source="year"),
            ExcelColumn("周期", 8, "center", source="period_kind"),
            ExcelColumn("期次", 6, "rank", source="number"),
            ExcelColumn("评分方案", 24, source="scheme__name"),
            ExcelColumn(ANY_WORDS.entries, 9, "int", source="entry_count"),
            ExcelColumn("应交评分表", 10, "int", source="sheets_due"),
            ExcelColumn("已交", 8, "int", source="sheets_in"),
            ExcelColumn("还差", 8, "int", source=lambda contest: contest.sheets_due - contest.sheets_in),
            ExcelColumn("打分截止", 12, "date", source="scoring_ends_on"),
            ExcelColumn("状态", 12, "center", source="status"),
        )

    def __init__(self, *args, today=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def render_sheets_in(self, record):
        return f"{record.sheets_in}/{record.sheets_due}" if record.sheets_due else ""

    def render_missing(self, record):
        missing = record.sheets_due - record.sheets_in
        return f"{missing} 份" if missing else ("已交齐" if record.sheets_due else "")

    def render_scoring_ends_on(self, value, record):
        if record.status != "scoring":
            return date(value)
        return format_html("{} {}", date(value), left_badge((value - self.today).days))
