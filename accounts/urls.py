"""URLs of accounts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.PasswordChangeView.as_view(), name="password_change"),
    path("logins/", views.LoginListView.as_view(), name="login_list"),
    path("logins/<int:pk>/end/", views.LoginEndView.as_view(), name="login_end"),
    path("logins/end/", views.LoginEndAllView.as_view(), name="login_end_all"),
    path("act-as/", views.ActAsView.as_view(), name="act_as"),
    path("users/", views.UserListView.as_view(), name="user_list"),
    path("users/new/", views.UserCreateView.as_view(), name="user_create"),
    path("users/choices/", views.UserChoicesView.as_view(), name="user_choices"),
    path("users/<int:pk>/", views.UserDetailView.as_view(), name="user_detail"),
    path("users/<int:pk>/edit/", views.UserEditView.as_view(), name="user_edit"),
    path("users/<int:pk>/reset/", views.UserResetView.as_view(), name="user_reset"),
    path("users/<int:pk>/deactivate/", views.UserDeactivateView.as_view(), name="user_deactivate"),
    path("users/<int:pk>/reactivate/", views.UserReactivateView.as_view(), name="user_reactivate"),
    path("users/<int:pk>/unlock/", views.UserUnlockView.as_view(), name="user_unlock"),
    path("users/<int:pk>/end-logins/", views.UserLoginsEndView.as_view(), name="user_logins_end"),
    path("users/<int:pk>/roles/new/", views.AssignmentCreateView.as_view(), name="assignment_create"),
    path("roles/<int:pk>/end/", views.AssignmentEndView.as_view(), name="assignment_end"),
    path("areas/choices/", views.AreaChoicesView.as_view(), name="area_choices"),
]
