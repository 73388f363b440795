"""Assessments: who competes, who rates, when. D0 3.3, D3 3–4, scoring.md §0"""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from core.data.history import track
from core.models import Versioned
from core.values.periods import Period, PeriodKind
from scoring import choices, querysets


class Series(models.Model):
    """Assessments of one organiser that follow each other; "last time" means the previous final one of the series."""

    AREA_PATH = "area"

    area = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="主办")
    name = models.CharField("名称", max_length=80)
    period_kind = models.CharField("周期", max_length=10, choices=PeriodKind, default="quarter")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "系列"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], name="series_name", violation_error_message="本单位已有同名的系列"
            )
        ]

    def __str__(self):
        return self.name


@track(exclude=("scoring_starts_on", "scoring_ends_on"))
class Assessment(Versioned):
    """Who competes in what by which scheme, in one period, and how far that is. What it is for (a contest …) says its
    owner: a model that inherits from this one, so that both are one thing with one number. scoring.md §0

    ``scoring_starts_on``, ``scoring_ends_on``: between which days raters enter their sheets, both included. The owner
    writes them.
    """

    AREA_PATH = "area"
    MOVES = choices.ASSESSMENT_MOVES
    NEEDS_REASON = choices.ASSESSMENT_REASONS

    area = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="主办")
    series = models.ForeignKey(Series, models.PROTECT, verbose_name="系列", related_name="assessments")
    scheme = models.ForeignKey("scoring.Scheme", models.PROTECT, verbose_name="评分方案", related_name="assessments")
    name = models.CharField("名称", max_length=80)
    period_kind = models.CharField("周期", max_length=10, choices=PeriodKind, default="quarter")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("期次", default=1, help_text="第几季度（月、半年）；年度填 1")
    status = models.CharField("状态", max_length=10, choices=choices.AssessmentStatus, default="draft")
    scoring_starts_on = models.DateField("打分开始", null=True, blank=True, editable=False)
    scoring_ends_on = models.DateField("打分截止", null=True, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("轮次", default=1, help_text="第二轮的评分项在初次计分以后打分")
    double_entry = models.BooleanField(
        "纸质表双人录入",
        default=False,
        db_default=False,
        help_text="代录的纸质评分表由另一人再录一遍，两遍相同才能提交",
    )  # fmt: skip
    final_version = models.PositiveIntegerField(
        "定稿版本", null=True, blank=True, editable=False, help_text="最近一次定稿的版本，以后只能用更正公告更正"
    )
    is_trial = models.BooleanField("演练", default=False, help_text="演练的分数和名次不计入任何统计、档案和以后的结果")

    objects = querysets.AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "评分"
        ordering = ["-year", "-number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_trial=False) | Q(name__startswith=choices.TRIAL_MARK),
                name="assessment_trial_mark",
                violation_error_message="演练的名称须以“演练”标记开头",
            ),
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                condition=Q(is_trial=False),
                name="assessment_of_period",
                violation_error_message="这个系列本期已经建过一场",
            ),
            models.CheckConstraint(
                condition=Q(round__in=[1, 2]), name="assessment_round", violation_error_message="只有第一轮和第二轮"
            ),
            models.CheckConstraint(
                condition=Q(period_kind="month", number__range=(1, 12))
                | Q(period_kind="quarter", number__range=(1, 4))
                | Q(period_kind="half_year", number__range=(1, 2))
                | Q(period_kind="year", number=1),
                name="assessment_period",
                violation_error_message="期次与周期不符",
            ),
        ]
        indexes = [models.Index(fields=["year", "number", "status"], name="assessment_period_status")]

    def __str__(self):
        return self.name

    def __eq__(self, other):
        """Seen as what it belongs to it is the same."""
        if not isinstance(other, Assessment):
            return NotImplemented
        return self is other if self.pk is None else self.pk == other.pk

    __hash__ = models.Model.__hash__

    @cached_property
    def owner(self) -> models.Model:
        """What this is the scoring of: itself seen as the model that inherits from this one."""
        if type(self) is not Assessment:
            return self
        for link in self._meta.related_objects:
            if link.one_to_one and link.parent_link and hasattr(self, link.get_accessor_name()):
                return getattr(self, link.get_accessor_name())
        raise LookupError(f"{self} belongs to nothing")

    @classmethod
    def owners(cls) -> list[type["Assessment"]]:
        """The models that inherit from this one."""
        return [model for model in apps.get_models() if issubclass(model, Assessment) and model is not Assessment]

    @property
    def word(self) -> str:
        """What people call it: 比武."""
        owners = self.owners()
        kind = owners[0] if len(owners) == 1 else type(self.owner)  # which of several is asked for only then
        return str(kind._meta.verbose_name)

    @classmethod
    def list_crumb(cls) -> tuple[str, str]:
        """Where all of a kind of owner stand: (label, address). Owners say it."""
        raise NotImplementedError

    @classmethod
    def result_crumb(cls) -> tuple[str, str]:
        """Where their results stand."""
        raise NotImplementedError

    @classmethod
    def made_with(cls, scheme) -> tuple[str, str]:
        """Where a new one is made with a scheme."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        return self._owned().get_absolute_url()

    @property
    def ranking_url(self) -> str:
        """Where its result stands. Owners say it."""
        return self._owned().ranking_url

    def materials(self, rater, component) -> models.QuerySet:
        """What a rater may read to judge the entries of their sheets: rows with ``entry``, ``items`` (topic, content,
        is_required), ``texts`` (title, text) and ``files`` (file). Owners say it.
        """
        return self._owned().materials(rater, component)

    def stage_now(self, today: date) -> str:
        """Where it stands, in words. Owners say it."""
        return self._owned().stage_now(today)

    def entries_added(self) -> None:
        """Called in the transaction that brought further entries in. Owners may do something then."""
        if self.owner is not self:
            self.owner.entries_added()

    def untouched(self, entries: models.QuerySet) -> models.QuerySet:
        """Those of these entries with which nobody has done anything yet: all, unless the owner knows better."""
        return entries if self.owner is self else self.owner.untouched(entries)

    def _owned(self) -> models.Model:
        """The owner, which says for itself what it is asked then."""
        if self.owner is self:
            raise NotImplementedError(f"{type(self).__name__} has to say this")
        return self.owner

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.year, self.number)

    @property
    def mark(self) -> str:
        """What stands in front of headings that do not name it: a trial run is never taken for a real one."""
        return choices.TRIAL_MARK if self.is_trial else ""
