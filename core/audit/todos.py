"""What the auditor has to look at."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from core.models import AccessRecord, StateChange
from core.pages.home import Desk, Todo


def audit_todos(desk: Desk) -> Iterator[Todo]:
    """What was changed since yesterday morning. The log belongs to no area, as on its own page."""
    yesterday = desk.today - timedelta(days=1)
    since = timezone.make_aware(datetime.combine(yesterday, time.min))
    counts = StateChange.objects.filter(at__gte=since).aggregate(
        changes=Count("pk"), people=Count("user", distinct=True), silent=Count("pk", filter=Q(user=None))
    )
    if counts["changes"]:
        facts = f"{counts['people']} 人操作" + (f" · 系统自动 {counts['silent']} 条" if counts["silent"] else "")
        url = f"{reverse('core:audit_list')}?at_min={yesterday}"
        yield Todo("审计", f"查看昨天以来的 {counts['changes']} 条变更", facts, None, url, "去查看")
    guesses = AccessRecord.objects.filter(action=AccessRecord.Access.DELAYED, at__gte=since).count()
    if guesses:
        url = f"{reverse('core:access_list')}?action={AccessRecord.Access.DELAYED}&at_min={yesterday}"
        yield Todo("审计", f"查看昨天以来的 {guesses} 次连续输错", "可能有人在猜密码", None, url, "去查看")
