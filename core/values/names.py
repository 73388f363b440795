"""Names of people and places: written one way whatever keyboard or file they came from, and found by their initials."""

import re
import unicodedata
from functools import cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

# Signs that are not seen: zero width, directions of writing, soft hyphen, byte order mark.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Radicals that look like characters (⽂ for 文), and letters and digits of full width.
_LOOKALIKE = re.compile("[\u2e80-\u2fdf\uff01-\uff5e]+")
_DOTS = "\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65.\u318d"
_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MIDDLE_DOT = re.compile(f"(?<=[{_HAN}])\\s*[{_DOTS}]\\s*(?=[{_HAN}])")


def tidy_name(name: str) -> str:
    """A name as it is kept and compared; rare characters stay as they are.

    古丽•测试 → 古丽·测试, ⽂测 → 文测, 单　伟 → 单伟; names in Latin letters keep single spaces.
    """
    name = unicodedata.normalize("NFC", _UNSEEN.sub("", name))
    name = _MIDDLE_DOT.sub("·", name)
    name = _LOOKALIKE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), name)
    return ("" if not name.isascii() else " ").join(name.split())


_NO_NAME = re.compile(r"[<>{}\[\]=|&\\\"\x00-\x1f]")


def why_no_name(name: str) -> str:
    """Why nobody is called ``name``, ``""`` if somebody may be: markup is no name."""
    return f"姓名里不能有“{found[0]}”，请只写姓名" if (found := _NO_NAME.search(tidy_name(name))) else ""


# Characters that begin differently by the word, in names of places: 重庆 and 重点. Looking words up is slow.
_BY_WORD = frozenset("重长乐朝厦行传弹降盛省曾单番扎藏车褚洗秘")


def initials(name: str) -> str:
    """What somebody types to find a place: 高台镇 → gtz, 重庆村 → cqc; digits and Latin letters stay."""
    if _BY_WORD.isdisjoint(name):
        return "".join(map(_initial, name))
    return "".join(part[0] for part in lazy_pinyin(name, style=Style.NORMAL, errors=_own_signs) if part).lower()


@cache
def _initial(sign: str) -> str:
    """The letter of a character's usual reading, nothing for a sign that is not read."""
    if sign.isascii():
        return sign.lower() if sign.isalnum() else ""
    return unicodedata.normalize("NFD", PINYIN_DICT.get(ord(sign), ""))[:1]


def _own_signs(signs: str) -> list[str]:
    return [sign for sign in signs if sign.isascii() and sign.isalnum()]
