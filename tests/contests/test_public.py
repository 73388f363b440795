# ruff: noqa: F811 (fixtures)
"""What can be read without an account: nothing, until the county says so; then notices and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from contests.models import PublicAccess
from contests.services import notices, public
from contests.services.lifecycle import finalise, take_back
from core.errors import TouyanError
from core.models import StateChange
from scoring.choices import TRIAL_MARK
from tests.contests.noticed import (  # noqa: F401 (fixtures)
    PERIOD,
    SAID,
    contest,
    object_to,
    official,
    places,
    publish,
    today,
)
from tests.scoring.factories import make_user

pytestmark = pytest.mark.django_db

LIST = reverse("public:notice_list")
SWITCH = reverse("contests:public_access")


@pytest.fixture
def office(places):
    return make_user(username="zuzhibu", role="county_official", area=places.county, name="李明远")


@pytest.fixture
def visitor():
    return Client()


def detail(notice) -> str:
    return reverse("public:notice_detail", args=[notice.pk])


def open_up(places, office):
    public.set_access(area=places.county, is_open=True, user=office, reason="接受监督")


def test_nothing_can_be_read_while_the_switch_is_off(contest, official, visitor):
    notice = publish(contest, official)
    assert [visitor.get(url).status_code for url in (LIST, detail(notice))] == [404, 404]


def test_a_notice_is_not_public_before_its_first_day(contest, official, places, office, visitor):
    open_up(places, office)
    later = publish(contest, official, starts_on=PERIOD["starts_on"] + timedelta(days=1))
    assert later.title not in visitor.get(LIST).content.decode()
    assert visitor.get(detail(later)).status_code == 404


def test_a_notice_is_read_without_an_account_and_says_no_more_than_the_notice(
    contest,
    official,
    places,
    office,
    visitor,
):
    notice = publish(contest, official)
    object_to(notice, official)
    contest.entries.update(holder_name="周建平")
    open_up(places, office)
    assert notice.title in visitor.get(LIST).content.decode()
    response = visitor.get(detail(notice))
    page = response.content.decode()
    assert "高台社区" in page
    for words in (SAID["person"], SAID["content"], "周建平", official.name, "csrf"):
        assert words not in page
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert not response.cookies


def test_an_unchanged_page_is_not_sent_again(contest, official, places, office, visitor):
    notice = publish(contest, official)
    open_up(places, office)
    tag = visitor.get(detail(notice)).headers["ETag"]
    assert visitor.get(detail(notice), headers={"If-None-Match": tag}).status_code == 304


def test_final_results_stay_and_withdrawn_ones_go(contest, official, places, office, visitor):
    notice = publish(contest, official)
    open_up(places, office)
    type(notice).objects.update(starts_on="2026-10-01", ends_on="2026-10-11")
    finalise(contest=contest, user=official, on=PERIOD["starts_on"])
    assert visitor.get(detail(notice)).status_code == 200
    contest.refresh_from_db()
    take_back(contest=contest, reason="计票有误", user=official)
    assert visitor.get(detail(notice)).status_code == 404
    assert notice.title not in visitor.get(LIST).content.decode()


@pytest.mark.parametrize(
    "hidden",
    [{"is_trial": True, "name": f"{TRIAL_MARK}比武"}, {"status": "tallied"}, {"status": "closed"}, {"status": "draft"}],
)
def test_trials_and_what_is_not_published_never_show(hidden, contest, official, places, office, visitor):
    notice = publish(contest, official)
    open_up(places, office)
    type(contest).objects.filter(pk=contest.pk).update(**hidden)
    assert visitor.get(detail(notice)).status_code == 404
    assert notice.title not in visitor.get(LIST).content.decode()


def test_an_accepted_objection_takes_the_notice_off(contest, official, places, office, visitor):
    notice = publish(contest, official)
    open_up(places, office)
    objection = object_to(notice, official)
    notices.NOTICES.decide(objection, accepted=True, reply="将更正", reason="有误", user=official)
    assert visitor.get(detail(notice)).status_code == 404


def test_another_county_stays_closed(contest, official, places, office, visitor):
    notice = publish(contest, official)
    PublicAccess.objects.create(area=places.villages[0], is_open=True, changed_at="2026-10-12T00:00:00Z")
    assert visitor.get(detail(notice)).status_code == 404


def test_the_county_switches_it_on_and_off_on_record(places, office, client, official):
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    assert "不登录就能看" not in client.get(SWITCH).content.decode().split("公开后")[0].split("<dialog")[0]
    assert client.post(SWITCH).status_code == 422
    assert client.post(SWITCH, {"reason": "没说要怎样"}).status_code == 422
    client.post(f"{SWITCH}?to=open", {"reason": "接受监督"})
    assert public.is_open(places.county)
    client.post(f"{SWITCH}?to=closed", {"reason": "活动结束"})
    assert not public.is_open(places.county)
    again = client.post(f"{SWITCH}?to=closed", {"reason": "另一人也按了"})  # his page still said it was open
    assert (again.status_code, public.is_open(places.county)) == (422, False)
    assert "已经是这样" in again.text
    steps = StateChange.objects.filter(subject="contests.publicaccess").order_by("pk")
    assert list(steps.values_list("target", "reason", "user__username")) == [
        ("open", "接受监督", "zuzhibu"),
        ("closed", "活动结束", "zuzhibu"),
    ]
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(SWITCH).status_code == 403


def test_only_a_county_decides(places, office):
    with pytest.raises(TouyanError, match="县区"):
        public.set_access(area=places.township, is_open=True, user=office)
