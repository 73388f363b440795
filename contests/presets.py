"""A scheme as content, and content as TOML. architecture.md 5

*Content* is what a scheme says, in the shape of its file: a dictionary of the sections below, whose rows hold the
model's values by field name, with codes where the tables have foreign keys. Files, copies, the builder page and the
loader all meet in it. ``notes`` says where each value comes from: path → clause, or ``unset`` where the document gives
none. A note of a row (``dimensions.industry``) holds for all its values that have no note of their own.
"""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from areas.models import Area, Category, IndicatorKind
from cadres.models import PostKind
from contests.choices import ComponentKind, Coverage, Method, Recipient
from contests.models import (
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
    SchemeNote,
    TieBreak,
)
from contests.models.schemes import OTHER_POSTS
from contests.policy import plain, posts_in_words
from core import changes
from core.errors import TouyanError

UNSET = "unset"
UNSET_LABEL = SchemeNote._meta.get_field("is_unset").verbose_name
LOCAL = "本地设定"
OVERALL = "overall"  # names the measure of a component with one overall field
FOLDER = Path(settings.BASE_DIR) / "presets"


@dataclass(frozen=True)
class Section:
    """Rows of one kind: their model, the fields a file holds, what names a row, and rows inside a row.

    Rows without a ``key`` (the tie chain, an indicator's levels, a measure's bands, an award's posts) are one value
    together.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    key: str = "code"
    inner: Mapping[str, "Section"] = field(default_factory=dict)

    def model_field(self, name: str) -> models.Field:
        return self.model._meta.get_field(name)

    def name_of(self, row: Mapping) -> str:
        """How paths name the row."""
        return row[self.key] or OVERALL


SCHEME = Section(
    Scheme,
    (
        "code", "name", "basis", "subject", "full_mark", "base_points", "decimals", "point_decimals",
        "round_components", "exclusion_level", "allow_negative", "cap_at_full_mark", "bonus_cap", "deduction_cap",
    ),
)  # fmt: skip
LEVELS = Section(IndicatorLevel, ("name", "low", "high"), key="")
BANDS = Section(MeasureBand, ("lower", "points"), key="")
POSTS = Section(AwardPost, ("post", "amount"), key="")
INDICATORS = Section(Indicator, ("code", "name", "maximum", "guidance", "categories"), inner={"levels": LEVELS})
MEASURES = Section(
    Measure,
    ("indicator", "method", "unit", "zero", "target", "less_is_better", "source"),
    key="indicator",
    inner={"bands": BANDS},
)
SECTIONS = {
    "dimensions": Section(Dimension, ("code", "name"), inner={"indicators": INDICATORS}),
    "components": Section(
        Component,
        (
            "code", "name", "short_name", "kind", "rater_group", "is_second_round", "coverage", "indicators",
            "overall_maximum", "combine", "drop_high", "drop_low", "weight", "factor", "minimum_sheets", "too_few",
        ),
        inner={"measures": MEASURES},
    ),
    "bonus_groups": Section(BonusGroup, ("code", "name")),
    "bonus_items": Section(BonusItem, ("code", "name", "effect", "points", "low", "high", "cap", "group", "dimension")),
    "tie_breaks": Section(TieBreak, ("kind", "component", "dimension"), key=""),
    "awards": Section(
        AwardRule,
        (
            "name", "kind", "group", "unit", "places_by", "share", "number", "rounding", "minimum", "maximum",
            "minimum_participants", "threshold", "counted_kind", "from_bottom", "amount", "recipient", "holder_share",
            "months", "tie_policy", "shrink",
        ),
        key="name",
        inner={"posts": POSTS},
    ),
}  # fmt: skip
KINDS = (RaterGroup, AwardKind, Category, IndicatorKind, PostKind)
SHARES = {AwardRule._meta.get_field(name) for name in ("share", "holder_share")}  # written 0.15, read 15%
AMOUNT = AwardRule._meta.get_field("amount")
Content = dict[str, Any]


# ---------------------------------------------------------------- content


def blank(code: str, name: str) -> Content:
    """The content of a scheme that says nothing yet: all settings as the tables have them by default."""
    rows = {name: [] for name in SECTIONS}
    return {"scheme": _with_defaults(SCHEME, {"code": code, "name": name}), **rows, "notes": {}}


def _with_defaults(section: Section, values: dict) -> dict:
    return {name: values.get(name, _default(section.model_field(name))) for name in section.fields}


def _default(field: models.Field):
    """What a value is when a file leaves it out; ``None`` also where it may not be left out."""
    if field.many_to_many:
        return []
    if field.has_default():
        return field.to_python(field.get_default())
    return "" if field.empty_strings_allowed and not field.null and not field.is_relation else None


def is_required(field: models.Field) -> bool:
    """Whether a file may not leave the value out."""
    value = _default(field)
    return (value is None and not field.null) or (value == "" and not field.blank)


def values_of(content: Content) -> dict[str, Any]:
    """Every value by its path, in the file's order. Rows that nothing names are one value."""
    found = {f"scheme.{name}": value for name, value in content["scheme"].items()}
    for name, section in SECTIONS.items():
        if not section.key:
            found[name] = content[name]
            continue
        for path, row, part in _rows(name, section, content[name]):
            found |= {f"{path}.{each}": row[each] for each in (*part.fields, *_lists(part))}
    return found


