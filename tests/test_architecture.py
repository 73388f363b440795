"""The rules of the house that no linter knows."""

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

from accounts.choices import Role
from areas.kinds import all_kinds
from cadres.models import Person
from config.celery import app as celery_app
from core.data.scope import ScopedQuerySet
from core.templatetags.touyan import TONES
from scripts import check_compose
from tests.html import parsed

ROOT = settings.BASE_DIR
OUR_APPS = [config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT]
UNSCOPED_APPS = {"core", "rules", "accounts"}  # mechanics, and accounts, which are scoped by their roles
# Parts of a scheme: read only through their scheme, which is scoped.
PARTS = {
    "AwardPost", "AwardRule", "BonusGroup", "BonusItem", "Component", "Dimension", "Field", "Indicator",
    "IndicatorLevel", "KindStage", "Measure", "MeasureBand", "SchemeNote", "TieBreak",
}  # fmt: skip
SHARED = {kind.__name__ for kind in all_kinds().values()}  # tables of kinds, which county adds to which: areas.kinds

python_files = [path for app in [*OUR_APPS, "config"] for path in sorted((ROOT / app).rglob("*.py"))]
templates = sorted((ROOT / "templates").rglob("*.html"))


def scoped_models():
    """All models of the scoped apps but those that pghistory makes."""
    models_of = [apps.get_app_config(app).get_models() for app in OUR_APPS if app not in UNSCOPED_APPS]
    return [model for app_models in models_of for model in app_models if not hasattr(model, "pgh_tracked_model")]


