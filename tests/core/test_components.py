"""The page of the parts pages are made of."""

import pytest
from django.urls import reverse

from core.pages import component_views
from tests.html import parsed, texts

PAGE = reverse("core:components")
TEMPLATES = {path.stem for path in component_views.FOLDER.glob("*.html")}


@pytest.fixture
def shown(as_zhang, settings):
    settings.DEBUG = True
    return as_zhang.get(PAGE)


def test_it_is_there_while_developing_only(as_zhang, client, settings):
    assert as_zhang.get(PAGE).status_code == 404
    settings.DEBUG = True
    assert as_zhang.get(PAGE).status_code == 200
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_every_part_is_shown_with_its_line(shown):
    assert set(texts(shown, "h2[id^=part-]")) == TEMPLATES
    for name in TEMPLATES:
        assert f'{{% include "components/{name}.html" %}}' in texts(shown, ".sec-head .meta"), name


def test_every_part_but_whole_pages_is_drawn(shown):
    drawn = {part.name for part in shown.context["parts"] if part.made.strip()}
    assert drawn == TEMPLATES - component_views.WHOLE_PAGES - component_views.UNSEEN


def test_every_part_says_what_it_takes(shown):
    assert [part.name for part in shown.context["parts"] if not part.about] == []


def test_its_styles_are_those_of_all_pages(shown):
    assert parsed(shown).select("table.dt, .bdg-cup, .empty, dialog, .stepper, .prog, .tabs")