def _lists(section: Section) -> list[str]:
    """The inner sections that are one value."""
    return [name for name, inner in section.inner.items() if not inner.key]


def _rows(path: str, section: Section, rows: list[dict]) -> Iterator[tuple[str, dict, Section]]:
    """Each row of a section, and of the named sections inside, with its path."""
    for row in rows:
        here = f"{path}.{section.name_of(row)}"
        yield here, row, section
        for name, inner in section.inner.items():
            if inner.key:
                yield from _rows(f"{here}.{name}", inner, row[name])


def note_for(notes: Mapping[str, Any], path: str) -> Any:
    """The note that holds for ``path``: its own, else that of the row or section around it; ``None`` without one."""
    while path not in notes:
        path, _, cut = path.rpartition(".")
        if not cut:
            return None
    return notes[path]


def labels(content: Content) -> dict[str, str]:
    """Each path in words: ``components.observation.weight`` → ``实地观摩 · 权重``."""
    found = {f"scheme.{name}": SCHEME.model_field(name).verbose_name for name in SCHEME.fields}
    names = _names(content)
    for name, section in SECTIONS.items():
        if not section.key:
            found[name] = section.model._meta.verbose_name
            continue
        owner = ""
        for path, row, part in _rows(name, section, content[name]):
            if part is MEASURES:
                title = f"{owner} · {names[Indicator].get(row['indicator'], '总分')}"
            else:
                title = owner = row["name"]
            found |= {f"{path}.{each}": f"{title} · {part.model_field(each).verbose_name}" for each in part.fields}
            found |= {
                f"{path}.{each}": f"{title} · {part.inner[each].model._meta.verbose_name}" for each in _lists(part)
            }
    return found


@changes.titles_of(SchemeNote)
def note_titles(notes: Sequence[SchemeNote]) -> list[str]:
    """Notes as a reader of their history knows them: 评分项 · 实地观摩 · 权重：D3 五(二)."""
    wanted, codes = {note.scheme_id for note in notes}, {}
    for model in (Dimension, Indicator, Component, BonusGroup, BonusItem):
        for scheme, code, name in model.objects.filter(scheme__in=wanted).values_list("scheme", "code", "name"):
            codes[scheme, model, code] = name
    return [
        f"{_place(note.path, lambda model, code, at=note.scheme_id: codes.get((at, model, code), code))}："
        f"{note.clause or UNSET_LABEL}"
        for note in notes
    ]


def _place(path: str, name_of: Callable[[type[models.Model], str], str]) -> str:
    """A path in words whether or not its row is there: 评分项 · 实地观摩 · 权重. What is no path stays as it is."""
    head, *rest = path.split(".")
    section, is_row = SECTIONS.get(head, SCHEME), head != "scheme"
    if section is SCHEME and is_row:
        return path
    words = [section.model._meta.verbose_name]
    for part in rest:
        try:
            if is_row:
                named = Indicator if section is MEASURES else section.model
                words.append("总分" if part == OVERALL else name_of(named, part))
            elif part in section.inner:
                section = section.inner[part]
                words.append(section.model._meta.verbose_name)
            else:
                words.append(section.model_field(part).verbose_name)
        except FieldDoesNotExist:
            words.append(part)
        is_row = not is_row
    return " · ".join(map(str, words))


