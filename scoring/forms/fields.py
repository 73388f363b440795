"""Fields in which several rows are typed as one line, the way documents write them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from core.values.numbers import NotANumber, read_number
from scoring.models.awards import OTHER_POSTS
from scoring.policy import posts_in_words
from scoring.presets import bands_in_words, in_order, levels_in_words, named_posts

_NUMBER = r"([-\u2212\uff0d]?\d[\d.\uff0e,，]*)"  # for core.values.numbers to read
_LEVEL = re.compile(rf"(.*?[^\s\d.])\s*{_NUMBER}\s*分?\s*[-–—~至到]\s*{_NUMBER}\s*分?")
_POST = re.compile(rf"(.*?[^\s\d.-])\s*[:：]?\s*{_NUMBER}\s*元?")
AMOUNT_LIMIT = Decimal(10) ** 10
_BAND = re.compile(
    rf"(?:其余|其他)\s*(?:[:：得→]\s*)?{_NUMBER}\s*分?"
    rf"|(?:≥|>=|达到?|从)?\s*{_NUMBER}\s*(?:[及]?以上|起)?\s*[:：得→\s]\s*{_NUMBER}\s*分?"
)


def _read(text: str, figure: str) -> Decimal:
    try:
        return read_number(figure)
    except NotANumber as error:
        raise ValidationError(f"“{text}”：{error.message}") from None


class _RowsField(forms.CharField):
    """Rows parted by ；. The cleaned value is a list of dicts as files hold them."""

    in_words: Callable[[list[dict]], str]
    example = ""

    def __init__(self, **options):
        super().__init__(**{"required": False, "max_length": 400, **options})
        self.widget.attrs["placeholder"] = f"如 {self.example}"

    def prepare_value(self, value):
        return type(self).in_words(value) if isinstance(value, list) else value

    def clean(self, value):
        parts = [part.strip() for part in re.split(r"[；;\n]", super().clean(value))]
        return [self._row(part) for part in parts if part]

    def _row(self, text: str) -> dict:
        row = self.parse(text)
        if row is None:
            raise ValidationError(f"看不懂“{text}”，请写成 {self.example}，各项之间用分号")
        return row

    def parse(self, text: str) -> dict | None:
        raise NotImplementedError


class LevelsField(_RowsField):
    """The levels of an indicator: 好 8–10；中 4–7；差 0–3. scoring.md §1"""

    in_words = staticmethod(levels_in_words)
    example = "好 8–10；中 4–7；差 0–3"

    def parse(self, text: str) -> dict | None:
        found = _LEVEL.fullmatch(text.replace("\uff5e", "~"))
        if not found:
            return None
        name, low, high = found[1].strip(), _read(text, found[2]), _read(text, found[3])
        if low < 0 or high < low or len(name) > 20:
            raise ValidationError(f"“{text}”：名称不超过 20 字，分数从小到大，不小于 0")
        return {"name": name, "low": low, "high": high}


class PostsField(_RowsField):
    """What the holders of posts get, or lose: 书记 600；主任 400；其他 200. scoring.md §7"""

    example = "书记 600；主任 400；其他 200"

    def __init__(self, *, names: Mapping[str, str] | None = None, **options):
        super().__init__(**options)
        self.names = names or {}  # by code

    def prepare_value(self, value):
        return posts_in_words(named_posts(value, self.names)) if isinstance(value, list) else value

    def parse(self, text: str) -> dict | None:
        found = _POST.fullmatch(text)
        if not found:
            return None
        name, amount = found[1].strip(), _read(text, found[2])
        if amount == 0 or abs(amount) >= AMOUNT_LIMIT or amount != round(amount, 2):
            raise ValidationError(f"“{text}”：金额不能为 0，最多 10 位整数、两位小数")
        if name in ("其他", "其余", OTHER_POSTS):
            return {"post": None, "amount": amount}
        code = next((code for code, each in self.names.items() if each == name), None)
        if code is None:
            raise ValidationError(f"没有叫“{name}”的职务，可用 {'、'.join(self.names.values())}、{OTHER_POSTS}")
        return {"post": code, "amount": amount}


class BandsField(_RowsField):
    """The bands of a measure: ≥50 得 10；≥30 得 7；其余 得 0. scoring.md §1"""

    in_words = staticmethod(bands_in_words)
    example = "≥50 得 10；≥30 得 7；其余 得 0"

    def clean(self, value):
        return in_order(super().clean(value))

    def parse(self, text: str) -> dict | None:
        found = _BAND.fullmatch(text)
        if not found:
            return None
        points = _read(text, found[1] if found[1] is not None else found[3])
        if points < 0:
            raise ValidationError(f"“{text}”：得分不能小于 0")
        return {"lower": None if found[1] is not None else _read(text, found[2]), "points": points}
