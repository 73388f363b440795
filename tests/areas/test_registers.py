"""The registers of areas keep what every register keeps."""

from areas.registers import INDICATORS
from tests.registering import RegisterContract


class TestIndicators(RegisterContract):
    register = INDICATORS
