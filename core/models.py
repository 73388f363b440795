"""Tables of the mechanics: state changes, jobs, optimistic locking, files, working days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.data.history import track
from core.values.workdays import WorkCalendar

ATTACHMENT_NAME_LENGTH = 150


class StateChange(models.Model):
    """One step of one record's life: who, when, from which state to which, why. Append-only (by trigger)."""

    subject = models.CharField("对象类型", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    title = models.CharField("对象", max_length=200)
    source = models.CharField("原状态", max_length=30, blank=True)
    target = models.CharField("新状态", max_length=30)
    reason = models.TextField("原因", blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "状态变更"
        indexes = [
            models.Index(fields=["subject", "subject_id", "at"], name="state_change_subject"),
            models.Index(fields=["-at"], name="state_change_at"),
        ]

    def __str__(self):
        return f"{self.title} {self.source}→{self.target}"


class Job(models.Model):
    """Work to be done after a commit. The row is the truth; Celery and Valkey only carry its number."""

    class Status(models.TextChoices):
        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"
        CANCELLED = "cancelled", "已取消"

    task = models.CharField("任务", max_length=120)
    kwargs = models.JSONField("参数", default=dict)
    key = models.CharField("去重键", max_length=200, blank=True)
    title = models.CharField("名称", max_length=200, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    done_count = models.PositiveIntegerField("已完成数", default=0)
    total_count = models.PositiveIntegerField("总数", default=0)
    result = models.TextField("结果", blank=True)
    error = models.TextField("错误", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    sent_at = models.DateTimeField("派发时间", null=True, blank=True)
    lease_until = models.DateTimeField("占用至", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "后台任务"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(status__in=["queued", "running"]) & ~Q(key=""),
                name="one_unfinished_job_per_key",
            )
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status__in=["queued", "running"]), name="job_unfinished")]

    def __str__(self):
        return self.title or self.task

    @property
    def tone(self) -> str:
        """Of the badge that says its status."""
        return {"done": "ok", "failed": "bad", "running": "info"}.get(self.status, "")


class Download(models.Model):
    """A workbook that a job made, waiting for whoever asked for it. It is written with the job's end or not at all."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="download", verbose_name="任务")
    filename = models.CharField("文件名", max_length=ATTACHMENT_NAME_LENGTH)
    content = models.BinaryField("文件")
    size = models.PositiveIntegerField("大小", help_text="字节")
    expires_at = models.DateTimeField("保留到")

    class Meta:
        verbose_name = "下载"
        indexes = [models.Index(fields=["expires_at"], name="download_expires")]

    def __str__(self):
        return self.filename


class Versioned(models.Model):
    """A row that people edit in forms; ``version`` tells whether somebody else saved it meanwhile."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True


@track()
class Attachment(models.Model):
    """A file somebody handed in; it belongs to the row that refers to it, through which alone it is read."""

    name = models.CharField("文件名", max_length=ATTACHMENT_NAME_LENGTH)
    kind = models.CharField("类型", max_length=10)
    size = models.PositiveBigIntegerField("大小", help_text="字节")
    sha256 = models.CharField("摘要", max_length=64)
    path = models.CharField("存放位置", max_length=100, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "附件"

    def __str__(self):
        return self.name


class CalendarQuerySet(models.QuerySet):
    def calendar(self) -> WorkCalendar:
        """The working days as far as they are entered."""
        return WorkCalendar(dict(self.values_list("date", "is_working")))

    def for_user(self, user) -> "CalendarQuerySet":
        """The calendar belongs to no area: the verb alone opens it."""
        return self


@track()
class CalendarDay(Versioned):
    """A day on which the weekday does not tell whether people work: a holiday, or a weekend that is worked. O4"""

    PLANS = ((False, "放假"), (True, "上班（调休）"))

    date = models.DateField("日期", unique=True, error_messages={"unique": "这一天已经录入"})
    is_working = models.BooleanField("安排", default=False, choices=PLANS)
    name = models.CharField("节日", max_length=20)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = "放假与调休"
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}"

    def get_absolute_url(self):
        return reverse("core:calendar_detail", args=[self.pk])


class ImportRun(models.Model):
    """A workbook somebody uploaded, what it would change, and what became of it. ux.md page 4

    The preview waits here between the upload and the confirmation, so that what is confirmed is what was shown.
    ``created_by`` is none for a rater with a one-time code, whose code ``subject`` then names.
    """

    class Step(models.TextChoices):
        CONFIRMED = "confirmed", "已导入"
        UNDONE = "undone", "已撤销"

    STEPS = Step

    kind = models.CharField("登记表", max_length=60)
    subject = models.CharField("对象", max_length=200)
    filename = models.CharField("文件名", max_length=ATTACHMENT_NAME_LENGTH)
    content = models.BinaryField("原文件")
    items = models.JSONField("内容")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传人"
    )
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    confirmed_at = models.DateTimeField("导入时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    receipt = models.CharField("回执", max_length=200, blank=True)

    class Meta:
        verbose_name = "导入"
        indexes = [models.Index(fields=["created_at"], name="import_run_created")]

    def __str__(self):
        return self.filename

    @property
    def can_undo(self) -> bool:
        """Imported, and what it replaced is still kept."""
        return bool(self.confirmed_at and not self.undone_at and self.items)


class AccessRecord(models.Model):
    """Somebody came in, failed to, or took something out (``core.audit.trail``). Append-only (by trigger).

    What people typed in vain is not kept: it may be a password. ``actor`` is the name as it was then.
    """

    class Access(models.TextChoices):
        LOGIN = "login", "登录"
        FAILED = "failed", "输错"
        DELAYED = "delayed", "输错须等"
        LOGOUT = "logout", "退出"
        TIMED_OUT = "timed_out", "到时退出"
        ENDED = "ended", "结束登录"
        CODE = "code", "代码进入"
        EXPORT = "export", "导出"
        DOWNLOAD = "download", "下载"
        PRINT = "print", "打印"
        REVEAL = "reveal", "查看全号"

    action = models.CharField("事项", max_length=10, choices=Access)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="账号")
    actor = models.CharField("谁", max_length=120, blank=True)
    acting = models.CharField("身份", max_length=120, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    address = models.CharField("地址", max_length=45, blank=True)
    subject = models.CharField("内容", max_length=300, blank=True)
    count = models.PositiveIntegerField("行数", null=True)
    page = models.CharField("页面", max_length=300, blank=True)

    class Meta:
        verbose_name = "访问记录"
        indexes = [
            models.Index(fields=["-at"], name="access_record_at"),
            models.Index(
                name="access_record_revealed",
                fields=["subject"],
                condition=models.Q(action="reveal"),
                opclasses=["varchar_pattern_ops"],
            ),
        ]

    def __str__(self):
        return f"{self.actor} {self.get_action_display()} {self.subject}"


class Attempts(models.Model):
    """Wrong tries of one key from one source, and until when its next try is refused (``core.security.attempts``).

    ``key`` is a digest, for people type passwords in place of user names; empty: all tries of the source.
    """

    kind = models.CharField("种类", max_length=10)
    key = models.CharField("钥匙", max_length=64, blank=True)
    source = models.CharField("来源", max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="账号")
    failures = models.FloatField("输错次数")
    tried_at = models.DateTimeField("最近一次")
    blocked_until = models.DateTimeField("等到")

    class Meta:
        verbose_name = "输错记录"
        constraints = [models.UniqueConstraint(fields=["kind", "key", "source"], name="attempts_once")]

    def __str__(self):
        return f"{self.kind} {self.source}"


class Submission(models.Model):
    """A form that was sent and done, and how it was answered: the same once more is not done again.

    ``core.security.submissions`` writes, answers and forgets them.
    """

    key = models.CharField("标识", max_length=64, unique=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    url = models.TextField("回到", blank=True)
    messages = models.JSONField("提示", default=list)

    class Meta:
        verbose_name = "提交"
        indexes = [models.Index(fields=["at"], name="submission_at")]

    def __str__(self):
        return f"{self.at} {self.url}"
