"""Which role has which verb: what the apps declare, collected."""

import pytest
from django.apps import AppConfig

import areas
from accounts import checks, policy, verbs
from accounts.choices import Role
from core.declare import Verbs

BUSINESS = ("cadres.", "contests.", "areas.change")
HOME = {"dashboards.view_home"}
VILLAGE = HOME | {
    "areas.view_area", "areas.view_fact", "cadres.view_person", "scoring.score_sheet", "contests.view_contest",
    "scoring.view_standing",
}  # fmt: skip
OFFICE = VILLAGE | {
    "areas.change_area", "areas.view_kind", "cadres.change_appointment", "cadres.change_person",
    "scoring.change_scheme", "contests.declare", "scoring.enter_sheets", "contests.object_to_result",
    "scoring.run_assessment", "scoring.tally_assessment", "scoring.use_scheme", "contests.view_declaration",
    "contests.view_objection", "scoring.view_scheme", "scoring.view_seat_scores",
    "scoring.view_unpublished_standing", "core.view_calendar",
}  # fmt: skip
EXPECTED = {
    "village_cadre": VILLAGE | {"contests.object_to_result", "contests.view_declaration"},
    "township_official": OFFICE,
    "county_official": OFFICE | {"areas.change_kind", "contests.open_results"},
    "leading_group": VILLAGE | {
        "contests.view_declaration", "contests.view_objection", "scoring.view_scheme", "scoring.view_seat_scores",
        "scoring.view_unpublished_standing",
    },
    "department_rater": HOME | {"scoring.score_sheet"},
    "system_admin": HOME | {
        "accounts.change_user", "accounts.view_user", "areas.manage_area", "areas.view_area", "core.change_calendar",
        "core.view_calendar",
    },
    "security_admin": HOME | {
        "accounts.end_logins", "accounts.grant_role", "accounts.unlock_user", "accounts.view_user",
    },
    "auditor": HOME | {"core.view_audit"},
}  # fmt: skip
"""Said here once more, so that a verb that is given to somebody is given twice on purpose."""


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_the_verbs_that_the_apps_give_it_and_no_other(role):
    assert verbs.grants()[role] == EXPECTED[role]


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
