"""Many entries or raters added at once, and taken back at once while the contest is being prepared."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.urls import reverse

from contests.models import Contest
from contests.services.additions import KINDS, take_back
from contests.views.base import DraftMixin, RunMixin, tab_url
from core.errors import TouyanError
from core.pages.views import Action, ActionPage

SESSION_KEY = "added"  # the last addition: the contest, the kind (a tab), the rows


@contextmanager
def noting_added(request, contest: Contest, kind: str) -> Iterator[None]:
    """Remember what the block adds to the contest's ``kind`` ("entries", "raters"), for the tab to offer it back."""
    rows = getattr(contest, kind)
    before = set(rows.values_list("pk", flat=True))
    yield
    added = sorted(set(rows.values_list("pk", flat=True)) - before)
    if len(added) > 1:
        request.session[SESSION_KEY] = {"contest": contest.pk, "kind": kind, "rows": added}


def last_added(request, contest: Contest) -> tuple[str, list[int]]:
    """What was added last to this contest in this session: the kind, the rows; nothing for nothing."""
    kept = request.session.get(SESSION_KEY) or {}
    return (kept["kind"], kept["rows"]) if kept.get("contest") == contest.pk else ("", [])


def taking_back(request, contest: Contest, kind: str) -> Action | None:
    """The button of a tab."""
    noted, rows = last_added(request, contest)
    if noted != kind:
        return None
    words = KINDS[kind].format(count=len(rows), counted=contest.scheme.words.counted)
    return Action(
        f"撤销添加的 {words}", reverse("contests:additions_undo", args=[contest.pk]), "arrow-back-up", small=True,
        confirm=f"刚才添加的 {words}移出名单；已经领了代码或填了申报的留下。",
    )  # fmt: skip


class AdditionsUndoView(DraftMixin, RunMixin, ActionPage):
    """Takes the last addition of this session back."""

    kind = "entries"

    def perform(self, contest, reason):
        kind, rows = last_added(self.request, contest)
        if not rows:
            raise TouyanError("没有可以撤销的添加，请在名单里逐个移出")
        self.kind = kind
        done = take_back(contest=contest, kind=kind, rows=rows)
        del self.request.session[SESSION_KEY]
        left = f"，{len(rows) - done} 个已有申报、代码或已经移出，没有动" if done < len(rows) else ""
        return f"已撤销，移出 {done} 个{left}"

    def get_success_url(self) -> str:
        return tab_url(self.object, self.kind)
