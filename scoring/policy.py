"""The rules of assessments as pure functions: no Django models, no clock, no database.

What every word means is fixed in ``scoring.md``; sections are cited as "scoring 7". Points and weights are in points
of the scheme, shares are 0-1. The arithmetic of a tally itself is set-based SQL (``querysets``); here live the rules
that need one entry, one unit or one scheme at a time.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.errors import TouyanError
from core.values.numbers import NotANumber, plain, read_number
from core.values.rounding import Rounding

# ---------------------------------------------------------------- who rates whom


def may_rate(rater_village: str, rater_township: str, entry_area: str, exclusion_level: str) -> bool:
    """Whether a rater from this village and township may hold a sheet for an entry of ``entry_area``. scoring 0

    Arguments are 12-digit area codes; ``rater_village`` is empty for somebody of the township itself, and both are
    empty for somebody of the county. ``exclusion_level`` is ``village``, ``township`` or ``none``; whatever it says,
    nobody rates their own entry, which is the entry of their own village (of their township, without a village).
    """
    if entry_area == (rater_village or rater_township):
        return False
    if exclusion_level == "township" and rater_township:
        return entry_area[:9] != rater_township[:9]
    return True


def applies(limited_to: Set, held: Set) -> bool:
    """Whether an indicator for these categories ("none" means for all) is for an entry that holds those. scoring 1"""
    return not limited_to or not limited_to.isdisjoint(held)


# ---------------------------------------------------------------- points on a sheet

FIGURE_DECIMALS = 4
FIGURE_LIMIT = Decimal(10) ** 14


class PointsError(TouyanError):
    """A figure that cannot stand on a score sheet; the message says what would."""


def check_points(given: str | Decimal, maximum: Decimal, decimals: int) -> Decimal:
    """``given`` as points with ``decimals`` places, 0 <= points <= ``maximum``, or ``PointsError``. scoring 1

    Takes what ``core.values.numbers`` reads as a number, with zeros behind (``9.50`` is ``9.5``).
    """
    points = _number(given)
    if points < 0:
        raise PointsError("不能小于 0 分")
    if points > maximum:
        raise PointsError(f"最多 {plain(maximum)} 分")
    rounded = points.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded != points:
        raise PointsError(f"最多 {decimals} 位小数" if decimals else "只能填整数")
    return abs(rounded)  # "-0" is 0


def check_figure(given: str | Decimal) -> Decimal:
    """``given`` as a recorded figure: any number with up to 4 decimals and 14 digits before them. scoring 1"""
    figure = _number(given)
    if abs(figure) >= FIGURE_LIMIT or figure != round(figure, FIGURE_DECIMALS):
        raise PointsError(f"最多 14 位整数、{FIGURE_DECIMALS} 位小数")
    return figure


def _number(given: str | Decimal) -> Decimal:
    try:
        return read_number(f"{given:f}" if isinstance(given, Decimal) else given)
    except NotANumber as error:
        raise PointsError(error.message) from None


def check_own_points(given: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """The points of one occurrence of an item that sets a range, or none where the item sets the points. scoring 5"""
    if low is None or high is None:
        if given is not None:
            raise PointsError("这一项每次的分值由方案定，不用填")
        return None
    if given is None:
        raise PointsError(f"请填分值，{plain(low)} 到 {plain(high)}")
    if not low <= given <= high or given == 0:
        raise PointsError(f"分值应在 {plain(low)} 到 {plain(high)} 之间，不为 0")
    return given


# ---------------------------------------------------------------- awards

SHARE_DECIMALS = 16


@dataclass(frozen=True)
class ShareRule:
    """So many places: a share (0-1) of the participants, made whole, within bounds. scoring 7"""

    share: Decimal | Fraction
    rounding: Rounding
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True)
class RangeRule:
    """From ``minimum`` to ``maximum`` places: the upper end unless the panel decides otherwise. scoring 7"""

    minimum: int
    maximum: int


@dataclass(frozen=True)
class ThresholdRule:
    """Everyone with ``points`` or more; from the bottom: everyone below. Of the final score, or of a dimension's share.

    scoring 7
    """

    points: Decimal


@dataclass(frozen=True)
class CountRule:
    """Everyone who won ``number`` or more awards of ``kind`` by earlier rules, in whatever units. scoring 7"""

    kind: Hashable
    number: int


@dataclass(frozen=True)
class ImprovementRule:
    """Everyone who rose by ``ranks`` since the last final assessment; of a group's awards only the highest. scoring 7

    Ranks are those in the whole assessment, whatever the unit.
    """

    ranks: int


@dataclass(frozen=True)
class AwardRule:
    """One award of a scheme. scoring 7

    ``key`` is the caller's own handle; ``places`` says how many there are, a plain number or one of the rules above;
    ``group`` joins awards of which an entry wins at most one within one unit ("" joins nothing). ``tie`` across the
    last place is ``include_all`` (``shrink``: the extra winners are taken off the places of the group's further
    awards) or ``decide``. ``from_bottom``: the last ones get it.
    """

    key: Hashable
    name: str
    places: ShareRule | RangeRule | ThresholdRule | CountRule | ImprovementRule | int
    group: str = ""
    unit: str = "whole"
    minimum_participants: int = 0
    tie: str = "include_all"
    shrink: bool = False
    kind: Hashable = ""
    from_bottom: bool = False


@dataclass(frozen=True)
class Unit:
    """One unit of an award's scope: (entry, rank) of its participants in order of rank, ties sharing a rank.

    ``values`` is what a threshold is compared with, by entry; who has none does not reach any. ``risen``: by how many
    ranks each rose; newcomers are not in it.
    """

    key: Hashable
    ranked: Sequence[tuple[Hashable, int]]
    values: Mapping[Hashable, Decimal | Fraction] = field(default_factory=dict)
    risen: Mapping[Hashable, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What the panel decided on one award in one unit: how many it goes to (a range), who of the tied wins.

    Holds as long as the tied set is ``named``, the winners are not more than the open places and the number lies
    inside what is left of the range. scoring 7
    """

    key: Hashable
    places: int | None = None
    named: frozenset = frozenset()
    winners: frozenset = frozenset()


