"""Filters of the cadre list."""

from django.utils import timezone

from areas.choices import Level
from areas.models import Area
from cadres.choices import AgeBand
from cadres.models import Person, PostKind, Source
from core.pages.filters import CharFilter, CheckFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

SERVING = [("serving", "在职"), ("none", "未任职")]


class PersonFilter(FilterSet):
    q = CharFilter(label="姓名或拼音", method="by_text")
    township = ModelChoiceFilter(label="乡镇", queryset=Area.objects.at(Level.TOWNSHIP), method="by_township")
    post = ModelChoiceFilter(label="职务", queryset=PostKind.objects.all(), method="by_post")
    source = ModelChoiceFilter(label="来源", queryset=Source.objects.all())
    age = ChoiceFilter(label="年龄", choices=AgeBand.choices, method="by_age")
    serving = ChoiceFilter(label="在职", choices=SERVING, method="by_serving")
    concurrent = CheckFilter(label="一肩挑", method="by_badge")
    cross_village = CheckFilter(label="跨村", method="by_badge")

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request.user.acting.area.level >= Level.TOWNSHIP:
            del self.filters["township"]

    @property
    def today(self):
        return timezone.localdate()

    def by_text(self, rows, name, value):
        return rows.search(value)

    def by_township(self, rows, name, value):
        return rows.in_area(value.prefix)

    def by_post(self, rows, name, value):
        return rows.holding(value, self.today)

    def by_age(self, rows, name, value):
        return rows.in_age_band(value, self.today)

    def by_serving(self, rows, name, value):
        return rows.serving(self.today) if value == "serving" else rows.not_serving(self.today)

    def by_badge(self, rows, name, value):
        return getattr(rows, name)(self.today) if value else rows
