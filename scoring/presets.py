"""How schemes are written: their sections, and what a row may say. scoring.md §§1–7, ``rules.content``"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from areas.models import Area, Category, IndicatorKind
from cadres.models import PostKind
from rules.content import Format, Names, Section, in_words
from scoring.choices import ComponentKind, Coverage, Method, Recipient
from scoring.models import (
    AwardKind,
    AwardPost,
    AwardRule,
    BonusGroup,
    BonusItem,
    Component,
    Dimension,
    Indicator,
    IndicatorLevel,
    Measure,
    MeasureBand,
    RaterGroup,
    Scheme,
    TieBreak,
)
from scoring.models.awards import OTHER_POSTS
from scoring.policy import plain, posts_in_words

OVERALL = "overall"  # names the measure of a component with one overall field
FOLDER = Path(settings.BASE_DIR) / "presets"
SHARES = ("share", "holder_share")  # of an award


# ---------------------------------------------------------------- in words


def levels_in_words(levels: Iterable[Mapping]) -> str:
    """好 8–10；中 4–7；差 0–3"""
    return "；".join(f"{row['name']} {plain(row['low'])}–{plain(row['high'])}" for row in levels)


def in_order(bands: Iterable[dict]) -> list[dict]:
    """Bands from the one without a beginning upwards, as they are kept."""
    return sorted(bands, key=lambda row: (row["lower"] is not None, row["lower"] or 0))


def bands_in_words(bands: Sequence[Mapping]) -> str:
    """≥50 得 10；≥30 得 7；其余 得 0: people read them from the top."""
    from_top = bands[::-1]
    lowers = ("其余" if row["lower"] is None else f"≥{plain(row['lower'])}" for row in from_top)
    return "；".join(f"{lower} 得 {plain(row['points'])}" for lower, row in zip(lowers, from_top, strict=True))


def named_posts(posts: Iterable[Mapping], names: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """The posts of an award by what they are called (``names``: by code), with their amounts."""
    return [(names[row["post"]] if row["post"] else OTHER_POSTS, row["amount"]) for row in posts]


# ---------------------------------------------------------------- what a row may say


def _component_problems(values: dict) -> Iterable[str]:
    if bool(values["indicators"]) != (values["coverage"] == Coverage.CHOSEN):
        yield "“部分指标”须选指标，其余不选"
    if values["measures"] and values["kind"] != ComponentKind.RECORDED:
        yield "只有“录入指标值”的项才写算法"
    overall = values["coverage"] == Coverage.OVERALL
    if any((row["indicator"] is None) != overall for row in values["measures"]):
        yield "算法须写明指标；“只打一个总分”的项只写一个不带指标的算法"
    if values["coverage"] == Coverage.CHOSEN and {row["indicator"] for row in values["measures"]} - {
        *values["indicators"]
    }:
        yield "算法里有本项没有选的指标"


def level_problems(maximum: Decimal, levels: list[dict]) -> Iterable[str]:
    if any(row["high"] > maximum for row in levels):
        yield f"等次的最高分不能超过满分 {plain(maximum)}"


def post_problems(recipient: str, from_bottom: bool, posts: list[dict]) -> Iterable[str]:
    """Posts belong to their recipient, are named once, and lose money only at the bottom. scoring.md §7"""
    if (recipient == Recipient.POSTS) != bool(posts):
        yield "奖给各职务干部的，须写各职务金额；奖给其他的不写"
    named = [row["post"] for row in posts]
    if len(named) != len(set(named)):
        yield "同一职务只写一次"
    if any(row["amount"] < 0 for row in posts) and not from_bottom:
        yield "只有从末位数起的奖项可以写负数，即扣款"


def band_problems(method: str, bands: list[dict]) -> Iterable[str]:
    """Bands belong to their method, lead down without gaps and name no figure twice. scoring.md §1"""
    if (method == Method.BANDS) != bool(bands):
        yield "“分档”须写各档得分，其他算法不写"
    if bands and [row["lower"] for row in bands].count(None) != 1:
        yield "分档须有一档“其余”，落在各档以下的才有得分"
    lowers = [row["lower"] for row in bands]
    if len(lowers) != len(set(lowers)):
        yield "分档的起点重复"


def _indicator_problems(values: Mapping) -> Iterable[str]:
    return level_problems(values["maximum"], values["levels"])


def _measure_problems(values: Mapping) -> Iterable[str]:
    return band_problems(values["method"], values["bands"])


def _award_problems(values: Mapping) -> Iterable[str]:
    return post_problems(values["recipient"], values["from_bottom"], values["posts"])


# ---------------------------------------------------------------- sections


def _ties_in_words(rows: Sequence[Mapping], names: Names) -> str:
    return " → ".join(_tie_in_words(row, names) for row in rows)


def _tie_in_words(row: Mapping, names: Names) -> str:
    name = next((each for each in ("component", "dimension") if row[each]), "kind")
    return in_words(TIES, name, row[name], names)


def _share(value: Decimal) -> str:
    """Written 0.15, read 15%."""
    return f"{plain(value * 100)}%"


def _amount(value: Decimal) -> str:
    return f"{'扣款 ' if value < 0 else ''}{plain(abs(value))}"


SCHEME = Section(
    Scheme,
    (
        "code", "name", "basis", "subject", "full_mark", "base_points", "decimals", "point_decimals",
        "round_components", "exclusion_level", "allow_negative", "cap_at_full_mark", "bonus_cap", "deduction_cap",
    ),
)  # fmt: skip
LEVELS = Section(IndicatorLevel, ("name", "low", "high"), key="", words=lambda rows, names: levels_in_words(rows))
BANDS = Section(
    MeasureBand, ("lower", "points"), key="", words=lambda rows, names: bands_in_words(rows), arrange=in_order
)
POSTS = Section(
    AwardPost, ("post", "amount"), key="",
    words=lambda rows, names: posts_in_words(named_posts(rows, names[PostKind])),
)  # fmt: skip
INDICATORS = Section(
    Indicator, ("code", "name", "maximum", "guidance", "categories"), inner={"levels": LEVELS},
    problems=_indicator_problems,
)  # fmt: skip
MEASURES = Section(
    Measure,
    ("indicator", "method", "unit", "zero", "target", "less_is_better", "source"),
    key="indicator",
    unnamed=(OVERALL, "总分"),
    inner={"bands": BANDS},
    problems=_measure_problems,
)
TIES = Section(TieBreak, ("kind", "component", "dimension"), key="", words=_ties_in_words)
SCHEMES = Format(
    what="方案",
    head="scheme",
    root=SCHEME,
    sections={
        "dimensions": Section(Dimension, ("code", "name"), inner={"indicators": INDICATORS}),
        "components": Section(
            Component,
            (
                "code", "name", "short_name", "kind", "rater_group", "is_second_round", "coverage", "indicators",
                "overall_maximum", "combine", "drop_high", "drop_low", "weight", "factor", "minimum_sheets", "too_few",
            ),
            inner={"measures": MEASURES},
            problems=_component_problems,
        ),
        "bonus_groups": Section(BonusGroup, ("code", "name")),
        "bonus_items": Section(
            BonusItem, ("code", "name", "effect", "points", "low", "high", "cap", "group", "dimension")
        ),
        "tie_breaks": TIES,
        "awards": Section(
            AwardRule,
            (
                "name", "kind", "group", "unit", "places_by", "share", "number", "rounding", "minimum", "maximum",
                "minimum_participants", "threshold", "counted_kind", "from_bottom", "amount", "recipient",
                "holder_share", "months", "tie_policy", "shrink",
            ),
            key="name",
            inner={"posts": POSTS},
            problems=_award_problems,
            formats={**dict.fromkeys(SHARES, _share), "amount": _amount},
        ),
    },
    kinds=(RaterGroup, AwardKind, Category, IndicatorKind, PostKind),
)  # fmt: skip
note_titles = SCHEMES.note_titles


def shipped() -> dict[str, Path]:
    """The scheme files that come with the system, by name."""
    return SCHEMES.shipped(FOLDER)


def post_names(area: Area | None = None) -> dict[str, str]:
    """What the posts that ``area`` has (without: all posts) are called, by code."""
    posts = PostKind.objects.known_in(area.code) if area else PostKind.objects
    return dict(posts.values_list("code", "short_name"))
