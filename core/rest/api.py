"""Base of the API: the same verbs, scope, services and errors as the pages. architecture.md decision 12

Every answer that is not a success says in ``message`` what happened and what to do; ``errors`` names fields.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import ModelForm, model_to_dict
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import exceptions, permissions, serializers, status, viewsets
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.data.constraints import refusal_of
from core.errors import IllegalMove, Stale, TouyanError

NUMBER = r"[0-9]{1,18}"  # a primary key in an address

PROBLEM = inline_serializer(
    "Problem",
    {
        "message": serializers.CharField(help_text="发生了什么、怎么办"),
        "items": serializers.ListField(child=serializers.CharField(), required=False, help_text="逐条的原因"),
        "errors": serializers.DictField(required=False, help_text="字段 → 原因"),
    },
)
PROBLEMS = {
    code: OpenApiResponse(PROBLEM, description=text)
    for code, text in {
        400: "填写有误或现在不能这样做", 401: "没有登录", 403: "没有权限", 404: "没有这一条，或不在您的范围内",
        405: "不支持这种请求方法", 406: "不支持要求的格式", 409: "已被他人改过或处理过", 415: "请求体请用 JSON",
        503: "太忙，没有办成，请稍后再试",
    }.items()
}  # fmt: skip


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    invalid_page_message = "没有这一页：page 请填 1 到最后一页之间的整数"
    max_page_size = 200


class HasVerb(permissions.BasePermission):
    """The verb of the action, as on the pages."""

    message = "您没有权限做这一步"

    def has_permission(self, request, view) -> bool:
        return request.user.acting is not None and request.user.has_perm(view.verb())


class ScopedViewSet(viewsets.GenericViewSet):
    """Rows through ``for_user`` only. ``verbs`` maps an action to its verb; ``verb_required`` holds for the others."""

    permission_classes = [permissions.IsAuthenticated, HasVerb]
    pagination_class = Pages
    lookup_value_regex = NUMBER
    verb_required = ""
    verbs: dict[str, str] = {}

    def verb(self) -> str:
        return self.verbs.get(self.action or "", self.verb_required)

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset.none()
        return self.reached(self.queryset.for_user(self.request.user))

    def reached(self, rows):
        """Of the rows the user sees those the action is for, as on the page that does the same."""
        return rows


class ScopedCodeField(serializers.SlugRelatedField):
    """A row by its code among those the user reaches: one of others is as unknown as one that does not exist."""

    def get_queryset(self):
        request = self.context.get("request")
        rows = super().get_queryset()
        return rows.for_user(request.user) if request else rows.none()


class FormEditMixin:
    """``PATCH`` through the form of the page: what is not named stays, ``version`` tells which state was changed.

    A row somebody else saved since answers 409 with that row, and nothing is written.
    """

    form_class: type[ModelForm]
    edit_serializer: type[serializers.Serializer]

    def partial_update(self, request, *args, **kwargs) -> Response:
        wanted = self.edit_serializer(data=request.data, partial=True, context=self.get_serializer_context())
        wanted.is_valid(raise_exception=True)
        values = dict(wanted.validated_data)
        if unknown := sorted(set(request.data) - set(wanted.fields)):
            raise serializers.ValidationError({name: ["没有这个字段，或不能改"] for name in unknown})
        version = values.pop("version", None)
        if version is None:
            raise serializers.ValidationError({"version": ["请给出您读到的版本"]})
        with transaction.atomic():
            row = self.get_object()
            type(row)._base_manager.select_for_update().get(pk=row.pk)
            row = self.get_object()
            if row.version != version:
                answer = {"message": str(Stale()), "current": self.get_serializer(row).data}
                return Response(answer, status=status.HTTP_409_CONFLICT)
            form = self.form_class(data=self._form_data(row, values), instance=row, user=request.user)
            if not form.is_valid():
                raise serializers.ValidationError(form.errors)
            form.instance.version += 1
            self.save_form(form)
        return Response(self.get_serializer(self.get_object()).data)

    def save_form(self, form: ModelForm):
        return form.save()

    def _form_data(self, row, values: dict[str, Any]) -> dict[str, Any]:
        data = model_to_dict(row, fields=list(self.form_class.base_fields)) | values
        return as_sent(data) | {"version": row.version}


def as_sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a browser would send them to the form."""
    return {name: "" if value is None else getattr(value, "pk", value) for name, value in values.items()}


def edit_schema(edit_serializer, answer):
    """How ``FormEditMixin.partial_update`` is described; a conflict comes with the row as it is."""
    what = serializers.CharField(help_text="发生了什么、怎么办")
    name = edit_serializer.__name__.removesuffix("EditSerializer")
    conflict = inline_serializer(f"{name}Conflict", {"message": what, "current": answer(help_text="现在的样子")})
    responses = {200: answer, **PROBLEMS, 409: OpenApiResponse(conflict, description="已被他人改过")}
    return extend_schema(request=edit_serializer, responses=responses)


def answer_error(error: Exception, context: dict) -> Response | None:
    """Every error as ``{"message", "items", "errors"}``; what nobody foresaw stays a 500."""
    if isinstance(error, IntegrityError):
        error = refusal_of(error) or error
    if isinstance(error, TouyanError):
        code = status.HTTP_409_CONFLICT if isinstance(error, (Stale, IllegalMove)) else status.HTTP_400_BAD_REQUEST
        return Response({"message": error.message, "items": error.items}, status=code)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        errors = response.data if isinstance(response.data, dict) else {"": response.data}
        response.data = {"message": "填写有误，请改正后再试", "errors": errors}
    elif response.status_code == status.HTTP_404_NOT_FOUND:
        said = str(getattr(error, "detail", "")) if isinstance(error, exceptions.NotFound) else ""
        known = said == Pages.invalid_page_message
        response.data = {"message": said if known else "没有这一条，或不在您的范围内"}
    elif str(getattr(error, "detail", "")).startswith("CSRF Failed"):
        response.data = {"message": "没有带上防伪令牌：请把 csrftoken cookie 的值放进请求头 X-CSRFToken"}
    elif isinstance(error, (exceptions.PermissionDenied, PermissionDenied)):
        response.data = {"message": HasVerb.message}
    else:
        response.data = {"message": str(response.data.get("detail", ""))}
    return response
