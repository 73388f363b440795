"""Reminders of what is owed, each to the same person once a day, and the text for those without an account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.errors import TouyanError
from core.reminders.models import Reminding
from core.values.workdays import WorkCalendar, add_workdays

BATCH = 2_000  # rows written at once
LONGEST = 300


@dataclass(frozen=True)
class Debt:
    """What one of those who owe has not handed in: (what, how many, 0: not counted). ``users`` are reminded of it.

    ``about``: the part of the whole it concerns, by the name of the reminder's field. ``called``: how a reminder
    speaks of whoever owes it.
    """

    name: str
    rows: tuple[tuple[str, int], ...]
    users: tuple[Any, ...] = ()
    unit: str = ""
    called: str = "您"
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return "、".join(f"{what} {count} 份" if count else what for what, count in self.rows)


def chat_text(of, what: str, owed: Iterable[Debt], *, last: date | None, today: date, more: Sequence[str] = ()) -> str:
    """What the office pastes into a chat group: who, how much, by when; ``more`` are further lines. "" if none owes."""
    owed = list(owed)
    if not owed and not more:
        return ""
    by = ""
    if last:
        by = f"，{last.month} 月 {last.day} 日截止" if last >= today else f"，已于 {last.month} 月 {last.day} 日截止"
    lines = [f"【{of}】还没有交{what}的{by}："]
    for at, debt in enumerate(owed, 1):
        lines.append(f"{at}. {debt.name}{f'（{debt.unit}）' if debt.unit else ''}：{debt.words}")
    late = last and last < today
    return "\n".join([*lines, *more, f"请{'尽快' if late else '按时'}办理，已交的请忽略。"])


def reminded_from(last: date, days: int, calendar: WorkCalendar) -> date:
    """The day from which one is reminded of what is due on ``last``: so many working days before it."""
    return add_workdays(last, -days, calendar) if days else last


class Reminders:
    """The reminders of an app. ``wholes`` and ``parts`` are the fields that say what one is about: the whole (of which
    a newer reminder replaces older ones of the same person) and the part of it.
    """

    model: type[Reminding]
    wholes: tuple[str, ...]
    parts: tuple[str, ...] = ()

    def about(self, **wholes) -> QuerySet:
        """Those of any of these wholes, by field."""
        wanted = Q(pk__in=())
        for name, rows in wholes.items():
            wanted |= Q(**{f"{name}__in": rows})
        return self.model._base_manager.filter(wanted)

    def of_day(self, rows: QuerySet, day: date) -> QuerySet:
        """The reminders of ``day``, sent by hand or by themselves."""
        return rows.filter(Q(day=day, is_automatic=False) | Q(sent_at__date=day))

    def owing(
        self, whole: Mapping[str, Any], of, owed: Iterable[Debt], *, day: date, last: date | None, **fields
    ) -> list[Reminding]:
        """Reminders, not saved yet, of what is owed in one whole: one for each of its users."""
        by = f"，{last} 截止" if last else ""
        return [
            self.model(
                **whole, **debt.about, user=user, day=day, **fields,
                text=f"{of}：{debt.called}还有{debt.words}没有交{by}"[:LONGEST],
            )
            for debt in owed
            for user in debt.users
        ]  # fmt: skip

    def send(self, rows: Iterable[Reminding], known: QuerySet, today: date) -> int:
        """Save those whose addressee has had none of it today; older unread ones of theirs are put away.

        ``known`` are all reminders of the same wholes (``about``). Returns how many were saved.
        """
        wholes, parts = [f"{name}_id" for name in self.wholes], [f"{name}_id" for name in self.parts]
        key = (*wholes, *parts, "user_id")
        these = self.of_day(known, today)
        had = set(these.values_list(*key))
        rows = [row for row in rows if tuple(getattr(row, name) for name in key) not in had]
        made = len(self.model._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH))
        sent = {tuple(getattr(row, name) for name in (*wholes, "user_id")) for row in rows}
        unread = known.filter(seen_at=None).exclude(pk__in=these.values("pk"))
        older = [pk for pk, *to in unread.values_list("pk", *wholes, "user_id") if tuple(to) in sent]
        self.put_away(self.model._base_manager.filter(pk__in=older))
        return made

    def without_earlier(self, rows: Iterable[Reminding], known: QuerySet) -> list[Reminding]:
        """Automatic reminders that were not made before for the same day, whenever that was."""
        key = (*(f"{name}_id" for name in (*self.wholes, *self.parts, "user")), "day")
        had = set(known.filter(is_automatic=True).values_list(*key))
        return [row for row in rows if tuple(getattr(row, name) for name in key) not in had]

    def put_away(self, rows: QuerySet) -> int:
        """They have been read, or are no longer true."""
        return rows.filter(seen_at=None).update(seen_at=self.now())

    @staticmethod
    def now() -> datetime:
        return timezone.now()


def check_sent(made: int, otherwise: str) -> int:
    """``made``; ``TouyanError`` if that is none, with what else can be done."""
    if not made:
        raise TouyanError(f"今天都已经提醒过，每人每天只提醒一次；{otherwise}")
    return made
