"""The browser reads numbers as the server does: the same table, in a real browser."""

import pytest
from django.conf import settings

from tests.core.numbers import CASES

pytestmark = pytest.mark.e2e


def test_the_browser_reads_what_is_typed_as_the_server_does(page):
    page.goto("about:blank")
    page.add_script_tag(path=settings.BASE_DIR / "static/numbers.js")
    read = page.evaluate("(cases) => cases.map((each) => readNumber(each.typed))", CASES)
    for case, found in zip(CASES, read, strict=True):
        assert found == ({"value": case["is"]} if "is" in case else {"why": case["why"]}), case
