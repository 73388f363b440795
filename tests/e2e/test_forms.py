"""Days, files, accounts and long forms as people meet them. issue C5"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contests.models import Contest, StageKind
from tests.e2e.browser import complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def places(transactional_db):
    return factories.make_places(villages=3)


@pytest.fixture
def office(context, live_server, places):
    user = factories.make_user(username="gaotai", role="township_official", area=places.township, name="张莉")
    log_in(context, live_server, user)
    return user


@pytest.fixture
def contest(places, office):
    scheme = factories.make_scheme(area=places.county)
    return factories.make_contest(
        scheme=scheme, villages=places.villages, area=places.township, status="draft", raters=[]
    )


def test_a_day_is_typed_pasted_and_picked(live_server, page, contest):
    found = complaints(page)
    page.goto(live_server.url + reverse("contests:document_create", args=[contest.pk]))
    day = page.get_by_label("发文日期")
    expect(day).to_have_attribute("type", "text")
    for typed in ("2026年9月3日", "2026.9.3", "20260903"):
        day.fill(typed)
        day.press("Tab")
        expect(day).to_have_value("2026-09-03")
    day.fill("九月三日")
    day.press("Tab")
    expect(day).to_have_value("九月三日")  # what is no day stays as typed
    page.locator(".date-native").first.evaluate(
        "(node) => { node.value = '2026-09-04'; node.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(day).to_have_value("2026-09-04")  # as the browser's calendar would
    page.get_by_role("button", name="打开日历").click()
    day.fill("九月三日")
    page.get_by_label("文件名称").fill("实施方案")
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.locator(".field.invalid")).to_contain_text("请填日期，如 2026-09-30")
    expect(page.get_by_label("发文日期")).to_have_value("九月三日")
    assert found == []


def test_a_file_is_chosen_with_our_words_and_named(live_server, page, contest, tmp_path):
    page.goto(live_server.url + reverse("contests:document_create", args=[contest.pk]))
    field = page.locator("[data-file]")
    expect(field).to_contain_text("选择文件")
    expect(field).to_contain_text("没有选文件")
    expect(page.locator("form.form")).to_contain_text("每个不超过")
    chosen = tmp_path / "实施方案.pdf"
    chosen.write_bytes(b"%PDF-1.7" + b"0" * 3000)
    with page.expect_file_chooser() as chooser:
        field.get_by_text("选择文件").click()
    chooser.value.set_files(chosen)
    expect(field).to_contain_text("实施方案.pdf（3 KB）")
    other = tmp_path / "程序.exe"
    other.write_bytes(b"MZ")
    field.locator("input").set_input_files(other)
    expect(field).to_contain_text("不是可以上传的类型")


def test_an_account_is_found_by_name(live_server, page, contest, places):
    factories.make_user(username="xiaomei", role="department_rater", area=places.county, name="李晓梅", unit="妇联")
    page.goto(live_server.url + reverse("scoring:rater_create", args=[contest.pk]))
    page.get_by_label("姓名").fill("李晓梅")
    box = page.get_by_role("combobox", name="账号")
    box.press_sequentially("晓梅")
    expect(page.get_by_role("option", name="李晓梅")).to_contain_text("妇联")
    box.press("Enter")
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.locator(".msg-success")).to_contain_text("已添加")
    assert Contest.objects.get().raters.get().user.username == "xiaomei"


def test_a_long_form_has_a_list_of_its_parts_and_a_way_out(live_server, page, places, office, contest):
    draft = factories.make_scheme(area=places.township, code="own", name="本镇方案", status="draft")
    page.goto(live_server.url + reverse("scoring:scheme_edit", args=[draft.pk]))
    parts = page.get_by_role("navigation", name="本页各部分")
    parts.get_by_role("link", name="评分项").click()
    expect(page.locator("legend", has_text="评分项").first).to_be_in_viewport()
    expect(parts.locator("[aria-current]")).to_have_text("评分项")
    page.goto(live_server.url + reverse("contests:contest_create"))
    page.get_by_role("link", name="取消").click()
    expect(page).to_have_url(live_server.url + reverse("contests:contest_list"))


def test_villages_are_ticked_all_at_once(live_server, page, context, places):
    county = factories.make_user(username="zuzhibu", role="county_official", area=places.county)
    factories.make_places(villages=2, township="新集镇", number=107)
    factories.make_scheme(area=places.county)
    log_in(context, live_server, county)
    page.goto(live_server.url + reverse("contests:contest_create"))
    count = page.locator("[data-villages-count]")
    page.locator(".villages-head").get_by_label("全选").check()
    expect(count).to_have_text(str(len(places.villages) + 2))
    page.locator("summary", has_text="新集镇").click()
    page.get_by_label("全选新集镇").uncheck()
    expect(count).to_have_text(str(len(places.villages)))
    expect(page.locator(".villages-head").get_by_label("全选")).not_to_be_checked()


def test_villages_are_found_by_initials_and_those_found_are_ticked_at_once(live_server, page, context, places):
    county = factories.make_user(username="zuzhibu", role="county_official", area=places.county)
    factories.make_places(villages=["麻塘村", "木塘村", "下木塘村"], township="新集镇", number=107)
    factories.make_scheme(area=places.county)
    log_in(context, live_server, county)
    page.goto(live_server.url + reverse("contests:contest_create"))
    search, shown = page.get_by_label("按名称或拼音首字母查找"), page.locator(".villages .choices label:visible")
    count, every = page.locator("[data-villages-count]"), page.locator(".villages-head input[type=checkbox]")
    page.locator("summary", has_text="高台镇").click()
    page.get_by_label(places.villages[0].short_name, exact=True).check()
    for typed, found in [("mtc", ["麻塘村", "木塘村"]), ("MT", ["麻塘村", "木塘村"]), ("木塘", ["木塘村", "下木塘村"])]:
        search.fill(typed)
        expect(shown).to_have_text(found)
        expect(page.locator(".villages-head label")).to_have_text("全选找到的")
        expect(every).not_to_be_checked()
    every.check()
    expect(count).to_have_text("3")
    search.fill("mtc")
    expect(every).to_have_js_property("indeterminate", True)
    every.click()
    expect(count).to_have_text("4")
    every.uncheck()
    expect(count).to_have_text("2")  # the one ticked before and 下木塘村 stay
    search.fill("")
    expect(page.locator(".villages-head label")).to_have_text("全选")


@pytest.mark.parametrize("width", [390, 820, 1366])
def test_the_days_of_stages_stand_on_one_line(live_server, page, contest, width):
    page.set_viewport_size({"width": width, "height": 844})
    scoring = contest.stages.get()
    later = scoring.ends_on.replace(year=contest.year + 1)
    for at, kind in enumerate(StageKind.objects.exclude(pk=scoring.kind_id)[:4]):
        contest.stages.create(kind=kind, starts_on=scoring.starts_on, ends_on=later if at > 1 else scoring.ends_on)
    page.goto(live_server.url + contest.get_absolute_url())
    days = page.locator(".stepper li > span:last-child")
    expect(days.filter(has_text=re.compile(rf"{contest.year + 1}-\d\d-\d\d 止"))).to_have_count(2)
    for day in days.all():
        assert day.bounding_box()["height"] == day.evaluate("(node) => parseFloat(getComputedStyle(node).lineHeight)")
        assert day.evaluate("(node) => node.scrollWidth <= node.clientWidth")  # nor does it reach into the next one
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_a_field_means_stands_beside_it_where_there_is_room(live_server, page, contest):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(live_server.url + reverse("scoring:rater_create", args=[contest.pk]))
    field = page.locator(".field:has(.combo):has(> .control > .help)").first
    control, text = field.locator(".combo").bounding_box(), field.locator(".help").bounding_box()
    assert text["x"] > control["x"] + control["width"]
    assert text["x"] + text["width"] <= 1366
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    page.set_viewport_size({"width": 390, "height": 844})
    control, text = field.locator(".combo").bounding_box(), field.locator(".help").bounding_box()
    assert text["y"] >= control["y"] + control["height"]


def test_on_the_phone_the_parts_of_a_long_form_are_listed_above_it(live_server, page, office):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("contests:contest_create"))
    parts, form = page.locator(".form-parts").bounding_box(), page.locator("form.form").bounding_box()
    assert parts["y"] + parts["height"] <= form["y"]
    assert form["width"] > 350
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
