"""Figures recorded with evidence, or read from the village indicators, and the points they come to. scoring.md §1"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from scoring.choices import Method
from scoring.models import Assessment, Component, Figure, FigurePart, StandingPart
from scoring.policy import plain
from scoring.querysets import parts as sql
from scoring.reads.figures import figure_grid
from scoring.reads.parts.base import PartSource, Progress
from scoring.reads.parts.steps import figure


class Recorded(PartSource):
    sql = sql.RECORDED
    page = "scoring:figure_grid"
    while_final = True
    inputs = {Figure: "entry__assessment"}

    def way(self, component: Component) -> str:
        return f"录入{component}"

    def gap(self, what: str, entries: str, maximum: str | None) -> str:
        return {
            "figure": f"还差 {entries} 的数值",
            "range": f"{entries} 的数值不在 0 到 {maximum} 之间",
            "target": f"{entries} 的自定目标不能等于零分值",
            "best": "最好的数值应大于 0，否则无法与最好的相比",
        }[what]

    def progress(self, assessment: Assessment, component: Component) -> Progress:
        grid = figure_grid(assessment, component)
        return Progress(grid.asked, grid.filled, "格")

    def entered(self, assessment: Assessment, since: tuple[datetime, datetime]) -> Iterable[tuple]:
        rows = Figure.objects.filter(entry__assessment=assessment, entered_at__gt=since[0], entered_at__lte=since[1])
        for row in rows.select_related("entered_by", "entry", "measure"):
            who = str(row.entered_by) if row.entered_by else ""
            about = frozenset([row.entry_id])
            yield row.entered_at, who, f"{row.entry} {row.measure}", f"录入 {row.value}", row.evidence, about

    def facts(self, parts: Sequence[StandingPart]) -> dict[tuple[int, int], list[FigurePart]]:
        """(standing, component) → the figures as the tally used them."""
        found = defaultdict(list)
        rows = FigurePart.objects.filter(standing__in={part.standing_id for part in parts})
        for row in rows.select_related("measure__indicator").prefetch_related("measure__bands").order_by("pk"):
            found[row.standing_id, row.measure.component_id].append(row)
        return found

    def explain(self, part: StandingPart, scheme, facts) -> tuple[str, list[str]]:
        places, figures = scheme.decimals, facts[part.standing_id, part.component_id]
        lines = [_sentence(each, part.component, places) for each in figures]
        if len(figures) > 1:
            total = figure(part.value, places)
            lines.append(f"{' + '.join(figure(each.points, places) for each in figures)} = {total}")
        note = "按录入的数值" if part.component.is_counting else f"按录入的数值，满分 {plain(part.full)}"
        return note, lines


def _sentence(part: FigurePart, component: Component, places: int) -> str:
    """A figure and how it became points: 集体收入 45 万元：10 × (45 − 0) ÷ (60 − 0) = 7.50."""
    measure = part.measure
    indicator = measure.indicator
    maximum = plain(indicator.maximum if indicator else component.overall_maximum)
    value, points = plain(part.value), figure(part.points, places)
    said = f"{indicator or component} {value}{f' {measure.unit}' if measure.unit else ''}"
    if measure.source_id:
        said += "（村情）"
    if measure.method == Method.DIRECT:
        return f"{said}：数值就是得分，得 {points}"
    if measure.method == Method.BANDS:
        return f"{said}：{_band(part)}，得 {points}"
    if measure.method == Method.RELATIVE:
        held = "，不低于 0" if part.value < 0 else ""
        return f"{said}，最好的 {plain(part.best)}：{maximum} × {value} ÷ {plain(part.best)}{held} = {points}"
    if measure.method == Method.RANK:
        return (
            f"{said}，{part.among} 个中第 {part.place} 名："
            f"{maximum} × ({part.among} + 1 − {part.place}) ÷ {part.among} = {points}"
        )
    zero, target = plain(measure.zero), plain(part.target)
    whose = "自定目标" if part.target != measure.target else "目标"
    reached = (part.value - measure.zero) / (part.target - measure.zero)
    held = "，不低于 0" if reached < 0 else f"，不超过 {maximum}" if reached > 1 else ""
    return f"{said}，{whose} {target}：{maximum} × ({value} − {zero}) ÷ ({target} − {zero}){held} = {points}"


def _band(part: FigurePart) -> str:
    """The band a figure falls into: 30 到不足 50 一档."""
    bounds = sorted(band.lower for band in part.measure.bands.all() if band.lower is not None)
    lower = max((bound for bound in bounds if bound <= part.value), default=None)
    upper = min((bound for bound in bounds if bound > part.value), default=None)
    if lower is None:
        return f"不足 {plain(upper)} 一档" if upper is not None else "只有一档"
    return f"{plain(lower)} 到不足 {plain(upper)} 一档" if upper is not None else f"{plain(lower)} 及以上一档"
