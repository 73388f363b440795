"""What a test commits is undone: the rows that migrations made, and no others, are there again."""

import pytest

from areas.models import Category
from contests.models import KindStage, StageKind
from core.models import CalendarDay, StateChange
from tests import databases
from tests.scoring import factories


@pytest.mark.django_db(transaction=True)
def test_the_rows_of_migrations_are_put_back_and_all_others_go():
    seed, stages = databases.Seed(), list(StageKind.objects.order_by("pk").values())
    assert stages
    factories.make_user(username="zhangli", role="township_official", area=factories.make_places().township)
    StateChange.objects.create(subject="x", subject_id=1, title="x", target="x")  # append-only
    KindStage.objects.all().delete()
    StageKind.objects.all().delete()
    Category.objects.update(description="改过")
    CalendarDay.objects.all().delete()
    seed.put_back()
    assert databases.Seed().rows == seed.rows
    assert list(StageKind.objects.order_by("pk").values()) == stages
