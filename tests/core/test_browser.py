"""What only a browser shows: filters, suggestions, dialogs, two people on one form, drafts, and a clean console."""

import re

import pytest
from playwright.sync_api import expect

from areas.models import Area

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(page, live_server, as_zhang):
    """A page of 张's browser, which fails the test on any script error or broken content policy."""
    cookie = as_zhang.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    page.base = live_server.url
    yield page
    assert faults == []


def test_a_filter_changes_rows_sentence_and_address_and_back_undoes_it(office):
    office.goto(f"{office.base}/")
    expect(office.locator("tbody tr")).to_have_count(2)
    office.fill("#filters [name=q]", "战斗")
    expect(office.locator("tbody tr")).to_have_count(1)
    expect(office.locator("#state")).to_have_text("1 个单位")
    assert office.url.endswith("/?q=%E6%88%98%E6%96%97")
    office.click("text=清除筛选")
    expect(office.locator("tbody tr")).to_have_count(2)
    office.go_back()
    expect(office.locator("tbody tr")).to_have_count(1)
    expect(office.locator(".side")).to_be_visible()


def test_one_box_ticks_all_boxes_of_its_name_and_shows_whether_all_are_ticked(office):
    office.goto(f"{office.base}/")
    boxes = "".join(f"<input type=checkbox name=sheets id=box{at}>" for at in (1, 2))
    office.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)",
        f"<form><input type=checkbox id=all data-check-all=sheets>{boxes}<input type=checkbox id=other name=x></form>",
    )
    office.check("#all")
    assert [office.is_checked(box) for box in ("#box1", "#box2", "#other")] == [True, True, False]
    office.uncheck("#box2")
    assert office.evaluate("document.querySelector('#all').indeterminate")
    office.check("#box2")
    expect(office.locator("#all")).to_be_checked()


def test_a_long_list_is_searched_with_the_keyboard(office, areas):
    office.goto(f"{office.base}/")
    combo = office.get_by_role("combobox")
    combo.press_sequentially("高台")
    expect(office.get_by_role("option")).to_have_text(re.compile("高台镇"))
    combo.press("ArrowDown")
    combo.press("Enter")
    expect(office.locator("tbody tr")).to_have_count(1)
    assert office.url.endswith(f"/?parent={areas['高台镇'].pk}")


def test_a_refused_action_keeps_the_typed_reason_and_the_dialog(office, areas):
    office.goto(f"{office.base}/area/{areas['战斗村'].pk}/")
    office.click("text=撤销")
    office.fill("dialog textarea", "再等等")
    office.click("dialog [type=submit]")
    expect(office.locator("dialog .msg-error")).to_contain_text("还不能撤销")
    expect(office.locator("dialog textarea")).to_have_value("再等等")
    office.fill("dialog textarea", "并入")
    office.click("dialog [type=submit]")
    expect(office.locator(".msg-success")).to_contain_text("已撤销")
    assert Area.objects.get(pk=areas["战斗村"].pk).name == "并入"


def test_after_somebody_elses_save_one_chooses_field_by_field(office, profile):
    office.goto(f"{office.base}/profile/{profile.pk}/")
    type(profile).objects.filter(pk=profile.pk).update(population=150, version=2)
    office.fill("[name=population]", "120")
    office.click("main [type=submit]")
    expect(office.locator("[name=population]")).to_have_value("120")
    office.click("text=改用他人的")
    expect(office.locator("[name=population]")).to_have_value("150")


def test_what_was_typed_before_a_lost_page_can_be_restored(office):
    office.goto(f"{office.base}/profile/new/")
    office.fill("[name=households]", "77")
    office.once("dialog", lambda dialog: dialog.accept())
    office.goto(f"{office.base}/")
    office.goto(f"{office.base}/profile/new/")
    office.click("text=恢复")
    expect(office.locator("[name=households]")).to_have_value("77")


def test_on_a_phone_the_menu_opens_and_nothing_scrolls_sideways(office):
    office.set_viewport_size({"width": 390, "height": 844})
    for address in ("/", "/profile/new/"):
        office.goto(f"{office.base}{address}")
        assert office.evaluate("document.documentElement.scrollWidth") <= 390, address
    expect(office.locator(".side")).to_be_hidden()
    office.click("[data-side]")
    expect(office.locator(".side")).to_be_visible()
    office.keyboard.press("Escape")
    expect(office.locator(".side")).to_be_hidden()
