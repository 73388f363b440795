"""What stands between a request and the pages: log-in, idle time, the acting role, the first password."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts import logins

OPEN_TO_EVERY_ACCOUNT = frozenset({"accounts:logout", "accounts:password_change", "accounts:act_as"})


class SessionEndMiddleware:
    """Logs out at the end of a session (``logins.end_of``); writes the session once a minute at most."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get("seen", now)
            if why := logins.end_of(request.session, now):
                request.timed_out = why
                logout(request)
            elif now - seen >= 60 or "seen" not in request.session:
                request.session["seen"] = now
                request.session.setdefault("since", now)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Keeps pages of whoever is logged in out of the browser's memory: after logging out, Back shows none of them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_known = request.user.is_authenticated
        response = self.get_response(request)
        if is_known and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not logged in to the log-in page, and from there back to the page he was on.

    A fragment or a background save answers 401 with the address instead, so that the page can keep what was typed.
    """

    def handle_no_permission(self, request, view_func):
        query = {"next": _page(request)}
        if why := getattr(request, "timed_out", ""):
            query[why] = 1
        url = f"{reverse(settings.LOGIN_URL)}?{urlencode(query)}"
        if _is_api(request):
            return JsonResponse({"message": "没有登录，请先登录"}, status=401)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": url})
        if not request.accepts("text/html"):
            return JsonResponse({"message": "登录已失效，请重新登录后再试", "login": url}, status=401)
        return redirect(url)


class ActingMiddleware:
    """Tells the account which of its assignments was chosen; without any assignment it reaches no page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.user.acting_id = request.session.get("acting")
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if _is_restricted(request, view_func) and request.user.acting is None:
            if _is_api(request):
                return JsonResponse({"message": "这个账号还没有角色，请联系安全管理员"}, status=403)
            return render(request, "accounts/no_role.html", status=403)
        return None


class FirstPasswordMiddleware:
    """Whoever still has the password from the slip can only change it or log out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if _is_restricted(request, view_func) and request.user.must_change_password:
            if _is_api(request):
                return JsonResponse({"message": "请先在网页上修改初始密码"}, status=403)
            return redirect(f"{reverse('accounts:password_change')}?{urlencode({'next': _page(request)})}")
        return None


def _is_restricted(request, view_func) -> bool:
    """Whether the view is neither public nor one of those that every account may use."""
    return (
        request.user.is_authenticated
        and getattr(view_func, "login_required", True)
        and request.resolver_match.view_name not in OPEN_TO_EVERY_ACCOUNT
    )


def _is_api(request) -> bool:
    """Whether the answer is read by a program: it gets JSON instead of a page or a redirect."""
    return request.resolver_match.namespace == "api" and request.resolver_match.url_name != "docs"


def _page(request) -> str:
    """The path of the page the person is looking at, also when the request is a form or a fragment of it."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return reverse(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
