"""Schemes, sheets and standings in the API: the same scope and services as the pages. C1–C6"""

from functools import reduce

import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest.api import PROBLEMS, ScopedViewSet
from core.values.rounding import shown_points
from rules.choices import RuleSetStatus
from scoring.choices import SheetStatus
from scoring.models import Component, Field, Rater, Scheme, Score, Sheet, Standing
from scoring.reads.explanation import explain, sees_seats
from scoring.services.cells import CellInput, save_cells
from scoring.services.paper import may_see_first
from scoring.services.sheets import submit

MAX_CELLS = 5_000  # in one request


class PointsField(serializers.DecimalField):
    """Points as they are shown: with as many decimals as the scheme has, which ``places`` leads to."""

    def __init__(self, *, places: str, **kwargs):
        self.places = places.split("__")
        super().__init__(max_digits=18, decimal_places=8, read_only=True, **kwargs)

    def get_attribute(self, instance):
        return shown_points(super().get_attribute(instance), reduce(getattr, self.places, instance))

    def to_representation(self, value) -> str:
        return str(value)


# ---------------------------------------------------------------- schemes
class FieldSerializer(serializers.ModelSerializer):
    name = serializers.CharField()
    indicator = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = Field
        fields = ("id", "order", "name", "indicator", "maximum")


class ComponentSerializer(serializers.ModelSerializer):
    rater_group = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    fields_ = FieldSerializer(source="fields", many=True, help_text="评分栏，方案启用后才有")

    class Meta:
        model = Component
        fields = (
            "id", "code", "name", "kind", "rater_group", "combine", "drop_high", "drop_low", "weight", "factor",
            "minimum_sheets", "too_few", "fields_",
        )  # fmt: skip


class SchemeSerializer(serializers.ModelSerializer):
    area = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Scheme
        fields = (
            "id", "version", "area", "code", "name", "year", "edition", "status", "basis", "subject", "full_mark",
            "decimals", "point_decimals", "exclusion_level",
        )  # fmt: skip


class SchemeDetailSerializer(SchemeSerializer):
    components = ComponentSerializer(many=True)

    class Meta(SchemeSerializer.Meta):
        fields = (*SchemeSerializer.Meta.fields, "components")


class SchemeApiFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=RuleSetStatus.choices)
    year = django_filters.NumberFilter()

    class Meta:
        model = Scheme
        fields = ()


class SchemeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """评分方案：本级、上级和下级的。"""

    queryset = Scheme.objects.select_related("area").order_by("-year", "area__code", "code", "-edition")
    filterset_class = SchemeApiFilter
    verb_required = "scoring.view_scheme"

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if self.action == "list" else rows.prefetch_related("components__fields__indicator")

    def get_serializer_class(self):
        return SchemeSerializer if self.action == "list" else SchemeDetailSerializer


# ---------------------------------------------------------------- sheets
class ScoreSerializer(serializers.ModelSerializer):
    points = PointsField(places="field__component__scheme__point_decimals")

    class Meta:
        model = Score
        fields = ("field", "points", "saved_at")


class SheetSerializer(serializers.ModelSerializer):
    total = PointsField(places="component__scheme__point_decimals", allow_null=True)

    class Meta:
        model = Sheet
        fields = (
            "id", "assessment", "component", "rater", "entry", "status", "total", "submitted_at", "waived_reason",
        )  # fmt: skip


class SheetDetailSerializer(SheetSerializer):
    scores = serializers.SerializerMethodField(
        allow_null=True, help_text="各栏的分；双人录入的纸质表提交以前，除第一遍的录入人以外为 null"
    )

    class Meta(SheetSerializer.Meta):
        fields = (*SheetSerializer.Meta.fields, "scores")

    @extend_schema_field(ScoreSerializer(many=True))
    def get_scores(self, sheet: Sheet):
        if not may_see_first(sheet.component, sheet.rater, self.context["request"].user):
            return None  # the second entry is blind
        scores = sheet.scores.select_related("field__component__scheme")
        return ScoreSerializer(scores, many=True).data


class CellSerializer(serializers.Serializer):
    field = serializers.IntegerField(min_value=0, max_value=2**63 - 1, help_text="评分栏")
    value = serializers.CharField(max_length=40, allow_blank=True, help_text="要填的分；空串清除")
    was = serializers.CharField(max_length=40, allow_blank=True, help_text="您看到的分；空串表示没有")


class CellsSerializer(serializers.Serializer):
    cells = CellSerializer(many=True, allow_empty=False, max_length=MAX_CELLS)


class CellResultSerializer(serializers.Serializer):
    field = serializers.IntegerField(source="field_id")
    state = serializers.ChoiceField(["saved", "refused", "stale"])
    value = serializers.CharField(allow_blank=True, help_text="现在存着的分")
    message = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True, help_text="被谁改过")
    at = serializers.DateTimeField(allow_null=True)


class CellResultsSerializer(serializers.Serializer):
    cells = CellResultSerializer(many=True)


class SubmissionSerializer(serializers.Serializer):
    component = serializers.IntegerField(min_value=0, max_value=2**63 - 1, help_text="评分项")
    rater = serializers.IntegerField(min_value=0, max_value=2**63 - 1, help_text="评委")
    leave_missing = serializers.BooleanField(default=False, help_text="缺分的表留着，只提交填完的")


