"""The shipped files: faithful, complete, loadable; the format itself."""

import re
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from core.errors import TouyanError
from rules.choices import UNSET
from rules.content import Content, note_for
from scoring import presets
from scoring.models import Scheme
from scoring.services import schemes
from tests.examples import times
from tests.scoring.factories import make_places

FILES = sorted(presets.shipped())
pytestmark = pytest.mark.django_db


def content_of(name: str) -> Content:
    return presets.SCHEMES.parse(presets.shipped()[name].read_text("utf-8"))


def test_the_files_named_in_the_manual_are_there():
    assert FILES == ["leitai_district", "touyan_2021", "touyan_2021_final"]


@pytest.mark.parametrize("name", FILES)
def test_every_value_has_its_clause_or_is_unset(name):
    content = content_of(name)
    without = [path for path in presets.SCHEMES.values_of(content) if note_for(content["notes"], path) is None]
    assert without == []


@pytest.mark.parametrize("name", FILES)
def test_points_weights_and_methods_are_unset_in_every_file(name):
    """Neither D0 nor D3 gives any of them."""
    content = content_of(name)
    silent = ("maximum", "weight", "combine", "drop_high", "drop_low", "minimum_sheets", "too_few", "tie_policy")
    for path in presets.SCHEMES.values_of(content):
        section, field = path.partition(".")[0], path.rpartition(".")[2]
        if field in silent and not (section == "awards" and field == "maximum") and section != "bonus_items":
            assert content["notes"][path] == UNSET, path


def test_the_county_programme_says_what_its_document_says():
    content = content_of("touyan_2021")
    assert [d["name"] for d in content["dimensions"]] == ["产业兴旺", "环境优美", "治理有效"]
    assert [len(d["indicators"]) for d in content["dimensions"]] == [4, 4, 3]
    assert [c["name"] for c in content["components"]] == ["实地观摩", "村支书互评", "乡镇领导点评"]
    [cup] = content["awards"]
    assert (cup["name"], cup["kind"], cup["share"]) == ("夺杯村", "cup", Decimal("0.1"))
    [final] = content_of("touyan_2021_final")["awards"]
    assert (final["places_by"], final["minimum"], final["maximum"]) == ("range", 5, 10)
    assert (final["recipient"], final["amount"]) == ("both", None)
    assert note_for(content["notes"], "awards.夺杯村.share") == "D0 3.3"


def test_the_district_plan_says_what_its_document_says():
    content = content_of("leitai_district")
    assert [d["name"] for d in content["dimensions"]] == ["组织建设", "乡村产业", "人居环境", "乡村治理", "乡风文化"]
    assert [len(d["indicators"]) for d in content["dimensions"]] == [6, 5, 7, 6, 6]
    assert all(row["guidance"].startswith("看") for d in content["dimensions"] for row in d["indicators"])
    assert [(item["points"], item["group"]) for item in content["bonus_items"]] == [
        (Decimal("0.2"), "same_case"), (Decimal("0.5"), "same_case"),
    ]  # fmt: skip
    assert content["notes"]["scheme.subject"] == UNSET  # townships or villages, the document leaves it open
    assert "不计入比武得分" in note_for(content["notes"], "bonus_items.city_case.points")


@pytest.mark.parametrize("name", FILES)
def test_a_file_survives_the_tables_and_comes_out_the_same(name):
    content = content_of(name)
    loaded = schemes.load_preset(text=presets.SCHEMES.to_toml(content), area=make_places().county, year=2026)
    assert presets.SCHEMES.read(loaded.scheme) == content
    assert presets.SCHEMES.parse(presets.SCHEMES.dump(loaded.scheme)) == content


# ---------------------------------------------------------------- random schemes

codes = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=8).map(str.strip).filter(bool)
figures = st.decimals(min_value="0.01", max_value=200, places=2)
amounts = st.decimals(min_value=-999999, max_value=999999, places=4)
shares = st.decimals(min_value="0.01", max_value="0.99", places=2)


@st.composite
def indicators(draw, code: str) -> dict:
    maximum = draw(figures)
    return {
        "code": code, "name": draw(texts), "maximum": maximum, "guidance": draw(st.just("") | texts),
        "categories": draw(st.sampled_from([[], ["weak_economy"], ["weak_economy", "key_project"]])),
        "levels": [
            {"name": draw(texts), "low": maximum / 2, "high": maximum} for _ in range(draw(st.integers(0, 2)))
        ],
    }  # fmt: skip


