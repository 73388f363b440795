"""Ages, name keys and forecasts: pure rules of the cadre file (A4, A5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pypinyin import Style, lazy_pinyin

AGE_BANDS = {"le35": (0, 35), "36_45": (36, 45), "46_55": (46, 55), "gt55": (56, 150)}  # full years, both included

_DOUBLE_SURNAMES = {
    "尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "单于": ["chan", "yu"],
    "澹台": ["tan", "tai"], "宰父": ["zai", "fu"], "令狐": ["ling", "hu"],
}  # fmt: skip
_SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "任": "ren", "盖": "ge",
    "朴": "piao", "覃": "qin", "华": "hua", "翟": "zhai", "乐": "yue", "员": "yun", "贠": "yun", "缪": "miao",
    "种": "chong", "折": "she", "冼": "xian", "召": "shao", "繁": "po", "秘": "bi", "洗": "xian", "燕": "yan",
    "宁": "ning", "柏": "bai", "尹": "yin", "佴": "nai", "黑": "he", "哈": "ha", "车": "che", "卜": "bu",
    "朱": "zhu", "石": "shi", "冯": "feng", "沈": "shen", "葛": "ge", "谌": "chen", "幺": "yao", "那": "na",
}  # fmt: skip


def post_title(area: str, posts: Sequence[str]) -> str:
    """Posts in one place: 弥陀村 + 村党组织书记, 村委会主任 → 弥陀村党组织书记、村委会主任; 社区 have a 居委会."""
    if not area.endswith("村"):
        posts = [post.replace("村委会", "居委会").removeprefix("村") for post in posts]
    return area + "、".join(posts).removeprefix("村")


def syllables(name: str) -> list[str]:
    """The name read aloud, with surnames as surnames are read (单 shan, 曾 zeng, 尉迟 yu chi)."""
    for surname, reading in _DOUBLE_SURNAMES.items():
        if name.startswith(surname):
            return reading + lazy_pinyin(name.removeprefix(surname), style=Style.NORMAL)
    if name[:1] in _SURNAMES:
        return [_SURNAMES[name[0]], *lazy_pinyin(name[1:], style=Style.NORMAL)]
    return lazy_pinyin(name, style=Style.NORMAL)


def name_keys(name: str) -> tuple[str, str]:
    """Keys to sort and to search by: 周建平 → ("zhou jian ping", "zjp")."""
    parts = [part.lower() for part in syllables(name)]
    return " ".join(parts), "".join(part[0] for part in parts if part)


_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")  # GB/T 2260; 83: residents from Taiwan


@dataclass(frozen=True)
class IdNumber:
    """What a valid ID number says (GB 11643-1999): birth date, sex as in GB/T 2261.1, whether its region is known."""

    birth_date: date
    sex: str
    is_region_known: bool


def check_digit(first: str) -> str:
    """The last sign of an ID number that begins with these 17 figures."""
    return "10X98765432"[sum(int(figure) * pow(2, 17 - at, 11) for at, figure in enumerate(first)) % 11]


def read_id_number(text: str, today: date) -> IdNumber:
    """``ValueError`` with what is wrong, in Chinese. Codes of regions change, so an unknown one is no error."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text):
        raise ValueError("身份证号是 18 位：17 位数字加一位数字或 X")
    try:
        birth = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise ValueError("身份证号第 7–14 位不是一个日期，请核对") from None
    if not date(1900, 1, 1) <= birth <= today:
        raise ValueError("身份证号第 7–14 位不在 1900 年到今天之间，请核对")
    if check_digit(text[:17]) != text[17]:
        raise ValueError("身份证号最后一位（校验码）对不上，请逐位核对")
    return IdNumber(birth, "1" if int(text[16]) % 2 else "2", bool(_PROVINCES.match(text)))


def age_on(birth: date, day: date) -> int:
    """Age in full years on ``day``; whoever was born on 29 February turns a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def latest_birth(age: int, day: date) -> date:
    """The last birth date of those who are at least ``age`` on ``day``."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:
        return date(day.year - age, 2, 28)


def born_between(youngest: int, oldest: int, day: date) -> tuple[date, date]:
    """First and last birth date of those aged ``youngest`` to ``oldest`` (both included) on ``day``."""
    return latest_birth(oldest + 1, day) + timedelta(days=1), latest_birth(youngest, day)


def turns(age: int, birth: date) -> date:
    """The day on which somebody born on ``birth`` reaches ``age``."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)
