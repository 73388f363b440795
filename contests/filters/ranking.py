"""What the ranking is narrowed by."""

from areas.choices import Level
from areas.models import Area, Category
from core.pages.filters import CheckFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from scoring.models import Standing


class RankingFilter(FilterSet):
    """``period``, ``source`` and ``version`` choose what is ranked (``selection``); the rest narrows its rows."""

    choosing = ("period", "source", "version")

    q = SearchFilter(label="查找", lookups=("entry__name__icontains", "entry__area__initials__istartswith"))
    period = ChoiceFilter(label="季度", method="keep")
    source = ChoiceFilter(label="比武", method="keep")
    version = ChoiceFilter(label="版本", method="keep")
    township = ModelChoiceFilter(
        label="乡镇", field_name="entry__township", queryset=Area.objects.filter(level=Level.TOWNSHIP)
    )
    category = ModelChoiceFilter(
        label="村类别", field_name="entry__categories", queryset=Category.objects.all(), null_label="其他"
    )
    cup = CheckFilter(label="只看夺杯的", method="keep_cups")

    class Meta:
        model = Standing
        fields = ()

    def __init__(self, data=None, *args, selection, **kwargs):
        data = data.copy() if data else {}
        for name, (chosen, _) in selection.choices.items():
            data[name] = chosen
        super().__init__(data, *args, **kwargs)
        for name, (_, options) in selection.choices.items():
            self.filters[name].extra.update(choices=options, empty_label=None)
        if not selection.has_categories:
            del self.filters["category"]
        if len(selection.versions) < 2:
            del self.filters["version"]
        level = self.request.user.acting.area.level
        if level >= Level.TOWNSHIP:
            del self.filters["township"]
        if level >= Level.VILLAGE:
            del self.filters["q"]
        else:
            self.filters["q"].label = selection.words.one

    def keep(self, queryset, name, value):
        return queryset

    def keep_cups(self, queryset, name, value):
        return queryset.with_cup() if value else queryset
