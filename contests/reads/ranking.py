"""What the ranking page shows: which result, of which version, with which columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Subquery

from areas.choices import Level
from areas.models import Area
from contests.models import Contest, CountyRank, CountyRanking
from contests.querysets.county import in_county
from core.values.periods import Period
from scoring.choices import SUBJECT_WORDS, AssessmentStatus, Subject, Words
from scoring.models import Component, Scheme, Standing, Tally
from scoring.policy import plain

COUNTY = "county"  # the source that joins all township contests of a period


@dataclass(frozen=True)
class ComponentColumn:
    """One column of contributions; ``places`` says where each scheme keeps it in its arrays."""

    code: str
    head: str
    places: dict[int, int]

    def of(self, standing: Standing):
        return self.within(standing.tally.assessment.scheme_id, standing.contributions)

    def within(self, scheme: int, contributions: list):
        at = self.places.get(scheme)
        return None if at is None or at >= len(contributions) else contributions[at]


class Selection:
    """The result a user has chosen: period, source (the whole county or one contest) and version.

    What the address does not say, or says wrongly, falls back to the newest result the user may see. A trial run is
    shown to whoever chooses it, and never by itself. O10
    """

    def __init__(self, user, params: Mapping[str, str], default: Period):
        self.user = user
        self.params = params
        self._held = self._periods()
        self.periods = [period for period, counts in self._held.items() if counts]
        self.period = self._chosen_period(default)
        contests = self._with_results().of_period(self.period)
        contests = contests.order_by("is_trial", "area__level", "area__code", "pk")
        self.contests = list(contests.only("name", "area", "is_trial"))  # a county has a hundred of them to offer
        rankings = CountyRanking.objects.for_user(user).of_period(self.period).select_related("area")
        self.rankings = list(rankings.order_by("-version"))
        self.source = self._chosen_source()
        self.versions = self._versions()
        wanted = params.get("version")
        self.version = next((v for v in self.versions if str(v.version) == wanted), None) or next(
            iter(self.versions), None
        )

    def _with_results(self):
        """Contests with a result the user may see."""
        return Contest.objects.filter(pk__in=Tally.objects.for_user(self.user).values("assessment"))

    def _periods(self) -> dict[Period, bool]:
        """Periods with results, newest first, and whether there is more in them than trial runs."""
        rows = self._with_results().order_by().values_list("period_kind", "year", "number", "is_trial").distinct()
        counts: dict[Period, bool] = {}
        for *period, is_trial in rows:
            counts[Period(*period)] = counts.get(Period(*period), False) or not is_trial
        return dict(sorted(counts.items(), key=lambda item: (item[0].end, item[0].start), reverse=True))

    def _chosen_period(self, default: Period) -> Period:
        if self.params.get("contest"):  # of one contest, whether it has a result yet or not
            return Period.parse(self.params["period"])
        asked = next((p for p in self._held if str(p) == self.params.get("period")), None)
        past = (p for p in self.periods if p.end <= default.end)
        return asked or next(past, None) or next(iter(self.periods), default)

    def _chosen_source(self) -> str:
        sources = [value for value, _ in self.sources]
        if self.params.get("source") in sources:
            return self.params["source"]
        sources = [COUNTY] if self.rankings else []
        sources += [str(contest.pk) for contest in self.contests if not contest.is_trial]
        if self.params.get("contest"):
            return ""  # it has no result yet
        own = next((str(c.pk) for c in self.contests if c.area_id == self.user.acting.area_id and not c.is_trial), None)
        if own and self.user.acting.area.level == Level.TOWNSHIP:
            return own
        return sources[0] if sources else ""

    def _versions(self) -> list:
        if self.is_county:
            return self.rankings
        return list(Tally.objects.filter(assessment=self.source or None).order_by("-version"))

    @property
    def is_county(self) -> bool:
        return self.source == COUNTY

    @property
    def sources(self) -> list[tuple[str, str]]:
        whole = [(COUNTY, "各乡镇汇总")] if self.rankings else []
        return [*whole, *((str(c.pk), c.name) for c in self.contests)]

    @property
    def choices(self) -> dict[str, tuple[str, list[tuple[str, str]]]]:
        """For each select of the page: the chosen value and the options."""
        versions = [
            (str(v.version), f"第 {v.version} 版{'（最新）' if at == 0 else ''}") for at, v in enumerate(self.versions)
        ]
        periods = self.periods if self.period in self.periods else [self.period, *self.periods]
        return {
            "period": (str(self.period), [(str(p), p.label) for p in periods]),
            "source": (self.source, self.sources if self.source else [("", "请选择"), *self.sources]),
            "version": (str(self.version.version) if self.version else "", versions),
        }

    @cached_property
    def contest(self) -> Contest | None:
        chosen = next((c for c in self.contests if str(c.pk) == self.source), None)
        return chosen and Contest.objects.select_related("area", "scheme").get(pk=chosen.pk)

    def standings(self, rows):
        """``rows`` (already scoped) of this result, in order, those without a rank last."""
        if not self.version:
            return rows.unranked()
        if self.is_county:
            return in_county(rows, self.version).order_by("shown_rank", "entry__area__code")
        return rows.in_assessment(self.version).in_order()

    @property
    def words(self) -> Words:
        """How the screen speaks of those who are ranked; over the whole county these are villages."""
        return SUBJECT_WORDS[self.subject]

    @property
    def subject(self) -> str:
        return Subject.VILLAGE if self.is_county or not self.version else self.contest.scheme.subject

    @property
    def has_categories(self) -> bool:
        """Townships and persons have no village categories to be narrowed by."""
        return self.subject in (Subject.VILLAGE, Subject.GROUP)

    @property
    def has_holders(self) -> bool:
        """Persons have no secretary of their own, groups none at all."""
        return self.subject in (Subject.VILLAGE, Subject.TOWNSHIP)

    def organiser(self, standing: Standing) -> Area:
        """In whose contest the standing was won: of the whole county's rows each in its own township's."""
        return standing.entry.township if self.is_county else self.contest.area

    def ranks_within(self, area: Area) -> bool:
        """Whether those of ``area`` are ranked here against each other, and not just one of them against others."""
        return self.is_county or area.level < Level.TOWNSHIP or self.contest.area_id == area.pk

    @cached_property
    def schemes(self) -> list[int]:
        if not self.version:
            return []
        if self.is_county:
            return list(dict.fromkeys(c.scheme_id for c in self.compared))
        return [self.contest.scheme_id]

    @cached_property
    def _township_contests(self) -> list[Contest]:
        """The township contests of the period that the user sees; ``is_compared``: in the shown county's order."""
        ranks = CountyRank.objects.filter(ranking=self.version, standing__tally__assessment=OuterRef("pk"))
        contests = Contest.objects.for_user(self.user).of_period(self.period).with_main_series()
        rows = contests.filter(area__level=Level.TOWNSHIP).annotate(is_compared=Exists(ranks))
        rows = rows.select_related("scheme", "series").order_by("area__code", "pk")
        return list(rows.only("name", "status", "is_trial", "scheme__subject", "series__name"))

    @property
    def compared(self) -> list[Contest]:
        return [contest for contest in self._township_contests if contest.is_compared]

    @property
    def left_out(self) -> list[tuple[Contest, str]]:
        """What is not in the county's order, each contest with the reason."""
        return [(contest, _why_left_out(contest)) for contest in self._township_contests if not contest.is_compared]

    @cached_property
    def decimals(self) -> int:
        """Of the scores shown; where several schemes are joined, of the most exact one."""
        return max(Scheme.objects.filter(pk__in=self.schemes).values_list("decimals", flat=True), default=2)

    @property
    def longer(self) -> int:
        """By how many signs figures are wider than those with two decimals."""
        return max(0, self.decimals - 2)

    @cached_property
    def columns(self) -> list[ComponentColumn]:
        """One column per component code; its head names the weight where all schemes agree on it."""
        found: dict[str, list[tuple[int, int, Component]]] = {}
        at = dict.fromkeys(self.schemes, 0)
        for component in Component.objects.filter(scheme__in=self.schemes).order_by("scheme", "order"):
            found.setdefault(component.code, []).append((component.scheme_id, at[component.scheme_id], component))
            at[component.scheme_id] += 1
        columns = []
        for code, uses in found.items():
            weights = {component.weight for *_, component in uses}
            weight = weights.pop() if len(weights) == 1 else None
            head = uses[0][2].short_name + (f" {plain(weight)}" if weight is not None else "")
            columns.append(ComponentColumn(code, head, {scheme: place for scheme, place, _ in uses}))
        return columns

    @property
    def mean_names(self) -> list[str]:
        """What the townships' means of the components are called, column by column."""
        return [f"mean_{at}" for at, _ in enumerate(self.columns)]

    @property
    def compares_townships(self) -> bool:
        """Whether what is ranked lies in several townships of which the user sees more than one."""
        if not self.version or self.subject == Subject.TOWNSHIP or self.user.acting.area.level >= Level.TOWNSHIP:
            return False
        return self.is_county or (self.contest.area.level < Level.TOWNSHIP and not self.contest.is_trial)

    @cached_property
    def status(self) -> str:
        """已定稿, 已计分 … of what is shown."""
        shown = [self.contest] if self.contest else self.compared
        if not shown:
            return "还没有计分结果"
        final = sum(c.status == AssessmentStatus.FINAL for c in shown)
        if self.to_come:
            return f"{self.to_come} 场比武还没有计分，名次会变"
        if final == len(shown):
            return "已定稿"
        return shown[0].get_status_display() if len(shown) == 1 else f"{len(shown)} 场已计分，{final} 场已定稿"

    @cached_property
    def to_come(self) -> int:
        """How many contests the county's order shown does not have yet: ranks in part of the field are not those in all
        of it, so until then there is no comparing with last time.
        """
        return still_open(self.version.area, self.period) if self.is_county and self.version else 0


