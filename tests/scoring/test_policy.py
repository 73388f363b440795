"""scoring.policy: who rates whom, points on a sheet, places and awards, soundness of a scheme."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import Phase, event, given
from hypothesis import strategies as st

from core.values.rounding import Rounding
from scoring.policy import (
    AwardRule,
    ComponentData,
    CountRule,
    Decision,
    FieldData,
    ImprovementRule,
    MeasureData,
    PointsError,
    RangeRule,
    SchemeData,
    ShareRule,
    ThresholdRule,
    Unit,
    award_places,
    check_points,
    grant_awards,
    may_rate,
    scheme_problems,
)
from tests.examples import times
from tests.scoring import reference, strategies

HERE, NEXT_DOOR, ELSEWHERE = "610703101201", "610703101202", "610703102201"
TOWNSHIP, OTHER_TOWNSHIP = "610703101000", "610703102000"


# ---------------------------------------------------------------- who rates whom


@pytest.mark.parametrize("level", ["village", "township", "none"])
def test_nobody_rates_their_own_village(level):
    assert not may_rate(HERE, TOWNSHIP, HERE, level)


@pytest.mark.parametrize("level", ["village", "township", "none"])
def test_a_township_is_not_rated_by_its_own_people(level):
    assert not may_rate("", TOWNSHIP, TOWNSHIP, level)


@pytest.mark.parametrize(("level", "may"), [("village", True), ("township", False), ("none", True)])
def test_the_next_village_is_excluded_only_at_township_level(level, may):
    assert may_rate(HERE, TOWNSHIP, NEXT_DOOR, level) is may
    assert may_rate("", TOWNSHIP, NEXT_DOOR, level) is may


def test_a_village_of_another_township_is_rated_at_every_level():
    assert all(may_rate(HERE, TOWNSHIP, ELSEWHERE, level) for level in ("village", "township", "none"))


def test_a_secretary_rates_townships_unless_the_whole_township_is_excluded():
    assert may_rate(HERE, TOWNSHIP, TOWNSHIP, "village")
    assert not may_rate(HERE, TOWNSHIP, TOWNSHIP, "township")
    assert may_rate(HERE, TOWNSHIP, OTHER_TOWNSHIP, "township")


@pytest.mark.parametrize("level", ["village", "township", "none"])
def test_somebody_of_the_county_rates_everyone(level):
    assert may_rate("", "", HERE, level)
    assert may_rate("", "", TOWNSHIP, level)


# ---------------------------------------------------------------- points


def full_width(text):
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ("9", "9.0"),
        ("9.5", "9.5"),
        (" 9.5 ", "9.5"),
        ("\t8\u3000", "8.0"),
        (full_width("8.5"), "8.5"),
        ("9.50", "9.5"),
        ("8.", "8.0"),
        (".5", "0.5"),
        ("0", "0.0"),
        ("-0", "0.0"),
        ("10", "10.0"),
        (Decimal("7.50"), "7.5"),
        (Decimal("0E-8"), "0.0"),
        (Decimal("1E+1"), "10.0"),
    ],
)
def test_points_are_taken_as_people_paste_them(given, points):
    accepted = check_points(given, Decimal("10.00"), 1)
    assert str(accepted) == points


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "请填数字，如 8.5"),
        ("缺席", "“缺席”不是数字，请填数字，如 8.5"),
        ("1.5万", "不能带“万”，请填 15000（单位是万的栏填 1.5）"),
        (Decimal("NaN"), "“NaN”不是数字，请填数字，如 8.5"),
        (Decimal("Infinity"), "“Infinity”不是数字，请填数字，如 8.5"),
        ("1,200", "最多 10 分"),
        ("-1", "不能小于 0 分"),
        (full_width("-0.1"), "不能小于 0 分"),
        ("10.1", "最多 10 分"),
        ("10.01", "最多 10 分"),
        ("9" * 400, "最多 10 分"),
        ("9.55", "最多 1 位小数"),
        (Decimal("0.00000001"), "最多 1 位小数"),
        ("9." + "9" * 60, "最多 1 位小数"),
    ],
)
def test_other_points_are_refused_with_what_would_do(given, message):
    with pytest.raises(PointsError) as refused:
        check_points(given, Decimal("10.00"), 1)
    assert refused.value.message == message


def test_messages_name_the_maximum_and_the_decimals_of_the_field():
    with pytest.raises(PointsError, match=r"^最多 7\.5 分$"):
        check_points("7.6", Decimal("7.50"), 1)
    with pytest.raises(PointsError, match=r"^只能填整数$"):
        check_points("7.5", Decimal(100), 0)
    assert check_points("100", Decimal(100), 0) == 100


@given(st.integers(0, 10_000), st.integers(0, 3))
def test_every_allowed_figure_survives_writing_and_reading(thousandths, decimals):
    points = Decimal(thousandths).scaleb(-decimals)
    assert check_points(str(points), Decimal(10_000), decimals) == points
    assert check_points(points, Decimal(10_000), decimals) == points


# ---------------------------------------------------------------- places


def share(percent, rounding=Rounding.UP, minimum=0, maximum=None):
    return ShareRule(Decimal(percent) / 100, rounding, minimum, maximum)


@pytest.mark.parametrize(
    ("rounding", "places"),
    [(Rounding.UP, [1, 2, 2, 3]), (Rounding.HALF_UP, [0, 1, 2, 2]), (Rounding.DOWN, [0, 1, 1, 2])],
)
def test_a_share_is_rounded_as_the_rule_says(rounding, places):
    assert [award_places(n, share(10, rounding)) for n in (4, 14, 15, 21)] == places


def test_a_share_that_comes_out_whole_is_not_rounded_up_further():
    assert award_places(30, share(10)) == 3
    assert award_places(30, ShareRule(Fraction(1, 3), Rounding.UP)) == 10


def test_places_stay_within_their_bounds():
    rule = share(10, minimum=2, maximum=5)
    assert [award_places(n, rule) for n in (4, 21, 313)] == [2, 3, 5]


# ---------------------------------------------------------------- awards


def rule(name, places, **settings_):
    return AwardRule(key=name, name=name, places=places, **settings_)


def give(ranking, rules, **more):
    """What the rules give in a single unit."""
    return grant_awards({"whole": [Unit("", ranking)]}, rules, **more)


def ranked(*ranks):
    return [(chr(ord("a") + i), rank) for i, rank in enumerate(ranks)]


def winners(grants):
    return ["".join(grant.winners) for grant in grants]


def test_further_awards_of_a_group_take_the_next_entries():
    rules = [rule(name, places, group="等次") for name, places in (("一等奖", 1), ("二等奖", 2), ("三等奖", 3))]
    assert winners(give(ranked(1, 2, 3, 4, 5, 6, 7), rules)) == ["a", "bc", "def"]


def test_awards_without_a_group_may_go_to_the_same_entry():
    assert winners(give(ranked(1, 2, 3), [rule("流动红旗", 1), rule("进步奖", 2)])) == ["a", "ab"]


def test_awards_of_different_groups_do_not_see_each_other():
    rules = [rule("甲", 1, group="X"), rule("乙", 1, group="Y"), rule("丙", 1, group="X")]
    assert winners(give(ranked(1, 2, 3), rules)) == ["a", "a", "b"]


def test_all_who_tie_across_the_last_place_win_and_the_next_award_keeps_its_places():
    rules = [rule("一等奖", 1, group="等次"), rule("二等奖", 2, group="等次")]
    assert winners(give(ranked(1, 1, 1, 4, 5, 6), rules)) == ["abc", "de"]


def test_shrinking_takes_the_extra_winners_off_the_next_awards_until_they_are_used_up():
    rules = [
        rule("一等奖", 1, group="等次", shrink=True),
        rule("二等奖", 2, group="等次"),
        rule("三等奖", 3, group="等次"),
    ]
    assert winners(give(ranked(1, 1, 3, 4, 5, 6, 7), rules)) == ["ab", "c", "def"]
    assert winners(give(ranked(1, 1, 1, 1, 5, 6, 7), rules)) == ["abcd", "", "ef"]


def test_an_award_may_both_lose_places_and_pass_on_extra_winners():
    rules = [
        rule("一等奖", 1, group="等次", shrink=True),
        rule("二等奖", 2, group="等次", shrink=True),
        rule("三等奖", 2, group="等次"),
    ]
    assert winners(give(ranked(1, 1, 3, 3, 5, 6), rules)) == ["ab", "cd", "e"]


def test_an_undecided_tie_leaves_its_places_open_and_later_awards_of_the_group_waiting():
    rules = [
        rule("一等奖", 2, group="等次", tie="decide"),
        rule("二等奖", 2, group="等次"),
        rule("红旗", 1),
    ]
    first, second, flag = give(ranked(1, 2, 2, 4, 5), rules)
    assert (first.winners, first.tied, first.open_places, first.waiting) == (("a",), ("b", "c"), 1, False)
    assert (second.winners, second.tied, second.open_places, second.waiting) == ((), (), 0, True)
    assert flag.winners == ("a",)


def test_a_tie_that_ends_with_the_last_place_needs_no_decision():
    (grant,) = give(ranked(1, 2, 2, 4), [rule("夺杯村", 3, tie="decide")])
    assert grant.winners == ("a", "b", "c")
    assert not grant.tied


def test_everybody_wins_where_there_are_more_places_than_entries():
    rules = [rule("一等奖", 2, group="等次", tie="decide"), rule("二等奖", 5, group="等次", tie="decide")]
    assert winners(give(ranked(1, 1, 3, 3), rules)) == ["ab", "cd"]


def test_too_few_participants_mean_no_award():
    rules = [rule("夺杯村", share(10, minimum=1), minimum_participants=5)]
    assert winners(give(ranked(1, 2, 3, 4), rules)) == [""]
    assert winners(give(ranked(1, 2, 3, 4, 5), rules)) == ["a"]


def test_an_award_without_places_does_not_wait():
    rules = [rule("一等奖", 1, group="等次", tie="decide"), rule("二等奖", 1, group="等次", minimum_participants=9)]
    assert [grant.waiting for grant in give(ranked(1, 1, 3), rules)] == [False, False]


def test_nobody_ranked_nobody_wins():
    assert winners(give([], [rule("夺杯村", share(10, minimum=1)), rule("红旗", 3, tie="decide")])) == ["", ""]


# ---------------------------------------------------------------- thresholds, counts, ranges, the bottom, decisions


def test_everyone_who_reaches_the_threshold_wins():
    values = {"a": Decimal(90), "b": Decimal("85.5"), "c": Decimal("85.49")}
    rules = [
        rule("达标奖", ThresholdRule(Decimal("85.5"))),
        rule("警示", ThresholdRule(Decimal("85.5")), from_bottom=True),
    ]
    assert winners(grant_awards({"whole": [Unit("", ranked(1, 2, 3, 4), values)]}, rules)) == ["ab", "c"]


def test_the_last_ones_are_counted_from_the_bottom_and_a_tie_counts_there_too():
    rules = [rule("黄旗", 1, from_bottom=True), rule("末二", 2, from_bottom=True, tie="decide")]
    first, second = give(ranked(1, 2, 3, 3), rules)
    assert set(first.winners) == {"c", "d"}
    assert set(second.winners) == {"c", "d"}
    [open_] = give(ranked(1, 2, 3, 3), [rule("黄旗", 1, from_bottom=True, tie="decide")])
    assert (open_.winners, set(open_.tied), open_.open_places) == ((), {"c", "d"}, 1)


def test_who_may_win_nothing_is_passed_over_from_the_top_but_comes_last_and_still_takes_part():
    rules = [rule("夺杯村", share(50)), rule("黄旗", 1, from_bottom=True)]
    assert winners(give(ranked(1, 2, 3, 4), rules, passed_over={"a", "d"})) == ["bc", "d"]


def test_an_award_by_count_goes_by_what_earlier_rules_gave_in_all_units():
    rules = [
        rule("星", 1, unit="dimension", kind="star"),
        rule("全能村", CountRule("star", 2), kind="cup"),
        rule("单项村", CountRule("star", 1), kind="cup"),
    ]
    units = {
        "dimension": [Unit("D1", ranked(1, 2, 3)), Unit("D2", ranked(1, 2, 3)), Unit("D3", [("b", 1), ("a", 2)])],
        "whole": [Unit("", ranked(1, 2, 3))],
    }
    assert winners(grant_awards(units, rules))[3:] == ["a", "ab"]


def test_a_range_proposes_its_upper_end_until_the_panel_decides():
    rules = [rule("一等奖", RangeRule(1, 3), group="等次"), rule("二等奖", 1, group="等次")]
    assert winners(give(ranked(1, 2, 3, 4, 5), rules)) == ["abc", "d"]
    decided = give(ranked(1, 2, 3, 4, 5), rules, decisions={(rules[0].key, ""): Decision("k", places=1)})
    assert winners(decided) == ["a", "b"]
    assert decided[0].decided == {"a"}
    for places in (0, 4):
        decisions = {(rules[0].key, ""): Decision("k", places=places)}
        assert winners(give(ranked(1, 2, 3, 4, 5), rules, decisions=decisions)) == ["abc", "d"]


def test_the_panel_chooses_inside_what_shrinking_leaves_of_a_range():
    """Two extra winners come off the upper end: of 2–5 there are 2–3 left, and the number chosen is what is given."""
    rules = [rule("一等奖", 1, group="等次", shrink=True), rule("二等奖", RangeRule(2, 5), group="等次")]
    ranking = ranked(1, 1, 1, 4, 5, 6, 7, 8)
    proposed = give(ranking, rules)
    assert winners(proposed) == ["abc", "def"]
    assert [grant.places for grant in proposed] == [1, 3]
    for places, given_ in ((2, "de"), (3, "def")):
        [_, grant] = give(ranking, rules, decisions={(rules[1].key, ""): Decision("k", places=places)})
        assert ("".join(grant.winners), grant.places, grant.decision.places) == (given_, places, places)
    for places in (1, 4, 5):
        [_, grant] = give(ranking, rules, decisions={(rules[1].key, ""): Decision("k", places=places)})
        assert (grant.winners, grant.decision) == (("d", "e", "f"), None)


def test_less_than_the_range_asks_for_may_be_left_and_is_used_up_once():
    rules = [
        rule("一等奖", 1, group="等次", shrink=True), rule("二等奖", RangeRule(2, 3), group="等次"),
        rule("三等奖", 1, group="等次"),
    ]  # fmt: skip
    decisions = {(rules[1].key, ""): Decision("k", places=1)}
    assert winners(give(ranked(1, 1, 1, 4, 5, 6), rules, decisions=decisions)) == ["abc", "d", "e"]


def test_a_decided_tie_frees_the_losers_for_the_next_award():
    rules = [rule("一等奖", 2, group="等次", tie="decide"), rule("二等奖", 1, group="等次")]
    decision = Decision("k", named=frozenset("bc"), winners=frozenset("c"))
    first, second = give(ranked(1, 2, 2, 4), rules, decisions={(rules[0].key, ""): decision})
    assert (first.winners, first.decided, first.decision) == (("a", "c"), {"c"}, decision)
    assert second.winners == ("b",)


@pytest.mark.parametrize("named", ["bcd", "b", ""])
def test_a_decision_ends_with_the_tied_set_it_was_made_for(named):
    rules = [rule("夺杯村", 2, tie="decide")]
    decision = Decision("k", named=frozenset(named), winners=frozenset(named[:1]))
    [grant] = give(ranked(1, 2, 2, 4), rules, decisions={(rules[0].key, ""): decision})
    assert (grant.winners, set(grant.tied), grant.decision) == (("a",), {"b", "c"}, None)


def test_a_decision_cannot_give_more_places_than_are_open():
    rules = [rule("夺杯村", 2, tie="decide")]
    decision = Decision("k", named=frozenset("bc"), winners=frozenset("bc"))
    [grant] = give(ranked(1, 2, 2, 4), rules, decisions={(rules[0].key, ""): decision})
    assert set(grant.tied) == {"b", "c"}


def as_policy(r: reference.AwardRule) -> AwardRule:
    """The reference's rule as production has it."""
    places = {
        "share": ShareRule(r.share, Rounding(r.rounding), r.minimum, r.maximum),
        "number": r.number,
        "range": RangeRule(r.minimum, r.maximum),
        "threshold": ThresholdRule(r.threshold),
        "award_count": CountRule(r.counted_kind, r.number),
        "improvement": ImprovementRule(r.number),
    }[r.by]
    return AwardRule(
        r.name, r.name, places, r.group, r.unit, r.minimum_participants, r.tie, r.shrink, r.kind, r.from_bottom
    )


