"""Filters of the area list."""

from django.utils import timezone

from areas.choices import Level
from areas.models import Area, Category
from core.pages.filters import CharFilter, CheckFilter, ChoiceFilter, FilterSet, ModelChoiceFilter


class AreaFilter(FilterSet):
    """Areas of today, unless those abolished are asked for."""

    q = CharFilter(label="名称、拼音首字母或代码", method="by_name")
    level = ChoiceFilter(label="级别", choices=Level.choices)
    township = ModelChoiceFilter(label="乡镇", queryset=Area.objects.at(Level.TOWNSHIP), method="by_township")
    category = ModelChoiceFilter(label="村类别", queryset=Category.objects.all(), method="by_category")
    ended = CheckFilter(label="含已撤销", method="or_ended")

    class Meta:
        model = Area
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request.user.acting.area.level >= Level.TOWNSHIP:
            del self.filters["township"]

    def by_name(self, rows, name, value):
        return rows.search(value)

    def by_township(self, rows, name, value):
        return rows.in_area(value.prefix)

    def by_category(self, rows, name, value):
        return rows.in_category(value, timezone.localdate())

    def or_ended(self, rows, name, value):
        return rows if value else rows.valid_on(timezone.localdate())
