"""Charts of assessments as plain SVG coordinates; templates draw them."""

from dataclasses import dataclass

from scoring.reads.explanation import TrendPoint

WIDTH, TOP, BOTTOM, EDGE = 336, 24, 54, 32


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    rank: int
    label: str
    final: object
    is_last: bool

    @property
    def label_y(self) -> float:
        return self.y - 10


@dataclass(frozen=True)
class Line:
    marks: list[Mark]

    @property
    def points(self) -> str:
        return " ".join(f"{mark.x:g},{mark.y:g}" for mark in self.marks)

    @property
    def summary(self) -> str:
        return f"近 {len(self.marks)} 期名次 " + "、".join(str(mark.rank) for mark in self.marks)


def trend_line(points: list[TrendPoint]) -> Line | None:
    """Ranks over time, the better the higher; nothing for fewer than two periods."""
    if len(points) < 2:
        return None
    ranks = [point.rank for point in points]
    best, worst = min(ranks), max(ranks)
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    marks = []
    for at, point in enumerate(points):
        depth = (point.rank - best) / (worst - best) if worst > best else 0.5
        year = f"{point.period.year} " if at == 0 or point.period.year != points[at - 1].period.year else ""
        y = round(TOP + depth * (BOTTOM - TOP), 1)
        label = f"{year}{point.period.short}{'演练' if point.is_trial else ''}"
        marks.append(Mark(round(EDGE + at * step, 1), y, point.rank, label, point.final, at == len(points) - 1))
    return Line(marks)
