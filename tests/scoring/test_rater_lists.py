"""Raters as a pasted list, taken over from before, and found without knowing their user name by heart. C5"""

from datetime import date

import pytest
from django.urls import reverse

from core.errors import TouyanError
from core.values.periods import Period
from scoring.models import Rater, RaterGroup
from scoring.services.rater_lists import add_raters, read_lines
from scoring.services.raters import add_rater, add_secretaries, last_with_raters
from tests.html import parsed, texts
from tests.scoring import factories
from tests.scoring.prepared import Q3, group, make_secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(create):
    return create()


def read(contest, official, text: str):
    return read_lines(assessment=contest, group=group("observers"), text=text, user=official)


def said(contest, official, text: str) -> list[tuple[str, str]]:
    return [(line.name, line.unit) for line in read(contest, official, text)]


# ---------------------------------------------------------------- reading
@pytest.mark.parametrize(
    "text",
    [
        "杨志远\t农业服务中心\t主任\t13900000001\n李晓梅\t妇联\t主席\t13900000002",
        "姓名\t单位\t职务\t联系电话\n杨志远\t农业服务中心\t主任\t13900000001\n\n李晓梅\t妇联\t主席\t",
        "序号\t单位\t姓名\t电话\t职务\n1\t农业服务中心\t杨志远\t13900000001\t主任\n2\t妇联\t李 晓梅\t\t主席",
        "1. 杨志远 农业服务中心 主任 13900000001\n2、李晓梅，妇联，主席",
        "1\t杨志远\t农业服务中心\t主任\r\n2\t李晓梅\t妇联\t主席\r\n",
        "姓名：杨志远；农业服务中心；主任；电话：13900000001\n李晓梅　妇联　主席　0916-5551234",
        "姓名 单位 职务\n（1）杨志远 农业服务中心 主任\n（2）李晓梅 妇联 主席",
    ],
)
def test_lines_from_workbooks_and_chats_are_read_alike(contest, official, text):
    assert said(contest, official, text) == [("杨志远", "农业服务中心主任"), ("李晓梅", "妇联主席")]


def test_what_is_wrong_is_named_by_its_line(contest, official):
    add_rater(assessment=contest, group=group("observers"), name="王平", unit="供销社", by=official)
    lines = read(
        contest, official,
        "杨志远 农业服务中心\n\n13900000001\n杨志远 农业服务中心\n王平 供销社\n杨志远 妇联\n"
        f"{'长' * 41}\n孙建民 {'长' * 61}",
    )  # fmt: skip
    assert [(line.number, line.problem) for line in lines] == [
        (1, ""),
        (3, "没有姓名"),
        (4, "与第 1 行重复"),
        (5, "与观摩评委 1 号重复"),
        (6, ""),  # another person of the same name
        (7, "姓名最多 40 个字"),
        (8, "单位和职务合起来最多 60 个字"),
    ]


def test_two_of_one_name_are_two_persons_only_with_a_unit_each(contest, official):
    add_rater(assessment=contest, group=group("observers"), name="王平", unit="供销社", by=official)
    add_rater(assessment=contest, group=group("observers"), name="古丽·测试", by=official)
    lines = read(contest, official, "王平\n古丽•测试 妇联\n王平 妇联\n李晓梅\n李晓梅 妇联\n⽂测 妇联\n文测 妇联")
    assert [(line.name, line.problem) for line in lines] == [
        ("王平", "观摩评委 1 号也叫王平，是另一个人的，两处都请写上单位"),
        ("古丽·测试", "观摩评委 2 号也叫古丽·测试，是另一个人的，两处都请写上单位"),
        ("王平", ""),
        ("李晓梅", ""),
        ("李晓梅", "第 4 行也叫李晓梅，是另一个人的，两处都请写上单位"),
        ("文测", ""),
        ("文测", "与第 6 行重复"),
    ]


def test_markup_is_no_name(contest, official):
    [line] = read(contest, official, "<b>王平 供销社")
    assert line.problem == "姓名里不能有“<”，请只写姓名"
    [line] = read(contest, official, "王{平 供销社")
    assert line.problem == "姓名里不能有“{”，请只写姓名"


