"""Every change to an account and its roles. Each leaves a change row with who, when and why."""

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import logins, policy
from accounts.choices import AccountChange, AssignmentState, Role
from accounts.models import Assignment, User
from areas.choices import SuccessionKind
from areas.models import Area, AreaSuccession
from core.data.lifecycle import record
from core.errors import Stale, TouyanError
from core.models import Attempts

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that look alike on paper


def initial_password() -> str:
    """A password to be typed from a slip: three groups of four, no 0/o, 1/i/l."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


@transaction.atomic
def create_user(
    *, username: str, name: str, unit: str = "", phone: str = "", by: User | None = None
) -> tuple[User, str]:
    """Open an account without any role; returns it with the initial password, which is kept nowhere."""
    password = initial_password()
    user = User(username=username, name=name, unit=unit, phone=phone, must_change_password=True)
    user.set_password(password)
    _save(user)
    record(user, "", AccountChange.CREATED, user=by)
    return user, password


@transaction.atomic
def reset_password(*, user: User, by: User | None, reason: str = "") -> str:
    """Give a new initial password and end the person's sessions; returns the password, which is kept nowhere."""
    locked = _locked(user)
    _refuse_protected(locked, by=by)
    if not locked.is_active:
        raise TouyanError(f"{locked.name}的账号已停用，请先恢复账号")
    password = initial_password()
    locked.set_password(password)
    locked.must_change_password = True
    locked.save(update_fields=["password", "must_change_password"])
    logins.end(locked.logins.all())
    Attempts.objects.filter(user=locked).delete()  # of the old password: whoever gets the new one need not wait
    record(locked, "", AccountChange.PASSWORD_RESET, user=by, reason=reason)
    return password


@transaction.atomic
def change_password(*, user: User, password: str) -> User:
    """The person's own new password, which also ends the duty to change the first one."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(user, "", AccountChange.PASSWORD_CHANGED, user=user)
    return user


@transaction.atomic
def deactivate_user(*, user: User, by: User | None, reason: str) -> User:
    """Close an account: no log-in, running sessions end, all open roles are revoked."""
    _require_reason(reason)
    locked = _locked(user)
    _refuse_protected(locked, by=by)
    if by is not None and locked.pk == by.pk:
        raise TouyanError("不能停用自己的账号，请由另一名系统管理员办理")
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise Stale
    logins.end(locked.logins.all())
    record(locked, AccountChange.CREATED, AccountChange.CLOSED, user=by, reason=reason)
    for assignment in locked.assignments.open(timezone.localdate()).select_related("area").order_by("pk"):
        _refuse_last(assignment)
        _revoke(assignment, by=by, reason=reason)
    user.refresh_from_db()
    return user


@transaction.atomic
def reactivate_user(*, user: User, by: User | None, reason: str) -> User:
    """Open a closed account again; its roles have to be granted anew."""
    _require_reason(reason)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise Stale
    user.refresh_from_db()
    record(user, AccountChange.CLOSED, AccountChange.REOPENED, user=by, reason=reason)
    return user


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    area: Area,
    valid_from: date,
    valid_to: date | None = None,
    substitute_for: User | None = None,
    by: User | None,
    reason: str = "",
) -> Assignment:
    """Give ``user`` a role in an area from a day to a day (both included). Nobody grants to himself."""
    _refuse_own(user, by=by)
    locked = _locked(user)
    if not locked.is_active:
        raise TouyanError(f"{locked.name}的账号已停用，不能授予角色")
    if not policy.fits(role, area.level):
        raise TouyanError(f"“{Role(role).label}”不能设在{area.get_level_display()}一级，请另选区划")
    assignment = Assignment(
        user=locked, role=role, area=area, valid_from=valid_from, valid_to=valid_to,
        substitute_for=substitute_for, granted_by=by,
    )  # fmt: skip
    _save(assignment)
    record(assignment, "", AccountChange.GRANTED, user=by, reason=reason)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, by: User | None, reason: str) -> Assignment:
    """Revoke a role at once. Nobody revokes his own."""
    _require_reason(reason)
    _refuse_own(assignment.user, by=by)
    _refuse_last(assignment)
    return _revoke(assignment, by=by, reason=reason)


@transaction.atomic
def close_on_departure(*, user: User, area: Area, on: date, by: User | None, reason: str) -> User:
    """End what a departing cadre may do for ``area`` after the day ``on``, and close the account left without roles.

    A cadre who also serves another village keeps the account; a departure in the future only dates the role's end,
    and an account without a role can do nothing. O2
    """
    locked = _locked(user)
    today = timezone.localdate()
    for assignment in locked.assignments.open(today).filter(area=area, role=Role.VILLAGE_CADRE):
        if on < today or assignment.valid_from > on:
            _revoke(assignment, by=by, reason=reason)
        elif assignment.valid_to is None or assignment.valid_to > on:
            assignment.valid_to = on
            assignment.save(update_fields=["valid_to"])
            record(assignment, AccountChange.GRANTED, AccountChange.ENDED, user=by, reason=reason)
    if locked.is_active and not locked.assignments.open(today).exists():
        return deactivate_user(user=locked, by=by, reason=reason)
    return locked


@transaction.atomic
def follow_successions(*, today: date) -> int:
    """Let open roles follow areas that were merged or re-coded by ``today``; how many roles moved (O1).

    A role ends on the area's last day and goes on in what followed it, unless its holder has it there already.
    Idempotent, so a missed day is caught up; areas that changed twice are followed all the way.
    """
    changes = AreaSuccession.objects.filter(on__lte=today, kind__in=[SuccessionKind.MERGE, SuccessionKind.RECODE])
    moved = 0
    for change in changes.select_related("predecessor", "successor").order_by("on", "pk"):
        held = Assignment.objects.select_for_update(of=["self"]).filter(area=change.predecessor).open(change.on)
        for assignment in held.select_related("user"):
            _go_on(assignment, change)
            moved += 1
    return moved


def _go_on(assignment: Assignment, change: AreaSuccession) -> None:
    """End ``assignment`` with its area and open the same one in the area that followed."""
    reason = f"{change.predecessor.name}{change.get_kind_display()}，由{change.successor.name}承接（{change.basis}）"
    first, last = max(assignment.valid_from, change.on), assignment.valid_to
    if assignment.valid_from < change.on:
        Assignment.objects.filter(pk=assignment.pk).update(valid_to=change.on - timedelta(days=1))
        record(assignment, AccountChange.GRANTED, AccountChange.ENDED, reason=reason)
    else:
        _revoke(assignment, by=None, reason=reason)
    there = Assignment.objects.filter(user=assignment.user_id, role=assignment.role, area=change.successor)
    if there.overlapping(first, last).exists():
        return
    follower = Assignment.objects.create(
        user_id=assignment.user_id, role=assignment.role, area=change.successor, valid_from=first, valid_to=last,
        substitute_for_id=assignment.substitute_for_id, granted_by_id=assignment.granted_by_id,
    )  # fmt: skip
    record(follower, "", AccountChange.GRANTED, reason=reason)


@transaction.atomic
def unlock(*, user: User, by: User | None, reason: str = "") -> User:
    """Forget the wrong tries of this account from everywhere, so that its owner can try again at once."""
    _refuse_own(user, by=by)
    Attempts.objects.filter(user=user).delete()
    record(user, "", AccountChange.UNLOCKED, user=by, reason=reason)
    return user


@transaction.atomic
def end_logins(*, user: User, by: User, reason: str) -> int:
    """End whatever log-ins another's account has at once; how many there were."""
    _require_reason(reason)
    ended = logins.end(user.logins.all())
    record(user, "", AccountChange.SIGNED_OUT, user=by, reason=reason)
    return ended


