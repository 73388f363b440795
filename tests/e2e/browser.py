"""What all tests in a browser share."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page

BACKEND = "django.contrib.auth.backends.ModelBackend"


def log_in(context: BrowserContext, live_server, user) -> None:
    """Give the browser a session of ``user``."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def complaints(page: Page) -> list[str]:
    """Fills with what the browser complains of, except the requests that tests break on purpose."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda message: (
            found.append(message.text)
            if message.type == "error" and not message.text.startswith("Failed to load resource")
            else None
        ),
    )
    return found


def cell_of(page: Page, row: int, column: int) -> Locator:
    """A cell of the grid, once the page's script is there (it names the cells)."""
    return page.locator("#grid tbody tr").nth(row).locator("input[aria-label]").nth(column)
