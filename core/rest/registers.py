"""The API of a register: its rows listed and read, made and changed through the form of its pages."""

from django.db import transaction
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.response import Response

from core.rest.api import PROBLEMS, FormEditMixin, ScopedCodeField, ScopedViewSet, as_sent, edit_schema


class RegisterViewSet(FormEditMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, ScopedViewSet):
    """What the API of every register does; ``viewset_of`` fills in of what."""

    create_serializer: type[serializers.ModelSerializer]

    def create(self, request, *args, **kwargs) -> Response:
        wanted = self.create_serializer(data=request.data, context=self.get_serializer_context())
        wanted.is_valid(raise_exception=True)
        form = self.form_class(data=as_sent(wanted.validated_data), user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        with transaction.atomic():
            row = self.save_form(form)
        answer = self.get_serializer(self.get_queryset().get(pk=row.pk))
        return Response(answer.data, status=status.HTTP_201_CREATED)


def viewset_of(register) -> type[RegisterViewSet]:
    """Rows are named by number, what they refer to by its code."""
    model, kind = register.model, type(register).__name__
    fields = [name for name in register.form.base_fields if name in {each.name for each in model._meta.fields}]
    columns = [model._meta.get_field(name) for name in fields]
    refers = [each for each in columns if each.is_relation]
    read = {each.name: serializers.SlugRelatedField("code", read_only=True, allow_null=each.null) for each in refers}
    write = {
        each.name: ScopedCodeField(
            "code", queryset=each.related_model._default_manager.all(), allow_null=each.null, required=not each.blank
        )
        for each in refers
    }
    seen = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="您读到的版本")

    def serializer(suffix: str, *fields: str, **declared) -> type[serializers.ModelSerializer]:
        told = {each.name: {"validators": []} for each in columns if each.unique}  # as the form tells it
        meta = type("Meta", (), {"model": model, "fields": fields, "validators": [], "extra_kwargs": told})
        return type(f"{kind}{suffix}Serializer", (serializers.ModelSerializer,), {**declared, "Meta": meta})

    answer = serializer("", "id", "version", *fields, **read)
    create = serializer("Create", *fields, **write)
    edit = serializer("Edit", "version", *fields, version=seen, **write)
    view = type(f"{kind}ViewSet", (RegisterViewSet,), {
        "__doc__": f"{register.title}，限您所在的区域。",
        "queryset": model._default_manager.select_related(*register.related),
        "serializer_class": answer, "create_serializer": create, "edit_serializer": edit,
        "filterset_class": register.filter, "form_class": register.form,
        "verb_required": register.view_verb,
        "verbs": {"create": register.change_verb, "partial_update": register.change_verb},
        "save_form": lambda self, form: register.save(form),
    })  # fmt: skip
    made = {201: answer} | {code: each for code, each in PROBLEMS.items() if code != 404}
    describe = extend_schema_view(
        create=extend_schema(request=create, responses=made), partial_update=edit_schema(edit, answer)
    )
    return describe(view)
