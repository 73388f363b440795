"""Pages of schemes: who sees and changes what, the builder, confirmation, export."""

from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from rules import services as rules
from scoring import presets
from scoring.forms.fields import BandsField, LevelsField
from scoring.models import Scheme
from scoring.services import schemes
from tests.html import parsed, texts
from tests.scoring.factories import Places, make_places, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Places:
    return make_places()


@pytest.fixture
def county_user(places):
    return make_user(username="xian", role="county_official", area=places.county)


@pytest.fixture
def township_user(places):
    return make_user(username="zhen", role="township_official", area=places.township)


@pytest.fixture
def county(county_user) -> Client:
    return logged_in(county_user)


@pytest.fixture
def township(township_user) -> Client:
    return logged_in(township_user)


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def load(name: str, area, user) -> Scheme:
    text = presets.shipped()[name].read_text("utf-8")
    return schemes.load_preset(text=text, area=area, year=2026, user=user).scheme


@pytest.fixture
def draft(places, county_user) -> Scheme:
    return load("touyan_2021", places.county, county_user)


@pytest.fixture
def in_use(draft, county_user) -> Scheme:
    rules.confirm_values(rule_set=draft, paths=draft.notes.values_list("path", flat=True), user=county_user)
    return schemes.put_to_use(scheme=draft, user=county_user)


def url(name: str, scheme: Scheme | None = None) -> str:
    return reverse(f"scoring:scheme_{name}", args=[scheme.pk] if scheme else [])


def typed(client: Client, scheme: Scheme) -> dict[str, list[str]]:
    """What the browser would send from the builder as it stands, field by field."""
    [form] = parsed(client.get(url("edit", scheme))).select("form[data-builder]")
    data: dict[str, list[str]] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        value = control.get("value", "on" if control.get("type") == "checkbox" else "")
        if control.name == "select":
            value = (control.select_one("option[selected]") or control.option)["value"]
        elif control.name == "textarea":
            value = control.get_text().strip("\n")
        data.setdefault(control["name"], []).append(value)
    data.pop("csrfmiddlewaretoken")
    return data


# ---------------------------------------------------------------- who sees what


@pytest.mark.parametrize("role", ["village_cadre", "department_rater"])
def test_roles_without_the_verb_are_refused(places, in_use, role):
    area = places.villages[0] if role == "village_cadre" else places.county
    client = logged_in(make_user(username="x", role=role, area=area))
    for name in ("list", "create"):
        assert client.get(url(name)).status_code == 403
    for name in ("detail", "edit", "copy", "export"):
        assert client.get(url(name, in_use)).status_code == 403
    for name in ("confirm", "use", "retire", "delete"):
        assert client.post(url(name, in_use)).status_code == 403


def test_the_leading_group_reads_but_changes_nothing(places, draft):
    client = logged_in(make_user(username="x", role="leading_group", area=places.county))
    assert client.get(url("detail", draft)).status_code == 200
    assert "编辑" not in client.get(url("detail", draft)).content.decode()
    assert client.get(url("edit", draft)).status_code == 403
    assert client.post(url("use", draft)).status_code == 403


def test_a_township_reads_the_countys_schemes_and_cannot_change_them(township, draft):
    page = township.get(url("detail", draft)).content.decode()
    assert "复制到本区域" in page
    assert "确认所选" not in page
    assert township.get(url("edit", draft)).status_code == 404
    for name in ("confirm", "use", "retire", "delete"):
        assert township.post(url(name, draft), {"path": "tie_breaks"}).status_code == 404
    assert Scheme.objects.get().status == "draft"


def test_a_neighbouring_townships_scheme_does_not_exist(places, township, county_user):
    other = make_places(township="新集镇", number=105).township
    theirs = load("touyan_2021", other, county_user)
    assert township.get(url("list")).content.decode().count(theirs.get_absolute_url()) == 0
    for name in ("detail", "edit", "copy", "export"):
        assert township.get(url(name, theirs)).status_code == 404


def test_a_township_copies_the_countys_scheme_into_its_own_area(township, places, in_use):
    form = township.get(url("copy", in_use)).content.decode()
    assert "农村党支部书记大比武" in form
    answer = township.post(url("copy", in_use), {"name": "高台镇大比武", "year": 2026})
    copy = Scheme.objects.get(area=places.township)
    assert answer["Location"] == copy.get_absolute_url()
    assert (copy.name, copy.status, copy.edition) == ("高台镇大比武", "draft", 1)
    assert township.get(url("edit", copy)).status_code == 200


# ---------------------------------------------------------------- list


