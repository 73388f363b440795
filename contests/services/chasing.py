"""Who still owes what: text for a chat group, reminders by hand and by themselves before a deadline. O9"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Assignment, User
from areas.models import Area
from contests.choices import ContestStatus
from contests.models import Contest, ContestStage, Entry, Rater, Reminder, Sheet, StageKind
from contests.services.declarations import townships_short
from core.errors import TouyanError
from core.models import CalendarDay
from core.submissions.choices import OPEN
from core.values.periods import Period
from core.values.workdays import add_workdays

BATCH = 2_000  # rows written at once


@dataclass(frozen=True)
class Debt:
    """What one rater, or one entry, has not handed in: (what, how many). ``users`` are reminded of it."""

    name: str
    rows: tuple[tuple[str, int], ...]
    rater: Rater | None = None
    entry: Entry | None = None
    users: tuple[User, ...] = ()

    @property
    def key(self) -> tuple[int | None, int | None]:
        """The rater or the entry, as a reminder refers to it."""
        return self.rater and self.rater.pk, self.entry and self.entry.pk

    @property
    def words(self) -> str:
        return "、".join(f"{what} {count} 份" if count else what for what, count in self.rows)


# ---------------------------------------------------------------- who owes what
def debts(contest: Contest, today: date) -> list[Debt]:
    """By rater the sheets that are missing while scoring runs; before that the declarations of the entries."""
    return debts_of([contest], today)[contest.pk]


def debts_of(contests: Iterable[Contest], today: date) -> dict[int, list[Debt]]:
    """The same for many contests, in five queries however many there are."""
    contests, owed = list(contests), defaultdict(list)
    for contest, debt in [
        *_sheets([each for each in contests if each.status in (ContestStatus.SCORING, ContestStatus.CLOSED)]),
        *_declarations(
            [each for each in contests if each.status == ContestStatus.DRAFT and each.asks_declaration], today
        ),
    ]:
        owed[contest].append(debt)
    return owed


def _sheets(contests: list[Contest]) -> Iterator[tuple[int, Debt]]:
    rows = (
        Sheet.objects.filter(contest__in=contests).missing().order_by()
        .values("rater", "component__name", "component__order")
        .annotate(missing=Count("pk")).order_by("rater__group__order", "rater__seat", "component__order")
    )  # fmt: skip
    owed: dict[int, list] = defaultdict(list)
    for row in rows:
        owed[row["rater"]].append((row["component__name"], row["missing"]))
    raters = Rater.objects.select_related("user", "group").in_bulk(owed)
    for pk, what in owed.items():
        rater = raters[pk]
        yield (
            rater.contest_id, Debt(rater.name, tuple(what), rater=rater, users=(rater.user,) if rater.user else ())
        )  # fmt: skip


def _declarations(contests: list[Contest], today: date) -> Iterator[tuple[int, Debt]]:
    """Entries whose declaration is still with the township, each with the township's officials."""
    waiting = Entry.objects.filter(contest__in=contests, declaration__status__in=OPEN)
    waiting = list(waiting.select_related("township", "declaration").order_by("township__code", "number"))
    users = Assignment.objects.on(today).officials("contests.declare", {entry.township_id for entry in waiting})
    for entry in waiting:
        yield (
            entry.contest_id,
            Debt(
                f"{entry.township.short_name} {entry}", ((f"申报（{entry.declaration.get_status_display()}）", 0),),
                entry=entry, users=tuple(users[entry.township_id]),
            ),
        )  # fmt: skip


def deadline(contest: Contest) -> date | None:
    """The last day of what is owed now: of the declarations, or of scoring."""
    return deadlines([contest]).get(contest.pk)


