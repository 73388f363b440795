"""URLs of contests."""

from django.urls import path

from contests.views import chasing, contests, declarations, detail, kinds, lifecycle, notices, public, ranking, tally
from core.notices.views import notice_paths
from core.submissions.views import submission_paths

app_name = "contests"
urlpatterns = [
    # contests
    *lifecycle.step_patterns,
    path("", contests.ContestListView.as_view(), name="contest_list"),
    path("new/", contests.ContestCreateView.as_view(), name="contest_create"),
    path("tally/", tally.TallyRunView.as_view(), name="tally_run"),
    path("<int:pk>/", detail.ContestDetailView.as_view(), name="contest_detail"),
    path("<int:pk>/edit/", contests.ContestEditView.as_view(), name="contest_edit"),
    path("<int:pk>/delete/", contests.ContestDeleteView.as_view(), name="contest_delete"),
    path("<int:pk>/stages/", contests.StageEditView.as_view(), name="stage_edit"),
    path("<int:pk>/procedure/", contests.ProcedureEditView.as_view(), name="contest_procedure"),
    path("<int:pk>/plan/", contests.PlanFileView.as_view(), name="plan_file"),
    path("<int:pk>/documents/new/", contests.DocumentCreateView.as_view(), name="document_create"),
    path("documents/<int:pk>/file/", contests.DocumentFileView.as_view(), name="document_file"),
    path("documents/<int:pk>/remove/", contests.DocumentRemoveView.as_view(), name="document_remove"),
    path("kinds/<int:pk>/stages/", kinds.KindStagesView.as_view(), name="kind_stages"),
    # declarations
    path("declarations/", declarations.DeclarationListView.as_view(), name="declaration_list"),
    path("<int:pk>/nominate/", declarations.NominateView.as_view(), name="nominate"),
    path("declarations/<int:pk>/", declarations.DeclarationDetailView.as_view(), name="declaration_detail"),
    path("declarations/<int:pk>/edit/", declarations.DeclarationEditView.as_view(), name="declaration_edit"),
    *submission_paths("declarations/", declarations.DeclarationDetailView),
    path("declarations/files/<int:pk>/", declarations.DeclarationFileView.as_view(), name="declaration_file"),
    path(
        "declarations/files/<int:pk>/remove/",
        declarations.DeclarationFileRemoveView.as_view(),
        name="declaration_file_remove",
    ),
    # who still owes what
    path("<int:pk>/chase/", chasing.ChaseView.as_view(), name="chase"),
    path("<int:pk>/remind/", chasing.RemindView.as_view(), name="remind"),
    path("reminders/<int:pk>/seen/", chasing.ReminderSeenView.as_view(), name="reminder_seen"),
    # notices and objections
    path("public-access/", public.PublicAccessView.as_view(), name="public_access"),
    path("<int:pk>/notice/new/", notices.NoticeCreateView.as_view(), name="notice_create"),
    path("<int:pk>/correction/new/", notices.CorrectionCreateView.as_view(), name="correction_create"),
    *notice_paths(
        notices.NoticeDetailView,
        notices.ObjectionDetailView,
        extend=notices.NoticeExtendView,
        object=notices.ObjectionCreateView,
        decide=notices.ObjectionDecideView,
    ),
    path("objection-files/<int:pk>/", notices.ObjectionFileView.as_view(), name="objection_file"),
    # ranking
    path("ranking/", ranking.RankingView.as_view(), name="ranking"),
    path("ranking/townships/", ranking.TownshipAveragesView.as_view(), name="township_averages"),
    path("standings/<int:pk>/", ranking.StandingDetailView.as_view(), name="standing_detail"),
]

# what everybody may read where the county has switched it on
public_patterns = [
    path("", public.PublicListView.as_view(), name="notice_list"),
    path("<int:pk>/", public.PublicNoticeView.as_view(), name="notice_detail"),
]
