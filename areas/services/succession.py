"""Areas change: merged, split, renamed, re-coded (O1). Old rows end; whatever hangs on them stays there."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from areas import policy
from areas.choices import Level, SuccessionKind
from areas.models import Area, AreaCategory, AreaSuccession, VillageProfile, WeakVillageStatus
from core.data.constraints import refusing
from core.errors import Stale, TouyanError
from core.values.names import initials


@dataclass(frozen=True)
class Heir:
    """What follows an area: an existing one (``code`` alone) or a new one (``code`` and ``name``)."""

    code: str
    name: str = ""


@transaction.atomic
def rename(*, area: Area, name: str, on: date, basis: str) -> Area:
    """Give ``area`` a new name from ``on``; the code, and so the row, stays."""
    old_name = area.name
    if name == old_name:
        raise TouyanError("新名称与原名称相同")
    short = policy.short_name(name)
    if not Area.objects.filter(pk=area.pk, name=old_name).update(name=name, short_name=short, initials=initials(short)):
        raise Stale
    with refusing(AreaSuccession):
        AreaSuccession.objects.create(
            predecessor=area, successor=area, kind=SuccessionKind.RENAME, on=on, old_name=old_name, basis=basis
        )
    area.refresh_from_db()
    return area


@transaction.atomic
def succeed(
    *, predecessors: list[Area], heirs: list[Heir], kind: SuccessionKind, on: date, basis: str
) -> list[AreaSuccession]:
    """End ``predecessors`` on the day before ``on`` and let ``heirs`` follow them from ``on``.

    A merger has one heir, a split one predecessor and several heirs; both are for villages. A change of code is
    one to one and takes everything below along: the rest of each code stays, profiles and categories are carried
    over. Raises ``TouyanError`` and writes nothing when codes do not fit.
    """
    _check_numbers(predecessors, heirs, kind)
    followers = [_follow(heir, predecessors[0].level, on) for heir in heirs]
    written = []
    for area in predecessors:
        descendants = list(Area.objects.below(area).valid_on(on).order_by("level", "code"))
        if descendants and kind != SuccessionKind.RECODE:
            raise TouyanError(f"{area}下面还有 {len(descendants)} 个区划，请先逐个变更代码")
        if any(follower.pk == area.pk for follower in followers):
            raise TouyanError(f"{area}不能由自己承接")
        _end(area, on)
        written += [_note(area, follower, kind, on, basis) for follower in followers]
        if kind == SuccessionKind.RECODE:
            _carry(area, followers[0], on)
            for child in descendants:
                code = followers[0].prefix + child.code[len(area.prefix) :]
                heir = _follow(Heir(code, child.name), child.level, on, is_official=child.is_official)
                _end(child, on)
                written.append(_note(child, heir, kind, on, basis))
                _carry(child, heir, on)
    return written


def _check_numbers(predecessors: list[Area], heirs: list[Heir], kind: SuccessionKind):
    levels = {area.level for area in predecessors}
    if len(levels) != 1:
        raise TouyanError("请选择同一级别的区划")
    fits = {
        SuccessionKind.MERGE: len(heirs) == 1,
        SuccessionKind.SPLIT: len(predecessors) == 1 and len(heirs) > 1,
        SuccessionKind.RECODE: len(predecessors) == len(heirs) == 1,
    }
    if not fits.get(kind):
        raise TouyanError("合并只有一个承接单位；拆分为一个原区划、至少两个承接单位；变更代码一对一")


def _follow(heir: Heir, level: int, on: date, *, is_official: bool | None = None) -> Area:
    area = Area.objects.filter(code=heir.code).first()
    if area:
        if heir.name and heir.name != area.name:
            raise TouyanError(f"代码 {heir.code} 已由{area.name}使用")
        if area.level != level or not Area.objects.valid_on(on).filter(pk=area.pk).exists():
            raise TouyanError(f"{area.name}级别不同或已撤销，不能承接")
        return area
    if not heir.name:
        raise TouyanError(f"没有代码为 {heir.code} 的区划；新设区划请填写名称")
    parent = None
    if level > Level.PROVINCE:
        above = policy.padded(policy.prefix(heir.code, level - 1))
        parent = Area.objects.valid_on(on).filter(code=above, level__lt=level).first()
        if not parent:
            raise TouyanError(f"代码 {heir.code} 的上级区划 {above} 不存在或已撤销")
    with refusing(Area):
        return Area.objects.create(
            code=heir.code,
            name=heir.name,
            short_name=policy.short_name(heir.name),
            level=level,
            parent=parent,
            valid_from=on,
            is_official=heir.code.isdigit() if is_official is None else is_official,
        )


def _end(area: Area, on: date):
    if area.valid_from and area.valid_from >= on:
        raise TouyanError(f"{area}于 {area.valid_from} 才启用，生效日期须在其后")
    if not Area.objects.filter(pk=area.pk, valid_to=None).update(valid_to=on - timedelta(days=1)):
        raise Stale(f"{area}已撤销，请刷新后再试")


def _note(area: Area, heir: Area, kind: SuccessionKind, on: date, basis: str) -> AreaSuccession:
    with refusing(AreaSuccession):
        return AreaSuccession.objects.create(
            predecessor=area, successor=heir, kind=kind, on=on, old_name=area.name, basis=basis
        )


def _carry(area: Area, heir: Area, on: date):
    """Profile and open dated facts go on under the new code."""
    if profile := VillageProfile.objects.filter(area=area).first():
        profile.pk, profile.area, profile._state.adding = None, heir, True
        profile.save()
    for model in (AreaCategory, WeakVillageStatus):
        for held in model.objects.filter(area=area).valid_on(on):
            if held.valid_from < on:
                model.objects.filter(pk=held.pk).update(valid_to=on - timedelta(days=1))
                held.pk, held.valid_from, held._state.adding = None, on, True
            held.area = heir
            held.save()
