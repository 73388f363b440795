"""Rows out of workbooks as offices hand them in, through the form of the page. ux.md page 4, findings.md

The register is that of village indicators: two references, a year, a figure, a text.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.choices import Level
from areas.models import Area, IndicatorKind, VillageIndicator
from areas.registers import INDICATORS
from core.errors import Stale, TouyanError
from core.files import imports
from core.files.workbooks import Faulty
from core.models import ImportRun, StateChange
from tests.core.conftest import official

HEAD = ("村", "年度", "指标", "数值", "来源")


@pytest.fixture
def office(areas):
    return official(areas["南郑区"], "zuzhibu", "county_official")


@pytest.fixture
def importer(office):
    return INDICATORS.importer(office)


def judged(importer, *rows, head=HEAD) -> list[imports.Item]:
    return importer.preview({"表": [head, *rows]})


def states(items) -> list[str]:
    return [item.state for item in items]


def figure(areas, value=5, village="战斗村") -> VillageIndicator:
    kind = IndicatorKind.objects.get(code="collective_income")
    return VillageIndicator.objects.create(area=areas[village], kind=kind, year=2025, value=value, source_label="年报")


@pytest.fixture
def income(db) -> str:
    return IndicatorKind.objects.get(code="collective_income").name


# ---------------------------------------------------------------- reading
def test_the_head_may_stand_below_a_title_and_columns_in_any_order(importer, areas, income):
    rows = [
        ("南郑区村情表",),
        ("填报单位：高台镇",),
        ("备 注", "数\n值", "指标", "村", "年度"),
        ("", 7.0, income, "战斗村", 2025.0),
    ]
    [item] = importer.preview({"说明": [("看下一张",)], "表": rows})
    assert (item.state, item.row, item.subject) == ("new", 4, f"战斗村 2025 {income}")


def test_totals_signatures_and_empty_lines_are_no_data(importer, areas, income):
    rows = [
        ("战斗村", 2025, income, 7, ""),
        (None,) * 5,
        ("合计", "", "", 7, ""),
        ("主要负责人（签字）：", "", "", "", ""),
    ]
    assert states(judged(importer, *rows)) == ["new"]


def test_a_workbook_of_something_else_is_refused_by_name_of_what_is_missing(importer):
    with pytest.raises(TouyanError, match="缺“指标”"):
        importer.preview({"表": [("村", "年度", "数值"), ("战斗村", 2025, 7)]})
    with pytest.raises(TouyanError, match="没有填内容"):
        judged(importer)


def test_a_place_is_meant_by_name_or_code_and_namesakes_by_their_township(importer, areas, income):
    other = Area.objects.create(
        code="610703110202", name="战斗村委会", short_name="战斗村", level=Level.VILLAGE, parent=areas["黎坪镇"]
    )
    head = ("乡镇", *HEAD)
    items = judged(
        importer, ("", "战斗村", 2025, income, 1, ""), ("黎坪镇", "战斗村", 2025, income, 1, ""),
        ("", 610703104201.0, 2025, income, 1, ""), ("高台镇", "桃源村", 2025, income, 1, ""), head=head,
    )  # fmt: skip
    assert states(items) == ["error", "new", "new", "error"]
    assert items[0].why == "有 2 个“战斗村”，请把乡镇也填上，或改填代码（610703104201、610703110202）"
    assert items[1].data[2]["area"] == str(other.pk)
    assert items[2].data[2]["area"] == str(areas["战斗村"].pk)
    assert items[3].why == "“桃源村”的乡镇是“黎坪镇”，不是“高台镇”"


def test_a_village_and_its_successor_of_one_name_are_told_apart_by_code_only(importer, areas, income):
    """Whose figure of a past year it is nobody can guess."""
    old = areas["战斗村"]
    Area.objects.filter(pk=old.pk).update(valid_to="2024-12-31")
    Area.objects.create(
        code="610703104222", name="战斗村委会", short_name="战斗村", level=Level.VILLAGE, parent=areas["高台镇"]
    )
    head = ("乡镇", *HEAD)
    items = judged(
        importer, ("高台镇", "战斗村", 2020, income, 1, ""), ("高台镇", old.code, 2020, income, 1, ""), head=head
    )
    assert items[0].why == "有 2 个“战斗村”，请改填代码（610703104201、610703104222）"
    assert items[1].data[2]["area"] == str(old.pk)


def test_a_figure_in_another_unit_than_the_kind_s_is_refused(importer, areas, income):
    [item] = judged(importer, ("战斗村", 2025, income, 7, "", "万元"), head=(*HEAD, "单位"))
    assert item.state == "error"
    assert "单位是“元”，不是“万元”" in item.why


def test_what_cannot_be_read_and_what_the_form_refuses_stand_at_their_cells(importer, areas, income):
    items = judged(
        importer, ("战斗村", 2025, income, Faulty("5%", "是百分数"), ""), ("战斗村", "去年", income, 7, ""),
        ("桃源村", 2025, income, "七", ""), ("", 2025, income, 7, ""),
    )  # fmt: skip
    assert [(item.place, item.why) for item in items] == [
        ("D2", "是百分数"), ("B3", "“去年”不是数字，请填数字，如 8.5"),
        ("D4", "“七”不是数字，请填数字，如 8.5"), ("A5", "请选择"),
    ]  # fmt: skip


def test_one_row_twice_in_a_workbook_is_said(importer, areas, income):
    items = judged(importer, *[("战斗村", 2025, income, value, "") for value in (1, 2)])
    assert states(items) == ["new", "error"]
    assert "和第 2 行是同一条" in items[1].why


def test_changes_are_told_by_cell_and_blanks_leave_what_is_there(importer, areas, income):
    figure(areas)
    items = judged(importer, ("战斗村", 2025, income, 9, ""), ("桃源村", 2025, income, 9, ""))
    assert (items[0].header, items[0].old, items[0].new) == ("数值", "5", "9")
    assert states(items) == ["changed", "new"]
    importer.write(items)
    assert VillageIndicator.objects.get(area=areas["战斗村"]).source_label == "年报"


def test_zero_is_not_nothing(importer, areas, income):
    figure(areas, value=0)
    [item] = judged(importer, ("战斗村", 2025, income, 9, ""))
    assert (item.old, item.new) == ("0", "9")
    VillageIndicator.objects.update(value=9)
    [item] = judged(importer, ("战斗村", 2025, income, 0, ""))
    assert (item.state, item.old, item.new) == ("changed", "9", "0")


def test_a_line_asks_the_database_only_what_its_constraints_do(importer, areas, income, django_assert_max_num_queries):
    year = timezone.localdate().year
    rows = [("战斗村", year - at, income, at, "") for at in range(30)]
    with django_assert_max_num_queries(6 + len(rows)):  # whether it is new
        assert states(judged(importer, *rows)) == ["new"] * 30


# ---------------------------------------------------------------- writing
def keep(items, office) -> ImportRun:
    return ImportRun.objects.create(
        kind=INDICATORS.label, subject=INDICATORS.title, filename="a.xlsx", content=b"",
        items=[imports.asdict(item) for item in items], created_by=office,
    )  # fmt: skip


def test_what_changed_after_the_preview_stops_all_of_it(importer, office, areas, income):
    row = figure(areas)
    items = judged(importer, ("战斗村", 2025, income, 9, ""), ("桃源村", 2025, income, 9, ""))
    VillageIndicator.objects.filter(pk=row.pk).update(value=6, version=2)
    with pytest.raises(Stale, match="一行也没有导入"):
        imports.confirm(run=keep(items, office), write=importer.write)
    assert VillageIndicator.objects.get().value == 6


def test_a_row_that_somebody_added_meanwhile_stops_all_of_it(importer, office, areas, income):
    items = judged(importer, ("战斗村", 2025, income, 9, ""), ("桃源村", 2025, income, 9, ""))
    figure(areas, village="桃源村")
    with pytest.raises(Stale) as refused:
        imports.confirm(run=keep(items, office), write=importer.write)
    assert "已经登记" in refused.value.items[0]
    assert VillageIndicator.objects.count() == 1


def test_an_import_is_taken_back_unless_a_row_of_it_was_changed_since(importer, office, areas, income):
    row = figure(areas)
    run = keep(judged(importer, ("战斗村", 2025, income, 9, ""), ("桃源村", 2025, income, 8, "")), office)
    run = imports.confirm(run=run, write=importer.write, of="行")
    assert run.receipt == "新增 1 行，修改 1 行"
    added = VillageIndicator.objects.get(area=areas["桃源村"])
    VillageIndicator.objects.filter(pk=added.pk).update(value=10, version=2)
    with pytest.raises(Stale, match="一行也没有撤销"):
        imports.undo(run=run, write=importer.take_back, reason="传错了")
    VillageIndicator.objects.filter(pk=added.pk).update(value=8, version=1)
    imports.undo(run=run, write=importer.take_back, reason="传错了")
    assert VillageIndicator.objects.get() == row
    assert VillageIndicator.objects.get().value == 5
    assert set(StateChange.objects.filter(subject_id=run.pk).values_list("target", flat=True)) == {
        "confirmed",
        "undone",
    }


def test_who_lost_the_place_meanwhile_imports_nothing_there(importer, areas, income):
    items = judged(importer, ("战斗村", 2025, income, 9, ""))
    elsewhere = official(areas["黎坪镇"], "wang")
    with pytest.raises(Stale):
        INDICATORS.importer(elsewhere).write(items)


def test_a_preview_is_forgotten_with_the_others(importer, office, areas, income):
    run = keep(judged(importer, ("战斗村", 2025, income, 9, "")), office)
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=30))
    assert imports.forget(now=timezone.now()) == 1
    assert not ImportRun.objects.filter(pk=run.pk).exists()
