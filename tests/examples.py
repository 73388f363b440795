"""How many random examples a test looks at: a multiple of the profile's number (tests/conftest.py), never a number."""

from hypothesis import settings


def times(factor: float, **more) -> settings:
    """``factor`` times as many examples as the profile says; say why where the test stands."""
    return settings(max_examples=max(1, round(settings.default.max_examples * factor)), **more)