def test_the_list_filters_by_year_and_state_and_exports(county, draft, in_use, county_user, places):
    schemes.copy_scheme(scheme=in_use, area=places.county, year=2027, user=county_user, name="明年的")
    page = county.get(url("list"), {"year": 2027}).content.decode()
    assert "明年的" in page
    assert in_use.get_absolute_url() not in page
    page = county.get(url("list"), {"status": "in_use"}).content.decode()
    assert "明年的" not in page
    book = load_workbook(BytesIO(b"".join(county.get(url("list"), {"export": "xlsx"}).streaming_content)))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "明年的" in cells
    assert "农村党支部书记大比武" in cells


def test_the_list_costs_the_same_for_one_and_three_schemes(
    county, draft, places, county_user, django_assert_num_queries, django_assert_max_num_queries
):
    county.get(url("list"))
    with django_assert_max_num_queries(15) as context:
        county.get(url("list"))
    for year in (2027, 2028):
        schemes.copy_scheme(scheme=draft, area=places.county, year=year, user=county_user)
    with django_assert_num_queries(len(context)):
        county.get(url("list"))


# ---------------------------------------------------------------- the sheet


def test_the_sheet_shows_everything_with_its_clause(county, draft):
    page = county.get(url("detail", draft)).content.decode()
    for text in (
        "实地观摩（观摩）", "去掉 1 个最高、1 个最低后平均", "权重合计 100 分，满分 100 分", "产业兴旺 40 分",
        "一村一品", "前 10%，进一", "原文 3.3", "原文未规定，须由本地设定", "43", "待确认",
    ):  # fmt: skip
        assert text in page
    assert url("use", draft) not in page  # not before everything is confirmed


