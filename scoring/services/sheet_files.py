"""A rater's sheets as a workbook: down, filled in without a line, up again. C5

The first row is hidden and says what the workbook is; the hidden first column holds the entry of each row, the key
row the field of each column, and a hidden sheet what every cell held when it was downloaded, so that a cell that
somebody else changed meanwhile is found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from accounts.models import User
from core.errors import Stale, TouyanError
from core.files.excel import Column, Fixed, SheetSpec
from core.files.imports import CHANGED, ERROR, NEW, SAME, Item, as_typed
from core.values.rounding import shown_points
from scoring.models import Assessment, Component, Rater, Sheet
from scoring.policy import plain
from scoring.services.cells import CellInput, CellResult, judge_cells, save_cells
from scoring.services.grid import Grid, lock_of, shown, taking

KIND = "assessments.scores"
MARK = "touyan-scores-1"
WAS = "原值"
FIRST_FIELD = 3  # columns before the fields: entry (hidden), number, name
KEY_FACTS = 6


@dataclass(frozen=True)
class Target:
    """Whose sheets: one rater in one component."""

    assessment: Assessment
    component: Component
    rater: Rater

    @property
    def key(self) -> str:
        """What the hidden first cell says: numbers, names for the refusal, when it was downloaded."""
        names = [str(each).replace("|", " ") for each in (self.assessment, self.component, self.rater)]
        numbers = [str(each.pk) for each in (self.assessment, self.component, self.rater)]
        return "|".join([MARK, *numbers, " ".join(names), f"{timezone.localtime():%Y-%m-%d %H:%M}"])

    def arguments(self) -> dict:
        return {"assessment": self.assessment, "component": self.component, "rater": self.rater}


def specs(grid: Grid) -> list[SheetSpec]:
    """The workbook of a grid: its sheet to be filled in, and what it holds now. Locked rows cannot be typed into."""
    target = Target(grid.assessment, grid.component, grid.rater)
    columns = [
        Column("", hidden=True),
        Column("序号", 6, "rank"),
        Column(grid.assessment.scheme.words.one, 16),
        *(
            Column(f"{field.name}\n0–{plain(field.maximum)}", 12, "points", maximum=field.maximum, places=grid.decimals)
            for field in grid.fields
        ),
        Column("状态", 10, "center"),
    ]
    rows = [
        [
            str(row.entry.pk),
            row.entry.number,
            row.entry.name,
            *(
                (Fixed(points if applies else "—") if row.lock or not applies else points)
                for points, applies in zip(
                    (shown_points(each, grid.decimals) for each in row.points), row.applies, strict=True
                )
            ),
            row.note,
        ]
        for row in grid.rows
    ]
    was = [
        [str(row.entry.pk), *(shown(points, grid.decimals) for points in row.points)] for row in grid.rows
    ]  # fmt: skip
    rater = grid.rater
    who = f"评委：{rater.name}（{rater.group} {rater.seat} 号）{rater.unit}"
    return [
        SheetSpec(
            name="评分表", title=f"{grid.assessment.name} {grid.component}评分表", columns=columns, rows=rows,
            key=[target.key, "", "", *(str(field.pk) for field in grid.fields)],
            notes=[f"{who}　只填浅黄色的格，填好后在系统里导入"],
            signatures=False,
        ),
        SheetSpec(
            name=WAS, columns=[Column("") for _ in range(len(grid.fields) + 1)], rows=was, signatures=False, hidden=True
        ),
    ]  # fmt: skip


# ---------------------------------------------------------------- up again
def preview(*, target: Target, sheets: dict[str, list[tuple]], user: User | None) -> list[Item]:
    """Every filled cell of the workbook as what it would do. ``TouyanError`` for the workbook of something else.

    Empty cells leave alone what is there.
    """
    rows = next(iter(sheets.values()), [])
    key_row = next(iter(rows), ())
    fields = _check_key(target, key_row)
    was = _was(sheets.get(WAS, []), list(fields.values()))
    names = {entry.pk: entry.name for entry in target.assessment.entries.all()}
    headers = {field.pk: field.name for field in target.component.fields.select_related("indicator")}
    cells: dict[tuple[int, int], tuple[CellInput, Item]] = {}
    faults: list[Item] = []
    places: dict[int, int] = {}  # entry → its row
    for number, row in enumerate(rows[1:], 2):
        entry = _number(row[0] if row else None)
        if not entry:
            continue
        name = as_typed(row[2]) if len(row) > 2 else ""
        misplaced = _misplaced(name, names.get(entry, name), places.setdefault(entry, number), number)
        for column, field in fields.items():
            given = row[column] if column < len(row) else ""
            value = as_typed(given)
            if value in ("", "—"):
                continue
            item = Item(SAME, number, column + 1, name, headers.get(field, ""), new=value)
            if why := misplaced or getattr(given, "why", ""):
                faults.append(replace(item, state=ERROR, why=why))
            else:
                cells[entry, field] = CellInput(entry, field, value, was.get((entry, field), "")), item
    faults += _lacking(target, headers, set(fields.values()), places)
    results = judge_cells(**target.arguments(), cells=[cell for cell, _ in cells.values()], user=user)
    found = [_judged(*cells[result.entry_id, result.field_id], result) for result in results]
    return sorted(found + faults, key=lambda item: (item.row, item.column))


def _lacking(target: Target, headers: dict[int, str], columns: set[int], rows: Iterable[int]) -> list[Item]:
    """Columns and rows that were cut out of the workbook, so that nobody takes them for imported."""
    status, held = taking(target.assessment).status, set(rows)
    sheets = Sheet.objects.filter(component=target.component, rater=target.rater).select_related("entry")
    open_ = [sheet for sheet in sheets.order_by("entry__number") if not lock_of(sheet, status)]
    cut = [sheet.entry.name for sheet in open_ if sheet.entry_id not in held]
    why = "表里没有这一{}，其中的分没有导入；要导入请重新下载评分表再填"
    lost = [Item(ERROR, 1, 1, "", name, why=why.format("栏")) for pk, name in headers.items() if pk not in columns]
    return lost + [Item(ERROR, 1, 1, name, "", why=why.format("行")) for name in cut]


def _misplaced(name: str, expected: str, first: int, row: int) -> str:
    """Why the points of a row cannot be told to be those of its entry, "" if they can."""
    if row != first:
        return f"和第 {first} 行是同一个，请删去一行"
    if name != expected:
        return f"这一行原是{expected}，排序或粘贴时错了位，请重新下载评分表再填"
    return ""


def _judged(cell: CellInput, item: Item, result: CellResult) -> Item:
    data = [cell.entry_id, cell.field_id, cell.value, cell.was]
    if result.state == "refused":
        return replace(item, state=ERROR, old=result.value, why=result.message)
    if result.state == "stale":
        return replace(item, state=ERROR, old=result.value, why=f"下载以后{_now(result)}，请核对后重新下载")
    state = SAME if result.value == result.before else CHANGED if result.before else NEW
    return replace(item, state=state, new=result.value, old=result.before, data=data)


def _check_key(target: Target, key_row: Sequence) -> dict[int, int]:
    """Column → field. ``TouyanError`` names assessment, component and rater of a workbook that is not this one's."""
    facts = str(key_row[0] if key_row else "").split("|")
    if len(facts) != KEY_FACTS or facts[0] != MARK:
        raise TouyanError("这不是从系统下载的评分表，请先下载，填好后再导入")
    own = [str(each.pk) for each in (target.assessment, target.component, target.rater)]
    if facts[1:4] != own:
        raise TouyanError(
            f"这是“{facts[4]}”的评分表，不能导入到“{target.assessment} {target.component} {target.rater}”"
        )
    fields = {at: _number(value) for at, value in enumerate(key_row) if at >= FIRST_FIELD and _number(value)}
    if not fields:
        raise TouyanError("表头被改过，请重新下载评分表")
    if len(set(fields.values())) < len(fields):
        raise TouyanError("有一列被复制成了两列，请删去多出的一列，或重新下载评分表")
    return fields


