"""Columns of what is handed in."""

from core.pages.tables import BadgeColumn, DateColumn, SubColumn, Table
from core.submissions.choices import TONES


class SubmissionTable(Table):
    """By whom and when it was handed in, and how it stands."""

    submitted_at = DateColumn()
    submitted_by = SubColumn(orderable=False)
    status = BadgeColumn(tones=TONES)
