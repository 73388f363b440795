"""The table of what is handed in, from which an app makes its own."""

from django.conf import settings
from django.db import models

from core.models import Versioned
from core.submissions import choices


class Submittable(Versioned):
    """Filled in, handed in, returned with a reason, corrected, approved; its steps: ``services.Submissions``."""

    MOVES = choices.MOVES
    NEEDS_REASON = choices.REASONS

    status = models.CharField("状态", max_length=10, choices=choices.SubmissionStatus, default="draft")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether whoever fills it in may still write in it."""
        return self.status in choices.OPEN
