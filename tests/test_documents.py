"""README and the documents: what they point to is there."""

import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_lead_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text())
    missing = [t for t in targets if not t.startswith("http") and not (document.parent / t).exists()]
    assert missing == []


def test_every_picture_is_shown():
    shown = " ".join(document.read_text() for document in DOCUMENTS)
    pictures = [path.name for path in (ROOT / "docs" / "pictures").glob("*.png")]
    assert [name for name in pictures if f"pictures/{name}" not in shown] == []


def test_the_clauses_name_code_and_tests_that_exist():
    named = re.findall(r"`((?:\w+/)+\w*(?:\.\w+)?)`", (ROOT / "docs" / "clauses.md").read_text())
    assert len(named) > 50
    assert [path for path in set(named) if not (ROOT / path).exists()] == []
