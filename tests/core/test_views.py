"""The base pages: verb, scope, filter, export, stale edits, actions, error pages."""

import io
import re

import openpyxl
import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.urls import reverse

from areas.models import Area, VillageProfile
from core.data.lifecycle import record
from core.pages import errors_views
from core.pages.forms import Form
from core.pages.tables import Column, Table
from core.pages.views import Action, figures
from tests.html import parsed, texts

pytestmark = pytest.mark.django_db


def rows_of(response) -> list[str]:
    return [row.record.name for row in response.context["table"].paginated_rows]


# ---------------------------------------------------------------- verb and scope
def test_list_shows_only_the_acting_area(as_zhang):
    assert rows_of(as_zhang.get("/")) == ["高台镇", "战斗村"]


def test_a_row_of_another_township_is_not_found(as_zhang, areas):
    assert as_zhang.get(f"/area/{areas['战斗村'].pk}/").status_code == 200
    response = as_zhang.get(f"/area/{areas['桃源村'].pk}/")
    assert response.status_code == 404
    assert "找不到这个页面" in response.text
    assert "工作台" in response.text


def test_without_the_verb_the_page_is_forbidden_in_chinese(client, auditor, pages):
    client.force_login(auditor)
    response = client.get("/")
    assert response.status_code == 403
    assert "没有权限" in response.text


def test_a_page_without_a_verb_is_a_mistake(as_zhang, areas):
    with pytest.raises(ImproperlyConfigured):
        as_zhang.get(f"/nameless/{areas['战斗村'].pk}/")


# ---------------------------------------------------------------- lists
def test_list_costs_the_same_for_one_row_and_for_many(as_zhang, areas, django_assert_num_queries):
    as_zhang.get("/")
    with django_assert_num_queries(6):  # session, user, assignments, the state's count, the pager's count, rows
        as_zhang.get("/?q=战斗")
    for number in range(40):
        Area.objects.create(code=f"6107031043{number:02}", name=f"村{number}", level=5, parent=areas["高台镇"])
    with django_assert_num_queries(6):
        response = as_zhang.get("/?q=村")
    assert "第 1–25 条，共 41 条" in response.text


def test_nobody_can_ask_for_endless_pages(as_zhang, areas):
    for number in range(120):
        Area.objects.create(code=f"610703104{number + 300}", name=f"村{number}", level=5, parent=areas["高台镇"])
    assert len(rows_of(as_zhang.get("/?per_page=5000"))) == 100
    assert len(rows_of(as_zhang.get("/?page=99"))) == 22


def test_filter_offers_no_choice_outside_the_scope(as_zhang, areas):
    assert rows_of(as_zhang.get(f"/?parent={areas['高台镇'].pk}")) == ["战斗村"]
    response = as_zhang.get(f"/?parent={areas['黎坪镇'].pk}")
    assert rows_of(response) == []
    assert "黎坪镇" not in response.text


def test_search_looks_in_every_place(as_zhang):
    assert rows_of(as_zhang.get("/?q=610703104201")) == ["战斗村"]
    assert rows_of(as_zhang.get("/?q=高台")) == ["高台镇"]


def test_a_changed_filter_gets_only_the_results(as_zhang):
    response = as_zhang.get("/?q=战斗", headers={"HX-Request": "true", "HX-Target": "results"})
    assert "<html" not in response.text
    assert "<b>1</b> 个单位" in response.text
    assert "HX-Request" in response["Vary"]


def test_the_bar_comes_anew_with_the_results_and_keeps_what_was_chosen(as_zhang, areas):
    asked = {"q": "战斗", "parent": areas["高台镇"].pk, "sort": "-name"}
    text = as_zhang.get("/", asked, headers={"HX-Request": "true", "HX-Target": "results"}).text
    bar = parsed(text).select_one('#filter-fields[hx-swap-oob="true"]')
    kept = {name: bar.select_one(f"[name={name}]")["value"] for name in asked}
    assert kept == {name: str(value) for name, value in asked.items()}
    assert "清除筛选" in bar.get_text()
    assert texts(text, '#filter-count[hx-swap-oob="true"]') == ["（2）"]
    assert as_zhang.get("/").text.count("hx-swap-oob") == 0


