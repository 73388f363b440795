"""Which role has which verb: what the apps declare, collected."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import AppConfig

import areas
from accounts import checks, policy, verbs
from accounts.choices import Role
from core.declare import Verbs

BUSINESS = ("cadres.", "contests.", "areas.change")
GRANTED = {
    verb: roles
    for path in sorted(Path(__file__).parents[1].glob("*/verbs.py"))
    for verb, roles in import_module(f"tests.{path.parent.name}.verbs").GRANTED.items()
}
"""What each app says once more in ``tests/<app>/verbs.py``: what is given to somebody is given twice on purpose."""


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_the_verbs_that_the_apps_give_it_and_no_other(role):
    assert verbs.grants()[role] == {verb for verb, roles in GRANTED.items() if role in roles}


def test_every_role_has_verbs_and_levels():
    assert set(verbs.grants()) == set(policy.LEVELS) == set(Role.values)


@pytest.mark.parametrize("role", policy.EXCLUSIVE_ROLES)
def test_administrators_have_no_business_verb(role):
    assert [verb for verb in verbs.grants()[role] if verb.startswith(BUSINESS)] == []


def test_only_the_security_administrator_grants_and_only_the_auditor_reads_the_audit_log():
    assert verbs.roles_with("accounts.grant_role") == ["security_admin"]
    assert verbs.roles_with("core.view_audit") == ["auditor"]


def test_the_county_has_neither_accounts_nor_audit_log():
    assert not any(verb.startswith(("accounts.", "core.view_audit")) for verb in verbs.grants()["county_official"])


@pytest.mark.parametrize("role", [None, "", "superuser"])
def test_no_role_may_do_nothing(role):
    assert not verbs.permits(role, "dashboards.view_home")


def test_a_verb_for_a_role_that_nobody_holds_is_said_at_the_start():
    class Strange(AppConfig):
        declares = (Verbs({"areas.view_area": ("mayor",)}),)

    [error] = checks.check_roles([Strange("areas", areas)])
    assert "mayor" in error.msg
    assert checks.check_roles(None) == []
