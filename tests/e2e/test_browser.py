"""The browser itself: what every page loads arrives, and the content policy refuses none of it."""

import pytest
from django.urls import reverse


@pytest.mark.e2e
def test_login_page_loads_without_complaints(live_server, page):
    complaints, requests = [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda response: requests.append((response.status, response.url)))
    page.goto(live_server.url + reverse("accounts:login"))
    page.wait_for_load_state("networkidle")
    assert complaints == []
    assert [url for status, url in requests if status >= 400 or not url.startswith(live_server.url)] == []
    assert page.evaluate("typeof htmx") == "object"


@pytest.mark.e2e
def test_browser_shows_chinese(page):
    """Two characters of different shape differ on screen; without a font both would be the same box."""
    page.set_content("<p id=a>头</p><p id=b>雁</p>")
    assert page.locator("#a").screenshot() != page.locator("#b").screenshot()
