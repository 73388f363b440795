"""The auditor's list of all recorded history: who sees it, old → new in words, narrowing, export."""

import io
from datetime import date

import openpyxl
import pghistory
import pytest
from django.urls import reverse

from accounts.models import Assignment
from areas.models import Area, VillageProfile
from cadres.models import Person
from core.audit.changes import _titles, describe, events_of, tracked
from tests.core.conftest import official
from tests.html import texts

pytestmark = pytest.mark.django_db

PROFILES = reverse("core:change_list", args=["areas.villageprofile"])
PERSONS = reverse("core:change_list", args=["cadres.person"])


@pytest.fixture
def as_auditor(client, auditor):
    client.force_login(auditor)
    return client


@pytest.fixture
def change(profile, zhang):
    """张's change of a village's figures: 100 → 120 people, then 30 → 31 households."""
    with pghistory.context(user=zhang.pk, url="/"):
        profile.population = 120
        profile.save()
        profile.households = 31
        profile.save()


def shown(response) -> list:
    return [row.record for row in response.context["table"].page]


def test_every_model_with_history_is_listed_with_its_counts(as_auditor, change):
    response = as_auditor.get(reverse("core:change_index"))
    assert len(response.context["table"].rows) == len(tracked())
    counts = {row.record["label"]: row.record["total"] for row in response.context["table"].rows}
    assert counts["areas.villageprofile"] == 2
    assert counts["areas.villagerecord"] == 0
    assert PROFILES in response.text


@pytest.mark.parametrize("role", ["township_official", "county_official", "system_admin", "security_admin"])
def test_only_auditors_read_it(client, areas, role):
    client.force_login(official(areas["南郑区"], "somebody", role))
    assert client.get(reverse("core:change_index")).status_code == 403
    assert client.get(PROFILES).status_code == 403


def test_what_has_no_history_is_not_found(as_auditor):
    assert as_auditor.get(reverse("core:change_list", args=["core.job"])).status_code == 404


def test_each_change_says_who_made_it_and_what_was_before_and_after(as_auditor, change):
    response = as_auditor.get(PROFILES)
    newest, first = shown(response)
    assert [str(each) for each in newest.changes] == ["户数（户）：30 → 31"]
    assert [str(each) for each in first.changes] == ["人口（人）：100 → 120"]
    assert (first.who, first.title) == ("zhang的姓名（zhang）", "战斗村概况")


def test_references_choices_and_dates_are_shown_as_words(areas):
    person = Person.objects.create(name="周建平", sex="1", birth_date=date(1983, 5, 12), area=areas["战斗村"])
    Person.objects.filter(pk=person.pk).update(sex="2", birth_date=date(1984, 5, 12), area=areas["桃源村"])
    [event] = describe(events_of(Person).objects.all())
    assert {str(each) for each in event.changes} == {
        "性别：男 → 女", "出生日期：1983-05-12 → 1984-05-12", "所在村（单位）：战斗村 → 桃源村",
    }  # fmt: skip
    assert event.who == ""


def test_a_deleted_row_keeps_its_name_and_shows_what_it_held(as_auditor, areas, zhang):
    assignment = Assignment.objects.get(user=zhang)
    name = str(assignment)
    assignment.delete()  # by no person: as a job deletes
    [event] = describe(events_of(Assignment).objects.all())
    assert (event.pgh_label, event.title, event.who) == ("delete", name, "")
    held = [str(change) for change in event.changes]
    assert f"账号：{zhang}" in held
    assert not any("→" in each or "（空）" in each for each in held)
    page = as_auditor.get(reverse("core:change_list", args=["accounts.assignment"]))
    assert f"账号 {zhang}" in texts(page, "p.change")


def test_both_days_of_the_filter_have_a_name_of_their_own(as_auditor, change):
    page = as_auditor.get(PROFILES).text
    assert all(f'aria-label="{name}"' in page for name in "从到")
    assert page.count('type="date"') == 2


def test_the_list_is_narrowed_by_object_person_action_and_day(as_auditor, change, profile, areas):
    def count(**params) -> int:
        return len(shown(as_auditor.get(PROFILES, params)))

    assert count(object="战斗") == count(object=str(profile.pk)) == 2
    assert count(object="桃源") == 0
    assert count(user="zhang") == count(user="姓名") == 2
    assert count(user="li") == 0
    assert count(action="delete") == 0
    assert count(at_max="2020-01-01") == 0


def test_the_list_costs_the_same_for_one_and_for_many(as_auditor, areas, change, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as few:
        as_auditor.get(PROFILES)
    for number in range(4):
        area = Area.objects.create(code=f"6107031043{number:02}", name=f"村{number}", level=5, parent=areas["高台镇"])
        VillageProfile.objects.create(area=area, population=1)
    VillageProfile.objects.update(population=150)
    with django_assert_max_num_queries(len(few)):
        assert len(shown(as_auditor.get(PROFILES))) == 7


def test_the_export_has_the_changes_in_words(as_auditor, change):
    workbook = as_auditor.get(PROFILES, {"export": "xlsx", "object": "战斗"})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.getvalue())).active
    assert [cell.value for cell in sheet[4]][1:4] == ["zhang的姓名（zhang）", "修改", "战斗村概况"]
    assert [row[5].value for row in sheet.iter_rows(min_row=4, max_row=5)] == [
        "户数（户）：30 → 31",
        "人口（人）：100 → 120",
    ]


@pytest.mark.parametrize("label", sorted(tracked()))
def test_a_row_whose_surroundings_are_gone_too_is_still_named(label):
    """A page of changes opens whatever was deleted: what a row's name speaks of may not be there any more."""
    model = tracked()[label]
    gone = {field.attname: 0 for field in model._meta.concrete_fields if field.is_relation}
    assert [str] == [type(title) for title in _titles([model(pk=7, **gone)])]
