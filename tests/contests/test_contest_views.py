"""The pages of contests: who reaches them, what they show in each state, what they refuse without losing anything."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from contests import tasks
from contests.models import Contest, Declaration
from contests.services import tally
from contests.services.contests import change_stage_dates
from contests.services.lifecycle import close_scoring, reopen
from core.models import Job, StateChange
from core.values.periods import Period
from scoring.models import BonusItem, Occurrence, RaterGroup, Scheme
from scoring.services import sheets
from scoring.services.codes import make_codes
from tests.html import texts
from tests.names import address
from tests.scoring import factories

LIST = reverse("contests:contest_list")
CREATE = reverse("contests:contest_create")
NOW = Period.of(timezone.localdate())


def url(name: str, row) -> str:
    return address(name, row.pk)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def primary(page: str) -> str:
    """The label of the one primary button of the page head."""
    found = texts(page, ".page-head .btn-primary:not(dialog *)")
    assert len(found) <= 1
    return found[0] if found else ""


@pytest.fixture
def places(db):
    return factories.make_places(villages=3)


@pytest.fixture
def other(places):
    return factories.make_places(villages=2, township="新集镇", number=107)


@pytest.fixture
def scheme(places):
    return factories.make_scheme(area=places.county, components=[{}, {"name": "村支书互评", "group": "peers"}])


@pytest.fixture
def official(places):
    return factories.make_user(username="zhangli", role="township_official", area=places.township, name="张莉")


@pytest.fixture
def login(places):
    def enter(role: str, area, username: str = "") -> Client:
        client = Client()
        client.force_login(factories.make_user(username=username or role, role=role, area=area))
        return client

    return enter


@pytest.fixture
def client(client, official):
    """The official's browser."""
    client.force_login(official)
    return client


@pytest.fixture
def contest(scheme, places):
    """Being scored: one observer and the three secretaries owe nine sheets."""
    raters = [{"name": "王平"}, *({"group": "peers", "area": village} for village in places.villages)]
    return factories.make_contest(
        scheme=scheme, villages=places.villages, area=places.township, raters=raters, period=NOW
    )


def submit_all(contest, user) -> None:
    factories.fill(sheets=contest.sheets.missing(), points="5.0", by=user)
    for rater in contest.raters.all():
        for component in contest.scheme.components.filter(rater_group=rater.group):
            if contest.sheets.missing().filter(rater=rater, component=component).exists():
                sheets.submit(assessment=contest, component=component, rater=rater, user=user)


def tallied(contest, user) -> Contest:
    submit_all(contest, user)
    tally.tally_contest(contest=close_scoring(contest=contest, user=user), user=user)
    return Contest.objects.get(pk=contest.pk)


# ---------------------------------------------------------------- who reaches what
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("county_official", 200),
        ("leading_group", 200),
        ("department_rater", 403),
        ("system_admin", 403),
        ("auditor", 403),
    ],
)
def test_roles_of_the_county(role, status, login, contest, places):
    client = login(role, places.county)
    assert client.get(LIST).status_code == status
    assert client.get(contest.get_absolute_url()).status_code == status
    if role == "leading_group":
        assert client.get(CREATE).status_code == 403
        assert client.post(url("contest_close", contest)).status_code == 403


def test_a_stranger_finds_nothing(login, contest, other):
    client = login("township_official", other.township)
    assert contest.name not in text(client.get(LIST))
    entry, rater = contest.entries.first(), contest.raters.first()
    pages = [
        contest.get_absolute_url(), url("contest_edit", contest), url("stage_edit", contest),
        url("contest_reopen", contest), url("entry_status", entry), url("rater_edit", rater),
        url("sheet_waive", rater), url("sheet_unlock", rater),
    ]  # fmt: skip
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(url("contest_close", contest)).status_code == 404
    assert client.post(url("entry_remove", entry)).status_code == 404
    contest.refresh_from_db()
    assert contest.status == "scoring"


