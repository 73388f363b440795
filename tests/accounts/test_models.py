"""What an account may do and see, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Assignment, User
from areas.models import Area, VillageProfile

TODAY = timezone.localdate()


def add(user, area, role, start=date(2026, 1, 1), end=None, **fields):
    return Assignment.objects.create(user=user, role=role, area=area, valid_from=start, valid_to=end, **fields)


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def test_an_account_without_assignment_may_do_and_see_nothing(make_user, areas):
    user = make_user("nobody")
    assert user.role is None
    assert user.scope_prefix is None
    assert not user.has_perm("dashboards.view_home")
    assert not user.has_module_perms("dashboards")
    assert not Area.objects.for_user(user).exists()


def test_verbs_and_rows_come_from_the_acting_role(make_user, areas):
    user = make_user("gaotai", ("township_official", "高台镇"))
    assert user.has_perms(["cadres.change_person", "scoring.enter_sheets"])
    assert not user.has_perm("accounts.view_user")
    assert user.has_module_perms("cadres")
    assert not user.has_module_perms("accounts")
    assert set(Area.objects.for_user(user)) == {areas["高台镇"], areas["战斗村"]}


def test_a_second_role_counts_only_while_acting_in_it(make_user, areas):
    user = make_user("two", ("village_cadre", "战斗村"))
    second = add(user, areas["黎坪镇"], "township_official")
    assert user.scope_prefix == "610703104201"
    assert not user.has_perm("cadres.change_person")
    user = fresh(user)
    user.acting_id = second.pk
    assert user.scope_prefix == "610703110"
    assert user.has_perm("cadres.change_person")


def test_one_s_own_role_comes_before_one_held_for_a_colleague(make_user, areas):
    user, colleague = make_user("a"), make_user("b", name="张莉")
    stand_in = add(user, areas["高台镇"], "township_official", substitute_for=colleague)
    own = add(user, areas["战斗村"], "village_cadre")
    assert user.acting == own
    assert stand_in.label == "高台镇 乡镇党建办（代张莉）"


@pytest.mark.parametrize(
    ("role", "seen"),
    [("system_admin", 0), ("security_admin", 0), ("auditor", 0), ("department_rater", 0), ("leading_group", 1)],
)
def test_administrators_and_departments_see_no_business_rows(make_user, areas, role, seen):
    VillageProfile.objects.create(area=areas["战斗村"])
    assert VillageProfile.objects.for_user(make_user("x", (role, "南郑区"))).count() == seen


def test_a_role_holds_through_its_last_day_and_not_before_its_first(make_user, areas):
    day = timedelta(days=1)
    for start, end, holds in [
        (TODAY, TODAY, True),
        (TODAY - day, None, True),
        (TODAY + day, None, False),
        (TODAY - 2 * day, TODAY - day, False),
    ]:
        user = make_user(f"u{start}{end}".lower())
        add(user, areas["高台镇"], "township_official", start, end)
        assert (user.role is not None) is holds


def test_a_revoked_role_is_gone_at_once(make_user, areas):
    user = make_user("gaotai")
    add(user, areas["高台镇"], "township_official", revoked_at=timezone.now())
    assert user.role is None


def test_a_closed_account_may_do_nothing(make_user):
    user = make_user("gone", ("township_official", "高台镇"), is_active=False)
    assert user.scope_prefix is None
    assert not user.has_perm("cadres.view_person")
    assert not user.has_module_perms("cadres")


def test_acting_needs_one_query(make_user, django_assert_num_queries):
    user = fresh(make_user("two", ("village_cadre", "战斗村"), ("township_official", "高台镇")))
    with django_assert_num_queries(1):
        assert user.has_perm("areas.view_area")
        assert user.scope_prefix == "610703104201"
        assert user.acting.area.full_name == "省市南郑区高台镇战斗村"
        assert [each.label for each in user.current_assignments] == ["战斗村 村干部", "高台镇 乡镇党建办"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("system_admin", "security_admin"), ("security_admin", "auditor"), ("auditor", "system_admin")],
)
def test_the_database_refuses_two_administrators_in_one_account(make_user, areas, first, second):
    user = make_user("x", (first, "南郑区"))
    with pytest.raises(IntegrityError, match="one_exclusive_role_per_account"), transaction.atomic():
        add(user, areas["城固县"], second, TODAY)
    with pytest.raises(IntegrityError, match="one_exclusive_role_per_account"), transaction.atomic():
        Assignment.objects.bulk_create([Assignment(user=user, role=second, area=areas["市"], valid_from=TODAY)])


@pytest.mark.parametrize("held", ["system_admin", "security_admin", "auditor"])
def test_the_database_refuses_a_business_role_beside_an_administrator_s(make_user, areas, held):
    user, official = make_user("x", (held, "南郑区")), make_user("gaotai", ("township_official", "高台镇"))
    for row in (
        Assignment(user=user, role="county_official", area=areas["南郑区"], valid_from=TODAY),
        Assignment(user=official, role=held, area=areas["南郑区"], valid_from=TODAY),
    ):
        with pytest.raises(IntegrityError, match="administrators_hold_no_business_role"), transaction.atomic():
            Assignment.objects.bulk_create([row])
        with pytest.raises(ValidationError, match="请另开账号"):
            row.full_clean()


def test_a_business_role_may_follow_an_administrator_s_or_replace_a_revoked_one(make_user, areas):
    user = make_user("x")
    add(user, areas["南郑区"], "system_admin", date(2025, 1, 1), date(2025, 12, 31))
    add(user, areas["南郑区"], "auditor", revoked_at=timezone.now())
    add(user, areas["南郑区"], "county_official")
    add(user, areas["高台镇"], "township_official")
    assert user.role == "county_official"


def test_administrator_roles_may_follow_one_another_and_repeat_elsewhere(make_user, areas):
    user = make_user("x")
    add(user, areas["南郑区"], "system_admin", date(2025, 1, 1), date(2025, 12, 31))
    add(user, areas["南郑区"], "auditor", date(2026, 1, 1))
    add(user, areas["城固县"], "auditor", date(2026, 1, 1))
    assert user.role == "auditor"


def test_the_database_refuses_nonsense(make_user, areas):
    user = make_user("gaotai", ("township_official", "高台镇"))
    for fields, constraint in [
        ({"role": "township_official", "valid_from": TODAY}, "assignment_once_at_a_time"),
        ({"role": "superuser", "valid_from": TODAY}, "assignment_role_known"),
        ({"role": "village_cadre", "valid_from": TODAY, "valid_to": date(2020, 1, 1)}, "assignment_ends_after_start"),
        ({"role": "village_cadre", "valid_from": TODAY, "substitute_for": user}, "nobody_substitutes_for_himself"),
    ]:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Assignment.objects.create(user=user, area=areas["高台镇"], **fields)


def test_administrators_see_the_accounts_of_their_area_and_those_placed_nowhere(make_user, system_admin):
    here = make_user("gaotai", ("township_official", "高台镇"))
    nowhere = make_user("fresh")
    elsewhere = make_user("chenggu", ("county_official", "城固县"))
    seen = set(User.objects.for_user(system_admin))
    assert seen == {system_admin, here, nowhere}
    assert elsewhere not in seen
    assert not User.objects.for_user(here).exists()
    assert not User.objects.for_user(nowhere).exists()
    assert not User.objects.for_user(make_user("aud", ("auditor", "南郑区"))).exists()
