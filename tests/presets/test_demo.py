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
from areas.models import Area
from cadres.models import Appointment, Person
from contests.models import (
    Award,
    Contest,
    ContestObjection,
    CountyRanking,
    Decision,
    Declaration,
    Scheme,
    Sheet,
)
from contests.services.decisions import decisions_of
from core.periods import Period
from presets.demo import people

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
    running = townships.of_period(now)
    assert set(running.values_list("status", flat=True)) == {"scoring"}
    assert running.count() == TOWNSHIPS
    assert townships.count() == 5 * TOWNSHIPS


def test_one_result_is_out_with_an_objection_and_one_has_a_place_decided_by_the_panel():
    objection = ContestObjection.objects.get()
    assert (objection.status, objection.notice.status, objection.notice.contest.status) == ("open", "open", "notice")
    decision = Decision.objects.get(contest__area__name="协税镇")
    assert [row.state for row in decisions_of(decision.contest)] == ["used"]
    assert decision.contest.tallies.count() == 3


def test_every_finished_quarter_has_a_ranking_of_the_county(now):
    for period in finished_quarters(now):
        ranking = CountyRanking.objects.of_period(period).order_by("-version").first()
        assert ranking.ranks.count() == VILLAGES
        assert min(ranking.ranks.values_list("rank", flat=True)) == 1
    assert Award.objects.filter(rule__kind__is_cup=True, state="granted").exists()


def test_the_running_quarter_is_in_the_middle_of_scoring(now):
    contests = Contest.objects.filter(area__level=Level.TOWNSHIP).of_period(now)
    sheets = Sheet.objects.filter(contest__in=contests)
    counts = sheets.aggregate(
        all=Count("pk"),
        given=Count("pk", filter=Q(status="submitted")),
        begun=Count("pk", filter=Q(status="draft", scores__isnull=False), distinct=True),
    )
    assert 0.3 < counts["given"] / counts["all"] < 0.95
    assert counts["begun"]


def test_the_county_has_contests_of_its_own(now):
    contests = Contest.objects.filter(area__code=COUNTY)
    assert {contest.period: contest.status for contest in contests} == {
        now.previous(): "tallied", now: "scoring", now.next(): "draft"
    }  # fmt: skip
    for contest in contests.exclude(status="draft"):
        assert contest.entries.values("township").distinct().count() == TOWNSHIPS


def test_schemes_are_the_presets_in_use():
    assert set(Scheme.objects.values_list("code", "status")) == {
        ("touyan_2021", "in_use"), ("leitai_district", "in_use")
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
    declarations = Declaration.objects.filter(entry__contest__area__code=COUNTY)
    assert Counter(declarations.values_list("status", flat=True)) == {
        "submitted": 3, "returned": 1, "approved": 1, "draft": 1
    }  # fmt: skip
    assert declarations.get(status="returned").entry.status == "nominated"
