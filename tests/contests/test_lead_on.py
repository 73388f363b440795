"""Every page of a contest's life leads on: one primary action, or one link to the next thing. ux.md Look"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contests.models import Contest, ContestNotice, Declaration, Reminder, StageKind
from contests.services import declarations, notices, tally
from contests.services.contests import create_contest
from contests.services.lifecycle import close_scoring, finalise, open_scoring
from core.errors import TouyanError
from core.models import StateChange
from core.notices.choices import NoticeStatus
from core.values.periods import Period
from scoring.models import Scheme, SchemeNote, Standing
from scoring.services import raters, sheets
from scoring.services.entries import entry_of
from tests.contests.declaring import make as make_declaring
from tests.contests.declaring import written
from tests.html import parsed, texts
from tests.names import address
from tests.scoring import factories
from tests.scoring.prepared import group

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)
TABS = ("entries", "plan", "raters", "tally", "decisions", "bonuses", "changes", "scores")
SHOWN = ":not(:is(dialog, template, [hidden]) *)"


def leads(response) -> list[str]:
    """What a page leads on by: its primary buttons, else its arrows and what an empty list points to."""
    page = parsed(response)
    if primary := texts(page, f"main .btn-primary{SHOWN}"):
        return primary
    arrows = [action.label for action in response.context.get("actions") or () if action.leads_on]
    return arrows or texts(page, f"main .empty > p + a.btn{SHOWN}")


class Walk:
    """Opens pages as everybody who may, and collects those that do not lead on by exactly one thing."""

    def __init__(self, *users):
        self.clients = {}
        for user in users:
            self.clients[user.role] = Client()
            self.clients[user.role].force_login(user)
        self.seen, self.lost = 0, []

    def __call__(self, state: str, *pages: str) -> None:
        for role, client in self.clients.items():
            for page in pages:
                if "?tab=" in page and role != "township_official":
                    continue  # its head is that of the page itself
                response = client.get(page)
                if response.status_code == 200 and response.context:
                    self.seen += 1
                    if len(found := leads(response)) != 1:
                        self.lost.append((state, role, page, found))

    def check(self, at_least: int) -> None:
        assert not self.lost, "\n".join(map(str, self.lost))
        assert self.seen >= at_least

    def primary(self, role: str, page: str) -> str:
        [label] = leads(self.clients[role].get(page))
        return label


def url(name: str, *args) -> str:
    return address(name, *args)


def pages_of(contest: Contest) -> list[str]:
    """The contest's own pages and those of its parts."""
    here = contest.get_absolute_url()
    pages = [here, *(f"{here}?tab={tab}" for tab in TABS), url("chase", contest.pk), url("versions", contest.pk)]
    for rater in contest.raters.filter(Q(seat=1) | Q(user__isnull=False)):
        pages.append(url("rater_detail", rater.pk))
        for component in contest.scheme.components.filter(rater_group=rater.group):
            target = (contest.pk, component.pk, rater.pk)
            pages += [url("score_grid", *target), url("score_phone", *target)]
    pages += [url("standing_detail", row.pk) for row in Standing.objects.filter(tally__assessment=contest)[:1]]
    lists = [url("contest_list"), url("my_sheets"), f"{url('ranking')}?contest={contest.pk}"]
    return [*pages, *lists, reverse("dashboards:home")]


@pytest.fixture
def people(places, official):
    """Everybody who sees a contest of the township: its office, the county, a panel member, a rater, a village."""
    village, county = places.villages[0], places.county
    return {
        user.role: user
        for user in (
            official,
            factories.make_user(username="county", role="county_official", area=county),
            factories.make_user(username="panel", role="leading_group", area=county),
            factories.make_user(username="bureau", role="department_rater", area=county),
            factories.make_user(username="village", role="village_cadre", area=village),
        )
    }


@pytest.fixture
def walk(people):
    return Walk(*people.values())


def staged(period: Period) -> list:
    """Stages around today, with one for the notice."""
    kinds = {kind.code: kind for kind in StageKind.objects.all()}
    return [(kinds["review"], TODAY - 5 * DAY, TODAY + DAY), (kinds["notice"], TODAY + 3 * DAY, TODAY + 9 * DAY)]


def fresh(contest: Contest) -> Contest:
    return Contest.objects.get(pk=contest.pk)


def submit_all(contest: Contest, user) -> None:
    """Everybody hands in: whoever has an account by themselves."""
    factories.fill(sheets=contest.sheets.all(), points="5.0", by=user)
    for rater in contest.raters.all():
        for component in contest.scheme.components.filter(rater_group=rater.group):
            sheets.submit(assessment=contest, component=component, rater=rater, user=rater.user or user)


