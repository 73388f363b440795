"""How one score came about, step by step, so that it can be redone with a calculator. ux.md page 3"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from contests.choices import CONFLICT_MARK, AwardState, Combine, ContestStatus, SheetStatus, TieKind
from contests.models import Award, Component, Rater, Sheet, Standing, StandingPart
from contests.policy import plain
from core.periods import Period

SHOWN = 8  # decimals of a figure that does not end before
UNSORTED = "未分维度"


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

    ``absent`` are the seats (0: not said) of raters without a total, by the reason.
    """

    title: str
    result: str = ""
    note: str = ""
    chips: list[Chip] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    absent: dict[str, list[int]] = field(default_factory=dict)

    @property
    def absence(self) -> str:
        """Who gave no total, and why: 没有打分：3、11 号回避，5 号免评."""
        said = [
            f"{'、'.join(map(str, seats))} 号{why}" if all(seats) else f"{len(seats)} 位{why}"
            for why, seats in self.absent.items()
        ]
        return f"没有打分：{'，'.join(said)}" if said else ""


@dataclass(frozen=True)
class Explanation:
    standing: Standing
    steps: list[Step]
    final_line: str
    dimensions: list[tuple[str, Decimal, Decimal]]
    ties: list[str]
    awards: list[str]


def figure(value: Decimal | None, *, at_least: int = 2) -> str:
    """A figure with all its decimals, at least ``at_least`` and at most 8; ``…`` where it goes on."""
    if value is None:
        return ""
    cut = value.quantize(Decimal(1).scaleb(-SHOWN))
    text = f"{cut.normalize():f}"
    whole, _, decimals = text.partition(".")
    shown = f"{whole}.{decimals.ljust(at_least, '0')}" if at_least or decimals else whole
    return f"{shown}…" if cut != value else shown


def sees_seats(user) -> bool:
    """Whether an explanation may say who gave what: villages see the totals, but not from which seat they came."""
    return user.role != "village_cadre"


def explain(standings: Iterable[Standing], *, prefix: str, seats: bool = True) -> list[Explanation]:
    """The explanations of standings that were read ``for_explanation``, for a reader of the areas of ``prefix``.

    A tie with a village elsewhere is explained without naming it. Without ``seats`` the totals stand by size and do
    not say from which seat they came: villages would know who gave them what.
    """
    standings = list(standings)
    equals = _equals(standings)
    absences = _absences(standings)
    found = [_explain(standing, equals.get(standing.pk, []), absences, prefix) for standing in standings]
    return found if seats else [_without_seats(explanation) for explanation in found]


def _without_seats(explanation: Explanation) -> Explanation:
    def step(each: Step) -> Step:
        chips = sorted(each.chips, key=lambda chip: (Decimal(chip.total), chip.dropped))
        chips = [replace(chip, note=chip.note if chip.dropped else "", seat=0) for chip in chips]
        return replace(each, chips=chips, absent={why: [0] * len(seats) for why, seats in each.absent.items()})

    return replace(explanation, steps=[step(each) for each in explanation.steps])


def _absences(standings: list[Standing]) -> dict[int, dict[str, list[int]]]:
    """Part → the seats without a total by the reason.

    A tally waits for every sheet that is owed: whoever gave none was let off it or does not rate this village.
    """
    seats = defaultdict(set)
    raters = Rater.objects.filter(contest__in={s.tally.contest_id for s in standings}).order_by()
    for contest, group, seat in raters.values_list("contest", "group", "seat"):
        seats[contest, group].add(seat)
    let_off = Sheet.objects.filter(entry__in=[s.entry_id for s in standings], status=SheetStatus.WAIVED).order_by()
    let_off = let_off.exclude(waived_reason__startswith=CONFLICT_MARK)
    waived = set(let_off.values_list("entry", "component", "rater__seat"))
    absences = {}
    for standing in standings:
        for part in standing.parts.all():
            by_reason = absences[part.pk] = defaultdict(list)
            group = seats[standing.tally.contest_id, part.component.rater_group_id]
            for seat in sorted(group.difference(part.seats)):
                why = "免评" if (standing.entry_id, part.component_id, seat) in waived else "回避"
                by_reason[why].append(seat)
    return absences


