"""Handing in, returning, approving and taking back, in an app that is not contests (``tests/core/second.py``)."""

from datetime import date

import pytest

from core.data.steps import open_steps
from core.errors import IllegalMove, Stale, TouyanError
from core.models import StateChange
from tests.core.conftest import official
from tests.core.second import NOMINATIONS, Nomination, second

__all__ = ["second"]

TODAY = date(2026, 9, 1)


@pytest.fixture
def county(areas):
    return official(areas["南郑区"], "county", "county_official")


@pytest.fixture
def row(second, areas):
    return Nomination.objects.create(area=areas["高台镇"], name="王五")


@pytest.fixture
def handed_in(row, zhang):
    return NOMINATIONS.submit(row, user=zhang, today=TODAY)


def test_it_is_handed_in_complete_and_in_its_time(row, zhang):
    row.name = ""
    with pytest.raises(TouyanError, match="“姓名”没有填"):
        NOMINATIONS.submit(row, user=zhang, today=TODAY)
    row.name = "王五"
    with pytest.raises(TouyanError, match="一月不受理"):
        NOMINATIONS.submit(row, user=zhang, today=date(2027, 1, 5))
    done = NOMINATIONS.submit(row, user=zhang, today=TODAY)
    assert (done.status, done.submitted_by, done.is_open) == ("submitted", zhang, False)


def test_what_was_returned_comes_back_after_its_time(handed_in, zhang, county):
    with pytest.raises(IllegalMove, match="须写明原因"):
        NOMINATIONS.give_back(handed_in, reason=" ", user=county)
    NOMINATIONS.give_back(handed_in, reason="没有照片", user=county)
    NOMINATIONS.submit(handed_in, user=zhang, today=date(2027, 1, 5))
    NOMINATIONS.approve(handed_in, user=county)
    steps = StateChange.objects.order_by("pk").values_list("target", "reason")
    assert list(steps) == [("submitted", ""), ("returned", "没有照片"), ("submitted", ""), ("approved", "")]


def test_without_approval_it_holds_at_once(row, zhang, monkeypatch):
    monkeypatch.setattr(NOMINATIONS, "needs_approval", lambda row: False)
    assert NOMINATIONS.submit(row, user=zhang, today=TODAY).status == "approved"


def test_only_what_is_open_is_taken_back(row, zhang):
    other = Nomination.objects.create(area=row.area, name="赵六")
    NOMINATIONS.submit(other, user=zhang, today=TODAY)
    with pytest.raises(TouyanError, match="不能撤回"):
        NOMINATIONS.withdraw(other, user=zhang)
    assert NOMINATIONS.withdraw(row, user=zhang) == "已撤回王五的推荐"
    assert list(Nomination.objects.all()) == [other]


def test_whoever_comes_second_is_told(row, zhang):
    twice = Nomination.objects.get(pk=row.pk)
    NOMINATIONS.submit(row, user=zhang, today=TODAY)
    with pytest.raises(Stale):
        NOMINATIONS.submit(twice, user=zhang, today=TODAY)


def test_what_waits_is_known_for_both_sides(row, handed_in, areas, zhang, county):
    draft = Nomination.objects.create(area=areas["高台镇"])
    elsewhere = Nomination.objects.create(area=areas["黎坪镇"])
    rows = [draft, handed_in, elsewhere]
    assert open_steps(NOMINATIONS.steps, rows, zhang) == {"submit": [draft], "withdraw": [draft]}
    assert open_steps(NOMINATIONS.steps, rows, county) == {"return": [handed_in], "approve": [handed_in]}


# ---------------------------------------------------------------- on the pages
def words(response) -> list[tuple[str, bool]]:
    return [(action.label, action.primary) for action in response.context["actions"] if action.label != "打印"]


def test_both_sides_take_their_steps_on_the_page(row, zhang, county, client):
    client.force_login(zhang)
    page = client.get(row.get_absolute_url())
    assert words(page) == [("撤回", False), ("提交", True)]
    assert client.post(f"/nominations/{row.pk}/approve/").status_code == 404  # not theirs
    assert client.post(f"/nominations/{row.pk}/submit/").status_code == 302
    client.force_login(county)
    assert words(client.get(row.get_absolute_url())) == [("退回修改", False), ("核准", True)]
    url = f"/nominations/{row.pk}/return/"
    assert "请写明原因" in client.post(url, headers={"HX-Request": "true"}).text
    client.post(url, {"reason": "没有照片"})
    row.refresh_from_db()
    assert row.status == "returned"
    page = client.get(row.get_absolute_url())
    assert page.context["returned"].reason == "没有照片"
    assert [step.words for step in page.context["history"]] == ["提交", "退回修改"]
    assert page.context["badges"] == [("退回修改", "warn")]


def test_nobody_else_finds_it(row, areas, client, auditor):
    client.force_login(official(areas["黎坪镇"], "li-ping"))
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.post(f"/nominations/{row.pk}/submit/").status_code == 404
    client.force_login(auditor)
    assert client.post(f"/nominations/{row.pk}/submit/").status_code == 403
