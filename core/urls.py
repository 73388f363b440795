"""URLs of core."""

from django.urls import path

from core.pages import calendar_views, change_views, component_views, job_views, trail_views, views

app_name = "core"
urlpatterns = [
    path("jobs/<int:pk>/", job_views.job_detail, name="job_detail"),
    path("jobs/<int:pk>/cancel/", job_views.JobCancelView.as_view(), name="job_cancel"),
    path("downloads/", job_views.DownloadListView.as_view(), name="download_list"),
    path("downloads/<int:pk>/", job_views.DownloadView.as_view(), name="download"),
    path("components/", component_views.ComponentsView.as_view(), name="components"),
    path("period/", views.PeriodView.as_view(), name="period"),
    path("audit/", views.AuditListView.as_view(), name="audit_list"),
    path("audit/access/", trail_views.AccessListView.as_view(), name="access_list"),
    path("audit/changes/", change_views.ChangeIndexView.as_view(), name="change_index"),
    path("audit/changes/<str:label>/", change_views.ChangeListView.as_view(), name="change_list"),
    *calendar_views.CALENDAR.urls,
]
