"""The list of rule sets, and one of them as a sheet to read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.files.excel import Column as ExcelColumn
from core.pages.tables import BadgeColumn, Column, NumberColumn, SubColumn, Table
from core.templatetags.touyan import badge
from rules.choices import LOCAL
from rules.content import Content, Format, note_for
from rules.models import RuleNote

TONES = {"draft": "line", "in_use": "ok"}


class RuleSetTable(Table):
    unit = "个"

    name = Column("名称", linkify=True)
    area = SubColumn(verbose_name="区域", accessor="area__short_name", order_by=("area__code", "-year"))
    year = SubColumn(verbose_name="年度", order_by=("year", "edition"))
    edition = NumberColumn(verbose_name="版本")
    basis = SubColumn(verbose_name="依据文件", orderable=False)
    unset = Column(verbose_name="待确认", orderable=False)
    status = BadgeColumn(verbose_name="状态", tones=TONES)

    class Meta:
        export_columns: tuple[ExcelColumn, ...] = (
            ExcelColumn("名称", 30, source="name"),
            ExcelColumn("区域", 12, source="area__short_name"),
            ExcelColumn("年度", 8, "rank", source="year"),
            ExcelColumn("版本", 6, "rank", source="edition"),
            ExcelColumn("依据文件", 40, source="basis"),
            ExcelColumn("待确认", 8, "int", source="unset"),
            ExcelColumn("状态", 10, "center", source="status"),
        )

    def render_edition(self, value):
        return f"第{value}版"

    def render_unset(self, value):
        return badge(f"{value} 处", "warn") if value else ""


# ---------------------------------------------------------------- the sheet


@dataclass(frozen=True)
class Cell:
    """One value or several that belong together, and where they come from.

    ``state``: ``open`` (the document gives none, nobody has confirmed the proposal), ``local`` (set here) or "".
    """

    text: str
    kind: str = ""
    state: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Cells, and in words where their values come from."""

    cells: list[Cell]
    source: str


@dataclass(frozen=True)
class Part:
    """One table of the sheet; ``columns`` are (label, css class)."""

    title: str
    columns: list[tuple[str, str]]
    rows: list[Row]
    remark: str = ""
    empty: str = ""


def _in_words(clause: str) -> str:
    """``D0 3.3`` → ``原文 3.3``: the reader knows the document by its name, which stands above the sheet."""
    return re.sub(r"^D\d ", lambda match: "原文 " if clause[match.end()].isdigit() else "原文", clause)


@dataclass
class Sheet:
    """A rule set's content with the state of each value, laid out for reading.

    An app lays out parts of its own where one table for each section is not how people read it.
    """

    format: Format
    content: Content
    notes: dict[str, RuleNote] = field(default_factory=dict)

    def __post_init__(self):
        self.values = self.format.values_of(self.content)
        self.shown = self.format.shown(self.content)

    # what is open

    def open_values(self) -> list[tuple[str, str, str]]:
        """(path, what it is, the proposed value) of everything that must be confirmed."""
        labels = self.format.labels(self.content)
        return [(path, labels[path], self.shown[path]) for path in self.values if self.state(path) == "open"]

    def confirmed_values(self) -> list[tuple[str, str, str]]:
        """The same for what was confirmed already and can wait again."""
        labels = self.format.labels(self.content)
        confirmed = (
            path for path in self.values if (note := self.note(path)) and note.is_unset and note.confirmed_by_id
        )
        return [(path, labels[path], self.shown[path]) for path in confirmed]

    def note(self, path: str) -> RuleNote | None:
        return note_for(self.notes, path)

    def state(self, path: str) -> str:
        note = self.note(path)
        if note is None:
            return ""
        if note.is_unset:
            return "local" if note.confirmed_by_id else "open"
        return "local" if note.clause == LOCAL else ""

    def cell(self, text: str, *paths: str, kind: str = "") -> Cell:
        states = {self.state(path) for path in paths}
        state = "open" if "open" in states else "local" if "local" in states else ""
        clauses = dict.fromkeys(
            note.clause for path in paths if (note := self.note(path)) and note.clause and note.clause != LOCAL
        )
        return Cell(text, kind, state, tuple(clauses))

    def row(self, path: str, cells: Iterable[Cell]) -> Row:
        cells = list(cells)
        own = self.notes.get(path)
        first = [own.clause] if own and own.clause else []
        clauses = dict.fromkeys([*first, *(clause for cell in cells for clause in cell.clauses)])
        local = [LOCAL] if any(cell.state == "local" for cell in cells) else []
        return Row(cells, "；".join([*map(_in_words, clauses), *local]))

    # the parts

    def parts(self) -> list[Part]:
        """A table for each section, then the settings."""
        return [*map(self.section_part, self.format.sections), self.settings_part("设置")]

    def section_part(self, name: str) -> Part:
        section = self.format.sections[name]
        title = str(section.model._meta.verbose_name)
        if not section.key:
            rows = [self.row("", [self.cell(self.shown[name], name, kind="wrap")])] if self.content[name] else []
            return Part(title, [(title, "")], rows, "", f"没有{title}")
        fields = [each for each in (*section.fields, *section.lists) if each != "code"]
        heads = {each: section.model_field(each).verbose_name for each in section.fields}
        heads |= {each: section.inner[each].model._meta.verbose_name for each in section.lists}
        rows = []
        for row in self.content[name]:
            at = f"{name}.{section.name_of(row)}"
            cells = [self.cell(self.shown[f"{at}.{each}"], f"{at}.{each}", kind="wrap") for each in fields]
            rows.append(self.row(at, cells))
        return Part(title, [(str(heads[each]), "") for each in fields], rows, "", f"没有{title}")

    def settings_part(self, title: str) -> Part:
        rows = []
        for name in self.format.root.fields:
            if name in ("code", "name", "basis"):
                continue
            path = f"{self.format.head}.{name}"
            label = str(self.format.root.model_field(name).verbose_name)
            rows.append(self.row("", [Cell(label), self.cell(self.shown[path], path)]))
        return Part(title, [("设置", ""), ("取值", "")], rows)
