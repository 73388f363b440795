"""scoring.md once more, slow and obvious: fractions, plain lists and loops, nothing of the project imported.

Every figure of a result is exact to the last comparison, but for the final score, which is rounded where scoring.md
says so; ``stored`` is what the tables keep of the others.

The real tally is set-based SQL; this is what it is compared with. Read it beside scoring.md: the order is the same;
what scoring.md leaves open is settled in docs/decisions.md.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

OTHER = "其他"  # the category of entries that have none
UNSORTED = "未分维度"  # where fields without a dimension go

# ---------------------------------------------------------------- what a contest is made of


@dataclass(frozen=True)
class Measure:
    """How a recorded figure becomes points; ``bands`` are (from, points), the first one from None on."""

    method: str = "direct"  # direct, proportional, bands, relative, rank
    zero: Decimal | None = None
    target: Decimal | None = None
    bands: tuple[tuple[Decimal | None, Decimal], ...] = ()
    less_is_better: bool = False


@dataclass(frozen=True)
class Field:
    """A column of a sheet: an indicator, or "overall" without a dimension; only for ``categories`` if named."""

    maximum: Decimal
    dimension: str | None = None
    categories: frozenset[str] | None = None
    measure: Measure | None = None


@dataclass(frozen=True)
class Component:
    """``weight`` for mean, trimmed and median, ``factor`` for sum (counting)."""

    code: str
    fields: tuple[Field, ...]
    kind: str = "rated"  # rated, recorded, carried
    second_round: bool = False
    weight: Decimal | None = None
    factor: Decimal | None = None
    combine: str = "mean"  # mean, trimmed, median, sum
    drop_high: int = 0
    drop_low: int = 0
    minimum_sheets: int = 1
    too_few: str = "refuse"  # refuse, plain_mean, leave_out


@dataclass(frozen=True)
class AwardRule:
    """``by`` says which of ``share``, ``number``, ``threshold`` and ``minimum``/``maximum`` count.

    Of an improvement ``number`` is the ranks to rise by.
    """

    order: int
    name: str
    group: str = ""
    unit: str = "whole"  # whole, category, dimension, township
    by: str = "number"  # share, number, range, threshold, award_count, improvement
    share: Fraction = Fraction(0)
    number: int = 0
    threshold: Decimal = Decimal(0)
    kind: str = "K"
    counted_kind: str = ""
    from_bottom: bool = False
    rounding: str = "up"  # up, half_up, down
    minimum: int = 0
    maximum: int | None = None
    minimum_participants: int = 0
    tie: str = "include_all"  # include_all, decide
    shrink: bool = False


@dataclass(frozen=True)
class BonusItem:
    """``points`` per occurrence, below zero for a deduction; ``group``: highest only per case and sign.

    With a range, ``low`` to ``high``, in place of points each occurrence has its own.

    Any other ``effect`` than points is a veto and has no points. One that excludes arrives as ``Entry.status``.
    """

    code: str
    points: Decimal | None
    cap: Decimal | None = None
    group: str = ""
    dimension: str | None = None
    effect: str = "points"  # points, ranked_last, no_award, dimension_zero
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Scheme:
    components: tuple[Component, ...]
    dimensions: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()  # ("component", code), ("dimension", code), ("bonus_count",) …
    awards: tuple[AwardRule, ...] = ()
    items: tuple[BonusItem, ...] = ()
    bonus_cap: Decimal | None = None
    deduction_cap: Decimal | None = None
    full_mark: Decimal = Decimal(100)
    base_points: Decimal = Decimal(0)
    decimals: int = 2
    round_components: int | None = None
    allow_negative: bool = False
    cap_at_full_mark: bool = False


@dataclass(frozen=True)
class Entry:
    number: int
    township: str = ""
    categories: frozenset[str] = frozenset()
    group: str = ""  # ranked and awarded apart from the other groups
    status: str = "active"  # active, withdrawn, excluded
    previous_rank: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One rater's points for one entry; ``seat`` is (group, seat number); None where a field does not apply."""

    component: str
    entry: int
    seat: tuple[str, int]
    points: tuple[Decimal | None, ...]
    status: str = "submitted"  # submitted, waived, draft


