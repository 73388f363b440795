"""Whether what the apps declare exists: said at every start, not when somebody opens the page."""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.core.checks import Error, register
from django.urls import NoReverseMatch, reverse

from core.declare import Declaration, MenuPage, MenuSection, Verbs, declarations_of, declared


@register
def check_declarations(app_configs, **kwargs) -> list[Error]:
    """Errors of what ``app_configs`` declare; of all apps when there are none given."""
    found = ((config, each) for config in app_configs or apps.get_app_configs() for each in declarations_of(config))
    return [
        Error(problem, obj=config, id="touyan.E001") for config, each in found for problem in problems(config, each)
    ]


def problems(config: AppConfig, each: Declaration) -> Iterator[str]:
    """What ``each`` names and nobody has."""
    kind = type(each).__name__
    if not isinstance(each, Declaration):
        yield f"{each!r} is no declaration of core.declare"
    permission = getattr(each, "permission", None)
    if permission is not None and not any(permission in verbs.roles for verbs in declared(Verbs)):
        yield f"{kind}: no role of any app has the verb {permission}"
    for page in (*getattr(each, "pages", ()), *filter(None, [getattr(each, "page", "")])):
        try:
            reverse(page)
        except NoReverseMatch:
            yield f"{kind}: there is no page {page}"
    if hasattr(each, "load"):
        try:
            each.load()
        except ImportError as error:
            yield f"{kind}: {error}"
    if hasattr(each, "model") and each.model not in {model._meta.label for model in apps.get_models()}:
        yield f"{kind}: there is no model {each.model}"
    if isinstance(each, MenuPage) and not any(each.section == section.key for section in declared(MenuSection)):
        yield f"{kind}: there is no section {each.section}"
    if isinstance(each, Verbs):
        strange = [verb for verb in each.roles if verb.partition(".")[0] != config.label]
        yield from (f"{kind}: {verb} is no verb of {config.label}" for verb in strange)