def as_decision(d: reference.Decision) -> Decision:
    return Decision((d.award, d.unit), d.places, d.named, d.winners)


def as_outcome(grant) -> reference.Outcome:
    return reference.Outcome(
        grant.rule.name, grant.unit, frozenset(grant.winners), frozenset(grant.tied), grant.open_places, grant.waiting,
        grant.decided,
    )  # fmt: skip


@st.composite
def awardings(draw):
    """Units, rules, who is passed over, and decisions on what is open."""
    units = draw(strategies.award_units())
    rules = draw(strategies.award_rules(units=("whole",)))
    passed_over = draw(st.sets(st.integers(1, 6), max_size=2))

    def outcomes(decisions):
        return reference.give_awards(rules, units, passed_over, decisions), strategies.ranges_in(rules)

    return units, rules, passed_over, draw(strategies.decisions_on(outcomes))


def grants_of(case):
    units, rules, passed_over, decisions = case
    known = [[{e: v for e, v in of.items() if v is not None} for of in (u.value, u.risen)] for u in units]
    whole = [Unit(u.name, list(u.rank.items()), *of) for u, of in zip(units, known, strict=True)]
    return grant_awards(
        {"whole": whole}, map(as_policy, rules), passed_over=passed_over,
        decisions={(d.award, d.unit): as_decision(d) for d in decisions},
    )  # fmt: skip