@dataclass(frozen=True)
class Occurrence:
    item: str
    entry: int
    case: str
    approved: bool = True
    points: Decimal | None = None  # its own, where the item has a range


@dataclass(frozen=True)
class Figure:
    """What was recorded of an entry in the ``field``-th column (from 0) of a component; ``target``: the entry's own."""

    component: str
    field: int
    entry: int
    value: Decimal | None
    target: Decimal | None = None


@dataclass(frozen=True)
class Carried:
    """The final score of the same entry in another contest, ``source``."""

    component: str
    entry: int
    points: Decimal
    source: str = "S1"


@dataclass(frozen=True)
class Decision:
    """What the panel decided on an award in a unit: how many it goes to, who of the tied ``named`` wins."""

    award: str
    unit: tuple[str, ...]
    places: int | None = None
    named: frozenset[int] = frozenset()
    winners: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Contest:
    """``order``: the entries whose order the panel has fixed, the first one in front."""

    scheme: Scheme
    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    figures: tuple[Figure, ...] = ()
    carried: tuple[Carried, ...] = ()
    decisions: tuple[Decision, ...] = ()
    order: tuple[int, ...] = ()
    round: int = 1


# ---------------------------------------------------------------- what comes of it


@dataclass(frozen=True)
class Lack:
    """An entry has too few sheets in a component."""

    entry: int
    component: str
    have: int
    need: int


@dataclass(frozen=True)
class Gap:
    """Something else an entry (None: the whole contest) lacks in a component's ``field``-th column.

    ``what``: no indicator ``applies``; the ``figure`` is missing or out of ``range``; its own ``target`` is the zero
    point; the ``best`` figure is not above zero; no ``carried`` score, or carried ``twice``.
    """

    what: str
    component: str
    entry: int | None = None
    field: int | None = None


@dataclass(frozen=True)
class Refusal:
    """No result; every entry and component that stands in the way, by entry and the scheme's order of components."""

    lacks: list[Lack]
    gaps: list[Gap] = field(default_factory=list)


@dataclass
class Part:
    """A dimension's points and its full part."""

    points: Fraction = Fraction(0)
    full: Fraction = Fraction(0)


@dataclass
class EntryResult:
    entry: Entry
    contributions: dict[str, Fraction] = field(default_factory=dict)
    dimensions: dict[str, Part] = field(default_factory=dict)
    figures: dict[tuple[str, int], Fraction] = field(default_factory=dict)
    base: Fraction = Fraction(0)
    bonus: Fraction = Fraction(0)
    bonus_count: int = 0
    zeroed: Fraction = Fraction(0)
    ranked_last: bool = False
    no_award: bool = False
    final: Fraction = Fraction(0)
    unrounded: Fraction = Fraction(0)
    rank: int = 0
    scored_rank: int | None = None
    category_ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """One award in one unit; ``unit`` is ("whole", ""), ("category", name), ("dimension", code), ("township", name).

    In a group of entries its name comes last: ("whole", "", "书记组").

    ``decided`` are those winners who owe it to a decision.
    """

    award: str
    unit: tuple[str, ...]
    winners: frozenset[int] = frozenset()
    tied: frozenset[int] = frozenset()
    open_places: int = 0
    waiting: bool = False
    decided: frozenset[int] = frozenset()


@dataclass
class Result:
    """``kept``: for every submitted sheet of an active entry, by (component, entry, seat), whether it counted."""

    entries: dict[int, EntryResult]
    kept: dict[tuple[str, int, tuple[str, int]], bool]
    left_out: list[str]
    awards: list[Outcome]


