"""Bonuses and deductions count once approved."""

import pytest

from contests.models import BonusItem, Occurrence, Scheme
from contests.services import tally
from contests.services.lifecycle import close_scoring, open_scoring
from contests.services.occurrences import approve_occurrence, record_occurrence, revoke_occurrence
from contests.services.raters import add_rater
from core.errors import TouyanError
from core.models import StateChange
from tests.contests import factories
from tests.contests.conftest import OPENING, fresh, group, submit_all


def test_an_occurrence_counts_once_approved_and_outdates_the_tally(places, official, create):
    scheme = factories.make_scheme(area=places.township, status="draft")
    item = BonusItem.objects.create(scheme=scheme, order=1, code="site", name="观摩点", points="0.2")
    Scheme.objects.filter(pk=scheme.pk).update(status="in_use")
    scheme.refresh_from_db()
    contest = create(scheme=scheme)
    add_rater(contest=contest, group=group("observers"), name="一", by=official)
    contest = open_scoring(contest=contest, user=official, on=OPENING)
    submit_all(contest, official)
    entry = contest.entries.first()
    occurrence = record_occurrence(entry=entry, item=item, case="设施蔬菜联建", user=official)
    close_scoring(contest=contest, user=official)
    tally.tally_contest(contest=fresh(contest), user=official)
    approve_occurrence(occurrence=occurrence, user=official)
    assert fresh(contest).status == "closed"
    tally.tally_contest(contest=fresh(contest), user=official)
    with pytest.raises(TouyanError, match="原因"):
        revoke_occurrence(occurrence=occurrence, reason="", user=official)
    revoke_occurrence(occurrence=occurrence, reason="重复申报", user=official)
    assert fresh(contest).status == "closed"
    assert not Occurrence.objects.exists()
    assert StateChange.objects.filter(reason__contains="重复申报").exists()
