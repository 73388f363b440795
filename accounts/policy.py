"""Who may do what: the verbs of each role, and where a role can be held. Pure."""

_HOME = frozenset({"dashboards.view_home"})
_VILLAGE = _HOME | {
    "areas.view_area",
    "cadres.view_person",
    "contests.view_contest",
    "contests.score_sheet",
    "contests.view_standing",
}
_OFFICE = _VILLAGE | {
    "areas.view_kind",
    "core.view_calendar",
    "areas.change_area",
    "cadres.change_person",
    "cadres.change_appointment",
    "contests.view_scheme",
    "contests.change_scheme",
    "contests.use_scheme",
    "contests.run_contest",
    "contests.view_declaration",
    "contests.declare",
    "contests.enter_sheets",
    "contests.tally_contest",
    "contests.object_to_result",
    "contests.view_objection",
    "contests.view_unpublished_standing",
    "contests.view_seat_scores",
}

GRANTS: dict[str, frozenset[str]] = {
    "village_cadre": _VILLAGE | {"contests.view_declaration", "contests.object_to_result"},
    "township_official": _OFFICE,
    "county_official": _OFFICE | {"contests.open_results", "areas.change_kind"},
    "leading_group": _VILLAGE
    | {"contests.view_scheme", "contests.view_declaration", "contests.view_objection"}
    | {"contests.view_unpublished_standing", "contests.view_seat_scores"},
    "department_rater": _HOME | {"contests.score_sheet"},
    "system_admin": _HOME
    | {"areas.view_area", "areas.manage_area", "accounts.view_user", "accounts.change_user"}
    | {"core.view_calendar", "core.change_calendar"},
    "security_admin": _HOME
    | {"accounts.view_user", "accounts.grant_role", "accounts.unlock_user", "accounts.end_logins"},
    "auditor": _HOME | {"core.view_audit"},
}
"""The verbs of each role. Nothing is granted anywhere else, and a role that is not listed may do nothing."""

EXCLUSIVE_ROLES = ("system_admin", "security_admin", "auditor")
"""No account holds two of these at the same time, nor one beside a role that sees business data."""

PROTECTED_ROLES = frozenset({"security_admin", "auditor"})
"""Whoever holds one cannot be reset or closed by a system administrator, who could otherwise act in their name."""

ACCOUNT_ROLES = frozenset({"system_admin", "security_admin"})
"""The roles that see accounts."""

UNSCOPED_ROLES = frozenset({*EXCLUSIVE_ROLES, "department_rater"})
"""The roles that read no business rows through their area."""

CONFINED_ROLES = frozenset({"village_cadre"})
"""The roles that read of what is about persons only their own rows."""

LEVELS: dict[str, frozenset[int]] = {
    "village_cadre": frozenset({5}),
    "township_official": frozenset({4}),
    "department_rater": frozenset({3, 4}),
    "county_official": frozenset({3}),
    "leading_group": frozenset({3}),
    "system_admin": frozenset({1, 2, 3}),
    "security_admin": frozenset({1, 2, 3}),
    "auditor": frozenset({1, 2, 3}),
}
"""At which levels of area (1 province … 5 village) a role can be held."""


def permits(role: str | None, permission: str) -> bool:
    """Whether ``role`` may do ``permission``; no role may do nothing."""
    return permission in GRANTS.get(role or "", frozenset())


def roles_with(permission: str) -> list[str]:
    """The roles that may do ``permission``."""
    return [role for role in GRANTS if permits(role, permission)]


def fits(role: str, level: int) -> bool:
    """Whether ``role`` can be held in an area of ``level``."""
    return level in LEVELS.get(role, frozenset())
