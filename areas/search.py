"""What the search finds of the area tree."""

from datetime import date

from areas.models import Area
from core.pages.search import Found, Hit


def areas(user, text: str, today: date) -> Found:
    rows = Area.objects.for_user(user).search(text).valid_on(today).select_related("parent").order_by("code")
    return Found(rows, _hit, "areas:area_list", {"q": text})


def _hit(area: Area) -> Hit:
    return Hit(area.short_name, f"{area.parent or ''} {area.code}".strip(), area.get_absolute_url())
