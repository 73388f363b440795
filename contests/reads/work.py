"""The unfinished contests that somebody sees and what is open in them: read once for a whole home page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count
from django.urls import reverse

from contests.models import Contest
from contests.reads import progress
from contests.reads.notices import Waiting, waiting
from core.pages.home import Desk
from scoring.choices import AssessmentStatus
from scoring.models import Rater, Sheet


class Work:
    """``desk.keep(Work)``: whichever part of the page asks first has it read."""

    def __init__(self, desk: Desk):
        self.user, self.area, self.today = desk.user, desk.area, desk.today

    @cached_property
    def contests(self) -> list[Contest]:
        """The unfinished contests the user sees, with stages and counts; sheets while they are asked for."""
        contests = Contest.objects.for_user(self.user).unfinished().select_related("area", "scheme").with_stages()
        return list(contests.with_entry_count().with_open_progress())

    @cached_property
    def grids(self) -> list["Grid"]:
        """The sheets the user may fill in that take points now, by rater and component."""
        return _open_grids(self)

    @cached_property
    def waiting(self) -> dict[int, Waiting]:
        """What stands between the results of these contests and their being final."""
        return waiting(self.contests)

    @property
    def own_contests(self) -> list[Contest]:
        """Those that the office in which the user acts organises."""
        return [contest for contest in self.contests if contest.area_id == self.area.pk]


@dataclass(frozen=True)
class Grid:
    """The sheets of one rater in one component that take points now, and by when."""

    row: dict
    open: int
    user_id: int | None
    place: str  # the rater's village, or their name
    contest: Contest
    due: date | None

    @property
    def url(self) -> str:
        return reverse("scoring:score_grid", args=[self.contest.pk, self.row["component"], self.row["rater"]])

    @property
    def filled(self) -> int:
        return self.row["filled"]

    @property
    def cells(self) -> int:
        return self.row["asked"]

    @property
    def facts(self) -> str:
        late = f" · 已开锁 {self.open} 份，等待重新提交" if self.contest.status == AssessmentStatus.CLOSED else ""
        ready = " · 已填满，还没提交" if self.filled == self.cells else ""
        return f"已填 {self.filled}/{self.cells} 格{ready}{late} · {self.contest}"


def _open_grids(work: "Work") -> list[Grid]:
    raters = Rater.objects.entered_by(work.user)
    waiting = {
        (row["component"], row["rater"]): row
        for row in Sheet.objects.open(work.today).filter(rater__in=raters).order_by()
        .values("assessment", "component", "rater", "rater__user", "rater__area__short_name").annotate(open=Count("pk"))
    }  # fmt: skip
    if not waiting:
        return []
    found = {row["assessment"] for row in waiting.values()}
    contests = {contest.pk: contest for contest in work.contests}
    if elsewhere := found - set(contests):
        contests |= Contest.objects.select_related("scheme").with_stages().in_bulk(elsewhere)
    grids = []
    for row in Sheet.objects.filter(assessment__in=found, rater__in={rater for _, rater in waiting}).by_rater():
        if state := waiting.get((row["component"], row["rater"])):
            contest = contests[row["assessment"]]
            due = progress.due_on(contest, contest.stages.all())
            place = state["rater__area__short_name"] or row["rater__name"]
            grids.append(Grid(row, state["open"], state["rater__user"], place, contest, due))
    return grids
