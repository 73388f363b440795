"""Publishing a result: the notice with its objections, and whether outsiders may read it. C4, O3"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contests import choices, querysets
from core.data.history import track
from core.notices.models import Notice, Objection
from core.reminders.models import Reminding, once_a_day, unseen_index


@track()
class ContestNotice(Notice):
    """The notice of one tally. A correction names the version it replaces and lists what differs. O3"""

    AREA_PATH = "contest__area"

    contest = models.ForeignKey("contests.Contest", models.PROTECT, related_name="notices", verbose_name="比武")
    tally = models.ForeignKey("scoring.Tally", models.PROTECT, related_name="notices", verbose_name="版本")
    kind = models.CharField("种类", max_length=10, choices=choices.NoticeKind, default="result")
    corrects = models.ForeignKey(
        "scoring.Tally", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正前的版本"
    )
    rows = models.CharField("列出", max_length=10, choices=choices.NoticeRows, default="all")
    with_points = models.BooleanField("写明得分", default=True)

    objects = querysets.NoticeQuerySet.as_manager()

    class Meta(Notice.Meta):
        verbose_name = "结果公示"
        ordering = ["-published_at", "-pk"]
        constraints = [
            *Notice.Meta.constraints,
            models.UniqueConstraint(
                fields=["contest"],
                condition=Q(status="open"),
                name="contest_one_open_notice",
                violation_error_message="这场比武已在公示",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False) | Q(kind="result", corrects__isnull=True),
                name="contest_notice_corrects",
                violation_error_message="更正公告须写明更正哪一版，公示不写",
            ),
        ]

    def get_absolute_url(self):
        return reverse("contests:notice_detail", args=[self.pk])


@track()
class ContestObjection(Objection):
    """An objection to a result, perhaps about one entry."""

    AREA_PATH = "notice__contest__area"

    notice = models.ForeignKey(ContestNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    entry = models.ForeignKey(
        "scoring.Entry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="涉及的参赛单位"
    )

    objects = querysets.ObjectionQuerySet.as_manager()

    class Meta(Objection.Meta):
        verbose_name = "异议"
        ordering = ["notice_id", "received_on", "pk"]

    def get_absolute_url(self):
        return reverse("contests:objection_detail", args=[self.pk])


@track()
class ObjectionFile(models.Model):
    """A paper handed in with an objection."""

    AREA_PATH = "objection__notice__contest__area"

    objection = models.ForeignKey(ContestObjection, models.CASCADE, related_name="files", verbose_name="异议")
    file = models.OneToOneField("core.Attachment", models.PROTECT, related_name="+", verbose_name="附件")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "异议附件"
        ordering = ["pk"]

    def __str__(self):
        return str(self.file)


@track()
class PublicAccess(models.Model):
    """Whether notices and results of a county's contests can be read without logging in. No row: they cannot."""

    STEPS = choices.AccessStep
    AREA_PATH = "area"

    area = models.OneToOneField("areas.Area", models.PROTECT, related_name="+", verbose_name="县区")
    is_open = models.BooleanField("对外公开", default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="改动人"
    )
    changed_at = models.DateTimeField("改动时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "结果对外公开"

    def __str__(self):
        return f"{self.area}结果对外公开"


@track()
class Reminder(Reminding):
    """What somebody was reminded of: sheets a rater owes, a declaration an entry has not handed in, or (neither given)
    the next step of the contest, which its office has not taken; without a contest, that ``area`` has none yet. O9
    """

    AREA_PATH = "contest__area"

    contest = models.ForeignKey(
        "contests.Contest", models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name="比武"
    )
    area = models.ForeignKey(
        "areas.Area", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="还没有建比武的单位"
    )
    rater = models.ForeignKey(
        "scoring.Rater", models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name="评委"
    )
    entry = models.ForeignKey(
        "scoring.Entry", models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name="参赛单位"
    )
    objects = querysets.ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "提醒"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            once_a_day("contest", "rater", "entry", name="reminder_once_a_day"),
            models.CheckConstraint(
                condition=Q(rater__isnull=True) | Q(entry__isnull=True),
                name="reminder_of_one_thing",
                violation_error_message="一条提醒只能针对一名评委或一个参赛单位",
            ),
            models.CheckConstraint(
                condition=Q(contest__isnull=False, area__isnull=True)
                | Q(contest__isnull=True, area__isnull=False, rater__isnull=True, entry__isnull=True),
                name="reminder_of_a_contest_or_none",
                violation_error_message="提醒要么针对一场比武，要么针对还没有建比武的单位",
            ),
        ]
        indexes = [unseen_index("reminder_unseen")]
