"""The registers of core keep what every register keeps; and what declaring one wrongly says."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.models import Job
from core.pages.calendar_views import CALENDAR
from core.pages.registers import Register
from tests.registering import RegisterContract


class TestCalendar(RegisterContract):
    register = CALENDAR


def test_a_model_that_two_people_would_overwrite_is_no_register():
    with pytest.raises(ImproperlyConfigured, match="Versioned"):
        type("Jobs", (Register,), {"model": Job})()