def test_the_form_asks_before_the_same_name_is_seated_again(client, contest, official):
    first = add_rater(assessment=contest, group=group("observers"), name="古丽·测试", unit="供销社", by=official)
    client.force_login(official)
    page = reverse("scoring:rater_create", args=[contest.pk])
    given = {"group": first.group_id, "name": "古丽•测试", "unit": "妇联"}
    asked = client.post(page, given)
    assert "观摩评委里已有古丽·测试（1 号，供销社）" in asked.content.decode()
    assert contest.raters.count() == 1
    assert client.post(page, given | {f"sure_other_{first.pk}": "on"}).status_code == 302
    assert list(contest.raters.values_list("seat", "unit")) == [(1, "供销社"), (2, "妇联")]


def test_the_form_asks_before_a_seat_is_renamed_or_handed_to_a_name_of_the_group(client, contest, official):
    add_rater(assessment=contest, group=group("observers"), name="王平", by=official)
    other = add_rater(assessment=contest, group=group("observers"), name="李晓梅", by=official)
    client.force_login(official)
    for page, more in (("rater_edit", {}), ("rater_substitute", {"from_on": "2026-09-01", "reason": "住院"})):
        asked = client.post(reverse(f"scoring:{page}", args=[other.pk]), {"name": "王 平", "unit": ""} | more)
        assert "观摩评委里已有王平（1 号）" in asked.content.decode(), page
    kept = client.post(reverse("scoring:rater_edit", args=[other.pk]), {"name": "李晓梅", "unit": "妇联"})
    assert kept.status_code == 302  # her own name is not asked about


def test_a_secretary_with_a_seat_is_not_seated_again(contest, official, places):
    village = places.villages[0]
    account = factories.make_user(username="shuji", role="village_cadre", area=village, name="周建平")
    make_secretary(village, "周建平", user=account)
    add_rater(assessment=contest, group=group("observers"), name="周建平", user_account=account, by=official)
    assert contest.entries.filter(area=village).exists()
    assert add_secretaries(assessment=contest, group=group("observers"), on=date(2026, 9, 1)) == 0


def test_a_telephone_number_finds_the_account_of_the_own_county_alone(contest, official, places):
    far = factories.make_area(code="610722", name="城固县", level=3)
    for name, area, phone in (("yang", places.villages[0], "13900000001"), ("far", far, "13900000002")):
        account = factories.make_user(
            username=name, role="village_cadre" if name == "yang" else "department_rater", area=area
        )
        account.phone = phone
        account.save()
    lines = read(contest, official, "杨志远 139-0000-0001\n远方 13900000002\n无号 13900000003")
    assert [line.account and line.account.username for line in lines] == ["yang", None, None]
    [first, *_] = add_raters(assessment=contest, group=group("observers"), lines=lines, by=official)
    assert (first.user.username, first.seat) == ("yang", 1)
    again = read(contest, official, "杨老师 13900000001")
    assert again[0].problem == "这个电话的账号已是观摩评委 杨志远（1号）"


def test_all_are_added_or_none(contest, official):
    lines = read(contest, official, "杨志远\n李晓梅")
    with pytest.raises(TouyanError):
        add_raters(assessment=contest, group=RaterGroup.objects.get(code="leaders"), lines=lines, by=official)
    assert not Rater.objects.exists()


# ---------------------------------------------------------------- the page
def test_a_list_is_previewed_and_then_added_as_previewed(client, contest, official):
    client.force_login(official)
    page, observers = reverse("scoring:raters_paste", args=[contest.pk]), group("observers")
    data = {"group": observers.pk, "lines": "杨志远 农业服务中心\n杨志远 农业服务中心\n李晓梅 妇联"}
    shown = client.post(page, data)
    assert not Rater.objects.exists()
    text = shown.content.decode()
    assert "与第 1 行重复" in text
    assert "只添加没有错误的 2 名" in text
    assert texts(text, ".btn-primary") == ["改好后重新预览"]  # all or nothing
    seen = parsed(text).select_one("[name=seen]")["value"]
    client.post(page, data | {"seen": seen, "lines": "别的人"})
    assert not Rater.objects.exists()  # another list than the one shown
    done = client.post(page, data | {"seen": seen}, follow=True)
    assert "已添加 2 名评委" in done.content.decode()
    assert list(contest.raters.values_list("seat", "name", "unit")) == [
        (1, "杨志远", "农业服务中心"), (2, "李晓梅", "妇联"),
    ]  # fmt: skip
    assert "没有读到名单" in client.post(page, data | {"lines": "姓名 单位\n"}).content.decode()


