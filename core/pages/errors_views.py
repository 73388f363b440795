"""Error pages: what happened and what to do, in Chinese."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

logger = logging.getLogger(__name__)

TIMED_OUT = {"57014", "55P03", "25P03", "40P01"}  # statement, lock, idle transaction; a deadlock
API = "/api/"  # programs read JSON
HOME_KEY = "home"  # in the session of who is here without an account: (label, address) of their own first page


def bad_request(request, exception=None):
    """400: what was sent cannot be read. Nothing of its body is read again, not even for the forgery check."""
    text = "提交的内容不能识别。请返回上一页刷新后再试。"
    if isinstance(exception, RequestDataTooBig):
        text = "一次提交的内容太大，请分几次提交；文件请先压缩。"
    elif isinstance(exception, (TooManyFieldsSent, TooManyFilesSent)):
        text = "一次提交的项目太多，请分几次提交。"
    return _page(request, 400, "不能识别", text)


@requires_csrf_token
def permission_denied(request, exception=None):
    """403: the acting role lacks the verb."""
    text = "您现在的角色不能办这件事。如果您有多个角色，请在页面上方切换；仍不能办的，请联系系统管理员。"
    return _page(request, 403, "没有权限", str(exception or "") or text)


@requires_csrf_token
def not_found(request, exception=None):
    """404: no such address, or a row outside the acting area (the two look the same on purpose)."""
    return _page(request, 404, "找不到这个页面", "地址可能写错了，这一步可能已经办过，或者这条记录不在您的管理范围内。")


class BusyMiddleware:
    """Answers a request for which the database took too long; nothing of it was written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return busy(request) if is_timeout(exception) else None


def is_timeout(error: BaseException | None) -> bool:
    """Whether PostgreSQL gave up because a time of ``settings.TIMEOUTS`` was over."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", None) in TIMED_OUT


def busy(request):
    """503: like ``server_error`` without anything that may be what is slow."""
    logger.warning("%s took too long: %s", request.path, sys.exc_info()[1] or "", extra={"status_code": 503})
    text = "系统太忙，这一步没有办成，也没有写入。请稍后再试。"
    headers = {"Retry-After": "10"}
    if request.path.startswith(API) or not request.accepts("text/html"):
        return JsonResponse({"message": text}, status=503, headers=headers)
    page = loader.render_to_string("500.html", {"title": "太忙，请稍后再试", "text": text})
    return HttpResponse(page, status=503, headers=headers)


def server_error(request):
    """500: without database, session or context processors, any of which may be what broke."""
    if is_timeout(sys.exc_info()[1]):  # outside of a view, where no middleware sees it
        return busy(request)
    if request.path.startswith(API):
        return JsonResponse({"message": "系统出错了，请稍后再试"}, status=500)
    return HttpResponse(loader.render_to_string("500.html", {"title": "系统出错了"}), status=500)


def csrf_failure(request, reason=""):
    """403 of the forgery check: usually a page left open over a log-out."""
    text = "这个页面打开得太久，或在别处退出了登录。请返回上一页刷新后再提交；填写的内容请先复制保存。"
    return _page(request, 403, "页面已过期", text)


def _page(request, status: int, title: str, text: str):
    if request.path.startswith(API):
        return JsonResponse({"message": text}, status=status)
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated and user.acting is not None
    home = ("回工作台", "/") if known else getattr(request, "session", {}).get(HOME_KEY, ("回工作台", "/"))
    context = {"title": title, "text": text, "home": home, "shell": "base.html" if known else "base_plain.html"}
    return render(request, f"{403 if status == 403 else 404}.html", context, status=status)