def test_values_are_confirmed_from_the_page_and_the_scheme_is_put_to_use(county, draft):
    county.post(url("confirm", draft), {"path": ["tie_breaks", "scheme.decimals"]})
    assert draft.notes.filter(confirmed_by__isnull=False).count() == 2
    refused = county.post(url("use", draft), headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "实地观摩 · 权重" in refused.content.decode()
    county.post(url("confirm", draft), {"path": list(draft.notes.values_list("path", flat=True))})
    assert url("use", draft) in county.get(url("detail", draft)).content.decode()
    county.post(url("use", draft))
    draft.refresh_from_db()
    assert draft.status == "in_use"
    assert url("retire", draft) in county.get(url("detail", draft)).content.decode()
    county.post(url("retire", draft))
    draft.refresh_from_db()
    assert draft.status == "retired"


def test_confirming_nothing_says_so(county, draft):
    page = county.post(url("confirm", draft), follow=True).content.decode()
    assert "请先勾选" in page


def test_confirmations_are_taken_back_as_long_as_the_scheme_is_a_draft(county, draft):
    paths = list(draft.notes.filter(is_unset=True).values_list("path", flat=True))
    county.post(url("confirm", draft), {"path": paths})
    page = county.get(url("detail", draft)).text
    assert f"已确认 <b>{len(paths)}</b> 处，可以撤回" in page
    page = county.post(url("confirm", draft), {"path": paths[:1], "back": "1"}, follow=True).text
    assert "已撤回 1 处确认，又待确认" in page
    assert list(draft.notes.filter(confirmed_by=None, is_unset=True).values_list("path", flat=True)) == paths[:1]
    county.post(url("confirm", draft), {"path": paths})
    county.post(url("use", draft))
    county.post(url("confirm", draft), {"path": paths, "back": "1"})
    assert not draft.notes.filter(confirmed_by=None, is_unset=True).exists()


def test_the_exported_file_loads_as_the_same_scheme(county, in_use):
    answer = county.get(url("export", in_use))
    assert 'filename="touyan_2021_2026_1.toml"' in answer["Content-Disposition"]
    assert presets.SCHEMES.parse(answer.content.decode()) == presets.SCHEMES.read(in_use)


# ---------------------------------------------------------------- making


def test_a_shipped_file_is_loaded_from_the_page_once(county, places):
    data = {"source": "leitai_district", "year": 2026, "name": ""}
    first = county.post(url("create"), data, follow=True).content.decode()
    assert "已载入抓党建促乡村振兴" in first
    assert "没有另建" in county.post(url("create"), data, follow=True).content.decode()
    assert Scheme.objects.get().area == places.county


def test_an_empty_scheme_needs_a_name_and_opens_in_the_builder(county):
    assert "空白方案须填名称" in county.post(url("create"), {"source": "", "year": 2026}).content.decode()
    answer = county.post(url("create"), {"source": "", "year": 2026, "name": "季度比武"}, follow=True)
    scheme = Scheme.objects.get()
    assert answer.request["PATH_INFO"] == url("edit", scheme)
    assert scheme.code == "jidubiwu"
    [problem] = schemes.problems_of(scheme)
    assert problem in county.get(url("detail", scheme)).content.decode()


def test_a_draft_is_deleted_from_the_page(county, draft):
    assert county.post(url("delete", draft))["Location"] == url("list")
    assert not Scheme.objects.exists()


# ---------------------------------------------------------------- the builder


def test_saving_what_the_builder_shows_changes_nothing(county, draft):
    for name in ("leitai_district", "touyan_2021_final"):
        draft = load(name, draft.area, None)
        before = presets.SCHEMES.read(draft)
        assert county.post(url("edit", draft), typed(county, draft)).status_code == 302
        assert presets.SCHEMES.read(draft) == before
        assert not draft.notes.filter(confirmed_by__isnull=False).exists()


def test_rows_are_added_moved_and_removed(county, draft):
    data = typed(county, draft)
    data["dimensions"] = ["environment", "new-d", "industry"]
    data["dimensions-new-d-name"] = ["乡风文明"]
    data["dimensions-new-d-indicators"] = ["new-i"]
    data["indicators-new-i-name"], data["indicators-new-i-maximum"] = ["移风易俗"], ["20"]
    data["indicators-new-i-guidance"] = [""]
    data["dimensions-industry-indicators"] = ["local_industry", "one_product"]
    data["components"] = ["peer", "observation"]
    data["components-peer-coverage"] = ["chosen"]
    data["components-peer-indicators"] = ["new-i", "one_product"]
    data["components-observation-weight"] = ["70"]
    data["ties"] = ["1", "new-t"]
    data["ties-1-target"], data["ties-new-t-target"] = ["dimension:new-d"], ["previous_rank"]
    data["bonuses"] = ["new-b"]
    data |= {
        f"bonuses-new-b-{name}": [value]
        for name, value in {
            "name": "观摩点",
            "effect": "points",
            "points": "0.2",
            "cap": "",
            "group": "同一事例",
            "dimension": "new-d",
        }.items()
    }
    award = next(name for name in data if name.startswith("awards-") and name.endswith("-share"))
    data[award] = ["15"]
    assert county.post(url("edit", draft), data).status_code == 302
    content = presets.SCHEMES.read(draft)
    assert [(d["code"], [i["code"] for i in d["indicators"]]) for d in content["dimensions"]] == [
        ("environment", ["waste", "toilets", "appearance", "civilised_village"]),
        ("xiangfengwenming", ["yifengyisu"]),
        ("industry", ["local_industry", "one_product"]),
    ]
    assert [(c["code"], c["indicators"]) for c in content["components"]] == [
        ("peer", ["yifengyisu", "one_product"]), ("observation", []),
    ]  # fmt: skip
    assert content["tie_breaks"] == [
        {"kind": "dimension", "component": None, "dimension": "xiangfengwenming"},
        {"kind": "previous_rank", "component": None, "dimension": None},
    ]
    [item] = content["bonus_items"]
    [group] = content["bonus_groups"]
    assert (item["group"], item["dimension"], group["name"]) == (group["code"], "xiangfengwenming", "同一事例")
    assert str(content["awards"][0]["share"].normalize()) == "0.15"
    assert content["notes"]["tie_breaks"] == "unset"
    assert draft.notes.get(path="tie_breaks").confirmed_by.username == "xian"


def typed_row(prefix: str, **values: str | list[str]) -> dict[str, list[str]]:
    return {f"{prefix}-{name}": value if isinstance(value, list) else [value] for name, value in values.items()}


def test_recorded_carried_veto_and_award_by_threshold_are_built_and_shown(county, draft):
    data = typed(county, draft)
    data["indicators-one_product-levels"] = ["好 8–10；中4-7分; 差 0至3"]
    data["indicators-waste-categories"] = ["weak_economy", "key_project"]
    data["components"] = ["observation", "new-r", "new-c"]
    data["components-observation-weight"] = ["70"]
    data["components-new-r-measures"] = ["new-m", "new-p"]
    data["ties"], data["bonuses"], data["awards"] = [], ["new-v", "new-z"], ["new-a"]
    left = {"drop_high": "0", "drop_low": "0", "minimum_sheets": "1", "too_few": "refuse", "combine": "mean"}
    data |= typed_row(
        "components-new-r", name="村集体经济", short_name="集体经济", kind="recorded", rater_group="peers",
        coverage="chosen", indicators=["one_product", "cooperative"], weight="20", **left,
    )  # fmt: skip
    data |= typed_row(
        "measures-new-m", indicator="one_product", method="bands", unit="万元", zero="1", target="",
        bands="≥50 得 10；30以上：7分；其余 0", source="collective_income",
    )  # fmt: skip
    data |= typed_row(
        "measures-new-p", indicator="cooperative", method="proportional", unit="户", zero="0", target="40", bands="x",
        source="",
    )  # fmt: skip
    data |= typed_row(
        "components-new-c", name="上期得分", short_name="上期", kind="carried", rater_group="", coverage="all",
        overall_maximum="100", weight="10", **left,
    )  # fmt: skip
    data |= typed_row("bonuses-new-v", name="重大安全事故", effect="excluded", points="3", group="x", dimension="")
    data |= typed_row("bonuses-new-z", name="黑臭水体", effect="dimension_zero", points="", dimension="environment")
    data |= typed_row(
        "awards-new-a", name="优秀村", kind="prize", group="", unit="whole", places_by="threshold", share="",
        number="", counted_kind="", threshold="85", rounding="up", minimum="", maximum="", minimum_participants="1",
        tie_policy="include_all", amount="10000", recipient="both", holder_share="30",
    )  # fmt: skip
    reply = county.post(url("edit", draft), data)
    errors = texts(reply, ".errorlist")
    assert (reply.status_code, errors) == (302, [])
    content = presets.SCHEMES.read(draft)
    assert content["dimensions"][0]["indicators"][0]["levels"] == [
        {"name": "好", "low": 8, "high": 10}, {"name": "中", "low": 4, "high": 7}, {"name": "差", "low": 0, "high": 3},
    ]  # fmt: skip
    assert content["dimensions"][1]["indicators"][0]["categories"] == ["weak_economy", "key_project"]
    _, recorded, carried = content["components"]
    assert (recorded["kind"], recorded["rater_group"], carried["coverage"]) == ("recorded", None, "overall")
    bands, proportional = recorded["measures"]
    assert bands["bands"] == [
        {"lower": None, "points": 0}, {"lower": 30, "points": 7}, {"lower": 50, "points": 10},
    ]  # fmt: skip
    assert (bands["zero"], bands["source"], bands["indicator"]) == (None, "collective_income", "one_product")
    assert (proportional["target"], proportional["bands"]) == (40, [])
    veto, zero = content["bonus_items"]
    assert (veto["points"], veto["group"], zero["dimension"]) == (None, None, "environment")
    [award] = content["awards"]
    assert (award["threshold"], award["share"], str(award["holder_share"])) == (85, None, "0.3000")
    assert presets.SCHEMES.parse(presets.SCHEMES.dump(draft)) == content
    page = county.get(url("detail", draft)).content.decode()
    for words in (
        "≥ 50 万元 得 10 分；≥ 30 万元 得 7 分；其余 得 0 分", "村情：集体经济经营收入", "0 户 得 0 分，40 户 得满分",
        "好 8–10；中 4–7；差 0–3", "集体经济薄弱村、重点项目涉及村", "一票否决项", "环境优美记零分", "达到85 分的都给",
        "¥10,000.00，其中负责人 30%", "取自以往的最终得分",
    ):  # fmt: skip
        assert words in page, words
    again = typed(county, draft)
    again["version"] = ["2"]
    assert county.post(url("edit", draft), again).status_code == 302
    assert presets.SCHEMES.read(draft) == content


def test_bands_and_levels_read_their_figures_as_every_field_does():
    assert BandsField().clean("≥12,000 得 10；≥−5 得 2.50；其余 得 0") == [
        {"lower": None, "points": 0}, {"lower": -5, "points": Decimal("2.5")}, {"lower": 12000, "points": 10},
    ]  # fmt: skip
    assert LevelsField().clean("好 8.0-10；差 0至3") == [
        {"name": "好", "low": 8, "high": 10}, {"name": "差", "low": 0, "high": 3},
    ]  # fmt: skip
    for text, why in {"≥1,2 得 10": "逗号的意思不清", "≥1.5万 得 10": "看不懂", "≥1e3 得 10": "看不懂"}.items():
        with pytest.raises(ValidationError, match=why):
            BandsField().clean(text)


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("measures-new-m-bands", "≥50 得 10", "分档须有一档“其余”"),
        ("measures-new-m-bands", "五十以上 10", "看不懂“五十以上 10”"),
        ("measures-new-m-bands", "≥5 得 1；≥5 得 2；其余 得 0", "分档的起点重复"),
        ("measures-new-m-indicator", "", "请选指标"),
        ("indicators-one_product-levels", "好 8–99", "等次的最高分不能超过满分 10"),
    ],
)
def test_what_is_wrong_in_the_new_parts_is_said_beside_it(county, draft, field, value, complaint):
    data = typed(county, draft)
    data["components"] = ["new-r"]
    data["components-new-r-measures"], data["ties"] = ["new-m"], []
    data |= typed_row(
        "components-new-r", name="指标", short_name="指标", kind="recorded", coverage="all", combine="mean",
        weight="100", drop_high="0", drop_low="0", minimum_sheets="1", too_few="refuse",
    )  # fmt: skip
    data |= typed_row("measures-new-m", indicator="one_product", method="bands", bands="其余 得 0")
    data |= {field: [value]}
    reply = county.post(url("edit", draft), data)
    assert reply.status_code == 422
    assert complaint in unescape(reply.content.decode())