def test_every_state_of_a_contest_leads_on_for_everybody(walk, create, official, people, places):
    contest = create(period=Period.of(TODAY), stages=staged(Period.of(TODAY)))
    walk("no raters", *pages_of(contest))
    raters.add_rater(assessment=contest, group=group("observers"), name="王平", by=official)
    raters.add_rater(
        assessment=contest, group=group("observers"), name="刘芳", by=official, user_account=people["department_rater"]
    )
    peers = group("peers")
    for at, village in enumerate(places.villages):
        account = people["village_cadre"] if at == 0 else None
        raters.add_rater(
            assessment=contest, group=peers, name=f"{village}书记", area=village, by=official, user_account=account
        )
    walk("ready", *pages_of(contest))
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    walk("scoring", *pages_of(contest))
    submit_all(contest, official)
    walk("all in", *pages_of(contest))
    sheet = contest.sheets.filter(rater__user=None).first()
    sheets.unlock(sheets=[sheet], reason="漏了一格", user=official)
    walk("one opened again", *pages_of(contest))
    contest = close_scoring(contest=fresh(contest), user=official, reason="到期")
    walk("closed with one open", *pages_of(contest))
    sheets.submit(assessment=contest, component=sheet.component, rater=sheet.rater, user=official)
    walk("closed and full", *pages_of(contest))
    tally.tally_contest(contest=fresh(contest), user=official)
    contest = fresh(contest)
    walk("tallied", *pages_of(contest))
    notice = notices.publish_notice(
        contest=contest, user=official, title="公示", text="现予公示。", starts_on=TODAY, ends_on=TODAY + 4 * DAY
    )
    walk("notice", notice.get_absolute_url(), *pages_of(fresh(contest)))
    said = {"person": "刘建国", "contact": "19900000001", "content": "有误", "received_on": TODAY}
    objection = notices.NOTICES.object_to(notice, user=official, **said)
    about = (notice.get_absolute_url(), objection.get_absolute_url())
    walk("objection", *about, *pages_of(fresh(contest)))
    notices.NOTICES.decide(objection, user=official, accepted=False, reply="无误", reason="已核对")
    walk("answered", *about)
    ContestNotice.objects.filter(pk=notice.pk).update(starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    walk("notice over", *about, *pages_of(fresh(contest)))
    finalise(contest=fresh(contest), user=official, on=TODAY)
    assert ContestNotice.objects.get().status == NoticeStatus.DONE
    walk("final", *about, *pages_of(fresh(contest)))
    walk.check(at_least=300)


def test_what_the_next_thing_is(walk, create, official, people, places):
    """The words of the buttons, state by state, where the way was missing or wrong."""
    contest = create(period=Period.of(TODAY), stages=staged(Period.of(TODAY)))
    here = contest.get_absolute_url()
    for code in ("observers", "peers"):
        for name in ("甲", "乙"):
            raters.add_rater(assessment=contest, group=group(code), name=name, by=official)
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    first, _ = contest.scheme.components.order_by("order")
    seats = list(contest.raters.filter(group=first.rater_group).order_by("seat"))
    grids = [url("score_grid", contest.pk, first.pk, rater.pk) for rater in seats]
    assert walk.primary("township_official", grids[0]) == "检查并提交"
    factories.fill(sheets=contest.sheets.all(), points="5", by=official)
    sheets.submit(assessment=contest, component=first, rater=seats[0], user=official)
    office = walk.clients["township_official"]
    assert walk.primary("township_official", grids[0]) == f"下一份：{first} {seats[1]}"
    assert grids[1] in office.get(grids[0]).content.decode()
    contest = close_scoring(contest=fresh(contest), user=official, reason="到期")
    assert walk.primary("township_official", here) == "处理没交的评分表"  # waived, or opened again
    sheets.unlock(sheets=[contest.sheets.filter(component=first, rater=seats[0]).first()], reason="漏", user=official)
    assert walk.primary("township_official", here) == "录入评分表"


def test_closing_with_sheets_missing_wants_a_reason_and_keeps_it(walk, create, official, places):
    contest = create(period=Period.of(TODAY), stages=staged(Period.of(TODAY)))
    for code in ("observers", "peers"):
        raters.add_rater(assessment=contest, group=group(code), name="甲", by=official)
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    page, close = contest.get_absolute_url(), url("contest_close", contest.pk)
    office = walk.clients["township_official"]
    assert parsed(office.get(page)).select('textarea[name=reason][maxlength="500"][required]')
    refused = office.post(close, headers={"HX-Request": "true"})
    assert (refused.status_code, fresh(contest).status) == (422, "scoring")
    assert "截止须写明原因" in refused.content.decode()
    with pytest.raises(TouyanError):
        close_scoring(contest=contest, user=official, reason="  ")
    shown = office.post(close, {"reason": "评委甲住院"}, follow=True).content.decode()
    assert StateChange.objects.get(target="closed").reason == "评委甲住院"
    assert "评委甲住院" in office.get(f"{page}?tab=changes").content.decode()
    assert texts(shown, "main div").count("评分已截止") == 1  # the message; what is missing stands in the page alone
    assert shown.count("还不能计分") == 1


def test_the_next_sheet_is_the_next_one_of_the_home_page(walk, create, official, places):
    """What ends first, then contest by contest, component by component, seat by seat; the skipped ones at last."""
    made = []
    for number, ends_on in ((1, TODAY + 3 * DAY), (2, TODAY + DAY)):
        kinds = {kind.code: kind for kind in StageKind.objects.all()}
        stages = [(kinds["review"], TODAY - 5 * DAY, ends_on)]
        contest = create(period=Period("quarter", 2026, number), name=f"第 {number} 场", stages=stages)
        for code in ("observers", "peers"):
            raters.add_rater(assessment=contest, group=group(code), name=f"{code}{number}", by=official)
        made.append(open_scoring(contest=contest, user=official, on=TODAY))
    office = walk.clients["township_official"]
    home = parsed(office.get(reverse("dashboards:home")))
    listed = list(dict.fromkeys(link["href"] for link in home.select('li.todo a[href*="/scores/"]')))
    assert len(listed) == 4
    assert f"/{made[1].pk}/scores/" in listed[0]  # ends first
    seats = list(made[0].raters.order_by("pk"))
    assert following_of(office, grid_of(made[0], seats[1])) == grid_of(made[0], seats[0])  # round its own contest
    seen = [office.get(url("my_sheets")).context["actions"][-1].url]
    for contest, seat in ((each, seat) for each in (made[1], made[0]) for seat in each.raters.order_by("pk")):
        assert seen[-1] == grid_of(contest, seat)
        sheets.waive(sheets=seat.sheets.all(), reason="请假", user=official)
        seen.append(following_of(office, seen[-1]))
    assert seen[:-1] == listed
    assert seen[-1] == made[0].get_absolute_url()


def grid_of(contest: Contest, rater) -> str:
    component = contest.scheme.components.get(rater_group=rater.group)
    return url("score_grid", contest.pk, component.pk, rater.pk)


def following_of(client: Client, page: str) -> str:
    """Where a grid leads once it takes nothing more."""
    return client.get(page).context["view"].following[1]


def test_all_missing_sheets_are_waived_at_once_with_the_reason_of_the_closing_and_owed_again(
    walk, create, official, places
):
    contest = create(period=Period.of(TODAY), stages=staged(Period.of(TODAY)))
    for code in ("observers", "peers"):
        for name in ("甲", "乙"):
            raters.add_rater(assessment=contest, group=group(code), name=name, by=official)
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    observer = contest.raters.filter(name="甲").first()
    [component] = contest.scheme.components.filter(rater_group=observer.group)
    factories.fill(sheets=observer.sheets.all(), points="5", by=official)
    sheets.submit(assessment=contest, component=component, rater=observer, user=official)
    missing = contest.sheets.missing().count()
    second = contest.raters.filter(name="乙", group=observer.group).get()
    factories.fill(sheets=second.sheets.all(), points="5", by=official)  # and not handed in
    ready = f"其中 {second.sheets.count()} 份已经填满、只是没有提交"
    assert ready in walk.clients["township_official"].get(contest.get_absolute_url()).content.decode()
    close_scoring(contest=fresh(contest), user=official, reason="评委请假 <b>")
    office, tab = walk.clients["township_official"], f"{contest.get_absolute_url()}?tab=raters"
    page = office.get(tab).content.decode()
    assert walk.primary("township_official", tab) == "免评全部没交的"
    assert "评委请假 <b>" in texts(page, "textarea[required]")
    assert f"还差 {missing} 份评分表，补录或免评以后才能计分" in re.sub("</?b>", "", page)
    assert "注意：4 处一份评分表也没有，免评以后不能计分" in page  # of the peers
    assert ready in page
    assert "还差谁的评分表" not in page
    waive, undo = url("sheets_waive", contest.pk), url("sheets_waive_undo", contest.pk)
    refused = office.post(waive, {"reason": " "}, headers={"HX-Request": "true"})
    assert (refused.status_code, contest.sheets.missing().count()) == (422, missing)
    page = office.post(waive, {"reason": "评委请假"}, follow=True).content.decode()
    assert f"已免评 {missing} 份" in page
    assert contest.sheets.filter(status="waived", waived_reason="评委请假").count() == missing
    assert undo in page
    assert "还不能计分，原因在“计分”一栏" in page
    page = office.post(undo, follow=True).content.decode()
    assert f"已撤销，{missing} 份评分表恢复为没交" in page
    assert set(contest.sheets.missing().values_list("waived_reason", "unlocked_at")) == {("", None)}
    assert contest.sheets.missing().count() == missing
    assert undo not in page
    assert "没有可以撤销的免评" in office.post(undo, follow=True).content.decode()
    assert walk.clients["county_official"].post(waive, {"reason": "x"}).status_code == 404  # not its contest


def test_closing_with_all_sheets_in_asks_nothing(walk, create, official, places):
    contest = create(period=Period.of(TODAY), stages=staged(Period.of(TODAY)))
    for code in ("observers", "peers"):
        raters.add_rater(assessment=contest, group=group(code), name="甲", by=official)
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    submit_all(contest, official)
    office = walk.clients["township_official"]
    assert 'name="reason"' not in office.get(contest.get_absolute_url()).content.decode()
    office.post(url("contest_close", contest.pk))
    assert fresh(contest).status == "closed"


def test_every_state_of_a_scheme_leads_on(walk, places):
    own = factories.make_scheme(area=places.township, code="own", name="本镇方案", status="draft")
    SchemeNote.objects.create(scheme=own, path="decimals", is_unset=True)
    pages = [own.get_absolute_url(), url("scheme_list"), url("scheme_edit", own.pk), url("scheme_copy", own.pk)]
    walk("open values", *pages)
    assert walk.primary("township_official", pages[0]) == "编辑"
    SchemeNote.objects.all().delete()
    walk("draft", *pages)
    for status, label in (("in_use", "用它新建比武"), ("retired", "重新启用")):
        Scheme.objects.filter(pk=own.pk).update(status=status)
        walk(status, *pages)
        assert walk.primary("township_official", pages[0]) == label
    walk.check(at_least=20)


def test_a_scheme_in_use_leads_to_a_contest_with_it(walk, scheme, places):
    own = factories.make_scheme(area=places.township, code="own", name="本镇方案")
    office = walk.clients["township_official"]
    page = office.get(own.get_absolute_url())
    [create] = [action.url for action in page.context["actions"] if action.label == "用它新建比武"]
    assert office.get(create).context["form"]["scheme"].value() == str(own.pk)
    county = factories.make_scheme(area=places.county, code="c", name="别的方案")
    assert walk.primary("township_official", county.get_absolute_url()) == "用它新建比武"
    assert office.get(f"{url('contest_create')}?scheme=x").status_code == 200


def test_every_state_of_a_declaration_leads_on(walk, scheme, places, people, official):
    county = people["county_official"]
    contest = make_declaring(places, scheme, county)
    walk("not announced", *pages_of(contest))
    contest = declarations.announce(contest=contest, user=county, today=TODAY)
    walk("announced", *pages_of(contest), url("declaration_list"), url("nominate", contest.pk))
    made = [
        declarations.nominate(
            contest=contest, township=places.township, user=official, today=TODAY,
            entry=entry_of(village),
        )
        for village in places.villages[:2]
    ]  # fmt: skip
    pages = [row.get_absolute_url() for row in made]
    walk("nominated", *pages, url("declaration_edit", made[0].pk))
    assert walk.primary("township_official", pages[0]) == "填写"  # it lacks what is asked
    for row in made:
        written(Declaration.objects.get(pk=row.pk), official)
    assert walk.primary("township_official", pages[0]) == "提交"
    declarations.DECLARATIONS.submit(Declaration.objects.get(pk=made[0].pk), user=official, today=TODAY)
    walk("handed in", *pages)
    assert walk.primary("township_official", pages[0]) == "下一份要填的"
    assert walk.primary("county_official", pages[0]) == "核准"
    declarations.DECLARATIONS.submit(Declaration.objects.get(pk=made[1].pk), user=official, today=TODAY)
    declarations.DECLARATIONS.approve(Declaration.objects.get(pk=made[0].pk), user=county)
    walk("approved", *pages)
    assert walk.primary("county_official", pages[0]) == "下一份待核准"
    declarations.DECLARATIONS.give_back(Declaration.objects.get(pk=made[1].pk), reason="补材料", user=county)
    walk("returned", *pages)
    walk.check(at_least=60)


def test_an_import_leads_on(walk, create, official, places):
    contest = create()
    for code in ("observers", "peers"):
        raters.add_rater(assessment=contest, group=group(code), name="甲", by=official)
    contest = open_scoring(contest=contest, user=official, on=TODAY)
    component = contest.scheme.components.order_by("order").first()
    target = (contest.pk, component.pk, contest.raters.get(group=component.rater_group).pk)
    office = walk.clients["township_official"]
    book = b"".join(office.get(url("score_workbook", *target)).streaming_content)
    answer = office.post(url("score_import", *target), {"file": SimpleUploadedFile("表.xlsx", book)})
    assert answer.status_code == 200  # nothing filled in: the form says so and stays
    assert leads(answer) == ["上传并预览"]


# ---------------------------------------------------------------- the county presses its townships
def test_the_county_reminds_all_late_townships_at_once(walk, scheme, places, official, people):
    other = factories.make_places(villages=2, township="新集镇", number=107)
    neighbour = factories.make_user(username="xinji", role="township_official", area=other.township)
    now = Period.of(TODAY)
    for each in (places, other):
        factories.make_contest(
            scheme=scheme, villages=each.villages, area=each.township, period=now, ends_in=-1,
            raters=[{"name": "甲"}, {"name": "乙", "user": people["village_cadre"], "group": "peers"}]
            if each is places else [{"name": "甲"}],
        )  # fmt: skip
    factories.make_contest(  # not late: a week and more is left
        scheme=scheme, villages=places.villages, area=places.township, period=now.next(), ends_in=20, name="不急的",
    )  # fmt: skip
    county = walk.clients["county_official"]
    page = county.get(f"{url('contest_list')}?status=scoring")
    assert leads(page) == ["催办 2 个乡镇"]
    [action] = [action for action in page.context["actions"] if action.primary]
    assert county.post(action.url, follow=True).status_code == 200
    told = Reminder.objects.values_list("user__username", flat=True)
    assert sorted(told) == sorted([official.username, neighbour.username, people["village_cadre"].username])
    bell = walk.clients["township_official"].get(reverse("dashboards:bell")).content.decode()
    assert "催办" in bell
    assert "评分表还没有交齐" in bell
    again = county.post(action.url, follow=True).content.decode()
    assert "今天都已经提醒过" in again
    assert Reminder.objects.count() == 3
    only = county.post(f"{url('contest_list')}?township={other.township.pk}", follow=True)
    assert only.status_code == 200
    assert walk.clients["township_official"].post(url("contest_list")).status_code == 302
    assert Reminder.objects.count() == 3
    contest = Contest.objects.filter(area=places.township).exclude(name="不急的").get()
    close_scoring(contest=contest, user=official, reason="到期")
    assert "催办" not in walk.clients["township_official"].get(reverse("dashboards:bell")).content.decode()


def test_the_county_reminds_townships_that_have_no_contest_yet(walk, scheme, places, official, people):
    """Of the running period, each official once a day; who makes one is not reminded any more."""
    now, county = Period.of(TODAY), walk.clients["county_official"]
    office = walk.clients["township_official"]
    page = county.get(f"{url('contest_list')}?period={now}")
    assert leads(page) == ["催办 1 个乡镇"]
    assert "<b>1</b> 个乡镇还没有建" in page.content.decode()
    for elsewhere in (
        f"period={now.previous()}",
        "period=all",
        f"period={now}&status=scoring",
        f"period={now}&level=3",
    ):
        assert "催办" not in "".join(leads(county.get(f"{url('contest_list')}?{elsewhere}"))), elsewhere
    here = f"{url('contest_list')}?period={now}"
    assert "已提醒 1 人" in county.post(here, follow=True).content.decode()
    assert "今天都已经提醒过" in county.post(here, follow=True).content.decode()
    reminder = Reminder.objects.get()
    assert (reminder.user, reminder.contest, reminder.area) == (official, None, places.township)
    bell = office.get(reverse("dashboards:bell")).content.decode()
    assert f"催办：{places.township}还没有建{now.label}比武，请尽快创建" in bell
    assert f'href="{url("contest_create")}">去创建' in bell
    assert Client().get(here).status_code == 302
    assert walk.clients["village_cadre"].post(url("reminder_seen", reminder.pk)).status_code == 404
    create_contest(
        area=places.township, scheme=scheme, name="镇赛", period=now, stages=staged(now), user=official, kind=None
    )
    assert "催办" not in office.get(reverse("dashboards:bell")).content.decode()
    assert not county.get(here).context["view"].without
