"""URLs of areas."""

from django.urls import path

from areas import views

app_name = "areas"
urlpatterns = [
    path("", views.AreaListView.as_view(), name="area_list"),
    path("choices/", views.AreaChoicesView.as_view(), name="area_choices"),
    path("villages/", views.VillageChoicesView.as_view(), name="village_choices"),
    path("<int:pk>/", views.AreaDetailView.as_view(), name="area_detail"),
    path("<int:pk>/profile/", views.ProfileEditView.as_view(), name="profile_edit"),
    path("<int:pk>/categories/new/", views.CategoryCreateView.as_view(), name="category_create"),
    path("categories/<int:pk>/end/", views.CategoryEndView.as_view(), name="category_end"),
    path("<int:pk>/weak/new/", views.WeakStatusCreateView.as_view(), name="weak_create"),
    path("weak/<int:pk>/end/", views.WeakStatusEndView.as_view(), name="weak_end"),
    path("<int:pk>/rename/", views.RenameView.as_view(), name="area_rename"),
    path("<int:pk>/succeed/", views.SucceedView.as_view(), name="area_succeed"),
]
