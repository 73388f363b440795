"""Areas in the API. A1"""

import django_filters
from rest_framework import mixins, serializers

from areas.choices import Level
from areas.models import Area
from core.rest.api import ScopedViewSet


class AreaSerializer(serializers.ModelSerializer):
    parent = serializers.SlugRelatedField("code", read_only=True, allow_null=True, help_text="上级的区划代码")

    class Meta:
        model = Area
        fields = ("code", "name", "short_name", "level", "parent", "valid_from", "valid_to", "is_official")


class AreaApiFilter(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(choices=Level.choices)
    parent = django_filters.CharFilter("parent__code", help_text="上级的区划代码")
    name = django_filters.CharFilter(lookup_expr="contains")

    class Meta:
        model = Area
        fields = ()


class AreaViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """省、市、县区、乡镇、村，限您所在的区域。"""

    queryset = Area.objects.select_related("parent").order_by("code")
    serializer_class = AreaSerializer
    filterset_class = AreaApiFilter
    verb_required = "areas.view_area"
    lookup_field = "code"
    lookup_value_regex = r"[0-9A-Z]{12}"