FEATURES = [
    "open",
    "open behind winners",
    "open after another of the group",
    "several places open",
    "waiting",
    "took the next",
    "extra winners",
    "shrunk to nothing",
    "shrunk, something left",
    "too few participants",
    "from the bottom",
    "over a threshold",
    "under a threshold",
    "by count",
    "a decided tie",
    "by ranks gained",
    "a decided tie, another award behind",
    "a decided range",
    "a decided range with a tie",
    "a decided range of which places were taken off",
]


def features(grants) -> set[str]:
    """What happened, so that the strategies can be held to it."""
    seen = set()
    for position, grant in enumerate(grants):
        rule = grant.rule
        group = [g for g in grants[:position] if rule.group and g.rule.group == rule.group and g.unit == grant.unit]
        number = rule.places if isinstance(rule.places, int) and not rule.minimum_participants else None
        passed_on = any(
            g.rule.shrink and isinstance(g.rule.places, int) and len(g.winners) > g.rule.places for g in group
        )
        won = len(grant.winners)
        happened = {
            "open": grant.tied,
            "open behind winners": grant.tied and won,
            "open after another of the group": grant.tied and group,
            "several places open": grant.open_places > 1,
            "waiting": grant.waiting,
            "took the next": group and won,
            "extra winners": number and won > number,
            "shrunk to nothing": number and passed_on and not won and not grant.tied,
            "shrunk, something left": number and passed_on and won in range(1, number),
            "too few participants": rule.minimum_participants and not won and not grant.tied,
            "from the bottom": rule.from_bottom and won,
            "over a threshold": isinstance(rule.places, ThresholdRule) and won,
            "under a threshold": isinstance(rule.places, ThresholdRule) and won and rule.from_bottom,
            "by count": isinstance(rule.places, CountRule) and won,
            "by ranks gained": isinstance(rule.places, ImprovementRule) and won,
            "a decided tie": grant.decision and grant.decision.named and won,
            "a decided tie, another award behind": won and any(g.decision and g.decision.named for g in group),
            "a decided range": grant.decision and grant.decision.places is not None,
            "a decided range with a tie": grant.decision and grant.decision.places is not None and grant.decision.named,
            "a decided range of which places were taken off": passed_on and grant.decision and grant.decision.places,
        }
        seen |= {name for name, true in happened.items() if true}
    return seen


