"""Services of schemes: copies, editing, confirmation, freezing."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core.audit.changes import describe, events_of
from core.errors import IllegalMove, Stale, TouyanError
from core.models import StateChange
from rules import services as rules
from rules.choices import LOCAL
from rules.content import note_for
from scoring import presets
from scoring.models import Component, Field, Scheme, SchemeNote
from scoring.services import schemes
from tests.scoring.factories import Places, make_places, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> Places:
    return make_places()


@pytest.fixture
def user(places):
    return make_user(username="xian", role="county_official", area=places.county)


@pytest.fixture
def draft(places, user) -> Scheme:
    """The county programme, nothing confirmed."""
    text = presets.shipped()["touyan_2021"].read_text("utf-8")
    return schemes.load_preset(text=text, area=places.county, year=2026, user=user).scheme


def confirm_all(scheme, user) -> None:
    rules.confirm_values(rule_set=scheme, paths=presets.SCHEMES.values_of(presets.SCHEMES.read(scheme)), user=user)


@pytest.fixture
def in_use(draft, user) -> Scheme:
    confirm_all(draft, user)
    return schemes.put_to_use(scheme=draft, user=user)


def edit(scheme, user, change, *, version=None) -> Scheme:
    content = presets.SCHEMES.read(scheme)
    change(content)
    content["notes"] = {}
    version = Scheme.objects.get(pk=scheme.pk).version if version is None else version
    return schemes.save_content(scheme=scheme, content=content, version=version, user=user)


# ---------------------------------------------------------------- copies


def test_a_copy_says_the_same_and_shares_no_row(in_use, places, user):
    copy = schemes.copy_scheme(scheme=in_use, area=places.county, year=2026, user=user)
    assert presets.SCHEMES.read(copy) == presets.SCHEMES.read(in_use)
    assert (copy.edition, copy.status, copy.copied_from) == (2, "draft", in_use)
    for name in ("dimensions", "indicators", "components", "tie_breaks", "award_rules", "notes"):
        assert not set(getattr(copy, name).values_list("pk")) & set(getattr(in_use, name).values_list("pk"))
    assert not Field.objects.filter(component__scheme=copy).exists()


def test_a_copy_of_another_area_must_be_confirmed_anew(in_use, places, user):
    same = schemes.copy_scheme(scheme=in_use, area=places.county, year=2027, user=user)
    other = schemes.copy_scheme(scheme=in_use, area=places.township, year=2026, user=user, name="高台镇大比武")
    assert schemes.problems_of(same) == []
    assert len(schemes.problems_of(other)) == 43
    assert (other.edition, other.name, other.area) == (1, "高台镇大比武", places.township)


# ---------------------------------------------------------------- editing


def test_rows_that_stay_keep_their_identity(draft, user):
    before = {row.code: row.pk for row in draft.indicators.all()}

    def change(content):
        first, second, _ = content["dimensions"]
        second["indicators"].append(first["indicators"].pop(0))  # to another dimension
        del first["indicators"][0]
        content["dimensions"].reverse()
        content["components"].pop()
        content["tie_breaks"] = [{"kind": "dimension", "component": None, "dimension": "industry"}]

    edit(draft, user, change)
    after = {row.code: row.pk for row in draft.indicators.all()}
    assert after == {code: pk for code, pk in before.items() if code != "cooperative"}
    stored = presets.SCHEMES.read(draft)
    assert [row["code"] for row in stored["dimensions"]] == ["governance", "environment", "industry"]
    assert stored["dimensions"][1]["indicators"][-1]["code"] == "one_product"
    assert [row["code"] for row in stored["components"]] == ["observation", "peer"]
    assert stored["tie_breaks"][0]["dimension"] == "industry"


def test_changing_a_proposed_value_confirms_it(draft, user):
    edit(draft, user, lambda content: content["components"][0].update(weight=Decimal(60)))
    note = draft.notes.get(path="components.observation.weight")
    assert (note.is_unset, note.confirmed_by) == (True, user)


def test_changing_a_value_with_a_clause_marks_it_as_local(draft, user):
    edit(draft, user, lambda content: content["awards"][0].update(share=Decimal("0.2")))
    notes = presets.SCHEMES.read(draft)["notes"]
    assert note_for(notes, "awards.夺杯村.share") == LOCAL
    assert note_for(notes, "awards.夺杯村.unit") == "D0 3.3"


def test_notes_of_removed_rows_go_with_them(draft, user):
    edit(draft, user, lambda content: content["components"].pop())
    assert not draft.notes.filter(path__startswith="components.leader").exists()
    assert draft.notes.filter(path="components.peer.weight").exists()


def test_an_edit_that_started_from_an_older_version_is_refused(draft, user):
    edit(draft, user, lambda content: content["scheme"].update(decimals=3))
    with pytest.raises(Stale):
        edit(draft, user, lambda content: content["scheme"].update(decimals=4), version=1)
    draft.refresh_from_db()
    assert (draft.decimals, draft.version) == (3, 2)


# ---------------------------------------------------------------- put to use


def test_unconfirmed_values_are_listed_and_keep_the_scheme_from_use(draft, user):
    with pytest.raises(TouyanError) as caught:
        schemes.put_to_use(scheme=draft, user=user)
    assert len(caught.value.items) == 43
    assert "实地观摩 · 权重（现填 50）原文未规定，须由本地设定，请确认" in caught.value.items
    assert "同分排序（现填 实地观摩 → 村支书互评）原文未规定，须由本地设定，请确认" in caught.value.items
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_weights_that_do_not_add_up_keep_the_scheme_from_use(draft, user):
    edit(draft, user, lambda content: content["components"][0].update(weight=Decimal(45)))
    confirm_all(draft, user)
    with pytest.raises(TouyanError) as caught:
        schemes.put_to_use(scheme=draft, user=user)
    [problem] = caught.value.items
    assert "权重合计为 95 分，应等于满分 100 分" in problem


def test_confirming_counts_only_what_was_open(draft, user):
    paths = ["components.observation.weight", "components.observation.name", "tie_breaks"]
    assert rules.confirm_values(rule_set=draft, paths=paths, user=user) == 2
    assert rules.confirm_values(rule_set=draft, paths=paths, user=user) == 0


def test_columns_follow_the_indicators_each_component_covers(draft, user):
    def change(content):
        _, peer, leader = content["components"]
        peer.update(coverage="chosen", indicators=["one_product", "party"])
        leader.update(coverage="overall", overall_maximum=Decimal(100))
        content["dimensions"].reverse()

    edit(draft, user, change)
    confirm_all(draft, user)
    scheme = schemes.put_to_use(scheme=draft, user=user)
    columns = {
        component.code: [(field.name, field.maximum) for field in component.fields.all()]
        for component in scheme.components.all()
    }
    assert [name for name, _ in columns["observation"]][:4] == ["党组织建设", "群众文化", "社会治安", "垃圾污水"]
    assert len(columns["observation"]) == 11
    assert columns["peer"] == [("党组织建设", Decimal(12)), ("一村一品", Decimal(10))]
    assert columns["leader"] == [("总分", Decimal(100))]
    assert scheme.status == "in_use"
    change = StateChange.objects.filter(subject="scoring.scheme", subject_id=scheme.pk).latest("pk")
    assert (change.source, change.target, change.user) == ("draft", "in_use", user)


def test_a_retired_scheme_can_be_used_again_with_the_same_columns(in_use, user):
    before = set(Field.objects.values_list("pk", flat=True))
    rules.retire(rule_set=in_use, user=user)
    assert in_use.status == "retired"
    schemes.put_to_use(scheme=in_use, user=user)
    assert (in_use.status, set(Field.objects.values_list("pk", flat=True))) == ("in_use", before)
    with pytest.raises(IllegalMove):
        schemes.put_to_use(scheme=in_use, user=user)


# ---------------------------------------------------------------- frozen


def test_services_refuse_to_change_a_scheme_in_use(in_use, user):
    for refused in (
        lambda: edit(in_use, user, lambda content: content["scheme"].update(decimals=3)),
        lambda: rules.confirm_values(rule_set=in_use, paths=["tie_breaks"], user=user),
        lambda: rules.delete_draft(rule_set=in_use),
    ):
        with pytest.raises(TouyanError, match="已启用"):
            refused()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scoring_scheme SET decimals = 4 WHERE id = %s",
        "UPDATE scoring_scheme SET status = 'draft' WHERE id = %s",
        "DELETE FROM scoring_scheme WHERE id = %s",
        "UPDATE scoring_component SET weight = 1 WHERE scheme_id = %s",
        "UPDATE scoring_indicator SET maximum = 1 WHERE scheme_id = %s",
        "DELETE FROM scoring_tiebreak WHERE scheme_id = %s",
        "UPDATE scoring_awardrule SET share = 0.5 WHERE scheme_id = %s",
        "UPDATE scoring_field SET maximum = 1 WHERE component_id IN "
        "(SELECT id FROM scoring_component WHERE scheme_id = %s)",
        "INSERT INTO scoring_dimension (scheme_id, \"order\", code, name) VALUES (%s, 9, 'x', 'x')",
    ],
)
def test_the_database_refuses_to_change_a_scheme_in_use(in_use, statement):
    with (
        pytest.raises(IntegrityError, match="方案已启用，不可修改"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [in_use.pk])


def test_a_draft_can_be_thrown_away(draft):
    rules.delete_draft(rule_set=draft)
    assert not Scheme.objects.exists()
    assert not Component.objects.exists()


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [("实地观摩", [], "shidiguanmo"), ("实地观摩", ["shidiguanmo"], "shidiguanmo_2"), ("！", [], "item")],
)
def test_codes_are_made_from_names(name, taken, code):
    assert rules.code_for(name, taken) == code


# ---------------------------------------------------------------- history


def test_where_a_value_comes_from_is_named_in_words_in_the_history(draft, user):
    """The auditor reads what the office calls things, not the codes of the file; and what was there before it went."""
    rules.confirm_values(rule_set=draft, paths=["components.observation.weight", "scheme.decimals"], user=user)
    draft.notes.filter(path="components.observation").delete()
    titles = [event.title for event in describe(events_of(SchemeNote).objects.order_by("pgh_id"))]
    assert titles[-1].startswith("评分项 · 实地观摩：D0 3")
    assert not any("." in title.split("：")[0] for title in titles)
    [gone] = describe(events_of(SchemeNote).objects.filter(pgh_label="delete"))
    assert f"方案：{draft}" in [str(change) for change in gone.changes]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("scheme", "评分方案"),
        ("scheme.decimals", "评分方案 · 得分小数位"),
        ("components.gone.weight", "评分项 · gone · 权重"),
        ("awards.一等奖.share", "奖项规则 · 一等奖 · 比例"),
        ("tie_breaks", "同分排序"),
        ("no such.path", "no such.path"),
        ("components.observation.no_field", "评分项 · 实地观摩 · no_field"),
    ],
)
def test_a_place_in_a_scheme_is_said_in_words(draft, path, words):
    note = SchemeNote(scheme=draft, path=path, clause="D0")
    assert presets.SCHEMES.note_titles([note]) == [f"{words}：D0"]


def test_titles_cost_the_same_for_one_scheme_and_for_more(draft, places, user, django_assert_num_queries):
    copy = schemes.copy_scheme(scheme=draft, area=places.county, year=2027, user=user)
    for notes in ([draft.notes.first()], [*draft.notes.all(), *copy.notes.all()]):
        with django_assert_num_queries(5):
            presets.SCHEMES.note_titles(notes)
