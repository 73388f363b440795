"""The registers of areas keep what every register keeps."""

from areas.registers import CATEGORIES, INDICATORS
from tests.registering import RegisterContract


class TestCategories(RegisterContract):
    register = CATEGORIES


class TestIndicators(RegisterContract):
    register = INDICATORS
