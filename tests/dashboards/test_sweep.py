"""Every page of dashboards as every role: never an error, never a row of others."""

import pytest

from tests.visitors import Sweep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def today():
    """The swept world stands at the real day."""


class TestSweep(Sweep):
    app = "dashboards"
