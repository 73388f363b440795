"""Dictionaries: who sees and extends them, codes from pinyin, and what is in use stays."""

import re

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from areas.kinds import all_kinds, propose_code
from areas.models import Area, AreaCategory, Category, IndicatorKind, VillageIndicator
from cadres.models import Appointment, Person, PostKind, Source
from contests.models import ContestKind, StageKind
from core.errors import TouyanError
from scoring import presets
from scoring.models import AwardKind, RaterGroup, Scheme
from tests.core.conftest import official

pytestmark = pytest.mark.django_db

KINDS = [Category, IndicatorKind, PostKind, Source, RaterGroup, AwardKind, ContestKind, StageKind]


def url(name: str, model, *args) -> str:
    return reverse(f"areas:kind_{name}", args=[model._meta.label_lower, *args])


@pytest.fixture
def areas(tree):
    return tree


@pytest.fixture
def county(client, areas):
    client.force_login(official(areas["南郑区"], "zuzhibu", "county_official"))
    return client


@pytest.fixture
def township(areas):
    client = Client()
    client.force_login(official(areas["高台镇"], "zhang"))
    return client


@pytest.fixture
def appointed(areas) -> Appointment:
    person = Person.objects.create(name="周建平", sex="1", birth_date="1983-05-12", area=areas["战斗村"])
    post = PostKind.objects.get(code="clerk")
    return Appointment.objects.create(person=person, post=post, area=areas["战斗村"], valid_from="2025-01-01", seat=2)


# ---------------------------------------------------------------- codes
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("民兵连长", "min_bing_lian_zhang"),
        ("E类 村", "e_lei_cun"),
        ("（）", "kind"),
        ("村" * 20, "_".join(["cun"] * 9)),
        ("a" * 60, "a" * 36),
    ],
)
def test_a_code_comes_from_the_pinyin(name, code):
    assert propose_code(name, set()) == code


def test_a_proposed_code_is_free():
    assert propose_code("来源", {"lai_yuan", "lai_yuan_2"}) == "lai_yuan_3"


# ---------------------------------------------------------------- pages
def test_the_index_knows_every_dictionary_and_what_is_in_use(county, appointed):
    assert list(all_kinds().values()) == KINDS
    response = county.get(reverse("areas:kind_index"))
    rows = {row["label"]: (row["total"], row["used"]) for row in response.context["table"].data}
    assert rows["cadres.postkind"] == (9, 1)
    assert rows["scoring.ratergroup"] == (7, 0)
    assert reverse("areas:kind_index") in [item["url"] for item in response.context["nav"] if item["label"] == "系统"]


def test_the_contests_in_the_menu_lead_to_the_list_and_not_to_an_empty_ranking(county):
    nav = {item["label"]: item["url"] for item in county.get(reverse("areas:kind_index")).context["nav"]}
    assert nav["比武"] == reverse("contests:contest_list")


@pytest.mark.parametrize("model", KINDS)
def test_every_dictionary_is_listed_extended_changed_and_tidied_up(county, model):
    assert county.get(url("list", model)).status_code == 200
    form = county.get(url("create", model)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in values.items() if value is not None and value is not False}
    data |= {"name": "新添的一种", "short_name": "新添", "unit": "人"}
    led_on = county.post(url("create", model), data)["Location"]
    made = model.objects.get(code="xin_tian_de_yi_zhong")
    assert led_on == (made.parts()[0][1] if made.parts() else url("list", model))
    assert made.order == model.objects.count()
    assert "新添的一种" in county.get(url("list", model)).text
    data |= {"name": "改了名的一种", "code": "renamed", "order": 3}
    county.post(url("edit", model, made.pk), data)
    made.refresh_from_db()
    assert (made.name, made.code, made.order) == ("改了名的一种", "renamed", 3)
    assert [event.name for event in made.events.all()] == ["新添的一种"]
    assert "删除" in county.get(url("edit", model, made.pk)).text
    county.post(url("delete", model, made.pk))
    assert not model.objects.filter(pk=made.pk).exists()


def test_a_kind_in_use_keeps_its_code_and_stays(county, appointed):
    clerk = appointed.post
    page = county.get(url("edit", PostKind, clerk.pk))
    assert page.context["form"].fields["code"].disabled
    assert "删除" not in page.text
    data = {"name": "村级文书", "short_name": "文书", "order": 6, "code": "scribe", "age_limit": 60, "warn_days": 90}
    county.post(url("edit", PostKind, clerk.pk), data)
    clerk.refresh_from_db()
    assert (clerk.name, clerk.code, clerk.age_limit) == ("村级文书", "clerk", 60)
    refused = county.post(url("delete", PostKind, clerk.pk), follow=True)
    assert "“村级文书”已被使用，不能删除；可以改名或调整顺序" in refused.text
    assert PostKind.objects.filter(code="clerk").exists()


