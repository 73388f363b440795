"""What the database refuses, and the tree read through scope."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from areas.models import Area, AreaCategory, Category, VillageProfile


def user(area=None, *verbs):
    return SimpleNamespace(
        scope_prefix=area.prefix if area else None, acting=SimpleNamespace(area=area), has_perm=verbs.__contains__
    )  # fmt: skip


def test_full_name_is_the_address(tree):
    assert tree["战斗村"].full_name == "陕西省汉中市南郑区高台镇战斗村"


def test_below_has_everything_inside_but_not_itself(tree):
    assert {str(area) for area in Area.objects.below(tree["高台镇"])} == {"战斗村", "弥陀村"}
    assert Area.objects.below(tree["南郑区"]).villages().count() == 3


@pytest.mark.parametrize(("code", "level"), [("610703106201", 4), ("61070310620", 5), ("610703106000", 3)])
def test_a_code_must_fit_its_level(tree, code, level):
    with pytest.raises(IntegrityError, match="area_code"):
        Area.objects.create(code=code, name="某地", short_name="某地", level=level)


def test_only_local_codes_have_letters(tree):
    with pytest.raises(IntegrityError, match="official_area_code_is_digits"), transaction.atomic():
        Area.objects.create(code="610703A01000", name="开发区", short_name="开发区", level=4, parent=tree["南郑区"])
    zone = Area.objects.create(
        code="610703A01000", name="开发区", short_name="开发区", level=4, parent=tree["南郑区"], is_official=False
    )
    assert zone in Area.objects.below(tree["南郑区"])


def test_a_prefix_match_uses_the_index(tree):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index Cond" in Area.objects.in_area("610703106").explain()


def test_a_category_holds_once_at_a_time_even_in_raw_sql(tree):
    category = Category.objects.get(code="weak_economy")
    AreaCategory.objects.create(
        area=tree["战斗村"], category=category, valid_from=date(2025, 1, 1), valid_to=date(2025, 6, 30)
    )
    AreaCategory.objects.create(area=tree["战斗村"], category=category, valid_from=date(2025, 7, 1))
    with pytest.raises(IntegrityError, match="area_category_once_at_a_time"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO areas_areacategory (area_id, category_id, valid_from, note, version)"
            " VALUES (%s, %s, '2026-01-01', '', 1)",
            [tree["战斗村"].pk, category.pk],
        )


def test_rows_outside_scope_do_not_exist(tree):
    township = user(tree["高台镇"])
    assert {str(area) for area in Area.objects.for_user(township)} == {"高台镇", "战斗村", "弥陀村"}
    VillageProfile.objects.create(area=tree["新集社区"])
    assert not VillageProfile.objects.for_user(township).exists()
    assert not Area.objects.for_user(user()).exists()


def test_the_system_administrator_sees_the_tree_but_no_village_facts(tree):
    VillageProfile.objects.create(area=tree["战斗村"])
    admin = user(tree["南郑区"], "areas.manage_area")
    admin.scope_prefix = None
    assert tree["战斗村"] in Area.objects.for_user(admin)
    assert not VillageProfile.objects.for_user(admin).exists()


def test_history_keeps_the_old_profile(tree):
    profile = VillageProfile.objects.create(area=tree["战斗村"], population=1800)
    VillageProfile.objects.filter(pk=profile.pk).update(population=1790)
    assert [event.population for event in profile.events.all()] == [1800]
