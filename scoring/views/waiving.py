"""After the closing: all sheets that nobody handed in are waived at once, and owed again if that was a mistake."""

from django.urls import reverse

from core.data.lifecycle import last_reason
from core.errors import TouyanError
from core.pages.views import Action, ActionPage
from scoring.choices import AssessmentStatus, SheetStatus
from scoring.models import Assessment
from scoring.services.sheets import take_back_waiver, waive
from scoring.views.base import RunMixin, tab_url

SESSION_KEY = "waived"  # what was waived at once last: the assessment, the sheets


def waiving_all(assessment: Assessment, missing: int) -> Action:
    """The button, with the reason for which the scoring was closed although sheets were missing."""
    reason = last_reason(assessment, AssessmentStatus.SCORING, AssessmentStatus.CLOSED)
    bare = assessment.sheets.due().without_any()
    left = f"注意：{bare} 处一份评分表也没有，免评以后不能计分，要先补评。" if bare else ""
    lost = filled_ones(assessment)
    return Action(
        "免评全部没交的", reverse("scoring:sheets_waive", args=[assessment.pk]), "circle-check", primary=True,
        reason=True, proposed=reason,
        confirm=f"{assessment}没交的 {missing} 份评分表都免评：不再欠交，也不计入得分。{lost}{left}"
        "只免一部分的，点那位评委的“免评”。",
    )  # fmt: skip


def filled_ones(assessment: Assessment) -> str:
    """What would be lost although the rater has done the work; empty if nothing would."""
    ready = assessment.sheets.ready().count()
    return f"其中 {ready} 份已经填满、只是没有提交，请先让评委提交。" if ready else ""


def undoing(request, assessment: Assessment) -> Action | None:
    """The button that takes the last waiver of all back, while there is no result with it."""
    kept = request.session.get(SESSION_KEY) or {}
    if kept.get("assessment") != assessment.pk or assessment.status != AssessmentStatus.CLOSED:
        return None
    return Action(
        f"撤销免评的 {len(kept['sheets'])} 份", reverse("scoring:sheets_waive_undo", args=[assessment.pk]),
        "arrow-back-up", small=True, confirm="刚才一起免评的评分表恢复为没交；要补评的再开锁或重新开放打分。",
    )  # fmt: skip


class _WaiveView(RunMixin, ActionPage):
    def get_queryset(self):
        return super().get_queryset().filter(status=AssessmentStatus.CLOSED)

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class WaiveAllView(_WaiveView):
    """Every missing sheet of a closed assessment."""

    reason_required = True

    def perform(self, assessment, reason):
        missing = list(assessment.sheets.missing())
        if not missing:
            raise TouyanError("没有要免评的评分表，都已交齐或免评")
        count = waive(sheets=missing, reason=reason, user=self.request.user)
        self.request.session[SESSION_KEY] = {"assessment": assessment.pk, "sheets": [sheet.pk for sheet in missing]}
        return f"已免评 {count} 份"


class WaiveUndoView(_WaiveView):
    """Takes the last waiver of this session back, of sheets that are still waived."""

    def perform(self, assessment, reason):
        kept = self.request.session.get(SESSION_KEY) or {}
        sheets = assessment.sheets.filter(pk__in=kept.get("sheets", ()), status=SheetStatus.WAIVED)
        if kept.get("assessment") != assessment.pk or not sheets:
            raise TouyanError("没有可以撤销的免评，要补评的请开锁")
        count = take_back_waiver(sheets=sheets, user=self.request.user)
        del self.request.session[SESSION_KEY]
        return f"已撤销，{count} 份评分表恢复为没交"
