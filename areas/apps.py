"""App registration."""

from django.apps import AppConfig

from core.declare import Api, MenuPage, MenuSection, Registered, Searched, Urls, Verbs

OFFICES = ("township_official", "county_official")


class AreasConfig(AppConfig):
    name = "areas"
    declares = (
        Verbs(
            {
                "areas.view_area": ("village_cadre", *OFFICES, "leading_group", "system_admin"),
                "areas.view_fact": ("village_cadre", *OFFICES, "leading_group"),
                "areas.change_area": OFFICES,
                "areas.manage_area": ("system_admin",),
                "areas.view_kind": OFFICES,
                "areas.change_kind": ("county_official",),
            }
        ),
        Urls("areas/", "areas.urls"),
        Api("areas", "area", "areas.api.AreaViewSet"),
        Registered("areas.registers.INDICATORS"),
        Registered("areas.registers.CATEGORIES"),
        MenuSection("areas", "村情", "building-community", order=30),
        MenuPage("areas", "村和乡镇", "areas:area_list", "areas.view_area"),
        MenuPage("areas", "年度指标", "areas:indicator_list", "areas.view_fact", order=10),
        MenuPage("areas", "村类别", "areas:category_list", "areas.view_fact", order=20),
        MenuPage("system", "字典", "areas:kind_index", "areas.view_kind", order=20),
        Searched("areas.view_area", "村和乡镇", "areas.search.areas", order=20),
    )
