"""Workbooks of contests: the ranking, the matrix of rater totals, the explanation, each for A4. ux.md page 3"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from django.utils import timezone

from areas.choices import Level
from contests.reads.ranking import Selection
from core.files.excel import Bracketed, Column, SheetSpec
from core.values.rounding import parts_disagree, shown_points
from scoring.choices import EntryStatus, Subject, Words
from scoring.models import Standing, StandingPart
from scoring.reads.explanation import PARTS_DISAGREE, Explanation, award_sentence, explain

BATCH = 500
BRACKETS = "括号里的分按规则去掉了，不计入平均"


def ranking_sheets(rows, selection: Selection, *, unit: str, seats: bool) -> Iterator[SheetSpec]:
    """Three sheets of the standings in ``rows``: 排名, 得分矩阵, 得分说明; without ``seats`` no matrix."""
    day = timezone.localdate()
    name = selection.contest.name if selection.contest else f"{selection.period.label}擂台比武"
    common = {"unit": unit, "day": day}
    remarks: list[str] = []
    yield SheetSpec(
        "排名", _ranking_columns(selection), _ranking_rows(rows, selection, remarks), title=f"{name}排名",
        remarks=remarks, **common,
    )  # fmt: skip
    if seats:
        width = _seats(rows)
        several = selection.is_county or selection.contest.area.level != Level.TOWNSHIP
        towns = several and selection.subject != Subject.TOWNSHIP
        columns = _matrix_columns(selection.words, width, towns, selection.longer)
        yield SheetSpec(
            "得分矩阵", columns, _matrix_rows(rows, width, towns), title=f"{name}得分矩阵",
            notes=[BRACKETS], remarks=remarks, **common,
        )  # fmt: skip
    yield SheetSpec(
        "得分说明",
        _explanation_columns(selection.words),
        _explanation_rows(rows, selection, seats),
        title=f"{name}得分说明",
        landscape=False,
        **common,
    )


def township_sheet(rows, selection: Selection, *, unit: str) -> SheetSpec:
    """The townships' averages; ``rows`` as ``StandingQuerySet.by_township`` gives them."""
    columns = [Column("乡镇", 14), Column("参评", 8, "int"), Column("平均总分", 10, "points")]
    columns += [Column(column.head, 10, "points") for column in selection.columns]
    columns += [Column("最好名次", 9, "rank"), Column("夺杯", 8, "int")]
    means = ["mean", *selection.mean_names]
    title = f"{selection.contest or selection.period.label}各乡镇平均分"
    values = (
        [
            row["entry__township__short_name"],
            row["ranked"],
            *(shown_points(row[name], row["places"]) for name in means),
            row["best"],
            row["cups"],
        ]
        for row in rows
    )
    return SheetSpec("乡镇平均分", columns, values, title=title, unit=unit, day=timezone.localdate())


def _batches(rows) -> Iterator[list]:
    """The rows, with their prefetched parts if they are objects, a few hundred at a time."""
    iterator = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(iterator, BATCH)):
        yield batch


# ---------------------------------------------------------------- ranking


def _ranking_columns(selection: Selection) -> list[Column]:
    columns = [
        Column("名次", 6, "rank"),
        Column("上期名次", 6, "rank"),
        Column(selection.words.one, 14),
        *_entry_facts(selection).values(),
    ]
    columns += [Column("村类别", 32)] if selection.has_categories else []
    longer = selection.longer
    columns += [Column("总分", 9 + longer, "points")]
    columns += [Column(column.head, 9 + longer, "points") for column in selection.columns]
    columns += [Column("加扣分", 8 + longer, "points")]
    columns += [Column("本场名次", 8, "rank")] if selection.is_county else []
    return [*columns, Column("奖项", 16)]


def _entry_facts(selection: Selection) -> dict[str, Column]:
    """What stands beside the name, as far as those who compete have it."""
    facts = {}
    if selection.subject != Subject.TOWNSHIP:
        facts["entry__township__short_name"] = Column("乡镇", 12)
    if selection.has_holders:
        facts["entry__holder_name"] = Column("书记", 10)
    return facts


def _ranking_rows(rows, selection: Selection, remarks: list[str]) -> Iterator[list]:
    """Values only, without objects: a county has some hundred rows, a province many thousand.

    ``remarks`` gets a line if the figures of a row, each rounded by itself, do not add up.
    """
    shown = Standing.objects.filter(pk__in=rows.order_by().values("pk"))
    categories = defaultdict(list)
    held = shown.filter(entry__categories__isnull=False).order_by("pk", "entry__categories__order")
    for pk, name in held.values_list("pk", "entry__categories__name"):
        categories[pk].append(name)
    awards = defaultdict(list)
    for award in shown.awards():
        awards[award.standing_id].append(award_sentence(award))
    facts = rows.prefetch_related(None).values_list(
        "pk", "status", "tally__assessment__scheme", "tally__assessment__scheme__decimals",
        "tally__assessment__scheme__base_points", "contributions", "base", "shown_rank", "shown_previous",
        "entry__name", *_entry_facts(selection), "final", "bonus", "rank",
    )  # fmt: skip
    for pk, status, scheme, places, start, given, base, *place, final, bonus, rank in facts.iterator(chunk_size=BATCH):
        points = [column.within(scheme, given) for column in selection.columns]
        if rank and not remarks and parts_disagree((start, *given, bonus), base + bonus, places):
            remarks.append(PARTS_DISAGREE)
        named = ["、".join(categories[pk]) or "其他"] if selection.has_categories else []
        values = [*place, *named, *(shown_points(each, places) for each in (final, *points, bonus))]
        values += [rank] if selection.is_county else []
        yield [*values, "；".join(awards[pk]) if rank else EntryStatus(status).label]


