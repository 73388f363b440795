"""URLs of dashboards."""

from django.urls import path

from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("bell/", views.BellView.as_view(), name="bell"),
    path("search/", views.SearchView.as_view(), name="search"),
]
