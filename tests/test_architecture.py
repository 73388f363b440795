"""The rules of the house that no linter knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from config.celery import app as celery_app
from core.scope import ScopedQuerySet
from scripts import check_compose

ROOT = settings.BASE_DIR
OUR_APPS = ["core", "areas", "accounts", "cadres", "contests", "dashboards"]
SCOPED_APPS = ["areas", "cadres", "contests"]
# Parts of a scheme: read only through their scheme, which is scoped.
PARTS = {
    "AwardRule", "BonusGroup", "BonusItem", "Component", "Dimension", "Field", "Indicator", "IndicatorLevel",
    "KindStage", "Measure", "MeasureBand", "SchemeNote", "TieBreak",
}  # fmt: skip
# Tables of kinds, the same for everybody: nothing in them belongs to a place.
SHARED = {
    "Category", "IndicatorKind", "PostKind", "Source", "AwardKind", "ContestKind", "PeriodKind", "RaterGroup",
    "StageKind",
}  # fmt: skip

python_files = [path for app in [*OUR_APPS, "config", "presets"] for path in sorted((ROOT / app).rglob("*.py"))]
templates = sorted((ROOT / "templates").rglob("*.html"))


def scoped_models():
    """All models of the scoped apps but those that pghistory makes."""
    models_of = [apps.get_app_config(app).get_models() for app in SCOPED_APPS]
    return [model for app_models in models_of for model in app_models if not hasattr(model, "pgh_tracked_model")]


def test_imports_point_down():
    check = subprocess.run(  # noqa: S603
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.label)
def test_every_model_says_where_it_belongs(model):
    if model.__name__ in SHARED | PARTS:
        assert not hasattr(model, "AREA_PATH")
        return
    path = getattr(model, "AREA_PATH", None)
    assert path is not None, f"{model.__name__} declares no AREA_PATH; is it a table shared by all?"
    assert model._base_manager.filter(**{f"{path}__code" if path else "code": ""}).query  # a wrong path raises
    assert isinstance(model._default_manager.all(), ScopedQuerySet)


@pytest.mark.parametrize("path", templates, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_keep_the_content_policy(path):
    """No inline style, script or handler, nothing from elsewhere."""
    text = path.read_text()
    found = re.findall(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on|(?:src|href)=\"(?:https?:)?//", text)
    assert found == []


def test_policy_files_know_no_django():
    for path in python_files:
        if path.name == "policy.py":
            assert not re.search(r"^(?:from|import) django", path.read_text(), re.MULTILINE), path


def test_rows_are_reached_through_scope_only():
    """Views never start from all rows of a scoped model (the rows of one record they have got are fine)."""
    names = "|".join(model.__name__ for model in scoped_models() if model.__name__ not in SHARED)
    unscoped = re.compile(rf"\b(?:{names})\.objects\.(?:all|get|exclude|values|order_by)\b")
    for path in python_files:
        if path.name in {"views.py", "tables.py"} or "views" in path.parent.name:
            assert not unscoped.search(path.read_text()), path


def test_timetable_names_existing_tasks():
    celery_app.loader.import_default_modules()
    planned = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}
    assert planned <= set(celery_app.tasks)


def test_tasks_are_thin():
    for path in python_files:
        if path.name == "tasks.py":
            assert len(path.read_text().splitlines()) < 60, path


class TestComposeFile:
    text = check_compose.COMPOSE.read_text()
    example = (ROOT / ".env.example").read_text()

    def test_has_no_problems(self):
        assert check_compose.problems(self.text, self.example) == []

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("redis: {condition: service_healthy}", "cache: {condition: service_healthy}", "cache, which does not"),
            ("- postgres:/var", "- database:/var", "the volume database, which is not declared"),
            ("  beat:\n", "  clock:\n", "service beat is missing"),
            ("./deploy/Caddyfile", "./deploy/nginx.conf", "./deploy/nginx.conf, which does not exist"),
            ("${REDIS_PASSWORD}", "${CACHE_PASSWORD}", "CACHE_PASSWORD is missing in .env.example"),
        ],
    )
    def test_mistakes_are_found(self, old, new, problem):
        assert old in self.text
        assert problem in " ".join(check_compose.problems(self.text.replace(old, new), self.example))