# ---------------------------------------------------------------- numbers


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half away from zero."""
    scaled = abs(value) * 10**decimals
    whole = floor(scaled)
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    result = Fraction(whole, 10**decimals)
    return -result if value < 0 else result


def stored(value: Fraction) -> Fraction:
    return rounded(value, 8)


def score(value: Fraction, decimals: int) -> Fraction:
    return rounded(stored(value), decimals)


# ---------------------------------------------------------------- 1 sheets


def applies(f: Field, entry: Entry) -> bool:
    return f.categories is None or bool(f.categories & entry.categories)


def full_points(component: Component, entry: Entry) -> Fraction:
    """M"""
    return sum((Fraction(f.maximum) for f in component.fields if applies(f, entry)), Fraction(0))


def sheet_total(component: Component, entry: Entry, sheet: Sheet) -> Fraction:
    """T"""
    total = Fraction(0)
    for f, points in zip(component.fields, sheet.points, strict=True):
        if applies(f, entry):
            total += Fraction(points)
    return total


def sheets_owed(contest: Contest, component: Component, entry: Entry) -> list[Sheet]:
    return [s for s in contest.sheets if s.component == component.code and s.entry == entry.number]


def sheets_in(contest: Contest, component: Component, entry: Entry) -> list[Sheet]:
    """The submitted ones from the lowest total to the highest, equal totals by seat."""
    submitted = [s for s in sheets_owed(contest, component, entry) if s.status == "submitted"]
    return sorted(submitted, key=lambda s: (sheet_total(component, entry, s), s.seat))


# ---------------------------------------------------------------- 1 recorded and carried over


def active_entries(contest: Contest) -> list[Entry]:
    return sorted((e for e in contest.entries if e.status == "active"), key=lambda e: e.number)


def figure_of(contest: Contest, component: Component, at: int, entry: Entry) -> Figure | None:
    for figure in contest.figures:
        if (figure.component, figure.field, figure.entry) == (component.code, at, entry.number):
            return figure
    return None


def figures_of(contest: Contest, component: Component, at: int) -> list[Fraction]:
    """The figures of all active entries the indicator applies to."""
    column = component.fields[at]
    return [Fraction(figure_of(contest, component, at, e).value) for e in active_entries(contest) if applies(column, e)]


def figure_points(contest: Contest, component: Component, at: int, entry: Entry) -> Fraction:
    """What an entry's figure comes to."""
    column = component.fields[at]
    measure, maximum = column.measure, Fraction(column.maximum)
    figure = figure_of(contest, component, at, entry)
    value = Fraction(figure.value)
    if measure.method == "direct":
        return value
    if measure.method == "bands":
        return [Fraction(points) for lower, points in measure.bands if lower is None or lower <= value][-1]
    if measure.method == "proportional":
        target = Fraction(measure.target if figure.target is None else figure.target)
        zero = Fraction(measure.zero)
        return min(max(maximum * (value - zero) / (target - zero), Fraction(0)), maximum)
    others = figures_of(contest, component, at)
    if measure.method == "relative":
        return max(maximum * value / max(others), Fraction(0))
    better = [other for other in others if (other < value if measure.less_is_better else other > value)]
    rank = 1 + len(better)
    return maximum * (len(others) + 1 - rank) / len(others)


def gaps_of(contest: Contest, counted: list[Component]) -> list[Gap]:
    """What the ``counted`` components miss besides sheets; one that is left out needs nothing."""
    gaps = []
    for component in counted:
        for entry in active_entries(contest):
            carried = {c.source for c in contest.carried if (c.component, c.entry) == (component.code, entry.number)}
            if not full_points(component, entry):
                gaps.append(Gap("applies", component.code, entry.number))
            if component.kind == "carried" and len(carried) != 1:
                gaps.append(Gap("twice" if carried else "carried", component.code, entry.number))
        if component.kind == "recorded":
            for at in range(len(component.fields)):
                gaps += figure_gaps(contest, component, at)
    return gaps


