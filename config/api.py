"""The API's addresses. architecture.md decision 12"""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from core.declare import Api, declared
from core.pages.registers import all_registers

app_name = "api"

router = SimpleRouter()
for each in declared(Api):
    router.register(each.prefix, each.load(), each.basename)
for register in all_registers():
    router.register(register.route, register.viewset, register.name)

urlpatterns = [
    path("", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *router.urls,
]

# The framework would let everybody in and ask at each view: here the middleware asks first, as for the pages, so that
# the first password, the acting role and the idle time hold for programs too.
for each in urlpatterns:
    each.callback.login_required = True
