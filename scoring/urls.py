"""URLs of what is scored: schemes, and the pages of an assessment, whatever it belongs to."""

from django.urls import path

from rules.urls import rule_set_paths
from scoring.services.schemes import SCHEME_STEPS
from scoring.views import (
    additions,
    carry,
    decisions,
    entries,
    figures,
    grid,
    occurrences,
    paper,
    rate,
    raters,
    schemes,
    sheet_files,
    versions,
    waiving,
)

app_name = "scoring"
urlpatterns = [
    path("<int:pk>/entries/add/", entries.EntryAddView.as_view(), name="entry_add"),
    path("<int:pk>/entries/order/", entries.EntryOrderView.as_view(), name="entry_order"),
    path("<int:pk>/additions/undo/", additions.AdditionsUndoView.as_view(), name="additions_undo"),
    path("<int:pk>/entries/draw/", entries.EntryDrawView.as_view(), name="entry_draw"),
    path("<int:pk>/entries/top/", entries.EntryTopView.as_view(), name="entry_top"),
    path("entries/<int:pk>/file/", entries.EntryFileView.as_view(), name="entry_file"),
    path("entries/<int:pk>/remove/", entries.EntryRemoveView.as_view(), name="entry_remove"),
    path("entries/<int:pk>/status/", entries.EntryStatusView.as_view(), name="entry_status"),
    path("<int:pk>/raters/new/", raters.RaterCreateView.as_view(), name="rater_create"),
    path("<int:pk>/raters/paste/", raters.RatersPasteView.as_view(), name="raters_paste"),
    path("raters/accounts/", raters.RaterAccountsView.as_view(), name="rater_accounts"),
    path("<int:pk>/raters/secretaries/", raters.SecretariesView.as_view(), name="rater_secretaries"),
    path("<int:pk>/raters/copy/", raters.RaterCopyView.as_view(), name="rater_copy"),
    path("<int:pk>/meeting-pack/", raters.MeetingPackView.as_view(), name="meeting_pack"),
    path("<int:pk>/raters/codes/", raters.CodesView.as_view(), name="rater_codes"),
    path("raters/<int:pk>/", raters.RaterDetailView.as_view(), name="rater_detail"),
    path("raters/<int:pk>/substitute/", raters.RaterSubstituteView.as_view(), name="rater_substitute"),
    path("conflicts/<int:pk>/withdraw/", raters.ConflictWithdrawView.as_view(), name="conflict_withdraw"),
    path("raters/<int:pk>/edit/", raters.RaterEditView.as_view(), name="rater_edit"),
    path("raters/<int:pk>/remove/", raters.RaterRemoveView.as_view(), name="rater_remove"),
    path("raters/<int:pk>/waive/", raters.SheetWaiveView.as_view(), name="sheet_waive"),
    path("<int:pk>/waive/", waiving.WaiveAllView.as_view(), name="sheets_waive"),
    path("<int:pk>/waive/undo/", waiving.WaiveUndoView.as_view(), name="sheets_waive_undo"),
    path("raters/<int:pk>/unlock/", raters.SheetUnlockView.as_view(), name="sheet_unlock"),
    path("<int:pk>/bonuses/new/", occurrences.OccurrenceCreateView.as_view(), name="occurrence_create"),
    path("bonuses/<int:pk>/file/", occurrences.OccurrenceFileView.as_view(), name="occurrence_file"),
    path("bonuses/<int:pk>/approve/", occurrences.OccurrenceApproveView.as_view(), name="occurrence_approve"),
    path("bonuses/<int:pk>/revoke/", occurrences.OccurrenceRevokeView.as_view(), name="occurrence_revoke"),
    path("awards/<int:pk>/decide/", decisions.AwardDecideView.as_view(), name="award_decide"),
    path("<int:pk>/decide-order/", decisions.OrderDecideView.as_view(), name="order_decide"),
    path("decisions/<int:pk>/withdraw/", decisions.DecisionWithdrawView.as_view(), name="decision_withdraw"),
    path("<int:pk>/versions/", versions.VersionsView.as_view(), name="versions"),
    path("<int:pk>/figures/", figures.FigureGridView.as_view(), name="figure_grid"),
    path("<int:pk>/figures/cells/", figures.FigureCellsView.as_view(), name="figure_cells"),
    path("<int:pk>/sources/", carry.CarrySourcesView.as_view(), name="carry_sources"),
    path("sheets/", grid.RaterSheetListView.as_view(), name="my_sheets"),
    path("<int:assessment>/scores/<int:component>/<int:rater>/", grid.ScoreGridView.as_view(), name="score_grid"),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/cells/", grid.ScoreCellsView.as_view(), name="score_cells"
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/submit/",
        grid.ScoreSubmitView.as_view(),
        name="score_submit",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/phone/", grid.ScorePhoneView.as_view(), name="score_phone"
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/conflict/",
        grid.ScoreConflictView.as_view(),
        name="score_conflict",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/materials/",
        grid.ScoreMaterialView.as_view(),
        name="score_material",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/paper/", paper.ScorePaperView.as_view(), name="score_paper"
    ),
    path("<int:assessment>/scores/<int:component>/<int:rater>/scan/", paper.ScoreScanView.as_view(), name="score_scan"),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/check/", paper.ScoreCheckView.as_view(), name="score_check"
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/differences/",
        paper.ScoreDifferencesView.as_view(),
        name="score_differences",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/check/cells/",
        paper.ScoreCheckCellsView.as_view(),
        name="score_check_cells",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/workbook/",
        sheet_files.ScoreWorkbookView.as_view(),
        name="score_workbook",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/import/",
        sheet_files.ScoreImportView.as_view(),
        name="score_import",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/import/run/",
        sheet_files.ScoreRunView.as_view(),
        name="score_import_run",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/import/errors/",
        sheet_files.ScoreErrorsView.as_view(),
        name="score_import_errors",
    ),
    path(
        "<int:assessment>/scores/<int:component>/<int:rater>/import/undo/",
        sheet_files.ScoreUndoView.as_view(),
        name="score_import_undo",
    ),
    *rule_set_paths(
        "schemes/",
        SCHEME_STEPS,
        list=schemes.SchemeListView,
        detail=schemes.SchemeDetailView,
        edit=schemes.SchemeEditView,
    ),
]

# raters with a one-time code, outside the log-in
rate_patterns = [
    path("", rate.RateEnterView.as_view(), name="enter"),
    path("sheets/", rate.RateSheetsView.as_view(), name="sheets"),
    path("leave/", rate.RateLeaveView.as_view(), name="leave"),
    path("<int:component>/", rate.RatePhoneView.as_view(), name="score_phone"),
    path("<int:component>/cells/", rate.RateCellsView.as_view(), name="score_cells"),
    path("<int:component>/conflict/", rate.RateConflictView.as_view(), name="score_conflict"),
    path("<int:component>/materials/", rate.RateMaterialView.as_view(), name="score_material"),
    path("<int:component>/submit/", rate.RateSubmitView.as_view(), name="score_submit"),
    path("<int:component>/workbook/", rate.RateWorkbookView.as_view(), name="score_workbook"),
    path("<int:component>/import/", rate.RateImportView.as_view(), name="score_import"),
    path("<int:component>/import/run/", rate.RateRunView.as_view(), name="score_import_run"),
    path("<int:component>/import/errors/", rate.RateErrorsView.as_view(), name="score_import_errors"),
    path("<int:component>/import/undo/", rate.RateUndoView.as_view(), name="score_import_undo"),
]