def figure_gaps(contest: Contest, component: Component, at: int) -> list[Gap]:
    column = component.fields[at]
    measure, gaps, values = column.measure, [], []
    for entry in active_entries(contest):
        figure = figure_of(contest, component, at, entry)
        if not applies(column, entry):
            continue
        target = measure.target if figure is None or figure.target is None else figure.target
        if measure.method == "proportional" and target == measure.zero:
            gaps.append(Gap("target", component.code, entry.number, at))
        if figure is None or figure.value is None:
            gaps.append(Gap("figure", component.code, entry.number, at))
            continue
        values.append(figure.value)
        if measure.method == "direct" and not 0 <= figure.value <= column.maximum:
            gaps.append(Gap("range", component.code, entry.number, at))
    if measure.method == "relative" and values and max(values) <= 0:
        gaps.append(Gap("best", component.code, None, at))
    return gaps


def made_sheet(contest: Contest, component: Component, entry: Entry) -> Sheet:
    """A recorded or carried-over component is reckoned as if somebody had given one sheet with these points."""
    if component.kind == "carried":
        [carried] = [c for c in contest.carried if (c.component, c.entry) == (component.code, entry.number)]
        points = (Fraction(carried.points),)
    else:
        points = tuple(
            figure_points(contest, component, at, entry) if applies(column, entry) else None
            for at, column in enumerate(component.fields)
        )
    return Sheet(component.code, entry.number, ("", 0), points)


# ---------------------------------------------------------------- 2 combining raters


def in_this_round(contest: Contest) -> list[Component]:
    return [c for c in contest.scheme.components if contest.round == 2 or not c.second_round]


def sheets_needed(contest: Contest, component: Component, entry: Entry) -> int:
    if component.combine == "trimmed":
        return component.drop_high + component.drop_low + 1
    if component.combine == "sum":
        return max(len(sheets_owed(contest, component, entry)), component.minimum_sheets)
    return component.minimum_sheets


def lack_of(contest: Contest, component: Component, entry: Entry) -> Lack | None:
    have = len(sheets_in(contest, component, entry))
    need = sheets_needed(contest, component, entry)
    return Lack(entry.number, component.code, have, need) if have < max(need, 1) else None


