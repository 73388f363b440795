"""A final result is not set back by whoever reaches the database: only the step with its record does it."""

import pytest
from django.db import IntegrityError, connection, transaction

from contests.models import Contest
from core.data.lifecycle import advance, record
from core.values.periods import Period
from tests.scoring import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def final():
    places = factories.make_places(villages=2)
    contest = factories.make_contest(
        scheme=factories.make_scheme(area=places.county), villages=places.villages, area=places.township,
        period=Period("quarter", 2026, 3), raters=[],
    )  # fmt: skip
    Contest.objects.filter(pk=contest.pk).update(status="final", final_version=1)
    return Contest.objects.get(pk=contest.pk)


def run(statement: str, contest: Contest) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [contest.pk])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scoring_assessment SET status = 'closed' WHERE id = %s",
        "UPDATE scoring_assessment SET status = 'tallied' WHERE id = %s",
    ],
)
def test_plain_sql_is_refused(final, statement):
    with pytest.raises(IntegrityError, match="写明原因退回"):
        run(statement, final)
    record(final, "final", "closed", reason="一年前")  # an old record does not count for today
    with pytest.raises(IntegrityError, match="写明原因退回"):
        run(statement, final)
    final.refresh_from_db()
    assert final.status == "final"


def test_a_record_of_something_else_does_not_count(final):
    with transaction.atomic():
        record(final, "final", "tallied", reason="错的目标")
        with pytest.raises(IntegrityError, match="写明原因退回"), transaction.atomic():
            run("UPDATE scoring_assessment SET status = 'closed' WHERE id = %s", final)


def test_the_step_with_its_record_works_within_any_nesting(final):
    with transaction.atomic(), transaction.atomic():
        advance(final, "closed", reason="异议成立")
    final.refresh_from_db()
    assert final.status == "closed"


def test_is_not_deleted(final):
    with pytest.raises(IntegrityError):
        Contest.objects.filter(pk=final.pk).delete()
    assert Contest.objects.filter(pk=final.pk).exists()
