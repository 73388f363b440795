"""Pages made only for tests, over the areas and village profiles that every installation has."""

from django import forms
from django.urls import include, path

from areas.models import Area, VillageProfile
from core.errors import TouyanError
from core.files import excel
from core.models import Attachment
from core.pages import views
from core.pages.attachment_views import DownloadPage
from core.pages.filters import FilterSet, RemoteModelChoiceFilter, SearchFilter
from core.pages.forms import Form, ModelForm, RemoteModelChoiceField
from core.pages.tables import Column, NumberColumn, Table


class AreaTable(Table):
    name = Column(verbose_name="名称")
    code = Column(verbose_name="代码")
    level = NumberColumn(verbose_name="级", orderable=False)

    class Meta:
        order_by = "code"
        export_columns = (
            excel.Column("代码", 16, "text", "code"),
            excel.Column("名称", 20, "text", "name"),
            excel.Column("级别", 10, "text", "level"),
        )


class AreaFilter(FilterSet):
    q = SearchFilter(label="查找", lookups=("name__icontains", "code__startswith"))
    parent = RemoteModelChoiceFilter(label="上级", queryset=Area.objects.all(), url_name="area_choices")


class AreaList(views.ListPage):
    model = Area
    table_class = AreaTable
    filterset_class = AreaFilter
    template_name = "components/list_page.html"
    permission_required = "areas.view_area"
    title = "区划"
    empty_text = "还没有区划，请先导入"
    empty_link = ("去导入", "/import/")

    def get_state(self):
        return [views.figures("{} 个单位", self.object_list.count())]


class AreaChoices(views.ChoicesPage):
    model = Area
    permission_required = "areas.view_area"

    def hint_of(self, row):
        return row.code


class AreaDetail(views.DetailPage):
    model = Area
    template_name = "base.html"
    permission_required = "areas.view_area"

    def actions(self):
        yield views.Action("撤销", f"/area/{self.object.pk}/close/", confirm=f"{self.object}将被撤销。", reason=True)
        yield views.Action("下级", "/", primary=True)
        yield views.Action("上级", "/")


class ProfileForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.all(), url_name="area_choices", label="村")
    started = forms.DateField(label="开始", required=False)

    class Meta:
        model = VillageProfile
        fields = ("area", "population", "households", "party_organisation")

    def save(self, commit=True):
        if self.cleaned_data["population"] == 13:
            raise TouyanError("人口数不对", items=["十三", "请核对"])
        return super().save(commit)


class ProfileEdit(views.EditPage):
    model = VillageProfile
    form_class = ProfileForm
    permission_required = "areas.change_area"
    title = "修改村概况"
    success_url = "/profiles/"


class ProfileCreate(views.CreatePage):
    model = VillageProfile
    form_class = ProfileForm
    permission_required = "areas.change_area"
    title = "新增村概况"
    success_url = "/profiles/"


class AreaClose(views.ActionPage):
    model = Area
    permission_required = "areas.change_area"
    reason_required = True

    def perform(self, obj, reason):
        if reason == "再等等":
            raise TouyanError("还不能撤销", items=["<b>下属未清</b>"])
        obj.name = reason
        obj.save()
        return f"{obj.code} 已撤销"

    def get_success_url(self):
        return f"/area/{self.object.pk}/"


profile_files: dict[int, Attachment] = {}


class ProfileFile(DownloadPage):
    model = VillageProfile
    permission_required = "areas.view_area"

    def get_attachment(self, obj):
        return profile_files.get(obj.pk)


class RenameForm(Form):
    name = forms.CharField(label="新名称", max_length=10)


class AreaRename(views.FormPage):
    model = Area
    form_class = RenameForm
    permission_required = "areas.change_area"
    title = "更名"
    success_message = "已更名"

    def perform(self, obj, form):
        obj.name = form.cleaned_data["name"]
        obj.save()
        if obj.name == "旧名":
            raise TouyanError("新名称与原名称相同", items=["请核对"])
        return obj.parent

    def get_success_url(self):
        return f"/area/{self.object.pk}/"


class Nameless(views.DetailPage):
    model = Area


urlpatterns = [
    path("", AreaList.as_view(), name="area_list"),
    path("choices/", AreaChoices.as_view(), name="area_choices"),
    path("area/<int:pk>/", AreaDetail.as_view(), name="area_detail"),
    path("area/<int:pk>/close/", AreaClose.as_view(), name="area_close"),
    path("area/<int:pk>/rename/", AreaRename.as_view(), name="area_rename"),
    path("nameless/<int:pk>/", Nameless.as_view(), name="nameless"),
    path("profile/<int:pk>/", ProfileEdit.as_view(), name="profile_edit"),
    path("profile/<int:pk>/file/", ProfileFile.as_view(), name="profile_file"),
    path("profile/new/", ProfileCreate.as_view(), name="profile_create"),
    path("core/", include("core.urls")),
    path("accounts/", include("accounts.urls")),
]
handler403 = "core.pages.errors_views.permission_denied"
handler404 = "core.pages.errors_views.not_found"
handler500 = "core.pages.errors_views.server_error"