@dataclass(frozen=True)
class Grant:
    """What one award comes to in the unit of this key.

    ``winners`` as the places were given out. ``tied`` are the entries among which the panel has yet to fill
    ``open_places``. ``waiting``: the award cannot be given before an earlier award of its group is decided.
    ``decided`` are the winners who owe it to ``decision``. ``places``: how many places there were, less those that
    went to extra winners of earlier awards; None: everyone who reaches something.
    """

    rule: AwardRule
    unit: Hashable = None
    winners: tuple[Hashable, ...] = ()
    tied: tuple[Hashable, ...] = ()
    open_places: int = 0
    waiting: bool = False
    decided: frozenset = frozenset()
    decision: Decision | None = None
    places: int | None = None


def share_of(points: Decimal, full: Decimal) -> Fraction:
    """The share (0-1) that ``points`` are of a full part, to be compared with a threshold. scoring, Numbers

    Both are sums of quotients cut to 20 decimals: at 16 decimals what endless fractions leave is gone, and seven
    tenths of a full part of 33.33… are 0.7.
    """
    return round(Fraction(points) / Fraction(full), SHARE_DECIMALS)


def money(amount: Decimal) -> str:
    """Yuan as awards name them: ¥2,000.00; a fine is 扣款 ¥400.00."""
    return f"{'扣款 ' if amount < 0 else ''}¥{abs(amount):,.2f}"


def posts_in_words(posts: Iterable[tuple[str, Decimal]]) -> str:
    """书记 600；主任 400；其他干部 200"""
    return "；".join(f"{post} {plain(amount)}" for post, amount in posts)


def money_in_words(
    *,
    amount: Decimal | None,
    recipient: str,
    holder_share: Decimal | None,
    posts: Iterable[tuple[str, Decimal]] = (),
    months: int | None = None,
) -> str:
    """What an award gives or takes, and whom; "" where it is not about money. scoring 7"""
    if posts:
        each = "、".join(f"{post}{money(given)}" for post, given in posts)
        return f"{each}，每月，连续 {months} 个月" if months else f"{each}，一次"
    if amount is None:
        return ""
    verb = "由" if amount < 0 else "给"
    if recipient == "holder":
        return f"{money(amount)}，{verb}负责人{'承担' if amount < 0 else ''}"
    if recipient == "both":
        return f"{money(amount)}，其中负责人{'承担' if amount < 0 else ''} {plain(holder_share * 100)}%"
    return f"{money(amount)}，{verb}参赛单位{'承担' if amount < 0 else ''}"


