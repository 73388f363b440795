"""Assessments: who competes, who rates, when. D0 3.3, D3 3–4, scoring.md §0"""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from core.data.fields import NameField
from core.data.history import track
from core.models import Versioned
from core.values.periods import Period, PeriodKind
from scoring import choices, querysets
from scoring.models.schemes import DEFERRED, points_field


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


@track()
class Entry(models.Model):
    """Who competes: an area, a villager group or a person, with the snapshot of the opening day. C2, scoring.md §0

    ``area`` is the competing village or township, or where the group or person belongs. ``label`` tells several
    entries of one area apart (group name, person number) and is empty for the area itself.
    """

    AREA_PATH = "area"
    PERSON_PATH = None  # about a village, of which the secretary is named
    MOVES = choices.ENTRY_MOVES
    NEEDS_REASON = {("active", "withdrawn"), ("active", "excluded"), ("withdrawn", "active"), ("excluded", "active")}

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="entries", verbose_name="评分")
    number = models.PositiveSmallIntegerField("序号")
    group = models.ForeignKey(
        "scoring.EntryGroup", models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="分组"
    )
    area = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="所在村（乡镇）", related_name="+")
    label = models.CharField("小组或人员", max_length=40, blank=True)
    name = models.CharField("名称", max_length=60)
    township = models.ForeignKey("areas.Area", models.PROTECT, verbose_name="乡镇", related_name="+")
    holder = models.ForeignKey(
        "cadres.Person", models.PROTECT, null=True, blank=True, verbose_name="书记", related_name="+"
    )
    holder_name = models.CharField("书记姓名", max_length=40, blank=True)
    status = models.CharField("状态", max_length=10, choices=choices.EntryStatus, default="active")
    is_vetoed = models.BooleanField(
        "由登记的一票否决排除",
        default=False,
        db_default=False,
        editable=False,
        help_text="取消最后一项否决即恢复参评",
    )
    basis_file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="停赛、否决的依据"
    )
    categories = models.ManyToManyField("areas.Category", through="EntryCategory", verbose_name="村类别")

    objects = querysets.EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "参赛单位"
        ordering = ["assessment_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "area", "label"], name="entry_area", violation_error_message="已在参赛名单里"
            ),
            models.UniqueConstraint(
                fields=["assessment", "number"], name="entry_number", deferrable=DEFERRED,
                violation_error_message="序号重复，请刷新后再排",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


@track()
class EntryGroup(models.Model):
    """Entries of an assessment that are ranked and awarded apart from its others. shared/appraisal.md

    Its sheets, figures and bonuses are those of the assessment; places, ties and decisions are reckoned group by group.
    """

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="groups", verbose_name="评分")
    order = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("名称", max_length=60)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "分组"
        ordering = ["assessment_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "name"], name="entry_group_name", violation_error_message="已有同名的分组"
            ),
            models.UniqueConstraint(
                fields=["assessment", "order"], name="entry_group_order", deferrable=DEFERRED,
                violation_error_message="分组的顺序重复，请刷新后再排",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


class EntryCategory(models.Model):
    """A category the village had on the opening day."""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name="参赛单位")
    category = models.ForeignKey("areas.Category", models.PROTECT, verbose_name="村类别", related_name="+")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "参赛单位的类别"
        constraints = [models.UniqueConstraint(fields=["entry", "category"], name="entry_category")]

    def __str__(self):
        return f"{self.entry} {self.category}"


@track()
class Rater(models.Model):
    """A named person with a seat in a group; an account is optional. scoring.md §0"""

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="raters", verbose_name="评分")
    group = models.ForeignKey("scoring.RaterGroup", models.PROTECT, verbose_name="评委组")
    seat = models.PositiveSmallIntegerField("席号")
    name = NameField("姓名", max_length=40)
    unit = models.CharField("单位职务", max_length=60, blank=True)
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, verbose_name="所在村（乡镇）", related_name="+",
        help_text="用于回避：不评自己的村或乡镇",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="账号", related_name="+",
        help_text="不填则由主办单位代为录入",
    )  # fmt: skip

    objects = querysets.RaterQuerySet.as_manager()

    class Meta:
        verbose_name = "评委"
        ordering = ["assessment_id", "group__order", "seat"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "group", "seat"], name="rater_seat", violation_error_message="这个席号已有评委"
            ),
            models.UniqueConstraint(
                fields=["assessment", "group", "user"],
                name="rater_account",
                violation_error_message="这个账号在本组已有一席，一人只能打一份分",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.seat}号）"


