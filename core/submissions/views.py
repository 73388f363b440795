"""The page of one thing that is handed in: its steps as buttons, its state, its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import URLPattern
from django.utils import timezone
from django.utils.functional import cached_property

from core.data.lifecycle import changes_of, subject_of
from core.data.steps import words_of
from core.pages.steps import step_action, step_path
from core.pages.views import Action, DetailPage
from core.submissions.choices import STEPS, TONES, SubmissionStatus
from core.submissions.services import Submissions


@dataclass(frozen=True)
class Taken:
    """One step that was taken, as the history shows it."""

    at: datetime
    user: object
    words: str
    reason: str


class SubmissionDetailPage(DetailPage):
    """``submissions`` says whose it is; the page of an app adds what is written in it."""

    submissions: Submissions

    @cached_property
    def may_write(self) -> bool:
        """Whether it is the user's to fill in."""
        user = self.request.user
        return user.has_perm(self.submissions.writes) and self.submissions.is_writer(self.object, user)

    @cached_property
    def lacking(self) -> list[str]:
        """What has to be filled in before it can be handed in, for whoever does."""
        return self.submissions.lacking(self.object) if self.object.is_open and self.may_write else []

    def get_badges(self):
        return [(self.object.get_status_display(), TONES[self.object.status])]

    def get_state(self):
        if self.object.submitted_at:
            yield f"{self.object.submitted_by} {timezone.localtime(self.object.submitted_at):%Y-%m-%d %H:%M} 提交"

    def offers(self, name: str) -> bool:
        return self.submissions.takes_changes(self.object) and self.submissions[name].is_open_to(
            self.request.user, self.object
        )

    def edit_action(self, *, primary: bool) -> Action | None:
        """The way to the page on which it is filled in."""
        return None

    def actions(self):
        """The steps open to the user; what leads on is the primary one."""
        steps, row, ready = self.submissions, self.object, not self.lacking
        if self.offers("withdraw") and not steps["withdraw"].why_not(row, timezone.localdate()):
            yield step_action(steps["withdraw"], row)
        if self.offers("submit"):
            if edit := self.edit_action(primary=not ready):
                yield edit
            yield step_action(steps["submit"], row, primary=ready)
        if self.offers("return"):
            yield step_action(steps["return"], row)
        if self.offers("approve"):
            yield step_action(steps["approve"], row, primary=True)

    def subjects(self) -> Iterator[tuple]:
        """The rows whose steps are its history: (row, words of its states)."""
        yield self.object, words_of(STEPS)

    @cached_property
    def history(self) -> list[Taken]:
        subjects = list(self.subjects())
        words = {subject_of(row): taken for row, taken in subjects}
        return [
            Taken(change.at, change.user, words[change.subject].get(change.target, change.target), change.reason)
            for change in changes_of(*(row for row, _ in subjects))
        ]

    def get_context_data(self, **kwargs):
        is_returned = self.object.status == SubmissionStatus.RETURNED
        return super().get_context_data(**kwargs) | {
            "history": self.history,
            "lacking": self.lacking,
            "returned": next((step for step in reversed(self.history) if step.reason), None) if is_returned else None,
        }


def submission_paths(route: str, page: type[SubmissionDetailPage]) -> list[URLPattern]:
    """The addresses of the steps of what ``page`` shows, below ``route``."""
    steps = page.submissions.steps
    return [step_path(f"{route}<int:pk>/{step.name}/", step, model=page.model) for step in steps]