def award_places(participants: int, rule: ShareRule) -> int:
    """How many places ``rule.share`` of ``participants`` gives, within the rule's bounds. D0 3.3, scoring 7"""
    places = max(rule.rounding.apply(participants * rule.share), rule.minimum)
    return places if rule.maximum is None else min(places, rule.maximum)


@dataclass
class _Group:
    """Who is left for the further awards of one group in one unit, and the places they lose."""

    free: Sequence[tuple[Hashable, int]]
    lost: int = 0
    waiting: bool = False


def grant_awards(
    units: Mapping[str, Sequence[Unit]],
    rules: Iterable[AwardRule],
    *,
    passed_over: Set[Hashable] = frozenset(),
    decisions: Mapping[tuple[Hashable, Hashable], Decision] | None = None,
) -> list[Grant]:
    """One grant for each rule and unit of its kind, rule by rule in the scheme's order. scoring 7

    ``passed_over`` get nothing from the top; ``decisions`` are by (rule key, unit key). One that does not hold any
    more is left aside.
    """
    rules = list(rules)
    counted = {rule.places.kind for rule in rules if isinstance(rule.places, CountRule)}
    groups: dict[tuple, _Group] = {}
    grants, won = [], Counter()
    for rule in rules:
        of_rule = []
        for unit in units.get(rule.unit, ()):
            name = (rule.group, rule.unit, unit.key)
            group = groups.setdefault(name, _Group(unit.ranked)) if rule.group else _Group(unit.ranked)
            decision = decisions.get((rule.key, unit.key)) if decisions else None
            ceiling = _higher_improvement(rule, rules, len(unit.ranked))
            of_rule.append(_grant(rule, unit, group, passed_over, won, decision, ceiling))
        grants += of_rule
        if rule.kind in counted:
            won.update((entry, rule.kind) for grant in of_rule for entry in grant.winners)
    return grants


def _higher_improvement(rule: AwardRule, rules: Iterable[AwardRule], participants: int) -> int | None:
    """From how many ranks on a better award by ranks gained of the same group, wherever it stands, takes over."""
    if not rule.group or not isinstance(rule.places, ImprovementRule):
        return None
    others = [
        other.places.ranks
        for other in rules
        if isinstance(other.places, ImprovementRule)
        and (other.group, other.unit) == (rule.group, rule.unit)
        and other.places.ranks > rule.places.ranks
        and participants >= other.minimum_participants
    ]
    return min(others, default=None)


def _grant(
    rule: AwardRule,
    unit: Unit,
    group: _Group,
    passed_over: Set,
    won: Counter,
    decision: Decision | None,
    ceiling: int | None,
) -> Grant:
    """What is left of ``group`` and its places are kept up to date."""
    places = _places_in_unit(rule, len(unit.ranked))
    if group.waiting:
        return Grant(rule, unit.key, waiting=places != 0)
    order = group.free
    if rule.from_bottom:
        order = order[::-1]
    elif passed_over:
        order = [pair for pair in order if pair[0] not in passed_over]
    if places is None:
        reached = tuple(entry for entry, _ in order if _reaches(rule, unit, entry, won, ceiling))
        grant = Grant(rule, unit.key, reached)
    else:
        taken_off = min(group.lost, places)
        places -= taken_off
        decided = None
        if decision and decision.places is None:
            decided = _hand_out(rule, unit, order, places, decision)
        elif decision and isinstance(rule.places, RangeRule) and decision.places in range_left(rule.places, places):
            decided = _hand_out(rule, unit, order, decision.places, decision)
        grant = decided or _hand_out(rule, unit, order, places)
        group.lost -= taken_off
        if rule.shrink:
            group.lost += max(0, len(grant.winners) - grant.places)
    if rule.group:
        winners = set(grant.winners)
        group.free = [pair for pair in group.free if pair[0] not in winners]
        group.waiting = bool(grant.tied)
    return grant


def _places_in_unit(rule: AwardRule, participants: int) -> int | None:
    """None where the award goes to everyone who reaches something."""
    if participants < rule.minimum_participants:
        return 0
    if isinstance(rule.places, ShareRule):
        return award_places(participants, rule.places)
    if isinstance(rule.places, RangeRule):
        return rule.places.maximum
    return rule.places if isinstance(rule.places, int) else None


