"""What somebody has been reminded of and still owes. O9"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from contests.models import Reminder
from core.models import StateChange
from core.submissions.choices import OPEN
from scoring.models import Sheet


def unseen(user) -> QuerySet[Reminder]:
    """What the user has been reminded of and neither done nor put away, the latest first."""
    sheets = Sheet.objects.missing().filter(rater=OuterRef("rater"))
    owes_sheets = Q(rater__isnull=False, contest__status="scoring") & Exists(sheets)
    owes_declaration = Q(entry__isnull=False, contest__status="draft", entry__declaration__status__in=OPEN)
    moved = StateChange.objects.filter(
        subject="scoring.assessment", subject_id=OuterRef("contest"), at__gt=OuterRef("sent_at")
    ).exclude(source=F("target"))
    owes_step = Q(contest__isnull=False, rater__isnull=True, entry__isnull=True) & ~Exists(moved)
    owes_contest = Q(area__isnull=False)  # put away when the contest is made
    owed = owes_sheets | owes_declaration | owes_step | owes_contest
    return Reminder.objects.filter(owed, user=user.pk, seen_at=None).order_by("-sent_at", "-pk")
