"""Publishing, extending, ending, correcting, answering, in an app that is not contests (``tests/core/second.py``)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.errors import IllegalMove, TouyanError
from core.models import CalendarDay, StateChange
from core.notices.services import last_day
from tests.core.conftest import official
from tests.core.second import BULLETINS, Bulletin, Complaint, second

__all__ = ["second"]

TODAY = date(2026, 10, 12)  # a Monday
LAST = date(2026, 10, 16)
SAID = {"person": "刘建国", "contact": "19900000001", "content": "名单有误"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def make(second, areas, zhang):
    def publish(**fields):
        given = {
            "area": areas["高台镇"],
            "title": " 名单公示 ",
            "text": "现予公示。",
            "starts_on": TODAY,
            "ends_on": LAST,
        }
        return BULLETINS.publish(Bulletin(**given | fields), user=zhang)

    return publish


def object_to(notice, user, **fields):
    return BULLETINS.object_to(notice, user=user, **{**SAID, "received_on": TODAY, **fields})


def test_the_last_day_counts_working_days(db):
    CalendarDay.objects.create(date=date(2026, 10, 14), is_working=False, name="放假")
    assert last_day(TODAY, 1) == TODAY
    assert last_day(TODAY, 5) == date(2026, 10, 19)
    assert last_day(date(2026, 10, 17), 1) == date(2026, 10, 19)  # a Saturday: the first day is the Monday


def test_a_notice_is_out_from_its_first_day_to_its_last(make, zhang):
    notice = make()
    assert (notice.title, notice.status, notice.published_by) == ("名单公示", "open", zhang)
    with pytest.raises(TouyanError, match="不能早于开始"):
        make(ends_on=TODAY - timedelta(days=1))
    for day in (TODAY - timedelta(days=1), LAST + timedelta(days=1)):
        with pytest.raises(TouyanError, match="只受理公示期内的异议"):
            object_to(notice, zhang, received_on=day)


def test_a_later_last_day_needs_a_reason_and_is_on_record(make, zhang):
    notice, later = make(), LAST + timedelta(days=3)
    with pytest.raises(TouyanError, match="应晚于"):
        BULLETINS.extend(notice, ends_on=LAST, reason="停电", user=zhang)
    with pytest.raises(TouyanError, match="写明延长的原因"):
        BULLETINS.extend(notice, ends_on=later, reason=" ", user=zhang)
    assert BULLETINS.extend(notice, ends_on=later, reason="停电", user=zhang).ends_on == later
    assert StateChange.objects.latest("pk").reason == "公示由 2026-10-16 延长到 2026-10-19：停电"
    BULLETINS.end(notice, user=zhang)
    with pytest.raises(TouyanError, match="公示结束，不能延长"):
        BULLETINS.extend(notice, ends_on=later + timedelta(days=1), reason="停电", user=zhang)


def test_it_ends_after_its_last_day_and_with_every_answer_given(make, zhang):
    notice = make()
    with pytest.raises(TouyanError, match="期满以后才能办理"):
        BULLETINS.check_end(notice, LAST)
    complaint = object_to(notice, zhang)
    after = LAST + timedelta(days=1)
    with pytest.raises(TouyanError, match="没有答复") as refused:
        BULLETINS.check_end(notice, after)
    assert refused.value.items == ["刘建国的异议"]
    with pytest.raises(TouyanError, match="写明答复和理由"):
        BULLETINS.decide(complaint, accepted=False, reply="无误", reason="", user=zhang)
    assert BULLETINS.decide(complaint, accepted=False, reply="无误", reason="已核对", user=zhang) == ""
    BULLETINS.check_end(notice, after)
    assert BULLETINS.end(notice, user=zhang).status == "done"


def test_what_follows_from_an_accepted_objection_is_the_apps(make, zhang):
    notice = make()
    complaint = object_to(notice, zhang)
    assert BULLETINS.decide(complaint, accepted=True, reply="更正", reason="漏列", user=zhang) == "已答复，公示已撤回"
    notice.refresh_from_db()
    assert notice.status == "withdrawn"
    with pytest.raises(IllegalMove):
        BULLETINS.decide(complaint, accepted=False, reply="无误", reason="已核对", user=zhang)


def test_a_correction_marks_what_it_corrects(make, zhang):
    before = BULLETINS.end(make(), user=zhang)
    after = BULLETINS.correct(
        Bulletin.objects.filter(pk=before.pk),
        Bulletin(area=before.area, title="更正", text="更正如下。", starts_on=TODAY, ends_on=TODAY),
        user=zhang,
    )
    before.refresh_from_db()
    assert (before.status, after.status) == ("corrected", "done")


# ---------------------------------------------------------------- on the pages
def words(response) -> list[tuple[str, bool]]:
    return [(action.label, action.primary) for action in response.context["actions"] if action.label != "打印"]


def test_the_office_enters_and_answers_on_the_pages(make, zhang, client):
    notice = make()
    client.force_login(zhang)
    assert words(client.get(notice.get_absolute_url()))[:2] == [("延长公示", False), ("登记异议", False)]
    sent = client.post(f"/notices/{notice.pk}/objections/new/", SAID | {"received_on": TODAY}, follow=True)
    complaint = Complaint.objects.get()
    assert sent.redirect_chain == [(complaint.get_absolute_url(), 302)]
    assert "已登记" in sent.text
    assert ("答复异议", True) in words(client.get(notice.get_absolute_url()))
    answer = {"accepted": "yes", "reply": "更正", "reason": "漏列"}
    sent = client.post(f"/objections/{complaint.pk}/decide/", answer, follow=True)
    assert "公示已撤回" in sent.text
    assert client.get(f"/objections/{complaint.pk}/decide/").status_code == 404  # answered
    assert client.get(f"/notices/{notice.pk}/extend/").status_code == 404  # taken back


def test_others_of_the_area_object_under_their_own_name_and_run_nothing(make, areas, client):
    notice = make(area=areas["战斗村"])
    other = official(areas["战斗村"], "cadre", "village_cadre")
    client.force_login(other)
    assert words(client.get(notice.get_absolute_url()))[0] == ("提出异议", False)
    assert client.get(f"/notices/{notice.pk}/extend/").status_code == 403
    page = client.get(f"/notices/{notice.pk}/objections/new/")
    assert page.context["form"]["person"].initial == other.name
    assert "received_on" not in page.context["form"].fields
    sent = client.post(f"/notices/{notice.pk}/objections/new/", SAID, follow=True)
    assert "请等待答复" in sent.text
