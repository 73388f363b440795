"""Many entries or raters added at once, and taken back at once while the assessment is being prepared."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import reverse

from core.errors import TouyanError
from core.pages.views import Action, ActionPage
from scoring.models import Assessment
from scoring.services.additions import KINDS, take_back
from scoring.views.base import DraftMixin, RunMixin, tab_url

SESSION_KEY = "added"  # the last addition: the assessment, the kind (a tab), the rows


@contextmanager
def noting_added(request, assessment: Assessment, kind: str) -> Iterator[None]:
    """Remember what the block adds to the assessment's ``kind`` ("entries", "raters"), for the tab to offer it back."""
    rows = getattr(assessment, kind)
    before = set(rows.values_list("pk", flat=True))
    yield
    added = sorted(set(rows.values_list("pk", flat=True)) - before)
    if len(added) > 1:
        request.session[SESSION_KEY] = {"assessment": assessment.pk, "kind": kind, "rows": added}


def last_added(request, assessment: Assessment) -> tuple[str, list[int]]:
    """What was added last to this assessment in this session: the kind, the rows; nothing for nothing."""
    kept = request.session.get(SESSION_KEY) or {}
    return (kept["kind"], kept["rows"]) if kept.get("assessment") == assessment.pk else ("", [])


def taking_back(request, assessment: Assessment, kind: str) -> Action | None:
    """The button of a tab."""
    noted, rows = last_added(request, assessment)
    if noted != kind:
        return None
    words = KINDS[kind].format(count=len(rows), counted=assessment.scheme.words.counted)
    return Action(
        f"撤销添加的 {words}", reverse("scoring:additions_undo", args=[assessment.pk]), "arrow-back-up", small=True,
        confirm=f"刚才添加的 {words}移出名单；已经领了代码或填了申报的留下。",
    )  # fmt: skip


class AdditionsUndoView(DraftMixin, RunMixin, ActionPage):
    """Takes the last addition of this session back."""

    kind = "entries"

    def perform(self, assessment, reason):
        kind, rows = last_added(self.request, assessment)
        if not rows:
            raise TouyanError("没有可以撤销的添加，请在名单里逐个移出")
        self.kind = kind
        done = take_back(assessment=assessment, kind=kind, rows=rows)
        del self.request.session[SESSION_KEY]
        left = f"，{len(rows) - done} 个已有申报、代码或已经移出，没有动" if done < len(rows) else ""
        return f"已撤销，移出 {done} 个{left}"

    def get_success_url(self) -> str:
        return tab_url(self.object, self.kind)
