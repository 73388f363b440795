"""Sensitive values at rest: bound to their row, found by their index, readable after a change of keys."""

import time
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from cadres.models import Person
from core.data import sealed
from core.data.sealed import Unreadable, seal, unseal
from core.values.masks import mask_id_number, mask_phone, mask_tail, redact
from tests.areas.build import build_tree

PHONE, OTHER = "13987654321", "13987650000"
OLD, NEW, INDEX = f"1:{'0123456789abcdef' * 4}", f"2:{'fedcba9876543210' * 4}", f"index:{'02468ace13579bdf' * 4}"


@pytest.fixture
def people(db, settings):
    settings.FIELD_KEYS = [OLD, INDEX]
    area = build_tree()["弥陀村"]
    facts = {"sex": "1", "birth_date": date(1980, 1, 1), "area": area}
    return [Person.objects.create(name=f"周建{at}", phone=phone, **facts) for at, phone in enumerate((PHONE, OTHER))]


def stored(person: Person, column: str = "phone") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM cadres_person WHERE id = %s", [person.pk])  # noqa: S608
        return cursor.fetchone()[0]


def overwrite(person: Person, token: str) -> Person:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cadres_person SET phone = %s WHERE id = %s", [token, person.pk])
    return Person.objects.get(pk=person.pk)


def test_what_is_stored_names_key_and_algorithm_and_not_the_value(people):
    key, algorithm, *rest = stored(people[0]).split("|")
    assert (key, algorithm, len(rest)) == ("1", "A256GCM", 2)
    assert PHONE not in stored(people[0])
    assert Person.objects.get(pk=people[0].pk).phone.clear == PHONE


def test_as_text_it_is_its_mask_wherever_it_ends_up(people):
    phone = Person.objects.get(pk=people[0].pk).phone
    assert {str(phone), f"{phone}", f"{phone!r}"} == {"139****4321", "<Secret 139****4321>"}
    assert PHONE not in str(Person.objects.values_list("phone", "phone_index").get(pk=people[0].pk))


def test_what_was_copied_from_another_row_or_edited_does_not_open(people):
    mine, other = stored(people[0]), stored(people[1])
    key, algorithm, nonce, text = mine.split("|")
    edited = text[:4] + ("A" if text[4] != "A" else "B") + text[5:]
    for token in (other, f"{key}|{algorithm}|{nonce}|{edited}", f"{key}|X|{nonce}|{text}", "1|A256GCM|", PHONE):
        person = overwrite(people[0], token)
        with pytest.raises(Unreadable):
            _ = person.phone.clear
        assert str(person.phone) == "读不出"
    assert overwrite(people[0], mine).phone.clear == PHONE


def test_a_value_of_another_field_does_not_open(people):
    with pytest.raises(Unreadable):
        unseal(stored(people[0]), f"cadres.person|bank_account|{people[0].uuid}")


def test_saving_again_leaves_what_is_stored_and_a_new_value_has_its_index(people):
    person, before = Person.objects.get(pk=people[0].pk), stored(people[0])
    person.bank_name = "农商行"
    person.save()
    assert stored(person) == before
    index = Person._meta.get_field("phone_index")
    person.phone = OTHER
    person.save(update_fields=["phone"])
    assert stored(person, "phone_index") == index.of_text(OTHER) == stored(people[1], "phone_index")
    person.phone = ""
    person.save()
    assert (stored(person), stored(person, "phone_index"), bool(person.phone)) == ("", "", False)


def test_checking_the_whole_row_does_not_lose_the_value(people):
    person = Person.objects.get(pk=people[0].pk)
    person.full_clean()
    person.save()
    assert Person.objects.get(pk=person.pk).phone.clear == PHONE


def test_a_copy_with_another_uuid_is_sealed_for_itself(people):
    person = Person.objects.get(pk=people[0].pk)
    copy = Person(name="周建平", sex="1", birth_date=person.birth_date, area=person.area, phone=person.phone)
    copy.save()
    assert Person.objects.get(pk=copy.pk).phone.clear == PHONE


def test_plain_text_and_masks_are_refused_where_they_would_do_harm(people):
    for write in (lambda: Person.objects.update(phone=PHONE), lambda: Person.objects.filter(phone=PHONE).count()):
        with pytest.raises(TypeError):
            write()
    people[0].phone = "139****4321"
    with pytest.raises(ValueError, match="mask"):
        people[0].save()


def test_the_history_says_that_it_changed_and_not_what(people):
    person = Person.objects.get(pk=people[0].pk)
    person.phone = OTHER
    person.save()
    [event] = person.events.all()
    assert not hasattr(event, "phone")
    assert event.phone_index == Person._meta.get_field("phone_index").of_text(PHONE)


def test_after_rotation_everything_reads_and_the_history_is_silent(people, settings):
    settings.FIELD_KEYS = [NEW, OLD, INDEX]
    assert Person.objects.get(pk=people[0].pk).phone.clear == PHONE
    call_command("rotate_keys", verbosity=0)
    settings.FIELD_KEYS = [NEW, INDEX]
    assert [person.phone.clear for person in Person.objects.order_by("pk")] == [PHONE, OTHER]
    assert not people[0].events.exists()
    before = stored(people[0])
    call_command("rotate_keys", verbosity=0)
    assert stored(people[0]) == before


def test_a_rotation_that_was_killed_goes_on_where_it_ended(people, settings, monkeypatch):
    monkeypatch.setattr(sealed, "BATCH", 1)
    settings.FIELD_KEYS = [NEW, OLD, INDEX]

    def killed(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealed.reseal_all(told=killed)
    assert sorted(stored(person)[0] for person in people) == ["1", "2"]
    assert [person.phone.clear for person in Person.objects.order_by("pk")] == [PHONE, OTHER]
    assert sealed.reseal_all() == 1
    assert sealed.reseal_all() == 0


def test_a_missing_key_is_named(people, settings):
    settings.FIELD_KEYS = [NEW, INDEX]
    with pytest.raises(Unreadable, match="没有密钥 1"):
        _ = Person.objects.get(pk=people[0].pk).phone.clear


def test_a_thousand_rows_with_three_values_each_are_read_in_a_tenth_of_a_second():
    tokens = [(seal(f"139{at:08}", f"place {at}"), f"place {at}") for at in range(3000)]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert all(unseal(token, place) for token, place in tokens)
        times.append(time.perf_counter() - start)
    assert min(times) <= 0.1


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (mask_id_number, "36073019800101123X", "360730***********X"),
        (mask_phone, "13900001234", "139****1234"),
        (mask_phone, "0916-5551234", "****1234"),
        (mask_tail, "6217000012345678", "****5678"),
        (mask_phone, "12345", "***"),
        (mask_tail, "", ""),
    ],
)
def test_masks(mask, text, shown):
    assert mask(text) == shown


def test_free_text_is_shown_without_numbers_of_people():
    assert redact("/cadres/?q=36073019800101123x&a=1") == "/cadres/?q=360730***********x&a=1"
    assert redact("打 13900001234") == "打 139****1234"
    assert redact("2026-12-01 123456789012345678901 1390000") == "2026-12-01 123456789012345678901 1390000"