@times(3)  # awards have many rules that meet each other
@given(awardings())
def test_awards_agree_with_the_reference(case):
    units, rules, passed_over, decisions = case
    grants = grants_of(case)
    for feature in features(grants):
        event(feature)
    assert [as_outcome(grant) for grant in grants] == reference.give_awards(rules, units, passed_over, decisions)


class AllSeen(Exception):
    """Nothing is left to look for."""


def test_the_strategies_reach_all_of_it():
    seen, wanted = set(), set(FEATURES)

    @times(40, database=None, phases=[Phase.generate], derandomize=True)  # it ends as soon as all is seen
    @given(awardings())
    def look(case):
        seen.update(features(grants_of(case)))
        if seen >= wanted:
            raise AllSeen

    with suppress(AllSeen):
        look()
    assert not wanted - seen


# ---------------------------------------------------------------- soundness of a scheme


def component(code="K1", **changes):
    overall = (FieldData("总体", Decimal(100)),)
    return replace(ComponentData(code, "实地观摩", overall, weight=Decimal(100)), **changes)


def scheme(*components, **settings_):
    return SchemeData(Decimal(100), components or (component(),), **settings_)


def recorded(method, *bands):
    """What makes a component one of a single recorded figure."""
    bands = tuple((None if lower is None else Decimal(lower), Decimal(points)) for lower, points in bands)
    return {"kind": "recorded", "measures": (MeasureData("收入", Decimal(10), method, bands),)}