def kept_sheets(contest: Contest, component: Component, entry: Entry) -> list[Sheet]:
    if component.kind != "rated":
        return [made_sheet(contest, component, entry)]
    sheets = sheets_in(contest, component, entry)
    n = len(sheets)
    if n < sheets_needed(contest, component, entry):
        return sheets  # plain mean
    if component.combine == "trimmed":
        return sheets[component.drop_low : n - component.drop_high]
    if component.combine == "median":
        return [sheets[n // 2]] if n % 2 else [sheets[n // 2 - 1], sheets[n // 2]]
    return sheets


# ---------------------------------------------------------------- 3 and 4 base score and breakdown


def worth_of_a_point(component: Component, weight: Fraction | None, entry: Entry, kept: list[Sheet]) -> Fraction:
    """What one point on one kept sheet adds to the score: weight / M / sheets, or the factor."""
    if component.combine == "sum":
        return Fraction(component.factor)
    return weight / full_points(component, entry) / len(kept)


def contribution(component: Component, weight: Fraction | None, entry: Entry, kept: list[Sheet]) -> Fraction:
    total = sum((sheet_total(component, entry, s) for s in kept), Fraction(0))
    return total * worth_of_a_point(component, weight, entry, kept)


def add_parts(
    parts: dict[str, Part], component: Component, weight: Fraction | None, entry: Entry, kept: list[Sheet]
) -> None:
    worth = worth_of_a_point(component, weight, entry, kept)
    for sheet in kept:
        for f, points in zip(component.fields, sheet.points, strict=True):
            if applies(f, entry):
                part = parts[f.dimension or UNSORTED]
                part.points += Fraction(points) * worth
                part.full += Fraction(f.maximum) * worth


# ---------------------------------------------------------------- 5 bonuses and deductions


def held(points: Fraction, cap: Decimal | None) -> Fraction:
    """``points`` no further from zero than ``cap``."""
    if cap is None or abs(points) <= cap:
        return points
    return Fraction(cap) if points > 0 else -Fraction(cap)


def points_of(item: BonusItem, occurrence: Occurrence) -> Fraction:
    return Fraction(item.points if occurrence.points is None else occurrence.points)


def points_by_item(scheme: Scheme, occurrences: list[Occurrence]) -> dict[str, Fraction]:
    """Highest only within a bonus group, then the caps per item; in the scheme's order of items."""
    sums = {item.code: Fraction(0) for item in scheme.items}
    best = {}  # (group, case, sign) -> the item that counts, and with how much
    for item in scheme.items:
        if item.effect != "points":
            continue
        for occurrence in [o for o in occurrences if o.item == item.code]:
            points = points_of(item, occurrence)
            if not item.group:
                sums[item.code] += points
                continue
            key = (item.group, occurrence.case, points > 0)
            if key not in best or abs(points) > abs(best[key][1]):
                best[key] = item, points
    for item, points in best.values():
        sums[item.code] += points
    return {item.code: held(sums[item.code], item.cap) for item in scheme.items}


def add_bonuses(contest: Contest, result: EntryResult) -> None:
    """A; a dimension gets what the caps per item leave of the items that name it, the caps of all concern A alone."""
    scheme = contest.scheme
    approved = [o for o in contest.occurrences if o.entry == result.entry.number and o.approved]
    points = points_by_item(scheme, approved)
    for item in scheme.items:
        if item.dimension:
            result.dimensions[item.dimension].points += points[item.code]
    bonuses = sum((p for p in points.values() if p > 0), Fraction(0))
    deductions = sum((p for p in points.values() if p < 0), Fraction(0))
    result.bonus = held(bonuses, scheme.bonus_cap) + held(deductions, scheme.deduction_cap)
    items = {item.code: item for item in scheme.items if item.effect == "points"}
    result.bonus_count = len([o for o in approved if o.item in items and points_of(items[o.item], o) > 0])


def add_vetoes(contest: Contest, result: EntryResult) -> None:
    """A dimension of zero takes what the dimension has above zero, its bonuses included, out of the final score."""
    incurred = {o.item for o in contest.occurrences if o.entry == result.entry.number and o.approved}
    vetoes = [item for item in contest.scheme.items if item.code in incurred]
    result.ranked_last = any(item.effect == "ranked_last" for item in vetoes)
    result.no_award = any(item.effect == "no_award" for item in vetoes)
    for code in {item.dimension for item in vetoes if item.effect == "dimension_zero"}:
        part = result.dimensions[code]
        result.zeroed += max(part.points, Fraction(0))
        part.points = min(part.points, Fraction(0))


# ---------------------------------------------------------------- 6 final score and rank


def final_score(scheme: Scheme, value: Fraction) -> Fraction:
    return within_bounds(scheme, score(value, scheme.decimals))


def within_bounds(scheme: Scheme, final: Fraction) -> Fraction:
    if not scheme.allow_negative:
        final = max(final, Fraction(0))
    if scheme.cap_at_full_mark:
        final = min(final, Fraction(scheme.full_mark))
    return final


def links(scheme: Scheme, result: EntryResult) -> list[Fraction]:
    """What the rank goes by: ranked last or not, the final score, the chain; the higher the better at every link."""
    chain = [Fraction(not result.ranked_last), result.final]
    for kind, *code in scheme.ties:
        if kind == "component":
            chain.append(result.contributions[code[0]])
        elif kind == "dimension":
            chain.append(result.dimensions[code[0]].points)
        elif kind == "unrounded":
            chain.append(result.unrounded)
        elif kind == "bonus_count":
            chain.append(Fraction(result.bonus_count))
        elif kind == "previous_rank":
            previous = result.entry.previous_rank
            chain.append(Fraction(1, previous) if previous else Fraction(0))  # newcomers last
    return chain


def ranks(values: dict[int, list[Fraction]]) -> dict[int, int]:
    """1, 2, 2, 4: one more than there are better ones."""
    return {one: 1 + len([other for other in values if values[other] > values[one]]) for one in values}


def put_in_order(contest: Contest, results: list[EntryResult]) -> None:
    """The panel's order gives the named entries the places they hold together; one who left ends it.

    Each group is put in order by itself.
    """
    named = [next((r for r in results if r.entry.number == number), None) for number in contest.order]
    if not named or None in named:
        return
    for group in {r.entry.group for r in named}:
        put_group_in_order([r for r in named if r.entry.group == group], in_group(results, group))


def in_group(results: list[EntryResult], group: str) -> list[EntryResult]:
    return [r for r in results if r.entry.group == group]


def put_group_in_order(named: list[EntryResult], results: list[EntryResult]) -> None:
    places = sorted(r.rank for r in named)
    for result in named:
        result.scored_rank = result.rank
    for at, (result, place) in enumerate(zip(named, places, strict=True)):
        same_place = places[:at].count(place)
        others = [r for r in results if r not in named and r.rank == place]
        result.rank = place + same_place + len(others) if same_place else place


# ---------------------------------------------------------------- 7 awards


@dataclass(frozen=True)
class Unit:
    """The participants of a unit: their ranks, and what a threshold is compared with (None: nothing).

    ``risen``: by how many ranks of the whole contest each of them rose (None: was not ranked before).
    """

    name: tuple[str, ...]
    rank: dict[int, int]
    value: dict[int, Fraction | None]
    risen: dict[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """An award given in a unit, its places before a shrinking award took any (None: it has no places), and after."""

    rule: AwardRule
    outcome: Outcome
    places: int | None
    handed_out: int = 0


def places_of(rule: AwardRule, participants: int) -> int | None:
    if participants < rule.minimum_participants:
        return 0
    if rule.by == "number":
        return rule.number
    if rule.by == "range":
        return rule.maximum
    if rule.by != "share":
        return None
    exact = rule.share * participants
    places = {"up": ceil(exact), "down": floor(exact), "half_up": floor(exact + Fraction(1, 2))}[rule.rounding]
    if places < rule.minimum:
        places = rule.minimum
    if rule.maximum is not None and places > rule.maximum:
        places = rule.maximum
    return places


def award_in_unit(
    rule: AwardRule,
    unit: Unit,
    before: list[Given],
    passed_over: set[int],
    won: Counter,
    decision: Decision | None = None,
    rules: tuple[AwardRule, ...] = (),
) -> Given:
    """``before``: what the group gave in this unit; ``won``: how many awards, by entry and kind; ``rules``: all."""
    places = places_of(rule, len(unit.rank))
    if any(given.outcome.tied or given.outcome.waiting for given in before):
        return Given(rule, Outcome(rule.name, unit.name, waiting=places != 0), places)
    free = [e for e in unit.rank if not any(e in given.outcome.winners for given in before)]
    if not rule.from_bottom:
        free = [e for e in free if e not in passed_over]
    if places is None:
        winners = frozenset(e for e in free if reaches(rule, unit, e, won) and is_highest(rule, unit, e, rules))
        return Given(rule, Outcome(rule.name, unit.name, winners), None)
    left = places - places_lost(places, before)
    if decision and decision.places is not None and rule.by == "range":
        fits = min(rule.minimum, left) <= decision.places <= left and left > 0
        decided = by_places(rule, unit, free, decision.places, decision) if fits else None
        if decided:
            return Given(rule, decided, places, decision.places)
    if decision and decision.places is None:
        decided = by_places(rule, unit, free, left, decision)
        if decided:
            return Given(rule, decided, places, left)
    return Given(rule, by_places(rule, unit, free, left), places, left)


def is_highest(rule: AwardRule, unit: Unit, entry: int, rules: tuple[AwardRule, ...]) -> bool:
    """Of the awards by ranks gained of one group, an entry gets only the highest one it reaches."""
    if rule.by != "improvement" or not rule.group:
        return True
    better = [
        other
        for other in rules
        if other.by == "improvement"
        and (other.group, other.unit) == (rule.group, rule.unit)
        and other.number > rule.number
        and len(unit.rank) >= other.minimum_participants
    ]
    return not any(reaches(other, unit, entry, Counter()) for other in better)


def reaches(rule: AwardRule, unit: Unit, entry: int, won: Counter) -> bool:
    if rule.by == "improvement":
        return unit.risen[entry] is not None and unit.risen[entry] >= rule.number
    if rule.by == "award_count":
        return won[entry, rule.counted_kind] >= rule.number
    value = unit.value[entry]
    if value is None:
        return False
    return value < rule.threshold if rule.from_bottom else value >= rule.threshold


def by_places(
    rule: AwardRule, unit: Unit, free: list[int], places: int, decision: Decision | None = None
) -> Outcome | None:
    """The award as places go, or as the panel decided; None if the decision does not fit the tied set."""
    rank = {e: -r if rule.from_bottom else r for e, r in unit.rank.items()}
    not_behind = {e: len([other for other in free if rank[other] <= rank[e]]) for e in free}
    before_it = {e: len([other for other in free if rank[other] < rank[e]]) for e in free}
    clear = frozenset(e for e in free if not_behind[e] <= places)
    tied = frozenset(e for e in free if before_it[e] < places < not_behind[e])
    if rule.tie == "include_all":
        clear, tied = clear | tied, frozenset()
    open_places = places - len(clear) if tied else 0
    if decision is None:
        return Outcome(rule.name, unit.name, clear, tied, open_places)
    if decision.named != tied or not decision.winners <= tied or len(decision.winners) > open_places:
        return None
    winners = clear | decision.winners
    return Outcome(rule.name, unit.name, winners, decided=decision.winners if decision.places is None else winners)


def places_lost(places: int, before: list[Given]) -> int:
    """How many of its places go to the extra winners of earlier shrinking awards: replay the group from its start."""
    owed = 0
    for given in before:
        if given.places is None:
            continue
        owed -= min(owed, given.places)
        if given.rule.shrink:
            owed += max(0, len(given.outcome.winners) - given.handed_out)
    return min(owed, places)


def categories_of(entry: Entry) -> list[str]:
    return sorted(entry.categories) or [OTHER]


def units_of(scheme: Scheme, results: list[EntryResult]) -> list[Unit]:
    """The units of every group, as if each were a contest of its own."""
    units = []
    for group in sorted({r.entry.group for r in results}):
        own = units_of_group(scheme, in_group(results, group))
        units += [replace(unit, name=(*unit.name, group)) for unit in own] if group else own
    return units or units_of_group(scheme, [])


def units_of_group(scheme: Scheme, results: list[EntryResult]) -> list[Unit]:
    """Awards by dimension go by the dimension's total alone; who has no part in a dimension is not in its unit."""
    members = {("whole", ""): {r.entry.number: r.rank for r in results}}
    finals = {r.entry.number: r.final for r in results}
    for result in results:
        for category, rank in result.category_ranks.items():
            members.setdefault(("category", category), {})[result.entry.number] = rank
        members.setdefault(("township", result.entry.township), {})[result.entry.number] = result.rank
    before = {r.entry.number: r.entry.previous_rank for r in results}
    risen = {r.entry.number: before[r.entry.number] and before[r.entry.number] - r.rank for r in results}
    units = [Unit(name, rank, finals, risen) for name, rank in members.items()]
    for code in scheme.dimensions:
        parts = {r.entry.number: r.dimensions[code] for r in results if r.dimensions[code].full}
        last = {r.entry.number: r.ranked_last for r in results}
        order = ranks({number: [Fraction(not last[number]), part.points] for number, part in parts.items()})
        units.append(Unit(("dimension", code), order, {n: part.points / part.full for n, part in parts.items()}))
    return units


def awards(contest: Contest, results: list[EntryResult]) -> list[Outcome]:
    passed_over = {r.entry.number for r in results if r.no_award or r.ranked_last}
    return give_awards(contest.scheme.awards, units_of(contest.scheme, results), passed_over, contest.decisions)


def give_awards(
    rules: tuple[AwardRule, ...], units: list[Unit], passed_over: set[int], decisions: tuple[Decision, ...]
) -> list[Outcome]:
    """Rule by rule in the scheme's order, each in every unit of its scope."""
    given, won = [], Counter()
    for rule in sorted(rules, key=lambda r: r.order):
        of_rule = []
        for unit in [u for u in units if u.name[0] == rule.unit]:
            before = [g for g in given if rule.group and g.rule.group == rule.group and g.outcome.unit == unit.name]
            decision = next((d for d in decisions if (d.award, d.unit) == (rule.name, unit.name)), None)
            of_rule.append(award_in_unit(rule, unit, before, passed_over, won, decision, rules))
        given += of_rule
        won.update((entry, rule.kind) for g in of_rule for entry in g.outcome.winners)
    return [g.outcome for g in given]


# ---------------------------------------------------------------- the whole of it


def tally(contest: Contest) -> Result | Refusal:
    scheme = contest.scheme
    active = active_entries(contest)

    refused, missing = [], []
    left_out = [c.code for c in scheme.components if c not in in_this_round(contest)]
    for entry in active:
        for component in [c for c in in_this_round(contest) if c.kind == "rated"]:
            lack = lack_of(contest, component, entry)
            if lack is None:
                continue
            if component.too_few == "refuse" or (component.too_few == "plain_mean" and lack.have == 0):
                refused.append(lack)
            if component.too_few == "leave_out":
                missing.append(lack)
                left_out.append(component.code)
    remaining = [c for c in scheme.components if c.code not in left_out]
    weighted = [Fraction(c.weight) for c in scheme.components if c.combine != "sum"]
    weights_left = [Fraction(c.weight) for c in remaining if c.combine != "sum"]
    gaps = gaps_of(contest, remaining)
    if refused or gaps:
        return Refusal(refused, gaps)
    if left_out and (not remaining or (weighted and not weights_left)):
        return Refusal(missing)
    scaled_up = any(c.code in left_out and c.combine != "sum" for c in scheme.components)
    scale = Fraction(scheme.full_mark) / sum(weights_left) if scaled_up else Fraction(1)

    results, kept_flags = [], {}
    for entry in active:
        result = EntryResult(entry)
        parts = {name: Part() for name in [*scheme.dimensions, UNSORTED]}
        result.dimensions = parts
        base = Fraction(scheme.base_points)
        for component in scheme.components:
            for sheet in sheets_in(contest, component, entry):
                kept_flags[component.code, entry.number, sheet.seat] = False
            result.contributions[component.code] = Fraction(0)
            if component not in remaining:
                continue
            kept = kept_sheets(contest, component, entry)
            for sheet in kept if component.kind == "rated" else []:
                kept_flags[component.code, entry.number, sheet.seat] = True
            if component.kind == "recorded":
                points_given = {(component.code, at): points for at, points in enumerate(kept[0].points)}
                result.figures |= {key: points for key, points in points_given.items() if points is not None}
            weight = None if component.combine == "sum" else Fraction(component.weight) * scale
            points = contribution(component, weight, entry, kept)
            if scheme.round_components is not None:
                points = score(points, scheme.round_components)
            base += points
            result.contributions[component.code] = points
            add_parts(parts, component, weight, entry, kept)
        add_bonuses(contest, result)
        add_vetoes(contest, result)
        result.final = final_score(scheme, base + result.bonus - result.zeroed)
        result.unrounded = within_bounds(scheme, base + result.bonus - result.zeroed)
        result.base = base
        results.append(result)

    chains = {r.entry.number: links(scheme, r) for r in results}
    for group in {r.entry.group for r in results}:
        own = {r.entry.number: chains[r.entry.number] for r in in_group(results, group)}
        for number, rank in ranks(own).items():
            next(r for r in results if r.entry.number == number).rank = rank
    put_in_order(contest, results)
    for group, category in {(r.entry.group, c) for r in results for c in categories_of(r.entry)}:
        members = [r for r in in_group(results, group) if category in categories_of(r.entry)]
        by_number = ranks({r.entry.number: [Fraction(-r.rank)] for r in members})
        for member in members:
            member.category_ranks[category] = by_number[member.entry.number]

    left_out = [c.code for c in scheme.components if c.code in left_out]
    return Result({r.entry.number: r for r in results}, kept_flags, left_out, awards(contest, results))
