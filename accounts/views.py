"""Pages of accounts: log-in, passwords, the acting role; accounts and roles for their administrators."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views import View
from django.views.generic import TemplateView
from django_htmx.http import HttpResponseClientRedirect

from accounts import logins, services
from accounts.choices import AccountChange, AccountState
from accounts.filters import UserFilter
from accounts.forms import DELAYED, AssignmentForm, LoginForm, PasswordForm, ResetForm, UserEditForm, UserForm
from accounts.models import Assignment, User
from accounts.tables import TONES, UserTable
from areas.models import Area
from core.audit import trail
from core.models import StateChange
from core.pages.views import Action, ActionPage, ChoicesPage, CreatePage, DetailPage, EditPage, ListPage, figures
from core.security.origin import remember
from core.security.submissions import answered_again
from core.templatetags.touyan import date

ENDED = {logins.IDLE: "因长时间未操作，请重新登录", logins.OVER: "这次登录的时间到了，请重新登录"}


class _TooSoonMixin:
    """A password that came too soon after wrong ones was not looked at: 429, with the form as it was."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if any(error.code == DELAYED for errors in form.errors.as_data().values() for error in errors):
            response.status_code = 429
        return response


class LoginView(_TooSoonMixin, auth_views.LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        """Nothing of what the browser was before goes on: a rater's one-time code ends with the log-in."""
        self.request.session.flush()
        response = super().form_valid(form)
        remember(self.request, response, form.get_user().username)
        return response

    def get_context_data(self, **kwargs):
        why = next((text for end, text in ENDED.items() if end in self.request.GET), "")
        return super().get_context_data(title="登录", ended=why, **kwargs)


class PasswordChangeView(_TooSoonMixin, auth_views.RedirectURLMixin, auth_views.PasswordChangeView):
    """One's own password; forced at the first log-in, after which the person goes on to where he wanted to go."""

    template_name = "accounts/password_change_form.html"
    form_class = PasswordForm
    next_page = settings.LOGIN_REDIRECT_URL

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        old_key = self.request.session.session_key
        response = super().form_valid(form)
        logins.keep_only(self.request.user, old_key=old_key, new_key=self.request.session.session_key)
        messages.success(self.request, "密码已修改，下次登录请用新密码；在别处的登录已结束")
        return response

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "title": "设置新密码" if user.must_change_password else "修改密码",
            "frame": "base_plain.html" if user.must_change_password or user.acting is None else "base.html",
            "next": self.get_redirect_url(),
        }


class LoginListView(TemplateView):
    """Where one is logged in oneself."""

    template_name = "accounts/login_list.html"

    def get_context_data(self, **kwargs):
        rows = logins.current(self.request.user)
        here = self.request.session.session_key
        for login in rows:
            login.is_here = login.session_key == here
            login.ending = Action("结束", reverse("accounts:login_end", args=[login.pk]), post=True, small=True)
        everywhere = Action(
            "退出所有设备", reverse("accounts:login_end_all"), icon="logout",
            confirm=f"{len(rows)} 处登录全部结束，包括这台电脑；没存上的内容请先保存。",
        )  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "title": "我的登录", "state": [figures("{} 处登录", len(rows))], "rows": rows, "actions": [everywhere],
        }  # fmt: skip


class LoginEndView(View):
    """End one of one's own log-ins."""

    def post(self, request, pk):
        login = get_object_or_404(request.user.logins.all(), pk=pk)
        trail.note(request, trail.Access.ENDED, subject=str(login))
        if login.session_key == request.session.session_key:
            logout(request)
            return redirect(settings.LOGIN_URL)
        logins.end(request.user.logins.filter(pk=pk))
        messages.success(request, f"已结束在“{login}”的登录")
        return redirect("accounts:login_list")


class LoginEndAllView(View):
    """End all of one's own log-ins, this one too."""

    def get(self, request):
        return redirect("accounts:login_list")

    def post(self, request):
        ended = logins.end(request.user.logins.exclude(session_key=request.session.session_key))
        trail.note(request, trail.Access.ENDED, subject="退出所有设备", count=ended + 1)
        logout(request)
        return HttpResponseClientRedirect(reverse(settings.LOGIN_URL)) if request.htmx else redirect(settings.LOGIN_URL)


