"""What is recorded about a village: categories, yearly figures, dossier entries (A2, A8)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from areas.models import Area, AreaCategory, Category, IndicatorKind, VillageIndicator, WeakVillageStatus
from core.data.constraints import refusing
from core.errors import Stale, TouyanError


@transaction.atomic
def put_in_category(
    *, area: Area, category: Category, valid_from: date, valid_to: date | None = None, note: str = ""
) -> AreaCategory:
    """From ``valid_from`` on (to ``valid_to``, included) ``area`` belongs to ``category``."""
    with refusing(AreaCategory):
        return AreaCategory.objects.create(
            area=area, category=category, valid_from=valid_from, valid_to=valid_to, note=note
        )


@transaction.atomic
def list_as_weak(*, area: Area, valid_from: date, reason: str) -> WeakVillageStatus:
    """From ``valid_from`` on ``area`` is under rectification (A2, M6)."""
    with refusing(WeakVillageStatus):
        return WeakVillageStatus.objects.create(area=area, valid_from=valid_from, reason=reason)


def end_dated(held: AreaCategory | WeakVillageStatus, *, on: date) -> AreaCategory | WeakVillageStatus:
    """``on`` becomes the last day of an open category or of an open rectification."""
    if on < held.valid_from:
        raise TouyanError(f"结束日期不能早于开始日期 {held.valid_from}")
    if not type(held).objects.filter(pk=held.pk, valid_to=None).update(valid_to=on, version=F("version") + 1):
        raise Stale
    held.valid_to = on
    return held


def set_indicator(
    *, area: Area, kind: IndicatorKind, year: int, value: Decimal, source_label: str = "", link: str = ""
) -> VillageIndicator:
    """Write one yearly figure; a second call for the same year replaces it (the old one stays in the history)."""
    facts = {"value": value, "source_label": source_label, "link": link}
    indicator, _ = VillageIndicator.objects.update_or_create(
        area=area, kind=kind, year=year, defaults={**facts, "version": F("version") + 1}, create_defaults=facts
    )
    return indicator
