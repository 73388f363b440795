"""Handing in, returning, approving, taking back. An app says what is its own by overriding what is marked below."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from core.data.lifecycle import advance
from core.data.scope import acts_for
from core.data.steps import Step
from core.errors import TouyanError
from core.submissions import choices
from core.submissions.choices import SubmissionStatus
from core.submissions.models import Submittable


class Submissions:
    """The steps of one model of things handed in.

    ``writes`` and ``decides`` are the verbs; ``addresses`` is what the names of its steps begin with, as in
    ``"contests:declaration"``. ``steps`` are for pages, addresses and to-do lists (``core.data.steps``).
    """

    writes: str
    decides: str
    addresses: str

    def __init__(self):
        self.steps: tuple[Step, ...] = (
            self._step(
                choices.SUBMIT, self.writes, self.is_writer, check=self.check_ready, perform=self.submit,
                confirm=lambda row: f"提交{row}，提交后要改须退回。",
            ),
            self._step(
                choices.RETURN, self.decides, self.is_decider, perform=self.give_back,
                confirm=lambda row: f"{row}退回修改，请写明要改什么。",
            ),
            self._step(
                choices.APPROVE, self.decides, self.is_decider, perform=self.approve,
                confirm=lambda row: f"核准{row}。",
            ),
            self._step(
                choices.WITHDRAW, self.writes, self.is_writer, perform=self.withdraw,
                confirm=lambda row: f"撤回{row}，已填的一并删除。",
            ),
        )  # fmt: skip

    def _step(self, step: Step, permission: str, whose, **more) -> Step:
        more = {"permission": permission, "address": f"{self.addresses}_{step.name}", "whose": whose} | more
        return step.having(**more | self.words.get(step.name, {}))

    def __getitem__(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    # ------------------------------------------------ what an app says
    words: dict[str, dict] = {}
    """Step → what it is called and leads to here, where that differs."""

    def writers(self, row: Submittable) -> Iterable[int]:
        """The areas whose offices fill it in."""
        raise NotImplementedError

    def deciders(self, row: Submittable) -> Iterable[int]:
        """The areas whose offices decide about it."""
        raise NotImplementedError

    def takes_changes(self, row: Submittable) -> bool:
        """Whether what it belongs to still takes changes, so that steps are offered."""
        return True

    def hold(self, row: Submittable) -> None:
        """Hold what it belongs to until the transaction ends; ``TouyanError`` once nothing may change there."""

    def check_period(self, row: Submittable, today: date) -> None:
        """``TouyanError`` unless things are handed in today. What was returned may come later. O3"""

    def lacking(self, row: Submittable) -> list[str]:
        """What is still missing before it can be handed in."""
        return []

    def needs_approval(self, row: Submittable) -> bool:
        """Whether somebody approves it; else it holds as soon as it is handed in."""
        return True

    def approved(self, row: Submittable, *, user, reason: str) -> None:
        """What follows from its approval."""

    def returned(self, row: Submittable, *, was_approved: bool, user, reason: str) -> None:
        """What follows from its return."""

    def removed(self, row: Submittable, *, user) -> None:
        """Delete it with what it is about."""
        row.delete()

    # ------------------------------------------------ the steps
    def is_writer(self, row: Submittable, user) -> bool:
        return acts_for(user, *self.writers(row))

    def is_decider(self, row: Submittable, user) -> bool:
        return acts_for(user, *self.deciders(row))

    def check_ready(self, row: Submittable, today: date) -> None:
        """``TouyanError`` unless it can be handed in."""
        if row.status == SubmissionStatus.DRAFT:
            self.check_period(row, today)
        if problems := self.lacking(row):
            raise TouyanError("还不能提交，请先补齐：", items=problems)

    @transaction.atomic
    def submit(self, row: Submittable, *, user, today: date) -> Submittable:
        """Hand it in; where nobody approves it, it holds at once."""
        self.hold(row)
        self.check_ready(row, today)
        advance(row, SubmissionStatus.SUBMITTED, user=user, submitted_by=user, submitted_at=timezone.now())
        if not self.needs_approval(row):
            self.approve(row, user=user, reason="提交即生效")
        return row

    @transaction.atomic
    def give_back(self, row: Submittable, *, reason: str, user, today: date | None = None) -> Submittable:
        """Back for correction, also after approval as long as what it belongs to may change."""
        self.hold(row)
        was_approved = row.status == SubmissionStatus.APPROVED
        advance(row, SubmissionStatus.RETURNED, user=user, reason=reason)
        self.returned(row, was_approved=was_approved, user=user, reason=reason)
        return row

    @transaction.atomic
    def approve(self, row: Submittable, *, user, reason: str = "", today: date | None = None) -> Submittable:
        """It holds."""
        self.hold(row)
        advance(row, SubmissionStatus.APPROVED, user=user, reason=reason)
        self.approved(row, user=user, reason=reason)
        return row

    @transaction.atomic
    def withdraw(self, row: Submittable, *, user, today: date | None = None) -> str:
        """Whoever fills it in takes it back before it is decided; says so."""
        name = str(row)
        self.check_withdraw(row)
        self.removed(row, user=user)
        return f"已撤回{name}"

    def check_withdraw(self, row: Submittable, today: date | None = None) -> None:
        if not row.is_open:
            raise TouyanError(f"{row}{row.get_status_display()}，不能撤回；请联系核准单位退回")
