"""The demo: real places, invented people, four finished quarters, one being scored, the county's own contests."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from areas.choices import Level
from areas.models import Area, VillageIndicator
from cadres.models import Appointment, Person
from contests.models import Contest, ContestObjection, CountyRanking, Declaration
from contests.reads.notices import corrected
from core.values.periods import Period
from presets.demo import people
from scoring.choices import Method
from scoring.models import (
    Award,
    Component,
    Conflict,
    Decision,
    Occurrence,
    PaperSheet,
    Scheme,
    Sheet,
    Standing,
    Substitution,
)
from scoring.reads.carry import carried_components, found_scores
from scoring.reads.figures import figure_grid
from scoring.services.decisions import decisions_of
from scoring.services.paper import differences
from scoring.services.tally import problems_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

COUNTY = "610703000000"
TOWNSHIPS, VILLAGES = 22, 313


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> Period:
    return Period.of(timezone.localdate())


def finished_quarters(now: Period) -> list[Period]:
    periods = [now.previous()]
    while len(periods) < 4:
        periods.append(periods[-1].previous())
    return periods


def test_places_are_those_of_the_county():
    areas = Area.objects.in_area("610703")
    assert areas.at(Level.TOWNSHIP).count() == TOWNSHIPS
    assert areas.villages().count() == VILLAGES
    assert set(areas.filter(parent__short_name="高台镇").values_list("short_name", flat=True)) >= {"战斗村", "弥陀村"}


def test_about_1600_cadres_one_secretary_in_every_village():
    assert 1500 <= Person.objects.count() <= 1700
    today = timezone.localdate()
    assert Appointment.objects.secretaries_on(today).count() == VILLAGES
    people_shown = Person.objects.with_badges(today)
    assert people_shown.filter(concurrent=True).count() > VILLAGES / 2
    assert people_shown.filter(cross_village=True).exists()
    assert not Person.objects.filter(pinyin="").exists()


def test_every_township_has_four_finished_quarters_and_one_being_scored(now):
    townships = Contest.objects.filter(area__level=Level.TOWNSHIP)
    for period in finished_quarters(now):
        contests = townships.of_period(period)
        open_ = contests.exclude(status="final").order_by("status").values_list("area__name", "status")
        waiting = [("新集镇", "notice"), ("协税镇", "tallied")] if period == now.previous() else []
        assert list(open_) == waiting
        assert contests.aggregate(areas=Count("area", distinct=True), all=Count("pk")) == {"areas": 22, "all": 22}
    running = townships.of_period(now).counted()
    assert set(running.values_list("status", flat=True)) == {"scoring"}
    assert running.count() == TOWNSHIPS
    assert townships.counted().count() == 5 * TOWNSHIPS


def test_one_result_is_out_with_an_objection_and_one_has_a_place_decided_by_the_panel():
    objection = ContestObjection.objects.get(status="open")
    assert (objection.status, objection.notice.status, objection.notice.contest.status) == ("open", "open", "notice")
    decision = Decision.objects.get(assessment__area__name="协税镇")
    assert [row.state for row in decisions_of(decision.assessment)] == ["used"]
    assert decision.assessment.tallies.count() == 3


def test_a_notice_that_is_still_out_is_nothing_for_the_county_to_press(client):
    client.force_login(User.objects.get(username="zuzhibu"))
    page = client.get(reverse("dashboards:home")).content.decode()
    assert "已计分，还没有定稿" in page
    assert "公示期满" not in page


def test_every_finished_quarter_has_a_ranking_of_the_county(now):
    for period in finished_quarters(now):
        ranking = CountyRanking.objects.of_period(period).order_by("-version").first()
        assert ranking.ranks.count() == VILLAGES
        assert min(ranking.ranks.values_list("rank", flat=True)) == 1
    assert Award.objects.filter(rule__kind__is_cup=True, state="granted").exists()


def test_the_running_quarter_is_in_the_middle_of_scoring(now):
    contests = Contest.objects.filter(area__level=Level.TOWNSHIP).of_period(now).counted()
    sheets = Sheet.objects.filter(assessment__in=contests)
    counts = sheets.aggregate(
        all=Count("pk"),
        given=Count("pk", filter=Q(status="submitted")),
        begun=Count("pk", filter=Q(status="draft", scores__isnull=False), distinct=True),
    )
    assert 0.3 < counts["given"] / counts["all"] < 0.95
    assert counts["begun"]


def test_the_county_has_contests_of_its_own(now):
    contests = Contest.objects.filter(area__code=COUNTY, scheme__code="leitai_district")
    assert {contest.period: contest.status for contest in contests} == {
        now.previous(): "tallied", now: "scoring", now.next(): "draft"
    }  # fmt: skip
    for contest in contests.exclude(status="draft"):
        assert contest.entries.values("township").distinct().count() == TOWNSHIPS


def test_schemes_are_the_presets_in_use():
    assert set(Scheme.objects.values_list("code", "status")) == {
        (code, "in_use")
        for code in (
            "touyan_2021", "leitai_district", "touyan_year", "leitai_townships", "first_secretaries", "groups"
        )
    }  # fmt: skip


def test_the_printed_accounts_exist_and_log_in(client):
    for account in people.shown_accounts():
        login = {"username": account.username, "password": people.PASSWORD}
        page = client.post(reverse("accounts:login"), login, follow=True)
        assert page.redirect_chain == [(reverse("dashboards:home"), 302)]
        assert page.status_code == 200
        client.post(reverse("accounts:logout"))
    roles = {User.objects.get(username=account.username).role for account in people.shown_accounts()}
    assert len(roles) == 8


def test_a_second_loading_is_refused():
    with pytest.raises(CommandError, match="不再载入"):
        call_command("load_demo")


def test_the_accounts_can_be_printed_again(capsys):
    call_command("load_demo", print_accounts=True)
    assert "gaotaizhen" in capsys.readouterr().out


def test_one_county_contest_is_in_declaration(now):
    declarations = Declaration.objects.filter(entry__assessment__area__code=COUNTY)
    assert Counter(declarations.values_list("status", flat=True)) == {
        "submitted": 3, "returned": 1, "approved": 1, "draft": 1
    }  # fmt: skip
    assert declarations.get(status="returned").entry.status == "nominated"


# ---------------------------------------------------------------- the rarer kinds
@pytest.fixture
def year() -> Contest:
    return Contest.objects.get(scheme__code="touyan_year")


def component_of(contest: Contest, kind: str) -> Component:
    return contest.scheme.components.filter(kind=kind).order_by("order").first()


def test_the_yearly_contest_records_figures_by_every_method_and_some_are_missing(year):
    component = component_of(year, "recorded")
    assert set(component.measures.values_list("method", flat=True)) == set(Method.values)
    assert component.measures.filter(source=None).exists()
    grid = figure_grid(year, component)
    assert 0.5 < grid.filled / grid.asked < 1
    shown = [(column, cell) for row in grid.rows for column, cell in zip(grid.columns, row.cells, strict=True)]
    assert any(column.is_read and cell.text for column, cell in shown)
    assert any(column.is_read and not cell.text for column, cell in shown)
    assert any(column.part == "target" and cell.text for column, cell in shown)
    assert any(not cell.applies for _, cell in shown)
    assert any(column.measure.indicator.code == "weak_growth" and cell.text for column, cell in shown)
    problems = "\n".join(problems_of(year))
    assert "还差" in problems
    assert "在来源里没有得分" in problems


def test_the_yearly_contest_carries_over_four_quarters(year, now):
    carried = carried_components(year)
    assert len(carried) == 4
    found = [found_scores(year, component) for component in carried]
    assert not any(each.several for each in found)
    assert [bool(each.missing) for each in found] == [False, False, False, True]  # two results are not final yet
    for component, period in zip(carried, reversed(finished_quarters(now)), strict=True):
        sources = Contest.objects.filter(pk__in=year.carry_sources.filter(component=component).values("source"))
        assert {each.period for each in sources} == {period}
    best = set(year.entries.values_list("area", flat=True))
    assert len(best) >= TOWNSHIPS
    assert best <= set(Standing.objects.newest().filter(rank=1).values_list("entry__area", flat=True))


def test_vetoes_are_approved_or_wait_with_their_evidence(year):
    vetoes = Occurrence.objects.filter(entry__assessment=year).exclude(item__effect="points")
    assert sorted(vetoes.values_list("approved", "item__effect")) == [(False, "no_award"), (True, "excluded")]
    assert all(each.evidence for each in vetoes)
    assert vetoes.get(approved=True).entry.status == "excluded"
    assert year.entries.filter(status="withdrawn").exists()


def test_the_yearly_contest_has_a_conflict_a_substitute_and_reminders(year):
    assert Conflict.objects.filter(rater__assessment=year).exists()
    assert Substitution.objects.filter(rater__assessment=year).exists()
    assert year.reminders.exists()
    cup = year.scheme.award_rules.get(kind__is_cup=True)
    assert (cup.places_by, cup.recipient, cup.amount) == ("range", "both", 20000)


def test_the_contest_of_townships_is_in_its_second_round():
    contest = Contest.objects.get(scheme__subject="township")
    assert (contest.status, contest.round, contest.entries.count()) == ("scoring", 2, TOWNSHIPS)
    assert contest.tallies.get().is_provisional
    assert all(contest.entries.values_list("holder_name", flat=True))
    sheets = contest.sheets.filter(component__is_second_round=True)
    assert set(sheets.values_list("status", flat=True)) == {"draft", "submitted"}
    assert component_of(contest, "recorded").is_counting


def test_first_secretaries_won_every_kind_of_award_and_a_correction_took_some_back():
    contest = Contest.objects.get(scheme__subject="person")
    assert (contest.status, contest.final_version) == ("final", 2)
    notice = contest.notices.get()
    assert notice.kind == "correction"
    awards = Award.objects.filter(standing__tally=contest.tallies.newest().get(), state="granted")
    assert set(awards.values_list("rule__places_by", flat=True)) == {"number", "threshold", "share", "award_count"}
    assert awards.filter(rule__from_bottom=True).exists()
    assert awards.filter(rule__amount=3000, rule__recipient="holder").exists()
    [veto] = Occurrence.objects.filter(entry__assessment=contest)
    assert veto.entry in corrected(notice)
    assert not awards.filter(standing__entry=veto.entry).exists()


def test_a_trial_run_of_villager_groups_has_a_paper_sheet_whose_entries_differ():
    contest = Contest.objects.get(scheme__subject="group")
    assert (contest.is_trial, contest.double_entry, contest.area.short_name) == (True, True, "高台镇")
    [paper] = PaperSheet.objects.filter(rater__assessment=contest)
    assert {clerk.user.username for clerk in paper.clerks.all()} == {"gaotaizhen", "gaotaizhen2"}
    [difference] = differences(assessment=contest, component=paper.component, rater=paper.rater)
    assert difference.first != difference.second


def test_the_county_lets_everybody_read_its_notices(client):
    assert "更正公告" in client.get(reverse("public:notice_list")).content.decode()


def test_villages_have_figures_of_two_years(now):
    years = VillageIndicator.objects.values_list("year", flat=True).distinct()
    assert set(years) == {now.previous().year - 1, now.previous().year}
