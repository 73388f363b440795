"""What of accounts stands on the home page of administrators."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from accounts.choices import AccountState
from accounts.models import User
from core.pages.home import Desk, Line, Section


def accounts(desk: Desk) -> Iterator[Section]:
    """How many accounts are in which state."""
    users = User.objects.for_user(desk.user)
    counts, url = users.count_by_state(), reverse("accounts:user_list")
    lines = [
        Line(state.label, figure=f"{counts[state]} 个", url=f"{url}?{urlencode({'state': state})}")
        for state in AccountState
        if counts.get(state)
    ]
    if never := users.never_seen().count():
        lines.append(Line("其中从未登录过", figure=f"{never} 个", url=f"{url}?{urlencode({'seen': 'never'})}"))
    yield Section("账号概况", lines, ("全部", url))
