"""Pages of accounts: log-in, passwords, the acting role."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from accounts.forms import LoginForm, PasswordForm


class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="登录", timed_out="idle" in self.request.GET, **kwargs)


class PasswordChangeView(auth_views.RedirectURLMixin, auth_views.PasswordChangeView):
    """One's own password; forced at the first log-in, after which the person goes on to where he wanted to go."""

    template_name = "accounts/password_change_form.html"
    form_class = PasswordForm
    next_page = settings.LOGIN_REDIRECT_URL

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, "密码已修改，下次登录请用新密码")
        return response

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "title": "设置新密码" if user.must_change_password else "修改密码",
            "frame": "base_plain.html" if user.must_change_password or user.acting is None else "base.html",
            "next": self.get_redirect_url(),
        }


class ActAsView(View):
    """Work in another of one's own current assignments."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("assignment")
        for assignment in request.user.current_assignments:
            if str(assignment.pk) == chosen:
                request.session["acting"] = assignment.pk
                messages.success(request, f"现在的身份：{assignment.label}")
                return redirect(settings.LOGIN_REDIRECT_URL)
        raise Http404
