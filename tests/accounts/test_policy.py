"""Where roles are held."""

import pytest

from accounts import policy


@pytest.mark.parametrize(
    ("role", "level", "expected"),
    [("village_cadre", 5, True), ("village_cadre", 4, False), ("township_official", 4, True),
     ("county_official", 4, False), ("auditor", 1, True), ("unknown", 3, False)],
)  # fmt: skip
def test_roles_are_held_at_their_level(role, level, expected):
    assert policy.fits(role, level) is expected
