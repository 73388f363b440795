"""A step is said once: the moves, the reasons, the words and what is offered come from it."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from core.data.steps import Step, moves_of, open_steps, reasons_of, words_of
from core.errors import TouyanError

TODAY = date(2026, 9, 1)
USE = Step(name="use", label="启用", sources=("draft",), target="used", permission="x.use")
BACK = Step(name="back", label="退回", sources=("used", "old"), target="draft", reason=True, permission="x.back")
END = Step(name="end", label="停用", sources=("used",), target="old", reason=False, permission="x.use")
NOTE = Step(name="note", label="备注", sources=("used",), reason=True, permission="x.use")
STEPS = (USE, BACK, END, NOTE)


@dataclass
class Row:
    status: str
    name: str = "甲"


@dataclass
class Somebody:
    name: str = "甲"
    verbs: set = field(default_factory=lambda: {"x.use"})

    def has_perm(self, verb):
        return verb in self.verbs


def test_moves_reasons_and_words_come_from_the_steps():
    assert moves_of(STEPS) == {"draft": ("used",), "used": ("draft", "old"), "old": ("draft",)}
    assert reasons_of(STEPS) == {("used", "draft"), ("old", "draft")}
    assert words_of(STEPS) == {"used": "启用", "draft": "退回", "old": "停用"}


def test_a_step_is_open_in_its_states_to_whoever_has_the_verb_and_owns_the_row():
    own = END.having(whose=lambda row, user: row.name == user.name)
    assert own.is_open_to(Somebody(), Row("used"))
    assert not own.is_open_to(Somebody(), Row("draft"))
    assert not own.is_open_to(Somebody("乙"), Row("used"))
    assert not own.is_open_to(Somebody(verbs=set()), Row("used"))


def test_a_step_says_what_it_waits_for():
    def check(row, today):
        raise TouyanError("还不能启用：", items=[row.name])

    assert USE.why_not(Row("draft"), TODAY) == ""
    assert USE.having(check=check).why_not(Row("draft"), TODAY) == "还不能启用：；甲"


def test_what_waits_for_somebody_is_listed_by_step():
    draft, used, old = Row("draft"), Row("used"), Row("old")
    assert open_steps(STEPS, [draft, used, old], Somebody()) == {"use": [draft], "end": [used], "note": [used]}


@pytest.mark.parametrize("step", STEPS)
def test_what_an_app_adds_leaves_the_rest_of_a_step_as_it_is(step):
    changed = step.having(address="x:y")
    assert (changed.sources, changed.target, changed.address, step.address) == (step.sources, step.target, "x:y", "")