# ---------------------------------------------------------------- matrix


def _seats(rows) -> list[tuple[str, str, list[int]]]:
    """(component code, name, seats in use) over all rows, in the schemes' order."""
    parts = StandingPart.objects.filter(standing__in=rows.order_by().values("pk"))
    found: dict[str, tuple[str, set[int]]] = {}
    for code, name, seats in parts.order_by("component__order").values_list(
        "component__code", "component__name", "seats"
    ).distinct():  # fmt: skip
        found.setdefault(code, (name, set()))[1].update(seats)
    return [(code, name, sorted(seats)) for code, (name, seats) in found.items()]


def _matrix_columns(words: Words, width, towns: bool, longer: int) -> list[Column]:
    """As narrow as the figures allow: a township with many peers has forty columns, on two pages side by side."""
    own = 7 + longer
    columns = [Column("名次", 5, "rank"), Column(words.one, 11)] + ([Column("乡镇", 10)] if towns else [])
    for _, name, seats in width:
        columns += [Column(f"{seat}号", 5.5, "points", group=name) for seat in seats]
        columns += [Column("平均", own, "points", group=name), Column("得分", own, "points", group=name)]
    results = (("基础分", own), ("加扣分", own - 1), ("最终得分", own))
    return [*columns, *(Column(head, wide, "points") for head, wide in results)]


def _matrix_rows(rows, width, towns: bool) -> Iterator[list]:
    """Values only, as above: three parts of every village, each with the totals of many raters."""
    facts = rows.prefetch_related(None).values_list(
        "pk", "tally__assessment__scheme__decimals", "tally__assessment__scheme__point_decimals", "shown_rank",
        "entry__name", "entry__township__short_name", "base", "bonus", "final",
    )  # fmt: skip
    for batch in _batches(facts):
        parts = StandingPart.objects.filter(standing__in=[pk for pk, *_ in batch]).order_by()
        cells = {
            (standing, code): part
            for standing, code, *part in parts.values_list(
                "standing", "component__code", "seats", "totals", "kept", "value", "contribution"
            )
        }
        for pk, places, point_places, rank, name, town, *result in batch:
            values = [rank, name, town] if towns else [rank, name]
            for code, _, seats in width:
                values += _part_cells(cells.get((pk, code)), seats, places, point_places)
            yield [*values, *(shown_points(each, places) for each in result)]


def _part_cells(part: list | None, seats: list[int], places: int, point_places: int) -> list:
    if part is None:
        return [None] * (len(seats) + 2)
    raters, totals, kept, value, contribution = part
    given = {
        seat: shown_points(total, point_places) if keep else Bracketed(shown_points(total, point_places))
        for seat, total, keep in zip(raters, totals, kept, strict=True)
    }
    return [*(given.get(seat) for seat in seats), shown_points(value, places), shown_points(contribution, places)]


# ---------------------------------------------------------------- explanation


def _explanation_columns(words: Words) -> list[Column]:
    return [
        Column("名次", 6, "rank"), Column(words.one, 14), Column("步骤", 16), Column("怎样算", 70),
        Column("得分", 12, "points"),
    ]  # fmt: skip


def _explanation_rows(rows, selection: Selection, seats: bool) -> Iterator[list]:
    for batch in _batches(rows.for_explanation()):
        for explanation in explain(batch, prefix=selection.user.scope_prefix, seats=seats):
            yield from explanation_lines(explanation)


def _as_points(text: str) -> Decimal | str:
    """What a step comes to as the number it is; a rank or a word stays text."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def explanation_lines(explanation: Explanation) -> Iterable[list]:
    """One line a step: the totals with dropped ones marked, then the sum written out."""
    standing = explanation.standing
    head = [standing.shown_rank, standing.entry.name]
    for step in explanation.steps:
        totals = "、".join(
            f"{f'{chip.seat} 号 ' if chip.seat else ''}{chip.total}{f'（{chip.note}）' if chip.dropped else ''}"
            for chip in step.chips
        )
        how = "；".join(
            filter(None, [step.note, totals, step.absence, *step.lines, *(f"不计：{line}" for line in step.struck)])
        )
        yield [*head, step.title, how, _as_points(step.result)]
    for sentence in explanation.placed:
        yield [*head, "名次", sentence, ""]
    for sentence in explanation.ties:
        yield [*head, "同分排序", sentence, ""]
    if explanation.remark:
        yield [*head, "说明", explanation.remark, ""]
    yield [
        *head,
        "最终得分",
        explanation.final_line,
        "" if standing.final is None else _as_points(str(standing.shown_final)),
    ]
