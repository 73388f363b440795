"""Ages, name keys and forecasts: pure rules of the cadre file (A4, A5)."""

from collections.abc import Sequence
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