def in_dimension():
    return component(fields=(FieldData("产业", Decimal(10), "D1"),))


def test_a_sound_scheme_has_no_problems():
    fields = (FieldData("产业", Decimal(10), "D1"), FieldData("环境", Decimal(10), "D2"))
    sound = scheme(
        component("K1", weight=Decimal("50"), combine="trimmed", drop_high=1, drop_low=1, fields=fields),
        component("K2", weight=Decimal("33.33"), combine="median", minimum_sheets=3, too_few="plain_mean"),
        component("K3", weight=None, factor=Decimal("0.1"), combine="sum", too_few="leave_out", is_second_round=True),
        component("K4", weight=None, factor=Decimal("0.1"), combine="sum", **recorded("direct")),
        component("K5", weight=Decimal("16.67"), **recorded("bands", (None, 0), (5, 1), (9, 10))),
        dimensions={"D1": "产业兴旺", "D2": "环境优美"},
        ties=(("component", "K1"), ("dimension", "D1"), ("bonus_count", ""), ("previous_rank", "")),
        awards=(
            rule("二等奖", RangeRule(1, 3), group="等次"),
            rule("达标奖", ThresholdRule(Decimal(85)), kind="star"),
            rule("两星村", CountRule("star", 2)),
            rule("一等奖", 1, group="等次", shrink=True),
            rule("夺杯村", share(10, minimum=1, maximum=5), tie="decide"),
            rule("红旗", 1, unit="dimension"),
        ),
    )
    assert scheme_problems(sound) == []