def _save(row: User | Assignment) -> None:
    """Validate with the constraints' own sentences, then insert."""
    try:
        row.full_clean()
    except ValidationError as error:
        first, *others = error.messages
        raise TouyanError(first, items=others) from error
    row.save()


def _locked(user: User) -> User:
    """The account's row, held so that two administrators cannot change it at once."""
    return User.objects.select_for_update().get(pk=user.pk)


def _revoke(assignment: Assignment, *, by: User | None, reason: str) -> Assignment:
    now = timezone.now()
    if not Assignment.objects.filter(pk=assignment.pk, revoked_at=None).update(revoked_at=now):
        raise Stale
    assignment.revoked_at = now
    record(assignment, AccountChange.GRANTED, AccountChange.ENDED, user=by, reason=reason)
    return assignment


def save_details(*, user: User, changed: Collection[str], by: User) -> User:
    """Write name, unit and telephone as typed into ``user``. Whom the log speaks of keeps the name it knows."""
    if "name" in changed:
        _refuse_protected(user, by=by)
    user.save()
    return user


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise TouyanError("请写明原因")


def _refuse_own(user: User, *, by: User | None) -> None:
    if by is not None and user.pk == by.pk:
        raise TouyanError("不能更改自己的角色或解锁自己，请由另一名安全管理员办理")


def _refuse_last(assignment: Assignment) -> None:
    """An area always has somebody who opens accounts, grants roles and reads the log, or it is locked out for good.

    Two administrators who revoke each other's role at the same moment wait here for each other: who comes second
    finds himself the last one.
    """
    today = timezone.localdate()
    if assignment.role not in policy.EXCLUSIVE_ROLES or assignment.state_on(today) != AssignmentState.IN_FORCE:
        return
    held = Assignment.objects.filter(role=assignment.role).on(today)
    list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    others = held.exclude(user=assignment.user_id).filter(user__is_active=True).select_related("area")
    if not any(assignment.area.prefix.startswith(other.area.prefix) for other in others):
        role = Role(assignment.role).label
        raise TouyanError(f"{assignment.user.name}是{assignment.area}唯一的{role}：请先把这一角色授予另一个账号，再办")


def _refuse_protected(user: User, *, by: User | None) -> None:
    """Whoever could reset a security administrator's password could act in his name."""
    open_roles = user.assignments.open(timezone.localdate()).values_list("role", flat=True)
    if by is not None and policy.PROTECTED_ROLES.intersection(open_roles):
        raise TouyanError(
            "该账号是安全管理员或审计员：请先由安全管理员收回其角色，或在服务器上用 create_admin 命令重设"
        )
