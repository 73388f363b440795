"""A whole ID number is seen once, for a reason, and that it was is on record. Issue 10"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cadres.models import Person
from tests.e2e.browser import complaints, log_in
from tests.scoring import factories

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_an_id_number_is_typed_shown_in_part_revealed_and_on_record(
    live_server, page, context, browser, transactional_db
):
    places = factories.make_places(villages=1)
    log_in(context, live_server, factories.make_user(username="gaotai", role="township_official", area=places.township))
    found, number = complaints(page), factories.id_number(sex="2")
    page.goto(live_server.url + reverse("cadres:person_create"))
    page.get_by_label("姓名").fill("周秀英")
    page.get_by_label("身份证号").fill(number)
    page.get_by_label("所在村（单位）").fill(places.villages[0].short_name)
    page.locator("[data-combo] [role=option]").first.click()
    assert number not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="基本信息").click()
    mask = page.get_by_text(f"610703***********{number[-1]}")
    expect(mask).to_be_visible()
    page.get_by_role("link", name=re.compile("查看全号.*身份证号")).click()
    page.get_by_role("button", name="查看").click()
    expect(page.locator("dd .errorlist")).to_contain_text("请写明原因")
    page.get_by_label("原因").fill("核对参保信息")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text(number)).to_be_visible()
    page.reload()
    expect(mask).to_be_visible()
    page.get_by_text("谁看过全号").click()
    expect(page.get_by_text("身份证号（核对参保信息）")).to_be_visible()
    person = Person.objects.get()
    assert (person.sex, f"{person.birth_date}", person.id_number.clear) == ("2", "1980-01-01", number)
    assert found == []
