"""``manage.py describe_presets``: the generated part of docs/presets.md, every key and every value"""

from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from areas.models import IndicatorKind
from rules.choices import UNSET
from rules.content import UNSET_LABEL, Content, default, is_required, note_for
from scoring import presets
from scoring.models.schemes import points_field
from scoring.policy import plain

TYPES = {models.BooleanField: "true 或 false", models.SlugField: "代码：英文字母、数字、_、-"}
POINTS = points_field("")


def reference() -> Iterator[str]:
    """Every key a file may hold, section by section, as a Markdown table."""
    yield "## 每一节的键"
    yield ""
    yield "“必填”以外的键可以不写，不写时用“不写时”一栏的值。"
    sections = [
        ("[scheme]", presets.SCHEME),
        *((f"[[{name}]]", each) for name, each in presets.SCHEMES.sections.items()),
    ]
    while sections:
        head, section = sections.pop(0)
        yield f"\n### `{head}` {section.model._meta.verbose_name}\n"
        yield "| 键 | 内容 | 写法 | 不写时 | 可用的值 |"
        yield "|---|---|---|---|---|"
        for name in section.fields:
            field = section.model_field(name)
            cells = (f"`{name}`", _content(field), _written(field), _default(field), _allowed(field))
            yield f"| {' | '.join(cells)} |"
        for name, inner in section.inner.items():
            here = f"{head.strip('[]')}.{name}"
            written = f"若干个 `[[{here}]]`" if inner.key else "`[{…}, {…}]`，键见下"
            yield f"| `{name}` | {inner.model._meta.verbose_name} | {written} | 无 | |"
        inside = [
            (f"{'[[' if inner.key else ''}{head.strip('[]')}.{name}{']]' if inner.key else ''}", inner)
            for name, inner in section.inner.items()
        ]
        sections = inside + sections
    yield ""


def _content(field: models.Field) -> str:
    return f"{field.verbose_name}（{field.help_text}）" if field.help_text else str(field.verbose_name)


def _written(field: models.Field) -> str:
    """How a value is written, with its unit and its bounds."""
    if field.many_to_many:
        return "代码的列表"
    if field.is_relation:
        return "代码"
    if field.choices:
        return "下列之一"
    if isinstance(field, models.DecimalField):
        is_points = (field.max_digits, field.decimal_places) == (POINTS.max_digits, POINTS.decimal_places)
        unit = (
            "比例 0–1，" if field.name in presets.SHARES else "分，" if is_points and field.name in POINTS_KEYS else ""
        )
        return f"数字，{unit}最多 {field.decimal_places} 位小数{_bounds(field)}"
    if isinstance(field, models.IntegerField):
        return f"整数{_bounds(field)}"
    words = next((words for kind, words in TYPES.items() if isinstance(field, kind)), "文字")
    return f"{words}，最多 {field.max_length} 字" if field.max_length else words


POINTS_KEYS = {
    "full_mark", "base_points", "bonus_cap", "deduction_cap", "maximum", "low", "high", "overall_maximum", "weight",
    "points", "cap", "minimum_points", "maximum_points",
}  # fmt: skip


def _bounds(field: models.Field) -> str:
    """From the field's own validators; what a type of the database holds is no bound worth saying."""
    own = {type(each): each.limit_value for each in field._validators}
    low, high = own.get(MinValueValidator), own.get(MaxValueValidator)
    if isinstance(field, models.PositiveSmallIntegerField) and low is None:
        low = 0
    return (f"，不小于 {low}" if low is not None else "") + (f"，不大于 {high}" if high is not None else "")


def _default(field: models.Field) -> str:
    value = default(field)
    if is_required(field):
        return "**必填**"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ("", []):
        return "不设"
    return f"`{value}`" if isinstance(value, str) else plain(value)


def _allowed(field: models.Field) -> str:
    if field.choices:
        return "、".join(f"`{code}` {label}" for code, label in field.choices)
    if not field.is_relation:
        return ""
    kind = field.related_model
    if kind not in presets.SCHEMES.kinds:
        return f"本方案{kind._meta.verbose_name}的 `code`"
    rows = kind.objects.order_by("order", "pk")
    return "、".join(f"`{row.code}` {row.name}{f'（{row.unit}）' if kind is IndicatorKind else ''}" for row in rows)


def describe(name: str, content: Content) -> Iterator[str]:
    """One file as a Markdown table: every value with its clause."""
    labels, values = presets.SCHEMES.labels(content), presets.SCHEMES.shown(content)
    yield f"## {name}.toml：{content['scheme']['name']}"
    yield ""
    yield "| 位置 | 内容 | 取值 | 出处 |"
    yield "|---|---|---|---|"
    for path, label in labels.items():
        if path.endswith(".code"):
            continue
        note = note_for(content["notes"], path)
        source = f"**{UNSET_LABEL}**" if note == UNSET else note or ""
        yield f"| `{path}` | {label} | {values[path]} | {source} |"


class Command(BaseCommand):
    help = "把方案文件的每个键和随系统提供的方案的每个值列成 Markdown（docs/presets.md 的后半部分）"

    def handle(self, *args, **options):
        self.stdout.write("\n".join(reference()) + "\n")
        for name, path in presets.shipped().items():
            lines = describe(name, presets.SCHEMES.parse(path.read_text("utf-8")))
            self.stdout.write("\n".join(lines) + "\n")
