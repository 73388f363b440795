"""Every page of what is scored as every role: never an error, never a row of others."""

import pytest

from tests.visitors import Sweep

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class TestSweep(Sweep):
    app = "scoring"