def test_the_county_reads_a_township_contest_and_does_not_run_it(login, contest, places):
    client = login("county_official", places.county)
    page = text(client.get(contest.get_absolute_url()))
    assert "高台社区" in page
    assert primary(page) == ""
    raters = text(client.get(contest.get_absolute_url() + "?tab=raters"))
    assert "王平" in raters  # so that the county can press the township
    assert "/scores/" not in page + raters
    assert client.post(url("contest_close", contest)).status_code == 404
    assert client.get(url("rater_create", contest)).status_code == 404


def test_a_village_cadre_sees_the_own_village_alone(login, contest, places):
    rater = contest.raters.get(area=places.villages[0])
    client = login("village_cadre", places.villages[0], "zhou")
    page = text(client.get(contest.get_absolute_url() + "?tab=changes"))
    assert "高台社区" in page
    assert "东新村" not in page
    assert "王平" not in page
    assert "变更记录" not in page
    assert primary(page) == ""
    rater.user_id = client.session["_auth_user_id"]
    rater.save()
    assert primary(text(client.get(contest.get_absolute_url()))) == "去打分"


# ---------------------------------------------------------------- list
def test_the_list_takes_the_same_queries_for_one_and_three_contests(login, contest, places, scheme):
    client = login("county_official", places.county)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in (108, 109):
        more = factories.make_places(villages=2, township=f"第{number}镇", number=number)
        factories.make_contest(scheme=scheme, villages=more.villages, area=more.township, period=NOW)
    with CaptureQueriesContext(connection) as three:
        page = text(client.get(LIST))
    assert "共 3 场" in page
    assert len(three) == len(one) <= 15


def test_the_list_sorts_by_missing_sheets(login, contest, places, scheme):
    """Three contests that still lack 9, 6 and 0 sheets; two with equally many stand in the usual order."""
    for number, villages in ((108, 2), (109, 1), (110, 2)):
        more = factories.make_places(villages=villages, township=f"第{number}镇", number=number)
        made = factories.make_contest(
            scheme=scheme,
            villages=more.villages,
            area=more.township,
            period=NOW,
            raters=[{"name": name} for name in "甲乙丙"],
        )
        if number == 109:
            made.sheets.update(status="waived", waived_reason="请假")
    client = login("county_official", places.county)

    def missing(sort):
        rows = (row.record for row in client.get(LIST, {"sort": sort}).context["table"].page)
        return [(row.sheets_due - row.sheets_in, row.pk) for row in rows]

    most = missing("-missing")
    assert [count for count, _ in most] == [9, 6, 6, 0]
    assert most[1][1] < most[2][1]
    assert [count for count, _ in missing("missing")] == [0, 6, 6, 9]
    assert 'sort=-missing"' in text(client.get(LIST))


def test_the_list_filters_and_counts(login, contest, places, scheme):
    client = login("county_official", places.county)
    before = factories.make_contest(
        scheme=scheme, villages=places.villages, area=places.township, period=NOW.previous(), name="上一期",
        status="draft",
    )  # fmt: skip
    page = text(client.get(LIST))
    assert "0/9" in page
    assert "9 份" in page
    assert "还剩 2 天" in page
    assert before.name not in page
    assert before.name in text(client.get(LIST, {"period": "all"}))
    assert before.name in text(client.get(LIST, {"period": str(NOW.previous()), "status": "draft"}))
    assert "没有符合筛选条件" in text(client.get(LIST, {"status": "final"}))
    assert contest.name in text(client.get(LIST, {"level": 4, "township": places.township.pk}))
    assert contest.name not in text(client.get(LIST, {"level": 3}))


