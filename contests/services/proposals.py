"""What the page of a new contest proposes: its period, scheme and dates, and the contest before it. C3, C4"""

from datetime import date, timedelta

from django.db.models import Q

from areas.models import Area
from contests.models import Contest, ContestSeries, Scheme
from core.periods import Period

# Days before (-) or after a quarter's end at which the stages begin and end; shorter periods shrink what lies before.
STAGE_DAYS = {
    "declaration": (-51, -41), "onsite": (-18, -18), "review": (-17, 0), "adjudication": (1, 8), "notice": (9, 15),
}  # fmt: skip
QUARTER_DAYS = 92


def proposed_stages(period: Period) -> dict[str, tuple[date, date]]:
    """Sensible dates of the usual stages for a contest of ``period``, by stage code. D3 4"""
    share = min(1, ((period.end - period.start).days + 1) / QUARTER_DAYS)

    def day(offset: int) -> date:
        return period.end + timedelta(days=round(offset * share) if offset < 0 else offset)

    return {code: (day(first), day(last)) for code, (first, last) in STAGE_DAYS.items()}


def proposed_period(area: Area, period: Period) -> Period:
    """``period``, or the first one after it for which the area's series has no contest yet."""
    series = first_series(area, period.kind)
    made = set(Contest.objects.filter(series=series).values_list("year", "number")) if series else ()
    while (period.year, period.number) in made:
        period = period.next()
    return period


def proposed_scheme(area: Area, period: Period) -> Scheme | None:
    """The scheme of the series' contest before ``period`` while it may still be used, else the first that may."""
    usable = Scheme.objects.usable_in(area)
    previous = _before(period, first_series(area, period.kind))
    return usable.filter(pk__in=previous.values("scheme")[:1]).first() or usable.first()


def previous_contest(contest: Contest) -> Contest | None:
    """The contest of the series before this one."""
    return _before(contest.period, contest.series).first()


def _before(period: Period, series: ContestSeries | None):
    """The contests of a series before ``period``, the latest first."""
    earlier = Q(year__lt=period.year) | Q(year=period.year, number__lt=period.number)
    return Contest.objects.filter(earlier, series=series).order_by("-year", "-number")


def first_series(area: Area, kind: str) -> ContestSeries | None:
    return ContestSeries.objects.filter(area=area, period_kind=kind).order_by("pk").first()
