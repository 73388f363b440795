"""URLs of cadres."""

from django.urls import path

from cadres import views

app_name = "cadres"
urlpatterns = [
    path("", views.PersonListView.as_view(), name="person_list"),
    path("choices/", views.PersonChoicesView.as_view(), name="person_choices"),
    path("new/", views.PersonCreateView.as_view(), name="person_create"),
    path("<int:pk>/", views.PersonDetailView.as_view(), name="person_detail"),
    path("<int:pk>/edit/", views.PersonEditView.as_view(), name="person_edit"),
    path("<int:pk>/appoint/", views.AppointmentCreateView.as_view(), name="appointment_create"),
    path("<int:pk>/photo/", views.PersonPhotoView.as_view(), name="person_photo"),
    path("<int:pk>/photo/edit/", views.PersonPhotoEditView.as_view(), name="person_photo_edit"),
    path("<int:pk>/whole/<slug:field>/", views.PersonRevealView.as_view(), name="person_reveal"),
    path("appointments/<int:pk>/end/", views.AppointmentEndView.as_view(), name="appointment_end"),
    path("accounts/people/", views.AccountPersonChoicesView.as_view(), name="account_person_choices"),
    path("accounts/<int:pk>/", views.AccountLinkView.as_view(), name="account_link"),
    path("accounts/<int:pk>/unlink/", views.AccountUnlinkView.as_view(), name="account_unlink"),
    path("vacancies/", views.VacancyListView.as_view(), name="vacancy_list"),
    path("villages/<int:pk>/", views.VillageTeamView.as_view(), name="village_team"),
]
