"""How querysets reach rows of other models, and whose office somebody acts for."""

from types import SimpleNamespace

from contests.models import Contest, ContestStage
from core.data.scope import acts_for
from scoring.models import Entry, EntryCategory, Indicator, Sheet


def test_a_queryset_reaches_the_rows_that_a_path_leads_to():
    assert Contest.objects.rows_of("stages").model is ContestStage
    assert Contest.objects.rows_of("entries").model is Entry  # of the assessment that it is
    assert Sheet.objects.rows_of("component__fields__indicator").model is Indicator


def test_through_leads_to_the_rows_that_join():
    assert Entry.objects.rows_of("categories__through").model is EntryCategory
    joining = Sheet.objects.rows_of("component__fields__indicator__categories__through")
    assert joining.model is Indicator.categories.through


def test_what_is_reached_has_the_verbs_of_its_own_querysets():
    assert "draft" in str(Contest.objects.rows_of("sheets").missing().query)


def test_nobody_acts_for_an_office_without_acting():
    assert not acts_for(SimpleNamespace(acting=None), 1)
    acting = SimpleNamespace(acting=SimpleNamespace(area_id=2))
    assert acts_for(acting, 1, 2)
    assert not acts_for(acting, 1)
