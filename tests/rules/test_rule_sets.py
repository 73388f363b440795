"""The steps of rule sets, whatever app they belong to: who may take which in which state."""

from dataclasses import dataclass
from datetime import date

import pytest

from core.data.steps import moves_of
from core.errors import TouyanError
from rules.choices import RULE_SET_MOVES
from rules.services import RuleSets

TODAY = date(2026, 9, 1)


@dataclass
class Pay:
    """A rule set as far as steps ask."""

    status: str
    area_id: int = 7

    def __str__(self):
        return "工资办法"


@dataclass
class Acting:
    area_id: int = 7


@dataclass
class Official:
    verbs: tuple = ("pay.change_rule", "pay.use_rule")
    acting: Acting | None = None

    def has_perm(self, verb):
        return verb in self.verbs


class PayRules(RuleSets):
    changes, uses, addresses, used_for = "pay.change_rule", "pay.use_rule", "pay:rule", "工资"

    def problems(self, rule_set):
        return ["基数没有填"]

    def unconfirmed(self, rule_set):
        return []


RULES = PayRules()


def offered(status: str, user) -> list[str]:
    return [step.label for step in RULES.steps if step.is_open_to(user, Pay(status))]


@pytest.mark.parametrize(
    ("status", "labels"), [("draft", ["删除", "启用"]), ("in_use", ["停用"]), ("retired", ["重新启用"])]
)
def test_each_state_offers_its_steps_to_the_office_that_has_the_verbs(status, labels):
    assert offered(status, Official(acting=Acting())) == labels
    assert offered(status, Official(acting=Acting(8))) == []  # another area's
    assert offered(status, Official(acting=None)) == []
    assert offered(status, Official(verbs=("pay.change_rule",), acting=Acting())) == [
        label for label in labels if label == "删除"
    ]


def test_the_moves_come_from_the_steps():
    assert (
        moves_of(RULES.steps)
        == RULE_SET_MOVES
        == {"draft": ("in_use",), "in_use": ("retired",), "retired": ("in_use",)}
    )


def test_the_words_name_the_rule_set_and_what_uses_it():
    assert RULES.using.confirm(Pay("draft")).startswith("启用“工资办法”后即可用于工资，")
    assert "新的工资不能再选它" in RULES.retiring.confirm(Pay("in_use"))
    assert [step.address for step in RULES.steps] == [
        "pay:rule_delete",
        "pay:rule_use",
        "pay:rule_retire",
        "pay:rule_use",
    ]


def test_what_is_wrong_keeps_it_from_use():
    assert RULES.using.why_not(Pay("draft"), TODAY) == "还不能启用，请先处理：；基数没有填"
    assert RULES.reusing.why_not(Pay("retired"), TODAY) == ""  # as it is
    with pytest.raises(TouyanError, match="还不能启用"):
        RULES.check_sound(Pay("draft"))