def shown(content: Content) -> dict[str, str]:
    """Each value as a person reads it, codes replaced by names."""
    names = _names(content)
    found = {
        f"scheme.{name}": _shown(SCHEME.model_field(name), value, names) for name, value in content["scheme"].items()
    }
    for name, section in SECTIONS.items():
        if not section.key:
            found[name] = " → ".join(_shown_link(section, row, names) for row in content[name]) or "无"
            continue
        for path, row, part in _rows(name, section, content[name]):
            found |= {f"{path}.{each}": _shown(part.model_field(each), row[each], names) for each in part.fields}
            found |= {f"{path}.{each}": LISTS[each](row[each], names) or "无" for each in _lists(part)}
    return found


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


LISTS = {
    "levels": lambda rows, names: levels_in_words(rows),
    "bands": lambda rows, names: bands_in_words(rows),
    "posts": lambda rows, names: posts_in_words(named_posts(rows, names[PostKind])),
}


def post_names(area: Area | None = None) -> dict[str, str]:
    """What the posts that ``area`` has (without: all posts) are called, by code."""
    posts = PostKind.objects.known_in(area.code) if area else PostKind.objects
    return dict(posts.values_list("code", "short_name"))


def _names(content: Content) -> dict[type[models.Model], dict[str, str]]:
    names = {kind: dict(kind.objects.values_list("code", "name")) for kind in KINDS}
    names[PostKind] = post_names()
    names[Indicator] = {}
    for name, section in SECTIONS.items():
        if section.key == "code":
            for _, row, part in _rows(name, section, content[name]):
                if part.key == "code":
                    names.setdefault(part.model, {})[row["code"]] = row["name"]
    return names


def _shown(field: models.Field, value, names) -> str:
    if field.many_to_many:
        return "、".join(names[field.related_model][code] for code in value) or "无"
    if value is None or value == "":
        return "不设"
    if field.is_relation:
        return names[field.related_model][value]
    if field.choices:
        return str(dict(field.choices)[value])
    if isinstance(value, bool):
        return "是" if value else "否"
    if field in SHARES:
        return f"{plain(value * 100)}%"
    if field is AMOUNT:
        return f"{'扣款 ' if value < 0 else ''}{plain(abs(value))}"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _shown_link(section: Section, row: dict, names) -> str:
    target = row["component"] or row["dimension"]
    if not target:
        return _shown(section.model_field("kind"), row["kind"], names)
    return _shown(section.model_field("component" if row["component"] else "dimension"), target, names)


# ---------------------------------------------------------------- from the tables


PREFETCHED = {
    "dimensions": ("indicators__categories", "indicators__levels"),
    "components": ("indicators", "measures__indicator", "measures__source", "measures__bands"),
    "awards": ("posts__post",),
}


def read(scheme: Scheme) -> Content:
    """What the stored scheme says."""
    content = {"scheme": row_of(SCHEME, scheme)}
    managers = {"awards": scheme.award_rules}
    for name, section in SECTIONS.items():
        related = [
            n for n in section.fields if section.model_field(n).is_relation and not section.model_field(n).many_to_many
        ]
        rows = managers.get(name) or getattr(scheme, name)
        rows = rows.select_related(*related) if related else rows.all()
        rows = rows.prefetch_related(*PREFETCHED.get(name, ()))
        rows = rows.order_by("pk") if name == "bonus_groups" else rows.order_by("order", "pk")
        content[name] = [row_of(section, row) for row in rows]
    content["notes"] = {note.path: UNSET if note.is_unset else note.clause for note in scheme.notes.all()}
    return content


def rows_of(section: Section, manager) -> list[dict]:
    """What the stored rows of a section inside another say."""
    return [row_of(section, row) for row in manager.all()]


def row_of(section: Section, row: models.Model) -> dict:
    """What a stored row says, in the shape of a file."""
    values = {name: _read_value(section.model_field(name), row) for name in section.fields}
    for name, inner in section.inner.items():
        values[name] = rows_of(inner, getattr(row, name))
    return values


def _read_value(field: models.Field, row: models.Model):
    if field.many_to_many:
        return [each.code for each in getattr(row, field.name).all()]
    value = getattr(row, field.name)
    return value.code if isinstance(value, models.Model) else value


