"""The tabs of a contest's page, each a table: villages, raters, tallies, bonuses, changes."""

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django_tables2 import RequestConfig

from areas.choices import Level
from contests.models import Contest, Declaration
from contests.tables.declarations import DeclarationTable
from core.data.lifecycle import subject_of
from core.models import StateChange
from core.pages.views import Action
from scoring.choices import OPENED, AssessmentStatus
from scoring.models import Decision, Entry, Occurrence, Sheet
from scoring.reads.history import score_changes, steps_taken_at_once
from scoring.services.decisions import DECIDABLE, Matter, decisions_of, matters
from scoring.services.grid import taking
from scoring.tables.assessments import (
    ChangeTable,
    DecisionTable,
    EntryTable,
    OccurrenceTable,
    RaterTable,
    ScoreChangeTable,
    TallyTable,
)
from scoring.views.additions import taking_back
from scoring.views.waiving import undoing

ROWS = 50


class TabsMixin:
    """``?tab=`` chooses; what the user may not know of is no tab. Each ``_<tab>`` gives what its template shows."""

    @cached_property
    def tab(self) -> str:
        names = [name for name, _, _ in self._tabs()]
        default = "tally" if self.object.status == AssessmentStatus.CLOSED and self.may_run else "entries"
        asked = self.request.GET.get("tab", default)
        return asked if asked in names else "entries"

    def _tabs(self):
        if self.is_nominating:
            yield "entries", "推荐", Entry.objects.for_user(self.request.user).filter(assessment=self.object).count()
        else:
            yield "entries", self.object.scheme.words.one, self.object.entry_count if self.is_office else None
        if self.is_office:
            yield "plan", "方案申报" if self.object.declares else "方案", None
        if self.oversees or self.object.area_id == self.request.user.acting.area_id:
            yield "raters", "评委", self.raters.count()
        if self.is_office and self.object.status != AssessmentStatus.DRAFT:
            yield "tally", "计分", None
            if self.decisions or self.matters or (self.may_run and self.object.status in DECIDABLE):
                yield "decisions", "决定", len(self.decisions) + len(self.matters)
            if self.object.scheme.bonus_items.exists():
                yield "bonuses", "加扣分和否决", None
        if self.is_office and self.object.area.code.startswith(self.request.user.scope_prefix):
            yield "changes", "变更记录", None  # it names entries and raters that a mere participant does not see
        if self.may_run and self.object.status != AssessmentStatus.DRAFT:
            yield "scores", "改分记录", None

    @property
    def is_nominating(self) -> bool:
        """Whether the list is still one of nominations, of which a township sees its own."""
        return self.object.by_nomination and self.object.status == AssessmentStatus.DRAFT

    def tab_context(self) -> dict:
        """The row of tabs, which one is shown, and what it shows."""
        tabs = [
            {"label": label, "count": count, "url": f"?tab={name}", "active": name == self.tab}
            for name, label, count in self._tabs()
        ]
        return {"tabs": tabs, "tab": self.tab} | getattr(self, f"_{self.tab}")()

    def _configure(self, table):
        return RequestConfig(self.request, paginate={"per_page": ROWS}).configure(table)

    def _entries(self) -> dict:
        contest = self.object
        entries = Entry.objects.for_user(self.request.user).filter(assessment=contest).with_progress()
        entries = entries.select_related("township").prefetch_related("categories").order_by("number")
        verb = ""
        if self.may_run:
            verb = {AssessmentStatus.DRAFT: "remove", AssessmentStatus.FINAL: ""}.get(contest.status, "status")
        hidden = ()
        if contest.status == AssessmentStatus.DRAFT:
            hidden = ("holder_name", "categories", "sheets_in") + (() if contest.by_nomination else ("status",))
        if contest.area.level == Level.TOWNSHIP:
            hidden = (*hidden, "township")
        return {
            "table": self._configure(EntryTable(entries, verb=verb, subject=contest.scheme.subject, exclude=hidden)),
            "taking_back": taking_back(self.request, contest, "entries"),
        }

    def _plan(self) -> dict:
        contest = self.object
        declarations = Declaration.objects.for_user(self.request.user).filter(entry__assessment=contest).with_counts()
        declarations = declarations.select_related("entry__township", "submitted_by").order_by("entry__number")
        return {
            "documents": contest.documents.select_related("file"),
            "table": self._configure(DeclarationTable(declarations, exclude=("contest",))),
        }

    def _raters(self) -> dict:
        hidden = () if self.may_run else ("verbs",)
        if self.object.status == AssessmentStatus.DRAFT:
            hidden = (*hidden, "sheets_in", "missing")
        lacking = self._groups_without_raters()
        empty = [component for component in self.components if component.rater_group_id in lacking]
        return {
            "table": self._configure(RaterTable(self.raters, status=taking(self.object).status, exclude=hidden)),
            "taking_back": taking_back(self.request, self.object, "raters"),
            "undoing_waiver": undoing(self.request, self.object),
            "empty_groups": empty,
            "pastes_above": bool(lacking) and self.last_seated is None,  # then the head of the page leads there
        }

    def _tally(self) -> dict:
        contest = self.object
        return {
            "table": self._configure(TallyTable(contest.tallies.select_related("started_by"))),
            "problems": self.problems,
            "job": self.job if self.may_run else None,
        }

    @cached_property
    def decisions(self) -> list[Decision]:
        return decisions_of(self.object)

    @cached_property
    def matters(self) -> list[Matter]:
        return matters(self.object)

    def _decisions(self) -> dict:
        open_ = self.may_run and self.object.status in DECIDABLE
        for row in self.decisions:
            row.withdraw = Action(
                "撤销", reverse("scoring:decision_withdraw", args=[row.pk]), small=True, reason=True,
                confirm=f"撤销{row.name}的决定：{row.words}。撤销后须重新计分。",
            )  # fmt: skip
        return {
            "table": self._configure(DecisionTable(self.decisions, may_run=open_)),
            "matters": self.matters,
            "may_decide": open_ and self.newest is not None and not self.newest.is_provisional,
        }

    def _bonuses(self) -> dict:
        rows = Occurrence.objects.for_user(self.request.user)
        rows = list(
            rows.filter(entry__assessment=self.object)
            .select_related("entry", "item", "approved_by", "file")
            .order_by("entry__number", "item__order", "pk")
        )
        for row in rows:
            row.revoke = Action(
                "取消", reverse("scoring:occurrence_revoke", args=[row.pk]), small=True, reason=True,
                confirm=f"取消{row.entry}的“{row}”，已核准的不再起作用。",
            )  # fmt: skip
        running = self.object.status in OPENED
        may_read_files = self.request.user.has_perm("scoring.run_assessment")
        scheme = self.object.scheme
        table = OccurrenceTable(
            rows, one=scheme.words.one, places=scheme.decimals, may_run=self.may_run and running,
            may_read_files=may_read_files,
        )  # fmt: skip
        return {
            "table": self._configure(table),
            "may_add": self.may_run and running,
        }

    def _changes(self) -> dict:
        contest = self.object
        name = {model: subject_of(model) for model in (Contest, Entry, Sheet)}
        subjects = {label: dict(model._meta.get_field("status").choices) for model, label in name.items()}
        rows = StateChange.objects.filter(
            Q(subject=name[Contest], subject_id=contest.pk)
            | Q(subject=name[Entry], subject_id__in=contest.entries.values("pk"))
            | Q(subject=name[Sheet], subject_id__in=contest.sheets.values("pk")) & ~Q(reason="")
        )
        return {"table": self._configure(ChangeTable(steps_taken_at_once(rows), labels=subjects))}

    def _scores(self) -> dict:
        return {"table": self._configure(ScoreChangeTable(score_changes(self.object), words=self.object.scheme.words))}
