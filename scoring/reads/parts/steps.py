"""How an explanation says a step: figures as people read them, and what weighting and rounding come to."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from scoring.models import StandingPart
from scoring.policy import plain

SHOWN = 8  # decimals of a figure that does not end before


@dataclass(frozen=True)
class Chip:
    """One rater's total: ``note`` says the seat, or why it was dropped."""

    total: str
    note: str
    dropped: bool = False
    seat: int = 0


@dataclass(frozen=True)
class Step:
    """One step: what it is, how it was done in words, the raters' totals, the sum written out, what came out.

    ``absent`` are the seats (0: not said) of raters without a total, by the reason; ``taken_over`` says on which seats
    the person changed.
    """

    title: str
    result: str = ""
    note: str = ""
    chips: list[Chip] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    absent: dict[str, list[int]] = field(default_factory=dict)
    taken_over: list[str] = field(default_factory=list)

    @property
    def absence(self) -> str:
        """Who gave no total, and why: 没有打分：3、11 号回避，5 号免评."""
        said = [
            f"{'、'.join(map(str, seats))} 号{why}" if all(seats) else f"{len(seats)} 位{why}"
            for why, seats in self.absent.items()
        ]
        return f"没有打分：{'，'.join(said)}" if said else ""


@lru_cache(maxsize=20_000)  # a download says the same few thousand figures half a million times
def figure(value: Decimal | None, places: int) -> str:
    """A figure with all its decimals, at least the scheme's ``places`` and at most 8; ``…`` where it goes on."""
    if value is None:
        return ""
    cut = value.quantize(Decimal(1).scaleb(-SHOWN))
    text = f"{cut.normalize():f}"
    whole, _, decimals = text.partition(".")
    shown = f"{whole}.{decimals.ljust(places, '0')}" if places or decimals else whole
    return f"{shown}…" if cut != value else shown


def weighted(part: StandingPart, scheme) -> list[str]:
    """What weight × P ÷ M (or factor × P) comes to, after a line that says why the weight grew if it did."""
    component, value = part.component, figure(part.value, scheme.decimals)
    points = figure(part.contribution, scheme.decimals)
    if component.is_counting:
        return [f"{plain(component.factor)} × {value} = {points}"]
    weight = figure(part.weight, 0)
    lines = [f"{weight} × {value} ÷ {plain(part.full)} = {points}"]
    if part.weight != component.weight:
        lines.insert(0, f"权重由 {plain(component.weight)} 放大为 {weight}（有项目全体不计）")
    return lines


def rounded(scheme) -> list[str]:
    return [] if scheme.round_components is None else [f"先保留 {scheme.round_components} 位小数，再相加"]
