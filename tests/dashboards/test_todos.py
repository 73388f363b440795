"""What is due for whom."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from contests.reads.progress import contest_tally_key
from contests.todos import MAX_ROWS
from core.data.lifecycle import record
from core.models import AccessRecord, Job
from core.pages.home import Desk, Todo
from core.values.periods import Period
from dashboards.todos import todos_of
from scoring.models import SchemeNote, Sheet
from tests.dashboards.conftest import TODAY
from tests.scoring import factories


def due(user) -> list[Todo]:
    return todos_of(Desk(user, TODAY, Period.of(TODAY)))


def grid_url(contest, rater, component) -> str:
    return reverse("scoring:score_grid", args=[contest.pk, component.pk, rater.pk])


@pytest.fixture
def clerk(world):
    return world.user("township_official", world.here.township)


@pytest.fixture
def organiser(world):
    return world.user("county_official", world.county)


def texts(user) -> list[str]:
    return [todo.text for todo in due(user)]


# ---------------------------------------------------------------- score sheets
def test_the_office_enters_the_sheets_of_raters_without_an_account(world, clerk):
    contest = world.contest(raters=[{"name": "杨志远"}])
    rater = contest.raters.get()
    factories.fill(sheets=Sheet.objects.filter(entry__number__lte=2))
    [todo] = due(clerk)
    assert todo.text == "录入杨志远的实地观摩评分表"
    assert todo.facts.startswith("已填 22/33 格")
    assert (todo.due, todo.verb) == (date(2026, 9, 30), "去录入")
    assert todo.url == grid_url(contest, rater, world.component)


def test_a_full_sheet_that_is_not_submitted_says_so(world, clerk):
    world.contest(raters=[{"name": "杨志远"}])
    factories.fill(sheets=Sheet.objects.all())
    assert "已填满，还没提交" in due(clerk)[0].facts


def test_many_raters_without_an_account_share_a_row(world, clerk):
    contest = world.contest(raters=[{}] * (MAX_ROWS + 1))
    [todo] = due(clerk)
    assert todo.text == f"录入实地观摩评分表：{MAX_ROWS + 1} 位评委没有账号"
    assert todo.url == f"{contest.get_absolute_url()}?tab=raters"


@pytest.mark.parametrize(("ends_in", "chased"), [(7, True), (8, False)])
def test_raters_with_accounts_are_reminded_in_the_last_week(world, clerk, ends_in, chased):
    seats = [{"user": world.user("village_cadre", area), "area": area} for area in world.here.villages]
    world.contest(raters=seats, ends_in=ends_in, stages=False)
    todos = due(clerk)
    assert [todo.verb for todo in todos] == (["去催收"] if chased else [])
    if chased:
        assert todos[0].text == "催收实地观摩：战斗村、弥陀村等 3 个未交齐"
        assert "战斗村还有 2 份，弥陀村还有 2 份" in todos[0].facts


def test_a_rater_fills_in_the_own_sheets_only(world):
    village, other = world.here.villages[0], world.here.villages[1]
    secretary = world.user("village_cadre", village)
    contest = world.contest(
        raters=[{"user": secretary, "area": village}, {"name": "刘建国", "area": other}, {"name": "马晓东"}]
    )
    [todo] = due(secretary)
    assert (todo.text, todo.verb) == ("给参赛村打分：实地观摩", "去打分")
    assert todo.facts.startswith("已填 0/22 格")
    assert todo.url == grid_url(contest, contest.raters.get(user=secretary), world.component)


@pytest.mark.parametrize(("role", "place"), [("department_rater", "county"), ("leading_group", "county")])
def test_raters_of_the_county_have_their_seats_in_a_township(world, role, place):
    rater = world.user(role, getattr(world, place))
    world.contest(raters=[{"user": rater}, {}])
    assert [todo.verb for todo in due(rater)] == ["去打分"]


def test_what_is_submitted_or_waived_is_no_longer_due(world):
    rater = world.user("department_rater", world.county)
    world.contest(raters=[{"user": rater}])
    Sheet.objects.filter(entry__number=1).update(status="waived")
    Sheet.objects.filter(entry__number__gt=1).update(status="submitted", total=80)
    assert due(rater) == []


def test_an_unlocked_sheet_waits_after_the_deadline(world, clerk):
    contest = world.contest(raters=[{"name": "杨志远"}, {}], status="closed", ends_in=-1)
    unlocked = Sheet.objects.filter(rater__name="杨志远", entry__number=1)
    unlocked.update(unlocked_at="2026-09-28T08:00+08:00")
    entering = [todo for todo in due(clerk) if todo.verb == "去录入"]
    assert len(entering) == 1
    assert "已开锁 1 份" in entering[0].facts
    assert entering[0].due == date(2026, 10, 8)
    assert contest.status == "closed"


# ---------------------------------------------------------------- steps of a contest
@pytest.mark.parametrize(
    ("status", "verb", "day"),
    [
        ("draft", "去准备", date(2026, 9, 23)),
        ("closed", "去计分", date(2026, 10, 8)),
        ("tallied", "去公示", date(2026, 10, 15)),
    ],
)
def test_the_next_step_of_the_own_contest(world, clerk, status, verb, day):
    contest = world.contest(status=status, raters=[])
    [todo] = due(clerk)
    assert (todo.verb, todo.due) == (verb, day)
    assert todo.url.startswith(contest.get_absolute_url())


def test_a_closed_contest_says_how_many_sheets_are_missing(world, clerk):
    world.contest(status="closed")
    [todo] = due(clerk)
    assert todo.text.startswith("补齐评分表后计分")
    assert "还差 3 份" in todo.facts


def test_scoring_past_its_last_day_is_to_be_closed(world, clerk):
    world.contest(ends_in=-3, stages=False)
    closing = [todo for todo in due(clerk) if todo.verb == "去截止"]
    assert [todo.due for todo in closing] == [date(2026, 9, 25)]


def test_a_final_contest_asks_for_nothing(world, clerk):
    world.contest(status="final")
    assert due(clerk) == []


def test_a_township_without_a_contest_this_quarter_is_told(world, clerk):
    world.contest(status="final", period=Period("quarter", 2026, 2))
    [todo] = due(clerk)
    assert (todo.text, todo.verb, todo.due) == ("创建2026年第三季度比武", "去创建", date(2026, 9, 30))


def test_a_failed_tally_leads_back_to_the_contest(world, clerk):
    contest = world.contest(status="closed", raters=[])
    job = {"task": "contests.tasks.tally_contest", "key": contest_tally_key(contest), "title": f"{contest}计分"}
    Job.objects.create(**job, status="failed", error="系统出错", kwargs={"contest_id": contest.pk})
    failed = [todo for todo in due(clerk) if todo.verb == "去处理"]
    assert [todo.url for todo in failed] == [f"{contest.get_absolute_url()}?tab=tally"]
    Job.objects.create(**job, status="done", kwargs={"contest_id": contest.pk})
    assert "去处理" not in [todo.verb for todo in due(clerk)]


def test_schemes_with_unset_values(world, clerk):
    world.contest(status="final")
    scheme = factories.make_scheme(area=world.here.township, status="draft", code="own")
    SchemeNote.objects.create(scheme=scheme, path="components.c1.weight", is_unset=True)
    SchemeNote.objects.create(scheme=scheme, path="components.c1.drop_high", is_unset=True, confirmed_by=clerk)
    [todo] = due(clerk)
    assert "须由本地设定 1 处" in todo.facts
    assert todo.url == reverse("scoring:scheme_edit", args=[scheme.pk])


def test_another_township_s_work_is_not_the_own(world, clerk):
    world.contest(status="final")
    world.contest(world.there, raters=[{"name": "外镇评委"}], ends_in=-3)
    assert due(clerk) == []


# ---------------------------------------------------------------- the county
def test_the_county_sees_which_townships_have_no_contest(world, organiser):
    world.contest(status="final")
    [todo] = due(organiser)
    assert todo.text == "1 个乡镇还没有建2026年第三季度比武"
    assert todo.facts == "新集镇"
    assert "period=2026Q3" in todo.url


def test_the_county_sees_who_has_not_closed_tallied_or_finalised(world, organiser):
    world.contest(status="tallied")
    world.contest(world.there, status="closed")
    found = {todo.text: todo for todo in due(organiser)}
    assert set(found) == {
        "1 个乡镇2026年第三季度比武已截止，还没有计分", "1 个乡镇2026年第三季度比武已计分，还没有定稿",
    }  # fmt: skip
    closed = found["1 个乡镇2026年第三季度比武已截止，还没有计分"]
    assert (closed.facts, closed.due) == ("新集镇", date(2026, 10, 8))
    assert "status=closed" in closed.url


def test_the_county_presses_for_missing_sheets_in_the_last_week(world, organiser):
    for places in (world.here, world.there):
        world.contest(places)
    [todo] = due(organiser)
    assert todo.text == "2 个乡镇2026年第三季度比武评分表未交齐"
    assert todo.facts == "还差 5 份评分表 · 高台镇、新集镇"


def test_the_county_runs_its_own_contest_too(world, organiser):
    for places in (world.here, world.there):
        world.contest(places, status="final")
    world.contest(area=world.county, raters=[{"name": "领导"}])
    assert texts(organiser) == ["录入领导的实地观摩评分表"]


def test_the_county_does_not_press_the_city(world, organiser):
    city = factories.make_area(code="6107", name="汉中市", level=2)
    for places in (world.here, world.there):
        world.contest(places, status="final")
    world.contest(area=city, status="closed")
    assert due(organiser) == []


def test_the_leading_group_presses_nobody(world):
    leader = world.user("leading_group", world.county)
    world.contest(status="closed")
    assert due(leader) == []


# ---------------------------------------------------------------- administrators, auditor
def test_administrators_see_the_accounts_they_can_mend(world):
    admin = world.user("system_admin", world.county)
    security = world.user("security_admin", world.county)
    users = type(admin).objects
    users.update(last_login=timezone.now())
    reset = world.user("village_cadre", world.here.villages[0], username="reset")
    users.filter(pk=reset.pk).update(must_change_password=True, last_login=timezone.now())  # has been here before
    assert texts(admin) == []
    world.user("village_cadre", world.here.villages[0], username="new")
    users.create(username="nobody", name="无角色")
    users.create(username="gone", name="已停用", is_active=False)
    far = factories.make_area(code="610722", name="城固县", level=3)
    factories.make_user(username="far", role="county_official", area=far)
    [todo] = due(admin)
    assert todo.text == "2 个账号开通后还没有登录过"  # whatever else their state is; not the closed, not others'
    assert todo.facts.startswith("new、无角色 ·")
    assert todo.url.endswith("?seen=never")
    assert texts(security) == ["1 个账号没有角色，登录后看不到任何内容"]


def test_the_auditor_sees_what_changed_since_yesterday(world, clerk, monkeypatch):
    auditor = world.user("auditor", world.county)
    assert due(auditor) == []
    for day in (26, 27, 28):
        noon = datetime(2026, 9, day, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda noon=noon: noon)
        record(world.contest(period=Period("month", 2026, day - 20), status="final"), "", "draft", user=clerk)
    [todo] = due(auditor)
    assert (todo.text, todo.facts) == ("查看昨天以来的 2 条变更", "1 人操作")
    assert todo.url == f"{reverse('core:audit_list')}?at_min=2026-09-27"


def test_the_auditor_is_told_of_passwords_guessed_at(world, monkeypatch):
    auditor = world.user("auditor", world.county)
    for day in (26, 27, 28):
        noon = datetime(2026, 9, day, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda noon=noon: noon)
        for action in ("failed", "delayed"):
            AccessRecord.objects.create(action=action, address="10.0.0.1")
    [todo] = due(auditor)
    assert todo.text == "查看昨天以来的 2 次连续输错"
    assert todo.url == f"{reverse('core:access_list')}?action=delayed&at_min=2026-09-27"
