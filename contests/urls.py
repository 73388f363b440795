"""URLs of contests."""

from django.urls import path

from contests.views import (
    contests,
    decisions,
    detail,
    entries,
    grid,
    lifecycle,
    occurrences,
    paper,
    ranking,
    rate,
    raters,
    schemes,
    tally,
    versions,
)

app_name = "contests"
urlpatterns = [
    # contests
    path("", contests.ContestListView.as_view(), name="contest_list"),
    path("new/", contests.ContestCreateView.as_view(), name="contest_create"),
    path("tally/", tally.TallyRunView.as_view(), name="tally_run"),
    path("<int:pk>/", detail.ContestDetailView.as_view(), name="contest_detail"),
    path("<int:pk>/edit/", contests.ContestEditView.as_view(), name="contest_edit"),
    path("<int:pk>/stages/", contests.StageEditView.as_view(), name="stage_edit"),
    path("<int:pk>/open/", lifecycle.ContestOpenView.as_view(), name="contest_open"),
    path("<int:pk>/close/", lifecycle.ContestCloseView.as_view(), name="contest_close"),
    path("<int:pk>/reopen/", lifecycle.ContestReopenView.as_view(), name="contest_reopen"),
    path("<int:pk>/tally/", lifecycle.ContestTallyView.as_view(), name="contest_tally"),
    path("<int:pk>/finalise/", lifecycle.ContestFinaliseView.as_view(), name="contest_finalise"),
    path("<int:pk>/take-back/", lifecycle.ContestTakeBackView.as_view(), name="contest_take_back"),
    path("<int:pk>/entries/add/", entries.EntryAddView.as_view(), name="entry_add"),
    path("<int:pk>/entries/order/", entries.EntryOrderView.as_view(), name="entry_order"),
    path("<int:pk>/entries/draw/", entries.EntryDrawView.as_view(), name="entry_draw"),
    path("entries/<int:pk>/remove/", entries.EntryRemoveView.as_view(), name="entry_remove"),
    path("entries/<int:pk>/status/", entries.EntryStatusView.as_view(), name="entry_status"),
    path("<int:pk>/raters/new/", raters.RaterCreateView.as_view(), name="rater_create"),
    path("<int:pk>/raters/secretaries/", raters.SecretariesView.as_view(), name="rater_secretaries"),
    path("<int:pk>/raters/copy/", raters.RaterCopyView.as_view(), name="rater_copy"),
    path("<int:pk>/raters/codes/", raters.CodesView.as_view(), name="rater_codes"),
    path("raters/<int:pk>/", raters.RaterDetailView.as_view(), name="rater_detail"),
    path("raters/<int:pk>/substitute/", raters.RaterSubstituteView.as_view(), name="rater_substitute"),
    path("conflicts/<int:pk>/withdraw/", raters.ConflictWithdrawView.as_view(), name="conflict_withdraw"),
    path("raters/<int:pk>/edit/", raters.RaterEditView.as_view(), name="rater_edit"),
    path("raters/<int:pk>/remove/", raters.RaterRemoveView.as_view(), name="rater_remove"),
    path("raters/<int:pk>/waive/", raters.SheetWaiveView.as_view(), name="sheet_waive"),
    path("raters/<int:pk>/unlock/", raters.SheetUnlockView.as_view(), name="sheet_unlock"),
    path("<int:pk>/bonuses/new/", occurrences.OccurrenceCreateView.as_view(), name="occurrence_create"),
    path("bonuses/<int:pk>/approve/", occurrences.OccurrenceApproveView.as_view(), name="occurrence_approve"),
    path("bonuses/<int:pk>/revoke/", occurrences.OccurrenceRevokeView.as_view(), name="occurrence_revoke"),
    # decisions
    path("awards/<int:pk>/decide/", decisions.AwardDecideView.as_view(), name="award_decide"),
    path("<int:pk>/decide-order/", decisions.OrderDecideView.as_view(), name="order_decide"),
    path("decisions/<int:pk>/withdraw/", decisions.DecisionWithdrawView.as_view(), name="decision_withdraw"),
    path("<int:pk>/versions/", versions.VersionsView.as_view(), name="versions"),
    # grid
    path("sheets/", grid.RaterSheetListView.as_view(), name="my_sheets"),
    path("<int:contest>/scores/<int:component>/<int:rater>/", grid.ScoreGridView.as_view(), name="score_grid"),
    path("<int:contest>/scores/<int:component>/<int:rater>/cells/", grid.ScoreCellsView.as_view(), name="score_cells"),
    path(
        "<int:contest>/scores/<int:component>/<int:rater>/submit/", grid.ScoreSubmitView.as_view(), name="score_submit"
    ),
    path("<int:contest>/scores/<int:component>/<int:rater>/phone/", grid.ScorePhoneView.as_view(), name="score_phone"),
    path(
        "<int:contest>/scores/<int:component>/<int:rater>/conflict/",
        grid.ScoreConflictView.as_view(),
        name="score_conflict",
    ),
    path("<int:contest>/scores/<int:component>/<int:rater>/paper/", paper.ScorePaperView.as_view(), name="score_paper"),
    path("<int:contest>/scores/<int:component>/<int:rater>/scan/", paper.ScoreScanView.as_view(), name="score_scan"),
    path("<int:contest>/scores/<int:component>/<int:rater>/check/", paper.ScoreCheckView.as_view(), name="score_check"),
    path(
        "<int:contest>/scores/<int:component>/<int:rater>/differences/",
        paper.ScoreDifferencesView.as_view(),
        name="score_differences",
    ),
    path(
        "<int:contest>/scores/<int:component>/<int:rater>/check/cells/",
        paper.ScoreCheckCellsView.as_view(),
        name="score_check_cells",
    ),
    # ranking
    path("ranking/", ranking.RankingView.as_view(), name="ranking"),
    path("standings/<int:pk>/", ranking.StandingDetailView.as_view(), name="standing_detail"),
    # schemes
    path("schemes/", schemes.SchemeListView.as_view(), name="scheme_list"),
    path("schemes/new/", schemes.SchemeCreateView.as_view(), name="scheme_create"),
    path("schemes/<int:pk>/", schemes.SchemeDetailView.as_view(), name="scheme_detail"),
    path("schemes/<int:pk>/edit/", schemes.SchemeEditView.as_view(), name="scheme_edit"),
    path("schemes/<int:pk>/copy/", schemes.SchemeCopyView.as_view(), name="scheme_copy"),
    path("schemes/<int:pk>/toml/", schemes.SchemeExportView.as_view(), name="scheme_export"),
    path("schemes/<int:pk>/confirm/", schemes.SchemeConfirmView.as_view(), name="scheme_confirm"),
    path("schemes/<int:pk>/use/", schemes.SchemeUseView.as_view(), name="scheme_use"),
    path("schemes/<int:pk>/retire/", schemes.SchemeRetireView.as_view(), name="scheme_retire"),
    path("schemes/<int:pk>/delete/", schemes.SchemeDeleteView.as_view(), name="scheme_delete"),
]

# raters with a one-time code, outside the log-in
rate_patterns = [
    path("", rate.RateEnterView.as_view(), name="enter"),
    path("sheets/", rate.RateSheetsView.as_view(), name="sheets"),
    path("leave/", rate.RateLeaveView.as_view(), name="leave"),
    path("<int:component>/", rate.RatePhoneView.as_view(), name="score_phone"),
    path("<int:component>/cells/", rate.RateCellsView.as_view(), name="score_cells"),
    path("<int:component>/conflict/", rate.RateConflictView.as_view(), name="score_conflict"),
    path("<int:component>/submit/", rate.RateSubmitView.as_view(), name="score_submit"),
]
