"""The button, the page and the address of a ``core.data.steps.Step``."""

from django.db.models import Model
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from core.data.steps import Step
from core.pages.views import Action, ActionPage, FormPage


def step_action(step: Step, row, **more) -> Action:
    """Its button: a dialog if the step says what will happen, else a link to the page that asks for more.

    ``more`` is what only this page knows (``primary``, another word), as in ``Action``.
    """
    given = {"label": step.label, "url": reverse(step.address, args=[row.pk]), "icon": step.icon} | more
    confirm = given.setdefault("confirm", step.confirm(row))
    return Action(**{"reason": step.reason if confirm else None, **given})


class StepMixin:
    """A page of one step: its verb, and 404 for rows with which it is not the user's to take."""

    step: Step

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        if not self.step.whose(row, self.request.user):
            raise Http404
        return row

    def get_success_url(self) -> str:
        return self.step.then(self.object)

    def _perform(self, row, **given):
        return self.step.perform(row, user=self.request.user, today=timezone.localdate(), **given)


class StepPage(StepMixin, ActionPage):
    """Takes a step that asks for nothing but perhaps a reason."""

    @property
    def reason_required(self) -> bool:
        return self.step.reason is True

    @property
    def success_message(self) -> str:
        return self.step.done

    def perform(self, row, reason: str) -> str | None:
        done = self._perform(row, **({} if self.step.reason is None else {"reason": reason}))
        return done if isinstance(done, str) else None


class StepFormPage(StepMixin, FormPage):
    """Takes a step that asks for more: the form's ``facts`` go to it. Shown only while the state allows the step.

    What was sent too late is refused by the step itself, with its words. It goes on to the row that the step made, if
    it gives one, else to its own.
    """

    def get_object(self, queryset=None):
        row = super().get_object(queryset)
        if self.request.method != "POST" and not self.step.fits(row):
            raise Http404
        return row

    def get_title(self) -> str:
        return self.title or self.step.label

    def perform(self, row, form):
        facts = form.facts() if hasattr(form, "facts") else form.cleaned_data
        done = self._perform(row, **facts)
        self.success_message = done if isinstance(done, str) and done else self.success_message or self.step.done
        return done if isinstance(done, Model) else row


def step_page(step: Step, base: type = StepPage, **attributes) -> type:
    """The view of a step: ``base`` with what is the step's own."""
    name = "".join(part.title() for part in step.address.rpartition(":")[2].split("_")) + "View"
    return type(name, (base,), {"step": step, "permission_required": step.permission, **attributes})


def step_path(route: str, step: Step, base: type = StepPage, **attributes) -> URLPattern:
    """The address of a step, named as the step says."""
    view = step_page(step, base, **attributes)
    return path(route, view.as_view(), name=step.address.rpartition(":")[2])
