"""What administrators search accounts by."""

from django.utils import timezone

from accounts.choices import AccountState, Role
from accounts.models import User
from areas.models import Area
from core.pages.filters import ChoiceFilter, FilterSet, RemoteModelChoiceFilter, SearchFilter


class PlaceFilter(RemoteModelChoiceFilter):
    """Places inside the administrator's area, which is the scope of accounts but not of business rows."""

    def get_queryset(self, request):
        return Area.objects.in_area(request.user.acting.area.prefix).valid_on(timezone.localdate())


class UserFilter(FilterSet):
    q = SearchFilter(label="查找", lookups=("name__icontains", "username__icontains", "unit__icontains"))
    area = PlaceFilter(label="所在区划", queryset=Area.objects, url_name="accounts:area_choices", method="held")
    role = ChoiceFilter(label="角色", choices=Role, method="held")
    state = ChoiceFilter(label="状态", choices=AccountState)
    seen = ChoiceFilter(label="登录", choices=[("never", "从未登录")], method="never_seen")

    class Meta:
        model = User
        fields: list[str] = []

    def held(self, queryset, name, value):
        """Role and place must be those of the same assignment."""
        chosen = self.form.cleaned_data
        return queryset.holding(role=chosen["role"], area=chosen["area"])

    def never_seen(self, queryset, name, value):
        return queryset.never_seen()
