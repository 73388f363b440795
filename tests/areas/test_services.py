"""Successions and village facts."""

from datetime import date

import pytest

from areas.choices import SuccessionKind
from areas.models import Area, AreaCategory, AreaSuccession, Category, IndicatorKind, VillageProfile, VillageRecord
from areas.services import Heir, end_dated, put_in_category, rename, set_indicator, succeed
from areas.services.dossiers import enter
from core.errors import Stale, TouyanError

ON = date(2026, 7, 1)
BASIS = "南政发 2026 年 7 号"


def test_a_rename_keeps_the_row_and_notes_the_old_name(tree):
    stale = Area.objects.get(pk=tree["战斗村"].pk)
    renamed = rename(area=tree["战斗村"], name="新战斗村委会", on=ON, basis=BASIS)
    assert (renamed.pk, renamed.short_name) == (tree["战斗村"].pk, "新战斗村")
    note = AreaSuccession.objects.get()
    assert (note.old_name, note.kind, note.predecessor) == ("战斗村委会", "rename", note.successor)
    with pytest.raises(Stale):
        rename(area=stale, name="又一村委会", on=ON, basis=BASIS)


def test_a_merger_ends_the_old_villages_and_old_facts_stay(tree):
    VillageRecord.objects.create(area=tree["战斗村"], kind="contest", date=date(2026, 4, 1), title="第一季度比武")
    villages = [tree["战斗村"], tree["弥陀村"]]
    succeed(
        predecessors=villages,
        heirs=[Heir("610703106220", "弥陀战斗村委会")],
        kind=SuccessionKind.MERGE,
        on=ON,
        basis=BASIS,
    )
    heir = Area.objects.get(code="610703106220")
    assert (heir.parent, heir.valid_from, heir.short_name) == (tree["高台镇"], ON, "弥陀战斗村")
    assert set(heir.origins.values_list("predecessor", flat=True)) == {area.pk for area in villages}
    assert set(Area.objects.villages().below(tree["高台镇"]).valid_on(ON)) == {heir}
    assert set(Area.objects.villages().below(tree["高台镇"]).valid_on(date(2026, 6, 30))) == set(villages)
    assert VillageRecord.objects.get().area == tree["战斗村"]


def test_a_split_may_use_an_existing_village(tree):
    heirs = [Heir(tree["弥陀村"].code), Heir("610703106221", "东风村委会")]
    written = succeed(predecessors=[tree["战斗村"]], heirs=heirs, kind=SuccessionKind.SPLIT, on=ON, basis=BASIS)
    assert {str(note.successor) for note in written} == {"弥陀村", "东风村"}


def test_a_new_code_of_a_township_takes_its_villages_along(tree):
    category = Category.objects.get(code="key_project")
    put_in_category(area=tree["战斗村"], category=category, valid_from=date(2026, 1, 1))
    VillageProfile.objects.create(area=tree["战斗村"], population=1800)
    heir = Heir("610703206000", "高台街道办事处")
    succeed(predecessors=[tree["高台镇"]], heirs=[heir], kind=SuccessionKind.RECODE, on=ON, basis=BASIS)
    moved = Area.objects.get(code="610703206201")
    assert (moved.short_name, moved.parent.code, moved.parent.parent) == ("战斗村", "610703206000", tree["南郑区"])
    assert moved.profile.population == 1800
    assert [held.valid_from for held in AreaCategory.objects.filter(area=moved)] == [ON]
    assert AreaCategory.objects.get(area=tree["战斗村"]).valid_to == date(2026, 6, 30)
    assert not Area.objects.below(tree["高台镇"]).valid_on(ON).exists()
    assert AreaSuccession.objects.count() == 3


@pytest.mark.parametrize(
    ("names", "heirs", "kind", "message"),
    [
        (["高台镇"], [Heir("610703107000")], SuccessionKind.MERGE, "下面还有 2 个区划"),
        (["战斗村"], [Heir("610703106213")], SuccessionKind.SPLIT, "至少两个承接单位"),
        (["战斗村"], [Heir("610703106213", "别名村委会")], SuccessionKind.MERGE, "已由弥陀村委会使用"),
        (["战斗村"], [Heir("610703106999")], SuccessionKind.MERGE, "请填写名称"),
        (["战斗村"], [Heir("610799106999", "远村委会")], SuccessionKind.RECODE, "上级区划 610799106000 不存在"),
        (["战斗村"], [Heir("6107031069", "短村委会")], SuccessionKind.RECODE, "须为 12 位"),
        (["战斗村"], [Heir("610703107000")], SuccessionKind.MERGE, "级别不同"),
        (["战斗村"], [Heir("610703106201")], SuccessionKind.MERGE, "不能由自己承接"),
        (["战斗村", "高台镇"], [Heir("610703106213")], SuccessionKind.MERGE, "同一级别"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(tree, names, heirs, kind, message):
    before = Area.objects.count()
    with pytest.raises(TouyanError, match=message):
        succeed(predecessors=[tree[name] for name in names], heirs=heirs, kind=kind, on=ON, basis=BASIS)
    assert Area.objects.count() == before
    assert not Area.objects.exclude(valid_to=None).exists()
    assert not AreaSuccession.objects.exists()


def test_an_area_ends_once(tree):
    heirs = [Heir("610703106213")]
    succeed(predecessors=[tree["战斗村"]], heirs=heirs, kind=SuccessionKind.MERGE, on=ON, basis=BASIS)
    with pytest.raises(Stale, match="已撤销"):
        succeed(predecessors=[tree["战斗村"]], heirs=heirs, kind=SuccessionKind.MERGE, on=date(2026, 8, 1), basis=BASIS)


def test_categories_have_a_history(tree):
    category = Category.objects.get(code="weak_economy")
    held = put_in_category(area=tree["战斗村"], category=category, valid_from=date(2025, 1, 1))
    with pytest.raises(TouyanError, match="已属于这一类别"):
        put_in_category(area=tree["战斗村"], category=category, valid_from=date(2026, 1, 1))
    stale = AreaCategory.objects.get(pk=held.pk)
    end_dated(held, on=date(2025, 12, 31))
    with pytest.raises(Stale):
        end_dated(stale, on=date(2026, 1, 31))
    put_in_category(area=tree["战斗村"], category=category, valid_from=date(2026, 1, 1))
    with pytest.raises(TouyanError, match="不能早于开始日期"):
        end_dated(tree["战斗村"].categories.get(valid_to=None), on=date(2025, 1, 1))
    with pytest.raises(TouyanError, match="不能早于开始日期"):
        put_in_category(area=tree["弥陀村"], category=category, valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))


def test_a_second_figure_for_a_year_replaces_the_first(tree):
    kind = IndicatorKind.objects.get(code="collective_income")
    for value in (100, 120):
        figure = set_indicator(area=tree["战斗村"], kind=kind, year=2025, value=value)
    assert tree["战斗村"].indicators.get().value == 120
    assert [event.value for event in figure.events.all()] == [100]


def test_the_same_key_is_one_record(tree):
    for value in ("第 2 名", "第 1 名"):
        given = {"key": "tally:1", "kind": "contest", "date": ON, "title": "第二季度比武", "value": value}
        enter([VillageRecord(area=tree["战斗村"], **given)])
    assert tree["战斗村"].records.get().value == "第 1 名"
