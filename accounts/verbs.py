"""Who may do what: the verbs of each role, as the apps declare them. Nothing is granted anywhere else."""

from functools import cache

from accounts.choices import Role
from core.declare import Verbs, declared


@cache
def grants() -> dict[str, frozenset[str]]:
    """Role → its verbs."""
    roles_of = [pair for each in declared(Verbs) for pair in each.roles.items()]
    return {role: frozenset(verb for verb, roles in roles_of if role in roles) for role in Role.values}


def permits(role: str | None, permission: str) -> bool:
    """Whether ``role`` may do ``permission``; no role may do nothing."""
    return permission in grants().get(role or "", frozenset())


def roles_with(permission: str) -> list[str]:
    """The roles that may do ``permission``."""
    return [role for role in grants() if permits(role, permission)]
