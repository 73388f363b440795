"""Tables of what belongs to an assessment: entries, raters, tallies, bonuses, decisions, changes."""

from django.urls import reverse
from django.utils.html import format_html

from core.pages.tables import (
    BadgeColumn,
    Column,
    DateColumn,
    NumberColumn,
    PointsColumn,
    SubColumn,
    Table,
    TemplateColumn,
    WrapColumn,
)
from core.templatetags.touyan import badge
from scoring.choices import SUBJECT_WORDS, ItemEffect, Subject, Words
from scoring.models import Assessment, Decision, Entry, Occurrence, Rater, Sheet, Tally
from scoring.reads.explanation import signed

DUE_SOON = 3  # days
POINT_DECIMALS = "sheet__component__scheme__point_decimals"


def left_badge(days: int) -> str:
    """How many days are left, as a word with its tone."""
    if days < 0:
        return badge(f"超期 {-days} 天", "bad")
    if days == 0:
        return badge("今天截止", "warn")
    return badge(f"还剩 {days} 天", "warn" if days <= DUE_SOON else "line")


def link(url: str, label: str) -> str:
    return format_html('<a href="{}">{}</a>', url, label)


class MissingColumn(NumberColumn):
    """How many sheets are still to come: sorted in SQL, the most first."""

    highest_first = True

    def order(self, queryset, is_descending):
        return queryset.by_missing(descending=is_descending), True


class EntryTable(Table):
    """Who competes in a assessment. ``verb``: what its office may do with one now: remove, status, or nothing ("")."""

    identity = ("name",)

    number = NumberColumn(verbose_name="序号")
    name = Column(verbose_name="村（社区）")
    township = SubColumn(verbose_name="乡镇", accessor="township__short_name", order_by=("township__code", "number"))
    holder_name = Column(verbose_name="书记")
    categories = SubColumn(verbose_name="村类别", orderable=False, empty_values=())
    sheets_in = NumberColumn(verbose_name="评分表", orderable=False)
    status = BadgeColumn(tones={"nominated": "info", "withdrawn": "warn", "excluded": "bad"})
    verbs = TemplateColumn(verbose_name="", orderable=False, template_name="scoring/_entry_verbs.html")

    class Meta:
        model = Entry
        fields = ("number", "name", "township", "holder_name", "categories", "sheets_in", "status", "verbs")

    def __init__(self, *args, subject: str, verb: str = "", exclude: tuple[str, ...] = (), **kwargs):
        words = SUBJECT_WORDS[subject]
        if subject in (Subject.PERSON, Subject.TOWNSHIP):
            exclude = (*exclude, "categories", *(("township",) if subject == Subject.TOWNSHIP else ("holder_name",)))
        super().__init__(*args, exclude=exclude if verb else (*exclude, "verbs"), **kwargs)
        self.verb, self.unit = verb, words.counted
        if subject != Subject.VILLAGE:
            self.columns["name"].column.verbose_name = words.one

    def render_status(self, value, record, bound_column):
        shown = bound_column.column.render(value=value, record=record, bound_column=bound_column)
        if record.basis_file_id is None:
            return shown
        url = reverse("scoring:entry_file", args=[record.pk])
        return format_html('{} <a class="link" href="{}">依据</a>', shown, url)

    def render_categories(self, record):
        return "、".join(category.name for category in record.categories.all())

    def render_sheets_in(self, record):
        return f"{record.sheets_in}/{record.sheets_due} 份" if record.sheets_due else ""


