"""What the auditor may ask for: the steps of contests are kept under the name of their assessment."""

from contests.models import Contest
from core.data.lifecycle import subject_of
from core.models import StateChange
from core.pages.filters import StateChangeFilter


def test_the_auditor_finds_the_steps_of_contests_by_what_they_are_called():
    offered = dict(StateChangeFilter(queryset=StateChange.objects.none()).form.fields["subject"].choices)
    assert offered[subject_of(Contest)] == "比武"
    assert list(offered.values()).count("比武") == 1
