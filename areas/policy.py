"""What division codes and names mean (A1, O1)."""

WIDTH = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}  # significant digits of a code by level
CODE_LENGTH = 12

_VILLAGERS = ("村民委员会", "村委会")
_RESIDENTS = ("居民委员会", "居委会")
_NOT_SAID = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def prefix(code: str, level: int) -> str:
    """The digits that the codes of an area and of everything inside it begin with."""
    return code[: WIDTH[level]]


def padded(code: str) -> str:
    """A code of 2, 4, 6, 9 or 12 digits with zeros up to 12."""
    return code.ljust(CODE_LENGTH, "0")


def county_of(code: str) -> str:
    """The code of the county in which an area lies; of anything above a county none that exists."""
    return padded(code[: WIDTH[3]])


def ancestor_codes(prefix: str) -> list[str]:
    """The codes of the areas that contain the one with this prefix, itself included."""
    lengths = [*(digits for digits in WIDTH.values() if digits < len(prefix)), len(prefix)]
    return [padded(prefix[:digits]) for digits in lengths if digits]


def short_name(name: str) -> str:
    """The name as people say it (O1): 战斗村委会 → 战斗村, 多福巷社区居委会 → 多福巷社区, 新丰村村委会 → 新丰村.

    A residents' committee that is no 社区 keeps its word (坝墙子镇居委会), and names of another pattern stay.
    """
    for committee in _VILLAGERS:
        bare = name.removesuffix(committee)
        if bare and bare != name:
            return bare if bare.endswith(("村", "社区")) else f"{bare}村"
    for committee in _RESIDENTS:
        bare = name.removesuffix(committee)
        if bare and bare != name:
            return bare if bare.endswith(("村", "社区")) else f"{bare}居委会"
    return name


def said_in_full_name(name: str) -> bool:
    """Whether people say this level of an address; nobody says 汉中市市辖区."""
    return name not in _NOT_SAID


def whole(name: str) -> str:
    """All of a place in one word, as it calls itself: 南郑区 → 全区, 高台镇 → 全镇, 汉山街道办事处 → 全街道."""
    if "街道" in name:
        return "全街道"
    return f"全{name[-1]}" if name[-1:] in tuple("省市县区旗镇乡村") else "合计"
