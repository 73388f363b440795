"""What apps declare: in which order it is asked for, and what is said at the start of what does not exist."""

import pytest
from celery.schedules import crontab
from django.apps import AppConfig, apps

import areas
from core.checks import check_declarations
from core.declare import (
    Api,
    Beat,
    ChangeTitles,
    MenuPage,
    MenuSection,
    Repeatable,
    Searched,
    Urls,
    Verbs,
    declared,
)  # fmt: skip
from core.pages.context import menu

MENU = {
    "工作台": ["工作台"],
    "干部": ["干部"],
    "比武": ["比武", "排名", "申报", "评分表", "评分方案"],
    "村情": ["村和乡镇", "年度指标", "村类别"],
    "系统": ["账号", "字典", "日历"],
    "审计": ["状态变更", "访问记录", "改动记录"],
}


def errors_of(*declares) -> list[str]:
    config = AppConfig("areas", areas)
    config.declares = declares
    return [error.msg for error in check_declarations([config])]


def test_the_menu_stands_in_its_order():
    found = {section.label: [page.label for page in pages] for section, pages in menu()}
    assert list(found.items()) == list(MENU.items())


def test_the_search_looks_for_persons_first():
    assert [each.title for each in declared(Searched)] == ["干部", "村和乡镇", "比武", "账号"]


def test_what_the_apps_declare_exists():
    assert check_declarations(None) == []
    assert check_declarations(apps.get_app_configs()) == []


@pytest.mark.parametrize(
    ("declaration", "said"),
    [
        (MenuPage("areas", "村", "areas:nowhere", "areas.view_area"), "no page areas:nowhere"),
        (MenuPage("areas", "村", "areas:area_list", "areas.see_area"), "the verb areas.see_area"),
        (MenuPage("villages", "村", "areas:area_list", "areas.view_area"), "no section villages"),
        (Repeatable(("areas:area_list", "areas:nowhere")), "no page areas:nowhere"),
        (Searched("areas.view_area", "村", "areas.search.villages"), "villages"),
        (Api("villages", "village", "areas.nowhere.VillageViewSet"), "areas.nowhere"),
        (Beat("nightly", "areas.tasks.nothing", crontab(hour=1)), "areas.tasks"),
        (ChangeTitles("areas.Village", "areas.search.areas"), "no model areas.Village"),
        (Verbs({"cadres.view_person": ("village_cadre",)}), "cadres.view_person is no verb of areas"),
        ("areas.urls", "no declaration"),
    ],
)
def test_what_is_declared_and_does_not_exist_is_said_at_the_start(declaration, said):
    [error] = errors_of(declaration)
    assert said in error


def test_a_good_declaration_says_nothing():
    assert errors_of(Urls("x/", "areas.urls"), MenuSection("x", "村", "home")) == []
