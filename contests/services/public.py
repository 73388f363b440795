"""Whether outsiders may read a county's notices and results: off until the county switches it on, on record."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from areas.models import Area
from contests.choices import AccessStep
from contests.models import PublicAccess
from core.data.lifecycle import record
from core.errors import TouyanError


def is_open(area: Area) -> bool:
    return PublicAccess.objects.filter(area=area, is_open=True).exists()


@transaction.atomic
def set_access(*, area: Area, is_open: bool, user: User, reason: str = "") -> PublicAccess:
    """Let everybody read the notices and results of a county's contests from now on, or nobody."""
    if area.level != Level.COUNTY:
        raise TouyanError("对外公开由县区决定")
    access, _ = PublicAccess.objects.select_for_update().get_or_create(
        area=area, defaults={"changed_at": timezone.now()}
    )
    if access.is_open == is_open:
        raise TouyanError("已经是这样，请刷新后再看")
    steps = {True: AccessStep.OPEN, False: AccessStep.CLOSED}
    access.is_open, access.changed_by, access.changed_at = is_open, user, timezone.now()
    access.save()
    record(access, steps[not is_open], steps[is_open], user=user, reason=reason)
    return access
