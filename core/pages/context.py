"""What every page's chrome needs: menu, acting assignment, chosen period."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.declare import MenuPage, MenuSection, Searched, declared
from core.values.periods import Period

PERIODS_OFFERED = 8  # two years of quarters


def shell(request) -> dict:
    """Menu and switches for a logged-in user, nothing for others. Evaluated only where a template shows them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "nav": SimpleLazyObject(lambda: _menu(request)),
        "acting": user.acting,
        "period": chosen_period(request),
        "periods": SimpleLazyObject(_periods),
        "nav_search": any(user.has_perm(each.permission) for each in declared(Searched)),
        "perms_home": user.has_perm("dashboards.view_home"),
    }


def chosen_period(request) -> Period:
    """The quarter chosen in the top bar; today's unless one was chosen in this session."""
    try:
        return Period.parse(request.session["period"])
    except (KeyError, ValueError):
        return Period.of(timezone.localdate())


def menu() -> list[tuple[MenuSection, list[MenuPage]]]:
    """Every section that the apps declare, with its pages."""
    pages = declared(MenuPage)
    return [(section, [page for page in pages if page.section == section.key]) for section in declared(MenuSection)]


def _menu(request) -> list[dict]:
    """The sections that the user may enter, each with its pages; the one he is in is active and shows them."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    items = []
    for section, all_pages in menu():
        entered = [each for each in all_pages if request.user.has_perm(each.permission)]
        if not entered:
            continue
        pages = [{"label": each.label, "url": reverse(each.page), "active": each.page == here} for each in entered]
        near = max(_nearness(each.page, here) for each in entered)
        item = {"key": section.key, "label": section.label, "icon": section.icon, "url": pages[0]["url"]}
        items.append(item | {"pages": pages, "near": near})
    nearest = max(items, key=lambda item: item["near"], default=None)
    for item in items:
        item["active"] = item is nearest and item["near"] > 0
        if not item["active"] or len(item["pages"]) == 1:
            item["pages"] = []
    return items


def _nearness(url_name: str, here: str) -> int:
    """How near two pages are: 2 for pages about the same (``areas:kind_…``), 1 for others of the same app."""
    same = [name for name in (":", "_") if url_name.partition(name)[0] == here.partition(name)[0]]
    return len(same)


def _periods() -> list[Period]:
    """The coming quarter (schemes are made ahead) and those before it, newest first."""
    period = Period.of(timezone.localdate()).next()
    offered = []
    for _ in range(PERIODS_OFFERED):
        offered.append(period)
        period = period.previous()
    return offered
