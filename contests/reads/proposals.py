"""What the page of a new contest proposes: its period, scheme and dates, and the contest before it. C3, C4"""

from datetime import date

from areas.models import Area
from contests.choices import Organiser
from contests.models import Contest, ContestKind
from core.models import CalendarDay
from core.stages.policy import proposed
from core.values.periods import Period
from scoring.models import Scheme, Series


def proposed_stages(kind: ContestKind, period: Period, on: date | None = None) -> dict[str, tuple[date, date]]:
    """When a contest of this kind holds its stages in ``period``, by stage code. D3 4, O4"""
    plans = kind.stages.select_related("stage")
    calendar = CalendarDay.objects.calendar()
    dates = proposed(plans, start=period.start, end=period.end, calendar=calendar, on=on)
    return {plan.stage.code: (first, last) for plan, first, last in dates}


def kinds_for(area: Area):
    """The kinds of contest that this office holds. C3"""
    return ContestKind.objects.known_in(area.code).filter(organiser=Organiser.at(area.level))


def proposed_kind(area: Area, period_kind: str) -> ContestKind | None:
    """The office's first kind of contest with this kind of period, else its first one."""
    kinds = list(kinds_for(area))
    return next((kind for kind in kinds if kind.period_kind == period_kind), kinds[0] if kinds else None)


def proposed_period(area: Area, period: Period) -> Period:
    """``period``, or the first one after it for which the area's series has no contest yet."""
    first = _series_of(area, period.kind).values("pk")[:1]
    made = set(Contest.objects.filter(series__in=first).counted().values_list("year", "number"))
    while (period.year, period.number) in made:
        period = period.next()
    return period


def contest_of(area: Area, period: Period, series: Series | None = None) -> Contest | None:
    """The contest of ``period`` in the series, unless given in the area's own one."""
    made = Contest.objects.filter(series=series or first_series(area, period.kind)).counted()
    return made.filter(period_kind=period.kind, year=period.year, number=period.number).first()


def proposed_scheme(area: Area, period: Period) -> Scheme | None:
    """The scheme of the series' contest before ``period``, in its edition for the year where there is one.

    Else the first that may be used, rather one for the year.
    """
    usable = Scheme.objects.usable_in(area)
    before = Contest.objects.before(period).filter(series=first_series(area, period.kind)).values("scheme")[:1]
    previous, of_year = Scheme.objects.filter(pk__in=before).first(), usable.filter(year=period.year)
    if previous and previous.year != period.year and (next_one := of_year.filter(code=previous.code).first()):
        return next_one
    return usable.filter(pk__in=before).first() or of_year.first() or usable.first()


def first_series(area: Area, kind: str) -> Series | None:
    return _series_of(area, kind).first()


def _series_of(area: Area, kind: str):
    return Series.objects.filter(area=area, period_kind=kind).order_by("pk")
