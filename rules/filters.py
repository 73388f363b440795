"""Filters of the list of rule sets."""

from core.pages.filters import ChoiceFilter, FilterSet, SearchFilter
from rules.choices import RuleSetStatus


class RuleSetFilter(FilterSet):
    """The list holds those of the own area and those of the county that it may use."""

    year = ChoiceFilter(label="年度")
    status = ChoiceFilter(label="状态", choices=RuleSetStatus.choices)
    area = ChoiceFilter(label="区域", method="by_area", choices=[("own", "本区域"), ("other", "上级及其他")])
    q = SearchFilter(label="名称", lookups=("name__contains", "code__contains"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.queryset.model.objects.for_user(self.request.user)
        years = rows.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, f"{year}年") for year in years]

    def by_area(self, rows, name, value):
        own = self.request.user.acting.area_id
        return rows.filter(area=own) if value == "own" else rows.exclude(area=own)