@st.composite
def measures(draw, indicator: str | None) -> dict:
    method = draw(st.sampled_from(["direct", "proportional", "bands", "relative", "rank"]))
    zero = draw(amounts) if method == "proportional" else None
    lowers = [None, *sorted(draw(st.lists(amounts, max_size=3, unique=True)))] if method == "bands" else []
    return {
        "indicator": indicator, "method": method, "unit": draw(st.just("") | texts), "zero": zero,
        "target": None if zero is None else zero + draw(figures),
        "less_is_better": method == "rank" and draw(st.booleans()),
        "source": draw(st.none() | st.just("collective_income")),
        "bands": [{"lower": each, "points": draw(figures)} for each in lowers],
    }  # fmt: skip


@st.composite
def awards(draw, name: str) -> dict:
    by = draw(st.sampled_from(["share", "number", "range", "threshold", "award_count", "improvement"]))
    recipient = draw(st.sampled_from(["village", "holder", "both", "posts"]))
    from_bottom = draw(st.booleans())
    money = (figures | figures.map(lambda amount: -amount)) if from_bottom else figures
    by_post = recipient == "posts"
    return {
        "name": name, "kind": "cup", "group": draw(st.just("") | texts), "unit": "whole", "places_by": by,
        "share": draw(shares) if by == "share" else None,
        "number": draw(st.integers(1, 9)) if by in ("number", "award_count", "improvement") else None, "rounding": "up",
        "minimum": 1 if by == "range" else 0, "maximum": draw(st.integers(1, 9)) if by == "range" else None,
        "minimum_participants": 1, "threshold": draw(figures) if by == "threshold" else None,
        "counted_kind": "flag" if by == "award_count" else None, "from_bottom": from_bottom,
        "amount": None if by_post else draw(st.none() | money), "recipient": recipient,
        "holder_share": draw(shares) if recipient == "both" else None,
        "months": draw(st.none() | st.integers(1, 12)) if by_post else None,
        "tie_policy": "include_all", "shrink": False,
        "posts": [{"post": post, "amount": draw(money)} for post in ("secretary", "director", None)] if by_post else [],
    }  # fmt: skip


@st.composite
def contents(draw) -> Content:
    content = presets.SCHEMES.blank(draw(codes), draw(texts))
    content["scheme"]["full_mark"] = draw(st.integers(1, 200).map(Decimal))
    content["scheme"]["round_components"] = draw(st.none() | st.integers(0, 8))
    content["scheme"]["subject"] = draw(st.sampled_from(["village", "township", "group", "person"]))
    names = iter(draw(st.lists(codes, min_size=8, max_size=8, unique=True)))
    for _ in range(draw(st.integers(0, 2))):
        rows = [draw(indicators(next(names))) for _ in range(draw(st.integers(0, 2)))]
        content["dimensions"].append({"code": next(names), "name": draw(texts), "indicators": rows})
    every = [row["code"] for dimension in content["dimensions"] for row in dimension["indicators"]]
    for code in draw(st.lists(codes, max_size=2, unique=True)):
        kind = draw(st.sampled_from(["rated", "recorded", "carried"]))
        coverage = draw(st.sampled_from(["all", "overall", *(["chosen"] if every else [])]))
        coverage = "overall" if kind == "carried" else coverage
        combine = draw(st.sampled_from(["mean", "trimmed", "median", "sum"] if kind == "rated" else ["mean", "sum"]))
        counting = combine == "sum"
        covered = {"all": every, "chosen": every[:1], "overall": [None]}[coverage] if kind == "recorded" else []
        content["components"].append({
            "code": code, "name": draw(texts), "short_name": draw(texts), "kind": kind,
            "rater_group": draw(st.sampled_from(["peers", "panel"])) if kind == "rated" else None,
            "is_second_round": kind == "rated" and draw(st.booleans()), "coverage": coverage,
            "indicators": [each for each in every[:1] if coverage == "chosen"],
            "overall_maximum": draw(figures) if coverage == "overall" else None, "combine": combine,
            "drop_high": 1 if combine == "trimmed" else 0, "drop_low": 2 if combine == "trimmed" else 0,
            "weight": None if counting else draw(figures), "factor": draw(figures) if counting else None,
            "minimum_sheets": draw(st.integers(1, 9)), "too_few": draw(st.sampled_from(["refuse", "leave_out"])),
            "measures": [draw(measures(each)) for each in covered],
        })  # fmt: skip
        content["tie_breaks"].append({"kind": "component", "component": code, "dimension": None})
        content["notes"][f"components.{code}.weight"] = draw(st.sampled_from([UNSET, "D0 3.3"]))
        if covered:
            content["notes"][f"components.{code}.measures.{covered[0] or presets.OVERALL}.bands"] = UNSET
    content["tie_breaks"].append({"kind": "previous_rank", "component": None, "dimension": None})
    for name in draw(st.lists(texts, max_size=2, unique=True)):
        content["awards"].append(draw(awards(name)))
    for code in draw(st.lists(codes, max_size=2, unique=True)):
        effect = draw(st.sampled_from(["points", "excluded", "ranked_last", "no_award"]))
        ranged = effect == "points" and draw(st.booleans())
        content["bonus_items"].append({
            "code": code, "name": draw(texts), "effect": effect,
            "points": -5 if effect == "points" and not ranged else None,
            "low": -5 if ranged else None, "high": -1 if ranged else None,
            "cap": None, "group": None, "dimension": None,
        })  # fmt: skip
    return content