def _was(rows: Sequence[tuple], fields: list[int]) -> dict[tuple[int, int], str]:
    """(entry, field) → what the cell held when the workbook was downloaded."""
    held = {}
    for row in rows:
        if entry := _number(row[0] if row else None):
            held |= {
                (entry, field): as_typed(value) for field, value in zip(fields, row[1:], strict=False) if field
            }  # fmt: skip
    return held


def _number(value) -> int:
    text = as_typed(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def write(*, target: Target, items: Sequence[Item], user: User | None) -> None:
    """Save the cells of a preview: all, or ``Stale`` when one of them changed after the preview."""
    cells = [CellInput(*item.data) for item in items]
    _save_all(target, items, cells, user, "预览以后有变化，一格也没有导入，请重新上传：")


def take_back(*, target: Target, items: Sequence[Item], user: User | None) -> None:
    """Put back what the cells of an import held before: all, or ``Stale`` when one of them changed since."""
    cells = [CellInput(*item.data[:2], item.old, item.new) for item in items]
    _save_all(target, items, cells, user, "导入以后又有变化，一格也没有撤销，请到评分录入里逐格改：")


def _now(result: CellResult) -> str:
    return f"{result.by or '他人'}已改为 {result.value or '空白'}"


def _save_all(target: Target, items: Sequence[Item], cells: list[CellInput], user: User | None, refusal: str) -> None:
    results = save_cells(**target.arguments(), cells=cells, user=user)
    problems = [
        f"{item.subject} {item.header}：{result.message or _now(result)}"
        for item, result in zip(items, results, strict=True)
        if result.state != "saved"
    ]
    if problems:
        raise Stale(refusal, items=problems)
