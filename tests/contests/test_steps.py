"""The steps of a contest: said once, they are the moves, and they are offered where they can be taken."""

import pytest

from contests.models import Contest, Declaration
from contests.services import steps
from contests.services.declarations import DECLARATIONS
from core.data.steps import moves_of, reasons_of


def as_sets(moves) -> dict[str, set[str]]:
    return {source: set(targets) for source, targets in moves.items()}


def test_the_steps_are_the_moves_of_a_contest_and_their_reasons():
    assert as_sets(moves_of(steps.STEPS)) == as_sets(Contest.MOVES)
    assert reasons_of(steps.STEPS) == set(Contest.NEEDS_REASON)


def test_the_steps_are_the_moves_of_a_declaration():
    assert as_sets(moves_of(DECLARATIONS.steps)) == as_sets(Declaration.MOVES)


@pytest.mark.parametrize("step", [*steps.STEPS, *DECLARATIONS.steps], ids=lambda step: step.address)
def test_every_step_says_who_may_take_it_and_where(step):
    assert step.permission
    assert step.address.startswith("contests:")
    assert step.label
