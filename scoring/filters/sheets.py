"""Filters of the score sheets by rater."""

from django.db.models import F

from core.data.lifecycle import called
from core.pages.filters import ChoiceFilter, FilterSet, SearchFilter
from scoring.models import Assessment, Sheet


class RaterSheetFilter(FilterSet):
    """Narrows the rows of ``SheetQuerySet.by_rater``; offers only what occurs in them."""

    assessment = ChoiceFilter(label=called(Assessment))
    component = ChoiceFilter(label="评分项", field_name="component__name")
    state = ChoiceFilter(label="状态", choices=[("missing", "未交齐"), ("given", "已交齐")], method="by_state")
    rater = SearchFilter(label="评委", lookups=("rater__name__icontains",))

    class Meta:
        model = Sheet
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        rows = list(queryset.order_by().values_list("assessment", "assessment__name", "component__name").distinct())
        self.filters["assessment"].extra["choices"] = sorted(
            {(assessment, name) for assessment, name, _ in rows}, reverse=True
        )
        self.filters["component"].extra["choices"] = sorted({(name, name) for _, _, name in rows})
        if not self.request.user.has_perm("scoring.enter_sheets"):
            del self.filters["rater"]

    @property
    def in_any_state(self):
        """The rows that every filter but that of the state lets through: what the summary counts."""
        rows, given = self.queryset.all(), self.form.cleaned_data if self.is_bound else {}
        for name, value in given.items():
            rows = rows if name == "state" else self.filters[name].filter(rows, value)
        return rows

    def by_state(self, rows, name, value):
        return rows.filter(given__lt=F("due")) if value == "missing" else rows.filter(given=F("due"))
