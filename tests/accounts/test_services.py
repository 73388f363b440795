"""What administrators do to accounts, and what they may not."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts import services
from accounts.models import Assignment, User
from areas.choices import SuccessionKind
from areas.models import Area
from areas.services import Heir, succeed
from core.errors import Stale, TouyanError
from core.models import StateChange
from tests.servers import PATIENCE

TODAY = timezone.localdate()


def steps(row) -> list[tuple[str, str, str]]:
    """(step, reason, user name) of the changes recorded for a row."""
    changes = StateChange.objects.filter(subject=row._meta.label_lower, subject_id=row.pk).order_by("id")
    return list(changes.values_list("target", "reason", "user__username"))


def grant(user, role, area, by, **fields):
    return services.grant_role(user=user, role=role, area=area, valid_from=TODAY, by=by, **fields)


def test_a_new_account_has_a_password_for_the_slip_and_no_role(system_admin):
    user, password = services.create_user(username="zhangli", name="张莉", unit="高台镇党建办", by=system_admin)
    assert user.check_password(password)
    assert user.must_change_password
    assert user.role is None
    assert not set(password) & set("0o1il")
    assert steps(user) == [("created", "", "sysadmin")]


def test_initial_passwords_are_all_different():
    assert len({services.initial_password() for _ in range(500)}) == 500


@pytest.mark.parametrize("username", ["sysadmin", "Zhang Li", "张莉", "", "a\n"])
def test_a_user_name_must_be_free_and_plain(system_admin, username):
    with pytest.raises(TouyanError):
        services.create_user(username=username, name="张莉", by=system_admin)
    assert User.objects.count() == 1


def test_reset_gives_a_new_first_password(make_user, system_admin):
    user = make_user("gaotai", ("township_official", "高台镇"))
    password = services.reset_password(user=user, by=system_admin, reason="忘记密码")
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change_password
    assert steps(user) == [("password_reset", "忘记密码", "sysadmin")]


@pytest.mark.parametrize("role", ["security_admin", "auditor"])
def test_a_system_administrator_cannot_take_over_security_or_audit(make_user, system_admin, role):
    user = make_user("x", (role, "南郑区"))
    before = user.password
    with pytest.raises(TouyanError, match="安全管理员或审计员"):
        services.reset_password(user=user, by=system_admin)
    with pytest.raises(TouyanError, match="安全管理员或审计员"):
        services.deactivate_user(user=user, by=system_admin, reason="离职")
    with pytest.raises(TouyanError, match="安全管理员或审计员"):
        services.save_details(user=user, changed=["name"], by=system_admin)
    user.refresh_from_db()
    assert user.is_active
    assert user.password == before


def test_closing_an_account_needs_a_reason_and_revokes_its_roles(make_user, areas, system_admin):
    user = make_user("gaotai", ("township_official", "高台镇"), ("village_cadre", "战斗村"))
    with pytest.raises(TouyanError, match="请写明原因"):
        services.deactivate_user(user=user, by=system_admin, reason=" ")
    services.deactivate_user(user=user, by=system_admin, reason="调离")
    assert not user.is_active
    assert Assignment.objects.filter(user=user, revoked_at=None).count() == 0
    assert steps(user) == [("closed", "调离", "sysadmin")]
    assert StateChange.objects.filter(subject="accounts.assignment", target="ended", reason="调离").count() == 2
    with pytest.raises(Stale):
        services.deactivate_user(user=user, by=system_admin, reason="再来一次")


def test_nobody_closes_his_own_account(system_admin):
    with pytest.raises(TouyanError, match="自己"):
        services.deactivate_user(user=system_admin, by=system_admin, reason="误")


def test_a_reopened_account_has_no_role(make_user, system_admin):
    user = make_user("gaotai", ("township_official", "高台镇"))
    services.deactivate_user(user=user, by=system_admin, reason="调离")
    services.reactivate_user(user=user, by=system_admin, reason="调回")
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert user.role is None


def test_granting_records_who_and_why(make_user, areas, security_admin):
    user = make_user("gaotai")
    assignment = grant(user, "township_official", areas["高台镇"], security_admin, reason="新任党建干事")
    assert user.role == "township_official"
    assert assignment.granted_by == security_admin
    assert steps(assignment) == [("granted", "新任党建干事", "secadmin")]


def test_nobody_grants_to_or_revokes_from_himself(areas, security_admin):
    with pytest.raises(TouyanError, match="自己"):
        grant(security_admin, "county_official", areas["南郑区"], security_admin)
    with pytest.raises(TouyanError, match="自己"):
        services.end_assignment(assignment=security_admin.acting, by=security_admin, reason="误")


def test_a_role_must_fit_the_level_of_the_area(make_user, areas, security_admin):
    with pytest.raises(TouyanError, match="不能设在村一级"):
        grant(make_user("x"), "county_official", areas["战斗村"], security_admin)


def test_a_second_administrator_role_is_refused_in_words(make_user, areas, security_admin):
    user = make_user("x", ("system_admin", "南郑区"))
    with pytest.raises(TouyanError, match="不能由同一账号兼任"):
        grant(user, "auditor", areas["南郑区"], security_admin)


@pytest.mark.parametrize(
    ("held", "place", "role", "at"),
    [
        ("security_admin", "南郑区", "county_official", "南郑区"),
        ("auditor", "南郑区", "department_rater", "高台镇"),
        ("township_official", "高台镇", "system_admin", "南郑区"),
    ],
)
def test_an_administrator_gets_no_business_role_nor_the_other_way_round(
    make_user, areas, security_admin, held, place, role, at
):
    user = make_user("x", (held, place))
    with pytest.raises(TouyanError, match="不能兼业务角色"):
        grant(user, role, areas[at], security_admin)
    assert user.assignments.count() == 1


def test_whoever_was_an_administrator_can_have_a_business_role_afterwards(make_user, areas, security_admin):
    user = make_user("x", ("auditor", "南郑区"))
    make_user("y", ("auditor", "南郑区"))
    user.assignments.update(valid_to=TODAY + timedelta(days=9))
    with pytest.raises(TouyanError, match="审计员"):
        grant(user, "county_official", areas["南郑区"], security_admin, valid_to=TODAY)
    later = {"user": user, "role": "county_official", "area": areas["南郑区"], "by": security_admin}
    services.grant_role(**later, valid_from=TODAY + timedelta(days=10))
    assert user.assignments.count() == 2


def test_a_closed_account_gets_no_role(make_user, areas, security_admin):
    with pytest.raises(TouyanError, match="已停用"):
        grant(make_user("x", is_active=False), "township_official", areas["高台镇"], security_admin)


def test_a_revoked_role_can_be_granted_again_the_same_day(make_user, areas, security_admin):
    user = make_user("gaotai", ("township_official", "高台镇"))
    services.end_assignment(assignment=user.acting, by=security_admin, reason="轮岗")
    assert User.objects.get(pk=user.pk).role is None
    grant(user, "township_official", areas["高台镇"], security_admin)
    assert User.objects.get(pk=user.pk).role == "township_official"
    with pytest.raises(Stale):
        services.end_assignment(assignment=user.acting, by=security_admin, reason="再来一次")


def test_departure_closes_the_account_of_a_cadre_with_no_other_village(make_user, areas):
    user = make_user("cadre", ("village_cadre", "战斗村"))
    services.close_on_departure(user=user, area=areas["战斗村"], on=TODAY - timedelta(days=1), by=None, reason="离任")
    user.refresh_from_db()
    assert not user.is_active


def test_departure_from_one_of_two_offices_keeps_the_account(make_user, areas):
    user = make_user("cadre", ("village_cadre", "战斗村"), ("township_official", "高台镇"))
    services.close_on_departure(user=user, area=areas["战斗村"], on=TODAY - timedelta(days=1), by=None, reason="离任")
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert [each.role for each in user.current_assignments] == ["township_official"]


def test_a_departure_to_come_only_dates_the_end(make_user, areas):
    user = make_user("cadre", ("village_cadre", "战斗村"))
    last_day = TODAY + timedelta(days=10)
    services.close_on_departure(user=user, area=areas["战斗村"], on=last_day, by=None, reason="届满")
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert user.acting.valid_to == last_day


def test_bulk_changes_leave_history_without_password_hashes(make_user):
    user = make_user("gaotai", name="张莉")
    User.objects.filter(pk=user.pk).update(name="张丽", password="x")
    events = apps.get_model("accounts.UserEvent").objects.filter(pgh_obj=user)
    assert [event.name for event in events] == ["张莉"]
    assert not hasattr(events[0], "password")
    Assignment.objects.create(user=user, role="auditor", area_id=_any_area(), valid_from=date(2026, 1, 1))
    Assignment.objects.filter(user=user).update(role="system_admin")
    assert apps.get_model("accounts.AssignmentEvent").objects.get().role == "auditor"


def _any_area() -> int:
    return apps.get_model("areas.Area").objects.values_list("pk", flat=True)[0]


# ---------------------------------------------------------------- areas that change
ON = date(2026, 7, 1)


def change(area, kind: SuccessionKind, *heirs: Heir, on=ON):
    succeed(predecessors=[area], heirs=list(heirs), kind=kind, on=on, basis="区政府文件")


def spans(user) -> list[tuple[str, date, date | None]]:
    """(area's code, first day, last day) of the roles that were not revoked."""
    rows = user.assignments.filter(revoked_at=None).order_by("valid_from", "area__code")
    return [(each.area.code, each.valid_from, each.valid_to) for each in rows]


def test_roles_follow_a_new_code_with_everything_below(make_user, areas):
    office = make_user("gaotai", ("township_official", "高台镇"))
    cadre, colleague = make_user("zhou", ("village_cadre", "战斗村")), make_user("li")
    later = Assignment.objects.create(
        user=colleague, role="village_cadre", area=areas["战斗村"], valid_from=date(2026, 9, 1), substitute_for=cadre
    )
    Assignment.objects.create(
        user=colleague, role="village_cadre", area=areas["战斗村"], valid_from="2020-01-01", valid_to="2020-12-31"
    )
    change(areas["高台镇"], SuccessionKind.RECODE, Heir("610703199000", "高台镇"))
    assert services.follow_successions(today=date(2026, 6, 30)) == 0
    assert services.follow_successions(today=ON) == 3
    assert services.follow_successions(today=date(2026, 7, 2)) == 0
    old, new = (date(2026, 1, 1), date(2026, 6, 30)), (ON, None)
    assert spans(office) == [("610703104000", *old), ("610703199000", *new)]
    assert spans(cadre) == [("610703104201", *old), ("610703199201", *new)]
    assert spans(colleague) == [
        ("610703104201", date(2020, 1, 1), date(2020, 12, 31)),
        ("610703199201", date(2026, 9, 1), None),
    ]
    followed = colleague.assignments.get(area__code="610703199201")
    assert followed.substitute_for == cadre
    later.refresh_from_db()
    assert later.revoked_at
    reason = "高台镇变更代码，由高台镇承接（区政府文件）"
    assert steps(office.assignments.get(valid_to=None)) == [("granted", reason, None)]
    assert steps(office.assignments.get(valid_to=date(2026, 6, 30))) == [("ended", reason, None)]
    assert User.objects.get(pk=office.pk).scope_prefix == ("610703199" if TODAY >= ON else "610703104")


def test_after_a_merger_nobody_has_a_role_twice(make_user, areas):
    heir = Area.objects.create(code="610703104202", name="弥陀村", short_name="弥陀村", level=5, parent=areas["高台镇"])
    both = make_user("zhou", ("village_cadre", "战斗村"))
    Assignment.objects.create(user=both, role="village_cadre", area=heir, valid_from=date(2026, 2, 1))
    one = make_user("li", ("village_cadre", "战斗村"))
    change(areas["战斗村"], SuccessionKind.MERGE, Heir(heir.code))
    assert services.follow_successions(today=ON) == 2
    ended = ("610703104201", date(2026, 1, 1), date(2026, 6, 30))
    assert spans(both) == [ended, ("610703104202", date(2026, 2, 1), None)]
    assert spans(one) == [ended, ("610703104202", ON, None)]


def test_an_area_that_changed_twice_is_followed_to_the_end_and_a_split_waits_for_the_administrator(make_user, areas):
    cadre = make_user("zhou", ("village_cadre", "战斗村"))
    change(areas["战斗村"], SuccessionKind.RECODE, Heir("610703104288", "战斗村"))
    middle = Area.objects.get(code="610703104288")
    change(middle, SuccessionKind.RECODE, Heir("610703104299", "战斗村"), on=date(2026, 8, 1))
    assert services.follow_successions(today=date(2026, 9, 1)) == 2
    assert [span[0] for span in spans(cadre)] == ["610703104201", "610703104288", "610703104299"]
    last = Area.objects.get(code="610703104299")
    heirs = [Heir("610703104301", "前进村"), Heir("610703104302", "战斗村")]
    change(last, SuccessionKind.SPLIT, *heirs, on=date(2026, 9, 1))
    assert services.follow_successions(today=date(2026, 9, 1)) == 0


# ---------------------------------------------------------------- the last one of a kind


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "auditor"])
def test_the_last_administrator_of_a_place_is_neither_revoked_nor_closed(make_user, areas, role):
    last, security = make_user("last", (role, "南郑区")), make_user("sec", ("security_admin", "省"))
    below = make_user("below", (role, "南郑区"), is_active=False)
    make_user("beside", (role, "城固县"))
    if role == "security_admin":
        Assignment.objects.filter(user=security).update(area=areas["城固县"])
    for act in (
        lambda: services.end_assignment(assignment=last.assignments.get(), by=security, reason="轮岗"),
        lambda: services.deactivate_user(user=last, by=None, reason="离职"),
    ):
        with pytest.raises(TouyanError, match="唯一的"):
            act()
    last.refresh_from_db()
    assert last.is_active
    User.objects.filter(pk=below.pk).update(is_active=True)
    services.end_assignment(assignment=last.assignments.get(), by=security, reason="轮岗")


def test_an_administrator_of_the_province_stands_in_for_the_county_not_the_reverse(make_user, areas, security_admin):
    county, province = make_user("county", ("auditor", "南郑区")), make_user("province", ("auditor", "省"))
    with pytest.raises(TouyanError, match="唯一的审计员"):
        services.end_assignment(assignment=province.assignments.get(), by=security_admin, reason="轮岗")
    services.end_assignment(assignment=county.assignments.get(), by=security_admin, reason="轮岗")


@pytest.mark.django_db(transaction=True)
def test_two_who_revoke_each_other_at_once_leave_one(make_user):
    pair = [make_user(name, ("security_admin", "南郑区")) for name in ("one", "two")]
    ready, said = Barrier(2), []

    def revoke(by: User, of: User) -> None:
        assignment = of.assignments.select_related("user", "area").get()
        ready.wait(PATIENCE)
        try:
            services.end_assignment(assignment=assignment, by=by, reason="轮岗")
        except TouyanError as error:
            said.append(error.message)
        finally:
            connection.close()

    threads = [Thread(target=revoke, args=couple) for couple in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert Assignment.objects.filter(role="security_admin", revoked_at=None).count() == 1
    assert ["唯一的" in each for each in said] == [True]
