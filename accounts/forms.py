"""Forms of accounts: log-in, passwords, the account itself, its roles."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError

from accounts import services
from accounts.models import Assignment, User
from areas.models import Area
from core.audit import trail
from core.pages.forms import ModelForm, RemoteModelChoiceField
from core.security import attempts
from core.security.origin import source_of
from core.values.names import tidy_name

NAMESAKES_SHOWN = 5
DELAYED = "delayed"
"""The code of the error of a password that was not looked at, because tries came too soon."""


class PasswordTries:
    """Counts tries of a password before it is looked at: whoever guesses waits, in the same words for every name."""

    tried: attempts.Try
    owner: User | None

    def begin(self, request, username: str) -> None:
        self.owner = User.objects.filter(username=username).first()
        try:
            self.tried = attempts.begin("login", source=source_of(request, username), key=username, user=self.owner)
        except attempts.TooSoon as error:
            trail.note_refused(request, user=self.owner)
            raise ValidationError(error.message, code=DELAYED) from error

    def wrong(self, message: str) -> ValidationError:
        wait = self.tried.wait
        action = trail.Access.DELAYED if wait else trail.Access.FAILED
        said = "密码不对" if self.owner else "没有这个用户名"
        words = f"{said}，{attempts.wait_words(wait)}" if wait else said
        trail.note(self.request, action, user=self.owner, subject=words)
        return ValidationError(f"{message}{attempts.wait_words(wait)}。" if wait else message, code="invalid")


class LoginForm(PasswordTries, auth_forms.AuthenticationForm):
    """A try counts as wrong until the password has proved right (``core.security.attempts``)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"

    def clean_username(self) -> str:
        """User names are stored in lower case; phones like to begin with a capital."""
        return self.cleaned_data["username"].lower()

    def clean(self) -> dict:
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not username or not password:
            return self.cleaned_data
        self.begin(self.request, username)
        cleaned = super().clean()
        self.tried.right()
        return cleaned

    def get_invalid_login_error(self) -> ValidationError:
        return self.wrong("用户名或密码不对，请核对后再试。")


class PasswordForm(PasswordTries, auth_forms.PasswordChangeForm):
    """One's own new password. Whoever comes with the password of the slip has just typed it and is not asked again."""

    error_messages = auth_forms.PasswordChangeForm.error_messages | {
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
    }

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if self.user.must_change_password:
            del self.fields["old_password"]
        else:
            self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 8 位，不能全是数字，不能含姓名拼音或用户名，不能是常见密码"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """Wrong old passwords count as at the log-in: whoever finds an open browser does not guess on."""
        self.begin(self.request, self.user.username)
        password = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise self.wrong("原密码不对，请重新输入。")
        self.tried.right()
        return password

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError("新密码不能与现在的密码相同。")
        return password

    def save(self, commit=True):
        return services.change_password(user=self.user, password=self.cleaned_data["new_password1"])


class UserForm(ModelForm):
    class Meta:
        model = User
        fields = ["username", "name", "unit", "phone"]
        help_texts = {"username": "小写字母、数字和 _ . -，例如姓名拼音；登录时用，开通后不再更改"}

    def clean_username(self) -> str:
        return self.cleaned_data["username"].lower()

    def clean(self):
        """Two accounts of one person would rate twice; two persons of one name are not rare."""
        data = super().clean()
        same = User.objects.for_user(self.user).filter(name=tidy_name(data.get("name", "")), is_active=True)
        if data.get("name") and (found := list(same.order_by("username")[:NAMESAKES_SHOWN])):
            known = "、".join(f"{each.username}（{each.unit}）" if each.unit else each.username for each in found)
            key = "_".join(["other", *(str(each.pk) for each in found)])
            self.ask(key, f"已有同名的账号：{known}，请先看是不是同一个人", "不是同一个人，仍要开通")
        return data


class UserEditForm(ModelForm):
    class Meta:
        model = User
        fields = ["name", "unit", "phone"]


class ResetForm(ModelForm):
    """Nothing of the account is typed, only why its password is given anew."""

    reason = forms.CharField(label="原因", max_length=200, initial="本人忘记密码")

    class Meta:
        model = User
        fields: list[str] = []


class AssignmentForm(ModelForm):
    area = RemoteModelChoiceField(Area.objects.none(), label="所在区划", url_name="accounts:area_choices")
    substitute_for = RemoteModelChoiceField(
        User.objects,
        label="代替谁",
        url_name="accounts:user_choices",
        required=False,
        help_text="同事休假或空缺期间代为办理时填写",
    )
    reason = forms.CharField(label="依据", max_length=200, help_text="例如：任职文件、单位申请")

    class Meta:
        model = Assignment
        fields = ["role", "area", "valid_from", "valid_to", "substitute_for"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.in_area(self.user.acting.area.prefix)
