"""What the search finds of accounts."""

from datetime import date

from django.db.models import Q

from accounts.models import User
from core.pages.search import Found, Hit
from core.values.names import tidy_name


def accounts(user: User, text: str, today: date) -> Found:
    rows = User.objects.for_user(user).filter(Q(name__icontains=tidy_name(text)) | Q(username__icontains=text))
    return Found(rows, _hit, "accounts:user_list", {"q": text})


def _hit(account: User) -> Hit:
    return Hit(account.name, f"{account.username} · {account.unit}".strip(" ·"), account.get_absolute_url())