def _equals(standings: list[Standing]) -> dict[int, list[Standing]]:
    """Standing → the others of its tally with the same final score."""
    tallies = {s.tally_id for s in standings}
    wanted = {(s.tally_id, s.final) for s in standings if s.rank}
    ranked = Standing.objects.filter(tally__in=tallies, final__in={final for _, final in wanted}, rank__isnull=False)
    rows = ranked.with_equal_final().select_related("entry__area")
    groups: dict[tuple, list[Standing]] = {}
    for row in rows:
        if (row.tally_id, row.final) in wanted:
            groups.setdefault((row.tally_id, row.final), []).append(row)
    return {s.pk: [o for o in groups.get((s.tally_id, s.final), []) if o.pk != s.pk] for s in standings}


def _explain(standing: Standing, equals: list[Standing], absences: dict, prefix: str) -> Explanation:
    scheme = standing.tally.contest.scheme
    parts = sorted(standing.parts.all(), key=lambda part: part.component.order)
    steps = [replace(_component(part, scheme), absent=absences[part.pk]) for part in parts]
    if standing.rank is not None:
        steps.append(_base(standing, parts, scheme))
    if bonuses := list(standing.bonus_parts.all()):
        steps.append(_bonus(standing, bonuses, scheme))
    names = [d.name for d in scheme.dimensions.all()]
    dimensions = [
        (name, points, full)
        for name, points, full in zip([*names, UNSORTED], standing.dimensions, standing.dimensions_full, strict=False)
        if full
    ]
    return Explanation(
        standing, steps, _final(standing, scheme), dimensions, _ties(standing, equals, scheme, prefix),
        [award_sentence(award) for award in standing.awards.all()],
    )  # fmt: skip


def _component(part: StandingPart, scheme) -> Step:
    component = part.component
    if part.is_left_out:
        return Step(component.name, "不计", "有村的评分表不足，全体不计这一项，其余各项按比例放大", _chips(part))
    kept = [total for total, keep in zip(part.totals, part.kept, strict=True) if keep]
    value = figure(part.value)
    if component.is_counting:
        lines = [f"{' + '.join(map(plain, kept))} = {value}"] if len(kept) > 1 else []
        lines.append(f"{plain(component.factor)} × {value} = {figure(part.contribution)}")
    else:
        word = "中位数" if component.combine == Combine.MEDIAN and not part.is_plain else "平均"
        weight = figure(part.weight, at_least=0)
        lines = [f"{word} {value}；{weight} × {value} ÷ {plain(part.full)} = {figure(part.contribution)}"]
        if part.weight != component.weight:
            lines.insert(
                0, f"权重由 {plain(component.weight)} 放大为 {figure(part.weight, at_least=0)}（有项目全体不计）"
            )
    if scheme.round_components is not None:
        lines.append(f"先保留 {scheme.round_components} 位小数，再相加")
    return Step(component.name, figure(part.contribution), _how(part, component), _chips(part), lines)


def _how(part: StandingPart, component: Component) -> str:
    """In words: 7 位评委，去 1 个最高、1 个最低，满分 60."""
    words = [f"{len(part.totals)} 位评委"]
    if part.is_plain:
        words.append("份数不足，改取平均")
    elif component.combine == Combine.TRIMMED:
        drops = [(component.drop_high, "最高"), (component.drop_low, "最低")]
        words.append("去 " + "、".join(f"{n} 个{which}" for n, which in drops if n))
    else:
        words.append({"mean": "取平均", "median": "取中位数", "sum": "累加"}[component.combine])
    if not component.is_counting and part.full != 100:
        words.append(f"满分 {plain(part.full)}")
    return "，".join(words)


def _chips(part: StandingPart) -> list[Chip]:
    kept = [total for total, keep in zip(part.totals, part.kept, strict=True) if keep]
    chips = []
    for seat, total, keep in sorted(zip(part.seats, part.totals, part.kept, strict=True)):
        if keep:
            chips.append(Chip(figure(total, at_least=1), f"{seat} 号", seat=seat))
        else:
            why = "不取" if part.component.combine == Combine.MEDIAN else _dropped(part, total, kept, seat)
            chips.append(Chip(figure(total, at_least=1), why, dropped=True, seat=seat))
    return chips


def _dropped(part: StandingPart, total: Decimal, kept: list[Decimal], seat: int) -> str:
    """Whether a dropped total was one of the highest or of the lowest; equals are told apart by seat number."""
    if total != min(kept) or total != max(kept):
        return "去高" if total >= max(kept) else "去低"
    lowest = sorted(s for s, t, k in zip(part.seats, part.totals, part.kept, strict=True) if not k and t == total)
    below = sum(t < total for t in part.totals)
    return "去低" if lowest.index(seat) < part.component.drop_low - below else "去高"