def deadlines(contests: Iterable[Contest]) -> dict[int, date]:
    """The same for many contests, by contest; those without such a day are left out."""
    declaring = Q(contest__status=ContestStatus.DRAFT, kind__code=StageKind.DECLARATION)
    scoring = ~Q(contest__status=ContestStatus.DRAFT) & Q(kind__is_scoring=True)
    stages = ContestStage.objects.filter(declaring | scoring, contest__in=contests)
    return dict(stages.reverse().values_list("contest", "ends_on"))  # the first stage of each holds


def chat_text(contest: Contest, owed: Iterable[Debt], today: date) -> str:
    """What the office pastes into a chat group: who, how much, by when."""
    owed, last = list(owed), deadline(contest)
    what = "申报" if contest.status == ContestStatus.DRAFT else "评分表"
    short = townships_short(contest, today) if contest.status == ContestStatus.DRAFT else []
    if not owed and not short:
        return ""
    by = ""
    if last:
        by = f"，{last.month} 月 {last.day} 日截止" if last >= today else f"，已于 {last.month} 月 {last.day} 日截止"
    lines = [f"【{contest}】还没有交{what}的{by}："]
    lines += [f"{at}. {_called(debt)}：{debt.words}" for at, debt in enumerate(owed, 1)]
    if short:
        lines.append(f"还没有推荐够参赛单位的：{'、'.join(short)}")
    lines.append("请尽快办理，已交的请忽略。" if last and last < today else "请按时办理，已交的请忽略。")
    return "\n".join(lines)


def _called(debt: Debt) -> str:
    return f"{debt.name}（{debt.rater.unit}）" if debt.rater and debt.rater.unit else debt.name


# ---------------------------------------------------------------- reminders
@transaction.atomic
def remind(*, contest: Contest, user: User, today: date) -> int:
    """Remind everybody with an account who owes something, each once a day; returns how many were reminded.

    ``TouyanError`` if all of them have been today.
    """
    Contest.objects.select_for_update().get(pk=contest.pk)  # a second click waits and finds the first
    owed = [debt for debt in debts(contest, today) if debt.users]
    if not owed:
        raise TouyanError("没有可以提醒的人：都交齐了，或者没有账号")
    rows = _rows(contest, owed, today, deadline(contest), sent_by=user, sent_at=timezone.now())
    made = _send([contest], rows, today)
    if not made:
        raise TouyanError("今天都已经提醒过，每人每天只提醒一次；着急的请用下面的文字在群里催")
    return made


STILL_TO_DO = {
    ContestStatus.DRAFT: "还没有开始评分",
    ContestStatus.SCORING: "评分表还没有交齐",
    ContestStatus.CLOSED: "评分已截止，还没有计分",
    ContestStatus.TALLIED: "已计分，还没有定稿",
    ContestStatus.NOTICE: "公示期满，还没有定稿",
}


@transaction.atomic
def remind_offices(
    *, contests: Iterable[Contest], user: User, today: date, without: Iterable[Area] = (), period: Period | None = None
) -> int:
    """Remind the offices of these contests of their next step and everybody with an account who owes them something,
    and the offices ``without`` a contest in ``period`` that they have none, each once a day; returns how many
    reminders that made. ``TouyanError`` if all of them have been today.
    """
    without = list(Area.objects.select_for_update(no_key=True).filter(pk__in=[each.pk for each in without]))
    contests = list(Contest.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in contests]))
    last, owed, now = deadlines(contests), debts_of(contests, today), timezone.now()
    offices = {each.area_id for each in contests} | {each.pk for each in without}
    officials = Assignment.objects.on(today).officials("contests.run_contest", offices)
    presser, rows = user.unit or user.name, []
    for contest in contests:
        rows += _rows(contest, owed[contest.pk], today, last.get(contest.pk), sent_by=user, sent_at=now)
        rows += [
            Reminder(
                contest=contest, user=official, day=today, sent_by=user, sent_at=now,
                text=f"{presser}催办：{contest}{STILL_TO_DO[contest.status]}"[:300],
            )
            for official in officials[contest.area_id]
        ]  # fmt: skip
    made = _send(contests, rows, today)
    had = set(Reminder.objects.filter(area__in=without, day=today).values_list("area", "user"))
    absent = [
        Reminder(
            area=area, user=official, day=today, sent_by=user, sent_at=now,
            text=f"{presser}催办：{area}还没有建{period.label}比武，请尽快创建"[:300],
        )
        for area in without
        for official in officials[area.pk]
        if (area.pk, official.pk) not in had
    ]  # fmt: skip
    Reminder.objects.filter(area__in=without, seen_at=None).exclude(day=today).update(seen_at=now)
    made += len(Reminder.objects.bulk_create(absent, batch_size=BATCH))
    if not made:
        raise TouyanError("今天都已经提醒过，每人每天只提醒一次；没有账号的请打电话催")
    return made