def test_an_account_is_taken_by_name_and_unit_where_just_one_has_them(client, contest, official, places):
    for username, name, unit in (
        ("nongyeju", "王秀英", "区农业农村局"), ("caizhengju", "王秀英", "区财政局"),
        ("a", "李明", "水利局"), ("b", "李明", "水利局"),
    ):  # fmt: skip
        factories.make_user(username=username, role="department_rater", area=places.county, name=name, unit=unit)
    text = "王秀英 区农业农村局副局长\n李明 水利局\n王秀英 乡村振兴局\n王秀英"
    rows = read_lines(assessment=contest, group=group("observers"), text=text, user=official)
    assert [row.account and row.account.username for row in rows] == ["nongyeju", None, None, None]


# ---------------------------------------------------------------- from before
def test_raters_come_from_the_last_contest_that_has_any(client, create, official):
    first, second, third = (create(period=period) for period in (Q3, Q3.next(), Q3.next().next()))
    add_rater(assessment=first, group=group("observers"), name="王平", by=official)
    assert last_with_raters(third) == first
    client.force_login(official)
    page = client.get(f"{third.get_absolute_url()}?tab=raters").content.decode()
    assert f"复制{first}的评委（1 名）" in page
    assert page.count(reverse("scoring:raters_paste", args=[third.pk])) == 1
    client.post(reverse("scoring:rater_copy", args=[third.pk]))
    assert third.raters.get().name == "王平"
    assert last_with_raters(third) is None  # the other group was never seated
    add_rater(assessment=second, group=group("peers"), name="刘芳", by=official)
    assert last_with_raters(third) == second


def test_raters_come_from_a_contest_of_another_kind_of_period_too(client, create, official):
    year = Period("year", Q3.year)
    quarterly, yearly = create(period=Q3), create(period=year)
    client.force_login(official)
    address, paste = f"{yearly.get_absolute_url()}?tab=raters", reverse("scoring:raters_paste", args=[yearly.pk])
    page = client.get(address).content.decode()
    assert "复制上一场评委" not in page
    assert page.count(paste) == 1  # the way to a pasted list stands there once
    add_rater(assessment=quarterly, group=group("observers"), name="王平", by=official)
    assert last_with_raters(yearly) == quarterly
    page = client.get(address).content.decode()
    assert "复制上一场评委" in page
    assert page.count(paste) == 1
    client.post(reverse("scoring:rater_copy", args=[yearly.pk]))
    assert [(rater.group.code, rater.name) for rater in yearly.raters.all()] == [("observers", "王平")]


# ---------------------------------------------------------------- accounts by name
def test_accounts_are_found_by_name_in_the_own_area_and_by_user_name_in_the_county(client, contest, official, places):
    other = factories.make_places(villages=1, township="新集镇", number=107)
    far = factories.make_area(code="610722", name="城固县", level=3)
    for username, role, area in (
        ("bureau", "department_rater", places.county), ("cadre", "village_cadre", places.villages[0]),
        ("xinji", "township_official", other.township), ("far", "department_rater", far),
        ("admin", "system_admin", places.county),
    ):  # fmt: skip
        factories.make_user(username=username, role=role, area=area, name="陈明")
    client.force_login(official)
    page = reverse("scoring:rater_accounts")

    def found(text: str) -> list[str]:
        return [row["text"] for row in client.get(page, {"q": text}).json()["results"]]

    assert found("陈") == ["陈明（bureau）", "陈明（cadre）"]
    assert found("xinji") == ["陈明（xinji）"]
    assert found("xin") == found("far") == found("admin") == []
    client.force_login(factories.make_user(username="reader", role="leading_group", area=places.county))
    assert client.get(page).status_code == 403