def _reaches(rule: AwardRule, unit: Unit, entry: Hashable, won: Counter, ceiling: int | None) -> bool:
    if isinstance(rule.places, ImprovementRule):
        risen = unit.risen.get(entry)
        return risen is not None and risen >= rule.places.ranks and (ceiling is None or risen < ceiling)
    if isinstance(rule.places, CountRule):
        return won[entry, rule.places.kind] >= rule.places.number
    value = unit.values.get(entry)
    return value is not None and (value < rule.places.points) == rule.from_bottom


def range_left(rule: RangeRule, places: int) -> range:
    """How many the panel may choose where ``places`` of the range's upper end are left. scoring 7"""
    return range(max(min(rule.minimum, places), 1), places + 1)


def _hand_out(
    rule: AwardRule, unit: Unit, order: Sequence[tuple[Hashable, int]], places: int, decision: Decision | None = None
) -> Grant | None:
    """``places`` from the front of ``order``; with a decision as the panel has it, or None if that does not fit."""
    end = min(places, len(order))
    start, stop = _tie_across(order, end)
    if rule.tie == "include_all":
        start = end = stop
    clear = tuple(entry for entry, _ in order[:start])
    tied = tuple(entry for entry, _ in order[start:stop])
    if decision is None:
        return Grant(rule, unit.key, clear, tied, end - start, places=places)
    if decision.named != set(tied) or not decision.winners <= decision.named or len(decision.winners) > end - start:
        return None
    winners = clear + tuple(entry for entry in tied if entry in decision.winners)
    decided = decision.winners if decision.places is None else frozenset(winners)
    return Grant(rule, unit.key, winners, decided=decided, decision=decision, places=places)


def _tie_across(order: Sequence[tuple[Hashable, int]], end: int) -> tuple[int, int]:
    """Where the tie that straddles the last place begins and ends; ``(end, end)`` without one."""
    if end == 0 or end == len(order) or order[end - 1][1] != order[end][1]:
        return end, end
    start, stop, rank = end - 1, end + 1, order[end][1]
    while start and order[start - 1][1] == rank:
        start -= 1
    while stop < len(order) and order[stop][1] == rank:
        stop += 1
    return start, stop


# ---------------------------------------------------------------- is a scheme sound?


@dataclass(frozen=True)
class FieldData:
    """One column of a component's sheet; ``dimension`` is the code of its dimension, "" for an overall field."""

    name: str
    maximum: Decimal
    dimension: str = ""


@dataclass(frozen=True)
class MeasureData:
    """How a column's recorded figure becomes points; ``bands`` are (from, points), None: any figure. scoring 1

    ``of_village``: the figure is read from the village indicators and not entered; ``village_unit`` is theirs.
    """

    name: str
    maximum: Decimal
    method: str = "direct"
    bands: tuple[tuple[Decimal | None, Decimal], ...] = ()
    of_village: bool = False
    unit: str = ""
    village_unit: str = ""


@dataclass(frozen=True)
class ComponentData:
    """One component: ``weight`` in points of the final score, or ``factor`` if it counts (combine ``sum``).

    ``kind`` is ``rated``, ``recorded`` or ``carried``. ``unmeasured`` are the columns of a recorded component that
    nothing says how to turn into points.
    """

    code: str
    name: str
    fields: tuple[FieldData, ...]
    combine: str = "mean"
    weight: Decimal | None = None
    factor: Decimal | None = None
    drop_high: int = 0
    drop_low: int = 0
    minimum_sheets: int = 1
    too_few: str = "refuse"
    kind: str = "rated"
    is_second_round: bool = False
    measures: tuple[MeasureData, ...] = ()
    unmeasured: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchemeData:
    """What ``scheme_problems`` needs of a scheme. ``subject``: who competes, as in ``choices.Subject``.

    ``dimensions`` maps codes to names; ``ties`` is the chain of (kind, code), the code "" for kinds without a target.
    ``paid_by_post``: the names of awards that go to the holders of posts.
    """

    full_mark: Decimal
    components: tuple[ComponentData, ...]
    dimensions: dict[str, str] = field(default_factory=dict)
    ties: tuple[tuple[str, str], ...] = ()
    awards: tuple[AwardRule, ...] = ()
    subject: str = "village"
    base_points: Decimal = Decimal(0)
    paid_by_post: tuple[str, ...] = ()