class ActAsView(View):
    """Work in another of one's own current assignments."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(settings.LOGIN_REDIRECT_URL)

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("assignment")
        for assignment in request.user.current_assignments:
            if str(assignment.pk) == chosen:
                request.session["acting"] = assignment.pk
                messages.success(request, f"现在的身份：{assignment.label}")
                return redirect(settings.LOGIN_REDIRECT_URL)
        raise Http404


# ---------------------------------------------------------------- accounts


class UserListView(ListPage):
    model = User
    permission_required = "accounts.view_user"
    title = "账号"
    table_class = UserTable
    filterset_class = UserFilter
    empty_text = "还没有账号"

    def get_queryset(self):
        return super().get_queryset().with_state().with_assignments()

    def get_state(self):
        counts = super().get_queryset().count_by_state()
        parts = [figures("共 {} 个账号", sum(counts.values()))]
        for state in (AccountState.NEW, AccountState.NO_ROLE, AccountState.DELAYED):
            if number := counts.get(state):
                link = format_html('<a class="link nowrap" href="?state={}">{} {} 个</a>', state, state.label, number)
                parts.append(link)
        return parts

    def actions(self):
        if self.request.user.has_perm("accounts.change_user"):
            yield Action("新开账号", reverse("accounts:user_create"), icon="plus", primary=True)


class UserDetailView(DetailPage):
    model = User
    signatures = ()
    context_object_name = "account"
    permission_required = "accounts.view_user"

    def get_queryset(self):
        return super().get_queryset().with_state()

    def get_crumbs(self):
        return [("账号", reverse("accounts:user_list"))]

    def get_badges(self):
        state = self.object.state
        return [(AccountState(state).label, TONES[state])] if state in TONES else []

    @cached_property
    def logins(self) -> int:
        """In how many browsers the account is logged in now."""
        return len(logins.current(self.object))

    def get_state(self):
        last = self.object.last_login
        return [
            figures("{} 个现有角色", len(self.object.current_assignments)),
            f"最近登录 {date(last)}" if last else "从未登录",
            *([f"现在有 {self.logins} 处登录"] if self.logins else []),
        ]

    def actions(self):
        account, me = self.object, self.request.user
        if me.has_perm("accounts.change_user") and account.is_active:
            yield Action("修改", reverse("accounts:user_edit", args=[account.pk]), icon="edit")
            yield Action("重设密码", reverse("accounts:user_reset", args=[account.pk]), icon="key")
            if account != me:
                yield Action(
                    "停用账号",
                    reverse("accounts:user_deactivate", args=[account.pk]),
                    icon="user-off",
                    confirm=f"停用后，{account.name}（{account.username}）不能再登录，现有角色全部收回。",
                    reason=True,
                )
        if me.has_perm("accounts.change_user") and not account.is_active:
            yield Action(
                "恢复账号",
                reverse("accounts:user_reactivate", args=[account.pk]),
                icon="user-check",
                confirm=f"恢复后，{account.name}（{account.username}）可以用原密码登录；角色须由安全管理员重新授予。",
                reason=True,
            )
        if me.has_perm("accounts.unlock_user") and account.state == AccountState.DELAYED and account != me:
            yield Action(
                "解锁",
                reverse("accounts:user_unlock", args=[account.pk]),
                icon="lock-open",
                confirm=f"解锁后，{account.name}（{account.username}）可以立即再登录。请先确认是本人。",
                reason=False,
            )
        if me.has_perm("accounts.end_logins") and account != me and self.logins:
            yield Action(
                "结束登录",
                reverse("accounts:user_logins_end", args=[account.pk]),
                icon="logout",
                confirm=f"{account.name}（{account.username}）的 {self.logins} 处登录马上结束，要重新登录。",
                reason=True,
            )
        if me.has_perm("accounts.grant_role") and account.is_active and account != me:
            yield Action(
                "授予角色", reverse("accounts:assignment_create", args=[account.pk]), icon="plus", primary=True
            )

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        assignments = self.object.assignments.for_user(self.request.user).select_related(
            "area__parent", "substitute_for", "granted_by"
        )
        return super().get_context_data(**kwargs) | {
            "rows": [(each, each.state_on(today), self._end_action(each)) for each in assignments],
            "changes": self._changes(assignments),
        }

    def _end_action(self, assignment: Assignment) -> Action | None:
        me = self.request.user
        if not me.has_perm("accounts.grant_role") or self.object == me or assignment.is_over(timezone.localdate()):
            return None
        return Action(
            "收回",
            reverse("accounts:assignment_end", args=[assignment.pk]),
            confirm=f"收回后，{self.object.name}立即不能再以“{assignment.label}”的身份工作。",
            reason=True,
            small=True,
        )

    def _changes(self, assignments) -> list[tuple[StateChange, str]]:
        """What was done to the account and its roles, newest first, with the step in words."""
        about = Q(subject="accounts.user", subject_id=self.object.pk)
        about |= Q(subject="accounts.assignment", subject_id__in=[each.pk for each in assignments])
        changes = StateChange.objects.filter(about).select_related("user").order_by("-at", "-pk")[:100]
        return [(change, AccountChange(change.target).label) for change in changes]


class _SlipPage:
    """Answers with the printable slip of the password just made, which is shown this once and kept nowhere."""

    password = ""
    success_message = ""

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        if not self.password:
            return response
        context = {
            "title": "账号单",
            "account": self.object,
            "password": self.password,
            "address": self.request.build_absolute_uri("/"),
        }
        slip = render(self.request, "accounts/slip.html", context)
        slip.headers["Cache-Control"] = "no-store"
        gone = "刚才已经办好；账号单只显示一次，没有打印的请重设密码"
        return answered_again(slip, self.object.get_absolute_url(), gone)


class UserCreateView(_SlipPage, CreatePage):
    model = User
    form_class = UserForm
    context_object_name = "account"
    permission_required = "accounts.change_user"
    title = "新开账号"
    submit_label = "开通并显示账号单"

    def get_state(self):
        return ["开通后没有角色，由安全管理员另行授予"]

    def get_cancel_url(self):
        return reverse("accounts:user_list")

    def save(self, form):
        user, self.password = services.create_user(**form.cleaned_data, by=self.request.user)
        return user


class UserEditView(EditPage):
    model = User
    form_class = UserEditForm
    context_object_name = "account"
    permission_required = "accounts.change_user"
    template_name = "components/form_page.html"

    def get_title(self):
        return f"修改账号 {self.object.username}"

    def save(self, form):
        return services.save_details(user=form.instance, changed=form.changed_data, by=self.request.user)

    def get_cancel_url(self):
        return self.object.get_absolute_url()


class UserResetView(_SlipPage, EditPage):
    model = User
    form_class = ResetForm
    context_object_name = "account"
    permission_required = "accounts.change_user"
    submit_label = "重设并显示账号单"

    def get_title(self):
        return f"重设密码：{self.object.name}"

    def get_state(self):
        return ["原密码立即失效，已登录的会退出", "新的初始密码只显示一次"]

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def save(self, form):
        reason = form.cleaned_data["reason"]
        self.password = services.reset_password(user=self.object, by=self.request.user, reason=reason)
        return self.object


class UserDeactivateView(ActionPage):
    model = User
    permission_required = "accounts.change_user"
    reason_required = True

    def perform(self, obj, reason):
        services.deactivate_user(user=obj, by=self.request.user, reason=reason)
        return f"已停用{obj.name}的账号"


class UserReactivateView(ActionPage):
    model = User
    permission_required = "accounts.change_user"
    reason_required = True

    def perform(self, obj, reason):
        services.reactivate_user(user=obj, by=self.request.user, reason=reason)
        return f"已恢复{obj.name}的账号"


class UserLoginsEndView(ActionPage):
    model = User
    permission_required = "accounts.end_logins"
    reason_required = True

    def perform(self, obj, reason):
        ended = services.end_logins(user=obj, by=self.request.user, reason=reason)
        return f"已结束{obj.name}的 {ended} 处登录"


class UserUnlockView(ActionPage):
    model = User
    permission_required = "accounts.unlock_user"

    def perform(self, obj, reason):
        services.unlock(user=obj, by=self.request.user, reason=reason)
        return f"已解锁{obj.name}的账号"


# ---------------------------------------------------------------- roles


class AssignmentCreateView(CreatePage):
    model = Assignment
    form_class = AssignmentForm
    permission_required = "accounts.grant_role"
    submit_label = "授予"

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects.for_user(self.request.user), pk=self.kwargs["pk"])

    def get_title(self):
        return f"授予角色：{self.account.name}"

    def get_state(self):
        return [part for part in (self.account.username, self.account.unit) if part]

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def get_cancel_url(self):
        return self.account.get_absolute_url()

    get_success_url = get_cancel_url

    def save(self, form):
        return services.grant_role(user=self.account, by=self.request.user, **form.cleaned_data)


class AssignmentEndView(ActionPage):
    model = Assignment
    permission_required = "accounts.grant_role"
    reason_required = True

    def get_success_url(self):
        return self.object.user.get_absolute_url()

    def perform(self, obj, reason):
        services.end_assignment(assignment=obj, by=self.request.user, reason=reason)
        return f"已收回“{obj.label}”"


# ---------------------------------------------------------------- choosing


class AreaChoicesView(ChoicesPage):
    """The places in which an administrator's accounts may hold a role; to him they are no business rows."""

    model = Area
    permission_required = "accounts.view_user"
    search = ("name__icontains", "code__startswith")

    def get_queryset(self):
        acting = self.request.user.acting
        places = Area.objects.in_area(acting.area.prefix).valid_on(timezone.localdate())
        return places.select_related("parent").order_by("level", "code")

    def hint_of(self, row):
        return row.parent.short_name if row.parent else ""


class UserChoicesView(ChoicesPage):
    model = User
    permission_required = "accounts.view_user"
    search = ("name__icontains", "username__istartswith")

    def hint_of(self, row):
        return row.unit or row.username
