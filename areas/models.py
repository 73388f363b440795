"""The area tree and what is known about a village (A1, A2, O1)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Func, Q
from django.urls import reverse

from areas import policy
from areas.choices import BADGE_TONES, Level, PartyOrganisation, RecordKind, SuccessionKind
from areas.kinds import Kind
from areas.querysets import AreaQuerySet, DatedQuerySet
from core.data.fields import InitialsField
from core.data.history import track
from core.data.scope import ScopedManager
from core.models import Versioned


class DaySpan(Func):
    """``daterange(valid_from, valid_to)`` with both days included; an empty end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, start="valid_from", end="valid_to", **extra):
        super().__init__(start, end, RangeBoundary(inclusive_lower=True, inclusive_upper=True), **extra)


class OnceAtATime(ExclusionConstraint):
    """No two rows overlap in time. One that ends before it begins is left to the constraint that says so."""

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        if not (instance.valid_from and instance.valid_to and instance.valid_to < instance.valid_from):
            super().validate(model, instance, exclude, using)

    def deconstruct(self):
        _, args, kwargs = super().deconstruct()
        path = f"{ExclusionConstraint.__module__}.{ExclusionConstraint.__qualname__}"
        return path, args, kwargs  # in the database it is nothing else


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
        violation_error_message="结束日期不能早于开始日期",
    )


@track(exclude=("initials",))
class Area(models.Model):
    """A province, city, county, township or village, by its 12-digit division code.

    ``code`` has C collation: a prefix match, on which all scope rests, uses its index.
    """

    AREA_PATH = ""
    Level = Level

    code = models.CharField("区划代码", max_length=12, db_collation="C")
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=60)
    initials = InitialsField("拼音首字母", max_length=60, of="short_name")
    level = models.PositiveSmallIntegerField("级别", choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    is_official = models.BooleanField("国家统一代码", default=True, help_text="开发区等自编代码的地方不勾选")

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "区划"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="area_code_once", violation_error_message="该区划代码已存在"),
            models.CheckConstraint(
                name="area_code_fits_level",
                condition=Q(level=Level.PROVINCE, code__regex=r"^\d{2}0{10}$")
                | Q(level=Level.CITY, code__regex=r"^\d{4}0{8}$")
                | Q(level=Level.COUNTY, code__regex=r"^\d{6}0{6}$")
                | Q(level=Level.TOWNSHIP, code__regex=r"^\d{6}[0-9A-Z]{3}0{3}$")
                | Q(level=Level.VILLAGE, code__regex=r"^\d{6}[0-9A-Z]{6}$"),
                violation_error_message="区划代码须为 12 位，且与级别相符",
            ),
            models.CheckConstraint(
                name="official_area_code_is_digits",
                condition=Q(is_official=False) | Q(code__regex=r"^\d{12}$"),
                violation_error_message="国家统一代码只能是数字；自编代码请取消“国家统一代码”",
            ),
            _ends_after_start("area_ends_after_start"),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("areas:area_detail", args=[self.pk])

    @property
    def prefix(self) -> str:
        """The significant digits of the code: 2, 4, 6, 9 or 12 by level."""
        return policy.prefix(self.code, self.level)

    @property
    def full_name(self) -> str:
        """The address from the province down: 陕西省汉中市南郑区高台镇战斗村. Reads the parents."""
        return "".join(self.address)

    @property
    def address(self) -> list[str]:
        """The names of which the full name is made, from the province down. Reads the parents."""
        above = self.parent.address if self.parent else []
        return [*above, self.short_name] if policy.said_in_full_name(self.name) else above


@track()
class AreaSuccession(models.Model):
    """What became of an area (O1). The old row stays, and with it every old result; a rename keeps its row."""

    AREA_PATH = "successor"

    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions", verbose_name="原区划")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins", verbose_name="现区划")
    kind = models.CharField("方式", max_length=10, choices=SuccessionKind)
    on = models.DateField("生效日期")
    old_name = models.CharField("原名称", max_length=60)
    basis = models.CharField("依据文件", max_length=200)

    objects = ScopedManager()

    class Meta:
        verbose_name = "区划沿革"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"],
                name="succession_once",
                violation_error_message="这条沿革已经登记过",
            ),
            models.CheckConstraint(
                name="only_a_rename_keeps_its_row",
                condition=Q(kind=SuccessionKind.RENAME, predecessor=F("successor"))
                | (~Q(kind=SuccessionKind.RENAME) & ~Q(predecessor=F("successor"))),
                violation_error_message="只有更名时原区划与现区划相同",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.get_kind_display()}：{self.old_name}→{self.successor}"


@track()
class Category(Kind):
    """A kind of village that measures differ by (D0 2.3); offices add their own."""

    PURPOSE = "村的分类管理，比武按类别排名"
    LISTED = ("description",)

    description = models.CharField("说明", max_length=200, blank=True)
    clause = models.CharField("出处", max_length=60, blank=True)

    class Meta(Kind.Meta):
        verbose_name = "村类别"


