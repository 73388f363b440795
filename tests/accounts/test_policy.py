"""The verbs of the roles."""

import pytest

from accounts import policy
from accounts.choices import Role

BUSINESS = ("cadres.", "contests.", "areas.change")


def test_every_role_has_verbs_and_levels():
    assert set(policy.GRANTS) == set(policy.LEVELS) == set(Role.values)


@pytest.mark.parametrize("role", policy.EXCLUSIVE_ROLES)
def test_administrators_have_no_business_verb(role):
    assert [verb for verb in policy.GRANTS[role] if verb.startswith(BUSINESS)] == []


def test_only_the_security_administrator_grants_and_only_the_auditor_reads_the_audit_log():
    assert [role for role, verbs in policy.GRANTS.items() if "accounts.grant_role" in verbs] == ["security_admin"]
    assert [role for role, verbs in policy.GRANTS.items() if "core.view_audit" in verbs] == ["auditor"]


def test_the_county_has_neither_accounts_nor_audit_log():
    assert not any(verb.startswith(("accounts.", "core.view_audit")) for verb in policy.GRANTS["county_official"])


@pytest.mark.parametrize("role", [None, "", "superuser"])
def test_no_role_may_do_nothing(role):
    assert not policy.permits(role, "dashboards.view_home")


@pytest.mark.parametrize(
    ("role", "level", "expected"),
    [("village_cadre", 5, True), ("village_cadre", 4, False), ("township_official", 4, True),
     ("county_official", 4, False), ("auditor", 1, True), ("unknown", 3, False)],
)  # fmt: skip
def test_roles_are_held_at_their_level(role, level, expected):
    assert policy.fits(role, level) is expected
