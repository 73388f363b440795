"""What the database refuses about persons and posts, and who sees whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cadres.models import Appointment, DossierEntry, Person
from tests.areas.build import make_user

START = date(2026, 3, 18)
RAW = (
    "INSERT INTO cadres_appointment (person_id, post_id, area_id, seat, valid_from, valid_to, note, end_reason)"
    " VALUES (%s, %s, %s, %s, %s, %s, '', '')"
)


def insert(person, post, area, valid_from=START, valid_to=None, seat=1):
    """Past every check of ours."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAW, [person.pk, post.pk, area.pk, seat, valid_from, valid_to])


@pytest.fixture
def zhou(make_person):
    return make_person("周建平", "弥陀村")


@pytest.fixture
def li(make_person):
    return make_person("李秀英", "战斗村", sex="2", birth_date=date(1990, 2, 28))


def test_one_holder_per_seat_even_in_raw_sql(tree, posts, zhou, li):
    insert(zhou, posts["secretary"], tree["弥陀村"], START, date(2026, 9, 30))
    with pytest.raises(IntegrityError, match="one_holder_per_seat"):
        insert(li, posts["secretary"], tree["弥陀村"], date(2026, 9, 30))
    insert(li, posts["secretary"], tree["弥陀村"], date(2026, 10, 1))
    with pytest.raises(IntegrityError, match="one_holder_per_seat"):
        insert(zhou, posts["secretary"], tree["弥陀村"], date(2025, 1, 1))


def test_a_single_seat_post_has_no_second_seat(tree, posts, zhou, li):
    insert(zhou, posts["secretary"], tree["弥陀村"])
    with pytest.raises(IntegrityError, match="一职一人"):
        insert(li, posts["secretary"], tree["弥陀村"], seat=2)
    insert(li, posts["member"], tree["弥陀村"], seat=2)
    with pytest.raises(IntegrityError, match="一职一人"), transaction.atomic():
        Appointment.objects.filter(person=li).update(post=posts["director"])
    with pytest.raises(IntegrityError, match="不能改为一职一人"), connection.cursor() as cursor:
        cursor.execute("UPDATE cadres_postkind SET single_seat = true WHERE code = 'member'")


def test_nobody_holds_one_post_twice(tree, posts, zhou):
    insert(zhou, posts["member"], tree["弥陀村"])
    with pytest.raises(IntegrityError, match="one_seat_per_person_and_post"):
        insert(zhou, posts["member"], tree["弥陀村"], seat=2)


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("valid_to", "2026-03-17", "appointment_ends_after_start"),
        ("term_ends_on", "2026-03-17", "term_ends_after_start"),
        ("seat", 0, "seat_from_one"),
    ],
)
def test_nonsense_is_refused(tree, posts, zhou, column, value, constraint):
    insert(zhou, posts["member"], tree["弥陀村"])
    with pytest.raises(IntegrityError, match=constraint):
        Appointment.objects.update(**{column: value})


def test_a_form_says_the_seat_is_held(tree, posts, zhou, li):
    insert(zhou, posts["secretary"], tree["弥陀村"])
    second = Appointment(person=li, post=posts["secretary"], area=tree["弥陀村"], valid_from=date(2026, 5, 1))
    with pytest.raises(ValidationError, match="该村该职务在此期间已有人任职，请先办理离任"):
        second.full_clean()


def test_a_person_has_a_number_and_keys_to_search_by(make_person):
    shan = make_person("单　雄信", "弥陀村")
    assert (shan.name, shan.pinyin, shan.initials) == ("单雄信", "shan xiong xin", "sxx")
    assert shan.number == f"{shan.pk:08}"
    for text in ("雄信", "sxx", "SX", "shanxiong", "单 雄信", shan.number):
        assert list(Person.objects.search(text)) == [shan], text
    assert not Person.objects.search("dan").exists()


def test_bulk_created_persons_have_keys_too(tree):
    Person.objects.bulk_create([Person(name="曾国", sex="1", birth_date=date(1980, 1, 1), area=tree["弥陀村"])])
    assert Person.objects.get().initials == "zg"


def test_history_keeps_the_old_row(zhou):
    Person.objects.update(bank_name="农商行")
    assert [event.bank_name for event in zhou.events.all()] == [""]


def test_concurrent_and_cross_village(tree, posts, zhou, li):
    insert(zhou, posts["secretary"], tree["弥陀村"])
    insert(zhou, posts["director"], tree["弥陀村"], START, date(2026, 9, 30))
    insert(li, posts["secretary"], tree["新集社区"])
    insert(li, posts["director"], tree["战斗村"])

    def badges(day):
        return {p.name: (p.concurrent, p.cross_village) for p in Person.objects.with_badges(day)}

    assert badges(date(2026, 9, 30)) == {"周建平": (True, False), "李秀英": (False, True)}
    assert badges(date(2026, 10, 1)) == {"周建平": (False, False), "李秀英": (False, True)}


