"""工作台, the bell, the search and the list of vacancies."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from cadres.models import Appointment, Person, PostKind
from contests.models import Contest
from contests.panels import ordinal
from contests.services import tally
from core.declare import Searched, declared
from core.values.periods import Period
from tests.html import texts
from tests.scoring import factories

HOME = reverse("dashboards:home")
BELL = reverse("dashboards:bell")
SEARCH = reverse("dashboards:search")
VACANCIES = reverse("cadres:vacancy_list")
MAX_QUERIES = 21


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def main(response) -> str:
    """The page without menu and top bar."""
    return text(response).partition("<main")[2]


def place_of(world, role):
    if role == "village_cadre":
        return world.here.villages[0]
    return world.here.township if role == "township_official" else world.county


def tallied(world, places=None, *, final=True, **fields) -> Contest:
    """A contest of the second quarter with a result: every village full marks, the first one half."""
    contest = world.contest(places, **{"period": Period("quarter", 2026, 2), "raters": [{}], "stages": False, **fields})
    sheets = contest.sheets.all()
    factories.fill(sheets=sheets.filter(entry__number__gt=1))
    factories.fill(sheets=sheets.filter(entry__number=1), points=5)
    for number, total in [(1, 55), *((each, 100) for each in range(2, contest.entries.count() + 1))]:
        sheets.filter(entry__number=number).update(
            status="submitted", total=total, dimension_points=[total, 0, 0, 0], points_line=str(total)
        )
    Contest.objects.filter(pk=contest.pk).update(status="closed")
    [outcome] = tally.tally_contests(Contest.objects.filter(pk=contest.pk))
    assert outcome.version == 1
    if final:
        Contest.objects.filter(pk=contest.pk).update(status="final")
    return contest


# ---------------------------------------------------------------- every role
@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_page_even_with_nothing_in_the_system(world, enter, role):
    page = text(enter(world.user(role, place_of(world, role))).get(HOME))
    assert texts(page, "h1") == ["工作台"]
    assert "2026-09-28 周一" in page


@pytest.mark.parametrize("role", ["department_rater", "system_admin", "auditor"])
def test_nothing_to_do_says_what_to_expect(world, enter, role):
    page = main(enter(world.user(role, world.county)).get(HOME))
    assert "没有待办" in page
    assert texts(page, ".empty")
    assert "从最急的办起" not in page
    assert "季度还剩" not in page  # of contests they see nothing, so their end is none of their days


def test_the_township_sees_what_is_due_and_how_far_the_contest_is(world, enter):
    clerk = world.user("township_official", world.here.township)
    contest = world.contest(raters=[{"name": "杨志远"}])
    page = main(enter(clerk).get(HOME))
    assert any(each.endswith("2026-09-30 前1 件") for each in texts(page, ".todo-group"))
    assert "还剩 2 天" in page
    grid = reverse("scoring:score_grid", args=[contest.pk, world.component.pk, contest.raters.get().pk])
    assert page.count(f'href="{grid}"') == 2  # the row and the primary button
    assert "第三季度比武集中评议中，还剩 <b>2</b> 天" in page
    assert "0/3 份" in page
    assert "差 3 份" in page
    assert texts(page, '[aria-current="step"]')[0].startswith("集中评议")


def test_the_period_chosen_in_the_top_bar_changes_the_progress_and_not_what_is_due(world, enter):
    clerk = world.user("township_official", world.here.township)
    tallied(world)
    world.contest(raters=[{"name": "杨志远"}])
    client = enter(clerk)
    assert "第三季度比武进度" in main(client.get(HOME))
    session = client.session
    session["period"] = "2026Q2"
    session.save()
    page = main(client.get(HOME))
    assert "第二季度比武进度" in page
    assert "录入杨志远的实地观摩评分表" in page


def choose(client, period: str) -> None:
    session = client.session
    session["period"] = period
    session.save()


def test_the_panels_show_the_chosen_quarter_and_no_other(world, enter):
    """Nothing of another quarter stands in for one without a contest or a result."""
    world.contest(raters=[{"name": "杨志远"}])
    tallied(world)
    for role, area in (("township_official", world.here.township), ("county_official", world.county)):
        client = enter(world.user(role, area))
        choose(client, "2026Q1")
        page = main(client.get(HOME))
        assert "第一季度比武" in page
        assert "2026年第一季度还没有计分结果" in page
        assert "第三季度比武进度" not in page
        assert "第三季度比武集中评议" not in page
        choose(client, "2026Q2")
        page = main(client.get(HOME))
        assert "2026年第二季度还没有计分结果" not in page
        assert "第二季度" in page


def test_to_dos_of_one_contest_stand_together_and_trial_runs_are_marked(world, enter):
    clerk = world.user("township_official", world.here.township)
    contest = world.contest(raters=[{"name": "杨志远"}, {"name": "李晓梅"}])
    world.contest(raters=[{"name": "孙建民"}], is_trial=True, name="【演练】试一场", number=4)
    page = main(enter(clerk).get(HOME))
    assert texts(page, ".todo-about > span:first-child") == [str(contest)]
    assert page.index("杨志远") < page.index("李晓梅")
    trial = page[page.rindex("<li", 0, page.index("孙建民")) : page.index("孙建民")]
    assert "演练" in trial


def test_an_administrator_finds_those_who_never_logged_in(world, enter):
    admin = world.user("system_admin", world.county)
    world.user("village_cadre", world.here.villages[0], username="never")
    seen = world.user("village_cadre", world.here.villages[1], username="seen")
    type(seen).objects.exclude(username="never").update(last_login=timezone.now())
    client = enter(admin)
    home = main(client.get(HOME))
    assert "1 个账号开通后还没有登录过" in home
    assert "其中从未登录过" in home
    page = main(client.get(reverse("accounts:user_list"), {"seen": "never"}))
    assert "never" in page
    assert "seen" not in texts(page, "*")
    type(seen).objects.update(last_login=timezone.now())
    assert "在用的账号都登录过" in main(client.get(HOME))


def test_the_county_sees_its_townships(world, enter):
    world.contest(raters=[{"name": "杨志远"}])
    tallied(world)
    page = main(enter(world.user("county_official", world.county)).get(HOME))
    assert "新集镇" in page
    assert "各乡镇第三季度比武" in page
    assert "1/2 个" in page
    assert "杨志远" not in page


def test_the_leading_group_reads_without_being_pressed(world, enter):
    world.contest()
    page = main(enter(world.user("leading_group", world.county)).get(HOME))
    assert "没有待办" in page
    assert "各乡镇第三季度比武" in page


def test_a_township_reads_its_place_in_the_county_where_townships_compete(world, enter):
    scheme = factories.make_scheme(area=world.county, code="towns", subject="township")
    tallied(world, area=world.county, scheme=scheme, villages=[world.here.township, world.there.township])
    page = main(enter(world.user("township_official", world.here.township)).get(HOME))
    assert "全区第 2" in page
    assert "全镇第" not in page
    assert "平均分" not in page  # of one entry among others


def test_village_cadres_see_their_own_village_and_no_other(world, enter):
    village = world.here.villages[0]
    tallied(world)
    secretary = world.user("village_cadre", village)
    world.contest(raters=[{"user": secretary, "area": village}, {"name": "刘建国", "area": world.here.villages[1]}])
    page = text(enter(secretary).get(HOME))
    assert "给参赛村打分：实地观摩" in page
    assert "战斗村" in page
    assert "二季度" in page
    assert "高台镇第三季度比武进度" in page  # whose contest it is: there may be the county's as well
    for other in ("弥陀村", "石科村", "新华村", "刘建国"):
        assert other not in page
    assert not any(each.endswith("份") for each in texts(page, ".prog span"))  # how far others are with their sheets


def test_results_show_the_best_and_the_average(world, enter):
    contest = tallied(world)
    tallied(world, world.there)
    page = main(enter(world.user("township_official", world.here.township)).get(HOME))
    results = page.partition("最近结果")[2]
    assert results.index("弥陀村") < results.index("战斗村")
    assert "全镇平均分" in page
    assert "新华村" not in page
    assert f"source={contest.pk}" in page


def test_villages_without_a_secretary_are_counted_and_listed(world, enter):
    clerk = world.user("township_official", world.here.township)
    led, vacant, _ = world.here.villages
    person = Person.objects.create(name="周建平", sex="1", birth_date=date(1983, 5, 12), area=led)
    post = PostKind.objects.get(code="secretary")
    Appointment.objects.create(person=person, post=post, area=led, valid_from=date(2021, 1, 1))
    client = enter(clerk)
    page = main(client.get(HOME))
    assert "没有书记的村" in page
    assert "2 村" in texts(page, "b")
    listed = main(client.get(VACANCIES))
    assert vacant.short_name in listed
    assert led.short_name not in listed
    assert "新华村" not in listed


def test_raters_who_owe_sheets_are_counted_once_each(world, enter):
    clerk = world.user("township_official", world.here.township)
    world.contest(raters=[{"name": "杨志远"}, {"name": "马晓东"}])
    client = enter(clerk)
    short = main(client.get(HOME)).partition("还缺什么")[2]
    assert "杨志远、马晓东" in short
    assert "2 人" in texts(short, "b")
    url = html.unescape(re.search(r'href="([^"]*/sheets/[^"]*)"', short)[1])
    assert "杨志远" in main(client.get(url))


def test_a_contest_of_a_whole_year_is_called_so():
    assert ordinal(Period("year", 2026)) == "年度"
    assert ordinal(Period("quarter", 2026, 3)) == "第三季度"


def test_what_is_short_is_of_the_chosen_quarter_and_leads_to_that_alone(world, enter):
    contest = world.contest(raters=[{"name": "杨志远"}])
    trial = world.contest(raters=[{"name": "孙建民"}], is_trial=True, name="【演练】试一场", number=2)
    client = enter(world.user("township_official", world.here.township))
    short = main(client.get(HOME)).partition("还缺什么")[2].partition("最近结果")[0]
    assert "第三季度比武：杨志远" in short
    assert "【演练】第二季度比武：孙建民" in short
    for shown, named, other in ((contest, "杨志远", "孙建民"), (trial, "孙建民", "杨志远")):
        url = next(url for url in re.findall(r'href="([^"]*/sheets/[^"]*)"', short) if f"assessment={shown.pk}&" in url)
        page = main(client.get(html.unescape(url))).partition("<tbody")[2]
        assert named in page
        assert other not in page
    choose(client, "2026Q3")
    short = main(client.get(HOME)).partition("还缺什么")[2].partition("最近结果")[0]
    assert "杨志远" in short
    assert "孙建民" not in short


def test_a_village_s_result_is_its_place_in_the_township_and_the_county(world, enter):
    tallied(world)
    tallied(world, world.there)
    page = main(enter(world.user("village_cadre", world.here.villages[0])).get(HOME))
    assert any(re.search("二季度 [0-9.]+ 分，全镇第 3，全区第 4$", each) for each in texts(page, ".who"))
    assert "个乡镇" not in page


def test_a_place_in_the_county_says_of_how_many_townships_it_is(world, enter):
    """One of two townships is tallied: the second will never be, then it still may."""
    tallied(world)
    client = enter(world.user("village_cadre", world.here.villages[0]))
    page = main(client.get(HOME))
    assert re.search("全镇第 3，全区第 3", page)
    assert any(each.endswith("已计分 1/2 个乡镇") for each in texts(page, ".who"))
    world.contest(world.there, period=Period("quarter", 2026, 2), raters=[{}])
    page = main(client.get(HOME))
    assert re.search("全镇第 3，暂列全区第 3", page)
    assert "已计分 1/2 个乡镇，还会变" in page


# ---------------------------------------------------------------- the bell
@pytest.mark.parametrize("role", Role.values)
def test_the_bell_counts_what_the_page_shows(world, enter, role):
    user = world.user(role, place_of(world, role))
    world.contest(raters=[{"name": "杨志远"}, {"user": user}])
    client = enter(user)
    rows = len(texts(client.get(HOME), "li.todo"))
    counted = re.search(r"\d+", " ".join(texts(client.get(BELL), "b")))
    assert (int(counted[0]) if counted else 0) == rows


def test_the_bell_is_cheap_and_no_page(world, enter):
    client = enter(world.user("township_official", world.here.township))
    world.contest(raters=[{}] * 3)
    client.get(BELL)
    with CaptureQueriesContext(connection) as caught:
        bell = text(client.get(BELL))
    assert "<html" not in bell
    assert "hx-swap-oob" in bell
    assert len(caught) <= 9


# ---------------------------------------------------------------- queries
@pytest.mark.parametrize("role", ["township_official", "county_official", "village_cadre"])
def test_more_contests_need_no_more_queries(world, enter, role):
    user = world.user(role, place_of(world, role))
    client = enter(user)

    def queries() -> int:
        client.get(HOME)  # the session notes once a minute that somebody is there
        with CaptureQueriesContext(connection) as caught:
            client.get(HOME)
        return len(caught)

    def contests(year):
        for places in (world.here, world.there):
            other = world.user("village_cadre", places.villages[0], username=f"{places.township}{year}")
            seats = [{}, {"user": user}, {"user": other}]
            world.contest(places, period=Period("quarter", year, 3), raters=seats)
            tallied(world, places, period=Period("quarter", year, 1))

    contests(2026)
    first = queries()
    contests(2025)
    contests(2024)
    assert queries() == first
    assert first <= MAX_QUERIES


# ---------------------------------------------------------------- search
@pytest.fixture
def people(world):
    facts = {"sex": "1", "birth_date": date(1983, 5, 12)}
    here = Person.objects.create(name="周建平", area=world.here.villages[0], **facts)
    there = Person.objects.create(name="周建平", area=world.there.villages[0], **facts)
    return here, there


@pytest.mark.parametrize("typed", ["周建平", "建平", "zjp", "ZJP", "zhoujianping"])
def test_persons_are_found_by_name_and_pinyin_in_scope(world, enter, people, typed):
    here, there = people
    page = main(enter(world.user("township_official", world.here.township)).get(SEARCH, {"q": typed}))
    assert here.get_absolute_url() in page
    assert there.get_absolute_url() not in page


def test_places_and_contests_are_found_in_scope(world, enter):
    world.contest()
    world.contest(world.there)
    client = enter(world.user("township_official", world.here.township))
    assert world.here.villages[0].get_absolute_url() in main(client.get(SEARCH, {"q": "战斗"}))
    assert "没有找到" in main(client.get(SEARCH, {"q": "新华"}))
    page = main(client.get(SEARCH, {"q": "比武"}))
    assert "高台镇2026年第三季度比武" in page
    assert "新集镇" not in page


def test_the_county_finds_what_lies_in_it(world, enter, people):
    page = main(enter(world.user("county_official", world.county)).get(SEARCH, {"q": "zjp"}))
    assert all(person.get_absolute_url() in page for person in people)


def test_a_village_cadre_finds_no_other_village_and_no_other_person(world, enter, people):
    client = enter(world.user("village_cadre", world.here.villages[1]))
    assert "没有找到" in main(client.get(SEARCH, {"q": "战斗"}))
    assert "没有找到" in main(client.get(SEARCH, {"q": "周建平"}))


@pytest.mark.parametrize("role", ["department_rater", "security_admin", "auditor"])
def test_roles_without_business_data_find_none(world, enter, people, role):
    world.contest()
    client = enter(world.user(role, world.county))
    for typed in ("周建平", "战斗", "比武"):
        assert "没有找到" in main(client.get(SEARCH, {"q": typed}))


@pytest.mark.parametrize("role", ["village_cadre", "department_rater", "system_admin", "security_admin", "auditor"])
def test_the_search_is_offered_to_those_who_can_find_something(world, enter, role):
    area = world.here.villages[0] if role == "village_cadre" else world.county
    user = world.user(role, area)
    searched = {each.permission for each in declared(Searched)}
    offered = bool(texts(enter(user).get(HOME), "#top-search"))
    assert offered == any(map(user.has_perm, searched))


def test_administrators_find_accounts(world, enter):
    found = world.user("village_cadre", world.here.villages[0], username="zhou", name="周建平")
    page = main(enter(world.user("system_admin", world.county)).get(SEARCH, {"q": "周"}))
    assert found.get_absolute_url() in page


def test_more_than_twenty_hits_lead_to_the_list(world, enter):
    Person.objects.bulk_create(
        Person(name="张伟", sex="1", birth_date=date(1983, 5, 12), area=world.here.villages[0]) for _ in range(21)
    )
    page = main(enter(world.user("township_official", world.here.township)).get(SEARCH, {"q": "张伟"}))
    assert texts(page, ".short span").count("张伟") == 20
    assert f'href="{reverse("cadres:person_list")}?q=%E5%BC%A0%E4%BC%9F"' in page
    assert "找到 <b>20</b> 条以上" in page


def test_an_empty_search_says_what_can_be_typed(world, enter):
    page = main(enter(world.user("township_official", world.here.township)).get(SEARCH))
    assert "autofocus" in page
    assert "拼音首字母" in page


def test_a_search_is_not_markup(world, enter):
    page = main(enter(world.user("township_official", world.here.township)).get(SEARCH, {"q": "<b>x"}))
    assert "<b>x" not in page


def test_strangers_are_sent_to_the_login(client, db):
    for url in (HOME, BELL, SEARCH, VACANCIES):
        assert client.get(url).status_code == 302