def test_a_post_held_by_several_does_not_become_one_for_a_single_holder(county, appointed):
    data = {"name": "村文书", "short_name": "文书", "order": 6, "single_seat": "on"}
    response = county.post(url("edit", PostKind, appointed.post_id), data)
    assert "该职务已有多人任职记录" in response.text


def test_posts_that_rules_name_are_neither_recoded_nor_deleted_nor_shared(county):
    secretary = PostKind.objects.get(code="secretary")
    data = {"name": "支部书记", "short_name": "书记", "order": 1, "code": "boss", "warn_days": 180}
    assert "不能取消" in county.post(url("edit", PostKind, secretary.pk), data).text
    county.post(url("edit", PostKind, secretary.pk), data | {"single_seat": "on"})
    secretary.refresh_from_db()
    assert (secretary.name, secretary.code) == ("支部书记", "secretary")
    with pytest.raises(TouyanError, match="不能删除"):
        secretary.discard()


def test_the_unit_of_figures_already_entered_stays(county, areas):
    income = IndicatorKind.objects.get(code="collective_income")
    VillageIndicator.objects.create(area=areas["战斗村"], kind=income, year=2025, value=10)
    data = {"name": "经营收入", "unit": "万元", "places": 0, "order": 1}
    county.post(url("edit", IndicatorKind, income.pk), data)
    income.refresh_from_db()
    assert (income.name, income.unit, income.places) == ("经营收入", "元", 0)


def test_settled_fields_may_change_as_long_as_nothing_uses_the_kind(county):
    income = IndicatorKind.objects.get(code="collective_income")
    data = {"name": "经营收入", "unit": "万元", "places": 0, "order": 1, "code": "income"}
    county.post(url("edit", IndicatorKind, income.pk), data)
    income.refresh_from_db()
    assert (income.unit, income.code) == ("万元", "income")


def test_history_does_not_hold_a_kind(county, areas):
    income = IndicatorKind.objects.get(code="collective_income")
    figure = VillageIndicator.objects.create(area=areas["战斗村"], kind=income, year=2025, value=10)
    assert income.is_held
    figure.delete()
    assert not income.is_held
    income.discard()
    assert not IndicatorKind.objects.filter(code="collective_income").exists()


def test_a_name_or_code_that_exists_is_refused(county):
    response = county.post(url("create", Source), {"name": "退役军人", "code": "Graduate", "order": 1})
    assert "已有这个名称，请换一个" in response.text
    assert "已有这个代码，请换一个" in response.text


def test_the_list_finds_and_sorts(county):
    response = county.get(url("list", PostKind), {"q": "书记", "sort": "-order"})
    names = [row.record.name for row in response.context["table"].paginated_rows]
    assert names == ["乡镇（街道）党（工）委书记", "驻村第一书记", "村党组织副书记", "村党组织书记"]


def test_a_category_of_a_village_is_in_use_also_when_it_is_over(areas):
    weak = Category.objects.get(code="weak_economy")
    AreaCategory.objects.create(area=areas["战斗村"], category=weak, valid_from="2020-01-01", valid_to="2020-12-31")
    assert list(Category.objects.with_use().filter(in_use=True)) == [weak]


def test_the_list_costs_the_same_for_few_and_for_many(county, django_assert_num_queries):
    county.get(url("list", Source))
    # session, account, roles, whether there is another county, rows for the sentence, their number, rows
    with django_assert_num_queries(7):
        county.get(url("list", Source), {"q": "退役"})
    with django_assert_num_queries(7):
        county.get(url("list", Source))


@pytest.mark.parametrize("model", KINDS)
def test_the_list_shows_no_codes_and_the_form_does(county, model):
    one = model.objects.first()
    model.objects.filter(pk=one.pk).update(code="a_code_for_files")
    if hasattr(one, "clause"):
        model.objects.filter(pk=one.pk).update(clause="D0 3.3")
    shown = county.get(url("list", model)).text
    assert one.name in shown
    assert "a_code_for_files" not in shown
    assert "D0 3.3" not in shown
    form = county.get(url("edit", model, one.pk)).text
    assert 'value="a_code_for_files"' in form
    assert "代码" in form


def test_a_new_kind_of_contest_is_the_countys_own_and_leads_to_its_stages(county):
    form = county.get(url("create", ContestKind)).context["form"]
    assert form["organiser"].value() == "county"
    values = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in values.items() if value is not None and value is not False}
    response = county.post(url("create", ContestKind), data | {"name": "半年比武"}, follow=True)
    made = ContestKind.objects.get(name="半年比武")
    assert made.organiser == "county"
    assert response.redirect_chain[-1][0] == reverse("contests:kind_stages", args=[made.pk])
    assert "已新增，接着填阶段安排" in response.text