def _base(standing: Standing, parts: list[StandingPart], scheme) -> Step:
    counted = [figure(part.contribution) for part in parts if part.contribution is not None]
    terms = ([plain(scheme.base_points)] if scheme.base_points else []) + counted
    return Step("基础分", figure(standing.base), lines=[" + ".join(terms)] if len(terms) > 1 else [])


def _bonus(standing: Standing, bonuses: list, scheme) -> Step:
    def sentence(part) -> str:
        return f"{part.case}：{part.item.name} {signed(part.points)}"

    limits = [
        f"{name}合计不超过 {plain(cap)}" for name, cap in [("加分", scheme.bonus_cap), ("扣分", scheme.deduction_cap)]
        if cap is not None
    ]  # fmt: skip
    return Step(
        "加扣分", signed(standing.bonus), "；".join(["同一事例就高"] * any(b.item.group_id for b in bonuses) + limits),
        lines=[sentence(b) for b in bonuses if b.counted], struck=[sentence(b) for b in bonuses if not b.counted],
    )  # fmt: skip


def signed(value: Decimal) -> str:
    return f"+{figure(value)}" if value > 0 else figure(value)


def _final(standing: Standing, scheme) -> str:
    if standing.final is None:
        return standing.get_status_display()
    line = figure(standing.base)
    if standing.bonus:
        sign = "+" if standing.bonus > 0 else "−"
        line += f" {sign} {figure(abs(standing.bonus))} = {figure(standing.base + standing.bonus)}"
    line += f"，留 {scheme.decimals} 位小数"
    if standing.final == 0 and standing.base + standing.bonus < 0:
        line += "，不出现负分"
    if scheme.cap_at_full_mark and standing.base + standing.bonus > scheme.full_mark:
        line += f"，最高 {plain(scheme.full_mark)}"
    return line


def _ties(standing: Standing, equals: list[Standing], scheme, prefix: str) -> list[str]:
    """How the tie-break chain parted this entry from each equal one, or that it did not. scoring.md §6"""
    links = list(scheme.tie_breaks.all())
    sentences = []
    for other in equals:
        compared = []
        for link, mine, theirs in zip(links, standing.ties, other.ties, strict=True):
            shown = f"比{link}：{_tie_value(link, mine)} 对 {_tie_value(link, theirs)}"
            if mine != theirs:
                compared.append(f"{shown}，{'在前' if mine > theirs else '在后'}")
                break
            compared.append(f"{shown}，相同")
        else:
            compared.append("仍相同，名次并列")
        name = other.entry.name if other.entry.area.code.startswith(prefix) else "另一个村"
        sentences.append(f"与{name}同为 {figure(standing.final)} 分：" + "；".join(compared))
    return sentences


def _tie_value(link, value: Decimal) -> str:
    if link.kind == TieKind.PREVIOUS_RANK:
        return f"第 {plain(-value)} 名" if value > -1_000_000 else "上期没有名次"
    return plain(value) if link.kind == TieKind.BONUS_COUNT else figure(value)


def award_sentence(award: Award) -> str:
    """What was won, within what."""
    within = award.category or award.dimension or award.township
    name = f"{award.rule.name}（{within}）" if within else award.rule.name
    if award.state == AwardState.OPEN:
        return f"{name}：末位并列，{award.open_places} 个名额由领导小组决定"
    return name


# ---------------------------------------------------------------- the trend


@dataclass(frozen=True)
class TrendPoint:
    """One period: the rank shown and the score."""

    period: Period
    rank: int
    final: Decimal


def trend(standing: Standing, *, county: bool, points: int = 4) -> list[TrendPoint]:
    """Ranks of the same village in the last ``points`` contests of the series, oldest first; in the county if asked."""
    contest = standing.tally.contest
    rows = (
        Standing.objects.newest()
        .filter(entry__area=standing.entry.area_id, rank__isnull=False, tally__contest__series=contest.series_id)
        .filter(tally__contest__status__in=[ContestStatus.TALLIED, ContestStatus.FINAL])
        .up_to(contest.period)
        .select_related("tally__contest")
        .order_by("-tally__contest__year", "-tally__contest__number")[:points]
    )
    rows = rows.with_newest_county_rank() if county else rows
    return [
        TrendPoint(row.tally.contest.period, (row.county_rank if county else None) or row.rank, row.final)
        for row in reversed(rows)
    ]
