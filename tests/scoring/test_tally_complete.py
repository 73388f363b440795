"""Recorded figures, carried scores, vetoes, the second round and decisions: from rows to sentences. scoring.md §§1–7"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.models import Category, IndicatorKind, VillageIndicator, VillageRecord
from contests import models
from contests.services import lifecycle, tally
from contests.services.results import finalise_all
from core.errors import TouyanError
from core.values.periods import Period
from scoring import models as scored
from scoring.choices import TRIAL_MARK
from scoring.reads.explanation import explain
from scoring.services import decisions, occurrences, rounds, sheets
from tests.html import texts
from tests.scoring.factories import fill, make_contest, make_places, make_rater, make_scheme, make_user

pytestmark = pytest.mark.django_db

D = Decimal
DIRECT, PROPORTIONAL, BANDS, RELATIVE, RANK = (
    {"method": m} for m in ("direct", "proportional", "bands", "relative", "rank")
)

PROPORTIONAL |= {"zero": 0, "target": 60, "unit": "万元"}


@pytest.fixture
def places():
    return make_places(villages=3)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township)


class Made:
    """A township contest of three villages: one observer with one overall score, and what a test adds to the scheme."""

    def __init__(self, places, official, *, weight, **settings):
        self.places, self.official = places, official
        components = [{"weight": weight, "overall_maximum": 100}]
        self.scheme = make_scheme(area=places.county, components=components, status="draft", **settings)
        self.dimensions = list(self.scheme.dimensions.all())
        self.contest = None

    def component(self, name, **fields):
        order = self.scheme.components.count() + 1
        return scored.Component.objects.create(
            scheme=self.scheme, order=order, code=f"c{order}", name=name, short_name=name[:2], **fields
        )

    def recorded(self, *measures, weight=None, factor=None):
        """A component of recorded figures with one indicator of 10 points for each measure."""
        component = self.component(
            "民生实绩",
            kind="recorded",
            coverage="chosen",
            weight=weight,
            factor=factor,
            combine="sum" if factor else "mean",
        )
        made = []
        for at, given in enumerate(measures, 1):
            bands = given.get("bands", ())
            fields = {name: value for name, value in given.items() if name != "bands"}
            indicator = scored.Indicator.objects.create(
                scheme=self.scheme,
                dimension=self.dimensions[0],
                order=50 + at,
                code=f"m{at}",
                name=f"实绩{at}",
                maximum=10,
            )
            component.indicators.add(indicator)
            scored.Field.objects.create(component=component, order=at, indicator=indicator, maximum=10)
            measure = scored.Measure.objects.create(
                scheme=self.scheme, order=at, component=component, indicator=indicator, **fields
            )
            for order, (lower, points) in enumerate(bands, 1):
                measure.bands.create(scheme=self.scheme, order=order, lower=lower, points=points)
            made.append(measure)
        return made

    def open(self, **fields):
        scored.Scheme.objects.filter(pk=self.scheme.pk).update(status="in_use")
        self.contest = make_contest(
            scheme=self.scheme, villages=self.places.villages, area=self.places.township, **fields
        )
        self.entries = list(self.contest.entries.order_by("number"))
        return self.contest

    def record(self, measure, *values, target=None):
        for entry, value in zip(self.entries, values, strict=True):
            scored.Figure.objects.create(
                entry=entry, measure=measure, value=value, target=target, entered_at=timezone.now()
            )

    def score(self, *points):
        """Points of the only rated component of this round, then closed."""
        open_sheets = self.contest.sheets.filter(status="draft")
        for component in scored.Component.objects.filter(sheets__in=open_sheets).distinct():
            for entry, given in zip(self.entries, points, strict=True):
                fill(sheets=open_sheets.filter(entry=entry, component=component), points=given)
            for rater in self.contest.raters.filter(group=component.rater_group):
                sheets.submit(assessment=self.contest, component=component, rater=rater, user=self.official)
        tally.close_overdue(today=timezone.localdate() + timedelta(days=30))
        self.contest.refresh_from_db()

    def tally(self):
        outcome = tally.tally_contest(contest=self.contest, user=self.official)
        self.contest.refresh_from_db()
        return outcome

    def refused(self) -> list[str]:
        with pytest.raises(TouyanError) as refusal:
            self.tally()
        return refusal.value.items

    def standings(self):
        newest = self.contest.tallies.newest()
        return list(scored.Standing.objects.filter(tally__in=newest).for_explanation().order_by("entry__number"))

    def explained(self, at=0):
        return explain([self.standings()[at]], prefix="610703")[0]

    def steps(self, at=0):
        return {step.title: step for step in self.explained(at).steps}


@pytest.fixture
def made(places, official):
    return Made(places, official, weight=60)


# ---------------------------------------------------------------- recorded


def test_every_figure_is_explained_so_that_it_can_be_redone(made):
    bands = BANDS | {"bands": [(None, 0), (D(30), 5), (D(50), 10)]}
    measures = made.recorded(DIRECT, PROPORTIONAL, bands, RELATIVE, RANK | {"less_is_better": True}, weight=40)
    made.open()
    rows = [(8, 7, 6), (45, 90, -3), (30, 50, 10), (20, 40, -4), (3, 1, 3)]
    for measure, values in zip(measures, rows, strict=True):
        made.record(measure, *values)
    made.score(80, 80, 80)
    made.tally()
    points = [[part.points for part in s.figure_parts.order_by("measure__order")] for s in made.standings()]
    third = D("6.66666667")
    assert points == [[8, D("7.5"), 5, 5, third], [7, 10, 10, 10, 10], [6, 0, 0, 0, third]]
    assert made.steps()["民生实绩"].lines == [
        "实绩1 8：数值就是得分，得 8.00",
        "实绩2 45 万元，目标 60：10 × (45 − 0) ÷ (60 − 0) = 7.50",
        "实绩3 30：30 到不足 50 一档，得 5.00",
        "实绩4 20，最好的 40：10 × 20 ÷ 40 = 5.00",
        "实绩5 3，3 个中第 2 名：10 × (3 + 1 − 2) ÷ 3 = 6.66666667",
        "8.00 + 7.50 + 5.00 + 5.00 + 6.66666667 = 32.16666667…",
        "40 × 32.16666667… ÷ 50 = 25.73333333",
    ]
    assert made.steps()["民生实绩"].note == "按录入的数值，满分 50"
    assert made.steps(1)["民生实绩"].lines[1:3] == [
        "实绩2 90 万元，目标 60：10 × (90 − 0) ÷ (60 − 0)，不超过 10 = 10.00",
        "实绩3 50：50 及以上一档，得 10.00",
    ]
    last = made.steps(2)["民生实绩"].lines
    assert last[1] == "实绩2 -3 万元，目标 60：10 × (-3 − 0) ÷ (60 − 0)，不低于 0 = 0.00"
    assert last[2] == "实绩3 10：不足 30 一档，得 0.00"
    assert made.standings()[0].final == D("73.73")


def test_missing_and_impossible_figures_are_refused_by_name(made):
    direct, proportional, relative = made.recorded(DIRECT, PROPORTIONAL, RELATIVE, weight=40)
    made.open()
    made.record(direct, 8, D("10.5"), None)
    made.record(proportional, 1, 2, 3, target=0)
    made.record(relative, 0, -1, 0)
    made.score(80, 80, 80)
    assert made.refused() == [
        "民生实绩“实绩1”：还差 东风村 的数值",
        "民生实绩“实绩1”：东新村 的数值不在 0 到 10 之间",
        "民生实绩“实绩2”：高台社区、东新村、东风村 的自定目标不能等于零分值",
        "民生实绩“实绩3”：最好的数值应大于 0，否则无法与最好的相比",
    ]
    made.contest.entries.filter(number=3).update(status="withdrawn")
    assert "东风村" not in "".join(made.refused())


def test_a_figure_comes_from_village_indicators_and_a_change_there_makes_a_new_version(made, places):
    income = IndicatorKind.objects.create(code="income-of-tests", name="集体收入", unit="万元")
    [measure] = made.recorded(PROPORTIONAL | {"source": income}, weight=40)
    made.open()
    made.score(80, 80, 80)
    assert made.refused() == ["民生实绩“实绩1”：还差 高台社区、东新村、东风村 的数值"]
    for village, value in zip(places.villages, (30, 60, 15), strict=True):
        VillageIndicator.objects.create(area=village, kind=income, year=2026, value=value)
        VillageIndicator.objects.create(area=village, kind=income, year=2025, value=1)
    scored.Figure.objects.create(entry=made.entries[0], measure=measure, target=40, entered_at=timezone.now())
    assert made.tally().version == 1
    assert [s.contributions[1] for s in made.standings()] == [30, 40, 10]
    assert made.steps()["民生实绩"].lines[0] == "实绩1 30 万元（村情），自定目标 40：10 × (30 − 0) ÷ (40 − 0) = 7.50"
    VillageIndicator.objects.filter(area=places.villages[2], year=2026).update(value=45)
    assert made.tally().version == 2
    assert [s.contributions[1] for s in made.standings()] == [30, 40, 30]


def test_a_counting_component_of_figures_adds_factor_times_their_sum(places, official):
    made = Made(places, official, weight=100)
    measures = made.recorded(DIRECT, DIRECT, factor=D("0.5"))
    made.open()
    for measure in measures:
        made.record(measure, 4, 2, 0)
    made.score(80, 80, 80)
    made.tally()
    assert [s.final for s in made.standings()] == [84, 82, 80]
    assert made.steps()["民生实绩"].lines[-1] == "0.5 × 8.00 = 4.00"


# ---------------------------------------------------------------- carried over


def earlier(made, number, finals, **fields):
    """A contest of an earlier quarter with these final scores."""
    contest = make_contest(
        scheme=made.scheme, villages=made.places.villages, area=made.places.township, status="draft",
        period=Period("quarter", 2026, number), **fields,
    )  # fmt: skip
    version = scored.Tally.objects.create(
        assessment=contest, version=1, digest="", entries=3, sheets=0, started_at=timezone.now()
    )
    for rank, (entry, final) in enumerate(zip(contest.entries.order_by("number"), finals, strict=True), 1):
        scored.Standing.objects.create(tally=version, entry=entry, final=final, rank=rank)
    models.Contest.objects.filter(pk=contest.pk).update(status=fields.get("status", "final"))
    return contest


def test_scores_are_carried_over_from_a_final_contest_only(made):
    component = made.component("上季度得分", kind="carried", coverage="overall", overall_maximum=100, weight=40)
    scored.Field.objects.create(component=component, order=1, maximum=100)
    made.open()
    made.score(80, 80, 80)
    trial = earlier(made, 1, (1, 2, 3), is_trial=True, name=f"{TRIAL_MARK}比武")
    source = made.contest.carry_sources.create(component=component, source=trial)
    missing = "上季度得分：高台社区、东新村、东风村 在来源里没有得分（来源须已定稿）"
    assert made.refused() == [missing]
    final = earlier(made, 1, (90, D("85.5"), 70))
    made.contest.carry_sources.filter(pk=source.pk).update(source=final)
    made.tally()
    assert [s.contributions[1] for s in made.standings()] == [36, D("34.2"), 28]
    assert made.steps()["上季度得分"].lines == [f"{final}的最终得分 90.00", "40 × 90.00 ÷ 100 = 36.00"]
    made.contest.carry_sources.create(component=component, source=earlier(made, 2, (1, 2, 3)))
    assert made.refused() == ["上季度得分：高台社区、东新村、东风村 在两场来源里都有得分，只能留一场"]


# ---------------------------------------------------------------- vetoes, order, decisions


def item(made, code, **fields):
    order = made.scheme.bonus_items.count() + 1
    return scored.BonusItem.objects.create(scheme=made.scheme, order=order, code=code, name=code, **fields)


def incur(made, at, item, case="事例"):
    row = occurrences.record_occurrence(entry=made.entries[at], item=item, case=case, user=made.official)
    occurrences.approve_occurrence(occurrence=row, user=made.official)
    return row


@pytest.fixture
def plain(places, official):
    made = Made(places, official, weight=100)
    made.scheme.award_rules.create(
        order=1, name="红旗村", kind=scored.AwardKind.objects.first(), places_by="number", number=1
    )
    return made


def test_vetoes_change_rank_and_awards_and_are_explained(plain):
    last, awardless = item(plain, "重大事故", effect="ranked_last"), item(plain, "弄虚作假", effect="no_award")
    plain.open()
    plain.score(90, 80, 70)
    incur(plain, 0, last)
    incur(plain, 1, awardless)
    plain.tally()
    rows = plain.standings()
    assert [(s.rank, s.final, s.is_ranked_last, s.is_awardless) for s in rows] == [
        (3, 90, True, False), (1, 80, False, True), (2, 70, False, False),
    ]  # fmt: skip
    assert [a.standing.entry.number for a in scored.Award.objects.all()] == [3]
    assert plain.steps()["一票否决"].lines == ["事例：重大事故，排在最后"]
    assert plain.explained().placed == ["一票否决（重大事故）：不论得分多少，排在最后"]
    assert plain.steps(1)["一票否决"].lines == ["事例：弄虚作假，不得评奖"]


def test_a_zeroed_dimension_is_taken_out_of_the_score(places, official):
    made = Made(places, official, weight=20)
    first, second = made.dimensions[:2]
    [measure] = made.recorded(DIRECT, weight=80)
    site = item(made, "观摩点", points=2, dimension=first)
    veto = item(made, "环境事件", effect="dimension_zero", dimension=first)
    item(made, "无关", effect="dimension_zero", dimension=second)
    made.open()
    made.record(measure, 5, 5, 5)
    made.score(100, 100, 100)
    incur(made, 0, site)
    incur(made, 0, veto)
    made.tally()
    standing = made.standings()[0]
    assert (standing.base, standing.bonus, standing.zeroed, standing.final) == (60, 2, 42, 20)
    assert standing.dimensions[0] == 0
    assert made.explained().final_line == "60.00 + 2.00 − 42.00 = 20.00，留 2 位小数"
    assert made.steps()["一票否决"].lines == [
        f"事例：环境事件，{first}记零分", "记零的维度原有得分（含该维度加扣分）42.00，从得分中扣除",
    ]  # fmt: skip


def test_a_veto_that_excludes_takes_the_entry_out_and_revoking_it_brings_it_back(plain):
    veto = item(plain, "违法", effect="excluded")
    plain.open()
    plain.score(90, 80, 70)
    occurrence = incur(plain, 0, veto)
    assert plain.contest.entries.get(number=1).status == "excluded"
    plain.tally()
    assert [s.rank for s in plain.standings()] == [None, 1, 2]
    occurrence.refresh_from_db()
    occurrences.revoke_occurrence(occurrence=occurrence, reason="查无此事", user=plain.official)
    plain.contest.refresh_from_db()
    plain.tally()
    assert [s.rank for s in plain.standings()] == [1, 2, 3]


def test_the_panels_order_and_decision_are_followed_and_said_with_their_reasons(plain):
    plain.scheme.award_rules.update(tie_policy="decide")
    plain.open()
    plain.score(80, 80, 70)
    first = plain.tally()
    tied = scored.Award.objects.filter(state="open")
    assert {award.open_places for award in tied} == {1}
    common = {"assessment": plain.contest, "decided_at": timezone.now(), "decided_on": timezone.localdate()}
    decision = scored.Decision.objects.create(
        kind="award", rule=plain.scheme.award_rules.get(), reason="现场更好", **common
    )
    decision.entries.create(entry=plain.entries[0])
    decision.entries.create(entry=plain.entries[1], wins=True)
    assert plain.tally().digest != first.digest
    [award] = scored.Award.objects.filter(tally__version=2)
    assert (award.standing.entry.number, award.state, award.decision) == (2, "granted", decision)
    assert plain.explained(1).awards == ["红旗村：领导小组决定，理由：现场更好"]
    order = scored.Decision.objects.create(kind="order", reason="群众评价", **common)
    order.entries.create(entry=plain.entries[2], place=1)
    order.entries.create(entry=plain.entries[0], place=2)
    plain.tally()
    assert [(s.rank, s.scored_rank) for s in plain.standings()] == [(3, 1), (1, None), (1, 3)]
    assert plain.explained(2).placed == ["计分为第 3 名，领导小组定为第 1 名，理由：群众评价"]
    # The tied set is another one now: the decision has ended, and the place is open between 2 and 3.
    assert set(
        scored.Award.objects.filter(tally__version=3, state="open").values_list("standing__entry__number", flat=True)
    ) == {2, 3}
    order.delete()
    plain.tally()
    assert plain.contest.tallies.get(version=3).order_reason == "群众评价"
    assert scored.Award.objects.get(tally__version=4).state == "granted"


# ---------------------------------------------------------------- the second round


@pytest.fixture
def rounds_made(places, official):
    made = Made(places, official, weight=60)
    panel = scored.RaterGroup.objects.create(code="panel-of-tests", name="评审组")
    component = made.component(
        "评审组", rater_group=panel, coverage="overall", overall_maximum=100, weight=40, is_second_round=True
    )
    scored.Field.objects.create(component=component, order=1, maximum=100)
    made.open(raters=[{}, {"group": "panel-of-tests"}])
    return made


def test_the_second_round_begins_after_the_provisional_tally(rounds_made):
    made = rounds_made
    assert set(made.contest.sheets.values_list("component__name", flat=True)) == {"实地观摩"}
    assert rounds.awaits_second_round(made.contest)
    made.score(90, 80, 70)
    made.tally()
    provisional = made.contest.tallies.get()
    assert (provisional.is_provisional, provisional.round) == (True, 1)
    assert [(s.final, s.contributions) for s in made.standings()] == [
        (90, [90, None]),
        (80, [80, None]),
        (70, [70, None]),
    ]
    assert made.steps()["评审组"].note == "第二轮才打分，初次计分全体不计这一项，其余各项按比例放大"
    assert made.steps()["实地观摩"].lines[0] == "权重由 60 放大为 100（有项目全体不计）"
    assert not made.steps()["评审组"].absent
    assert not models.CountyRanking.objects.exists()

    lifecycle.open_second_round(
        contest=made.contest, ends_on=timezone.localdate() + timedelta(days=3), user=made.official
    )
    made.contest.refresh_from_db()
    assert (made.contest.status, made.contest.round) == ("scoring", 2)
    assert made.contest.sheets.filter(status="draft", component__name="评审组").count() == 3
    assert not rounds.awaits_second_round(made.contest)
    made.score(50, 100, 60)
    made.tally()
    assert [s.final for s in made.standings()] == [74, 88, 66]
    assert not made.contest.tallies.get(version=2).is_provisional
    assert models.CountyRanking.objects.exists()
    with pytest.raises(TouyanError, match="第二轮已经开始"):
        lifecycle.open_second_round(contest=made.contest, ends_on=timezone.localdate(), user=made.official)


def test_the_office_opens_the_second_round_on_the_contest_s_page(rounds_made, client):
    made = rounds_made
    made.score(90, 80, 70)
    made.tally()
    client.force_login(made.official, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("contests:contest_second_round", args=[made.contest.pk])
    page = client.get(made.contest.get_absolute_url()).content.decode()
    assert url in page
    assert "定稿" not in texts(page, "a, button")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "不能早于今天" in client.post(url, {"ends_on": yesterday}).content.decode()
    client.post(url, {"ends_on": timezone.localdate()})
    made.contest.refresh_from_db()
    assert (made.contest.status, made.contest.round) == ("scoring", 2)


def test_nothing_is_decided_on_a_provisional_ranking(rounds_made, client):
    """The panel gives points in the second round first; the pages say that this round is still to come."""
    made = rounds_made
    made.score(90, 80, 70)
    made.tally()
    entries = made.contest.entries.order_by("number")[:2]
    said = {"reason": "班子研究", "panel": "领导小组", "decided_on": timezone.localdate(), "user": made.official}
    with pytest.raises(TouyanError, match="第二轮打分并重新计分以后再记录决定"):
        decisions.record_order(assessment=made.contest, entries=entries, **said)
    client.force_login(made.official, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"{made.contest.get_absolute_url()}?tab=decisions").content.decode()
    assert "初次计分（第 1 版），等第二轮打分" in page
    assert reverse("scoring:order_decide", args=[made.contest.pk]) not in page
    lifecycle.open_second_round(contest=made.contest, ends_on=timezone.localdate(), user=made.official)
    assert "中（第二轮）" in client.get(made.contest.get_absolute_url()).content.decode()


def test_the_second_round_needs_a_tally_that_fits_and_raters(rounds_made):
    made = rounds_made
    made.score(90, 80, 70)
    made.tally()
    until = timezone.localdate() + timedelta(days=3)
    made.contest.raters.filter(group__code="panel-of-tests").delete()
    with pytest.raises(TouyanError) as refusal:
        lifecycle.open_second_round(contest=made.contest, ends_on=until, user=made.official)
    assert refusal.value.items == ["评审组：评审组还没有可以打分的评委"]
    make_rater(contest=made.contest, group="panel-of-tests")
    made.contest.entries.filter(number=1).update(status="withdrawn")
    with pytest.raises(TouyanError, match="请先重新计分"):
        lifecycle.open_second_round(contest=made.contest, ends_on=until, user=made.official)
    made.contest.refresh_from_db()
    assert (made.contest.status, made.contest.round) == ("tallied", 1)


# ---------------------------------------------------------------- trial runs and categories


def test_a_trial_run_counts_nowhere(plain):
    plain.open(is_trial=True, name=f"{TRIAL_MARK}比武")
    plain.score(90, 80, 70)
    plain.tally()
    assert not models.CountyRanking.objects.exists()
    finalise_all(contests=[plain.contest], user=plain.official, on=timezone.localdate())
    assert not VillageRecord.objects.exists()
    following = make_contest(
        scheme=plain.scheme, villages=plain.places.villages, area=plain.places.township,
        period=Period("quarter", 2026, 4),
    )  # fmt: skip
    plain.contest, plain.entries = following, list(following.entries.order_by("number"))
    plain.score(90, 80, 70)
    plain.tally()
    assert {s.previous_rank for s in plain.standings()} == {None}


def test_the_full_points_are_those_of_the_indicators_for_the_entrys_categories(made):
    weak = Category.objects.create(code="weak-of-tests", name="后进村")
    for_all, for_weak = made.recorded(DIRECT, DIRECT, weight=40)
    for_weak.indicator.categories.add(weak)
    made.open()
    made.record(for_all, 5, 5, 5)
    scored.EntryCategory.objects.create(entry=made.entries[0], category=weak)
    made.score(100, 100, 100)
    assert made.refused() == ["民生实绩“实绩2”：还差 高台社区 的数值"]
    made.record(for_weak, 10, None, None)
    made.tally()
    assert [s.contributions[1] for s in made.standings()] == [30, 20, 20]
    assert made.steps()["民生实绩"].note == "按录入的数值，满分 20"
    assert made.steps(1)["民生实绩"].lines[-1] == "40 × 5.00 ÷ 10 = 20.00"
