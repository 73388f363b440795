"""Where each part of the system lives: at the prefixes that the apps declare."""

from django.urls import include, path
from django.utils.module_loading import import_string

from core.declare import Urls, declared


def _included(urls: Urls):
    return include((import_string(urls.patterns), urls.namespace)) if urls.namespace else include(urls.patterns)


urlpatterns = [
    *(path(urls.prefix, _included(urls)) for urls in declared(Urls)),
    path("api/v1/", include("config.api")),
]
handler400 = "core.pages.errors_views.bad_request"
handler403 = "core.pages.errors_views.permission_denied"
handler404 = "core.pages.errors_views.not_found"
handler500 = "core.pages.errors_views.server_error"
