"""Where each part of the system lives."""

from django.urls import include, path

from contests.urls import public_patterns, rate_patterns

urlpatterns = [
    path("", include("dashboards.urls")),
    path("accounts/", include("accounts.urls")),
    path("areas/", include("areas.urls")),
    path("cadres/", include("cadres.urls")),
    path("contests/", include("contests.urls")),
    path("rate/", include((rate_patterns, "rate"))),
    path("public/", include((public_patterns, "public"))),
    path("core/", include("core.urls")),
    path("api/v1/", include("config.api")),
]
handler400 = "core.pages.errors_views.bad_request"
handler403 = "core.pages.errors_views.permission_denied"
handler404 = "core.pages.errors_views.not_found"
handler500 = "core.pages.errors_views.server_error"