def test_the_bar_counts_only_what_narrows(as_zhang):
    assert texts(as_zhang.get("/"), "#filter-count") == [""]
    assert texts(as_zhang.get("/?q=战斗&parent="), "#filter-count") == ["（1）"]


def test_links_of_head_and_pager_keep_the_filter(as_zhang):
    text = as_zhang.get("/?q=村&page=1").text
    assert re.search(r'href="\?q=%E6%9D%91&amp;sort=name"', text)


def test_what_identifies_a_row_is_kept_in_sight_and_carries_its_link(as_zhang):
    text = as_zhang.get("/").text
    assert texts(text, "th.kept[scope=col]") == ["名称"]
    assert "战斗村" in texts(text, "td.kept.opens > div")
    assert text.count("kept-last") == len(rows_of(as_zhang.get("/"))) + 1  # the cells of one column and its head
    assert parsed(text).select('[tabindex="0"][role=region][aria-label=区划] > table')


def test_of_two_identifying_columns_the_first_is_narrow_and_hidden_ones_do_not_count():
    class Ranked(Table):
        rank, place, points = Column(), Column(), Column()
        identity, opens = ("rank", "place"), "points"

    row = {"rank": 1, "place": "战斗村", "points": 90}
    assert {name: set(attrs[7:-1].split()) for name, attrs in Ranked([row]).cell_attrs.items()} == {
        "rank": {"kept", "kept-narrow"}, "place": {"kept", "kept-last", "kept-next"}, "points": {"opens"},
    }  # fmt: skip
    assert Ranked([row], exclude=("rank",)).kept == ["place"]
    assert Ranked([row], exclude=("rank", "place")).kept == ["points"]


def test_empty_list_says_what_to_do(as_zhang):
    Area.objects.filter(code__startswith="610703104").exclude(level=4).delete()
    response = as_zhang.get("/?q=没有的")
    assert "没有符合筛选条件的记录" in response.text
    assert "清除筛选" in response.text


def test_export_contains_what_the_filter_shows(as_zhang):
    response = as_zhang.get("/?q=战斗&sort=-name&export=xlsx")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%8C%BA%E5%88%92_")
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    values = list(sheet.iter_rows(values_only=True))
    assert values[0][0] == "区划"
    assert values[1][0] == "填报单位（盖章）：南郑区高台镇"
    assert values[2] == ("代码", "名称", "级别")
    assert values[3] == ("610703104201", "战斗村", "村")
    assert values[4][0].startswith("主要负责人（签字）")


def test_export_needs_the_same_verb(client, auditor, pages):
    client.force_login(auditor)
    assert client.get("/?export=xlsx").status_code == 403


def test_print_shows_all_rows_with_signatures(as_zhang, areas):
    for number in range(40):
        Area.objects.create(code=f"6107031043{number:02}", name=f"村{number}", level=5, parent=areas["高台镇"])
    response = as_zhang.get("/?print=1")
    assert len(rows_of(response)) == 42
    assert "主要负责人（签字）" in response.text
    assert "data-print-now" in response.text


def test_every_detail_page_prints_what_it_shows(as_zhang, areas):
    address = f"/area/{areas['战斗村'].pk}/"
    page = as_zhang.get(f"{address}?tab=basic&page=2")
    printing = page.context["actions"][0]
    assert (printing.label, printing.url, printing.blank) == ("打印", "?tab=basic&print=1", True)
    assert "data-print-now" not in page.text
    printed = as_zhang.get(f"{address}{printing.url}")
    assert "data-print-now" in printed.text
    assert "填报单位（盖章）" in printed.text
    assert "主要负责人（签字）" in printed.text


def test_buttons_of_rows_do_not_go_on_paper():
    class Rows(Table):
        name, verbs = Column(), Column(verbose_name="")

    attrs = Rows([{"name": "战斗村", "verbs": "移出"}]).cell_attrs
    assert "no-print" in attrs["verbs"]
    assert "no-print" not in attrs["name"]