@pytest.mark.parametrize(
    ("address", "lit"),
    [
        (reverse_lazy("areas:kind_index"), "系统"),
        (reverse_lazy("areas:kind_list", args=["cadres.source"]), "系统"),
        (reverse_lazy("areas:kind_create", args=["cadres.source"]), "系统"),
        (reverse_lazy("areas:area_list"), "村情"),
        (reverse_lazy("core:calendar_list"), "系统"),
        (reverse_lazy("contests:contest_list"), "比武"),
    ],
)
def test_one_section_of_the_menu_is_lit(county, address, lit):
    nav = county.get(address).context["nav"]
    assert [item["label"] for item in nav if item["active"]] == [lit]
    assert [item["label"] for item in nav if item["pages"]] == [lit]


# ---------------------------------------------------------------- who
def test_townships_read_and_do_not_change(township):
    assert township.get(reverse("areas:kind_index")).status_code == 200
    assert "由组织部增补" in township.get(reverse("areas:kind_index")).text
    page = township.get(url("list", Source))
    assert "新增来源" not in page.text
    assert "/kinds/cadres.source/1" not in page.text
    one = Source.objects.first()
    for address in (url("create", Source), url("edit", Source, one.pk)):
        assert township.get(address).status_code == 403
    assert township.post(url("delete", Source, one.pk)).status_code == 403


@pytest.mark.parametrize("role", ["system_admin", "auditor"])
def test_administrators_see_no_dictionaries(client, areas, role):
    client.force_login(official(areas["南郑区"], "admin", role))
    assert client.get(reverse("areas:kind_index")).status_code == 403


@pytest.mark.parametrize("label", ["cadres.person", "nothing", "core.kind"])
def test_other_tables_are_no_dictionaries(county, label):
    assert county.get(reverse("areas:kind_list", args=[label])).status_code == 404


# ---------------------------------------------------------------- counties
@pytest.fixture
def neighbour(areas):
    """An official of another county of the same city."""
    city = areas["汉中市"]
    other = Area.objects.create(code="610702000000", name="汉台区", short_name="汉台区", level=3, parent=city)
    client = Client()
    client.force_login(official(other, "hantai", "county_official"))
    return client


def test_a_county_adds_a_kind_that_its_neighbours_neither_see_nor_change(county, township, neighbour):
    county.post(url("create", Source), {"name": "返乡青年", "order": 9})
    made = Source.objects.get(name="返乡青年")
    assert "返乡青年" in county.get(url("list", Source)).text
    assert "返乡青年" in township.get(reverse("cadres:person_create")).text
    assert "返乡青年" not in neighbour.get(url("list", Source)).text
    assert "返乡青年" not in neighbour.get(reverse("cadres:person_create")).text
    for name in ("edit", "delete"):
        assert neighbour.post(url(name, Source, made.pk), {"name": "别的", "order": 1}).status_code == 404
    neighbour.post(url("create", Source), {"name": "返乡青年", "order": 9})  # the same name beside it
    assert sorted(Source.objects.filter(name="返乡青年").values_list("code", "area__short_name")) == [
        ("fan_xiang_qing_nian", "南郑区"), ("fan_xiang_qing_nian_2", "汉台区"),
    ]  # fmt: skip


def test_shared_kinds_are_not_renamed_over_a_neighbours_head(county, neighbour):
    veteran = Source.objects.get(name="退役军人")
    data = {"name": "老兵", "order": 1}
    for client in (county, neighbour):
        assert client.post(url("edit", Source, veteran.pk), data).status_code == 404
        assert client.post(url("delete", Source, veteran.pk)).status_code == 404
        page = client.get(url("list", Source)).text
        assert url("edit", Source, veteran.pk) not in page
        assert "各县区共用" in page
        assert "已有这个名称" in client.post(url("create", Source), data | {"name": "退役军人"}).text
    veteran.refresh_from_db()
    assert veteran.name == "退役军人"


def test_the_builder_of_schemes_offers_the_kinds_of_the_own_county(county, neighbour, areas):
    for client, name in ((county, "乡贤评委"), (neighbour, "汉台评委")):
        client.post(url("create", RaterGroup), {"name": name, "order": 9})
    county.post(reverse("scoring:scheme_create"), {"source": "touyan_2021", "year": 2026})
    page = county.get(reverse("scoring:scheme_edit", args=[Scheme.objects.get().pk])).text
    assert "乡贤评委" in page
    assert "汉台评委" not in page


def test_a_file_may_not_name_a_kind_of_another_county(county, neighbour, areas):
    county.post(url("create", RaterGroup), {"name": "乡贤评委", "order": 9})
    text = presets.shipped()["touyan_2021"].read_text("utf-8")
    code = RaterGroup.objects.get(name="乡贤评委").code
    text = re.sub(r'rater_group = "\w+"', f'rater_group = "{code}"', text, count=1)
    assert presets.SCHEMES.parse(text, area=areas["高台镇"])["components"][0]["rater_group"] == code
    with pytest.raises(TouyanError) as refused:
        presets.SCHEMES.parse(text, area=Area.objects.get(name="汉台区"))
    assert "rater_group" in str(refused.value.items)
