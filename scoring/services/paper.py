"""Sheets that came in on paper: teller, monitor, scan, and the second entry that checks the first. C5"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import Stale, TouyanError
from core.files.attachments import store
from core.values.names import tidy_name
from scoring.choices import SheetStatus
from scoring.models import Assessment, CheckScore, Component, Field, PaperClerk, PaperSheet, Rater, Score, Sheet
from scoring.reads.applicable import inapplicable
from scoring.services.grid import LOCKS, lock_of, taking

TURNS = {1: "第一遍", 2: "第二遍"}
NO_TELLER = "请先在“纸质表”里填计票人和监票人"


def paper_of(component: Component, rater: Rater) -> PaperSheet | None:
    papers = PaperSheet.objects.filter(component=component, rater=rater)
    return papers.select_related("scan").prefetch_related("clerks__user").first()


@transaction.atomic
def keep_paper(
    *, component: Component, rater: Rater, teller: str, monitor: str, scan: UploadedFile | None, user: User
) -> PaperSheet:
    """Who counted and who watched, and the scan of the paper; without a new one the old scan stays."""
    paper, _ = PaperSheet.objects.get_or_create(component=component, rater=rater)
    paper.teller, paper.monitor = tidy_name(teller), tidy_name(monitor)
    if paper.teller and paper.teller == paper.monitor:
        raise TouyanError("计票人和监票人须是两个人")
    if scan:
        paper.scan = store(upload=scan, user=user)
    paper.save()
    return paper


# ---------------------------------------------------------------- two entries by two people
def is_checked(rater: Rater, user: User | None) -> bool:
    """Whether what ``user`` enters for this rater has to be entered a second time."""
    return rater.assessment.double_entry and user is not None and user.pk != rater.user_id


def lacks_paper(component: Component, rater: Rater, user: User | None) -> str:
    """Why the office may not fill in the sheets of a rater who has an account, "" if it may.

    What such a rater gave on paper has a teller and a monitor, who are named first. C5
    """
    if user is None or rater.user_id is None or user.pk == rater.user_id:
        return ""
    paper = paper_of(component, rater)
    if paper and paper.is_witnessed:
        return ""
    return f"{rater}有账号，由本人打分；交了纸质表的，先在“纸质表”里填计票人和监票人，再代录"


def turn_of(component: Component, rater: Rater, user: User) -> int | None:
    """In which of the two entries the user takes part so far."""
    clerk = PaperClerk.objects.filter(paper__component=component, paper__rater=rater, user=user).first()
    return clerk and clerk.turn


def may_see_first(component: Component, rater: Rater, user: User | None) -> bool:
    """The first entry stays hidden from everybody who could make the second one, as long as sheets are open."""
    if not is_checked(rater, user) or turn_of(component, rater, user) == 1:
        return True
    first = PaperClerk.objects.filter(paper__component=component, paper__rater=rater, turn=1)
    return not first.exists() or not Sheet.objects.filter(component=component, rater=rater).missing().exists()


def barrier(*, component: Component, rater: Rater, user: User | None, turn: int) -> str:
    """Why the user may not write in this entry, "" if they may."""
    if problem := lacks_paper(component, rater, user):
        return problem
    if not is_checked(rater, user):
        return "" if turn == 1 else "本次没有设双人录入"
    held = turn_of(component, rater, user)
    if held and held != turn:
        return _own_turn(held, turn)
    if turn == 1 and held is None and not may_see_first(component, rater, user):
        return "第一遍已有人录，请录第二遍"
    return ""


def _own_turn(held: int, turn: int) -> str:
    return f"{TURNS[held]}是您录的，{TURNS[turn]}须由另一人录"


def take_turn(*, component: Component, rater: Rater, user: User | None, turn: int) -> None:
    """Remember who enters which time. The database keeps one person out of both.

    ``TouyanError`` for somebody who began both entries in the same moment.
    """
    if is_checked(rater, user):
        paper, _ = PaperSheet.objects.get_or_create(component=component, rater=rater)
        clerk, _ = PaperClerk.objects.get_or_create(paper=paper, user=user, defaults={"turn": turn})
        if clerk.turn != turn:
            raise TouyanError(_own_turn(clerk.turn, turn))


@dataclass(frozen=True)
class Difference:
    """A cell on which the two entries do not agree; none: not filled in."""

    sheet: Sheet
    field: Field
    first: Decimal | None
    second: Decimal | None


def differences(*, assessment: Assessment, component: Component, rater: Rater) -> list[Difference]:
    """Cells that differ, of open sheets whose second entry is complete: before that it would not be blind."""
    sheets = list(
        Sheet.objects.filter(component=component, rater=rater, status=SheetStatus.DRAFT).select_related("entry")
    )
    found = []
    for sheet, field, first, second in _compared(component, sheets):
        if first != second:
            found.append(Difference(sheet, field, first, second))
    incomplete = {each.sheet.pk for each in found if each.second is None}
    found = [each for each in found if each.sheet.pk not in incomplete]
    return sorted(found, key=lambda each: (each.sheet.entry.number, each.field.order))


def _compared(component: Component, sheets: list[Sheet]):
    """(sheet, field, first, second) of every cell that is to be filled."""
    fields = list(component.fields.select_related("indicator").order_by("order"))
    blanks = inapplicable(fields, [sheet.entry_id for sheet in sheets])
    both = [
        {
            (sheet, field): points
            for sheet, field, points in model.objects.filter(sheet__in=sheets).values_list("sheet", "field", "points")
        }
        for model in (Score, CheckScore)
    ]
    for sheet in sheets:
        for field in fields:
            if (sheet.entry_id, field.pk) not in blanks:
                first, second = (points.get((sheet.pk, field.pk)) for points in both)
                yield sheet, field, first, second


def unchecked(*, assessment: Assessment, component: Component, rater: Rater, sheets: Iterable[Sheet]) -> dict[int, str]:
    """Sheet → why it cannot be submitted yet: where the assessment asks for a second entry, what the office entered.

    Raises ``TouyanError`` when teller or monitor are missing.
    """
    if not assessment.double_entry:
        return {}
    paper = paper_of(component, rater)
    if paper is None or not any(clerk.turn == 1 for clerk in paper.clerks.all()):
        return {}
    if not paper.is_witnessed:
        raise TouyanError(NO_TELLER)
    missing, differing = defaultdict(int), defaultdict(list)
    for sheet, field, first, second in _compared(component, list(sheets)):
        if second is None:
            missing[sheet.pk] += 1
        elif first != second:
            differing[sheet.pk].append(field.name)
    problems = {pk: f"第二遍还缺 {count} 格" for pk, count in missing.items()}
    return problems | {pk: f"{'、'.join(names)}不一致" for pk, names in differing.items()}


@transaction.atomic
def settle(*, sheet: Sheet, field: Field, takes_second: bool, first: str, second: str, user: User) -> Decimal:
    """Decide one differing cell after a look at the paper: both entries hold the points that were chosen.

    A clerk may give way to the other's entry; to keep the own one takes somebody else. ``first`` and ``second`` are
    the values the page showed; ``Stale`` when they are no longer so.
    """
    status = taking(sheet.assessment, hold=True).status
    rows = Sheet.objects.select_related("entry", "assessment__area", "component", "rater__assessment")
    sheet = rows.select_for_update(of=("self",)).get(pk=sheet.pk)
    if lock := lock_of(sheet, status):
        raise TouyanError(f"{sheet.entry}：{LOCKS[lock][1].format(office=sheet.assessment.area)}")
    if turn_of(sheet.component, sheet.rater, user) == (2 if takes_second else 1):
        raise TouyanError("这一遍是您录的，采用它须由另一人核对原件后定")
    one = Score.objects.filter(sheet=sheet, field=field).first()
    two = CheckScore.objects.filter(sheet=sheet, field=field).first()
    if one is None or two is None or (str(one.points), str(two.points)) != (first, second):
        raise Stale
    points = two.points if takes_second else one.points
    for row in (one, two):
        if row.points != points:
            row.points, row.saved_by, row.saved_at = points, user, timezone.now()
            row.save()
    return points
