"""Filters of the contest list."""

from areas.choices import Level
from areas.models import Area
from contests.models import Contest
from core.pages.context import chosen_period
from core.pages.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from core.values.periods import Period
from scoring.choices import AssessmentStatus

EVERY_PERIOD = "all"
LEVELS = [(Level.TOWNSHIP, "乡镇"), (Level.COUNTY, "县区")]


class ContestFilter(FilterSet):
    """Shows the period chosen in the top bar unless another one, or every one, is asked for."""

    choosing = ("period",)

    period = ChoiceFilter(label="周期", method="by_period")
    level = ChoiceFilter(label="级别", field_name="area__level", choices=LEVELS)
    township = ModelChoiceFilter(label="乡镇", queryset=Area.objects.at(Level.TOWNSHIP), field_name="area")
    status = ChoiceFilter(label="状态", choices=AssessmentStatus.choices)
    q = SearchFilter(label="名称", lookups=("name__contains",))

    class Meta:
        model = Contest
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        request = kwargs["request"]
        chosen = chosen_period(request)
        data = data.copy() if data is not None else request.GET.copy()
        data.setdefault("period", str(chosen))
        super().__init__(data, *args, **kwargs)
        held = Contest.objects.for_user(request.user).order_by().values_list("period_kind", "year", "number").distinct()
        periods = sorted(
            {chosen, *(Period(*row) for row in held)}, key=lambda period: (period.start, period.kind), reverse=True
        )
        choices = [(EVERY_PERIOD, "全部"), *((str(period), period.label) for period in periods)]
        self.filters["period"].extra |= {"choices": choices, "empty_label": None}
        if request.user.acting.area.level >= Level.TOWNSHIP:
            del self.filters["level"], self.filters["township"]

    def by_period(self, rows, name, value):
        return rows if value == EVERY_PERIOD else rows.of_period(Period.parse(value))
