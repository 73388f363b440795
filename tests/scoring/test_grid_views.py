# ruff: noqa: F811 (fixtures)
"""The pages around score sheets: who reaches them, what they show, what they answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest
from scoring.models import Score, Sheet
from tests.html import texts
from tests.scoring import factories
from tests.scoring.grids import (  # noqa: F401 (fixtures)
    BACKEND,
    enter,
    save,
    scene,
)

MAX_PAGE = 150 * 1024  # bytes


# ---------------------------------------------------------------- who reaches it


def test_the_office_and_the_rater_reach_the_grid(scene, enter):
    assert enter(scene.clerk).get(scene.url()).status_code == 200
    client = enter(scene.rater_user)
    assert client.get(scene.url(rater=scene.own)).status_code == 200
    assert client.get(scene.url()).status_code == 404


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("village_cadre", "village"),
        ("township_official", "other"),
        ("county_official", "county"),
        ("leading_group", "county"),
        ("department_rater", "county"),
    ],
)
def test_for_everybody_else_there_is_no_such_grid(scene, enter, role, place):
    area = {"village": scene.places.villages[1], "other": scene.other.township, "county": scene.places.county}[place]
    client = enter(factories.make_user(username="someone", role=role, area=area))
    for name in ("score_grid", "score_cells", "score_submit"):
        for rater in (scene.paper, scene.own):
            url = scene.url(name, rater)
            answer = client.get(url) if name == "score_grid" else save(client, url, [1, 1, "1", ""])
            assert answer.status_code == 404, (name, rater)


@pytest.mark.parametrize("name", ["score_cells", "score_submit"])
def test_the_addresses_of_saving_opened_directly_lead_to_the_grid(scene, enter, name):
    assert enter(scene.clerk).get(scene.url(name)).url == scene.url()
    stranger = enter(factories.make_user(username="dept", role="department_rater", area=scene.places.county))
    assert stranger.get(scene.url(name)).status_code == 404


def test_administrators_may_not(scene, enter):
    client = enter(factories.make_user(username="admin", role="system_admin", area=scene.places.county))
    assert client.get(scene.url()).status_code == 403


def test_a_department_reaches_its_own_seat_only(scene, enter):
    user = factories.make_user(username="dept", role="department_rater", area=scene.places.county)
    seat = factories.make_rater(contest=scene.contest, user=user)
    client = enter(user)
    assert client.get(scene.url(rater=seat)).status_code == 200
    assert client.get(scene.url(rater=scene.own)).status_code == 404


def test_a_contest_that_has_not_begun_has_no_grid(scene, enter):
    Contest.objects.filter(pk=scene.contest.pk).update(status="draft")
    assert enter(scene.clerk).get(scene.url()).status_code == 404


def test_a_component_of_another_group_has_no_grid(scene, enter):
    scheme = factories.make_scheme(area=scene.places.township)
    url = reverse("scoring:score_grid", args=[scene.contest.pk, scheme.components.get().pk, scene.paper.pk])
    assert enter(scene.clerk).get(url).status_code == 404


# ---------------------------------------------------------------- what it shows


def test_the_page_says_whose_sheets_how_far_and_how_long(scene, enter):
    factories.fill(sheets=Sheet.objects.filter(rater=scene.paper)[:1], by=scene.clerk)
    page = enter(scene.clerk).get(scene.url()).content.decode()
    for words in (
        "评分录入：实地观摩（权重 50）",
        "2026年第三季度 · 集中评议中",
        "<b>1/3</b> 个村已评完，缺 <b>22</b> 格",
        "还剩 <b>2</b> 天",
        "<b>杨志远</b>（1 号，镇农业综合服务中心）",
        "张莉",
        "11/33",
        "检查并提交",
    ):
        assert words in page, words
    own = enter(scene.rater_user).get(scene.url(rater=scene.own))
    assert not any(each.endswith("录入") for each in texts(own, "span"))


def test_the_own_village_is_simply_not_there(scene, enter):
    page = enter(scene.rater_user).get(scene.url(rater=scene.own)).content.decode()
    [table] = texts(page, "tbody")
    assert "东新村" in table
    assert "高台社区" not in table


def test_a_locked_grid_has_no_button_and_no_cell_to_write_in(scene, enter):
    factories.fill(sheets=Sheet.objects.filter(rater=scene.paper))
    client = enter(scene.clerk)
    page = client.post(scene.url("score_submit"), follow=True).content.decode()
    assert "3 个村的评分表已提交并锁定" in page
    assert "检查并提交" not in texts(page, "button")
    assert len(texts(page, "tbody input[readonly]")) == 33
    assert "已提交 <b>3</b> 个村" in page


def test_submitting_with_gaps_says_where(scene, enter):
    factories.fill(sheets=Sheet.objects.filter(rater=scene.paper))
    Score.objects.filter(field=scene.field, sheet__entry__number=2).delete()
    client = enter(scene.clerk)
    page = client.post(scene.url("score_submit"), follow=True).content.decode()
    assert "还有 1 个村缺 1 格" in page
    assert "东新村：一村一品" in texts(page, "li")
    page = client.post(scene.url("score_submit"), {"leave_missing": "1"}, follow=True).content.decode()
    assert "2 个村的评分表已提交并锁定，还有 1 个村没填完" in page


@pytest.mark.parametrize(("ends_in", "words"), [(0, "今天截止"), (-3, "已过截止日期 <b>3</b> 天")])
def test_the_page_says_when_time_is_up(scene, enter, ends_in, words):
    stage = scene.contest.stages.get()
    stage.ends_on = timezone.localdate() + timedelta(days=ends_in)
    stage.save()
    assert words in enter(scene.clerk).get(scene.url()).content.decode()


def test_the_head_names_the_stage_in_which_points_are_given(scene, enter):
    """Other stages may run on the same days."""
    scoring, today = scene.contest.stages.get(), timezone.localdate()
    for code in ("onsite", "declaration"):
        kind = factories.StageKind.objects.get(code=code)
        scene.contest.stages.create(kind=kind, starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=9))
    page = enter(scene.clerk).get(scene.url()).content.decode()
    assert f"{scene.contest.period.label} · {scoring.kind}中" in page
    assert "申报中" not in page


def test_thirty_villages_take_the_same_queries_as_three_and_the_page_stays_small(
    scene, enter, django_assert_max_num_queries
):
    many = factories.make_places(villages=30, township="黄官镇", number=120)
    organiser = scene.places.township
    contest = factories.make_contest(scheme=scene.scheme, area=organiser, villages=many.villages, number=2)
    rater = contest.raters.get()
    factories.fill(sheets=Sheet.objects.filter(rater=rater))
    client = enter(scene.clerk)
    client.get(scene.url())
    with django_assert_max_num_queries(15) as few:
        client.get(scene.url())
    with django_assert_max_num_queries(len(few)):
        page = client.get(reverse("scoring:score_grid", args=[contest.pk, scene.component.pk, rater.pk]))
    assert len(page.content) < MAX_PAGE


# ---------------------------------------------------------------- saving


def test_cells_are_saved_each_for_itself(scene, enter):
    first, second, third = scene.contest.entries.order_by("number")
    client = enter(scene.clerk)
    answer = save(
        client, scene.url("score_cells"),
        [first.pk, scene.field.pk, "9.5", ""],
        [second.pk, scene.field.pk, "11", ""],
        [third.pk, scene.field.pk, "8", "7.0"],
    )  # fmt: skip
    assert answer.status_code == 200
    cells = answer.json()["cells"]
    assert [(c["state"], c["value"]) for c in cells] == [("saved", "9.5"), ("refused", ""), ("stale", "")]
    assert cells[1]["message"] == "东新村 · 一村一品：最多 10 分"
    assert answer.json()["at"] == f"{timezone.localtime():%H:%M}"


def test_the_own_village_is_refused(scene, enter):
    own = scene.contest.entries.get(area=scene.own.area)
    answer = save(enter(scene.rater_user), scene.url("score_cells", scene.own), [own.pk, scene.field.pk, "9", ""])
    assert answer.json()["cells"][0]["message"] == "高台社区：不能给本村打分"
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"cells": 1}', '{"cells": [[1, 2, "3"]]}', '{"cells": [["1", 2, "3", ""]]}',
        '{"cells": [[1, 2, 3, ""]]}', '{"cells": [[1, 2, "3", null]]}',
        '{"cells": [[99999999999999999999, 2, "3", ""]]}', '{"cells": [[1, 2, "' + "1" * 41 + '", ""]]}',
        '{"cells": [' + ",".join(['[1,1,"1",""]'] * 5001) + "]}",
    ],
)  # fmt: skip
def test_anything_else_is_a_bad_request(scene, enter, body):
    answer = enter(scene.clerk).post(scene.url("score_cells"), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_body_that_only_looks_like_a_form_is_a_bad_request(scene, enter):
    answer = enter(scene.clerk).post(scene.url("score_cells"), b"{", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(scene.clerk, backend=BACKEND)
    strict.get(scene.url())
    token = {"x-csrftoken": strict.cookies["csrftoken"].value}
    answer = strict.post(scene.url("score_cells"), b"{", content_type="multipart/form-data; boundary=x", headers=token)
    assert answer.status_code == 400


def test_a_lost_session_is_told_apart(scene, client):
    client.defaults["HTTP_REFERER"] = "http://testserver" + scene.url()
    answer = save(client, scene.url("score_cells"), [1, 1, "1", ""])
    assert answer.status_code == 401
    assert not Score.objects.exists()


def test_saving_needs_the_forgery_token(scene, enter):
    enter(scene.clerk).handler.enforce_csrf_checks = True
    assert save(enter(scene.clerk), scene.url("score_cells"), [1, 1, "1", ""]).status_code == 403


# ---------------------------------------------------------------- the list


def test_the_office_lists_all_its_raters_and_a_rater_only_their_own(scene, enter):
    factories.fill(sheets=Sheet.objects.filter(rater=scene.paper)[:1])
    url = reverse("scoring:my_sheets")
    page = enter(scene.clerk).get(url).content.decode()
    assert "杨志远" in page
    assert "本村书记" in page
    assert "11/33" in page
    assert "<b>5</b> 份表，已提交 <b>0</b> 份" in page
    page = enter(scene.rater_user).get(url).content.decode()
    assert "<b>2</b> 份表" in page
    assert "杨志远" not in page
    assert scene.url(rater=scene.own) in page


def test_somebody_without_sheets_reads_why_the_list_is_empty(scene, enter):
    client = enter(factories.make_user(username="far", role="township_official", area=scene.other.township))
    assert "现在没有要您打的评分表" in client.get(reverse("scoring:my_sheets")).content.decode()


def test_the_list_is_narrowed_by_what_occurs_in_it(scene, enter):
    factories.fill(sheets=Sheet.objects.filter(rater=scene.paper))
    client = enter(scene.clerk)
    client.post(scene.url("score_submit"))
    url = reverse("scoring:my_sheets")
    page = client.get(url, {"state": "missing"}).content.decode()
    assert "杨志远" not in page
    assert "<b>5</b> 份表，已提交 <b>3</b> 份" in page  # the summary counts those handed in as well
    page = client.get(url, {"state": "given", "contest": scene.contest.pk, "component": "实地观摩"}).content.decode()
    assert "杨志远" in page
    assert "本村书记" not in page


def test_the_list_takes_the_same_queries_for_one_and_for_many_raters(scene, enter, django_assert_max_num_queries):
    client = enter(scene.clerk)
    url = reverse("scoring:my_sheets")
    client.get(url)
    with django_assert_max_num_queries(15) as few:
        client.get(url)
    for _ in range(4):
        rater = factories.make_rater(contest=scene.contest)
        Sheet.objects.bulk_create(
            Sheet(assessment=scene.contest, component=scene.component, rater=rater, entry=entry)
            for entry in scene.contest.entries.all()
        )
    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_the_grid_is_printed_with_room_for_the_raters_signature(scene, enter):
    page = enter(scene.clerk).get(scene.url())
    assert page.context["actions"][0].label == "打印"
    printed = enter(scene.clerk).get(scene.url(), {"print": "1"}).text
    assert "data-print-now" in printed
    assert "评委（签字）：" in printed