@track()
class Occurrence(models.Model):
    """One occurrence of a bonus item for an entry, with its case; counts once approved. scoring.md §5"""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="occurrences", verbose_name="参赛单位")
    item = models.ForeignKey("scoring.BonusItem", models.PROTECT, related_name="occurrences", verbose_name="加扣分项")
    case = models.CharField("事例", max_length=120)
    points = points_field("分值", null=True, blank=True, help_text="事项定的是范围时填，在范围以内")
    evidence = models.TextField("依据", blank=True)
    file = models.ForeignKey(
        "core.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    approved = models.BooleanField("已核准", default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核准人"
    )

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "加扣分"
        ordering = ["entry_id", "item_id", "pk"]

    def __str__(self):
        return f"{self.item} {self.case}"


@track()
class Figure(models.Model):
    """What was recorded of an entry for a measure, with evidence; ``target`` is the entry's own. scoring.md §1"""

    AREA_PATH = "entry__area"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="figures", verbose_name="参赛单位")
    measure = models.ForeignKey("scoring.Measure", models.PROTECT, related_name="figures", verbose_name="指标")
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField("自定目标", max_digits=18, decimal_places=4, null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "指标值"
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "measure"],
                name="figure_once",
                violation_error_message="这一格刚被他人填过，请刷新后再填",
            )
        ]

    def __str__(self):
        return f"{self.measure} {self.value}"


@track()
class CarrySource(models.Model):
    """An earlier assessment whose final scores a carried-over component takes. scoring.md §1"""

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="carry_sources", verbose_name="评分")
    component = models.ForeignKey("scoring.Component", models.PROTECT, related_name="+", verbose_name="评分项")
    source = models.ForeignKey(Assessment, models.PROTECT, related_name="+", verbose_name="取自")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "得分来源"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "component", "source"],
                name="carry_source_once",
                violation_error_message="已经取自这一场",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("assessment")),
                name="carry_source_other",
                violation_error_message="不能取自本次",
            ),
        ]

    def __str__(self):
        return str(self.source)


@track()
class Decision(models.Model):
    """What the panel decided: the final order of named entries, or who of a tied set gets an award. scoring.md §§1, 7

    An input of the next tally. It holds as long as the tied set is the same. ``places`` is the number the panel chose
    inside an award's range; the unit of scope is one of category, dimension, township or none of them, in a ``group``
    if the entries stand in some.
    """

    AREA_PATH = "assessment__area"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="decisions", verbose_name="评分")
    kind = models.CharField("事项", max_length=10, choices=choices.DecisionKind)
    rule = models.ForeignKey(
        "scoring.AwardRule", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="奖项"
    )
    group = models.ForeignKey(EntryGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分组")
    category = models.ForeignKey(
        "areas.Category", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="村类别"
    )
    dimension = models.ForeignKey(
        "scoring.Dimension", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="维度"
    )
    township = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇"
    )
    places = models.PositiveSmallIntegerField("名额", null=True, blank=True)
    reason = models.TextField("理由")
    panel = models.CharField("由谁决定", max_length=80, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    decided_at = models.DateTimeField("记录时间")

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "领导小组决定"
        ordering = ["assessment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "kind", "rule", "group", "category", "dimension", "township"],
                name="decision_once",
                nulls_distinct=False,
                violation_error_message="这一事项已有决定，请先撤销",
            ),
            models.CheckConstraint(
                condition=Q(kind="award", rule__isnull=False)
                | Q(kind="order", rule__isnull=True, group__isnull=True, category__isnull=True, dimension__isnull=True,
                    township__isnull=True, places__isnull=True),
                name="decision_rule",
                violation_error_message="定奖项须选奖项，定名次不选",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.rule or self.get_kind_display()}"


@track()
class DecisionEntry(models.Model):
    """An entry a decision is about: in an order its ``place`` (1 is first); in a tied set whether it wins."""

    AREA_PATH = "decision__assessment__area"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="entries", verbose_name="决定")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="decision_entries", verbose_name="参赛单位")
    place = models.PositiveSmallIntegerField("位次", null=True, blank=True)
    wins = models.BooleanField("获奖", default=False)

    objects = querysets.ScopedManager()

    class Meta:
        verbose_name = "决定涉及的参赛单位"
        ordering = ["decision_id", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "entry"],
                name="decision_entry_once",
                violation_error_message="同一参赛单位只能选一次",
            )
        ]

    def __str__(self):
        return str(self.entry)
