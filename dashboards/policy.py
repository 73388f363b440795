"""How to-dos stand on the page: by deadline, the most urgent first. W1. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.pages.home import SOON, Todo


@dataclass(frozen=True)
class Group:
    """To-dos under one heading, each with its badge: a word and its tone ("" for no badge)."""

    title: str
    rows: list[tuple[Todo, str, str]]

    @property
    def parts(self) -> list[tuple[str, list[tuple[Todo, str, str]]]]:
        """The rows by the contest they belong to, which is named where it has several; the most urgent first."""
        by_about: dict[object, list[tuple[Todo, str, str]]] = {}
        for at, row in enumerate(self.rows):
            by_about.setdefault(row[0].about or at, []).append(row)
        return [(rows[0][0].about if len(rows) > 1 else "", rows) for rows in by_about.values()]


def by_urgency(todos: Iterable[Todo]) -> list[Todo]:
    """Those with the earliest day first, those without one last; otherwise as they came."""
    return sorted(todos, key=lambda todo: todo.due or date.max)


def groups(todos: Iterable[Todo], today: date) -> list[Group]:
    """已超期, 今天到期, what is due within a week (named by its last day) and 以后; empty ones left out."""
    overdue, due_today, soon, later = [], [], [], []
    for todo in by_urgency(todos):
        if todo.due is None or todo.due > today + SOON:
            later.append(todo)
        elif todo.due < today:
            overdue.append(todo)
        else:
            (due_today if todo.due == today else soon).append(todo)
    headed = [
        ("已超期", overdue),
        ("今天到期", due_today),
        (f"{soon[-1].due} 前" if soon else "", soon),
        ("以后" if overdue or due_today or soon else "待办", later),
    ]
    return [Group(title, [(todo, *badge(todo.due, today)) for todo in rows]) for title, rows in headed if rows]


def badge(due: date | None, today: date) -> tuple[str, str]:
    """How urgent a day is, as a word and its tone."""
    if due is None:
        return "", ""
    days = (due - today).days
    if days < 0:
        return f"超期 {-days} 天", "bad"
    if days == 0:
        return "今天", "warn"
    if due <= today + SOON:
        return f"还剩 {days} 天", "line"
    return f"{due:%m-%d}" if due.year == today.year else f"{due}", ""
