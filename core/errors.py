"""Errors meant for the person at the screen."""

from collections.abc import Iterable


class TouyanError(Exception):
    """Something the user can mend.

    ``message`` says in Chinese what happened and what to do; ``items`` names the places, one sentence each.
    """

    def __init__(self, message: str, *, items: Iterable[str] = ()):
        super().__init__(message)
        self.message = message
        self.items = list(items)

    def __str__(self) -> str:
        return "；".join([self.message, *self.items])


class Stale(TouyanError):
    """Somebody else was first."""

    def __init__(self, message: str = "该记录已被他人处理，请刷新后再试", *, items: Iterable[str] = ()):
        super().__init__(message, items=items)


class IllegalMove(TouyanError):
    """The state does not allow this step."""