@given(contents())
@times(1 / 4, suppress_health_check=[HealthCheck.function_scoped_fixture])  # each writes a scheme of many tables
def test_any_scheme_survives_file_and_tables(content):
    assert presets.SCHEMES.parse(presets.SCHEMES.to_toml(content)) == content
    area = make_places().county
    scheme = schemes.create_scheme(area=area, year=2026, user=None, content=content)
    assert presets.SCHEMES.read(scheme) == content


# ---------------------------------------------------------------- what is wrong with a file


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("weight = 50", 'weight = "50"', "components.observation.weight：应为数字"),
        ("weight = 50", "weight = 50\nfactor = 2", "components.observation：累加项填系数、不填权重"),
        ('combine = "trimmed"', 'combine = "best"', "components.observation.combine：应为 mean、trimmed"),
        ('rater_group = "observers"', 'rater_group = "nobody"', "rater_group：没有代码为“nobody”的评委组"),
        ("share = 0.1", "share = 1.5", "awards.夺杯村：按比例请填 0–1 的比例"),
        ("share = 0.1\n", "", "awards.夺杯村：按比例请填"),
        ('component = "peer"', 'component = "else"', "tie_breaks.2.component：没有代码为“else”的评分项"),
        ("decimals = 2", "decimals = 2.5", "scheme.decimals：应为整数"),
        ("decimals = 2", "decimal = 2", "scheme.decimal：没有这一项"),
        ('name = "一村一品"\n', "", "dimensions.industry.indicators.one_product.name：缺少名称"),
        ('code = "toilets"', 'code = "waste"', "dimensions.environment.indicators.waste：代码重复"),
        ('code = "party"', 'code = "waste"', "dimensions.governance.indicators.waste：别处已有相同代码的指标"),
        ('"tie_breaks" = "unset"', '"tie_break" = "unset"', "notes.tie_break：方案里没有这一项"),
        ("[notes]", "[note]", "note：没有这一节"),
        ("full_mark = 100", "full_mark = nan", "scheme.full_mark"),
        ("[scheme]", "[scheme", "文件不是有效的 TOML"),
        ("share = 0.1\n", "share = 0.1\namount = -400\n", "awards.夺杯村：奖金须大于 0；只有从末位数起的"),
        ('recipient = "both"', 'recipient = "posts"', "awards.夺杯村：奖给各职务干部的，须写各职务金额"),
        ("share = 0.1\n", 'share = 0.1\nposts = [{post = "mayor", amount = 5}]\n', "没有代码为“mayor”的职务"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_path(old, new, complaint):
    text = presets.shipped()["touyan_2021"].read_text("utf-8")
    assert old in text
    with pytest.raises(TouyanError) as caught:
        presets.SCHEMES.parse(text.replace(old, new, 1))
    assert complaint in str(caught.value)


# ---------------------------------------------------------------- the command


def load(*args, **options) -> str:
    out = StringIO()
    call_command("load_preset", *args, stdout=out, **options)
    return out.getvalue()


def test_loading_twice_changes_nothing_and_says_so():
    area = make_places().county
    assert "已载入农村党支部书记大比武（2026年第1版）" in load("touyan_2021", area=area.code, year=2026)
    assert "没有另建" in load("touyan_2021", area=area.code, year=2026)
    assert Scheme.objects.count() == 1


def test_a_file_that_differs_becomes_the_next_edition(tmp_path):
    area = make_places().county
    load("touyan_2021", area=area.code, year=2026)
    file = tmp_path / "mine.toml"
    file.write_text(
        presets.shipped()["touyan_2021"].read_text("utf-8").replace("decimals = 2", "decimals = 3"), "utf-8"
    )
    assert "第2版" in load(str(file), area=area.code, year=2026)
    first, second = Scheme.objects.order_by("edition")
    assert (first.decimals, second.decimals) == (2, 3)


def test_the_command_explains_what_is_wrong(tmp_path):
    area = make_places().county
    with pytest.raises(CommandError, match="没有代码为 999999999999 的区域"):
        load("touyan_2021", area="999999999999", year=2026)
    with pytest.raises(CommandError, match="读不出文件"):
        load(str(tmp_path / "none.toml"), area=area.code, year=2026)
    broken = tmp_path / "broken.toml"
    broken.write_text("[scheme]\ncode = 1\n", "utf-8")
    with pytest.raises(CommandError, match=r"scheme\.code：应为文字"):
        load(str(broken), area=area.code, year=2026)


def test_the_manual_lists_every_value_of_every_file(settings):
    out = StringIO()
    call_command("describe_presets", stdout=out)
    manual = (settings.BASE_DIR / "docs" / "presets.md").read_text("utf-8")
    assert manual.endswith(out.getvalue()), "manage.py describe_presets has changed: renew docs/presets.md"
    assert out.getvalue().count("**原文未规定，须由本地设定**") == 128


def test_every_example_in_the_manual_loads_and_is_ready_for_use(settings):
    area = make_places().county
    manual = (settings.BASE_DIR / "docs" / "presets.md").read_text("utf-8")
    examples = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert len(examples) == 2
    for text in examples:
        loaded = schemes.load_preset(text=text, area=area, year=2026)
        assert schemes.problems_of(loaded.scheme) == []


def test_the_manual_lists_every_key_with_the_codes_that_are_known():
    out = StringIO()
    call_command("describe_presets", stdout=out)
    listed = re.findall(r"^\| `(\w+)` \|", out.getvalue(), re.MULTILINE)
    sections = [presets.SCHEME, *presets.SCHEMES.sections.values(), presets.INDICATORS, presets.MEASURES]
    for section in [*sections, presets.LEVELS, presets.BANDS, presets.POSTS]:
        assert {*section.fields, *section.inner} <= set(listed), section
    for code in ("`observers` 观摩评委", "`collective_income` 集体经济经营收入（元）", "`secretary`", "`improvement`"):
        assert code in out.getvalue()


INCOME = """
[scheme]
code = "income"
name = "收入"

[[components]]
code = "income"
name = "收入"
short_name = "收入"
kind = "recorded"
coverage = "overall"
overall_maximum = 10
weight = 90

[[components.measures]]
method = "proportional"
zero = 0
target = 60
unit = "万元"
source = "collective_income"
"""


def test_loading_says_what_would_keep_the_scheme_from_use(tmp_path):
    """Figures in yuan against a target in ten thousands would give everybody full points."""
    file = tmp_path / "income.toml"
    file.write_text(INCOME, "utf-8")
    said = load(str(file), area=make_places().county.code, year=2026)
    assert "启用前还要处理：" in said
    assert "各评分项权重合计为 90 分，应等于满分 100 分" in said
    assert "取自村情指标，那里的单位是元，这里写的是万元" in said
    with pytest.raises(TouyanError, match="还不能启用"):
        schemes.put_to_use(scheme=Scheme.objects.get(), user=None)


def test_a_sound_file_loads_without_a_warning(tmp_path):
    file = tmp_path / "income.toml"
    text = INCOME.replace("万元", "元").replace("target = 60", "target = 600000").replace("weight = 90", "weight = 100")
    file.write_text(text, "utf-8")
    assert "启用前还要处理" not in load(str(file), area=make_places().county.code, year=2026)