def test_what_was_typed_stays_when_something_is_wrong(county, draft):
    data = typed(county, draft)
    data["components-observation-weight"] = ["abc"]
    data["indicators-toilets-maximum"] = ["-6"]
    data["components"].append("new-c")
    data |= {
        f"components-new-c-{name}": [value]
        for name, value in {"name": "群众评议", "combine": "sum", "coverage": "overall", "weight": "5"}.items()
    }
    data["name"] = ["改过的名称"]
    answer = county.post(url("edit", draft), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("群众评议", "改过的名称", 'value="abc"', 'value="-6"', "累加项须填系数", "须填总分上限", "处要改"):
        assert kept in page
    draft.refresh_from_db()
    assert (draft.name, draft.version) == ("农村党支部书记大比武", 1)


def test_fields_a_method_does_not_use_are_dropped(county, draft):
    data = typed(county, draft)
    data["components-observation-combine"] = ["median"]
    data["components-observation-factor"] = ["3"]
    data["components-peer-overall_maximum"] = ["100"]
    assert county.post(url("edit", draft), data).status_code == 302
    observation, peer, _ = presets.SCHEMES.read(draft)["components"]
    assert (observation["drop_high"], observation["drop_low"], observation["factor"]) == (0, 0, None)
    assert peer["overall_maximum"] is None


def test_a_stale_edit_keeps_what_was_typed_and_shows_both_values(county, draft):
    data = typed(county, draft)
    colleague = logged_in(make_user(username="tongshi", role="county_official", area=draft.area, name="赵同事"))
    theirs = typed(county, draft) | {"components-peer-weight": ["35"]}
    assert colleague.post(url("edit", draft), theirs).status_code == 302
    data["components-peer-weight"] = ["25"]
    answer = county.post(url("edit", draft), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "这个方案已被赵同事（" in page
    assert "村支书互评 · 权重：您填的是 <b>25</b>，他人保存的是 <b>35</b>" in page
    assert parsed(page).select('[name=version][value="2"]')
    assert county.post(url("edit", draft), data | {"version": ["2"]}).status_code == 302
    assert presets.SCHEMES.read(draft)["components"][1]["weight"] == 25


def test_going_back_after_saving_names_the_own_earlier_save(county, draft):
    data = typed(county, draft)
    assert county.post(url("edit", draft), data | {"components-peer-weight": ["35"]}).status_code == 302
    answer = county.post(url("edit", draft), data | {"components-peer-weight": ["25"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"您在 {timezone.localtime():%H:}" in page
    assert "已经保存过这个方案" in page
    assert "村支书互评 · 权重：这里填的是 <b>25</b>，已保存的是 <b>35</b>" in page
    assert "他人" not in page


def test_a_scheme_put_to_use_meanwhile_keeps_what_was_typed(county, draft, county_user):
    data = typed(county, draft) | {"name": ["晚了一步"]}
    rules.confirm_values(rule_set=draft, paths=draft.notes.values_list("path", flat=True), user=county_user)
    schemes.put_to_use(scheme=draft, user=county_user)
    answer = county.post(url("edit", draft), data)
    assert answer.status_code == 422
    assert "晚了一步" in answer.content.decode()
    assert "已启用，不能再修改" in answer.content.decode()
    assert county.get(url("edit", draft)).status_code == 404


def test_a_link_to_a_removed_row_is_refused(county, draft):
    data = typed(county, draft)
    data["components"].remove("peer")
    answer = county.post(url("edit", draft), data)
    assert answer.status_code == 422
    assert presets.SCHEMES.read(draft)["components"][1]["code"] == "peer"


def test_restoring_a_kept_draft_shows_it_without_saving(county, draft):
    data = typed(county, draft) | {"name": ["断线前写的"], "restore": ["1"]}
    answer = county.post(url("edit", draft), data)
    assert "断线前写的" in answer.content.decode()
    assert Scheme.objects.get().name == "农村党支部书记大比武"