class SubmittedSerializer(serializers.Serializer):
    submitted = serializers.IntegerField(help_text="提交了几份")
    left = serializers.IntegerField(help_text="缺分而留下几份")


class SheetApiFilter(django_filters.FilterSet):
    assessment = django_filters.NumberFilter("assessment_id")
    component = django_filters.NumberFilter("component_id")
    rater = django_filters.NumberFilter("rater_id")
    entry = django_filters.NumberFilter("entry_id")
    status = django_filters.ChoiceFilter(choices=SheetStatus.choices)

    class Meta:
        model = Sheet
        fields = ()


class SheetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """评分表：您作为评委要填的，和本单位主办的。"""

    queryset = Sheet.objects.select_related("component__scheme").order_by("pk")
    filterset_class = SheetApiFilter
    verb_required = "scoring.score_sheet"

    def reached(self, rows):
        return rows.filter(rater__in=Rater.objects.entered_by(self.request.user))

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action == "list":
            return rows
        return rows.select_related("rater__assessment")

    def get_serializer_class(self):
        return SheetSerializer if self.action == "list" else SheetDetailSerializer

    @extend_schema(
        request=CellsSerializer, responses={200: CellResultsSerializer, **PROBLEMS, 409: CellResultsSerializer}
    )
    @action(detail=True, methods=["post"])
    def cells(self, request, pk=None):
        """填分，每格各自算数；有一格被他人改过就回 409，那一格没有写，``value`` 是现在的分。"""
        wanted = CellsSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        sheet = self.get_object()
        results = save_cells(
            assessment=sheet.assessment,
            component=sheet.component,
            rater=sheet.rater,
            cells=[
                CellInput(sheet.entry_id, cell["field"], cell["value"], cell["was"])
                for cell in wanted.validated_data["cells"]
            ],
            user=request.user,
        )
        stale = any(result.state == "stale" for result in results)
        answer = CellResultsSerializer({"cells": results}).data
        return Response(answer, status=status.HTTP_409_CONFLICT if stale else status.HTTP_200_OK)

    @extend_schema(request=SubmissionSerializer, responses={200: SubmittedSerializer, **PROBLEMS})
    @action(detail=False, methods=["post"])
    def submit(self, request):
        """提交一位评委在一个评分项的各份表。"""
        wanted = SubmissionSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        data = wanted.validated_data
        seats = Rater.objects.for_user(request.user).entered_by(request.user).select_related("assessment__scheme")
        rater = get_object_or_404(seats, pk=data["rater"])  # somebody else's is as unknown as one that is not there
        component = get_object_or_404(Component, pk=data["component"], scheme=rater.assessment.scheme_id)
        done = submit(
            assessment=rater.assessment, component=component, rater=rater, user=request.user,
            leave_missing=data["leave_missing"],
        )  # fmt: skip
        return Response(SubmittedSerializer(done).data)


# ---------------------------------------------------------------- standings
class StandingSerializer(serializers.ModelSerializer):
    assessment = serializers.IntegerField(source="tally.assessment_id")
    version = serializers.IntegerField(source="tally.version", help_text="计分的第几版")
    area = serializers.CharField(source="entry.area.code")
    entry = serializers.CharField(source="entry.name")
    final = PointsField(places="tally__assessment__scheme__decimals", allow_null=True)

    class Meta:
        model = Standing
        fields = (
            "id", "assessment", "version", "area", "entry", "status", "rank", "previous_rank", "base", "bonus", "final",
            "contributions", "dimensions", "dimensions_full",
        )  # fmt: skip


class StepSerializer(serializers.Serializer):
    title = serializers.CharField()
    result = serializers.CharField()
    note = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())


class StandingDetailSerializer(StandingSerializer):
    steps = serializers.SerializerMethodField(help_text="得分怎么来的，一步一步")

    class Meta(StandingSerializer.Meta):
        fields = (*StandingSerializer.Meta.fields, "steps")

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, standing: Standing):
        user = self.context["request"].user
        [explanation] = explain([standing], prefix=user.scope_prefix, seats=sees_seats(user))
        return StepSerializer(explanation.steps, many=True).data


class StandingApiFilter(django_filters.FilterSet):
    assessment = django_filters.NumberFilter("tally__assessment_id")
    version = django_filters.NumberFilter("tally__version", help_text="不填就是最新一版")
    area = django_filters.CharFilter("entry__area__code")
    trial = django_filters.BooleanFilter("tally__assessment__is_trial", help_text="演练的结果，不填就没有演练")

    class Meta:
        model = Standing
        fields = ()


class StandingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """名次，限您所在的区域；村里定稿后才看得到。"""

    queryset = Standing.objects.select_related("tally__assessment__scheme", "entry__area").order_by(
        "tally", "rank", "pk"
    )
    serializer_class = StandingSerializer
    filterset_class = StandingApiFilter
    verb_required = "scoring.view_standing"

    def get_queryset(self):
        rows = super().get_queryset()
        if self.action == "retrieve":
            return rows.for_one_explanation()
        asked = self.request.query_params if self.request else {}
        if "trial" not in asked and "assessment" not in asked:
            rows = rows.filter(tally__assessment__is_trial=False)
        return rows if "version" in asked else rows.newest()

    def get_serializer_class(self):
        return StandingSerializer if self.action == "list" else StandingDetailSerializer