@track()
class AreaCategory(Versioned):
    """A village belongs to a category from a day to a day (A2)."""

    AREA_PATH = "area"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="categories", verbose_name="村")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="areas", verbose_name="类别")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    note = models.CharField("依据", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "村类别记录"
        ordering = ["-valid_from", "area__code", "category__order"]
        constraints = [
            _ends_after_start("area_category_ends_after_start"),
            OnceAtATime(
                name="area_category_once_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="该村在此期间已属于这一类别，请先结束原记录",
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.category}"

    def get_absolute_url(self):
        return reverse("areas:category_detail", args=[self.pk])


@track()
class VillageProfile(Versioned):
    """The village's figures of today (A2); their past is in the history table."""

    AREA_PATH = "area"

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="profile", verbose_name="村")
    population = models.PositiveIntegerField("人口（人）", null=True, blank=True)
    households = models.PositiveIntegerField("户数（户）", null=True, blank=True)
    party_members = models.PositiveIntegerField("党员（人）", null=True, blank=True)
    villager_groups = models.PositiveSmallIntegerField("村民小组（个）", null=True, blank=True)
    party_organisation = models.CharField("党组织", max_length=20, choices=PartyOrganisation, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = "村概况"
        constraints = [
            models.CheckConstraint(
                name="party_members_within_population",
                condition=Q(population=None) | Q(party_members=None) | Q(party_members__lte=F("population")),
                violation_error_message="党员数不能超过人口数",
            ),
            models.CheckConstraint(
                name="households_within_population",
                condition=Q(population=None) | Q(households=None) | Q(households__lte=F("population")),
                violation_error_message="户数不能超过人口数",
            ),
        ]

    def __str__(self):
        return f"{self.area}概况"

    def get_absolute_url(self):
        return self.area.get_absolute_url()


@track()
class IndicatorKind(Kind):
    """A yearly figure of a village, such as 村集体经济经营收入; offices add their own."""

    PURPOSE = "村情里每年登记的数字"
    SETTLED = ("unit",)

    unit = models.CharField("单位", max_length=10)
    places = models.PositiveSmallIntegerField("小数位", default=2, validators=[MaxValueValidator(2)])

    class Meta(Kind.Meta):
        verbose_name = "村指标"


@track()
class VillageIndicator(Versioned):
    """One figure of one village and year; higher parts write it, contests and appraisals read it (A2)."""

    AREA_PATH = "area"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="indicators", verbose_name="村")
    kind = models.ForeignKey(IndicatorKind, on_delete=models.PROTECT, related_name="+", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年度")
    value = models.DecimalField("数值", max_digits=16, decimal_places=2)
    source_label = models.CharField("来源", max_length=60, blank=True)
    link = models.CharField("链接", max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = "村年度指标"
        ordering = ["-year", "area__code", "kind__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "year"],
                name="village_indicator_once_a_year",
                violation_error_message="该村该年度的这项指标已经登记",
            )
        ]

    def __str__(self):
        return f"{self.area} {self.year}年{self.kind}"

    def get_absolute_url(self):
        return reverse("areas:indicator_detail", args=[self.pk])


@track()
class WeakVillageStatus(Versioned):
    """A village is under rectification (软弱涣散、后进村) from a day to a day (A2, M6)."""

    AREA_PATH = "area"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="weak_statuses", verbose_name="村")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)
    reason = models.CharField("原因", max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "后进村整顿"
        ordering = ["-valid_from"]
        constraints = [
            _ends_after_start("weak_status_ends_after_start"),
            OnceAtATime(
                name="weak_status_once_at_a_time",
                expressions=[("area", RangeOperators.EQUAL), (DaySpan(), RangeOperators.OVERLAPS)],
                violation_error_message="该村在此期间已列为后进村，请先结束原记录",
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.valid_from} 起整顿"


class Record(models.Model):
    """An entry in a dossier (A8): whoever settles something about its subject writes it here, and everybody reads it.

    ``value`` is the result in a word (优秀, 夺杯村), ``detail`` one line below the title. A writer that may run twice
    gives ``key``: the same key of one subject (``SUBJECT``, its field) is one entry; see ``services.dossiers``.
    """

    SUBJECT: str

    date = models.DateField("日期")
    period_to = models.DateField("至", null=True, blank=True)
    title = models.CharField("事项", max_length=200)
    value = models.CharField("结果", max_length=60, blank=True)
    detail = models.CharField("说明", max_length=300, blank=True)
    source_label = models.CharField("来源", max_length=60, blank=True)
    link = models.CharField("链接", max_length=200, blank=True)
    key = models.CharField("来源键", max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-date", "-id"]

    def __str__(self):
        return f"{self.date} {self.title}"

    @property
    def tone(self) -> str:
        """Tone of the badge that shows ``value``."""
        return BADGE_TONES.get(self.value, "")


@track()
class VillageRecord(Record):
    """An entry in a village's dossier (A8)."""

    AREA_PATH = "area"
    SUBJECT = "area"

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="records", verbose_name="村")
    kind = models.CharField("类型", max_length=20, choices=RecordKind)

    objects = ScopedManager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = "村档案记录"
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], condition=~Q(key=""), name="village_record_once_per_key")
        ]
