"""scoring.md once more, slow and obvious: fractions, plain lists and loops, nothing of the project imported.

The real tally is set-based SQL; this is what it is compared with. Rated components, bonuses and deductions, ranks,
category ranks and awards. Read it beside scoring.md: the order is the same.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

OTHER = "其他"  # the category of entries that have none
UNSORTED = "未分维度"  # where fields without a dimension go

# ---------------------------------------------------------------- what a contest is made of


@dataclass(frozen=True)
class Field:
    """A column of a sheet: an indicator, or "overall" without a dimension; only for ``categories`` if named."""

    maximum: Decimal
    dimension: str | None = None
    categories: frozenset[str] | None = None


@dataclass(frozen=True)
class Component:
    """Rated: ``weight`` for mean, trimmed and median, ``factor`` for sum (counting)."""

    code: str
    fields: tuple[Field, ...]
    weight: Decimal | None = None
    factor: Decimal | None = None
    combine: str = "mean"  # mean, trimmed, median, sum
    drop_high: int = 0
    drop_low: int = 0
    minimum_sheets: int = 1
    too_few: str = "refuse"  # refuse, plain_mean, leave_out


@dataclass(frozen=True)
class AwardRule:
    order: int
    name: str
    group: str = ""
    unit: str = "whole"  # whole, category, dimension, township
    share: Fraction | None = None  # of the participants; otherwise number
    number: int = 0
    rounding: str = "up"  # up, half_up, down
    minimum: int = 0
    maximum: int | None = None
    minimum_participants: int = 0
    tie: str = "include_all"  # include_all, decide
    shrink: bool = False


@dataclass(frozen=True)
class BonusItem:
    """``points`` per occurrence, below zero for a deduction; ``group``: highest only per case and sign."""

    code: str
    points: Decimal
    cap: Decimal | None = None
    group: str = ""
    dimension: str | None = None


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


@dataclass(frozen=True)
class Contest:
    scheme: Scheme
    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()


# ---------------------------------------------------------------- what comes of it


@dataclass(frozen=True)
class Lack:
    """An entry has too few sheets in a component."""

    entry: int
    component: str
    have: int
    need: int


@dataclass(frozen=True)
class Refusal:
    """No result; every entry and component that stands in the way, by entry and the scheme's order of components."""

    lacks: list[Lack]


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
    base: Fraction = Fraction(0)
    bonus: Fraction = Fraction(0)
    bonus_count: int = 0
    final: Fraction = Fraction(0)
    rank: int = 0
    category_ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """One award in one unit; ``unit`` is ("whole", ""), ("category", name), ("dimension", code), ("township", name)."""

    award: str
    unit: tuple[str, str]
    winners: frozenset[int] = frozenset()
    tied: frozenset[int] = frozenset()
    open_places: int = 0
    waiting: bool = False


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


# ---------------------------------------------------------------- 2 combining raters


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


def points_by_item(scheme: Scheme, occurrences: list[Occurrence]) -> dict[str, Fraction]:
    """Highest only within a bonus group, then the caps per item; in the scheme's order of items."""
    sums = {item.code: Fraction(0) for item in scheme.items}
    best = {}  # (group, case, sign) -> the item that counts
    for item in scheme.items:
        for occurrence in [o for o in occurrences if o.item == item.code]:
            if not item.group:
                sums[item.code] += Fraction(item.points)
                continue
            key = (item.group, occurrence.case, item.points > 0)
            if key not in best or abs(item.points) > abs(best[key].points):
                best[key] = item
    for item in best.values():
        sums[item.code] += Fraction(item.points)
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
    bonus_items = [item.code for item in scheme.items if item.points > 0]
    result.bonus_count = len([o for o in approved if o.item in bonus_items])


# ---------------------------------------------------------------- 6 final score and rank


def final_score(scheme: Scheme, value: Fraction) -> Fraction:
    final = score(value, scheme.decimals)
    if not scheme.allow_negative:
        final = max(final, Fraction(0))
    if scheme.cap_at_full_mark:
        final = min(final, Fraction(scheme.full_mark))
    return final


def links(scheme: Scheme, result: EntryResult) -> list[Fraction]:
    """The final score and the tie-break chain behind it, the higher the better at every link."""
    chain = [result.final]
    for kind, *code in scheme.ties:
        if kind == "component":
            chain.append(result.contributions[code[0]])
        elif kind == "dimension":
            chain.append(result.dimensions[code[0]].points)
        elif kind == "bonus_count":
            chain.append(Fraction(result.bonus_count))
        elif kind == "previous_rank":
            previous = result.entry.previous_rank
            chain.append(Fraction(1, previous) if previous else Fraction(0))  # newcomers last
    return chain


def ranks(values: dict[int, list[Fraction]]) -> dict[int, int]:
    """1, 2, 2, 4: one more than there are better ones."""
    return {one: 1 + len([other for other in values if values[other] > values[one]]) for one in values}


