"""What an office prints for the meeting: sign-in sheet, blank score sheets, counting forms. O8, C5"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from core.files.excel import Column, SheetSpec
from scoring.choices import AssessmentStatus, EntryStatus
from scoring.models import Assessment, Component, Entry, Field, Rater, Sheet
from scoring.policy import plain
from scoring.reads.applicable import inapplicable

HAND = 28  # points: a row to write in by hand
MAX_NAMED = 60  # raters of a component who get a score sheet with their name; beyond that one blank sheet to copy
RATER_SIGNS = ("评委（签字）：", "日期：")
COUNT_SIGNS = ("计票人（签字）：", "监票人（签字）：", "复核人（签字）：", "日期：")


def meeting_pack(assessment: Assessment) -> Iterator[SheetSpec]:
    """One workbook for A4. Reads ``assessment.scheme``."""
    raters = list(assessment.raters.select_related("group").order_by("group__order", "seat"))
    entries = list(assessment.entries.filter(status=EntryStatus.ACTIVE).order_by("number"))
    yield _sign_in(assessment, raters)
    rated = assessment.scheme.components.filter(rater_group__isnull=False).select_related("rater_group")
    owed = _owed(assessment)
    for component in rated.order_by("order"):
        group = [rater for rater in raters if rater.group_id == component.rater_group_id]
        fields = list(component.fields.select_related("indicator__dimension").order_by("order"))
        blanks = inapplicable(fields, [entry.pk for entry in entries])
        for rater in group if len(group) <= MAX_NAMED else ():
            rows = [entry for entry in entries if _owes(assessment, owed, component, rater, entry)]
            yield _score_sheet(assessment, component, fields, rows, blanks, rater)
        yield _score_sheet(assessment, component, fields, entries, blanks, None)
        yield _counting_form(assessment, component, group, entries)


def _owed(assessment: Assessment) -> dict[tuple[int, int], set[int]]:
    """(component, rater) → the entries this rater owes a sheet for."""
    owed = defaultdict(set)
    for component, rater, entry in (
        Sheet.objects.filter(assessment=assessment).due().values_list("component", "rater", "entry")
    ):
        owed[component, rater].add(entry)
    return owed


def _owes(assessment: Assessment, owed, component: Component, rater: Rater, entry: Entry) -> bool:
    """Before scoring starts nothing is owed yet: only the own village is left out."""
    if assessment.status == AssessmentStatus.DRAFT:
        return entry.area_id != rater.area_id
    return entry.pk in owed[component.pk, rater.pk]


def _sign_in(assessment: Assessment, raters: Sequence[Rater]) -> SheetSpec:
    columns = [
        Column("序号", 6, "rank"), Column("评委组", 14, "center"), Column("席号", 6, "rank"),
        Column("姓名", 12, "center"), Column("单位职务", 26), Column("签名", 18), Column("备注", 14),
    ]  # fmt: skip
    rows = [
        [at, str(rater.group), rater.seat, rater.name, rater.unit, "", ""]
        for at, rater in enumerate(raters, 1)
    ]  # fmt: skip
    return SheetSpec(
        name="签到表", title=f"{assessment.name}签到表", columns=columns, rows=rows, row_height=HAND, landscape=False,
        notes=["时间：　　　　年　　月　　日　　　地点："], signatures=("主持人（签字）：", "记录人（签字）："),
    )  # fmt: skip


def _score_sheet(
    assessment: Assessment,
    component: Component,
    fields: Sequence[Field],
    entries: Sequence[Entry],
    blanks: set[tuple[int, int]],
    rater: Rater | None,
) -> SheetSpec:
    """A table to be filled in by hand; ``rater`` is none for a spare one."""
    columns = [
        Column("序号", 6, "rank"), Column(assessment.scheme.words.one, 16),
        *(Column(f"{field.name}\n0–{plain(field.maximum)}", 11, "center") for field in fields),
        Column("合计", 10, "center"),
    ]  # fmt: skip
    rows = [
        [
            entry.number, entry.name,
            *("—" if (entry.pk, field.pk) in blanks else "" for field in fields), "",
        ]
        for entry in entries
    ]  # fmt: skip
    who = f"评委：　　　　　　（{component.rater_group}　　号）"
    if rater:
        who = f"评委：{rater.name}（{rater.group} {rater.seat} 号）{rater.unit}"
    return SheetSpec(
        name=f"{component.short_name}{rater.seat}号{rater.name}" if rater else f"{component.short_name}备用",
        title=f"{assessment.name} {component}评分表", columns=columns, rows=rows, row_height=HAND, notes=[who],
        signatures=RATER_SIGNS,
    )  # fmt: skip


def _counting_form(
    assessment: Assessment, component: Component, raters: Sequence[Rater], entries: Sequence[Entry]
) -> SheetSpec:
    seats = [Column(f"{rater.seat}号\n{rater.name}", 8, "center") for rater in raters]
    columns = [
        Column("序号", 6, "rank"), Column(assessment.scheme.words.one, 16), *seats,
        *(Column(head, 9, "center") for head in ("有效份数", "合计", "去掉", "平均")),
    ]  # fmt: skip
    rows = [[entry.number, entry.name, *[""] * (len(raters) + 4)] for entry in entries]
    return SheetSpec(
        name=f"{component.short_name}计票表", title=f"{assessment.name} {component}计票表", columns=columns, rows=rows,
        row_height=HAND, signatures=COUNT_SIGNS,
    )  # fmt: skip