def test_suggestions_stay_in_scope(as_zhang):
    found = as_zhang.get("/choices/?q=村").json()
    assert [row["text"] for row in found["results"]] == ["战斗村"]
    assert found["results"][0]["hint"] == "610703104201"
    assert found["more"] is False


# ---------------------------------------------------------------- page head
def test_the_primary_button_is_the_last(as_zhang, areas):
    response = as_zhang.get(f"/area/{areas['战斗村'].pk}/")
    assert [action.label for action in response.context["actions"]] == ["打印", "撤销", "上级", "下级"]


def test_a_dangerous_action_names_its_consequence_and_asks_for_a_reason(as_zhang, areas):
    text = as_zhang.get(f"/area/{areas['战斗村'].pk}/").text
    assert "战斗村将被撤销。" in text
    assert parsed(text).select("textarea[name=reason][required]")


def test_figures_are_bold_and_escaped():
    assert figures("{} 个 {}", 3, "<i>") == "<b>3</b> 个 <b>&lt;i&gt;</b>"
    assert figures("{name}还剩 {} 天", 3, name="<i>{x}%s") == "&lt;i&gt;{x}%s还剩 <b>3</b> 天"


def test_two_dialogs_of_a_page_have_different_ids():
    assert Action("删除", "/1/").dialog_id != Action("删除", "/2/").dialog_id


def test_no_page_carries_inline_styles_or_scripts(as_zhang, areas, profile):
    addresses = ("/", f"/area/{areas['战斗村'].pk}/", f"/profile/{profile.pk}/", "/profile/new/", "/nothing/")
    for address in addresses:
        text = as_zhang.get(address).text
        assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=\"", text), address


def test_chosen_period_lasts_for_the_session(as_zhang):
    response = as_zhang.post(reverse("core:period"), {"period": "2025Q2", "next": "/?q=村&page=3&period=2026Q1"})
    assert response.url == "/?q=%E6%9D%91"
    assert str(as_zhang.get("/").context["period"]) == "2025Q2"


@pytest.mark.parametrize("period", ["", "2026Q9", "<x>"])
def test_an_unknown_period_changes_nothing(as_zhang, period):
    before = as_zhang.get("/").context["period"]
    response = as_zhang.post(reverse("core:period"), {"period": period, "next": "https://elsewhere.example/"})
    assert response.url == "/"
    assert as_zhang.get("/").context["period"] == before


# ---------------------------------------------------------------- forms
def test_form_refuses_a_choice_outside_the_scope(as_zhang, areas):
    response = as_zhang.post("/profile/new/", {"area": areas["桃源村"].pk, "population": 50})
    assert response.status_code == 200
    assert response.context["form"].errors["area"]
    assert not VillageProfile.objects.exists()


def test_create_saves_and_says_so(as_zhang, areas):
    response = as_zhang.post("/profile/new/", {"area": areas["战斗村"].pk, "population": 50})
    assert response.url == "/profiles/"
    assert VillageProfile.objects.get().population == 50
    assert "已新增" in as_zhang.get("/").text


def test_an_error_of_the_domain_keeps_the_form(as_zhang, areas):
    response = as_zhang.post("/profile/new/", {"area": areas["战斗村"].pk, "population": 13, "households": 7})
    assert [*response.context["form"].non_field_errors()] == ["人口数不对", "十三", "请核对"]
    assert 'value="7"' in response.text
    assert not VillageProfile.objects.exists()


def test_the_long_list_shows_only_the_chosen_row(as_zhang, areas, profile):
    text = as_zhang.get(f"/profile/{profile.pk}/").text
    assert 'data-combo="/choices/"' in text
    assert 'value="战斗村"' in text
    assert not parsed(text).select("[data-combo] option")


def edit(client, profile, **changes):
    """Posts the form as if it had been opened now, with ``changes``."""
    profile.refresh_from_db()
    data = {
        "area": profile.area_id, "population": profile.population, "households": profile.households,
        "party_organisation": profile.party_organisation, "version": profile.version,
    } | changes  # fmt: skip
    return client.post(f"/profile/{profile.pk}/", {name: value for name, value in data.items() if value is not None})