def test_counting_components_alone_need_no_weights():
    assert scheme_problems(scheme(component(weight=None, factor=Decimal(1), combine="sum"))) == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (replace(scheme(), components=()), "方案还没有评分项，请至少添加一个；只按基础分和加扣分计分的，请填基础分"),
        (
            replace(
                scheme(component(kind="recorded", measures=(MeasureData("收入", Decimal(10), of_village=True),))),
                subject="township",
            ),
            "评分项“实地观摩”的“收入”取自村情指标，乡镇没有村情，请改为由主办单位录入",
        ),
        (scheme(component(weight=Decimal(95))), "各评分项权重合计为 95 分，应等于满分 100 分"),
        (scheme(component(fields=())), "评分项“实地观摩”没有评分栏，请选择指标或设为总体打分"),
        (scheme(component(fields=(FieldData("总体", Decimal(0)),))), "评分项“实地观摩”的“总体”最高分应大于 0"),
        (scheme(component(weight=None)), "评分项“实地观摩”的权重应大于 0"),
        (scheme(component(factor=Decimal(1))), "评分项“实地观摩”按权重计分，不应填系数"),
        (scheme(component(combine="sum", factor=Decimal(1))), "评分项“实地观摩”按合计计分，不应填权重"),
        (scheme(component(combine="sum", weight=None)), "评分项“实地观摩”按合计计分，系数应大于 0"),
        (
            scheme(component(combine="sum", weight=None, factor=Decimal(1), too_few="plain_mean")),
            "评分项“实地观摩”按合计计分，评分表不足时不能改用平均",
        ),
        (scheme(component(combine="trimmed")), "评分项“实地观摩”要去掉最高分或最低分，个数至少为 1"),
        (
            scheme(component(combine="trimmed", drop_high=-1, drop_low=2)),
            "评分项“实地观摩”要去掉最高分或最低分，个数至少为 1",
        ),
        (scheme(component(drop_high=1)), "评分项“实地观摩”不去最高分和最低分，去掉的个数应为 0"),
        (scheme(component(minimum_sheets=0)), "评分项“实地观摩”最少评分表数应不少于 1"),
        (scheme(ties=(("component", "K9"),)), "同分排序第 1 项指向的评分项不在本方案中"),
        (scheme(ties=(("component", "K1"), ("dimension", "D9"))), "同分排序第 2 项指向的维度不在本方案中"),
        (
            scheme(ties=(("dimension", "D1"),), dimensions={"D1": "产业兴旺"}),
            "同分排序第 1 项的维度“产业兴旺”没有评分栏，分不出先后",
        ),
        (scheme(ties=(("component", "K1"), ("component", "K1"))), "同分排序第 2 项重复"),
        (scheme(awards=(rule("夺杯村", share(0)),)), "奖项“夺杯村”的比例应大于 0%，不超过 100%"),
        (scheme(awards=(rule("夺杯村", share(101)),)), "奖项“夺杯村”的比例应大于 0%，不超过 100%"),
        (scheme(awards=(rule("夺杯村", share(10, minimum=-1)),)), "奖项“夺杯村”的最少名额不能小于 0"),
        (
            scheme(awards=(rule("夺杯村", share(10, minimum=3, maximum=2)),)),
            "奖项“夺杯村”的最多名额不能小于最少名额，且至少为 1",
        ),
        (scheme(awards=(rule("夺杯村", share(10, maximum=0)),)), "奖项“夺杯村”的最多名额不能小于最少名额，且至少为 1"),
        (scheme(awards=(rule("一等奖", 0),)), "奖项“一等奖”的名额至少为 1"),
        (
            scheme(awards=(rule("一等奖", 1, group="等次", tie="decide", shrink=True),)),
            "奖项“一等奖”并列时由评定小组决定，不会超出名额，不应再设“相应减少后续名额”",
        ),
        (scheme(awards=(rule("一等奖", 1, shrink=True),)), "奖项“一等奖”没有同组奖项，不能设“相应减少后续名额”"),
        (scheme(awards=(rule("红旗", 1, unit="dimension"),)), "奖项“红旗”按维度评奖，但方案没有分维度的评分栏"),
        (
            scheme(component(kind="carried", combine="sum", weight=None, factor=Decimal(1))),
            "评分项“实地观摩”取自以往得分，应按权重计分",
        ),
        (
            scheme(component(combine="sum", weight=None, factor=Decimal(1), **recorded("relative"))),
            "评分项“实地观摩”按合计计分，“收入”的算法应为“数值就是得分”",
        ),
        (
            scheme(component(fields=(FieldData("党建", Decimal(10), "D1"), FieldData("党建", Decimal(5), "D1")))),
            "评分项“实地观摩”有 2 栏都叫“党建”，请改成不同的名称",
        ),
        (scheme(component(**recorded("bands"))), "评分项“实地观摩”的“收入”没有分档"),
        (
            scheme(component(**recorded("bands", (5, 1), (9, 2)))),
            "评分项“实地观摩”的“收入”的第一档应不填起点，其余各档都填",
        ),
        (
            scheme(component(**recorded("bands", (None, 1), (9, 2), (5, 3)))),
            "评分项“实地观摩”的“收入”的各档起点应从小到大",
        ),
        (
            scheme(component(**recorded("bands", (None, 1), (5, 11)))),
            "评分项“实地观摩”的“收入”的分档得分不能超过满分 10 分",
        ),
        (scheme(component(is_second_round=True)), "评分项都在第二轮，至少要有一项在第一轮"),
        (
            scheme(component(is_second_round=True), component("K2", combine="sum", weight=None, factor=Decimal(1))),
            "按权重计分的评分项都在第二轮，第一轮至少要有一项",
        ),
        (scheme(awards=(rule("一等奖", RangeRule(0, 2)),)), "奖项“一等奖”的名额幅度应从 1 起，至多不能小于至少"),
        (scheme(awards=(rule("达标奖", ThresholdRule(Decimal(0))),)), "奖项“达标奖”的分数线应大于 0"),
        (
            scheme(in_dimension(), awards=(rule("红旗", ThresholdRule(Decimal(85)), unit="dimension"),)),
            "奖项“红旗”的分数线是占该维度满分的比例，应大于 0、不超过 1",
        ),
        (
            scheme(awards=(rule("五星村", CountRule("star", 5)), rule("星", 1, kind="star"))),
            "奖项“五星村”按其他奖项的个数评，前面没有这一种类的奖项",
        ),
        (
            scheme(awards=(rule("星", 1, kind="star"), rule("五星村", CountRule("star", 5), from_bottom=True))),
            "奖项“五星村”按其他奖项的个数评，不能从末位数起",
        ),
        (
            scheme(awards=(rule("进步奖", ImprovementRule(3), from_bottom=True),)),
            "奖项“进步奖”按比上期前进的名次评，不能从末位数起",
        ),
        (
            scheme(in_dimension(), awards=(rule("进步奖", ImprovementRule(3), unit="dimension"),)),
            "奖项“进步奖”按比上期前进的名次评，评奖范围不能是每个维度：维度没有上期名次",
        ),
        (
            scheme(awards=(rule("达标奖", ThresholdRule(Decimal(85)), group="等次", shrink=True),)),
            "奖项“达标奖”没有固定名额，不能设“相应减少后续名额”",
        ),
    ],
)
def test_what_is_wrong_with_a_scheme_is_said(broken, problem):
    assert scheme_problems(broken) == [problem]


def test_all_problems_are_listed_at_once():
    broken = scheme(component(weight=Decimal(90), fields=()), ties=(("component", "K9"),))
    assert len(scheme_problems(broken)) == 3
