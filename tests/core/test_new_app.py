"""docs/新应用.md as it stands: the app of the page is there wherever apps are, and nothing but settings was edited."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from core import declare

PAGE = (settings.BASE_DIR / "docs" / "新应用.md").read_text()
FILES = dict(re.findall(r"^`([\w/]+\.py)`.*?\n```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
SETTINGS = """
from config.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "visits"]
DATABASES["default"]["NAME"] = {name!r}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def found(tmp_path_factory, django_db_setup, django_db_blocker) -> dict:
    folder = tmp_path_factory.mktemp("app")
    for name, code in FILES.items():
        if not name.startswith("tests/"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(code)
    (folder / "visits" / "__init__.py").touch()
    (folder / "with_visits.py").write_text(SETTINGS.format(name=connection.settings_dict["NAME"]))
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "with_visits", "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{folder}",
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "tests.core.new_app"], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_nothing_is_wrong_at_the_start(found):
    assert found["problems"] == []


def test_its_verb_is_given_to_the_roles_it_names(found):
    assert found["may"] == [True, False]
    assert found["list for the auditor"] == 403


def test_it_stands_in_the_menu_of_whoever_has_the_verb(found):
    assert "ti-walk" in found["home"]
    assert "ti-walk" not in found["home of the auditor"]


def test_its_list_shows_rows_of_ones_own_area(found):
    assert "看望战斗村老党员" in found["list"]
    assert "新华村" not in found["list"]


def test_it_is_entered_on_a_page_and_goes_to_excel_and_back(found):
    assert found["entered"] == 302
    assert "spreadsheet" in found["export"]
    assert "spreadsheet" in found["form"]


def test_it_is_due(found):
    assert "走访战斗村" in found["home"]
    assert "走访新华村" not in found["home"]


def test_it_is_found(found):
    assert "看望战斗村老党员" in found["search"]
    assert "新华村" not in found["search"]


def test_it_is_in_the_api_and_its_description(found):
    assert [row["purpose"] for row in found["api"]["results"]] == ["看望战斗村老党员"]
    assert "/api/v1/visits/" in found["schema"]


def test_it_is_in_the_timetable(found):
    assert "visits.tasks.forget_visits" in found["timetable"]
    assert found["removed"] == 0


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_page_is_whole(name):
    ast.parse(FILES[name])


def test_the_page_tells_of_every_declaration():
    kinds = {
        name for name, kind in vars(declare).items()
        if isinstance(kind, type) and issubclass(kind, declare.Declaration) and not name.startswith("_")
    }  # fmt: skip
    told = set(
        re.findall(r"`(\w+)`", " ".join(line.partition(" | ")[0] for line in PAGE.splitlines() if "| `" in line))
    )
    assert told == kinds - {"Declaration", "Coded"}