def scheme_problems(scheme: SchemeData) -> list[str]:
    """What must be mended before the scheme can be put to use, one Chinese sentence each. C1, scoring 2, 3, 6, 7

    Without components it is of base points and bonuses alone.
    """
    if not scheme.components and not scheme.base_points:
        return ["方案还没有评分项，请至少添加一个；只按基础分和加扣分计分的，请填基础分"]
    problems = _weight_problems(scheme)
    for component in scheme.components:
        found = _component_problems(component) + _figure_problems(component, scheme.subject)
        problems += [f"评分项“{component.name}”{problem}" for problem in found]
    problems += _round_problems(scheme)
    problems += _tie_problems(scheme)
    for award in scheme.awards:
        problems += [f"奖项“{award.name}”{problem}" for problem in _award_problems(award, scheme)]
    return problems


def _weight_problems(scheme: SchemeData) -> list[str]:
    weights = [c.weight for c in scheme.components if c.combine != "sum" and c.weight is not None]
    if weights and sum(weights) != scheme.full_mark:
        return [f"各评分项权重合计为 {plain(sum(weights))} 分，应等于满分 {plain(scheme.full_mark)} 分"]
    return []


def _component_problems(component: ComponentData) -> list[str]:
    problems = []
    if not component.fields:
        problems.append("没有评分栏，请选择指标或设为总体打分")
    names = Counter((f.dimension, f.name) for f in component.fields)
    problems += [f"有 {n} 栏都叫“{name}”，请改成不同的名称" for (_, name), n in names.items() if n > 1]
    problems += [f"的“{f.name}”最高分应大于 0" for f in component.fields if f.maximum <= 0]
    problems += [f"的“{name}”没有算法，不知道数值怎样得分" for name in component.unmeasured]
    if component.combine == "sum":
        if component.weight is not None:
            problems.append("按合计计分，不应填权重")
        if component.factor is None or component.factor <= 0:
            problems.append("按合计计分，系数应大于 0")
        if component.too_few == "plain_mean":
            problems.append("按合计计分，评分表不足时不能改用平均")
    else:
        if component.weight is None or component.weight <= 0:
            problems.append("的权重应大于 0")
        if component.factor is not None:
            problems.append("按权重计分，不应填系数")
    if component.combine == "trimmed":
        if min(component.drop_high, component.drop_low) < 0 or component.drop_high + component.drop_low == 0:
            problems.append("要去掉最高分或最低分，个数至少为 1")
    elif component.drop_high or component.drop_low:
        problems.append("不去最高分和最低分，去掉的个数应为 0")
    if component.minimum_sheets < 1:
        problems.append("最少评分表数应不少于 1")
    return problems


NO_VILLAGE = {"township": "乡镇", "group": "村民小组"}  # who has no village indicators of their own


NO_TEAM = {"group": "村民小组", "person": "个人"}  # whose posts nobody keeps


def _figure_problems(component: ComponentData, subject: str) -> list[str]:
    """Of recorded and carried-over components."""
    problems = []
    if component.kind == "carried" and component.combine == "sum":
        problems.append("取自以往得分，应按权重计分")
    for measure in component.measures:
        if measure.of_village and subject in NO_VILLAGE:
            problems.append(f"的“{measure.name}”取自村情指标，{NO_VILLAGE[subject]}没有村情，请改为由主办单位录入")
        if measure.of_village and measure.unit and measure.unit != measure.village_unit:
            problems.append(
                f"的“{measure.name}”取自村情指标，那里的单位是{measure.village_unit}，这里写的是{measure.unit}，"
                f"请把单位和分档、零分值、满分值都换成{measure.village_unit}"
            )
        if component.combine == "sum" and measure.method != "direct":
            problems.append(f"按合计计分，“{measure.name}”的算法应为“数值就是得分”")
        if measure.method == "bands":
            problems += [f"的“{measure.name}”{problem}" for problem in _band_problems(measure)]
    return problems


def _band_problems(measure: MeasureData) -> list[str]:
    lowers = [lower for lower, _ in measure.bands]
    if not lowers:
        return ["没有分档"]
    problems = []
    if lowers[0] is not None or None in lowers[1:]:
        problems.append("的第一档应不填起点，其余各档都填")
    elif lowers[1:] != sorted(set(lowers[1:])):
        problems.append("的各档起点应从小到大")
    if any(points > measure.maximum for _, points in measure.bands):
        problems.append(f"的分档得分不能超过满分 {plain(measure.maximum)} 分")
    return problems


