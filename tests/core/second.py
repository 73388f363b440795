"""An app as the next ones will be, made of the shared mechanics. Its tables live for one test."""

import pytest
from django.db import connection, models
from django.urls import path
from django.utils import timezone

from accounts.models import User
from core.data.scope import ScopedManager
from core.errors import TouyanError
from core.notices.models import Notice, Objection
from core.notices.services import Notices
from core.notices.views import NoticeDetailPage, ObjectionDetailPage, notice_paths
from core.pages import context
from core.pages.views import ActionPage
from core.reminders.models import Reminding, once_a_day
from core.reminders.services import Debt, Reminders, chat_text, check_sent
from core.reminders.views import ChasePage, ReminderSeenPage
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
    writes, decides, addresses = "contests.declare", "scoring.run_assessment", "nomination"

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


# ---------------------------------------------------------------- its notices, open to objections
class Bulletin(Notice):
    AREA_PATH = "area"
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    objects = ScopedManager()

    class Meta(Notice.Meta):
        app_label = "second"

    def get_absolute_url(self):
        return f"/notices/{self.pk}/"


class Complaint(Objection):
    AREA_PATH = "notice__area"
    notice = models.ForeignKey(Bulletin, models.PROTECT, related_name="objections")
    objects = ScopedManager()

    class Meta(Objection.Meta):
        app_label = "second"

    def get_absolute_url(self):
        return f"/objections/{self.pk}/"


class Bulletins(Notices):
    notices, objections = Bulletin, Complaint
    runs, objects, addresses = "scoring.run_assessment", "contests.object_to_result", ""

    def runners(self, notice):
        return (notice.area_id,)

    def accepted(self, objection, *, user, reason):
        self.withdraw(Bulletin.objects.filter(pk=objection.notice_id), reason=reason, user=user)
        return "已答复，公示已撤回"


BULLETINS = Bulletins()


class BulletinDetailView(NoticeDetailPage):
    model, notices, permission_required = Bulletin, BULLETINS, "contests.view_contest"


class ComplaintDetailView(ObjectionDetailPage):
    model, notices, permission_required = Complaint, BULLETINS, "contests.view_contest"


# ---------------------------------------------------------------- who still owes a nomination
class Nudge(Reminding):
    AREA_PATH = "nomination__area"
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="+")
    objects = ScopedManager()

    class Meta:
        app_label = "second"
        constraints = [once_a_day("nomination", name="nudge_once_a_day")]


class Nudges(Reminders):
    model, wholes = Nudge, ("nomination",)


NUDGES = Nudges()


class NominationChaseView(ChasePage):
    model, reminders, remind_url, permission_required = Nomination, NUDGES, "remind", "scoring.run_assessment"

    def get_debts(self):
        return [Debt("高台镇", (("推荐表", 1),), tuple(User.objects.filter(username="zhang")), unit="党建办")]

    def get_text(self):
        return chat_text(self.object, "推荐表", self.debts, last=None, today=timezone.localdate())

    def get_sent(self):
        return NUDGES.about(nomination=[self.object])


class NominationRemindView(ActionPage):
    model, permission_required = Nomination, "scoring.run_assessment"

    def perform(self, row, reason):
        today, now, user = timezone.localdate(), timezone.now(), User.objects.filter(username="zhang")
        debts = [Debt("高台镇", (("推荐表", 1),), tuple(user))]
        rows = NUDGES.owing({"nomination": row}, row, debts, day=today, last=None, sent_at=now)
        made = check_sent(NUDGES.send(rows, NUDGES.about(nomination=[row]), today), "请打电话")
        return f"已提醒 {made} 人"


class NudgeSeenView(ReminderSeenPage):
    model, reminders, permission_required = Nudge, NUDGES, "contests.declare"

    def get_success_url(self):
        return "/"


urlpatterns = [
    *pages.urlpatterns,
    path("nominations/<int:pk>/", NominationDetailView.as_view(), name="nomination_detail"),
    *submission_paths("nominations/", NominationDetailView),
    path("nominations/<int:pk>/chase/", NominationChaseView.as_view(), name="chase"),
    path("nominations/<int:pk>/remind/", NominationRemindView.as_view(), name="remind"),
    path("nudges/<int:pk>/seen/", NudgeSeenView.as_view(), name="seen"),
    *notice_paths(BulletinDetailView, ComplaintDetailView),
]
handler403, handler404 = pages.handler403, pages.handler404

MODELS = (Nomination, Bulletin, Complaint, Nudge)


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