def test_imports_point_down():
    check = subprocess.run(  # noqa: S603
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout


QUERYSETS = [path for path in python_files if "querysets" in (path.stem, path.parent.name)]


@pytest.mark.parametrize("path", QUERYSETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_querysets_reach_other_rows_by_rows_of(path):
    """What needs more of other models than ``rows_of`` gives is fetched in ``reads``."""
    assert "related_model" not in path.read_text()


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


@pytest.mark.parametrize("path", templates, ids=lambda path: str(path.relative_to(ROOT)))
def test_lines_of_templates_can_be_read(path):
    lines = path.read_text().splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


SHEETS = sorted(path for path in (ROOT / "static").rglob("*.css") if "vendor" not in path.parts)
SCRIPTS = tuple((ROOT / "static").glob("*.js"))
MADE = {f"bdg-{tone}" for tone in TONES} | {
    "msg-info",
    "htmx-request",
}  # made of tones and levels; by htmx


@cache
def words_of(paths: tuple[Path, ...]) -> set[str]:
    return {word for path in paths for word in re.findall(r"[\w-]+", path.read_text())}


@cache
def styled(path: Path) -> set[str]:
    """The classes a style sheet has rules for."""
    selectors = re.sub(r"/\*.*?\*/|url\(.*?\)|\{[^{}]*\}", " ", path.read_text(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def classes_in(path: Path) -> set[str]:
    """The classes a template names itself; those it is given do not count."""
    values = re.findall(r'\bclass="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', path.read_text())
    return {name for value in values for name in re.sub(r"\S*\{\{.*?\}\}\S*|\{%.*?%\}", " ", value).split()}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_class_of_a_style_sheet_is_used(sheet):
    assert styled(sheet) - words_of((*templates, *python_files, *SCRIPTS)) - MADE == set()


@pytest.mark.parametrize("path", templates, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_class_of_a_template_is_styled_or_a_script_s_hook(path):
    known = set().union(*map(styled, SHEETS)) | words_of(SCRIPTS) | MADE
    assert {
        name for name in classes_in(path) if name not in known and name != "ti" and not name.startswith("ti-")
    } == set()


HTML_OF = {"figures": 0, "format_html": 0, "format_html_join": 1}  # where the template stands among the arguments
MARKS = {"mark_safe", "SafeString", "SafeText", "__html__"}
ONE_FIGURES = ("core/pages/views.py", "format_html(text, *bold, **words)")
"""``figures`` hands its own template on, and is itself called with literals only."""


def unsafe_html(source: str, path: str = "") -> list[str]:
    """Calls that make HTML out of something else than a literal, or declare a text to be HTML."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in MARKS:
            found.append(ast.unparse(call))
        if name in HTML_OF and (path, ast.unparse(call)) != ONE_FIGURES:
            given = call.args[: HTML_OF[name] + 1]
            if len(given) <= HTML_OF[name] or not all(map(_is_literal, given)):
                found.append(ast.unparse(call))
    return found


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_literal(node.body) and _is_literal(node.orelse)
    return isinstance(node, ast.Constant)


def data_formats(source: str) -> list[str]:
    """``.format`` of a template that is neither a literal nor one of a table of literals (an UPPER_CASE name)."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in ("format", "format_map"):
            text = call.func.value
            while isinstance(text, ast.Subscript | ast.Attribute):
                text = text.value
            if not (isinstance(text, ast.Constant) or (isinstance(text, ast.Name) and text.id.isupper())):
                found.append(ast.unparse(call.func.value))
    return found


FORMATS_OF_TABLES = {  # rows of a table of literals, unpacked; and SQL
    "accounts/todos.py": ["text"],
    "scoring/querysets/tally.py": ["term"],
    "scoring/services/sheet_files.py": ["why", "why"],
    "contests/todos.py": ["text"],
    "presets/demo/contests.py": ["text"],
}


@pytest.mark.parametrize("path", python_files, ids=lambda path: str(path.relative_to(ROOT)))
def test_html_is_made_of_literals_only(path):
    """No data in a template of HTML and nothing declared safe: a name may hold braces and tags."""
    name = str(path.relative_to(ROOT))
    assert unsafe_html(path.read_text(), name) == []
    if "migrations" not in name:
        assert data_formats(path.read_text()) == FORMATS_OF_TABLES.get(name, [])


@pytest.mark.parametrize(
    "line",
    [
        'figures(f"{title}还剩 {{}} 天", 3)', 'figures("{} " + unit, 3)', "figures(text, 3)", "figures()",
        "format_html(text)", 'format_html_join(",", row, rows)', "format_html_join(sep, '{}', rows)",
        "mark_safe('<b>')", "safestring.SafeString(name)",
    ],
)  # fmt: skip
def test_data_in_html_is_found(line):
    assert unsafe_html(line)
    assert unsafe_html('figures("{whose} {} 个", 3, whose=name)') == []


def test_data_in_formats_is_found():
    assert data_formats("name.format(1)") == ["name"]
    assert data_formats("('{}' + name).format(1)") == ["'{}' + name"]
    assert data_formats('"{}".format(name)') == data_formats("WORDS[state].format(name)") == []


@pytest.mark.parametrize("path", templates, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_declare_nothing_safe(path):
    assert re.findall(r"\|\s*safe(?:seq)?\b|\bautoescape\b", path.read_text()) == []


@pytest.mark.parametrize("name", ["field", "div", "p", "ul", "table"])
def test_forms_declare_no_help_safe(name):
    """Django's own templates do: ours stand in front of those."""
    assert "safe" not in Path(get_template(f"django/forms/{name}.html").origin.name).read_text().replace("as safe", "")


def test_htmx_trusts_nothing_but_its_own_attributes():
    """It evaluates nothing, runs no script of a fragment, inherits nothing, asks nobody else, keeps no pages."""
    head = parsed((ROOT / "templates/components/head.html").read_text())
    config = json.loads(head.select_one("meta[name=htmx-config]")["content"])
    kept = ("allowEval", "allowScriptTags", "disableInheritance", "selfRequestsOnly", "historyCacheSize")
    assert {name: config[name] for name in kept} == {
        "allowEval": False, "allowScriptTags": False, "disableInheritance": True, "selfRequestsOnly": True,
        "historyCacheSize": 0,
    }  # fmt: skip
    assert config["includeIndicatorStyles"] is False
    assert config["attributesToSettle"] == ["class"]  # a style that a script has set would be written as an attribute


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


def personal_models():
    """The models that name a person: one of these is either about that person or says that it is not."""
    return [model for model in scoped_models() if any(field.related_model is Person for field in model._meta.fields)]


@pytest.mark.parametrize("model", [Person, *personal_models()], ids=lambda model: model._meta.label)
def test_every_model_about_a_person_says_whose_it_is(model):
    assert hasattr(model, "PERSON_PATH"), f"{model.__name__}: PERSON_PATH, None if it is about something else"
    if model.PERSON_PATH is not None:
        path = model.PERSON_PATH
        assert model._base_manager.filter(**{f"{path}__user" if path else "user": None}).query  # a wrong path raises
        assert type(model._default_manager.all()).for_user is ScopedQuerySet.for_user, "its own for_user forgets it"


def test_roles_are_known_to_accounts_alone():
    """Elsewhere verbs decide (``has_perm``) and scope does. An app says in ``apps.py`` who may do what of it; the demo,
    which makes accounts, names roles too.
    """
    for path in python_files:
        if path.is_relative_to(ROOT / "accounts") or path.is_relative_to(ROOT / "presets/demo"):
            continue
        if path == ROOT / path.relative_to(ROOT).parts[0] / "apps.py":
            continue
        named = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
        assert not named & set(Role.values), path
        assert not re.search(r"import .*\bRole\b", path.read_text()), path


def test_nothing_imports_a_test_module():
    """What two of them need lives in a module of its own: a test runs the same whichever others are there."""
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [f"{modules[0]}.{each.name}" for each in node.names] if modules else []
            modules += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            found += [f"{path.name} imports {each}" for each in modules if ".test_" in each and "tests." in each]
    assert found == []


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
            ("./deploy:", "./nginx:", "./nginx, which does not exist"),
            ("${REDIS_PASSWORD}", "${CACHE_PASSWORD}", "CACHE_PASSWORD is missing in .env.example"),
            ("    WEB_CONCURRENCY:\n", "", "WEB_CONCURRENCY of .env.example is not used"),
            ("    pull_policy: never\n", "", "in a registry"),
            ("    <<: *app\n    pull_policy: never", "    <<: *app\n    build: .", "built by several services"),
            ("  read_only: true\n", "", "db lacks read_only"),
            ("  cap_drop: [ALL]\n", "", "web lacks cap_drop"),
            ("  logging: {driver: local}\n", "", "proxy lacks logging"),
        ],
    )
    def test_mistakes_are_found(self, old, new, problem):
        assert old in self.text
        assert problem in " ".join(check_compose.problems(self.text.replace(old, new), self.example))