class RaterTable(Table):
    """The raters with their sheets; ``status`` is the assessment's, ``group.rated`` of a row what its group rates."""

    unit = "名"
    identity = ("name",)

    group = Column(order_by=("group__order", "seat"))
    seat = NumberColumn(order_by=("seat", "group__order"))
    name = Column()
    unit_name = SubColumn(verbose_name="单位职务", accessor="unit")
    user = SubColumn(verbose_name="打分方式", orderable=False, empty_values=())
    sheets_in = NumberColumn(verbose_name="评分表", orderable=False)
    missing = MissingColumn(verbose_name="还差", accessor="sheets_due")
    verbs = TemplateColumn(verbose_name="", orderable=False, template_name="scoring/_rater_verbs.html")

    class Meta:
        model = Rater
        fields = ("group", "seat", "name", "unit_name", "user", "sheets_in", "missing", "verbs")

    def __init__(self, *args, status: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.status = status

    def render_name(self, value, record):
        return link(reverse("scoring:rater_detail", args=[record.pk]), value) if "verbs" not in self.exclude else value

    def render_user(self, record):
        if record.user is None:
            return "一次性代码" if record.has_code else "代为录入"
        return format_html('<span title="账号 {}">本人</span>', record.user.username)

    def render_sheets_in(self, record):
        if record.sheets_due:
            return f"{record.sheets_in}/{record.sheets_due} 份"
        return "免评" if record.has_waived else ""

    def render_missing(self, record):
        missing = record.sheets_due - record.sheets_in
        if missing:
            return badge(f"差 {missing} 份", "warn")
        words = "已交齐" if record.sheets_due else "免评" if record.has_waived else ""
        return format_html('<span class="sub">{}</span>', words) if words else ""


class TallyTable(Table):
    unit = "版"

    version = Column(verbose_name="版本", orderable=False)
    started_at = DateColumn(orderable=False)
    started_by = SubColumn(orderable=False, default="定时任务")
    entries = NumberColumn(orderable=False)
    sheets = NumberColumn(orderable=False)

    class Meta:
        model = Tally
        fields = ("version", "started_at", "started_by", "entries", "sheets")

    def render_version(self, value, record):
        url = f"{record.assessment.ranking_url}&version={value}"
        return link(url, record.title)


class OccurrenceTable(Table):
    unit = "条"

    entry = Column(order_by=("entry__number", "pk"))
    item = WrapColumn(verbose_name="事项", orderable=False)
    points = NumberColumn(verbose_name="分值", accessor="item", orderable=False)
    case = WrapColumn(verbose_name="事例", orderable=False)
    evidence = WrapColumn(verbose_name="依据", orderable=False, empty_values=())
    approved = Column(verbose_name="核准", orderable=False)
    verbs = TemplateColumn(verbose_name="", orderable=False, template_name="scoring/_occurrence_verbs.html")

    class Meta:
        model = Occurrence
        fields = ("entry", "item", "points", "case", "evidence", "approved", "verbs")

    def __init__(self, *args, one: str, places: int, may_run: bool, may_read_files: bool, **kwargs):
        super().__init__(*args, exclude=() if may_run else ("verbs",), **kwargs)
        self.places = places
        self.columns["entry"].column.verbose_name = one
        self.may_read_files = may_read_files

    def render_points(self, value, record):
        if value.effect == ItemEffect.POINTS:
            return signed(value.points if record.points is None else record.points, self.places)
        return badge(value.get_effect_display(), "bad")

    def render_evidence(self, value, record):
        if record.file is None or not self.may_read_files:
            return value
        url = reverse("scoring:occurrence_file", args=[record.pk])
        return format_html('{} <a class="link" href="{}">{}</a>', value, url, record.file)

    def render_approved(self, record):
        if record.approved:
            return format_html('<span class="sub">{} 已核准</span>', record.approved_by)
        return badge("待核准", "warn")


DECISION_STATES = {
    "pending": ("待计分", "warn", "记录在最近一次计分以后，重新计分才起作用"),
    "used": ("已采用", "ok", "最近一次计分按它办理"),
    "void": ("已失效", "bad", "并列的单位或名额变了，最近一次计分没有采用"),
}


class DecisionTable(Table):
    """What the panel decided; rows of ``services.decisions.decisions_of``."""

    unit = "项"

    name = Column(verbose_name="事项", orderable=False)
    words = WrapColumn(verbose_name="决定", orderable=False)
    reason = WrapColumn(verbose_name="理由", orderable=False)
    panel = SubColumn(verbose_name="由谁决定", orderable=False)
    state = Column(verbose_name="状态", orderable=False)
    verbs = TemplateColumn(verbose_name="", orderable=False, template_name="scoring/_decision_verbs.html")

    class Meta:
        model = Decision
        fields = ("name", "words", "reason", "panel", "state", "verbs")

    def __init__(self, *args, may_run: bool, **kwargs):
        super().__init__(*args, exclude=() if may_run else ("verbs",), **kwargs)

    def render_panel(self, value, record):
        return format_html("{}<br>{} {}记录", value, record.decided_on or "", record.decided_by or "")

    def render_state(self, value):
        label, tone, title = DECISION_STATES[value]
        return format_html('<span title="{}">{}</span>', title, badge(label, tone))


class ScoreChangeTable(Table):
    """Scores changed after they were handed in; rows of ``reads.history.score_changes``."""

    identity = ("entry",)

    pgh_created_at = DateColumn(verbose_name="时间", orderable=False)
    changed_by = SubColumn(verbose_name="改动人", orderable=False)
    rater = Column(verbose_name="评委", accessor="sheet__rater", orderable=False)
    component = SubColumn(verbose_name="评分项", accessor="sheet__component__name", orderable=False)
    entry = Column(accessor="sheet__entry__name", orderable=False)
    field = Column(verbose_name="指标", accessor="field__name", orderable=False)
    points = PointsColumn(verbose_name="原分", orderable=False, places=POINT_DECIMALS)
    new_points = PointsColumn(verbose_name="新分", orderable=False, places=POINT_DECIMALS)
    reason = WrapColumn(verbose_name="开锁原因", orderable=False)

    def __init__(self, *args, words: Words, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns["entry"].column.verbose_name = words.one


class ChangeTable(Table):
    """Steps of the assessment, its entries and its sheets."""

    identity = ("title",)

    latest = DateColumn(verbose_name="时间", orderable=False)
    who = SubColumn(verbose_name="操作人", orderable=False, default="定时任务")
    title = Column(verbose_name="对象", orderable=False)
    target = Column(verbose_name="变更", orderable=False)
    reason = WrapColumn(verbose_name="原因", orderable=False)

    def __init__(self, *args, labels: dict[str, dict[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = labels

    def render_title(self, value, record):
        if record["count"] == 1:
            return value
        return f"{value}等 {record['count']} {'份' if record['subject'] == Sheet._meta.label_lower else '个'}"

    def render_target(self, record):
        words, source, target = self.labels[record["subject"]], record["source"], record["target"]
        if source == target:
            return "更正" if record["subject"] == Assessment._meta.label_lower else "开锁"
        return f"{words.get(source, '新建')} → {words[target]}"
