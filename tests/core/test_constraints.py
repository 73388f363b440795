"""What the database refuses, it refuses in Chinese: on pages, in the API, and for every constraint there is."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError

from areas.models import Area, Category
from core.data.constraints import refusing, speaks
from core.errors import Stale, TouyanError
from core.rest.api import answer_error
from scoring.models import RaterCode, Series
from tests.scoring.factories import make_places

SILENT = {
    "one_unfinished_job_per_key": "enqueue gets or creates: whoever is second gets the job under way",
    "village_record_once_per_key": "results are written by key while their contest is held",
    "dossier_entry_once_per_key": "results are written by key while their contest is held",
    "entry_category": "the snapshot is taken once, while the contest is held",
    "field_order": "columns are made by the one step that puts a scheme to use",
    "tally_version": "a tally holds its contests",
    "standing_entry": "written by the tally alone",
    "standing_part": "written by the tally alone",
    "figure_part_once": "written by the tally alone",
    "category_rank_once": "written by the tally alone",
    "county_ranking_version": "one job tallies a county and period; whoever comes second is tried again",
    "county_rank_once": "written by the tally alone",
    "attempts_once": "core.security.attempts writes them with ON CONFLICT",
}


def constraints():
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == Path(settings.BASE_DIR)]
    return {c.name: c for config in ours for model in config.get_models() for c in model._meta.constraints}


def test_every_constraint_speaks_chinese_or_says_why_nobody_hears_it():
    every = constraints()
    assert set(every) >= set(SILENT), "no such constraint"
    dumb = {name for name, each in every.items() if not speaks(each)}
    assert dumb == set(SILENT)
    for name, each in every.items():
        message = each.violation_error_message
        assert name in SILENT or (re.search("[一-鿿]", message) and "%(" not in message), name


@pytest.fixture
def township(db) -> Area:
    return make_places(villages=1).township


def twice(township):
    for _ in range(2):
        Series.objects.create(area=township, name="季度比武")


def test_a_violated_constraint_says_its_message(township):
    with pytest.raises(TouyanError, match="本单位已有同名的系列"), refusing():
        twice(township)
    with pytest.raises(TouyanError, match="本单位已有同名的系列"), refusing(Series):
        twice(township)


def test_only_the_named_models_are_spoken_for(township):
    with pytest.raises(IntegrityError), refusing(RaterCode):
        twice(township)


def test_a_unique_field_says_that_somebody_was_first(db):
    with pytest.raises(Stale), refusing():
        Category.objects.bulk_create(Category(code="twice", name=name) for name in ("甲", "乙"))


def test_the_api_answers_a_violated_constraint_as_a_problem(township):
    with pytest.raises(IntegrityError) as caught:
        twice(township)
    answer = answer_error(caught.value, {})
    assert (answer.status_code, answer.data["message"]) == (400, "本单位已有同名的系列")