def _round_problems(scheme: SchemeData) -> list[str]:
    """The provisional tally scales what is scored in the first round up to the full mark."""
    first = [c for c in scheme.components if not c.is_second_round]
    if scheme.components and not first:
        return ["评分项都在第二轮，至少要有一项在第一轮"]
    weighted = [c for c in scheme.components if c.combine != "sum"]
    if any(c.is_second_round for c in weighted) and all(c.is_second_round for c in weighted):
        return ["按权重计分的评分项都在第二轮，第一轮至少要有一项"]
    return []


def _tie_problems(scheme: SchemeData) -> list[str]:
    known = {"component": {c.code for c in scheme.components}, "dimension": set(scheme.dimensions)}
    judged = _judged_dimensions(scheme)
    problems = []
    for place, (kind, code) in enumerate(scheme.ties, start=1):
        if kind in known and code not in known[kind]:
            problems.append(f"同分排序第 {place} 项指向的{'评分项' if kind == 'component' else '维度'}不在本方案中")
        elif kind == "dimension" and code not in judged:
            problems.append(f"同分排序第 {place} 项的维度“{scheme.dimensions[code]}”没有评分栏，分不出先后")
        if (kind, code) in scheme.ties[: place - 1]:
            problems.append(f"同分排序第 {place} 项重复")
    return problems


def _award_problems(award: AwardRule, scheme: SchemeData) -> list[str]:
    problems = []
    if isinstance(award.places, ShareRule):
        rule = award.places
        if not 0 < rule.share <= 1:
            problems.append("的比例应大于 0%，不超过 100%")
        if rule.minimum < 0:
            problems.append("的最少名额不能小于 0")
        if rule.maximum is not None and rule.maximum < max(rule.minimum, 1):
            problems.append("的最多名额不能小于最少名额，且至少为 1")
    elif isinstance(award.places, RangeRule):
        if not 1 <= award.places.minimum <= award.places.maximum:
            problems.append("的名额幅度应从 1 起，至多不能小于至少")
    elif isinstance(award.places, ThresholdRule):
        problems += _threshold_problems(award)
    elif isinstance(award.places, CountRule):
        earlier = scheme.awards[: scheme.awards.index(award)]
        if not any(other.kind == award.places.kind for other in earlier):
            problems.append("按其他奖项的个数评，前面没有这一种类的奖项")
        if award.from_bottom:
            problems.append("按其他奖项的个数评，不能从末位数起")
    elif isinstance(award.places, ImprovementRule):
        if award.places.ranks < 1:
            problems.append("的前进名次至少为 1")
        if award.from_bottom:
            problems.append("按比上期前进的名次评，不能从末位数起")
        if award.unit == "dimension":
            problems.append("按比上期前进的名次评，评奖范围不能是每个维度：维度没有上期名次")
    elif award.places < 1:
        problems.append("的名额至少为 1")
    if award.name in scheme.paid_by_post and scheme.subject in NO_TEAM:
        problems.append(f"奖给各职务干部，{NO_TEAM[scheme.subject]}没有班子，请改为奖给参赛单位或负责人")
    if award.shrink and isinstance(award.places, ThresholdRule | CountRule | ImprovementRule):
        problems.append("没有固定名额，不能设“相应减少后续名额”")
    elif award.shrink and award.tie == "decide":
        problems.append("并列时由评定小组决定，不会超出名额，不应再设“相应减少后续名额”")
    elif award.shrink and not award.group:
        problems.append("没有同组奖项，不能设“相应减少后续名额”")
    if award.unit == "dimension" and not _judged_dimensions(scheme):
        problems.append("按维度评奖，但方案没有分维度的评分栏")
    return problems


def _threshold_problems(award: AwardRule) -> list[str]:
    points = award.places.points
    if award.unit == "dimension":
        return [] if 0 < points <= 1 else ["的分数线是占该维度满分的比例，应大于 0、不超过 1"]
    return [] if points > 0 else ["的分数线应大于 0"]


def _judged_dimensions(scheme: SchemeData) -> set[str]:
    return {f.dimension for c in scheme.components for f in c.fields if f.dimension}
