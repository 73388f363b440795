"""URLs of core."""

from django.urls import path

from core import job_views, views

app_name = "core"
urlpatterns = [
    path("jobs/<int:pk>/", job_views.job_detail, name="job_detail"),
    path("period/", views.PeriodView.as_view(), name="period"),
    path("audit/", views.AuditListView.as_view(), name="audit_list"),
]
