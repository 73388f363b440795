"""What of the cadre file stands on the home page: villages without a secretary."""

from datetime import date

from django.urls import reverse

from areas.choices import Level
from areas.models import Area
from cadres.models import Appointment
from core.pages.home import Desk, Line, Shortage, listed


def without_secretary(areas, day: date):
    """The villages among ``areas`` in which nobody is secretary on ``day``."""
    led = Appointment.objects.secretaries_on(day).order_by().values("area")
    return areas.villages().valid_on(day).exclude(pk__in=led)


def vacancies(desk: Desk) -> Shortage | None:
    """For offices: in which of their villages nobody is secretary today, whatever period is shown."""
    if desk.area.level not in (Level.COUNTY, Level.TOWNSHIP):
        return None
    vacant = without_secretary(Area.objects.for_user(desk.user), desk.today)
    names = list(vacant.order_by("code").values_list("short_name", flat=True))
    lines = [Line("没有书记的村", listed(names), f"{len(names)} 村", reverse("cadres:vacancy_list"))] if names else []
    return Shortage(lines, "每个村都有书记")