# ---------------------------------------------------------------- 7 awards


def places_of(rule: AwardRule, participants: int) -> int:
    if participants < rule.minimum_participants:
        return 0
    if rule.share is None:
        return rule.number
    exact = rule.share * participants
    places = {"up": ceil(exact), "down": floor(exact), "half_up": floor(exact + Fraction(1, 2))}[rule.rounding]
    if places < rule.minimum:
        places = rule.minimum
    if rule.maximum is not None and places > rule.maximum:
        places = rule.maximum
    return places


def awards_of_unit(unit: tuple[str, str], rank: dict[int, int], rules: list[AwardRule]) -> list[Outcome]:
    """What each rule gives in one unit whose participants have these ranks."""
    outcomes = []
    for rule in sorted(rules, key=lambda r: r.order):
        places = places_of(rule, len(rank))
        earlier = [o for r, o in outcomes if rule.group and r.group == rule.group]
        if any(o.tied or o.waiting for o in earlier):
            outcomes.append((rule, Outcome(rule.name, unit, waiting=places > 0)))
            continue
        places -= places_lost(rule, places, [(r, o) for r, o in outcomes if r.group == rule.group], len(rank))
        free = [e for e in rank if not any(e in o.winners for o in earlier)]
        not_behind = {e: len([other for other in free if rank[other] <= rank[e]]) for e in free}
        before = {e: len([other for other in free if rank[other] < rank[e]]) for e in free}
        clear = frozenset(e for e in free if not_behind[e] <= places)
        tied = frozenset(e for e in free if before[e] < places < not_behind[e])
        if rule.tie == "include_all" or not tied:
            outcome = Outcome(rule.name, unit, winners=clear | tied)
        else:
            outcome = Outcome(rule.name, unit, winners=clear, tied=tied, open_places=places - len(clear))
        outcomes.append((rule, outcome))
    return [outcome for _, outcome in outcomes]


def places_lost(rule: AwardRule, places: int, before: list[tuple[AwardRule, Outcome]], participants: int) -> int:
    """How many of its places go to the extra winners of earlier shrinking awards: replay the group from its start."""
    if not rule.group:
        return 0
    owed = 0
    for earlier, outcome in before:
        own = places_of(earlier, participants)
        taken = min(owed, own)
        owed -= taken
        if earlier.shrink:
            owed += max(0, len(outcome.winners) - (own - taken))
    return min(owed, places)


def categories_of(entry: Entry) -> list[str]:
    return sorted(entry.categories) or [OTHER]


def awards(scheme: Scheme, results: list[EntryResult]) -> list[Outcome]:
    """Every unit of every rule's scope. Awards by dimension go by the dimension's total alone."""
    units = {("whole", ""): {r.entry.number: r.rank for r in results}}
    for result in results:
        for category, rank in result.category_ranks.items():
            units.setdefault(("category", category), {})[result.entry.number] = rank
        units.setdefault(("township", result.entry.township), {})[result.entry.number] = result.rank
    for code in scheme.dimensions:
        units["dimension", code] = ranks({r.entry.number: [r.dimensions[code].points] for r in results})
    outcomes = []
    for unit, rank in units.items():
        outcomes += awards_of_unit(unit, rank, [rule for rule in scheme.awards if rule.unit == unit[0]])
    return outcomes


# ---------------------------------------------------------------- the whole of it


def tally(contest: Contest) -> Result | Refusal:
    scheme = contest.scheme
    active = sorted((e for e in contest.entries if e.status == "active"), key=lambda e: e.number)

    refused, missing, left_out = [], [], []
    for entry in active:
        for component in scheme.components:
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
    if refused:
        return Refusal(refused)
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
            for sheet in kept:
                kept_flags[component.code, entry.number, sheet.seat] = True
            weight = None if component.combine == "sum" else Fraction(component.weight) * scale
            points = contribution(component, weight, entry, kept)
            if scheme.round_components is not None:
                points = score(points, scheme.round_components)
            base += points
            result.contributions[component.code] = stored(points)
            add_parts(parts, component, weight, entry, kept)
        add_bonuses(contest, result)
        result.final = final_score(scheme, base + result.bonus)
        result.base = stored(base)
        for part in parts.values():
            part.points, part.full = stored(part.points), stored(part.full)
        results.append(result)

    chains = {r.entry.number: links(scheme, r) for r in results}
    for number, rank in ranks(chains).items():
        next(r for r in results if r.entry.number == number).rank = rank
    for category in {c for r in results for c in categories_of(r.entry)}:
        members = [r for r in results if category in categories_of(r.entry)]
        by_number = ranks({r.entry.number: chains[r.entry.number] for r in members})
        for member in members:
            member.category_ranks[category] = by_number[member.entry.number]

    left_out = [c.code for c in scheme.components if c.code in left_out]
    return Result({r.entry.number: r for r in results}, kept_flags, left_out, awards(scheme, results))
