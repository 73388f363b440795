"""What the search finds of contests."""

from datetime import date

from contests.models import Contest
from core.pages.search import Found, Hit


def contests(user, text: str, today: date) -> Found:
    rows = Contest.objects.for_user(user).filter(name__contains=text).select_related("area")
    return Found(rows, _hit, "contests:contest_list", {"q": text, "period": "all"})


def _hit(contest: Contest) -> Hit:
    return Hit(contest.name, f"{contest.area} · {contest.get_status_display()}", contest.get_absolute_url())
