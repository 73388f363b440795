"""What people type or paste as a number, read in one way everywhere; the rest is refused with a reason. Pure.

``static/numbers.js`` reads the same way in the browser; ``tests/core/numbers.json`` is the table that both are tested
against. Taken: spaces around it, full-width signs, ``−`` and ``+`` before it, thousands plainly grouped by three.
Refused: whatever could mean two numbers (``1,2``, ``(5)``), and what would have to be converted (``1.5万``, ``5%``).
"""

import re
from decimal import Decimal

from core.errors import TouyanError

_SPACE = " \t\r\n\f\v\u00a0\u2000-\u200b\u202f\u3000\ufeff"
_AROUND = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+$")
_WITHIN = re.compile(f"[{_SPACE}]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH = _FULL_WIDTH | str.maketrans("。\u2212￥", ".-¥")  # the Chinese keyboard gives 。 for the point
_FIGURE = r"([+-]?)(?:(\d*)(?:\.(\d*))?|([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d*))?)"
_NUMBER = re.compile(_FIGURE, re.ASCII)
_DIGIT = re.compile(r"[0-9]")
_TIMES = re.compile(rf"{_FIGURE}[{_SPACE}]*(万|十万|百万|千万|亿)\D{{0,6}}", re.ASCII)
_PLACES = {"万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_EXPONENT = re.compile(rf"{_FIGURE}e[+-]?\d+", re.ASCII | re.IGNORECASE)
_BRACKETS = re.compile(rf"\({_FIGURE}\)", re.ASCII)
_PERCENT = re.compile(rf"{_FIGURE}[%‰]", re.ASCII)
_UNIT = re.compile(rf"([¥$€]?){_FIGURE}([^\d+\-.,()%‰]{{0,6}})", re.ASCII)
_COMMAS = re.compile(r"[+-]?[\d.,]+", re.ASCII)
SHOWN = 20  # characters of what is no number that a message repeats


class NotANumber(TouyanError):
    """What was typed is not plainly a number; the message says why and what to type instead."""


def read_number(text: str) -> Decimal:
    """``text`` as the number it plainly is, or ``NotANumber``."""
    return Decimal(written(text))


def written(text: str) -> str:
    """The number in ``text`` without signs that only help reading: ``12,000.50`` is ``12000.5``."""
    typed = _AROUND.sub("", text.translate(_HALF_WIDTH))
    if found := _match(_NUMBER, typed):
        return _plain(*found.groups())
    raise NotANumber(_reason(typed))


def plain(number: Decimal) -> str:
    """A number as people write it: ``10.00`` is ``10``, ``7.50`` is ``7.5``."""
    return f"{Decimal(number).normalize():f}"


def _match(pattern: re.Pattern, text: str) -> re.Match | None:
    """A whole match in which there is at least one digit before anything else could be one."""
    found = pattern.fullmatch(text)
    return found if found and _DIGIT.search(text) else None


def _plain(sign: str, whole: str | None, part: str | None, grouped: str | None, grouped_part: str | None) -> str:
    whole = (whole or (grouped or "").replace(",", "")).lstrip("0") or "0"
    part = (part or grouped_part or "").rstrip("0")
    number = f"{whole}.{part}" if part else whole
    return f"-{number}" if sign == "-" and number != "0" else number


def _reason(typed: str) -> str:
    if found := _match(_TIMES, typed):
        number, unit = _plain(*found.groups()[:5]), found[6]
        return f"不能带“{unit}”，请填 {_shifted(number, _PLACES[unit])}（单位是{unit}的栏填 {number}）"
    if _match(_EXPONENT, typed):
        return "不能用科学记数法，请写出全部数字"
    if found := _match(_BRACKETS, typed):
        return f"不能用括号，负数请填 -{_plain(*found.groups()).lstrip('-')}"
    if _match(_PERCENT, typed):
        return f"不能带“{typed[-1]}”，请按这一栏的单位只填数字"
    if found := _match(_UNIT, typed):
        unit = found[1] or _AROUND.sub("", found[7])
        return f"不能带“{unit}”，请只填 {_plain(*found.groups()[1:6])}"
    if _match(_COMMAS, typed) and "," in typed:
        return "逗号的意思不清：千位分隔每三位一个（12,000），小数点用“.”"
    if _match(_COMMAS, _WITHIN.sub("", typed)) and _WITHIN.search(typed):
        return "数字中间不能有空格"
    return f"“{typed[:SHOWN]}”不是数字，请填数字，如 8.5" if typed else "请填数字，如 8.5"


def _shifted(number: str, places: int) -> str:
    """``number`` times ten to the power of ``places``."""
    sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, _, part = digits.partition(".")
    part = part.ljust(places, "0")
    return _plain(sign, whole + part[:places], part[places:], None, None)