RUNNING = (AssessmentStatus.SCORING, AssessmentStatus.CLOSED)


def _compared_contests(county: Area, period: Period):
    """The township contests that the county's order of the period has, or will have; whoever asks."""
    contests = Contest.objects.in_area(county.prefix).of_period(period).counted().with_main_series()
    main = contests.filter(series=F("main_series"), scheme__subject=Subject.VILLAGE)
    return main.filter(area__level=Level.TOWNSHIP)


def still_open(county: Area, period: Period) -> int:
    """How many township contests of the period the county's order does not have yet, whoever asks."""
    return _compared_contests(county, period).filter(status__in=RUNNING).count()


@dataclass(frozen=True)
class Cover:
    """Of how many townships the county's order has a result, of how many there are, and whether more may come."""

    tallied: int
    townships: int
    may_change: bool


def order_covers(county: Area, period: Period, on: date) -> Cover:
    held = _compared_contests(county, period).filter(area=OuterRef("pk")).values("status")
    townships = Area.objects.below(county).at(Level.TOWNSHIP).valid_on(on).annotate(reached=Subquery(held[:1]))
    reached = list(townships.values_list("reached", flat=True))
    waiting = sum(status in (AssessmentStatus.DRAFT, *RUNNING) for status in reached)
    done = sum(status is not None for status in reached) - waiting
    return Cover(done, len(reached), may_change=waiting > 0 or (done < len(reached) and on <= period.end))


def _why_left_out(contest: Contest) -> str:
    """Why the county's order does not have this contest."""
    if contest.is_trial:
        return "演练"
    if contest.scheme.subject != Subject.VILLAGE:
        return f"参赛的是{contest.scheme.get_subject_display()}"
    if contest.series_id != contest.main_series:
        return f"属于另设的系列“{contest.series}”，每个乡镇只汇总最早建立的系列"
    if contest.status in (AssessmentStatus.DRAFT, *RUNNING):
        return f"{contest.get_status_display()}，计分以后汇总"
    return "初次计分，第二轮计分以后汇总"
