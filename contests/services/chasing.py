"""Who still owes what: text for a chat group, reminders by hand and by themselves before a deadline. O9"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Assignment, User
from areas.models import Area
from contests.models import Contest, ContestStage, Reminder, StageKind
from contests.services.declarations import townships_short
from core.errors import TouyanError
from core.models import CalendarDay
from core.reminders import services
from core.reminders.services import Debt, Reminders, check_sent, reminded_from
from core.submissions.choices import OPEN
from core.values.periods import Period
from scoring.choices import AssessmentStatus
from scoring.models import Entry, Rater, Sheet


class ContestReminders(Reminders):
    """Of a contest: the sheets of a rater, the declaration of an entry, or neither: the next step of its office."""

    model = Reminder
    wholes, parts = ("contest", "area"), ("rater", "entry")


REMINDERS = ContestReminders()


# ---------------------------------------------------------------- who owes what
def debts(contest: Contest, today: date) -> list[Debt]:
    """By rater the sheets that are missing while scoring runs; before that the declarations of the entries."""
    return debts_of([contest], today)[contest.pk]


def debts_of(contests: Iterable[Contest], today: date) -> dict[int, list[Debt]]:
    """The same for many contests, in five queries however many there are."""
    contests, owed = list(contests), defaultdict(list)
    for contest, debt in [
        *_sheets([each for each in contests if each.status in (AssessmentStatus.SCORING, AssessmentStatus.CLOSED)]),
        *_declarations(
            [each for each in contests if each.status == AssessmentStatus.DRAFT and each.asks_declaration], today
        ),
    ]:
        owed[contest].append(debt)
    return owed


def _sheets(contests: list[Contest]) -> Iterator[tuple[int, Debt]]:
    rows = (
        Sheet.objects.filter(assessment__in=contests).missing().order_by()
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
            rater.assessment_id,
            Debt(
                rater.name, tuple(what), (rater.user,) if rater.user else (), unit=rater.unit, about={"rater": rater}
            ),
        )  # fmt: skip


def _declarations(contests: list[Contest], today: date) -> Iterator[tuple[int, Debt]]:
    """Entries whose declaration is still with the township, each with the township's officials."""
    waiting = Entry.objects.filter(assessment__in=contests, declaration__status__in=OPEN)
    waiting = list(waiting.select_related("township", "declaration").order_by("township__code", "number"))
    users = Assignment.objects.on(today).officials("contests.declare", {entry.township_id for entry in waiting})
    for entry in waiting:
        name = f"{entry.township.short_name} {entry}"
        yield (
            entry.assessment_id,
            Debt(
                name, ((f"申报（{entry.declaration.get_status_display()}）", 0),), tuple(users[entry.township_id]),
                called=name, about={"entry": entry},
            ),
        )  # fmt: skip


def deadline(contest: Contest) -> date | None:
    """The last day of what is owed now: of the declarations, or of scoring."""
    return deadlines([contest]).get(contest.pk)


def deadlines(contests: Iterable[Contest]) -> dict[int, date]:
    """The same for many contests, by contest; those without such a day are left out."""
    declaring = Q(contest__status=AssessmentStatus.DRAFT, kind__code=StageKind.DECLARATION)
    scoring = ~Q(contest__status=AssessmentStatus.DRAFT) & Q(kind__is_scoring=True)
    stages = ContestStage.objects.filter(declaring | scoring, contest__in=contests)
    return dict(stages.reverse().values_list("contest", "ends_on"))  # the first stage of each holds


def chat_text(contest: Contest, owed: Iterable[Debt], today: date) -> str:
    """What the office pastes into a chat group: who, how much, by when."""
    is_draft = contest.status == AssessmentStatus.DRAFT
    short = townships_short(contest, today) if is_draft else []
    more = [f"还没有推荐够参赛单位的：{'、'.join(short)}"] if short else []
    what = "申报" if is_draft else "评分表"
    return services.chat_text(contest, what, owed, last=deadline(contest), today=today, more=more)


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
    return check_sent(_send([contest], rows, today), "着急的请用下面的文字在群里催")


STILL_TO_DO = {
    AssessmentStatus.DRAFT: "还没有开始评分",
    AssessmentStatus.SCORING: "评分表还没有交齐",
    AssessmentStatus.CLOSED: "评分已截止，还没有计分",
    AssessmentStatus.TALLIED: "已计分，还没有定稿",
    AssessmentStatus.NOTICE: "公示期满，还没有定稿",
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
    officials = Assignment.objects.on(today).officials("scoring.run_assessment", offices)
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
    absent = [
        Reminder(
            area=area, user=official, day=today, sent_by=user, sent_at=now,
            text=f"{presser}催办：{area}还没有建{period.label}比武，请尽快创建"[:300],
        )
        for area in without
        for official in officials[area.pk]
    ]  # fmt: skip
    made += REMINDERS.send(absent, REMINDERS.about(area=without), today)
    return check_sent(made, "没有账号的请打电话催")


def _send(contests: list[Contest], rows: list[Reminder], today: date) -> int:
    return REMINDERS.send(rows, REMINDERS.about(contest=contests), today)


@transaction.atomic
def remind_due(*, today: date) -> int:
    """Remind by itself, once for each deadline, from the contest's ``reminder_days`` working days before it on.

    A day that was missed is made up for on the next one; a second run of the same day adds nothing. The number of
    queries does not depend on how many contests are running.
    """
    calendar, now = CalendarDay.objects.calendar(), timezone.now()
    running = Contest.objects.filter(status__in=(AssessmentStatus.DRAFT, AssessmentStatus.SCORING)).in_bulk()
    last = {pk: day for pk, day in deadlines(running.values()).items() if day >= today}
    days = {pk: reminded_from(day, running[pk].reminder_days, calendar) for pk, day in last.items()}
    due = [running[pk] for pk, day in sorted(days.items()) if day <= today]
    owed = debts_of(due, today)
    rows = [
        row
        for contest in due
        for row in _rows(
            contest, owed[contest.pk], days[contest.pk], last[contest.pk], sent_at=now, is_automatic=True
        )
    ]  # fmt: skip
    return _send(due, REMINDERS.without_earlier(rows, REMINDERS.about(contest=due)), today)


def _rows(contest: Contest, owed: Iterable[Debt], day: date, last: date | None, **fields) -> list[Reminder]:
    return REMINDERS.owing({"contest": contest}, contest, owed, day=day, last=last, **fields)
