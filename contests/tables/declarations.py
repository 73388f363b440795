"""The table of declarations and its workbook."""

from contests.models import Declaration
from core.files.excel import Column as ExcelColumn
from core.pages.tables import Column, NumberColumn, SubColumn
from core.submissions.tables import SubmissionTable


def _items(declaration: Declaration, *, required: bool) -> str:
    rows = [item for item in declaration.items.all() if item.is_required == required and item.content]
    return "\n".join(f"{item.topic}：{item.content}" for item in rows)


class DeclarationTable(SubmissionTable):
    unit = "份"
    caption = "申报"

    entry = Column(verbose_name="参赛单位", linkify=lambda record: record.get_absolute_url(), order_by="entry__number")
    township = SubColumn(verbose_name="乡镇", accessor="entry__township__short_name", order_by="entry__township__code")
    contest = SubColumn(verbose_name="比武", accessor="entry__assessment__name", orderable=False)
    item_count = NumberColumn(verbose_name="已填项目", orderable=False)
    file_count = NumberColumn(verbose_name="附件", orderable=False)

    class Meta:
        model = Declaration
        fields = (
            "entry", "township", "contest", "item_count", "file_count", "submitted_at", "submitted_by", "status",
        )  # fmt: skip
        export_columns = (
            ExcelColumn("比武", 30, source="entry__assessment__name"),
            ExcelColumn("乡镇", 12, source="entry__township__short_name"),
            ExcelColumn("参赛单位", 16, source="entry__name"),
            ExcelColumn("负责人", 10, source="entry__holder_name"),
            ExcelColumn("规定动作", 50, "text", lambda row: _items(row, required=True)),
            ExcelColumn("自选动作", 50, "text", lambda row: _items(row, required=False)),
            ExcelColumn("主要做法", 40, "text", "measures"),
            ExcelColumn("工作亮点", 40, "text", "highlights"),
            ExcelColumn("取得成效", 40, "text", "results"),
            ExcelColumn("状态", 10, "center", "status"),
            ExcelColumn("提交时间", 18, "datetime", "submitted_at"),
        )
