"""The cadre file: persons, the posts they hold, and their dossier (A3, A4, A8)."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, LPad, Replace
from django.urls import reverse

from areas.kinds import Kind
from areas.models import Area, DaySpan, OnceAtATime, Record
from cadres import policy
from cadres.choices import NATIONALITIES, Education, EducationForm, EntryKind, Sex
from cadres.querysets import DIRECTOR, SECRETARY, TOWNSHIP_SECRETARY, AppointmentQuerySet, PersonQuerySet
from core.data.fields import NameField
from core.data.history import track
from core.data.scope import ScopedManager
from core.data.sealed import BlindIndexField, SecretField, changed_with
from core.models import Attachment, Versioned
from core.values.masks import mask_id_number, mask_phone, mask_tail
from core.values.names import tidy_name


@track()
class PostKind(Kind):
    """A post (职务); offices add their own. A trigger keeps single-seat posts at seat 1."""

    PURPOSE = "办理任职时选用"
    RULED = frozenset({SECRETARY, DIRECTOR, TOWNSHIP_SECRETARY})

    short_name = models.CharField("简称", max_length=20)
    is_seconded = models.BooleanField("派驻", default=False)
    single_seat = models.BooleanField("一职一人", default=False)
    warn_days = models.PositiveSmallIntegerField(
        "到期提醒（天）", default=180, db_default=180, help_text="任期届满、到龄前多少天起在档案里标出还剩几天"
    )
    age_limit = models.PositiveSmallIntegerField("到龄（岁）", null=True, blank=True, help_text="留空表示不提示到龄")

    class Meta(Kind.Meta):
        verbose_name = "职务"

    def __str__(self):
        return self.short_name

    def clean(self):
        if self.code in self.RULED and not self.single_seat:
            raise ValidationError({"single_seat": "系统按一职一人认定书记、主任和一肩挑，不能取消"})
        if self.single_seat and self.pk and self.appointments.filter(seat__gt=1).exists():
            raise ValidationError({"single_seat": "该职务已有多人任职记录，不能改为一职一人"})


@track()
class Source(Kind):
    """Where a cadre comes from (A3: 退役军人, 大学毕业生 …); offices add their own."""

    PURPOSE = "干部档案的来源"

    class Meta(Kind.Meta):
        verbose_name = "来源"


# Codes of GB/T 4658 grow downwards; of two equal ones the full-time one counts.
LEADS_FULL_TIME = Q(in_service_education="") | (
    ~Q(full_time_education="") & Q(full_time_education__lte=F("in_service_education"))
)


@track(exclude=("number", "pinyin_plain", "education", "education_form"))
class Person(Versioned):
    """One person, one file (一人一档). ``area`` is the village or unit that keeps the file."""

    AREA_PATH = "area"
    PERSON_PATH = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.GeneratedField(
        expression=LPad(Cast("id", models.CharField()), 8, Value("0")),
        output_field=models.CharField("人员编号", max_length=8),
        db_persist=True,
    )
    name = NameField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=120, editable=False, db_collation="C")
    pinyin_plain = models.GeneratedField(
        expression=Replace("pinyin", Value(" ")),
        output_field=models.CharField("连写拼音", max_length=120, db_collation="C"),
        db_persist=True,
    )
    initials = models.CharField("拼音首字母", max_length=40, editable=False, db_collation="C")
    sex = models.CharField("性别", max_length=1, choices=Sex)
    birth_date = models.DateField("出生日期")
    nationality = models.CharField("民族", max_length=2, choices=NATIONALITIES, default="01")
    party_joined_on = models.DateField("入党日期", null=True, blank=True)
    full_time_education = models.CharField("全日制学历", max_length=2, choices=Education, blank=True)
    full_time_degree = models.CharField("全日制学位", max_length=30, blank=True)
    full_time_school = models.CharField("全日制院校和专业", max_length=80, blank=True)
    in_service_education = models.CharField("在职学历", max_length=2, choices=Education, blank=True)
    in_service_degree = models.CharField("在职学位", max_length=30, blank=True)
    in_service_school = models.CharField("在职院校和专业", max_length=80, blank=True)
    education = models.GeneratedField(
        expression=Case(When(LEADS_FULL_TIME, then="full_time_education"), default="in_service_education"),
        output_field=models.CharField("学历", max_length=2),
        db_persist=True, verbose_name="学历", choices=Education,
    )  # fmt: skip
    education_form = models.GeneratedField(
        expression=Case(
            When(full_time_education="", in_service_education="", then=Value("")),
            When(LEADS_FULL_TIME, then=Value(EducationForm.FULL_TIME)),
            default=Value(EducationForm.IN_SERVICE),
        ),
        output_field=models.CharField("学历类别", max_length=10),
        db_persist=True, verbose_name="学历类别", choices=EducationForm,
    )  # fmt: skip
    speciality = models.CharField("专长", max_length=100, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="persons", verbose_name="来源"
    )
    id_number = SecretField("身份证号", mask=mask_id_number)
    id_number_index = BlindIndexField("身份证号", of="id_number")
    phone = SecretField("手机", mask=mask_phone)
    phone_index = BlindIndexField("手机", of="phone")
    bank_account = SecretField("银行账号", mask=mask_tail)
    bank_account_index = BlindIndexField("银行账号", of="bank_account")
    bank_name = models.CharField("开户行", max_length=60, blank=True)
    photo = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="照片"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="persons", verbose_name="所在村（单位）")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="person", verbose_name="账号",
    )  # fmt: skip

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "干部"
        ordering = ["pinyin", "id"]
        constraints = [
            models.CheckConstraint(
                name="party_joined_after_birth",
                condition=Q(party_joined_on=None) | Q(party_joined_on__gt=F("birth_date")),
                violation_error_message="入党日期不能早于出生日期",
            ),
            models.UniqueConstraint(
                name="one_file_per_id_number",
                fields=["id_number_index"],
                condition=~Q(id_number_index=""),
                violation_error_message="这个身份证号已有档案，请核对",
            ),
        ]
        indexes = [
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["birth_date"], name="person_birth_date"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cadres:person_detail", args=[self.pk])

    @property
    def full_time(self) -> str:
        """大专 农学学士 汉中学院农学."""
        return self._studies(self.get_full_time_education_display(), self.full_time_degree, self.full_time_school)

    @property
    def in_service(self) -> str:
        return self._studies(self.get_in_service_education_display(), self.in_service_degree, self.in_service_school)

    @staticmethod
    def _studies(*parts: str) -> str:
        return " ".join(filter(None, parts))

    def fill_name_keys(self):
        self.name = tidy_name(self.name)
        self.pinyin, self.initials = policy.name_keys(self.name)

    def save(self, *args, update_fields=None, **kwargs):
        self.fill_name_keys()
        super().save(*args, update_fields=changed_with(Person, update_fields), **kwargs)


@track()
class Appointment(models.Model):
    """A person holds a post somewhere, both days included; no ``valid_to`` means until further notice."""

    AREA_PATH = "area"
    PERSON_PATH = "person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments", verbose_name="干部")
    post = models.ForeignKey(PostKind, on_delete=models.PROTECT, related_name="appointments", verbose_name="职务")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="appointments", verbose_name="任职村（单位）")
    seat = models.PositiveSmallIntegerField("席位", default=1)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)
    term_ends_on = models.DateField("任期届满", null=True, blank=True)
    note = models.CharField("依据文件", max_length=200, blank=True)
    end_reason = models.CharField("离任原因", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ["-valid_from", "post__order"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="离任日期不能早于任职日期",
            ),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(term_ends_on=None) | Q(term_ends_on__gte=F("valid_from")),
                violation_error_message="任期届满日期不能早于任职日期",
            ),
            models.CheckConstraint(
                name="seat_from_one", condition=Q(seat__gte=1), violation_error_message="席位从 1 开始编号"
            ),
            OnceAtATime(
                name="one_holder_per_seat",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="该村该职务在此期间已有人任职，请先办理离任",
            ),
            OnceAtATime(
                name="one_seat_per_person_and_post",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="此人在此期间已担任该村该职务",
            ),
        ]
        indexes = [models.Index(fields=["person", "valid_to"], name="appointment_person")]

    def __str__(self):
        return f"{self.area}{self.post}"

    @property
    def title(self) -> str:
        """As in documents: 弥陀村党组织书记."""
        return policy.post_title(self.area.short_name, [self.post.name])


@track()
class DossierEntry(Record):
    """An entry in a person's dossier (A8)."""

    AREA_PATH = "person__area"
    PERSON_PATH = "person"
    SUBJECT = "person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dossier", verbose_name="干部")
    kind = models.CharField("类型", max_length=20, choices=EntryKind)

    objects = ScopedManager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = "档案记录"
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="dossier_entry_once_per_key")
        ]
        indexes = [models.Index(fields=["person", "-date"], name="dossier_person_date")]
