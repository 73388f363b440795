"""Who rates: seats by group, the persons on them and their accounts. C4, C5"""

from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from areas.policy import county_of, prefix
from cadres.models import Appointment
from core.data.constraints import refusing
from core.data.lifecycle import record
from core.errors import TouyanError
from scoring.choices import AssessmentStatus, Combine, SheetStatus
from scoring.models import Assessment, CheckScore, Rater, RaterGroup, Scheme, Score, Sheet, Substitution
from scoring.querysets import due
from scoring.reads.coverage import check_sheets
from scoring.services.codes import end_codes
from scoring.services.guards import locked


def rater_groups(scheme: Scheme):
    """The groups that rate in a scheme."""
    return RaterGroup.objects.filter(pk__in=scheme.components.values("rater_group"))


def rating_accounts(user: User):
    """The accounts of the county that may rate."""
    return User.objects.who_may("scoring.score_sheet", Q(code__startswith=prefix(user.acting.area.code, Level.COUNTY)))


def suggested_accounts(user: User, typed: str):
    """Of those the ones the user's office may look through: its own area's and the county's offices; any other one
    only by its whole user name.
    """
    own = Q(code__startswith=user.scope_prefix) | Q(code=county_of(user.scope_prefix))
    known = User.objects.who_may("scoring.score_sheet", own).values("pk")
    return rating_accounts(user).filter(Q(pk__in=known) | Q(username=typed.lower()))


@transaction.atomic
def add_rater(
    *,
    assessment: Assessment,
    group: RaterGroup,
    name: str,
    by: User,
    seat: int | None = None,
    unit: str = "",
    area: Area | None = None,
    user_account: User | None = None,
) -> Rater:
    """A rater with the next free seat of the group, or ``seat``. Joins a running assessment with sheets of their own.

    ``area``: their own village or township, which they do not rate. ``user_account``: with it they enter their own
    sheets, otherwise the office does.
    """
    assessment = locked(assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING)
    if not rater_groups(assessment.scheme).filter(pk=group.pk).exists():
        raise TouyanError(f"方案里没有由“{group}”打分的项")
    with refusing(Rater):
        rater = Rater.objects.create(
            assessment=assessment, group=group, seat=seat or _last_seat(assessment, group) + 1, name=name.strip(),
            unit=unit.strip(), area=area, user=user_account,
        )  # fmt: skip
    if assessment.status == AssessmentStatus.SCORING:
        due.issue(assessment.pk)
        check_sheets([assessment], assessment.scheme.components.filter(rater_group=group, combine=Combine.SUM))
        record(assessment, assessment.status, assessment.status, user=by, reason=f"增加{group} {rater}")
    return rater


@transaction.atomic
def change_rater(
    *, rater: Rater, name: str, unit: str, user_account: User | None, user: User, reason: str = ""
) -> Rater:
    """Correct a rater's name or unit, or give them an account; another person comes by ``substitute``.

    What they have entered goes on under the corrected name, so once there is any, another name or another account
    needs a reason, which the assessment's record keeps. ``TouyanError`` without it, and when the account's holder would
    come to rate, or to have rated, their own village.
    """
    assessment = locked(rater.assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
    name, before = name.strip(), rater.name
    given = rater.sheets.filter(status=SheetStatus.SUBMITTED, rater_name=before)
    if user_account:
        _refuse_own_village(rater, user_account)
        own = given.filter(entry__holder__user=user_account).select_related("entry").first()
        if own:
            said = f"{user_account.name}是{own.entry}的书记，这一席已交了给{own.entry}的评分表"
            raise TouyanError(f"{said}；换了人请用“换人”")
    other_account = rater.user_id and user_account and rater.user_id != user_account.pk
    filled = rater.sheets.filter(status=SheetStatus.DRAFT, scores__isnull=False).exists()
    if (name != before or other_account) and (filled or given.exists()):
        if not reason.strip():
            said = f"{before}已提交 {given.count()} 份评分表" if given.exists() else f"{before}已经填了分"
            raise TouyanError(f"{said}：换了人请用“换人”；只是写错的，请写明更正的原因")
        what = f"{before}更正为{name}" if name != before else f"{name}改用账号 {user_account.username}"
        said = f"{rater.group} {rater.seat} 号评委{what}：{reason.strip()}"
        record(assessment, assessment.status, assessment.status, user=user, reason=said)
    rater.sheets.filter(rater_name=before).update(rater_name=name)
    rater.name, rater.unit, rater.user = name, unit.strip(), user_account
    rater.save()
    if user_account:
        end_codes(rater=rater, user=None, reason="改用账号打分")
    return rater


@transaction.atomic
def substitute(
    *, rater: Rater, name: str, unit: str, user_account: User | None, reason: str, from_on: date, user: User
) -> Substitution:
    """Another person takes over the seat from ``from_on`` on: open sheets are theirs, and they begin blank.

    Nobody answers for points another one has given: drafts are emptied, their history keeps them. Sheets already
    submitted keep the name they were given under; the old person's code is worth nothing any more.
    """
    locked(rater.assessment, AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
    name, unit = name.strip(), unit.strip()
    if name == rater.name:
        raise TouyanError(f"现在的评委就是{name}；同名的另一人请在姓名后注明")
    if user_account:
        _refuse_own_village(rater, user_account)
    change = Substitution.objects.create(
        rater=rater, old_name=rater.name, old_unit=rater.unit, new_name=name, new_unit=unit, reason=reason.strip(),
        from_on=from_on, made_by=user,
    )  # fmt: skip
    end_codes(rater=rater, user=user, reason="评委换人")
    said = f"{rater.group} {rater.seat} 号自 {from_on} 起由{name}替换{rater.name}：{reason.strip()}"
    record(rater.assessment, rater.assessment.status, rater.assessment.status, user=user, reason=said)
    _empty_drafts(rater)
    rater.name, rater.unit, rater.user = name, unit, user_account
    rater.save()
    return change


def _empty_drafts(rater: Rater) -> None:
    """Take the points out of all drafts of the seat, and what was entered a second time to check them.

    Points only change in sheets that are open, which drafts are not once the scoring is closed: they are opened for it.
    """
    drafts = list(rater.sheets.filter(status=SheetStatus.DRAFT).select_for_update().order_by("pk"))
    filled = [sheet for sheet in drafts if sheet.scores.exists() or sheet.check_scores.exists()] if drafts else []
    shut = rater.sheets.filter(pk__in=[sheet.pk for sheet in filled if sheet.unlocked_at is None])
    shut.update(unlocked_at=timezone.now())
    for model in (Score, CheckScore):
        model.objects.filter(sheet__in=filled).delete()
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in filled if sheet.unlocked_at is None]).update(unlocked_at=None)


