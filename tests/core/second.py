"""An app as the next ones will be, made of the shared mechanics. Its tables live for one test."""

import pytest
from django.db import connection, models
from django.urls import path

from core.data.scope import ScopedManager
from core.errors import TouyanError
from core.pages import context
from core.submissions.models import Submittable
from core.submissions.services import Submissions
from core.submissions.views import SubmissionDetailPage, submission_paths
from tests.core import pages


# ---------------------------------------------------------------- nominations of townships, approved by the county
class Nomination(Submittable):
    AREA_PATH = "area"
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=20, blank=True)
    objects = ScopedManager()

    class Meta:
        app_label = "second"
        verbose_name = "推荐"

    def __str__(self):
        return f"{self.name}的推荐"

    def get_absolute_url(self):
        return f"/nominations/{self.pk}/"


class Nominations(Submissions):
    writes, decides, addresses = "contests.declare", "contests.run_contest", "nomination"

    def writers(self, row):
        return (row.area_id,)

    def deciders(self, row):
        return (row.area.parent_id,)

    def check_period(self, row, today):
        if today.month == 1:
            raise TouyanError("一月不受理")

    def lacking(self, row):
        return [] if row.name else ["“姓名”没有填"]


NOMINATIONS = Nominations()


class NominationDetailView(SubmissionDetailPage):
    model, submissions, permission_required = Nomination, NOMINATIONS, "contests.view_declaration"
    template_name = "base.html"


urlpatterns = [
    *pages.urlpatterns,
    path("nominations/<int:pk>/", NominationDetailView.as_view(), name="nomination_detail"),
    *submission_paths("nominations/", NominationDetailView),
]
handler403, handler404 = pages.handler403, pages.handler404

MODELS = (Nomination,)


# ---------------------------------------------------------------- for its tests
@pytest.fixture
def second(db, settings, monkeypatch):
    """Its tables and its pages."""
    settings.ROOT_URLCONF = "tests.core.second"
    monkeypatch.setattr(context, "menu", list)
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    return settings
