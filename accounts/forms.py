"""Forms of accounts: log-in, passwords, the account itself, its roles."""

from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError

from accounts import services


class LoginForm(auth_forms.AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不对。请核对后再试；连续输错会暂时锁定账号。",
        "inactive": "该账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"

    def clean_username(self) -> str:
        """User names are stored in lower case; phones like to begin with a capital."""
        return self.cleaned_data["username"].lower()


class PasswordForm(auth_forms.PasswordChangeForm):
    """One's own new password. Whoever comes with the password of the slip has just typed it and is not asked again."""

    error_messages = auth_forms.PasswordChangeForm.error_messages | {
        "password_mismatch": "两次输入的新密码不一样，请重新输入。",
        "password_incorrect": "原密码不对，请重新输入。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.user.must_change_password:
            del self.fields["old_password"]
        else:
            self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 8 位，不能全是数字，不能与姓名或用户名相近，不能是常见密码"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError("新密码不能与现在的密码相同。")
        return password

    def save(self, commit=True):
        return services.change_password(user=self.user, password=self.cleaned_data["new_password1"])