def test_a_seconded_post_elsewhere_is_not_cross_village(tree, posts, zhou):
    insert(zhou, posts["first_secretary"], tree["战斗村"])
    assert not Person.objects.with_badges(START).get().cross_village


def test_secretaries_on_a_day(tree, posts, zhou, li, django_assert_num_queries):
    insert(zhou, posts["secretary"], tree["弥陀村"], START, date(2026, 9, 30))
    insert(li, posts["secretary"], tree["弥陀村"], date(2026, 10, 1))
    insert(li, posts["director"], tree["战斗村"])
    with django_assert_num_queries(1):
        held = {
            each.area.short_name: each.person.name for each in Appointment.objects.secretaries_on(date(2026, 9, 30))
        }
    assert held == {"弥陀村": "周建平"}
    assert [each.person for each in Appointment.objects.secretaries_on(date(2026, 10, 1))] == [li]


def test_age_on_the_day_is_the_databases_age_too(make_person):
    make_person("闰年生", "弥陀村", birth_date=date(2000, 2, 29))
    for day, age in ((date(2025, 2, 28), 24), (date(2025, 3, 1), 25), (date(2024, 2, 29), 24), (date(2024, 2, 28), 23)):
        assert Person.objects.with_age(day).get().age == age
        assert Person.objects.in_age_band("le35", day).exists()


# ---------------------------------------------------------------- scope
@pytest.fixture
def wang(make_person):
    return make_person("王大山", "新集社区")


def names(model, user) -> set[str]:
    return {str(row) for row in model.objects.for_user(user)}


def test_a_township_sees_its_own_files_and_who_serves_there_now(tree, posts, zhou, wang):
    user = make_user("township_official", tree["高台镇"])
    assert names(Person, user) == {"周建平"}
    today = timezone.localdate()
    insert(wang, posts["secretary"], tree["战斗村"], today - timedelta(days=30), today)
    assert names(Person, user) == {"周建平", "王大山"}
    Appointment.objects.update(valid_to=today - timedelta(days=1))
    assert names(Person, user) == {"周建平"}


def test_a_village_cadre_sees_the_own_file_only(tree, posts, zhou, make_person):
    make_person("周围人", "弥陀村")
    user = make_user("village_cadre", tree["弥陀村"])
    assert names(Person, user) == set()
    Person.objects.filter(pk=zhou.pk).update(user=user)
    assert names(Person, user) == {"周建平"}
    insert(zhou, posts["secretary"], tree["弥陀村"])
    assert names(Appointment, user) == {"弥陀村书记"}


def test_a_village_cadre_reads_the_own_dossier_but_no_colleagues(tree, zhou, make_person):
    colleague = make_person("周围人", "弥陀村")
    for person, title in ((zhou, "优秀"), (colleague, "诫勉谈话")):
        DossierEntry.objects.create(person=person, kind="contest", date=START, title=title)
    user = make_user("village_cadre", tree["弥陀村"])
    Person.objects.filter(pk=zhou.pk).update(user=user)
    assert list(DossierEntry.objects.for_user(user).values_list("title", flat=True)) == ["优秀"]
    office = make_user("township_official", tree["高台镇"], "党建办")
    assert DossierEntry.objects.for_user(office).count() == 2


@pytest.mark.parametrize("role", ["department_rater", "system_admin", "security_admin", "auditor"])
def test_offices_without_business_data_see_nobody(tree, zhou, posts, role):
    insert(zhou, posts["secretary"], tree["弥陀村"])
    DossierEntry.objects.create(person=zhou, kind="contest", date=START, title="比武")
    user = make_user(role, tree["南郑区"])
    assert not any(names(model, user) for model in (Person, Appointment, DossierEntry))


@pytest.mark.parametrize(
    ("full_time", "in_service", "highest"),
    [
        ("", "", ("", "")),
        ("61", "", ("61", "full_time")),
        ("", "31", ("31", "in_service")),
        ("61", "31", ("31", "in_service")),
        ("21", "31", ("21", "full_time")),
        ("31", "31", ("31", "full_time")),
    ],
)
def test_the_higher_of_two_kinds_of_studies_is_the_education(make_person, full_time, in_service, highest):
    person = make_person("曾国", "弥陀村", full_time_education=full_time, in_service_education=in_service)
    person.refresh_from_db()
    assert (person.education, person.education_form) == highest
    Person.objects.filter(pk=person.pk).update(in_service_education="11")
    assert Person.objects.filter(education="11", education_form="in_service").exists()
