"""How one score came about, step by step, so that it can be redone with a calculator. ux.md page 3"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from core.values.periods import Period
from core.values.rounding import parts_disagree, round_points
from scoring.choices import (
    CONFLICT_MARK,
    AwardState,
    Combine,
    ComponentKind,
    ItemEffect,
    PlacesBy,
    Recipient,
    SheetStatus,
    TieKind,
)
from scoring.models import (
    Award,
    AwardPost,
    BonusPart,
    Component,
    Rater,
    Sheet,
    Standing,
    StandingPart,
)
from scoring.models.awards import OTHER_POSTS
from scoring.policy import money_in_words, plain
from scoring.reads.parts import part_sources
from scoring.reads.parts.steps import SHOWN, Chip, Step, figure, rounded, weighted

UNSORTED = "未分维度"
PARTS_DISAGREE = "各项得分分别四舍五入，相加与合计可能有末位之差；合计按未舍入的得分计算。"


@dataclass(frozen=True)
class Explanation:
    """``placed``: what set the rank besides the score, a veto or the panel. ``remark``: why figures do not add up."""

    standing: Standing
    steps: list[Step]
    final_line: str
    dimensions: list[tuple[str, Decimal, Decimal]]
    ties: list[str]
    awards: list[str]
    placed: list[str] = field(default_factory=list)
    remark: str = ""


def sees_seats(user) -> bool:
    """Whether an explanation may say who gave what: villages see the totals, but not from which seat they came."""
    return user.has_perm("scoring.view_seat_scores")


def explain(standings: Iterable[Standing], *, prefix: str, seats: bool = True) -> list[Explanation]:
    """The explanations of standings that were read ``for_explanation``, for a reader of the areas of ``prefix``.

    A tie with a village elsewhere is explained without naming it. Without ``seats`` the totals stand by size and do
    not say from which seat they came: villages would know who gave them what.
    """
    standings = list(standings)
    equals = _equals(standings)
    parts = {each.pk: sorted(each.parts.all(), key=lambda part: part.component.order) for each in standings}
    facts = _Facts(parts, *_seats(standings, parts), _sources(parts), _posts(standings))
    found = [_explain(standing, equals.get(standing.pk, []), facts, prefix) for standing in standings]
    return found if seats else [_without_seats(explanation) for explanation in found]


def _without_seats(explanation: Explanation) -> Explanation:
    def step(each: Step) -> Step:
        chips = sorted(each.chips, key=lambda chip: (Decimal(chip.total), chip.dropped))
        chips = [replace(chip, note=chip.note if chip.dropped else "", seat=0) for chip in chips]
        absent = {why: [0] * len(seats) for why, seats in each.absent.items()}
        return replace(each, chips=chips, absent=absent, taken_over=[])

    return replace(explanation, steps=[step(each) for each in explanation.steps])


@dataclass(frozen=True)
class _Facts:
    """What the explanations of several standings read at once; ``sources``: what each kind of part needs, by kind."""

    parts: "Parts"
    absences: dict[int, dict[str, list[int]]]
    takeovers: dict[tuple[int, int], list[str]]
    sources: dict[str, Any]
    posts: dict[int, list[tuple[str, Decimal]]]


Parts = dict[int, list[StandingPart]]
"""Standing → its parts in the order of the components."""


def _sources(parts: Parts) -> dict[str, Any]:
    """What the kinds of part that are there read for their explanations."""
    of_kind = defaultdict(list)
    for own in parts.values():
        for part in own:
            of_kind[part.component.kind].append(part)
    return {kind: source.facts(of_kind[kind]) for kind, source in part_sources().items() if kind in of_kind}


def _posts(standings: list[Standing]) -> dict[int, list[tuple[str, Decimal]]]:
    """Award rule → what the holders of which posts get, asked for only where an award goes to posts."""
    awards = [award for standing in standings for award in standing.awards.all()]
    wanted = {award.rule_id for award in awards if award.rule.recipient == Recipient.POSTS}
    found = defaultdict(list)
    if wanted:
        for row in AwardPost.objects.filter(rule__in=wanted).select_related("post").order_by("order"):
            found[row.rule_id].append((str(row.post or OTHER_POSTS), row.amount))
    return found


def _seats(
    standings: list[Standing], parts: Parts
) -> tuple[dict[int, dict[str, list[int]]], dict[tuple[int, int], list[str]]]:
    """Part → the seats without a total by the reason; (assessment, group) → on which seats the person changed.

    A tally waits for every sheet that is owed: whoever gave none was let off it or does not rate this village.
    """
    seats = defaultdict(set)
    takeovers = defaultdict(list)
    raters = Rater.objects.filter(assessment__in={s.tally.assessment_id for s in standings})
    raters = raters.order_by("seat", "substitutions__made_at")
    changes = ("substitutions__from_on", "substitutions__old_name", "substitutions__new_name")
    for assessment, group, seat, on, old, new in raters.values_list("assessment", "group", "seat", *changes):
        seats[assessment, group].add(seat)
        if on:
            takeovers[assessment, group].append(f"{seat} 号自 {on} 起由{new}替换{old}")
    let_off = Sheet.objects.filter(entry__in=[s.entry_id for s in standings], status=SheetStatus.WAIVED).order_by()
    let_off = let_off.exclude(waived_reason__startswith=CONFLICT_MARK)
    waived = set(let_off.values_list("entry", "component", "rater__seat"))
    absences = {}
    for standing in standings:
        for part in parts[standing.pk]:
            if part.component.kind != ComponentKind.RATED or _is_later(part, standing):
                continue
            by_reason = absences[part.pk] = defaultdict(list)
            group = seats[standing.tally.assessment_id, part.component.rater_group_id]
            for seat in sorted(group.difference(part.seats)):
                why = "免评" if (standing.entry_id, part.component_id, seat) in waived else "回避"
                by_reason[why].append(seat)
    return absences, takeovers


def _equals(standings: list[Standing]) -> dict[int, list[Standing]]:
    """Standing → the others of its tally and group with the same final score."""
    tallies = {s.tally_id for s in standings}
    wanted = {(s.tally_id, s.final) for s in standings if s.rank}
    ranked = Standing.objects.filter(tally__in=tallies, final__in={final for _, final in wanted}, rank__isnull=False)
    rows = ranked.with_equal_final().select_related("entry__area")
    groups: dict[tuple, list[Standing]] = {}
    for row in rows:
        if (row.tally_id, row.final) in wanted:
            groups.setdefault((row.tally_id, row.final), []).append(row)
    return {
        s.pk: [
            o
            for o in groups.get((s.tally_id, s.final), [])
            if o.pk != s.pk and (o.is_ranked_last, o.entry.group_id) == (s.is_ranked_last, s.entry.group_id)
        ]
        for s in standings
    }


def _is_later(part: StandingPart, standing: Standing) -> bool:
    """Whether the component waits for the second round."""
    return part.component.is_second_round and standing.tally.is_provisional


def _explain(standing: Standing, equals: list[Standing], facts: _Facts, prefix: str) -> Explanation:
    scheme = standing.tally.assessment.scheme
    parts, steps = facts.parts[standing.pk], []
    for part in parts:
        if _is_later(part, standing):
            why = "第二轮才打分，初次计分全体不计这一项，其余各项按比例放大"
            steps.append(Step(part.component.name, "不计", why))
        elif source := part_sources().get(part.component.kind):
            steps.append(_sourced(part, scheme, *source.explain(part, scheme, facts.sources[source.kind])))
        else:
            taken_over = facts.takeovers.get((standing.tally.assessment_id, part.component.rater_group_id), [])
            steps.append(replace(_component(part, scheme), absent=facts.absences[part.pk], taken_over=taken_over))
    if standing.rank is not None:
        steps.append(_base(standing, parts, scheme))
    incurred = list(standing.bonus_parts.all())
    if bonuses := [part for part in incurred if part.points is not None]:
        steps.append(_bonus(standing, bonuses, scheme))
    vetoes = [part for part in incurred if part.points is None]
    if vetoes:
        steps.append(_veto(standing, vetoes, scheme.decimals))
    names = [d.name for d in scheme.dimensions.all()]
    dimensions = [
        (name, round_points(points, scheme.decimals), round_points(full, scheme.decimals))
        for name, points, full in zip([*names, UNSORTED], standing.dimensions, standing.dimensions_full, strict=False)
        if full
    ]
    return Explanation(
        standing, steps, _final(standing, scheme), dimensions, _ties(standing, equals, scheme, prefix),
        [_award_in_full(award, standing, facts.posts) for award in standing.awards.all()], _placed(standing, vetoes),
        _remark(standing, scheme),
    )  # fmt: skip


def parts_differ(standing: Standing) -> bool:
    """Whether the contributions and bonuses, each as it is shown in a list, add up to something else than the score."""
    if standing.rank is None:
        return False
    scheme = standing.tally.assessment.scheme
    parts = (scheme.base_points, *standing.contributions, standing.bonus)
    return parts_disagree(parts, standing.base + standing.bonus, scheme.decimals)


def _remark(standing: Standing, scheme) -> str:
    """A line where what is shown does not add up because each figure was rounded by itself."""
    dimensions = parts_disagree(standing.dimensions, sum(standing.dimensions), scheme.decimals)
    base = (scheme.base_points, *standing.contributions)
    if dimensions or parts_disagree(base, standing.base, SHOWN):
        return PARTS_DISAGREE
    return ""


def _placed(standing: Standing, vetoes: list[BonusPart]) -> list[str]:
    sentences = []
    if standing.is_ranked_last:
        names = "、".join(part.item.name for part in vetoes if part.item.effect == ItemEffect.RANKED_LAST)
        sentences.append(f"一票否决（{names}）：不论得分多少，排在最后")
    if standing.scored_rank is not None:
        reason = standing.tally.order_reason
        changed = "名次不变" if standing.scored_rank == standing.rank else f"领导小组定为第 {standing.rank} 名"
        sentences.append(f"计分为第 {standing.scored_rank} 名，{changed}，理由：{reason}")
    return sentences


def _component(part: StandingPart, scheme) -> Step:
    component = part.component
    if part.is_left_out:
        said = f"有{scheme.words.entries}的评分表不足，全体不计这一项，其余各项按比例放大"
        return Step(component.name, "不计", said, _chips(part, scheme))
    kept = [total for total, keep in zip(part.totals, part.kept, strict=True) if keep]
    value, points = figure(part.value, scheme.decimals), figure(part.contribution, scheme.decimals)
    if component.is_counting:
        lines = [f"{' + '.join(map(plain, kept))} = {value}"] if len(kept) > 1 else []
        lines.append(f"{plain(component.factor)} × {value} = {points}")
    else:
        word = "中位数" if component.combine == Combine.MEDIAN and not part.is_plain else "平均"
        [*grown, line] = weighted(part, scheme)
        lines = [*grown, f"{word} {value}；{line}"]
    lines += rounded(scheme)
    return Step(component.name, points, _how(part, component), _chips(part, scheme), lines)


def _sourced(part: StandingPart, scheme, note: str, lines: list[str]) -> Step:
    """A part without sheets: what its source says of it, and what that comes to."""
    lines = [*lines, *weighted(part, scheme), *rounded(scheme)]
    return Step(part.component.name, figure(part.contribution, scheme.decimals), note, lines=lines)


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


def _chips(part: StandingPart, scheme) -> list[Chip]:
    kept = [total for total, keep in zip(part.totals, part.kept, strict=True) if keep]
    chips = []
    for seat, total, keep in sorted(zip(part.seats, part.totals, part.kept, strict=True)):
        shown = figure(total, scheme.point_decimals)
        if keep:
            chips.append(Chip(shown, f"{seat} 号", seat=seat))
        else:
            why = "不取" if part.component.combine == Combine.MEDIAN else _dropped(part, total, kept, seat)
            chips.append(Chip(shown, why, dropped=True, seat=seat))
    return chips


def _dropped(part: StandingPart, total: Decimal, kept: list[Decimal], seat: int) -> str:
    """Whether a dropped total was one of the highest or of the lowest; equals are told apart by seat number."""
    if total != min(kept) or total != max(kept):
        return "去高" if total >= max(kept) else "去低"
    lowest = sorted(s for s, t, k in zip(part.seats, part.totals, part.kept, strict=True) if not k and t == total)
    below = sum(t < total for t in part.totals)
    return "去低" if lowest.index(seat) < part.component.drop_low - below else "去高"


def _base(standing: Standing, parts: list[StandingPart], scheme) -> Step:
    counted = [figure(part.contribution, scheme.decimals) for part in parts if part.contribution is not None]
    terms = ([plain(scheme.base_points)] if scheme.base_points else []) + counted
    return Step("基础分", figure(standing.base, scheme.decimals), lines=[" + ".join(terms)] if len(terms) > 1 else [])


def _bonus(standing: Standing, bonuses: list, scheme) -> Step:
    def sentence(part) -> str:
        return f"{part.case}：{part.item.name} {signed(part.points, scheme.decimals)}"

    limits = [
        f"{name}合计不超过 {plain(cap)}" for name, cap in [("加分", scheme.bonus_cap), ("扣分", scheme.deduction_cap)]
        if cap is not None
    ]  # fmt: skip
    notes = ["同一事例就高"] * any(b.item.group_id for b in bonuses) + limits
    return Step(
        "加扣分",
        signed(standing.bonus, scheme.decimals),
        "；".join(notes),
        lines=[sentence(b) for b in bonuses if b.counted],
        struck=[sentence(b) for b in bonuses if not b.counted],
    )  # fmt: skipp


def _veto(standing: Standing, vetoes: list[BonusPart], places: int) -> Step:
    def sentence(part: BonusPart) -> str:
        item = part.item
        effect = f"{item.dimension}记零分" if item.effect == ItemEffect.DIMENSION_ZERO else item.get_effect_display()
        return f"{part.case}：{item.name}，{effect}"

    lines = [sentence(part) for part in vetoes]
    if standing.zeroed:
        lines.append(f"记零的维度原有得分（含该维度加扣分）{figure(standing.zeroed, places)}，从得分中扣除")
    return Step("一票否决", signed(-standing.zeroed, places) if standing.zeroed else "", lines=lines)


def signed(value: Decimal, places: int) -> str:
    return f"+{figure(value, places)}" if value > 0 else figure(value, places)


def _final(standing: Standing, scheme) -> str:
    if standing.final is None:
        return standing.get_status_display()
    places = scheme.decimals
    line = figure(standing.base, places)
    if standing.bonus:
        sign = "+" if standing.bonus > 0 else "−"
        line += f" {sign} {figure(abs(standing.bonus), places)}"
    total = standing.base + standing.bonus - (standing.zeroed or 0)
    if standing.zeroed:
        line += f" − {figure(standing.zeroed, places)}"
    if standing.bonus or standing.zeroed:
        line += f" = {figure(total, places)}"
    line += f"，留 {places} 位小数"
    if standing.final == 0 and total < 0:
        line += "，不出现负分"
    if scheme.cap_at_full_mark and total > scheme.full_mark:
        line += f"，最高 {plain(scheme.full_mark)}"
    return line


def _ties(standing: Standing, equals: list[Standing], scheme, prefix: str) -> list[str]:
    """How the tie-break chain parted this entry from each equal one, or that it did not. scoring.md §6"""
    links = list(scheme.tie_breaks.all())
    sentences = []
    for other in equals:
        compared = []
        for link, mine, theirs in zip(links, standing.ties, other.ties, strict=True):
            shown = f"比{link}：{_tie_value(link, mine, scheme)} 对 {_tie_value(link, theirs, scheme)}"
            if mine != theirs:
                compared.append(f"{shown}，{'在前' if mine > theirs else '在后'}")
                break
            compared.append(f"{shown}，相同")
        else:
            first, second = (each.scored_rank or each.rank for each in (standing, other))
            beyond = f"按更多小数位{'在前' if first < second else '在后'}"  # links are compared before they are rounded
            compared.append("仍相同，名次并列" if first == second else beyond)
        name = other.entry.name if other.entry.area.code.startswith(prefix) else f"另一个{scheme.words.one}"
        sentences.append(f"与{name}同为 {standing.shown_final} 分：" + "；".join(compared))
    return sentences


def _tie_value(link, value: Decimal, scheme) -> str:
    if link.kind == TieKind.PREVIOUS_RANK:
        return f"第 {plain(-value)} 名" if value > -1_000_000 else "上期没有名次"
    return plain(value) if link.kind == TieKind.BONUS_COUNT else figure(value, scheme.decimals)


def _award_in_full(award: Award, standing: Standing, posts: dict[int, list[tuple[str, Decimal]]]) -> str:
    """What was won and why, if the panel gave it or for ranks gained, and the money that goes with it."""
    sentence = award_sentence(award)
    if award.rule.places_by == PlacesBy.IMPROVEMENT:
        risen = standing.previous_rank - standing.rank
        sentence += f"：由上期第 {standing.previous_rank} 名升到第 {standing.rank} 名，前进 {risen} 名"
    if award.reason:
        sentence += f"：领导小组决定，理由：{award.reason}"
    rule = award.rule
    money = money_in_words(
        amount=rule.amount, recipient=rule.recipient, holder_share=rule.holder_share, posts=posts.get(rule.pk, ()),
        months=rule.months,
    )  # fmt: skip
    return f"{sentence}；{money}" if money and award.state == AwardState.GRANTED else sentence


def award_sentence(award: Award) -> str:
    """What was won, within what."""
    within = (award.group, award.category or award.dimension or award.township)
    name = f"{award.rule.name}{''.join(f'（{each}）' for each in within if each)}"
    if award.state == AwardState.OPEN:
        return f"{name}：末位并列，{award.open_places} 个名额由领导小组决定"
    return name


# ---------------------------------------------------------------- the trend


@dataclass(frozen=True)
class TrendPoint:
    """One period: the rank shown and the score as it is shown."""

    period: Period
    rank: int
    final: Decimal
    is_trial: bool = False


def trend(standing: Standing, *, user, points: int = 4, with_rank=None) -> list[TrendPoint]:
    """Ranks of the same entry in the last ``points`` assessments of the series, oldest first.

    ``with_rank`` annotates ``wider_rank``, the rank to be shown instead where there is one.

    All results that ``user`` sees, whatever became of them since; no trial runs and no first rounds but this one.
    """
    assessment = standing.tally.assessment
    entry = standing.entry
    counted = Q(tally__assessment__is_trial=False, tally__is_provisional=False) | Q(tally__assessment=assessment)
    rows = (
        Standing.objects.for_user(user)
        .newest()
        .filter(
            counted, entry__area=entry.area_id, entry__label=entry.label, tally__assessment__series=assessment.series_id
        )
        .filter(rank__isnull=False)
        .up_to(assessment.period)
        .select_related("tally__assessment__scheme")
        .order_by("-tally__assessment__year", "-tally__assessment__number", "-tally__assessment__is_trial")[:points]
    )
    rows = with_rank(rows) if with_rank else rows
    return [
        TrendPoint(
            row.tally.assessment.period, getattr(row, "wider_rank", None) or row.rank, row.shown_final,
            row.tally.assessment.is_trial,
        )
        for row in reversed(rows)
    ]  # fmt: skip
