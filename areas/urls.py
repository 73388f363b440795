"""URLs of areas."""

from django.urls import path

from areas import kind_views, views
from areas.registers import CATEGORIES, INDICATORS

app_name = "areas"
urlpatterns = [
    path("", views.AreaListView.as_view(), name="area_list"),
    path("choices/", views.AreaChoicesView.as_view(), name="area_choices"),
    path("villages/", views.VillageChoicesView.as_view(), name="village_choices"),
    path("<int:pk>/", views.AreaDetailView.as_view(), name="area_detail"),
    path("<int:pk>/profile/", views.ProfileEditView.as_view(), name="profile_edit"),
    path("categories/<int:pk>/end/", views.CategoryEndView.as_view(), name="category_end"),
    path("<int:pk>/weak/new/", views.WeakStatusCreateView.as_view(), name="weak_create"),
    path("weak/<int:pk>/end/", views.WeakStatusEndView.as_view(), name="weak_end"),
    path("<int:pk>/rename/", views.RenameView.as_view(), name="area_rename"),
    path("<int:pk>/succeed/", views.SucceedView.as_view(), name="area_succeed"),
    *INDICATORS.urls,
    *CATEGORIES.urls,
    path("kinds/", kind_views.KindIndexView.as_view(), name="kind_index"),
    path("kinds/<str:label>/", kind_views.KindListView.as_view(), name="kind_list"),
    path("kinds/<str:label>/new/", kind_views.KindCreateView.as_view(), name="kind_create"),
    path("kinds/<str:label>/<int:pk>/", kind_views.KindEditView.as_view(), name="kind_edit"),
    path("kinds/<str:label>/<int:pk>/delete/", kind_views.KindDeleteView.as_view(), name="kind_delete"),
]
