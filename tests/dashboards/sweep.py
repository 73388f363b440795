"""What the sweeps have to know of the pages of dashboards."""

from tests.nonsense import BROKEN, OVERDONE
from tests.pages import Pages


def variants(name: str, world):
    if name == "dashboards:search":
        yield from (({"q": value}, {}) for value in ("外镇", "外县", "邻村", "标", "6107", OVERDONE, BROKEN))


PAGES = Pages(variants=variants)