# ---------------------------------------------------------------- to TOML


def dump(scheme: Scheme) -> str:
    """The scheme as a file that ``parse`` reads back to the same content."""
    return to_toml(read(scheme))


def to_toml(content: Content) -> str:
    """Content as a file: every value spelled out, its clause beside it."""
    notes = content["notes"]
    lines = [*_table("[scheme]", "scheme", SCHEME, content["scheme"], notes)]
    for name, section in SECTIONS.items():
        for row in content[name]:
            path = f"{name}.{section.name_of(row)}" if section.key else name
            lines += ["", *_table(f"[[{name}]]", path, section, row, notes)]
            for each, inner in section.inner.items():
                for part in row[each] if inner.key else ():
                    here = f"{path}.{each}.{inner.name_of(part)}"
                    lines += ["", *_table(f"[[{name}.{each}]]", here, inner, part, notes)]
    if notes:
        lines += ["", f'# 出处：条款，或 "{UNSET}"（{UNSET_LABEL}）', "[notes]"]
        lines += [f"{_toml(path)} = {_toml(clause)}" for path, clause in notes.items()]
    return "\n".join(lines) + "\n"


def _table(head: str, path: str, section: Section, row: dict, notes: dict[str, str]) -> Iterator[str]:
    yield head
    for name in (*section.fields, *_lists(section)):
        if not _is_empty(row[name]):
            note = notes.get(f"{path}.{name}")
            yield f"{name} = {_toml(row[name])}" + (f"  # {UNSET_LABEL}" if note == UNSET else "")


def _is_empty(value) -> bool:
    return value is None or value in ("", [])


def _toml(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_toml(each)}' for name, each in value.items() if not _is_empty(each))}}}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return plain(value)


# ---------------------------------------------------------------- from TOML


def shipped() -> dict[str, Path]:
    """The files that come with the system, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def title_of(path: Path) -> str:
    """What a file is called on the screen: the scheme's name and the document it carries out."""
    scheme = tomllib.loads(path.read_text("utf-8"))["scheme"]
    return f"{scheme['name']}（依据：{scheme['basis']}）"


