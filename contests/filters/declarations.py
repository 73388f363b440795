"""The filter of declarations."""

from areas.models import Area
from contests.models import Contest, Declaration
from core.pages.filters import ChoiceFilter, FilterSet, ModelChoiceFilter, SearchFilter
from core.submissions.choices import SubmissionStatus


class DeclarationFilter(FilterSet):
    q = SearchFilter(label="查找", lookups=("entry__name__icontains", "entry__holder_name__icontains"))
    contest = ModelChoiceFilter(
        label="比武", field_name="entry__assessment",
        queryset=Contest.objects.filter(entries__declaration__isnull=False).distinct(),
    )  # fmt: skip
    township = ModelChoiceFilter(
        label="乡镇", field_name="entry__township", queryset=Area.objects.at(Area.Level.TOWNSHIP)
    )
    status = ChoiceFilter(label="状态", choices=SubmissionStatus.choices)

    class Meta:
        model = Declaration
        fields: list[str] = []
