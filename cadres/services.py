"""Taking up and leaving posts, and what the dossier then says (A4, A8)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from accounts.choices import AccountChange
from accounts.models import User
from accounts.services import close_on_departure
from areas.choices import SuccessionKind
from areas.models import Area, AreaSuccession
from areas.services import dossiers
from areas.services.dossiers import Source
from cadres.choices import EntryKind
from cadres.models import Appointment, DossierEntry, Person, PostKind
from cadres.querysets import DIRECTOR, SECRETARY
from core.audit import trail
from core.data.constraints import refusing
from core.data.lifecycle import record
from core.errors import Stale, TouyanError
from core.files.attachments import store
from core.files.photos import portrait
from core.models import AccessRecord


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: PostKind,
    area: Area,
    valid_from: date,
    valid_to: date | None = None,
    term_ends_on: date | None = None,
    note: str = "",
) -> Appointment:
    """``person`` takes up ``post`` in ``area``; the dossier records it.

    A post for several takes the lowest seat that is free for the whole time. ``TouyanError`` when the seat is held,
    the person holds the post already, or the area does not exist on that day.
    """
    if not Area.objects.valid_on(valid_from).filter(pk=area.pk).exists():
        raise TouyanError(f"{area}在 {valid_from} 未设立或已撤销")
    if valid_to and valid_to < valid_from:
        raise TouyanError("离任日期不能早于任职日期")
    _one_at_a_time(area, post)
    _refuse_held(person, area, post, valid_from, valid_to)
    with refusing(Appointment):
        appointment = Appointment.objects.create(
            person=person,
            post=post,
            area=area,
            seat=1 if post.single_seat else _free_seat(area, post, valid_from, valid_to),
            valid_from=valid_from,
            valid_to=valid_to,
            term_ends_on=term_ends_on,
            note=note,
        )
    _write_down(appointment)
    return appointment


@transaction.atomic
def set_photo(*, person: Person, upload: UploadedFile, user: User) -> Person:
    """``upload``, drawn anew as a portrait, becomes the photo of the file; the history keeps the one before."""
    photo = store(upload=portrait(upload), user=user)
    Person.objects.filter(pk=person.pk).update(photo=photo, version=F("version") + 1)
    person.refresh_from_db()
    return person


@transaction.atomic
def reveal(*, person: Person, field: str, reason: str, request) -> str:
    """The whole of a sensitive value for ``request.user``, on record. ``TouyanError`` after too many in an hour."""
    since = timezone.now() - timedelta(hours=1)
    seen = AccessRecord.objects.filter(action=AccessRecord.Access.REVEAL, user=request.user, at__gt=since).count()
    if seen >= settings.REVEALS_PER_HOUR:
        raise TouyanError(f"一小时内最多查看 {settings.REVEALS_PER_HOUR} 次，请过一会儿再看")
    value = getattr(person, field).clear
    label = Person._meta.get_field(field).verbose_name
    trail.note(request, AccessRecord.Access.REVEAL, subject=f"{person.number} {person.name}：{label}（{reason}）")
    return value


@transaction.atomic
def end_appointment(appointment: Appointment, *, on: date, reason: str, by: User | None = None) -> Appointment:
    """``on`` becomes the last day in the post; the dossier records why. ``Stale`` when it was ended meanwhile.

    Who then holds no post there any more loses the account's role there, and an account without a role is closed. O2
    """
    if on < appointment.valid_from:
        raise TouyanError(f"离任日期不能早于任职日期 {appointment.valid_from}")
    if not reason.strip():
        raise TouyanError("请填写离任原因")
    ended = Appointment.objects.filter(pk=appointment.pk, valid_to=appointment.valid_to)
    if not ended.update(valid_to=on, end_reason=reason.strip()):
        raise Stale
    appointment.refresh_from_db()
    _entry(
        appointment,
        "end",
        date=on,
        title=f"不再担任{appointment.title}",
        value="离任",
        detail=appointment.end_reason,
    )
    account, area = appointment.person.user, appointment.area
    there = Appointment.objects.filter(person=appointment.person, area=area)
    if account and not there.overlapping(on + timedelta(days=1), None).exists():
        close_on_departure(user=account, area=area, on=on, by=by, reason=f"不再担任{appointment.title}")
    return appointment


@transaction.atomic
def follow_successions(*, today: date) -> int:
    """Move files and open posts of areas that have gone to what followed them; how many rows moved (O1).

    Files follow a merger and a change of code. Posts follow a change of code only, from its day on: who holds them
    after a merger is for the office to decide. Idempotent, so a missed day is caught up.
    """
    gone = AreaSuccession.objects.filter(on__lte=today)
    heir = gone.filter(predecessor=OuterRef("area"), kind__in=[SuccessionKind.MERGE, SuccessionKind.RECODE])
    moved = (
        Person.objects.filter(Exists(heir))
        .annotate(heir=Subquery(heir.values("successor")[:1]))
        .update(area=F("heir"), version=F("version") + 1)
    )
    for change in gone.filter(kind=SuccessionKind.RECODE):
        moved += _recode_posts(change)
    return moved


def _recode_posts(change: AreaSuccession) -> int:
    held = list(Appointment.objects.filter(area=change.predecessor_id).overlapping(change.on, None))
    begun = [each.pk for each in held if each.valid_from < change.on]
    Appointment.objects.filter(pk__in=begun).update(
        valid_to=change.on - timedelta(days=1), end_reason=SuccessionKind.RECODE.label
    )
    Appointment.objects.filter(pk__in=[each.pk for each in held]).exclude(pk__in=begun).update(area=change.successor)
    Appointment.objects.bulk_create(
        Appointment(
            person_id=each.person_id,
            post_id=each.post_id,
            area_id=change.successor_id,
            seat=each.seat,
            valid_from=change.on,
            valid_to=each.valid_to,
            term_ends_on=each.term_ends_on,
            note=change.basis,
        )
        for each in held
        if each.pk in begun
    )
    return len(held)


@transaction.atomic
def link_account(*, person: Person, user: User, by: User) -> Person:
    """``user`` becomes the account of ``person``: as a village cadre it then reads this file. One account, one file."""
    account = User.objects.select_for_update().get(pk=user.pk)
    if Person.objects.filter(user=account).exists():
        raise TouyanError(f"{account.username} 已关联一份档案，请先取消关联")
    if not Person.objects.filter(pk=person.pk, user=None).update(user=account, version=F("version") + 1):
        raise TouyanError(f"{person.name}（{person.number}）的档案已关联别的账号，请先在那个账号上取消关联")
    record(account, "", AccountChange.LINKED, user=by, reason=f"{person.number} {person.name}（{person.area}）")
    person.refresh_from_db()
    return person


@transaction.atomic
def unlink_account(*, person: Person, by: User, reason: str) -> Person:
    """The account no longer reads the file. ``Stale`` when it was unlinked meanwhile."""
    if not reason.strip():
        raise TouyanError("请写明原因")
    account = person.user
    if not Person.objects.filter(pk=person.pk, user=account).update(user=None, version=F("version") + 1):
        raise Stale
    record(
        account,
        AccountChange.LINKED,
        AccountChange.UNLINKED,
        user=by,
        reason=f"{person.number} {person.name}：{reason}",
    )
    person.refresh_from_db()
    return person


def _one_at_a_time(area: Area, post: PostKind):
    """Two clerks who appoint to one post of one village at once follow one another: seats are counted, then taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [area.pk % 2**31, post.pk % 2**31])


