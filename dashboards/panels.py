"""What stands beside the to-dos: what the apps declare, gathered. ux.md page 1"""

from collections.abc import Iterator

from core.declare import Missing, Panel, declared
from core.pages.home import Desk, Section


def sections(desk: Desk) -> list[Section]:
    """Everything beside the to-dos of the user."""
    readers = [each.load() for each in declared(Panel) if desk.user.has_perm(each.permission)]
    return [section for read in readers for section in read(desk)]


def missing(desk: Desk) -> Iterator[Section]:
    """What the facts in the system show to be missing in the user's area."""
    readers = [each.load() for each in declared(Missing) if desk.user.has_perm(each.permission)]
    found = [shortage for read in readers if (shortage := read(desk))]
    if found:
        lines = [line for shortage in found for line in shortage.lines]
        yield Section("还缺什么", lines, empty="，".join(each.nothing for each in found if each.nothing))
