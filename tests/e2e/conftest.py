"""The browser of the stories."""

import pytest

# A hand is slower than a script: nothing can be clicked, typed into or found by its role before the page's own scripts
# (all deferred, so done at DOMContentLoaded) are at work. Otherwise a busy machine loses what a test does too early.
NOT_YET = """
new MutationObserver((changes, observer) => {
  observer.disconnect();
  const root = document.documentElement;
  if (document.readyState !== "loading") return;
  root.inert = true;
  document.addEventListener("DOMContentLoaded", () => (root.inert = false), { once: true });
}).observe(document, { childList: true });
"""


@pytest.fixture(scope="session")
def browser(browser):
    """Every context of this browser, whoever makes it, waits for scripts."""
    new_context = browser.new_context

    def make(*args, **options):
        context = new_context(*args, **options)
        context.add_init_script(NOT_YET)
        return context

    browser.new_context = make
    return browser
