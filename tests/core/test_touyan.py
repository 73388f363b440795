"""Template tags: figures as offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from core.templatetags import touyan


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        (touyan.share, Decimal("0.7334"), "73.3%"),
        (touyan.share, 1, "100.0%"),
        (touyan.share, "", ""),
        (touyan.money, 12000, "¥12,000.00"),
        (touyan.money, Decimal("-0.5"), "-¥0.50"),
        (touyan.date, date(2026, 9, 30), "2026-09-30"),
        (touyan.date, datetime(2026, 9, 30, 16, 5, tzinfo=UTC), "2026-10-01 00:05"),
        (touyan.date, None, ""),
    ],
)
def test_figures_are_written_in_one_way(tag, value, shown):
    assert tag(value) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("91.775"), 2, "91.78"),
        (Decimal("80"), 4, "80.0000"),
        (Decimal("79.99666667"), 4, "79.9967"),
        (Decimal("8.45"), 1, "8.5"),
        (Decimal("-0.0004"), 2, "0.00"),
        (Decimal("84.5"), 0, "85"),
        (1.005, 2, "1.01"),
        (0, 2, "0.00"),
        (None, 2, ""),
    ],
)
def test_points_have_the_decimals_that_are_asked_for(value, places, shown):
    assert touyan.points(value, places) == shown


def test_a_badge_always_has_a_word_and_a_known_tone():
    assert touyan.badge("<超期>", "bad") == '<span class="bdg bdg-bad">&lt;超期&gt;</span>'
    with pytest.raises(ValueError, match="red"):
        touyan.badge("超期", "red")


def test_icons_are_hidden_from_readers():
    assert touyan.icon("home") == '<i class="ti ti-home" aria-hidden="true"></i>'


def test_query_is_kept_replaced_and_removed():
    context = Context({"request": RequestFactory().get("/?q=a%26b&page=3&empty=&x=1&x=2")})
    text = Template('{% query_string "page" None "sort" "-name" %}').render(context)
    assert text == "?q=a%26b&amp;x=1&amp;x=2&amp;sort=-name"
