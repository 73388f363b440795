"""The pages of a contest's steps, from opening the scoring to the final result and back."""

from django.urls import URLPattern

from contests.forms.lifecycle import ReopenForm, SecondRoundForm
from contests.services import steps
from contests.views.base import RunMixin
from core.data.steps import Step
from core.pages.steps import StepFormPage, StepPage, step_path


class ContestStepPage(RunMixin, StepPage):
    """A step that asks for nothing but perhaps a reason."""


class ContestStepFormPage(RunMixin, StepFormPage):
    """A step that asks for more; ``words`` are said above its form."""

    words = ""

    @property
    def submit_label(self) -> str:
        return self.step.label.removesuffix("打分")

    def get_state(self):
        return [self.words]


FORMS = {
    steps.REOPEN: {"form_class": ReopenForm, "words": "评委可以继续打分到新的截止日期，已提交的评分表仍锁定"},
    steps.SECOND_ROUND: {
        "form_class": SecondRoundForm, "words": "只打第二轮的评分项，第一轮的评分表仍锁定；打完重新计分",
    },
}  # fmt: skip
PLAIN = (steps.ANNOUNCE, steps.OPEN, steps.CLOSE, steps.TALLY, steps.FINALISE, steps.TAKE_BACK)


def _path(step: Step, *page, **attributes) -> URLPattern:
    return step_path(f"<int:pk>/{step.name.replace('_', '-')}/", step, *page, **attributes)


step_patterns = [
    *(_path(step, ContestStepPage) for step in PLAIN),
    *(_path(step, ContestStepFormPage, **form) for step, form in FORMS.items()),
]
