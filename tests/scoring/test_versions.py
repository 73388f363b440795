"""Two versions of a result side by side: what changed entry by entry, and why."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contests.services import tally
from scoring.models import Entry, Tally
from scoring.reads import versions
from scoring.services import decisions
from scoring.services.entries import withdraw_entry
from tests.html import texts
from tests.scoring.decided import SAID, scheme_with, standing, tallied
from tests.scoring.factories import make_places, make_user
from tests.scoring.tallies import rescore

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return make_places(villages=4)


@pytest.fixture
def official(places):
    return make_user(username="gaotai", role="township_official", area=places.township)


@pytest.fixture
def contest(places, official):
    """Version 1: 6 5 4 3; version 2: the first village falls to 1 point a column."""
    contest = tallied(scheme_with(places), places, official, ("6", "5", "4", "3"))
    rescore(contest, official, "1")
    tally.tally_contest(contest=contest, user=official)
    contest.refresh_from_db()
    return contest


def both(contest, old=1, new=2):
    found = {row.version: row for row in Tally.objects.filter(assessment=contest)}
    return {"old": found[old], "new": found[new]}


def enter(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_rows_show_both_versions_and_those_that_changed_come_first(contest):
    rows = list(versions.rows(entries=Entry.objects.all(), **both(contest)))
    moves = [(row.number, row.old_rank, row.new_rank, row.is_changed) for row in rows]
    assert moves == [(2, 2, 1, True), (3, 3, 2, True), (4, 4, 3, True), (1, 1, 4, True)]
    last = rows[-1]
    assert (last.old_awards, last.new_awards) == (["一等奖"], [])
    assert versions.changed_components(last, ["观摩"]) == [("观摩", 66, 11)]
    assert versions.changed_components(rows[0], ["观摩"]) == []
    assert not list(versions.rows(entries=Entry.objects.all(), **both(contest, 2, 2)).filter(is_changed=True))


def test_an_entry_that_left_and_an_award_between_equals_count_as_changes(places, official):
    contest = tallied(scheme_with(places), places, official, ("6", "6", "4", "3"))
    [matter] = decisions.matters(contest)
    decisions.record_decision(award=matter.award, winners=[standing(contest, 2)], user=official, **SAID)
    withdraw_entry(entry=contest.entries.get(number=4), status="withdrawn", reason="受灾", user=official)
    contest.refresh_from_db()
    tally.tally_contest(contest=contest, user=official)
    rows = {row.number: row for row in versions.rows(entries=Entry.objects.all(), **both(contest))}
    assert (rows[1].old_awards, rows[1].new_awards) == (["一等奖待定"], [])
    assert (rows[2].old_awards, rows[2].new_awards) == (["一等奖待定"], ["一等奖"])
    assert (rows[4].old_status, rows[4].new_status, rows[4].new_rank) == ("active", "withdrawn", None)
    assert not rows[3].is_changed
    found = versions.causes(assessment=contest, **both(contest))
    about = versions.by_entry(found)
    assert "受灾" in [cause.why for cause in about[rows[4].pk]]
    assert SAID["reason"] in [cause.why for cause in about[rows[2].pk]]
    assert rows[3].pk not in about


@pytest.mark.django_db(transaction=True)  # history knows when a transaction began
def test_causes_say_who_changed_what_and_why(contest, official):
    found = versions.causes(assessment=contest, **both(contest))
    unlocked = next(cause for cause in found if cause.how == "已提交 → 未提交")
    assert (unlocked.who, unlocked.why, len(unlocked.entries)) == ("gaotai", "计票有误", 4)
    changed = [cause for cause in found if cause.how == "6 → 1"]
    assert len(changed) == 22  # eleven columns of two raters
    assert {cause.why for cause in changed} == {"计票有误"}
    assert versions.causes(assessment=contest, **both(contest, 2, 2)) == []


def test_the_page_takes_as_many_queries_for_many_changes_as_for_few(contest, official, client):
    enter(client, official)
    url = reverse("scoring:versions", args=[contest.pk])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as many:
        page = client.get(url).content.decode()
    assert "4 个单位有变化" in texts(page, "main")[0]
    assert "计票有误" in page
    with CaptureQueriesContext(connection) as none:
        client.get(url, {"old": 2, "new": 2})
    assert len(many) <= len(none) + 12


def test_excel_has_all_rows_and_the_reasons(contest, official, client):
    response = enter(client, official).get(reverse("scoring:versions", args=[contest.pk]), {"export": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["名次变化", "变动原因"]
    cells = [str(cell) for row in book["名次变化"].iter_rows(values_only=True) for cell in row if cell]
    assert {"高台社区", "东新村", "东风村", "东升村"} <= set(cells)
    assert any("计票有误" in cell for cell in cells)


def test_a_village_sees_its_own_row_once_final_and_no_reasons(contest, places, official, client):
    cadre = make_user(username="cadre", role="village_cadre", area=places.villages[0])
    url = reverse("scoring:versions", args=[contest.pk])
    assert enter(client, cadre).get(url).status_code == 404
    type(contest).objects.filter(pk=contest.pk).update(status="final")
    page = client.get(url).content.decode()
    assert "高台社区" in page
    assert "东新村" not in page
    assert "计票有误" not in page