def _refuse_own_village(rater: Rater, account: User) -> None:
    """Sheets were issued for whoever had the seat then; ``due.ISSUE`` makes none for one's own village."""
    own = rater.sheets.missing().filter(entry__holder__user=account).select_related("entry").first()
    if own:
        own_place = rater.assessment.scheme.words.own
        raise TouyanError(
            f"{account.name}是{own.entry}的书记，不能给{own_place}打分；请先把这一席给{own.entry}的评分表免评"
        )


@transaction.atomic
def remove_rater(*, rater: Rater) -> None:
    """Take a rater out before scoring; afterwards their sheets are waived instead."""
    if rater.assessment.status != AssessmentStatus.DRAFT:
        raise TouyanError("评分已经开始，评委不能删除；不再评分的，请把未交的评分表免评")
    locked(rater.assessment, AssessmentStatus.DRAFT)
    rater.delete()


@transaction.atomic
def add_secretaries(*, assessment: Assessment, group: RaterGroup, on: date, concurrent: bool = False) -> int:
    """Seat the secretaries who hold office on ``on`` where the entries are at home (villages or townships), each person
    once, with their accounts.

    Returns how many were added; places and persons that have a seat in the group already are left alone.
    ``concurrent``: only those who are director as well (一肩挑).
    """
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    leading = Appointment.objects.leading_on(on)
    if concurrent:
        leading = leading.also_directing(on)
    there = assessment.raters.filter(group=group)
    seated = set(there.filter(area__isnull=False).values_list("area_id", flat=True))
    accounts = set(there.filter(user__isnull=False).values_list("user_id", flat=True))
    names = set(there.values_list("name", "unit"))
    numbers = dict(assessment.entries.values_list("area_id", "number"))
    secretaries: dict[int, Appointment] = {}
    for held in leading.filter(area__in=numbers).select_related("area", "person"):
        first = secretaries.get(held.person_id)
        if first is None or numbers[held.area_id] < numbers[first.area_id]:
            secretaries[held.person_id] = held
    new = sorted(
        (
            held
            for held in secretaries.values()
            if held.area_id not in seated
            and held.person.user_id not in accounts
            and (held.person.name, _secretary_of(held.area)) not in names
        ),
        key=lambda held: numbers[held.area_id],
    )
    Rater.objects.bulk_create(
        Rater(
            assessment=assessment, group=group, seat=seat, name=held.person.name, unit=_secretary_of(held.area),
            area=held.area, user_id=held.person.user_id,
        )
        for seat, held in enumerate(new, _last_seat(assessment, group) + 1)
    )  # fmt: skip
    return len(new)


def _secretary_of(area: Area) -> str:
    return f"{area.short_name}书记"


@transaction.atomic
def copy_raters(*, assessment: Assessment, from_assessment: Assessment) -> int:
    """Take over the raters of an earlier assessment in the groups that are still empty here; returns how many."""
    assessment = locked(assessment, AssessmentStatus.DRAFT)
    empty = rater_groups(assessment.scheme).exclude(pk__in=assessment.raters.values("group"))
    copies = [
        Rater(
            assessment=assessment, group_id=rater.group_id, seat=rater.seat, name=rater.name, unit=rater.unit,
            area_id=rater.area_id, user_id=rater.user_id,
        )
        for rater in from_assessment.raters.filter(group__in=empty)
    ]  # fmt: skip
    return len(Rater.objects.bulk_create(copies))


def _last_seat(assessment: Assessment, group: RaterGroup) -> int:
    return assessment.raters.filter(group=group).aggregate(last=Coalesce(Max("seat"), 0))["last"]


def last_with_raters(assessment: Assessment) -> Assessment | None:
    """The last assessment with raters of a group that is still empty here: the one before of the same series,
    else of the same office and kind of period, else the office's newest other one.
    """
    empty = rater_groups(assessment.scheme).exclude(pk__in=assessment.raters.values("group"))
    seated = Rater.objects.filter(group__in=empty.values("pk")).values("assessment")
    own = Assessment.objects.filter(area=assessment.area, pk__in=seated).exclude(pk=assessment.pk).counted()
    earlier = Assessment.objects.before(assessment.period).filter(pk__in=own.values("pk"))
    return earlier.filter(series=assessment.series).first() or earlier.first() or own.order_by("-pk").first()
