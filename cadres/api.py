"""Persons in the API. A3, A4"""

import django_filters
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers

from areas.models import Area
from cadres.choices import Education, EducationForm
from cadres.forms import PersonForm
from cadres.models import Appointment, Person, Source
from core.rest.api import FormEditMixin, ScopedCodeField, ScopedViewSet, edit_schema


class AppointmentSerializer(serializers.ModelSerializer):
    post = serializers.SlugRelatedField("code", read_only=True)
    area = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Appointment
        fields = ("post", "area", "seat", "valid_from", "valid_to", "term_ends_on")


class PersonSerializer(serializers.ModelSerializer):
    area = serializers.SlugRelatedField("code", read_only=True)
    source = ScopedCodeField("code", read_only=True, allow_null=True)
    education = serializers.ChoiceField(Education.choices, allow_blank=True, read_only=True, help_text="高的一个")
    education_form = serializers.ChoiceField(EducationForm.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Person
        fields = (
            "uuid", "number", "version", "name", "sex", "birth_date", "nationality", "party_joined_on", "education",
            "education_form", "full_time_education", "full_time_degree", "full_time_school", "in_service_education",
            "in_service_degree", "in_service_school", "speciality", "source", "area",
            "id_number", "phone", "bank_account", "bank_name",
        )  # fmt: skip


class PersonDetailSerializer(PersonSerializer):
    appointments = serializers.SerializerMethodField(help_text="您范围内的任职，新的在前")

    class Meta(PersonSerializer.Meta):
        fields = (*PersonSerializer.Meta.fields, "appointments")

    @extend_schema_field(AppointmentSerializer(many=True))
    def get_appointments(self, person: Person):
        held = person.appointments.for_user(self.context["request"].user).select_related("post", "area")
        return AppointmentSerializer(held, many=True).data


class PersonEditSerializer(serializers.ModelSerializer):
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="您读到的版本")
    area = ScopedCodeField("code", queryset=Area.objects.all())
    source = ScopedCodeField("code", queryset=Source.objects.all(), allow_null=True)

    class Meta:
        model = Person
        fields = ("version", *PersonForm.Meta.fields)


class PersonApiFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="contains")
    serving = django_filters.BooleanFilter(method="filter_serving", label="现在任职")

    class Meta:
        model = Person
        fields = ()

    def filter_serving(self, people, name, value):
        today = timezone.localdate()
        return people.serving(today) if value else people.not_serving(today)


class PersonViewSet(FormEditMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """干部档案，限您所在的区域；村干部只有自己的。"""

    queryset = Person.objects.select_related("area", "source").order_by("pinyin", "pk")
    filterset_class = PersonApiFilter
    verb_required = "cadres.view_person"
    verbs = {"partial_update": "cadres.change_person"}
    lookup_field = "uuid"
    lookup_value_regex = "[0-9a-f-]{36}"
    lookup_value_converter = "uuid"
    form_class = PersonForm
    edit_serializer = PersonEditSerializer

    def reached(self, rows):
        return rows.kept_by(self.request.user) if self.action == "partial_update" else rows

    def get_serializer_class(self):
        return PersonSerializer if self.action == "list" else PersonDetailSerializer

    @edit_schema(PersonEditSerializer, PersonDetailSerializer)
    def partial_update(self, request, *args, **kwargs):
        """改档案：没写的不变。"""
        return super().partial_update(request, *args, **kwargs)
