"""The API's addresses. architecture.md decision 12"""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from areas.api import AreaViewSet
from cadres.api import PersonViewSet
from contests.api import ContestViewSet, SchemeViewSet, SheetViewSet, StandingViewSet

app_name = "api"

router = SimpleRouter()
router.register("areas", AreaViewSet, "area")
router.register("persons", PersonViewSet, "person")
router.register("schemes", SchemeViewSet, "scheme")
router.register("contests", ContestViewSet, "contest")
router.register("sheets", SheetViewSet, "sheet")
router.register("standings", StandingViewSet, "standing")

urlpatterns = [
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *router.urls,
]

# The framework would let everybody in and ask at each view: here the middleware asks first, as for the pages, so that
# the first password, the acting role and the idle time hold for programs too.
for each in urlpatterns:
    each.callback.login_required = True