def test_saving_raises_the_version(as_zhang, profile):
    assert edit(as_zhang, profile, population=120).status_code == 302
    profile.refresh_from_db()
    assert (profile.population, profile.version) == (120, 2)


def test_a_stale_edit_shows_both_values_and_loses_neither(client, pages, profile, zhang, li):
    opened = profile.version
    client.force_login(li)
    edit(client, profile, population=150)
    client.force_login(zhang)
    response = edit(client, profile, version=opened, population=120)
    assert response.status_code == 409
    conflict = response.context["form"].conflicts["population"]
    assert (conflict.theirs, conflict.who) == ("150", "li的姓名")
    assert conflict.at is not None
    assert 'value="120"' in response.text
    assert "改用他人的" in response.text
    profile.refresh_from_db()
    assert profile.population == 150
    again = edit(client, profile, version=response.context["form"]["version"].value(), population=120)
    assert again.status_code == 302
    profile.refresh_from_db()
    assert profile.population == 120


def test_what_only_the_other_changed_is_taken_over(as_zhang, profile):
    opened = {"version": 1, "population": 100, "households": 30, "party_organisation": ""}
    edit(as_zhang, profile, population=150)
    response = edit(as_zhang, profile, **opened | {"households": 40})
    form = response.context["form"]
    assert form.conflicts == {}
    assert form.taken == ["人口（人）"]
    assert (form["population"].value(), form["households"].value()) == ("150", "40")


def test_a_missing_version_counts_as_stale(as_zhang, profile):
    response = edit(as_zhang, profile, version="", population=120)
    assert response.status_code == 409
    assert set(response.context["form"].conflicts) == {"population"}


def test_editing_another_townships_row_is_not_found(as_zhang, areas):
    foreign = VillageProfile.objects.create(area=areas["桃源村"])
    assert edit(as_zhang, foreign, population=1).status_code == 404


# ---------------------------------------------------------------- actions
def test_an_action_opened_directly_leads_to_the_row_and_does_nothing(as_zhang, areas, client):
    village, foreign = areas["战斗村"], areas["桃源村"]
    response = as_zhang.get(f"/area/{village.pk}/close/?reason=合并")
    assert (response.status_code, response.url) == (302, f"/area/{village.pk}/")
    assert as_zhang.get(f"/area/{foreign.pk}/close/").status_code == 404
    village.refresh_from_db()
    assert village.name == "战斗村"


def test_the_switch_of_the_period_opened_directly_leads_home(as_zhang):
    assert as_zhang.get("/core/period/").url == "/"


def test_an_action_is_done_and_said(as_zhang, areas):
    address = f"/area/{areas['战斗村'].pk}/"
    response = as_zhang.post(f"{address}close/", {"reason": "合并"})
    assert response.url == address
    assert "610703104201 已撤销" in as_zhang.get(address).text
    areas["战斗村"].refresh_from_db()
    assert areas["战斗村"].name == "合并"


def test_an_action_without_its_reason_is_not_done(as_zhang, areas):
    address = f"/area/{areas['战斗村'].pk}/"
    as_zhang.post(f"{address}close/", {"reason": "  "})
    assert "请写明原因" in as_zhang.get(address).text
    areas["战斗村"].refresh_from_db()
    assert areas["战斗村"].name == "战斗村"


