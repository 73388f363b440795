"""Dossier entries of villages and persons are written and taken out through one service. A8"""

from datetime import date

import pytest

from areas.models import VillageRecord
from areas.services.dossiers import Source, enter, withdraw
from cadres.models import DossierEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhou(make_person):
    return make_person("周伟", "弥陀村")


@pytest.fixture
def li(make_person):
    return make_person("李秀英", "弥陀村")


RUN = Source("run", 7, "考核")
ON = date(2026, 7, 9)


def entry(person, part="", source=RUN, **fields):
    given = {"kind": "contest", "date": ON, "title": "年度考核", "source_label": source.label, "link": "/runs/7/"}
    return DossierEntry(person=person, key=source.key(part), **given | fields)


def test_the_same_key_of_one_person_is_one_entry(zhou, li):
    enter([entry(zhou, value="称职"), entry(li, value="称职")])
    enter([entry(zhou, value="优秀", period_to=date(2026, 12, 31))])
    assert (zhou.dossier.get().value, zhou.dossier.get().period_to) == ("优秀", date(2026, 12, 31))
    assert li.dossier.get().value == "称职"
    assert (zhou.dossier.get().source_label, zhou.dossier.get().link) == ("考核", "/runs/7/")


def test_entries_without_a_key_are_never_replaced(zhou):
    for title in ("表彰", "再次表彰"):
        enter([DossierEntry(person=zhou, kind="honour", date=ON, title=title)])
    assert zhou.dossier.count() == 2


def test_what_came_from_a_source_is_taken_out_and_nothing_else(zhou, tree):
    village = VillageRecord(area=tree["弥陀村"], kind="contest", date=ON, title="年度考核", key=RUN.key("v"))
    other = Source("run", 70)
    enter([entry(zhou, 1), entry(zhou, 2), entry(zhou, 1, other), village])
    withdraw(RUN, of=(DossierEntry, VillageRecord))
    assert zhou.dossier.get().key == "run:70:1"
    assert not VillageRecord.objects.exists()


def test_many_cost_what_one_costs(zhou, li, django_assert_max_num_queries):
    for number in (1, 20):
        enter([entry(zhou, 0)])
        with django_assert_max_num_queries(5):  # found, new ones, replaced ones, begin and end
            enter([entry(person, at) for person in (zhou, li) for at in range(number)])