def test_the_export_has_the_rows_of_the_list(client, contest):
    response = client.get(LIST, {"export": "xlsx"})
    rows = list(openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    row = next(row for row in rows if row[0] == contest.name)
    assert row[1] == "高台镇"
    assert row[2:5] == (NOW.year, "季度", NOW.number)  # numbers that can be sorted and counted with
    assert row[6:10] == (3, 9, 0, 9)
    assert row[-1] == "评分中"


def test_the_printed_list_of_a_tab_is_whole(client, contest, monkeypatch):
    monkeypatch.setattr("contests.views.tabs.ROWS", 2)
    address, names = contest.get_absolute_url(), [entry.name for entry in contest.entries.all()]
    assert len(names) == 3
    shown = client.get(address, {"tab": "entries"})
    assert sum(f">{name}<" in shown.text for name in names) == 2
    assert "这里只印了一页" in shown.text
    printed = client.get(address, {"tab": "entries", "print": "1"}).text
    assert all(f">{name}<" in printed for name in names)
    assert "这里只印了一页" not in printed


def test_an_empty_period_says_so_and_leads_on(client):
    page = text(client.get(LIST))
    assert f"{NOW.label}还没有比武" in page
    assert CREATE in page


# ---------------------------------------------------------------- creating and editing
def form_data(form, **changes) -> dict:
    """What a browser would send of a form as it was shown, but for ``changes``."""
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    return {name: getattr(value, "pk", value) for name, value in data.items()} | changes


def test_creating_with_what_is_proposed(client, scheme, places):
    form = client.get(CREATE).context["form"]
    response = client.post(CREATE, form_data(form, theme="集体增收"))
    contest = Contest.objects.get()
    assert response.url == contest.get_absolute_url() + "?tab=raters"
    assert (contest.name, contest.theme, contest.scheme, contest.period) == (
        f"高台镇{NOW.label}擂台比武", "集体增收", scheme, NOW
    )  # fmt: skip
    assert contest.entries.count() == 3
    assert contest.stages.get(kind__is_scoring=True).ends_on == NOW.end
    again = client.post(CREATE, form_data(form, theme="再来一场"))
    assert f'{NOW.label}已经建过<a href="{contest.get_absolute_url()}">{contest}</a>' in text(again)
    assert "再来一场" in text(again)
    assert Contest.objects.count() == 1
    assert client.post(CREATE, form_data(form, is_trial="on")).status_code == 302  # trial runs do not count
    assert client.post(CREATE, form_data(form, new_series="第二系列")).status_code == 302


def test_what_is_said_of_a_second_contest_is_no_markup(client, scheme):
    form = client.get(CREATE).context["form"]
    client.post(CREATE, form_data(form, name="<b>一</b>场"))
    page = text(client.post(CREATE, form_data(form)))
    assert "&lt;b&gt;一&lt;/b&gt;场</a>" in page
    assert "<b>一</b>" not in page


def test_a_period_without_a_contest_is_proposed_however_many_there_are(client, scheme, places):
    """The list of periods reaches as far as the first free one, which is proposed and taken."""
    period = NOW
    for _ in range(6):
        form = client.get(CREATE).context["form"]
        assert form["period"].value() == str(period)
        data = form_data(form) | {f"sure_year_{scheme.pk}_{period.year}": "on"}
        assert client.post(CREATE, data).status_code == 302
        assert Contest.objects.order_by("-pk").first().period == period
        period = period.next()
    session = client.session
    session["period"] = str(NOW.next())
    session.save()
    assert client.get(CREATE).context["form"]["period"].value() == str(period)


def test_the_next_free_period_and_the_scheme_of_the_last_contest_are_proposed(client, scheme, places):
    last = factories.make_scheme(area=places.township, code="own", name="本镇方案")
    client.post(CREATE, form_data(client.get(CREATE).context["form"], scheme=last.pk))
    assert Contest.objects.get().scheme == last
    form = client.get(CREATE).context["form"]
    assert (form["period"].value(), form["scheme"].value()) == (str(NOW.next()), last.pk)
    assert form["name"].value() == f"高台镇{NOW.next().label}擂台比武"
    Scheme.objects.filter(pk=last.pk).update(status="retired")
    assert client.get(CREATE).context["form"]["scheme"].value() == scheme.pk


def test_a_scheme_of_another_year_is_used_only_knowingly(client, places):
    scheme = factories.make_scheme(area=places.county, year=NOW.year - 1)
    data = form_data(client.get(CREATE).context["form"])
    asked = text(client.post(CREATE, data))
    assert f"这个方案是 {NOW.year - 1} 年度的，比武是 {NOW.year} 年的" in asked
    assert not Contest.objects.exists()
    assert client.post(CREATE, data | {f"sure_year_{scheme.pk}_{NOW.year}": "on"}).status_code == 302
    contest = Contest.objects.get()
    made = StateChange.objects.get(subject="scoring.assessment", subject_id=contest.pk)
    assert made.reason == f"按 {NOW.year - 1} 年度的方案办"


def test_the_edition_for_the_year_is_proposed(client, places):
    scheme = factories.make_scheme(area=places.county, year=NOW.year - 1)
    make = {"scheme": scheme, "villages": places.villages, "area": places.township, "status": "draft", "raters": []}
    factories.make_contest(**make, period=NOW.previous())
    assert client.get(CREATE).context["form"]["scheme"].value() == scheme.pk
    factories.make_scheme(area=places.township, code="zzz", year=NOW.year + 1)
    new = factories.make_scheme(area=places.county, code=scheme.code, year=NOW.year)
    assert client.get(CREATE).context["form"]["scheme"].value() == new.pk


def test_what_is_proposed_is_still_to_come(client, scheme):
    """The running period stands first though the top bar shows one that is over, and no stage begins in the past."""
    session = client.session
    session["period"] = str(NOW.previous().previous())
    session.save()
    today = timezone.localdate()
    form = client.get(CREATE).context["form"]
    assert form["period"].value() == str(NOW)
    (kind, quarters), *others = form.fields["period"].choices
    assert (kind, quarters[0][0], quarters[1][0]) == ("季度", str(NOW), str(NOW.next()))
    assert len(quarters) <= 6
    assert sum(len(periods) for _, periods in others) <= 22
    for period in (NOW, NOW.previous()):
        form = client.get(CREATE, {"period": str(period)}).context["form"]
        begins = [row[1].value() for row in form.stage_rows() if row[1].value()]
        assert begins == sorted(begins)
        assert all(first >= today for first in begins)


def test_another_period_brings_its_dates_and_keeps_a_typed_name(client, scheme):
    month = Period("month", timezone.localdate().year, 12)
    page = text(client.get(CREATE, {"period": str(month), "name": "我的比武"}))
    assert 'value="我的比武"' in page
    assert f'value="{month.end}"' in page
    assert f"高台镇{month.label}擂台比武" in text(client.get(CREATE, {"period": str(month)}))
    assert client.get(CREATE, {"period": "nonsense"}).status_code == 200


def test_a_date_without_its_partner_is_refused_and_nothing_is_lost(client, scheme):
    form = client.get(CREATE).context["form"]
    page = text(client.post(CREATE, form_data(form, ends_review="", theme="不能丢")))
    assert "要么都填，要么都不填" in page
    assert "不能丢" in page
    assert not Contest.objects.exists()


def test_the_county_picks_villages(login, scheme, places, other):
    client = login("county_official", places.county)
    form = client.get(CREATE).context["form"]
    assert form["by_nomination"].value()  # as the county's kind of contest has it
    data = form_data(form, by_nomination="")
    assert "请选择参赛村" in text(client.post(CREATE, data))
    chosen = [other.villages[0].pk, places.villages[2].pk]
    client.post(CREATE, data | {"villages": chosen, "new_series": "年度总评"})
    contest = Contest.objects.get()
    assert set(contest.entries.values_list("area", flat=True)) == set(chosen)
    assert str(contest.series) == "南郑区季度擂台比武"  # no series yet, so none is asked for


def test_two_people_editing_see_each_others_values(client, contest):
    page = url("contest_edit", contest)
    seen = client.get(page).context["form"]["version"].value()
    assert client.post(page, {"name": "甲改的", "theme": "", "version": seen}).status_code == 302
    response = client.post(page, {"name": "乙改的", "theme": "", "version": seen})
    assert response.status_code == 409
    shown = response.content.decode()
    assert "甲改的" in shown
    assert "乙改的" in shown
    contest.refresh_from_db()
    assert contest.name == "甲改的"


def test_dates_changed_meanwhile_are_shown_first(client, contest, official):
    page = url("stage_edit", contest)
    form = client.get(page).context["form"]
    stage = contest.stages.get()
    later = stage.ends_on + timedelta(days=1)
    change_stage_dates(contest=contest, stages=[(stage.kind, stage.starts_on, later)], reason="先改", user=official)
    mine = form_data(form, ends_review=f"{stage.ends_on + timedelta(days=5)}", reason="后改")
    response = client.post(page, mine)
    shown = text(response)
    assert f"{stage.starts_on} 至 {later}" in shown
    assert "后改" in shown
    assert client.post(page, form_data(response.context["form"])).status_code == 302
    assert contest.stages.get().ends_on == stage.ends_on + timedelta(days=5)


# ---------------------------------------------------------------- one contest through its states
def test_a_draft_leads_to_its_raters_then_to_the_opening(client, scheme, places, official):
    contest = factories.make_contest(
        scheme=scheme, villages=places.villages, area=places.township, period=NOW, raters=[], status="draft"
    )
    assert primary(text(client.get(contest.get_absolute_url()))) == "安排评委"
    assert "还没有评委" in text(client.get(contest.get_absolute_url() + "?tab=raters"))
    refused = client.post(url("contest_open", contest), headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "实地观摩：观摩评委还没有可以打分的评委" in refused.content.decode()
    observers = RaterGroup.objects.get(code="observers")
    data = {"group": observers.pk, "name": "王平", "unit": "农业服务中心", "account": 999_999}
    page = text(client.post(url("rater_create", contest), data))
    assert "没有这个可以打分的账号" in page
    assert "农业服务中心" in page
    client.post(url("rater_create", contest), data | {"account": official.pk})
    assert contest.raters.get().user == official
    factories.make_rater(contest=contest, group="peers", area=places.villages[0])
    factories.make_rater(contest=contest, group="peers", area=places.villages[1])
    assert primary(text(client.get(contest.get_absolute_url()))) == "开始评分"
    assert client.post(url("contest_open", contest)).status_code == 302
    contest.refresh_from_db()
    assert (contest.status, contest.sheets.count()) == ("scoring", 7)
    assert client.get(url("entry_order", contest)).status_code == 404


def test_an_account_of_another_county_cannot_rate(client, contest):
    far = factories.make_area(code="610722", name="城固县", level=3)
    stranger = factories.make_user(username="far", role="county_official", area=far)
    rater = contest.raters.get(name="王平")
    page = text(client.post(url("rater_edit", rater), {"name": "王平", "account": stranger.pk}))
    assert "没有这个可以打分的账号" in page


def test_scoring_shows_progress_and_who_is_missing(client, contest, official):
    contest.stages.update(starts_on=timezone.localdate())
    page = text(client.get(contest.get_absolute_url()))
    assert "集中评议中" in page
    assert "<b>0/3</b> 个村已评完" in page
    assert "还剩 <b>2</b> 天" in page
    assert "0/3 份" in page
    assert "差 6 份" in page
    assert "还差谁的评分表" in page
    assert primary(page) == "录入评分表"
    raters = text(client.get(contest.get_absolute_url() + "?tab=raters"))
    observer, component = contest.raters.get(name="王平"), contest.scheme.components.first()
    assert reverse("scoring:score_grid", args=[contest.pk, component.pk, observer.pk]) in raters
    submit_all(contest, official)
    page = text(client.get(contest.get_absolute_url()))
    assert "<b>3/3</b> 个村已评完" in page
    assert primary(page) == "截止评分"


def test_a_tally_that_ends_while_the_page_is_made_is_shown_with_what_comes_next(client, contest, official):
    submit_all(contest, official)
    close_scoring(contest=contest, user=official)
    ended = []

    def end_after_the_contest_is_read(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith('SELECT "scoring_assessment"."id"') and not ended:
            ended.append(True)
            tally.tally_contest(contest=Contest.objects.get(pk=contest.pk), user=official)
            key = tally.contest_tally_key(contest)
            Job.objects.create(task="x", key=key, title="计分", status="done", finished_at=timezone.now())
        return result

    with connection.execute_wrapper(end_after_the_contest_is_read):
        page = text(client.get(contest.get_absolute_url()))
    assert ended
    assert primary(page) != "计分"
    assert primary(page) == primary(text(client.get(contest.get_absolute_url())))


def test_missing_sheets_are_listed_waived_and_the_tally_goes_through_a_job(client, contest, official):
    rater = contest.raters.get(name="王平")
    assert url("sheet_unlock", rater) not in text(client.get(contest.get_absolute_url() + "?tab=raters"))
    assert not client.get(url("sheet_unlock", rater)).context["form"].fields["sheets"].queryset
    client.post(url("contest_close", contest), {"reason": "评委王平请假"})
    page = text(client.get(contest.get_absolute_url()))  # opens on the tally
    assert "观摩评委 1 号 王平 还差 高台社区、东新村、东风村" in page
    assert primary(page) == "处理没交的评分表"
    assert "还差谁的评分表" not in page  # what is missing stands once
    assert any(each.startswith("计分") for each in texts(page, "button[disabled]"))
    refused = client.post(url("contest_tally", contest), follow=True)
    assert "还不能计分" in text(refused)
    assert not Job.objects.exists()
    form = client.get(url("sheet_waive", rater)).context["form"]
    chosen = form["sheets"].value()
    assert len(chosen) == 3
    assert len(client.get(url("sheet_unlock", rater)).context["form"].fields["sheets"].queryset) == 3
    assert 'data-check-all="sheets"' in text(client.get(url("sheet_waive", rater)))
    assert "请写明原因" in text(client.post(url("sheet_waive", rater), {"sheets": chosen, "reason": ""}))
    assert client.post(url("sheet_waive", rater), {"sheets": chosen[:1], "reason": "出差"}).status_code == 302
    assert contest.sheets.filter(status="waived", waived_reason="出差").count() == 1
    client.post(url("sheet_waive", rater), {"sheets": chosen[1:], "reason": "住院"})
    changes = text(client.get(contest.get_absolute_url() + "?tab=changes"))
    assert changes.count("住院") == 1
    assert "东新村等 2 份" in changes
    table = client.get(contest.get_absolute_url() + "?tab=raters").context["table"]
    row = next(row for row in table.rows if row.record == rater)
    assert row.get_cell("sheets_in") == "免评"
    assert strip_tags(row.get_cell("missing")) == "免评"
    reopen(contest=Contest.objects.get(pk=contest.pk), ends_on=timezone.localdate(), reason="补", user=official)
    submit_all(contest, official)
    client.post(url("contest_close", contest))
    component = contest.scheme.components.first()
    problem = f"{component}：只有 0 份评分表，至少要 1 份"
    assert problem in text(client.get(contest.get_absolute_url()))
    waived = contest.sheets.filter(status="waived").values_list("pk", flat=True)
    client.post(url("sheet_unlock", rater), {"sheets": list(waived), "reason": "补评"})
    submit_all(contest, official)
    for _ in range(2):
        client.post(url("contest_tally", contest))
    job = Job.objects.get()
    assert "hx-get" in text(client.get(contest.get_absolute_url() + "?tab=tally"))
    assert tasks.tally_contest(**job.kwargs) == "1 场比武已计分，其中 1 场有新版本"
    contest.refresh_from_db()
    assert contest.status == "tallied"
    page = text(client.get(contest.get_absolute_url() + "?tab=tally"))
    assert contest.tallies.get().digest[:16] not in page
    assert primary(page) == "定稿"


def test_final_and_back_with_a_reason_on_record(client, contest, official):
    contest = tallied(contest, official)
    client.post(url("contest_finalise", contest))
    page = text(client.get(contest.get_absolute_url()))
    assert "已定稿" in page
    assert primary(page) == "看排名"
    assert client.get(url("contest_edit", contest)).status_code == 404
    assert "请写明原因" in text(client.post(url("contest_take_back", contest), follow=True))
    client.post(url("contest_take_back", contest), {"reason": "异议成立"})
    contest.refresh_from_db()
    assert contest.status == "closed"
    changes = text(client.get(contest.get_absolute_url() + "?tab=changes"))
    assert "异议成立" in changes
    assert "已定稿 → 评分已截止" in changes
    client.post(url("contest_reopen", contest), {"ends_on": timezone.localdate(), "reason": "补录"})
    contest.refresh_from_db()
    assert contest.status == "scoring"


def test_reopening_into_the_past_keeps_the_reason(client, contest, official):
    close_scoring(contest=contest, user=official, reason="到期")
    yesterday = timezone.localdate() - timedelta(days=1)
    page = text(client.post(url("contest_reopen", contest), {"ends_on": yesterday, "reason": "网络中断"}))
    assert "不能早于今天" in page
    assert "网络中断" in page


def test_unlocking_a_sheet_of_a_tallied_contest_sends_it_back(client, contest, official):
    contest = tallied(contest, official)
    rater = contest.raters.get(name="王平")
    sheet = rater.sheets.first()
    client.post(url("sheet_unlock", rater), {"sheets": [sheet.pk], "reason": "抄错"})
    contest.refresh_from_db()
    assert contest.status == "closed"
    assert StateChange.objects.filter(subject="scoring.sheet", subject_id=sheet.pk, reason="抄错").exists()
    assert "抄错" in text(client.get(contest.get_absolute_url() + "?tab=changes"))


def test_a_village_is_withdrawn_and_restored(client, contest):
    entry = contest.entries.first()
    page = url("entry_status", entry)
    assert "请写明原因" in text(client.post(page, {"status": "withdrawn"}))
    client.post(page, {"status": "withdrawn", "reason": "洪灾"})
    entry.refresh_from_db()
    assert entry.status == "withdrawn"
    assert "停赛" in text(client.get(contest.get_absolute_url()))
    client.post(page, {"status": "active", "reason": "已恢复"})
    entry.refresh_from_db()
    assert entry.status == "active"


def test_preparing_villages(client, scheme, places):
    contest = factories.make_contest(
        scheme=scheme, villages=places.villages[:2], area=places.township, period=NOW, status="draft"
    )
    assert client.post(url("entry_add", contest), {"villages": [places.villages[2].pk]}).status_code == 302
    first, second, third = contest.entries.all()
    wrong = {f"number_{first.pk}": 1, f"number_{second.pk}": 1, f"number_{third.pk}": 2}
    assert "每个只用一次" in text(client.post(url("entry_order", contest), wrong))
    client.post(url("entry_order", contest), wrong | {f"number_{second.pk}": 3})
    assert list(contest.entries.values_list("pk", flat=True)) == [first.pk, third.pk, second.pk]
    assert client.post(url("entry_draw", contest)).status_code == 302
    client.post(url("entry_remove", first))
    assert sorted(contest.entries.values_list("number", flat=True)) == [1, 2]


def test_villages_added_at_once_are_taken_back_at_once(client, scheme, places):
    first, *others = places.villages
    contest = factories.make_contest(
        scheme=scheme, villages=[first], area=places.township, period=NOW, status="draft"
    )  # fmt: skip
    assert "撤销添加的" not in text(client.get(contest.get_absolute_url()))
    assert "没有可以撤销的添加" in text(client.post(url("additions_undo", contest), follow=True))
    client.post(url("entry_add", contest), {"villages": [each.pk for each in others]})
    assert f"撤销添加的 {len(others)} 个村" in text(client.get(contest.get_absolute_url()))
    written = contest.entries.get(area=others[0])
    Declaration.objects.create(entry=written, measures="已经写了")
    page = text(client.post(url("additions_undo", contest), follow=True))
    assert f"移出 {len(others) - 1} 个，1 个已有申报" in page
    assert list(contest.entries.values_list("area", "number")) == [(first.pk, 1), (others[0].pk, 2)]
    assert "撤销添加的" not in page


def test_raters_added_at_once_are_taken_back_unless_they_hold_a_code(client, scheme, places, official):
    make = {"scheme": scheme, "villages": places.villages, "area": places.township, "status": "draft"}
    factories.make_contest(**make, period=NOW.previous(), raters=[{"name": "甲"}, {"name": "乙"}, {"name": "丙"}])
    contest = factories.make_contest(**make, period=NOW, raters=[])
    client.post(url("rater_copy", contest))
    assert "撤销添加的 3 名评委" in text(client.get(contest.get_absolute_url() + "?tab=raters"))
    make_codes(assessment=contest, raters=[contest.raters.get(name="乙")], hours=1, user=official)
    client.post(url("additions_undo", contest))
    assert [rater.name for rater in contest.raters.all()] == ["乙"]


def test_raters_taken_over_and_removed(client, scheme, places):
    make = {"scheme": scheme, "villages": places.villages, "area": places.township}
    factories.make_contest(**make, period=NOW.previous(), raters=[{"name": "老评委"}], status="draft")
    contest = factories.make_contest(**make, period=NOW, raters=[], status="draft")
    client.post(url("rater_copy", contest))
    rater = contest.raters.get()
    assert rater.name == "老评委"
    page = text(client.post(url("rater_secretaries", contest), {"group": RaterGroup.objects.get(code="peers").pk}))
    assert "没有可编入的书记" in page
    client.post(url("rater_remove", rater))
    assert not contest.raters.exists()


def test_bonuses_only_where_the_scheme_has_them(client, contest, places):
    assert "加扣分" not in text(client.get(contest.get_absolute_url()))
    scheme = factories.make_scheme(area=places.township, status="draft")
    item = BonusItem.objects.create(scheme=scheme, order=1, code="site", name="区级观摩点", points="0.2")
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    own = factories.make_contest(scheme=scheme, villages=places.villages, period=NOW.previous())
    data = {"entry": own.entries.first().pk, "item": item.pk, "case": "设施蔬菜联建", "evidence": ""}
    client.post(url("occurrence_create", own), data)
    occurrence = Occurrence.objects.get()
    page = text(client.get(own.get_absolute_url() + "?tab=bonuses"))
    assert "待核准" in page
    assert "+0.20" in page
    client.post(url("occurrence_approve", occurrence))
    assert "张莉 已核准" in text(client.get(own.get_absolute_url() + "?tab=bonuses"))
    client.post(url("occurrence_revoke", occurrence), {"reason": "重复"})
    assert not Occurrence.objects.exists()


def test_the_page_takes_the_same_queries_whatever_its_size(client, scheme, places, contest, official):
    bigger = factories.make_contest(
        scheme=scheme, villages=factories.make_places(villages=9).villages, area=places.township, period=NOW.previous(),
        raters=[{}] * 6 + [{"group": "peers"}] * 5,
    )  # fmt: skip
    client.get(contest.get_absolute_url())
    for tab in ("entries", "raters", "changes"):
        with CaptureQueriesContext(connection) as small:
            client.get(f"{contest.get_absolute_url()}?tab={tab}")
        with CaptureQueriesContext(connection) as large:
            client.get(f"{bigger.get_absolute_url()}?tab={tab}")
        assert len(large) == len(small) <= 25, tab


# ---------------------------------------------------------------- the county's tally
def test_the_county_tallies_a_period_at_once(login, contest, places, official):
    client = login("county_official", places.county)
    page = reverse("contests:tally_run")
    assert "没有待计分的比武" in text(client.get(page))
    submit_all(contest, official)
    close_scoring(contest=contest, user=official, reason="到期")
    assert "待计分 <b>1</b> 场" in text(client.get(page))
    client.post(page)
    job = Job.objects.get()
    assert job.title == f"南郑区{NOW.label}计分"
    assert str(job) in text(client.get(page))
    assert tasks.tally_county(**job.kwargs) == "1 场比武已计分，其中 1 场有新版本"
    contest.refresh_from_db()
    assert contest.status == "tallied"


def test_a_township_does_not_tally_the_county(client, contest):
    assert client.get(reverse("contests:tally_run")).status_code == 403
