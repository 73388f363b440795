"""Whether the roles exist that the apps give verbs to."""

from django.apps import apps
from django.core.checks import Error, register

from accounts.choices import Role
from core.declare import Verbs, declarations_of


@register
def check_roles(app_configs, **kwargs) -> list[Error]:
    return [
        Error(f"Verbs: nobody holds a role {role}, which should have {verb}", obj=config, id="touyan.E002")
        for config in app_configs or apps.get_app_configs()
        for each in declarations_of(config)
        if isinstance(each, Verbs)
        for verb, roles in each.roles.items()
        for role in roles
        if role not in Role.values
    ]
