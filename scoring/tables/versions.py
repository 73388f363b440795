"""Tables of the comparison of two versions."""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join

from core.files.excel import Column as ExcelColumn
from core.pages.tables import Column, DateColumn, SubColumn, Table, WrapColumn
from core.templatetags.touyan import badge, date, points
from core.values.rounding import shown_points
from scoring.choices import EntryStatus
from scoring.models import Entry
from scoring.reads.versions import Cause, changed_components


def status_words(status: str | None, rank: int | None) -> str:
    """The rank, or why there is none; an entry the version does not have is 未参评."""
    if rank is not None:
        return str(rank)
    return EntryStatus(status).label if status else "未参评"


def _moved(old, new) -> str:
    """Old → new, or the value alone where it is the same."""
    return new if old == new else format_html('<span class="sub">{}</span> → <b>{}</b>', old or "无", new or "无")


class _BothColumn(Column):
    """Old and new value of ``name``."""

    def __init__(self, name: str, **kwargs):
        self.name = name
        super().__init__(accessor="pk", orderable=False, empty_values=(), **kwargs)

    def render(self, record, table):
        return _moved(*(self.shown(getattr(record, f"{side}_{self.name}"), table) for side in ("old", "new")))

    def shown(self, value, table) -> str:
        return "、".join(value)


class _BothPointsColumn(_BothColumn):
    """The same of points, with the decimals of the table's scheme."""

    def __init__(self, name: str, **kwargs):
        super().__init__(name, attrs={"td": {"class": "num"}, "th": {"class": "num"}}, **kwargs)

    def shown(self, value, table) -> str:
        return points(value, table.places)


class VersionTable(Table):
    """Entries with both versions; ``causes`` is entry → why (none: the reader is not told)."""

    unit = "个"
    caption = "两个版本的对比"
    identity = ("name",)

    number = SubColumn(verbose_name="序号", orderable=False)
    name = Column(verbose_name="参赛单位", orderable=False)
    rank = Column(verbose_name="名次", accessor="pk", orderable=False)
    final = _BothPointsColumn("final", verbose_name="总分")
    parts = WrapColumn(verbose_name="哪些项变了", accessor="pk", orderable=False)
    bonus = _BothPointsColumn("bonus", verbose_name="加扣分")
    awards = _BothColumn("awards", verbose_name="奖项", attrs={"td": {"class": "wrap"}})
    why = WrapColumn(verbose_name="原因", accessor="pk", orderable=False)

    COLUMNS = (
        ExcelColumn("序号", 6, "rank"), ExcelColumn("参赛单位", 16), ExcelColumn("乡镇", 12),
        ExcelColumn("原名次", 8, "rank"), ExcelColumn("新名次", 8, "rank"), ExcelColumn("原总分", 9, "points"),
        ExcelColumn("新总分", 9, "points"), ExcelColumn("哪些项变了", 34), ExcelColumn("原奖项", 16),
        ExcelColumn("新奖项", 16), ExcelColumn("变化", 8, "center"), ExcelColumn("原因", 40),
    )  # fmt: skip

    class Meta:
        model = Entry
        fields = ("number", "name", "rank", "final", "parts", "bonus", "awards", "why")
        row_attrs = {"class": lambda record: "" if record.is_changed else "meta"}

    def __init__(self, *args, names: list[str], places: int, causes: dict | None, **kwargs):
        super().__init__(*args, exclude=("why",) if causes is None else (), **kwargs)
        self.names, self.places, self.causes = names, places, causes or {}

    def render_name(self, value, record):
        return format_html('{} <span class="sub">{}</span>', value, record.township.short_name)

    def render_rank(self, record):
        sides = [(getattr(record, f"{side}_status"), getattr(record, f"{side}_rank")) for side in ("old", "new")]
        words = _moved(*(status_words(*side) for side in sides))
        (_, old), (_, new) = sides
        if old and new and old != new:
            tone, word = ("ok", "升") if new < old else ("warn", "降")
            return format_html("{} {}", words, badge(f"{word} {abs(old - new)}", tone))
        return words

    def render_parts(self, record):
        rows = _changed_parts(record, self.names, self.places)
        return format_html_join("，", '{} <span class="sub">{}</span> → <b>{}</b>', rows)

    def render_why(self, record):
        rows = ((cause.why or cause.how,) for cause in self.causes.get(record.pk, ()))
        return format_html_join("；", "{}", dict.fromkeys(rows))


def _changed_parts(row, names: list[str], places: int) -> Iterator[tuple[str, str, str]]:
    """(component, old, new) in words."""
    for name, old, new in changed_components(row, names):
        yield name, points(old, places) or "不计", points(new, places) or "不计"


def version_rows(rows: Iterable, names: list[str], places: int, causes: dict) -> Iterator[list]:
    """All rows for Excel, those that changed first."""
    for row in rows.iterator(chunk_size=500):
        parts = (f"{name} {old} → {new}" for name, old, new in _changed_parts(row, names, places))
        why = dict.fromkeys(cause.why or cause.how for cause in causes.get(row.pk, ()))
        yield [
            row.number, row.name, row.township.short_name, row.old_rank or status_words(row.old_status, None),
            row.new_rank or status_words(row.new_status, None), shown_points(row.old_final, places),
            shown_points(row.new_final, places), "，".join(parts),
            "、".join(row.old_awards), "、".join(row.new_awards), "有" if row.is_changed else "", "；".join(why),
        ]  # fmt: skip


class CauseTable(Table):
    """Which inputs were changed between the two versions, by whom and why."""

    unit = "处"
    caption = "变动原因"
    identity = ("what",)

    at = DateColumn(verbose_name="时间", orderable=False)
    who = SubColumn(verbose_name="操作人", orderable=False, default="定时任务")
    what = Column(verbose_name="改了什么", orderable=False)
    how = WrapColumn(verbose_name="怎样改", orderable=False)
    why = WrapColumn(verbose_name="原因", orderable=False)

    COLUMNS = (
        ExcelColumn("时间", 18), ExcelColumn("操作人", 12), ExcelColumn("改了什么", 40), ExcelColumn("怎样改", 40),
        ExcelColumn("原因", 50),
    )  # fmt: skip

    @staticmethod
    def lines(causes: Iterable[Cause]) -> Iterator[list]:
        for cause in causes:
            yield [date(cause.at), cause.who or "定时任务", cause.what, cause.how, cause.why]
