"""Taking up and leaving posts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Assignment, User
from areas.choices import SuccessionKind
from areas.services import Heir, succeed
from cadres.models import Appointment, DossierEntry
from cadres.services import appoint, end_appointment, follow_successions, link_account
from core.errors import Stale, TouyanError
from tests.areas.build import make_user

START = date(2026, 3, 18)


@pytest.fixture
def zhou(make_person):
    return make_person("周建平", "弥陀村")


@pytest.fixture
def li(make_person):
    return make_person("李秀英", "弥陀村")


def test_taking_up_both_posts_is_written_down_as_concurrent(tree, posts, zhou):
    village = tree["弥陀村"]
    appoint(person=zhou, post=posts["member"], area=village, valid_from=START)
    appoint(
        person=zhou, post=posts["secretary"], area=village, valid_from=START,
        term_ends_on=date(2031, 3, 17), note="镇党委任免文件",
    )  # fmt: skip
    appoint(person=zhou, post=posts["director"], area=village, valid_from=START)
    entries = [(entry.title, entry.value, entry.detail) for entry in DossierEntry.objects.order_by("id")]
    assert entries == [
        ("任弥陀村“两委”委员", "", ""),
        ("任弥陀村党组织书记", "", "任期至 2031-03-17，镇党委任免文件"),
        ("任弥陀村委会主任", "一肩挑", ""),
    ]


def test_a_held_seat_is_refused_in_words_and_nothing_is_written(tree, posts, zhou, li):
    appoint(person=zhou, post=posts["secretary"], area=tree["弥陀村"], valid_from=START)
    with pytest.raises(TouyanError, match=f"弥陀村书记现由周建平担任（{START} 起），请先办理离任"):
        appoint(person=li, post=posts["secretary"], area=tree["弥陀村"], valid_from=date(2026, 5, 1))
    with pytest.raises(TouyanError, match="此人在此期间已担任该村该职务"):
        appoint(person=zhou, post=posts["member"], area=tree["弥陀村"], valid_from=START) and appoint(
            person=zhou, post=posts["member"], area=tree["弥陀村"], valid_from=date(2026, 5, 1)
        )
    assert DossierEntry.objects.filter(person=li).count() == 0


def test_members_take_the_lowest_free_seat(tree, posts, zhou, li, make_person):
    village, member = tree["弥陀村"], posts["member"]
    first = appoint(person=zhou, post=member, area=village, valid_from=START)
    assert appoint(person=li, post=member, area=village, valid_from=START).seat == 2
    end_appointment(first, on=date(2026, 6, 30), reason="辞职")
    third = make_person("王大山", "弥陀村")
    assert appoint(person=third, post=member, area=village, valid_from=date(2026, 6, 30)).seat == 3
    assert appoint(person=zhou, post=member, area=village, valid_from=date(2026, 7, 1)).seat == 1


def test_leaving_the_last_post_of_a_village_closes_the_account(tree, posts, zhou):
    village, yesterday = tree["弥陀村"], timezone.localdate() - timedelta(days=1)
    zhou = link_account(person=zhou, user=make_user("village_cadre", village), by=None)
    secretary = appoint(person=zhou, post=posts["secretary"], area=village, valid_from=START)
    director = appoint(person=zhou, post=posts["director"], area=village, valid_from=START)
    end_appointment(director, on=yesterday, reason="改任书记")
    assert User.objects.get(pk=zhou.user_id).role == "village_cadre"
    end_appointment(secretary, on=yesterday, reason="辞职")
    assert not User.objects.get(pk=zhou.user_id).is_active


def test_leaving_one_of_two_villages_keeps_the_account_for_the_other(tree, posts, zhou):
    account = make_user("village_cadre", tree["弥陀村"])
    Assignment.objects.create(user=account, role="village_cadre", area=tree["战斗村"], valid_from=START)
    zhou = link_account(person=zhou, user=account, by=None)
    held = [
        appoint(person=zhou, post=posts["secretary"], area=tree[name], valid_from=START)
        for name in ("弥陀村", "战斗村")
    ]
    end_appointment(held[0], on=timezone.localdate() - timedelta(days=1), reason="不再兼任")
    account = User.objects.get(pk=account.pk)
    assert account.is_active
    assert [each.area for each in account.current_assignments] == [tree["战斗村"]]


def test_leaving_is_written_down_once(tree, posts, zhou):
    held = appoint(person=zhou, post=posts["secretary"], area=tree["弥陀村"], valid_from=START)
    stale = Appointment.objects.get(pk=held.pk)
    with pytest.raises(TouyanError, match="不能早于任职日期"):
        end_appointment(held, on=date(2026, 3, 17), reason="辞职")
    with pytest.raises(TouyanError, match="请填写离任原因"):
        end_appointment(held, on=date(2026, 9, 30), reason=" ")
    end_appointment(held, on=date(2026, 9, 30), reason="调任")
    with pytest.raises(Stale):
        end_appointment(stale, on=date(2026, 10, 31), reason="辞职")
    entry = DossierEntry.objects.get(key=f"appointment:{held.pk}:end")
    assert (entry.title, entry.value, entry.detail, entry.date) == (
        "不再担任弥陀村党组织书记", "离任", "调任", date(2026, 9, 30),
    )  # fmt: skip


def test_nobody_is_appointed_where_there_is_no_village(tree, posts, zhou):
    village = tree["弥陀村"]
    village.valid_to = date(2026, 1, 31)
    village.save()
    with pytest.raises(TouyanError, match="未设立或已撤销"):
        appoint(person=zhou, post=posts["secretary"], area=village, valid_from=START)


def test_files_and_posts_follow_a_new_code_once(tree, posts, zhou, li):
    village, on = tree["弥陀村"], date(2026, 7, 1)
    held = appoint(person=zhou, post=posts["secretary"], area=village, valid_from=START, term_ends_on=date(2031, 3, 17))
    later = appoint(person=li, post=posts["director"], area=village, valid_from=date(2026, 8, 1))
    past = appoint(
        person=li, post=posts["clerk"], area=village, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31)
    )
    heir = Heir("610703106299", "弥陀村委会")
    succeed(predecessors=[village], heirs=[heir], kind=SuccessionKind.RECODE, on=on, basis="区政府文件")
    assert follow_successions(today=date(2026, 6, 30)) == 0
    assert follow_successions(today=on) == 4
    assert follow_successions(today=date(2026, 7, 2)) == 0
    zhou.refresh_from_db()
    assert (zhou.area.code, zhou.version) == ("610703106299", 2)
    held.refresh_from_db()
    assert (held.area, held.valid_to) == (village, date(2026, 6, 30))
    moved = Appointment.objects.get(person=zhou, valid_to=None)
    assert (moved.area, moved.valid_from, moved.term_ends_on) == (zhou.area, on, date(2031, 3, 17))
    later.refresh_from_db()
    past.refresh_from_db()
    assert (later.area, past.area) == (zhou.area, village)
    assert [each.person for each in Appointment.objects.secretaries_on(on)] == [zhou]


def test_after_a_merger_files_follow_and_posts_wait_for_the_office(tree, posts, zhou):
    appoint(person=zhou, post=posts["secretary"], area=tree["弥陀村"], valid_from=START)
    heir = Heir(tree["战斗村"].code)
    succeed(predecessors=[tree["弥陀村"]], heirs=[heir], kind=SuccessionKind.MERGE, on=START, basis="区政府文件")
    assert follow_successions(today=START) == 1
    zhou.refresh_from_db()
    assert zhou.area == tree["战斗村"]
    assert zhou.appointments.get().area == tree["弥陀村"]
