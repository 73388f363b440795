"""Making a contest: who may, its series, its stages and their dates."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest, ContestKind, StageKind
from contests.reads.proposals import proposed_stages
from contests.services.contests import change_stage_dates, create_contest, delete_draft
from contests.services.lifecycle import open_scoring
from core.errors import TouyanError
from core.models import StateChange
from core.values.periods import Period
from scoring.models import Scheme, Series
from scoring.services.entries import add_entries
from tests.scoring import factories
from tests.scoring.prepared import OPENING, Q3, stages


def test_a_township_contest_has_all_its_valid_villages_in_order_of_code(create, places):
    places.villages[3].valid_to = date(2026, 7, 31)
    places.villages[3].save()
    contest = create()
    assert list(contest.entries.values_list("number", "name")) == [(1, "高台社区"), (2, "东新村"), (3, "东风村")]
    assert contest.status == "draft"
    assert contest.stages.count() == 5
    assert str(contest.series) == "高台镇季度擂台比武"


def test_the_next_quarter_goes_into_the_same_series(create):
    first, second = create(), create(period=Period("quarter", 2026, 4))
    assert first.series == second.series


def test_a_series_has_one_contest_in_a_period(create, places):
    create()
    with pytest.raises(TouyanError, match="这个系列本期已经建过一场"):
        create(name="又一场")
    other = Series.objects.create(area=places.township, name="专项比武")
    assert create(name="又一场", series=other).pk
    assert Contest.objects.count() == 2


def test_nobody_creates_for_another_area_or_with_a_scheme_out_of_reach(create, places, scheme):
    with pytest.raises(TouyanError, match="只能为本乡镇或本县区"):
        create(area=places.county)
    elsewhere = factories.make_places(villages=1, township="新集镇", number=107)
    theirs = factories.make_scheme(area=elsewhere.township)
    with pytest.raises(TouyanError, match="没有启用"):
        create(scheme=theirs)
    Scheme.objects.filter(pk=scheme.pk).update(status="retired")
    with pytest.raises(TouyanError, match="没有启用"):
        create()


def test_the_county_chooses_its_villages(places, scheme):
    official = factories.make_user(username="county", role="county_official", area=places.county)
    elsewhere = factories.make_places(villages=2, township="新集镇", number=107)
    chosen = [elsewhere.villages[0], places.villages[1]]
    contest = create_contest(
        area=places.county, scheme=scheme, name="区决赛", period=Q3, stages=stages(), villages=chosen, user=official
    )
    assert list(contest.entries.values_list("name", "township__short_name")) == [
        ("东新村", "高台镇"), ("高台社区", "新集镇")
    ]  # fmt: skip
    with pytest.raises(TouyanError, match="不是南郑区的村"):
        add_entries(assessment=contest, villages=[places.township])


def test_stages_need_exactly_one_for_scoring_and_sensible_dates(create):
    with pytest.raises(TouyanError, match="有且只有一个打分阶段"):
        create(stages=[stage for stage in stages() if not stage[0].is_scoring])
    backwards = [(kind, last, first) for kind, first, last in stages()]
    with pytest.raises(TouyanError) as error:
        create(stages=backwards)
    assert any("截止不能早于开始" in item for item in error.value.items)
    assert not Contest.objects.exists()


def test_proposed_dates_are_the_kinds_in_working_days(db):
    """The National Day holiday and its worked Saturday (2026-10-10) are counted as announced."""
    quarter = proposed_stages(ContestKind.objects.get(code="township_quarter"), Q3)
    assert quarter["onsite"] == (date(2026, 9, 15), date(2026, 9, 15))
    assert quarter["review"] == (date(2026, 9, 16), date(2026, 9, 30))
    assert quarter["adjudication"] == (date(2026, 10, 8), date(2026, 10, 13))
    assert quarter["notice"] == (date(2026, 10, 14), date(2026, 10, 20))
    month = proposed_stages(ContestKind.objects.get(code="county_quarter"), Period("month", 2026, 11))
    assert month["declaration"][0] == date(2026, 11, 2)
    late = proposed_stages(ContestKind.objects.get(code="township_quarter"), Q3, date(2026, 9, 18))
    assert late["onsite"] == (date(2026, 9, 18), date(2026, 9, 18))
    assert late["review"] == (date(2026, 9, 20), date(2026, 9, 30))  # a worked Sunday; one stage after the other
    assert late["notice"] == quarter["notice"]


def test_dates_change_freely_before_and_with_a_reason_after_opening(ready, official):
    later = [(k, a, date(2026, 10, 5) if k.is_scoring else b) for k, a, b in stages() if k.code != "notice"]
    assert change_stage_dates(contest=ready, stages=later, user=official)
    assert not change_stage_dates(contest=ready, stages=later, user=official)
    assert ready.stages.count() == 4
    contest = open_scoring(contest=ready, user=official, on=OPENING)
    with pytest.raises(TouyanError, match="须写明原因"):
        change_stage_dates(contest=contest, stages=stages(), user=official)
    change_stage_dates(contest=contest, stages=stages(), user=official, reason="国庆放假")
    record = StateChange.objects.filter(subject="scoring.assessment").latest("pk")
    assert "集中评议 2026-09-13 至 2026-10-05 改为 2026-09-13 至 2026-09-30" in record.reason
    assert record.reason.endswith("国庆放假")


def test_a_draft_made_by_mistake_is_deleted_and_one_that_others_have_seen_is_not(create, official):
    contest = create()
    pk = contest.pk
    Contest.objects.filter(pk=pk).update(announced_at=timezone.now())
    with pytest.raises(TouyanError, match="已经发布"):
        delete_draft(contest=contest)
    Contest.objects.filter(pk=pk).update(announced_at=None)
    delete_draft(contest=contest)
    assert not Contest.objects.filter(pk=pk).exists()
    again = create()  # the period is free again
    Contest.objects.filter(pk=again.pk).update(status="scoring")
    with pytest.raises(TouyanError, match="不能这样改"):
        delete_draft(contest=again)


def test_dates_of_an_announced_contest_are_changed_with_a_reason_on_the_page(create, official, client):
    contest = create()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("contests:stage_edit", args=[contest.pk])
    assert "reason" not in client.get(url).context["form"].fields
    Contest.objects.filter(pk=contest.pk).update(announced_at=timezone.now())
    form = client.get(url).context["form"]
    data = {bound.name: bound.value() or "" for bound in form}
    data["ends_review"] = data["ends_review"] + timedelta(days=1)
    assert "请写明原因" in client.post(url, data).text
    assert client.post(url, data | {"reason": "乡镇要求延期"}).status_code == 302
    assert contest.stages.get(kind__code="review").ends_on == data["ends_review"]


def test_stages_that_stand_on_their_heads_are_refused(create):
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    day = date(2026, 10, 10)
    turned = [(kinds["review"], day, day), (kinds["notice"], day - timedelta(days=9), day - timedelta(days=5))]
    with pytest.raises(TouyanError) as error:
        create(stages=turned)
    assert error.value.items == ["公示（2026-10-01 至 2026-10-05）排在集中评议之前，先后颠倒了"]


def test_what_is_not_announced_is_nobody_else_s_to_read(create, places, official):
    county = factories.make_user(username="county", role="county_official", area=places.county)
    contest = create(area=places.county, user=county, villages=places.villages)
    assert not Contest.objects.for_user(official).filter(pk=contest.pk).exists()
    Contest.objects.filter(pk=contest.pk).update(status="scoring")
    assert Contest.objects.for_user(official).filter(pk=contest.pk).exists()