def reminded_on(contests: Iterable[Contest], day: date):
    """The reminders of ``day``, sent by hand or by themselves."""
    return Reminder.objects.filter(Q(day=day, is_automatic=False) | Q(sent_at__date=day), contest__in=contests)


def _send(contests: list[Contest], rows: list[Reminder], today: date) -> int:
    """Save those of these reminders whose addressee has had none today; older unread ones of theirs are put away."""
    these = reminded_on(contests, today)
    had = set(these.values_list("contest", "rater", "entry", "user"))
    rows = [row for row in rows if (row.contest_id, row.rater_id, row.entry_id, row.user_id) not in had]
    made = len(Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH))
    sent = {(row.contest_id, row.user_id) for row in rows}
    unread = Reminder.objects.filter(contest__in=contests, seen_at=None).exclude(pk__in=these.values("pk"))
    older = [pk for pk, *to in unread.values_list("pk", "contest", "user") if tuple(to) in sent]
    Reminder.objects.filter(pk__in=older).update(seen_at=timezone.now())
    return made


@transaction.atomic
def remind_due(*, today: date) -> int:
    """Remind by itself, once for each deadline, from the contest's ``reminder_days`` working days before it on.

    A day that was missed is made up for on the next one; a second run of the same day adds nothing. The number of
    queries does not depend on how many contests are running.
    """
    calendar, now = CalendarDay.objects.calendar(), timezone.now()
    running = Contest.objects.filter(status__in=(ContestStatus.DRAFT, ContestStatus.SCORING)).in_bulk()
    last = {pk: day for pk, day in deadlines(running.values()).items() if day >= today}
    days = {
        pk: add_workdays(day, -running[pk].reminder_days, calendar) if running[pk].reminder_days else day
        for pk, day in last.items()
    }
    due = [running[pk] for pk, day in sorted(days.items()) if day <= today]
    owed = debts_of(due, today)
    rows = [
        row
        for contest in due
        for row in _rows(
            contest, owed[contest.pk], days[contest.pk], last[contest.pk], sent_at=now, is_automatic=True
        )
    ]  # fmt: skip
    facts = ("contest", "day", "rater", "entry", "user")
    known = set(Reminder.objects.filter(contest__in=due, is_automatic=True).values_list(*facts))
    rows = [row for row in rows if (row.contest_id, row.day, row.rater_id, row.entry_id, row.user_id) not in known]
    return _send(due, rows, today)


def _rows(contest: Contest, owed: Iterable[Debt], day: date, last: date | None, **fields) -> list[Reminder]:
    by = f"，{last} 截止" if last else ""
    return [
        Reminder(
            contest=contest, rater=debt.rater, entry=debt.entry, user=user, day=day,
            text=f"{contest}：{debt.name if debt.entry else '您'}还有{debt.words}没有交{by}"[:300], **fields,
        )
        for debt in owed
        for user in debt.users
    ]  # fmt: skip


def dismiss(*, reminder: Reminder) -> None:
    """The person has read it."""
    Reminder.objects.filter(pk=reminder.pk, seen_at=None).update(seen_at=timezone.now())
