"""Contests in the API: the same scope and services as the pages. C3, C4"""

import django_filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from contests.forms.contests import ContestForm
from contests.models import Contest, ContestStage
from contests.services.tally import request_contest_tally
from core.rest.api import PROBLEMS, FormEditMixin, ScopedViewSet, edit_schema
from core.values.periods import PeriodKind
from scoring.choices import AssessmentStatus
from scoring.models import Entry


# ---------------------------------------------------------------- contests
class StageSerializer(serializers.ModelSerializer):
    kind = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = ContestStage
        fields = ("kind", "starts_on", "ends_on")


class EntrySerializer(serializers.ModelSerializer):
    area = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Entry
        fields = ("id", "number", "area", "name", "holder_name", "status")


class ContestSerializer(serializers.ModelSerializer):
    area = serializers.SlugRelatedField("code", read_only=True, help_text="主办单位的区划代码")

    class Meta:
        model = Contest
        fields = (
            "id", "version", "area", "scheme", "name", "theme", "period_kind", "year", "number", "status", "round",
            "is_trial",
        )  # fmt: skip


class ContestDetailSerializer(ContestSerializer):
    stages = StageSerializer(many=True)
    entries = serializers.SerializerMethodField(help_text="您范围内的参赛单位")

    class Meta(ContestSerializer.Meta):
        fields = (*ContestSerializer.Meta.fields, "stages", "entries")

    @extend_schema_field(EntrySerializer(many=True))
    def get_entries(self, contest: Contest):
        rows = contest.entries.for_user(self.context["request"].user).select_related("area").order_by("number")
        return EntrySerializer(rows, many=True).data


class ContestEditSerializer(serializers.ModelSerializer):
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="您读到的版本")

    class Meta:
        model = Contest
        fields = ("version", "name", "theme")


class JobSerializer(serializers.Serializer):
    job = serializers.IntegerField(help_text="后台任务的编号")
    status = serializers.CharField()


class ContestApiFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=AssessmentStatus.choices)
    period_kind = django_filters.ChoiceFilter(choices=PeriodKind.choices)
    year = django_filters.NumberFilter()
    number = django_filters.NumberFilter()

    class Meta:
        model = Contest
        fields = ()


class ContestViewSet(FormEditMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """比武：本单位主办的，和本区域有人参赛的。"""

    queryset = Contest.objects.select_related("area").order_by("-year", "-number", "pk")
    filterset_class = ContestApiFilter
    verb_required = "contests.view_contest"
    verbs = {"partial_update": "scoring.run_assessment", "tally": "scoring.tally_assessment"}
    form_class = ContestForm
    edit_serializer = ContestEditSerializer

    def reached(self, rows):
        if self.action in self.verbs:
            rows = rows.run_by(self.request.user)
        return rows.not_final() if self.action == "partial_update" else rows

    def get_serializer_class(self):
        return ContestSerializer if self.action == "list" else ContestDetailSerializer

    @edit_schema(ContestEditSerializer, ContestDetailSerializer)
    def partial_update(self, request, *args, **kwargs):
        """改名称和主题：没写的不变。"""
        return super().partial_update(request, *args, **kwargs)

    @extend_schema(request=None, responses={202: JobSerializer, **PROBLEMS})
    @action(detail=True, methods=["post"])
    def tally(self, request, pk=None):
        """请后台给这场比武计分；进行中再请一次，得到的是同一个任务。"""
        job = request_contest_tally(contest=self.get_object(), user=request.user)
        return Response({"job": job.pk, "status": job.status}, status=status.HTTP_202_ACCEPTED)
