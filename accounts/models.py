"""Accounts, and in which area and role each of them acts (O2)."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property

from accounts import policy, verbs
from accounts.choices import AccountChange, AssignmentState, Role
from accounts.querysets import AssignmentQuerySet, LoginQuerySet, UserQuerySet
from areas.models import Area, DaySpan, OnceAtATime
from core.data.fields import NameField
from core.data.history import track


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    pass


@track(exclude=("password", "last_login"))
class User(AbstractBaseUser):
    """An account. What it may do and see comes from the one assignment it is acting in, never from itself."""

    STEPS = AccountChange

    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9_.-]+\Z", "用户名只能用小写字母、数字和 _ . -")],
        error_messages={"unique": "该用户名已被使用，请换一个"},
    )
    name = NameField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    created_at = models.DateTimeField("开通时间", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"

    acting_id: int | None = None  # chosen by the person; see ActingMiddleware

    class Meta:
        verbose_name = "账号"
        ordering = ["username"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:user_detail", args=[self.pk])

    @cached_property
    def current_assignments(self) -> list["Assignment"]:
        """Today's assignments with their areas: one query per request."""
        return list(self.assignments.current().select_related("area__parent__parent__parent__parent"))

    @cached_property
    def acting(self) -> "Assignment | None":
        """The assignment acted in: the chosen one while it holds, else the first; ``None`` without any."""
        current = self.current_assignments
        return next((each for each in current if each.pk == self.acting_id), current[0] if current else None)

    @property
    def role(self) -> str | None:
        return self.acting.role if self.acting else None

    @property
    def scope_prefix(self) -> str | None:
        """The code prefix of the rows this account reads; ``None`` for those that read no business rows."""
        if not self.is_active or self.acting is None or self.role in policy.UNSCOPED_ROLES:
            return None
        return self.acting.area.prefix

    @property
    def is_confined_to_self(self) -> bool:
        """Whether this account reads of what is about persons only its own rows."""
        return self.role in policy.CONFINED_ROLES

    def has_perm(self, perm: str, obj=None) -> bool:
        """Whether the acting role has the verb. Rows are a matter of scope, so ``obj`` changes nothing."""
        return self.is_active and verbs.permits(self.role, perm)

    def has_perms(self, perms, obj=None) -> bool:
        return all(self.has_perm(perm) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(perm.startswith(f"{app_label}.") for perm in verbs.grants().get(self.role, ()))


@track()
class Assignment(models.Model):
    """A role in an area from a day to a day, both included; several may run side by side (O2)."""

    AREA_PATH = "area"
    STEPS = AccountChange

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments", verbose_name="账号")
    role = models.CharField("角色", max_length=20, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name="所在区划")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True, help_text="当天仍有效；不填为长期")
    substitute_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代替谁"
    )
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "角色"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="assignment_role_known",
                condition=Q(role__in=Role.values),
                violation_error_message="没有这个角色",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="止期不能早于起期",
            ),
            models.CheckConstraint(
                name="nobody_substitutes_for_himself",
                condition=Q(substitute_for=None) | ~Q(substitute_for=F("user")),
                violation_error_message="不能代替本人",
            ),
            OnceAtATime(
                name="assignment_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at=None),
                violation_error_message="该账号在此期间已有这一角色",
            ),
            OnceAtATime(
                name="one_exclusive_role_per_account",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.NOT_EQUAL),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at=None, role__in=policy.EXCLUSIVE_ROLES),
                violation_error_message="系统管理员、安全管理员、审计员不能由同一账号兼任，请另开账号",
            ),
            OnceAtATime(
                name="administrators_hold_no_business_role",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Case(When(role__in=policy.EXCLUSIVE_ROLES, then=Value(1)), default=Value(0)),
                        RangeOperators.NOT_EQUAL,
                    ),
                    (DaySpan(), RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at=None),
                violation_error_message="系统管理员、安全管理员、审计员不能看业务数据，不能兼业务角色，请另开账号",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.label}"

    @property
    def label(self) -> str:
        """As the top bar says it: 高台镇 乡镇党建办, 高台镇 乡镇党建办（代张莉）."""
        stand_in = f"（代{self.substitute_for.name}）" if self.substitute_for else ""
        return f"{self.area} {self.get_role_display()}{stand_in}"

    def state_on(self, day: date) -> AssignmentState:
        if self.revoked_at:
            return AssignmentState.REVOKED
        if self.valid_from > day:
            return AssignmentState.COMING
        return AssignmentState.IN_FORCE if self.valid_to is None or self.valid_to >= day else AssignmentState.OVER

    def is_over(self, day: date) -> bool:
        """Whether there is nothing left of it to revoke."""
        return self.state_on(day) in (AssignmentState.OVER, AssignmentState.REVOKED)


class Login(models.Model):
    """A browser in which an account is logged in; gone with its session (``accounts.logins``).

    It belongs to the account alone, whatever its roles are: read through ``user.logins`` only.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="logins", verbose_name="账号")
    session_key = models.CharField("会话", max_length=40, unique=True)
    started_at = models.DateTimeField("登录时间", auto_now_add=True)
    address = models.CharField("地址", max_length=45, blank=True)
    browser = models.CharField("浏览器", max_length=40, blank=True)

    objects = LoginQuerySet.as_manager()

    class Meta:
        verbose_name = "登录"

    def __str__(self):
        return f"{self.browser} {self.address}".strip()
