"""The addresses of an app's rule sets."""

from django.urls import URLPattern, path

from core.pages.steps import step_path
from rules import views
from rules.services import RuleSets

PAGES = {
    "list": ("", views.RuleSetListView),
    "create": ("new/", views.RuleSetCreateView),
    "detail": ("<int:pk>/", views.RuleSetDetailView),
    "edit": ("<int:pk>/edit/", views.RuleSetEditView),
    "copy": ("<int:pk>/copy/", views.RuleSetCopyView),
    "export": ("<int:pk>/toml/", views.RuleSetExportView),
    "confirm": ("<int:pk>/confirm/", views.RuleSetConfirmView),
}


def rule_set_paths(route: str, rule_sets: RuleSets, **pages: type) -> list[URLPattern]:
    """All addresses of ``rule_sets`` below ``route``; ``pages`` are the app's own, by name (``detail=…``)."""
    name = rule_sets.addresses.rpartition(":")[2]
    found = []
    for page, (below, view) in PAGES.items():
        view = pages.get(page, view)
        own = type(view.__name__, (view,), {"rule_sets": rule_sets})
        found.append(path(f"{route}{below}", own.as_view(), name=f"{name}_{page}"))
    for step in (rule_sets.using, rule_sets.retiring, rule_sets.deleting):  # using again has the address of using
        at = f"{route}<int:pk>/{step.address.rpartition('_')[2]}/"
        found.append(step_path(at, step, views.RuleSetStepPage, model=rule_sets.format.model))
    return found