def parse(text: str, *, area: Area | None = None) -> Content:
    """The content of a file that ``area`` loads, with the shared kinds and those of that county.

    Raises ``TouyanError`` whose items name every wrong value by its path.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError) as error:
        raise TouyanError("文件不是有效的 TOML", items=[str(error)]) from error
    reader = _Reader(area.code if area else "")
    content = reader.content(raw)
    if reader.problems:
        raise TouyanError("方案文件有误，请改正后再载入：", items=reader.problems)
    return content


class _Reader:
    """Checks a file value by value and collects all that is wrong."""

    def __init__(self, county: str):
        self.problems: list[str] = []
        # known codes of what rows refer to, in order
        self.codes: dict[type[models.Model], list[str]] = {
            kind: list(kind.objects.known_in(county).values_list("code", flat=True)) for kind in KINDS
        }

    def wrong(self, path: str, problem: str) -> None:
        self.problems.append(f"{path}：{problem}")

    def content(self, raw: dict) -> Content:
        for name in raw.keys() - {"scheme", "notes", *SECTIONS}:
            self.wrong(name, "没有这一节")
        scheme = raw.get("scheme", {})
        found: Content = {"scheme": self.row("scheme", SCHEME, scheme if isinstance(scheme, dict) else {})}
        for name in ("dimensions", "bonus_groups", "components", "bonus_items", "tie_breaks", "awards"):
            found[name] = self.rows(name, SECTIONS[name], raw.get(name, []))
        if not self.problems:
            found["notes"] = self.notes(raw.get("notes", {}), found)
        return {name: found.get(name) for name in ("scheme", *SECTIONS, "notes")}

    def rows(self, path: str, section: Section, raw) -> list[dict]:
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            self.wrong(path, f"应写成若干个 [[{path}]]" if section.key else "应写成 [{…}, {…}]")
            return []
        found, keys = [], set()
        for number, row in enumerate(raw, 1):
            key = row.get(section.key, "" if section is MEASURES else None) if section.key else None
            here = f"{path}.{key if isinstance(key, str) and key else number}"
            if isinstance(key, str) and key in keys and section is not INDICATORS:
                self.wrong(here, f"{section.model_field(section.key).verbose_name}重复")
            if isinstance(key, str):
                keys.add(key)
            found.append(self.row(here, section, row))
        return found

    def row(self, path: str, section: Section, raw: dict) -> dict:
        for name in raw.keys() - {*section.fields, *section.inner}:
            self.wrong(f"{path}.{name}", "没有这一项")
        before = len(self.problems)
        values = {name: self.value(f"{path}.{name}", section.model_field(name), raw) for name in section.fields}
        for name, inner in section.inner.items():
            values[name] = self.rows(f"{path}.{name}", inner, raw.get(name, []))
        self.register(path, section, values)
        if section is MEASURES and len(self.problems) == before:
            values["bands"] = in_order(values["bands"])
        if len(self.problems) == before:
            for problem in combination_problems(section.model, values):
                self.wrong(path, problem)
        return values

    def register(self, path: str, section: Section, values: dict) -> None:
        """Remember the row's code for those that refer to it."""
        if section.key != "code" or section is SCHEME or not isinstance(values["code"], str):
            return
        known = self.codes.setdefault(section.model, [])
        if section is INDICATORS and values["code"] in known:
            self.wrong(path, "其他维度已有相同代码的指标")
        known.append(values["code"])

    def value(self, path: str, field: models.Field, raw: dict):
        if field.name not in raw:
            if is_required(field):
                self.wrong(path, f"缺少{field.verbose_name}")
            return _default(field)
        value = raw[field.name]
        expected, fits = _expected(field)
        if not fits(value):
            return self.wrong(path, f"应为{expected}")
        if field.is_relation:
            known = self.codes.get(field.related_model, [])
            unknown = [code for code in (value if field.many_to_many else [value]) if code not in known]
            for code in unknown:
                self.wrong(path, f"没有代码为“{code}”的{field.related_model._meta.verbose_name}")
            return sorted(set(value), key=known.index) if field.many_to_many and not unknown else value
        if field.choices and value not in dict(field.choices):
            return self.wrong(path, f"应为 {'、'.join(dict(field.choices))} 之一")
        try:
            return field.clean(value, None)
        except ValidationError as error:
            return self.wrong(path, "；".join(error.messages))

    def notes(self, raw, content: Content) -> dict[str, str]:
        values = values_of(content)
        places = set(values)
        for path in values:
            while "." in path:
                path = path.rpartition(".")[0]
                places.add(path)
        clause = SchemeNote._meta.get_field("clause")
        for path, note in raw.items() if isinstance(raw, dict) else [("notes", raw)]:
            here = f"notes.{path}"
            if not isinstance(note, str) or not note.strip() or len(note) > clause.max_length:
                self.wrong(here, f"应为不超过 {clause.max_length} 字的条款，或 {UNSET}")
            elif path not in places:
                self.wrong(here, "方案里没有这一项")
            elif note == UNSET and path not in values:
                self.wrong(here, f"{UNSET} 只能写在单个值上")
        return raw


def _expected(field: models.Field) -> tuple[str, Any]:
    """What a file must hold for a field, in words and as a test."""
    if field.many_to_many:
        return "代码的列表", lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(field, models.BooleanField):
        return "true 或 false", lambda value: isinstance(value, bool)
    if isinstance(field, models.DecimalField):
        return "数字", lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool)
    if isinstance(field, models.IntegerField):
        return "整数", lambda value: isinstance(value, int) and not isinstance(value, bool)
    return "文字（加引号）", lambda value: isinstance(value, str)


def combination_problems(model: type[models.Model], values: dict) -> Iterable[str]:
    """What the table's own constraints say against a row, in their words, and what rows inside it must be."""
    attributes = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        if field.concrete and not field.many_to_many:
            attributes[field.attname] = (1 if value else None) if field.is_relation else value
    row = model(**attributes)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(model, row)
            except ValidationError as error:
                yield from error.messages
    if model is Component:
        yield from _component_problems(values)
    elif model is Indicator:
        yield from level_problems(values["maximum"], values["levels"])
    elif model is Measure:
        yield from band_problems(values["method"], values["bands"])
    elif model is AwardRule:
        yield from post_problems(values["recipient"], values["from_bottom"], values["posts"])


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
