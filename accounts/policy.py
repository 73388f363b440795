"""What is special about each role, and where it can be held; its verbs are in ``accounts.verbs``. Pure."""

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


def fits(role: str, level: int) -> bool:
    """Whether ``role`` can be held in an area of ``level``."""
    return level in LEVELS.get(role, frozenset())
