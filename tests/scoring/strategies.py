"""Random contests for Hypothesis, made so that what is hard happens often: ties, gaps, thirds and halves.

Points come from few values and entries share whole patterns of judgement, so equal totals, equal scores and ties
across the last place of an award are common. ``test_reference.py`` asserts that each of these really occurs.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from tests.scoring.reference import (
    AwardRule,
    BonusItem,
    Carried,
    Component,
    Contest,
    Decision,
    Entry,
    Field,
    Figure,
    Measure,
    Occurrence,
    Refusal,
    Scheme,
    Sheet,
    Unit,
    in_this_round,
    tally,
    units_of,
)

DIMENSIONS = ("D1", "D2", "D3")
CATEGORIES = ("C1", "C2", "C3")
TOWNSHIPS = ("T1", "T2")
FULL_MARKS = [Decimal(100), Decimal(120), Decimal(10)]
MAXIMA = [Decimal(10), Decimal(30), Decimal("7.5"), Decimal(7), Decimal(100)]
HUNDREDTHS = 100
THRESHOLD_STEPS = 10**4  # a threshold has four decimals
FINALS = [Decimal(0), Decimal("0.5"), Decimal(5), Decimal(60), Decimal(90)]
SHARES = [Decimal("0.2"), Decimal("0.5"), Decimal("0.7"), Decimal("0.9"), Decimal(1)]
AWARD_KINDS = ("star", "star", "cup")
KINDS = [*["rated"] * 4, "recorded", "recorded", "carried", "carried"]
METHODS = ["direct", "proportional", "bands", "relative", "rank"]
VALUES = [Decimal(-10), Decimal(0), Decimal(10), Decimal("12.5"), Decimal(25), Decimal("33.3333"), Decimal(60)]
VETOES = ["ranked_last", "no_award", "dimension_zero"]
# All, most or none of the sheets an entry is owed in a component.
HANDED_IN = [["submitted"]] * 6 + [["submitted", "submitted", "submitted", "waived", "draft"]] * 2 + [["waived"]]


@st.composite
def award_rules(draw, units=("whole", "category", "dimension", "township"), max_size=4) -> tuple[AwardRule, ...]:
    rules, usual_unit = [], draw(st.sampled_from(units))
    for order in range(1, draw(st.sampled_from([max_size, 2, 3, max_size, 1, 0])) + 1):
        follows_shrinking = bool(rules) and rules[-1].shrink
        kinds = ["share", *["number"] * 4, "share", "range", "threshold", *["award_count"] * 2, *["improvement"] * 2]
        follows_improvement = bool(rules) and rules[-1].by == "improvement"
        shrinkable = [*["range"] * 6, *["number"] * 4] * follows_shrinking  # of which places are taken off
        by = draw(st.sampled_from([*kinds, *shrinkable, *["improvement"] * 10 * follows_improvement]))
        unit = draw(st.sampled_from([usual_unit] * 8 + [*units]))
        if by == "improvement" and unit == "dimension":
            unit = "whole"
        minimum = {"share": draw(st.integers(0, 2)), "range": draw(st.integers(1, 2))}.get(by, 0)
        maximum = {
            "share": draw(st.none() | st.integers(max(minimum, 1), 4)),
            "range": minimum + draw(st.integers(0, 3)),
        }
        numbers = st.integers(1, 5 if follows_shrinking else 4)
        tie = draw(st.sampled_from(["include_all", "decide"]))
        group = (
            rules[-1].group
            if follows_shrinking or follows_improvement
            else draw(st.sampled_from(["G", "G", "G", "G", "H", ""]))
        )
        rules.append(
            AwardRule(
                order=order,
                name=f"A{order}",
                group=group,
                unit=unit,
                by=by,
                share=Fraction(draw(st.sampled_from([10, 15, 25, 30, 50, 100])) if by == "share" else 0, 100),
                number=draw(numbers if by == "number" else st.sampled_from([1, 1, 2])),
                threshold=draw(st.sampled_from(SHARES if unit == "dimension" else FINALS)),
                kind=draw(st.sampled_from(AWARD_KINDS)),
                counted_kind=draw(st.sampled_from(AWARD_KINDS)) if by == "award_count" else "",
                from_bottom=by not in ("award_count", "improvement") and draw(st.sampled_from([*[False] * 5, True])),
                rounding=draw(st.sampled_from(["up", "half_up", "down"])),
                minimum=minimum,
                maximum=maximum.get(by),
                minimum_participants=draw(st.sampled_from([0, 0, 0, 0, 3, 5])),
                tie=tie,
                shrink=tie == "include_all" and bool(group) and draw(st.booleans()),
            )
        )
    return tuple(rules)


@st.composite
def award_units(draw, max_entries=12) -> tuple[Unit, ...]:
    """One or two units of equal kind with what a threshold is compared with and the ranks everyone rose by."""
    units, values = [], st.sampled_from([None, *map(Fraction, FINALS)])
    for at, ranked in enumerate(draw(st.lists(rankings(max_entries), min_size=1, max_size=2))):
        value = {entry: draw(values) for entry, _ in ranked}
        risen = {entry: draw(st.none() | st.integers(-1, 2)) for entry, _ in ranked}
        units.append(Unit(("whole", str(at)), dict(ranked), value, risen))
    return tuple(units)


@st.composite
def decisions_on(draw, outcomes_of) -> tuple[Decision, ...]:
    """Decisions on what is open, one after the other, as the panel meets them; a few are out of date.

    ``outcomes_of`` gives the outcomes under some decisions; a rule of a range is named with its bounds.
    """
    made: dict[tuple, Decision] = {}
    for _ in range(3):
        outcomes, ranges = outcomes_of(tuple(made.values()))
        new = [o for o in outcomes if (o.award, o.unit) not in made and (o.tied or o.award in ranges)]
        if not new:
            break
        for outcome in new:
            places, named = None, outcome.tied
            if outcome.award in ranges and draw(st.booleans()):
                places = draw(st.sampled_from(ranges[outcome.award]))
                named = draw(st.sampled_from([named, frozenset()]))
            if draw(st.integers(0, 7)) == 7:
                named = named ^ frozenset({draw(st.sampled_from(sorted(named) or [1]))})
            winners = (
                frozenset(draw(st.sets(st.sampled_from(sorted(named)), max_size=outcome.open_places + 1)))
                if named
                else named
            )
            made[outcome.award, outcome.unit] = Decision(outcome.award, outcome.unit, places, named, winners)
    return tuple(made.values())


def ranges_in(rules) -> dict[str, list[int]]:
    return {r.name: list(range(r.minimum, r.maximum + 2)) for r in rules if r.by == "range"}


@st.composite
def rankings(draw, max_size=12) -> list[tuple[int, int]]:
    """(entry, rank) in order of rank, with runs of equal ranks."""
    ranked, entry = [], 1
    for run in draw(st.lists(st.integers(1, 4), max_size=max_size // 2)):
        ranked += [(entry + i, entry) for i in range(run)]
        entry += run
    return ranked


@st.composite
def components(draw, code: str, weight: Decimal | None) -> Component:
    """A component of this weight, or a counting one if there is none."""
    kind = draw(st.sampled_from(KINDS if weight is not None else ["rated", "rated", "recorded"]))
    rated = kind == "rated"
    combine = draw(st.sampled_from(["mean", "trimmed", "trimmed", "median"] if rated else ["mean"]))
    combine = combine if weight is not None else "sum"
    drops = draw(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1)])) if combine == "trimmed" else (0, 0)
    too_few = ["refuse", "leave_out"] if combine == "sum" else ["refuse", "plain_mean", "leave_out"]
    return Component(
        code=code,
        fields=draw(fields(kind, counting=weight is None)),
        kind=kind,
        second_round=rated and draw(st.sampled_from([*[False] * 5, True])),
        weight=weight,
        factor=draw(st.sampled_from([Decimal(1), Decimal("0.5"), Decimal("0.015")])) if weight is None else None,
        combine=combine,
        drop_high=drops[0],
        drop_low=drops[1],
        minimum_sheets=draw(st.sampled_from([1, 1, 2])) if rated else 1,
        too_few=draw(st.sampled_from(too_few)) if rated else "refuse",
    )


@st.composite
def fields(draw, kind: str, counting: bool) -> tuple[Field, ...]:
    """The first column often applies to everybody; a component of carried scores has one without a dimension."""
    if kind == "carried":
        return (Field(draw(st.sampled_from(MAXIMA))),)
    made = []
    for at in range(draw(st.integers(1, 3))):
        maximum = draw(st.sampled_from(MAXIMA))
        dimension = draw(st.sampled_from(DIMENSIONS) if at else st.none() | st.sampled_from(DIMENSIONS))
        limits = st.none() | some_categories if at else st.sampled_from([*[None] * 15, frozenset(CATEGORIES[:2])])
        categories = draw(limits) if dimension else None
        made.append(
            Field(maximum, dimension, categories, draw(measures(maximum, counting)) if kind == "recorded" else None)
        )
    return tuple(made)


@st.composite
def measures(draw, maximum: Decimal, counting: bool) -> Measure:
    method = "direct" if counting else draw(st.sampled_from(METHODS))
    if method == "proportional":
        zero, target = draw(st.sampled_from([(0, 30), (10, 40), (60, 10), (-5, 5)]))
        return Measure(method, Decimal(zero), Decimal(target))
    if method == "bands":
        steps = sorted(draw(st.sets(st.sampled_from(VALUES), max_size=3)))
        return Measure(
            method,
            bands=tuple((step, draw(st.sampled_from([maximum, maximum / 2, Decimal(0)]))) for step in [None, *steps]),
        )
    return Measure(method, less_is_better=method == "rank" and draw(st.booleans()))


some_categories = st.frozensets(st.sampled_from(CATEGORIES), min_size=1, max_size=2)


@st.composite
def weights(draw, full_mark: Decimal, count: int) -> list[Decimal]:
    """``count`` weights with two decimals that add up to the full mark."""
    hundredths = int(full_mark * HUNDREDTHS)
    cuts = st.integers(1, hundredths - 1) | st.integers(1, 9).map(lambda tenth: tenth * hundredths // 10)
    inner = sorted(draw(st.lists(cuts, min_size=count - 1, max_size=count - 1, unique=True)))
    ends = [0, *inner, hundredths]
    return [Decimal(b - a) / HUNDREDTHS for a, b in pairwise(ends)]


@st.composite
def schemes(draw, with_items=True) -> Scheme:
    full_mark = draw(st.sampled_from(FULL_MARKS))
    weighted, counting = draw(st.sampled_from([(1, 0), (2, 0), (3, 0), (2, 1), (1, 1), (0, 1), (0, 2)]))
    listed = draw(weights(full_mark, weighted)) if weighted else []
    every_weight = draw(st.permutations([*listed, *[None] * counting]))
    parts = [draw(components(f"K{i}", weight)) for i, weight in enumerate(every_weight, start=1)]
    links = [("component", c.code) for c in parts] + [("dimension", d) for d in DIMENSIONS] + [("previous_rank",)]
    links += [("unrounded",)] * 3
    if with_items:
        links.append(("bonus_count",))
    base_points = draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(60), Decimal("-1.5")]))
    if with_items and draw(st.sampled_from([*[False] * 15, True])):  # base points and bonuses alone
        parts, base_points = [], Decimal(60)
        links = [link for link in links if link[0] != "component"]
    return Scheme(
        components=tuple(parts),
        dimensions=DIMENSIONS,
        ties=tuple(draw(st.lists(st.sampled_from(links[::-1]), max_size=3, unique=True))),
        awards=draw(award_rules()),
        items=draw(bonus_items()) if with_items else (),
        bonus_cap=draw(st.none() | st.sampled_from([Decimal("0.5"), Decimal(2)])) if with_items else None,
        deduction_cap=draw(st.none() | st.sampled_from([Decimal("0.5"), Decimal(2)])) if with_items else None,
        full_mark=full_mark,
        base_points=base_points,
        decimals=draw(st.sampled_from([0, 1, 2, 2, 3])),
        round_components=draw(st.sampled_from([None, None, 0, 1, 2])),
        allow_negative=draw(st.booleans()),
        cap_at_full_mark=draw(st.booleans()),
    )


@st.composite
def bonus_items(draw) -> tuple[BonusItem, ...]:
    return tuple(draw(bonus_item(f"B{i}")) for i in range(1, draw(st.integers(0, 4)) + 1))


@st.composite
def bonus_item(draw, code: str) -> BonusItem:
    effect = draw(st.sampled_from([*["points"] * 5, *VETOES]))
    dimension = draw(
        st.sampled_from(DIMENSIONS) if effect == "dimension_zero" else st.none() | st.sampled_from(DIMENSIONS)
    )
    if effect != "points":
        return BonusItem(code, None, dimension=dimension, effect=effect)
    low, high = draw(st.sampled_from([(None, None)] * 3 + [(Decimal(0), Decimal(2)), (Decimal(-5), Decimal("-0.5"))]))
    fixed = st.sampled_from([Decimal(n) for n in ("0.2", "0.5", "1", "-0.5", "-2", "-40")])
    return BonusItem(
        code=code,
        low=low,
        high=high,
        points=draw(fixed) if low is None else None,
        cap=draw(st.none() | st.sampled_from([Decimal("0.4"), Decimal(1)])),
        group=draw(st.sampled_from(["X", "X", "Y", ""])),
        dimension=dimension,
    )


@st.composite
def contests(draw, with_items=True, max_entries=6, max_seats=5) -> Contest:
    """A contest with all its inputs; every entry is judged by one of few patterns per component."""
    scheme = draw(schemes(with_items))
    entry_counts = st.sampled_from([*range(2, max_entries + 1), max_entries, 1, 0])
    groups = draw(st.sampled_from([[""], [""], ["甲组", "乙组"], ["甲组", ""]]))
    entries = tuple(
        Entry(
            number=number,
            township=draw(st.sampled_from(TOWNSHIPS)),
            categories=draw(st.frozensets(st.sampled_from(CATEGORIES), max_size=2)),
            group=draw(st.sampled_from(groups)),
            status=draw(st.sampled_from(["active"] * 8 + ["withdrawn", "excluded"])),
            previous_rank=draw(st.none() | st.integers(1, 3) | st.integers(1, 6)),
        )
        for number in range(1, draw(entry_counts) + 1)
    )
    gaps = draw(st.sampled_from([False, False, True]))
    made = Contest(scheme, entries, round=draw(st.sampled_from([1, 2])))
    sheets = [
        sheet
        for k in in_this_round(made)
        if k.kind == "rated"
        for sheet in draw(sheets_of(k, entries, max_seats, gaps))
    ]
    figures = [
        figure for k in scheme.components if k.kind == "recorded" for figure in draw(figures_of(k, entries, gaps))
    ]
    carried = [c for k in scheme.components if k.kind == "carried" for c in draw(carried_to(k, entries, gaps))]
    occurrences = draw(st.lists(occurrence(scheme, entries), max_size=10)) if scheme.items and entries else ()
    made = replace(
        made, sheets=tuple(sheets), figures=tuple(figures), carried=tuple(carried), occurrences=tuple(occurrences)
    )
    if entries and draw(st.sampled_from([True, False, False])):
        ordered = st.lists(st.sampled_from([e.number for e in entries]), unique=True, min_size=1, max_size=4)
        made = replace(made, order=tuple(draw(ordered)))
    if any(rule.by == "threshold" for rule in scheme.awards) and draw(st.booleans()):
        made = draw(on_the_line(made))
    if scheme.awards and entries and draw(st.booleans()):
        made = replace(made, decisions=draw(decisions_on(lambda given: outcomes_under(made, given))))
    return made


@st.composite
def on_the_line(draw, contest: Contest) -> Contest:
    """The same contest with thresholds that some entry meets exactly, where its figures allow any."""
    result = tally(contest)
    awards = []
    for rule in contest.scheme.awards:
        values = set()
        if rule.by == "threshold" and not isinstance(result, Refusal):
            values = {
                unit.value[e]
                for unit in units_of(contest.scheme, list(result.entries.values()))
                for e in unit.rank
                if unit.name[0] == rule.unit
            }
        fitting = sorted(v for v in values if v > 0 and v * THRESHOLD_STEPS % 1 == 0)
        awards.append(replace(rule, threshold=exactly(draw(st.sampled_from(fitting)))) if fitting else rule)
    return under(contest, awards=tuple(awards))


def exactly(value: Fraction) -> Decimal:
    return Decimal(int(value * THRESHOLD_STEPS)) / THRESHOLD_STEPS


def outcomes_under(contest: Contest, decisions: tuple[Decision, ...]):
    result = tally(replace(contest, decisions=decisions))
    return [] if isinstance(result, Refusal) else result.awards, ranges_in(contest.scheme.awards)


@st.composite
def sheets_of(draw, component: Component, entries, max_seats: int, gaps: bool) -> list[Sheet]:
    sheets, dropped = [], component.drop_high + component.drop_low
    fewest = dropped + 1 if component.too_few == "refuse" else max(dropped, 1)
    seats = draw(st.integers(fewest, max_seats))
    patterns = [draw(pattern(component, seats)) for _ in range(draw(st.sampled_from([1, 2, 2, 3])))]
    for entry in entries:
        judged = draw(st.sampled_from(patterns))
        handed_in = draw(st.sampled_from(HANDED_IN)) if gaps else ["submitted"]
        for seat, points in enumerate(judged, start=1):
            sheets.append(sheet_for(component, entry, seat, points, draw(st.sampled_from(handed_in))))
    return sheets


@st.composite
def figures_of(draw, component: Component, entries, gaps: bool) -> list[Figure]:
    """One figure for every column and entry, whether it applies or not."""
    figures = []
    for at, column in enumerate(component.fields):
        direct = [Decimal(0), column.maximum, column.maximum / 2, Decimal("3.5")]
        values = direct if column.measure.method == "direct" else [*VALUES, *VALUES[3:]]
        if gaps:
            values = [*values, *values, *values, None, Decimal("-0.5")]
        targets = [None, Decimal(20), Decimal("12.5"), *([column.measure.zero] if gaps else [])]
        own = st.sampled_from(targets) if column.measure.method == "proportional" else st.none()
        figures += [Figure(component.code, at, e.number, draw(st.sampled_from(values)), draw(own)) for e in entries]
    return figures


@st.composite
def carried_to(draw, component: Component, entries, gaps: bool) -> list[Carried]:
    sources = [["S1"]] * 6 + [[], ["S1", "S2"]] if gaps else [["S1"], ["S2"]]
    points = st.sampled_from([Decimal("87.35"), Decimal("5.5"), Decimal(100), Decimal(7)])
    return [
        Carried(component.code, e.number, draw(points), source)
        for e in entries
        for source in draw(st.sampled_from(sources))
    ]


@st.composite
def pattern(draw, component: Component, seats: int) -> list[tuple[Decimal, ...]]:
    """One row of points for each seat, from few values, so that totals are often equal."""
    rows = [
        tuple(draw(st.integers(0, int(f.maximum * 10)) | nice(f.maximum)) / Decimal(10) for f in component.fields)
        for _ in range(draw(st.integers(1, seats)))
    ]
    return [draw(st.sampled_from(rows)) for _ in range(seats)]


def nice(maximum: Decimal):
    """Nothing, all, nearly all or seven tenths of it, in tenths of a point."""
    return st.sampled_from([0, int(maximum * 10), int(maximum * 9), int(maximum * 10) - 1, int(maximum * 7)])


def sheet_for(component: Component, entry: Entry, seat: int, points: tuple[Decimal, ...], status: str) -> Sheet:
    """``points`` as this rater's sheet, without those fields that do not apply to the entry."""
    fitting = tuple(
        value if f.categories is None or f.categories & entry.categories else None
        for f, value in zip(component.fields, points, strict=True)
    )
    return Sheet(component.code, entry.number, (component.code, seat), fitting, status)


def occurrence(scheme: Scheme, entries: tuple[Entry, ...]):
    return st.sampled_from(scheme.items).flatmap(lambda item: occurrence_of(item, entries))


def occurrence_of(item: BonusItem, entries: tuple[Entry, ...]):
    """With points of its own where the item has a range: its ends and something between, but not 0."""
    between = () if item.low is None else [p for p in (item.low, (item.low + item.high) / 2, item.high) if p]
    return st.builds(
        Occurrence,
        item=st.just(item.code),
        points=st.sampled_from(between) if between else st.none(),
        entry=st.sampled_from([entry.number for entry in entries]),
        case=st.sampled_from(["一", "二"]),
        approved=st.sampled_from([True, True, True, False]),
    )


def under(contest: Contest, **changes) -> Contest:
    """The same contest under a scheme with these settings."""
    return replace(contest, scheme=replace(contest.scheme, **changes))