def test_in_a_dialog_the_error_stays_in_the_dialog(as_zhang, areas):
    address = f"/area/{areas['战斗村'].pk}/close/"
    refused = as_zhang.post(address, {"reason": "再等等"}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "还不能撤销" in refused.text
    assert "&lt;b&gt;下属未清" in refused.text
    done = as_zhang.post(address, {"reason": "合并"}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"/area/{areas['战斗村'].pk}/"


# ---------------------------------------------------------------- a verb with a form
def test_a_verb_with_a_form_is_done_and_leads_on_to_the_row_it_returns(as_zhang, areas):
    village = areas["战斗村"]
    assert 'name="name"' in as_zhang.get(f"/area/{village.pk}/rename/").text
    response = as_zhang.post(f"/area/{village.pk}/rename/", {"name": "战旗村"})
    assert response.url == f"/area/{village.parent_id}/"
    assert "已更名" in as_zhang.get(response.url).text
    village.refresh_from_db()
    assert village.name == "战旗村"


def test_what_is_wrong_keeps_the_form_and_writes_nothing(as_zhang, areas):
    village = areas["战斗村"]
    missing = as_zhang.post(f"/area/{village.pk}/rename/", {"name": ""})
    assert missing.context["form"].errors["name"]
    refused = as_zhang.post(f"/area/{village.pk}/rename/", {"name": "旧名"})
    assert [*refused.context["form"].non_field_errors()] == ["新名称与原名称相同", "请核对"]
    assert 'value="旧名"' in refused.text
    assert "已更名" not in refused.text
    village.refresh_from_db()
    assert village.name == "战斗村"


def test_a_verb_with_a_form_asks_for_the_verb_and_for_the_scope(as_zhang, client, auditor, areas):
    for foreign in ("桃源村", "南郑区"):
        assert as_zhang.post(f"/area/{areas[foreign].pk}/rename/", {"name": "战旗村"}).status_code == 404
    client.force_login(auditor)
    assert client.get(f"/area/{areas['战斗村'].pk}/rename/").status_code == 403
    assert client.post(f"/area/{areas['战斗村'].pk}/rename/", {"name": "战旗村"}).status_code == 403
    assert not Area.objects.filter(name="战旗村").exists()


def test_cancelling_leads_back_to_where_one_came_from(as_zhang, areas):
    address = f"/area/{areas['战斗村'].pk}/rename/"
    for referer, back in (("http://testserver/?page=2", "/?page=2"), (f"http://testserver{address}", ""),
                          ("https://elsewhere.example/", "")):  # fmt: skip
        page = as_zhang.get(address, headers={"Referer": referer})
        assert page.context["cancel_url"] == (f"http://testserver{back}" if back else "/")


# ---------------------------------------------------------------- the auditor
def test_audit_list_is_for_auditors_alone(client, zhang, auditor, areas, pages):
    record(areas["战斗村"], "", "open", user=zhang, reason="试一试")
    client.force_login(zhang)
    assert client.get(reverse("core:audit_list")).status_code == 403
    client.force_login(auditor)
    response = client.get(reverse("core:audit_list"), {"user": "zhang"})
    assert "试一试" in response.text
    assert rows_count(client, user="nobody") == 0
    assert rows_count(client, title="战斗") == 1
    workbook = client.get(reverse("core:audit_list"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.getvalue())).active
    assert [cell.value for cell in sheet[4]][1:4] == ["zhang的姓名", "区划", "战斗村"]


def rows_count(client, **query) -> int:
    return len(client.get(reverse("core:audit_list"), query).context["table"].rows)


# ---------------------------------------------------------------- error pages
def test_error_page_needs_neither_database_nor_session(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors_views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "没有完成" in response.text


def test_forgery_failure_is_explained(pages, zhang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(zhang)
    response = client.post(reverse("core:period"), {"period": "2026Q1"})
    assert response.status_code == 403
    assert "页面已过期" in response.text


def test_the_empty_choice_is_said_in_words(as_zhang, profile):
    choices = dict(as_zhang.get(f"/profile/{profile.pk}/").context["form"].fields["party_organisation"].choices)
    assert choices[""] == "（不填）"


def test_fields_that_come_late_say_what_is_wrong_in_our_words_too():
    form = Form({"year": "二〇二六", "on": "明天"}, user=None)
    form.fields["year"] = forms.IntegerField(label="年度")
    form.fields["on"] = forms.DateField(label="日期", error_messages={"invalid": "请填开会的日期"})
    assert form.errors == {"year": ["“二〇二六”不是数字，请填数字，如 8.5"], "on": ["请填开会的日期"]}