def _refuse_held(person: Person, area: Area, post: PostKind, valid_from: date, valid_to: date | None):
    """Say who is in the way; the constraint refuses whatever this does not see."""
    if not post.single_seat:
        return
    meanwhile = Appointment.objects.filter(area=area, post=post).exclude(person=person)
    held = meanwhile.overlapping(valid_from, valid_to).select_related("person").order_by("valid_from").first()
    if held is None:
        return
    if held.valid_from > valid_from:
        raise TouyanError(f"{area}{post}已定由{held.person}担任（{held.valid_from} 起），请改任职、离任日期")
    until = f" 至 {held.valid_to}" if held.valid_to else " 起"
    raise TouyanError(f"{area}{post}现由{held.person}担任（{held.valid_from}{until}），请先办理离任")


def _free_seat(area: Area, post: PostKind, valid_from: date, valid_to: date | None) -> int:
    meanwhile = Appointment.objects.filter(area=area, post=post).overlapping(valid_from, valid_to)
    taken = set(meanwhile.values_list("seat", flat=True))
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)


def _write_down(appointment: Appointment):
    others = Appointment.objects.filter(person=appointment.person, area=appointment.area)
    held = set(others.valid_on(appointment.valid_from).values_list("post__code", flat=True))
    both = {SECRETARY, DIRECTOR}
    parts = [f"任期至 {appointment.term_ends_on}" if appointment.term_ends_on else "", appointment.note]
    _entry(
        appointment,
        "start",
        date=appointment.valid_from,
        period_to=appointment.valid_to,
        title=f"任{appointment.title}",
        value="一肩挑" if appointment.post.code in both and both <= held else "",
        detail="，".join(part for part in parts if part),
    )


def _entry(appointment: Appointment, step: str, **facts):
    key = Source("appointment", appointment.pk).key(step)
    dossiers.enter([DossierEntry(person=appointment.person, key=key, kind=EntryKind.APPOINTMENT, **facts)])
