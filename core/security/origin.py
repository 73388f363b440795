"""Where a request comes from: its network address, and whether the browser is one that an account used before."""

import ipaddress
import re
import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "touyan_known"
SALT = "core.security.origin"
BROWSERS = (
    ("微信", "MicroMessenger"), ("Edge", "Edg"), ("360", "360|QIHU"), ("QQ", "QQBrowser"),
    ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS|OpenHarmony"), ("Android", "Android"), ("iOS", "iPhone|iPad"),
    ("Windows", "Windows"), ("macOS", "Mac OS X"), ("Linux", "Linux"),
)  # fmt: skip


def address_of(request) -> str:
    """The client's network address as the last proxy of ours saw it, "" if there is none (tests, commands).

    ``settings.PROXIES`` says how many proxies of ours stand in front: each adds whom it spoke with at the end of
    X-Forwarded-For, and what stands before that is whatever the client liked to send.
    """
    address = request.META.get("REMOTE_ADDR", "")
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXIES and passed:
        address = passed[-min(settings.PROXIES, len(passed))]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def browser_of(agent: str) -> str:
    """A browser in two words, from what it says of itself: Chrome，Windows."""
    found = [next((name for name, sign in names if re.search(sign, agent)), "") for names in (BROWSERS, SYSTEMS)]
    return "，".join(filter(None, found)) or "其他程序"


# ---------------------------------------------------------------- who counts as one in counting wrong tries
def source_of(request, key: str = "") -> str:
    """What wrong tries are counted by: the browser if ``key`` was right in it before, else the network address.

    So whoever guesses from behind the address of a township keeps nobody out of a browser he has used before.
    A provider hands a whole /64 of IPv6 to one customer, so that counts as one address.
    """
    known, _, number = _cookie(request).partition(":")
    if key and known and constant_time_compare(known, _owner(key)):
        return f"browser {number}"
    address = address_of(request)
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if ":" in address else address


def remember(request, response, key: str) -> None:
    """``key`` was right in this browser: it keeps a signed mark of that, which is no way in."""
    known, _, number = _cookie(request).partition(":")
    if known != _owner(key):
        number = secrets.token_hex(8)
    response.set_signed_cookie(
        COOKIE, f"{_owner(key)}:{number}", salt=SALT, max_age=settings.KNOWN_BROWSER_DAYS * 86400,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _owner(key: str) -> str:
    return salted_hmac(SALT, key).hexdigest()[:16]


def _cookie(request) -> str:
    try:
        return request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=settings.KNOWN_BROWSER_DAYS * 86400)
    except signing.BadSignature:
        return ""
