"""Who rates: seats, accounts, and sheets that are waived or opened again."""

import hashlib

import segno
from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.audit import trail
from core.errors import TouyanError
from core.files.excel import xlsx_response
from core.pages.views import Action, ActionPage, ChoicesPage, DetailPage, FormPage, typed
from core.security.submissions import answered_again
from scoring.choices import AssessmentStatus, EntryStatus, SheetStatus
from scoring.forms.raters import (
    CodesForm,
    RaterEditForm,
    RaterForm,
    RatersPasteForm,
    SecretariesForm,
    SheetsForm,
    SubstituteForm,
)
from scoring.models import Conflict, Rater
from scoring.reads.meeting_pack import meeting_pack
from scoring.services import codes
from scoring.services import raters as services
from scoring.services import sheets as sheet_services
from scoring.services.codes import state_of
from scoring.services.conflicts import withdraw_conflict
from scoring.services.grid import taking
from scoring.services.rater_lists import add_raters
from scoring.services.raters import last_with_raters
from scoring.views.additions import noting_added
from scoring.views.base import AssessmentFormPage, DraftMixin, RunMixin, RunPartMixin, tab_url


class RaterCreateView(AssessmentFormPage):
    form_class = RaterForm
    title = "添加评委"
    submit_label = "添加"
    success_message = "已添加"
    tab = "raters"

    def get_queryset(self):
        return super().get_queryset().filter(status__in=[AssessmentStatus.DRAFT, AssessmentStatus.SCORING])

    def perform(self, assessment, form):
        data = form.cleaned_data
        services.add_rater(
            assessment=assessment, group=data["group"], seat=data["seat"], name=data["name"], unit=data["unit"],
            area=data["area"], user_account=data["account"], by=self.request.user,
        )  # fmt: skip
        return assessment


class RaterAccountsView(ChoicesPage):
    """Accounts that may rate, for whoever seats raters."""

    model = User
    permission_required = "scoring.run_assessment"
    search = ("name__icontains", "username__istartswith", "unit__icontains")

    def get_queryset(self):
        found = services.suggested_accounts(self.request.user, typed(self.request.GET.get("q", "")))
        return found.order_by("name", "username")

    def text_of(self, row):
        return f"{row.name}（{row.username}）"

    def hint_of(self, row):
        return row.unit


class RatersPasteView(AssessmentFormPage):
    """A pasted list is shown line by line before it is added."""

    form_class = RatersPasteForm
    template_name = "scoring/raters_paste_form.html"
    title = "粘贴评委名单"
    submit_label = "预览"
    tab = "raters"

    def get_queryset(self):
        return super().get_queryset().filter(status__in=[AssessmentStatus.DRAFT, AssessmentStatus.SCORING])

    def get_state(self):
        return ["先预览，逐行核对以后再添加；还没有写入"]

    def form_valid(self, form):
        """Only what was previewed is added: another list, or another group, is shown first."""
        given, data = self.request.POST, form.cleaned_data
        seen = hashlib.sha256(f"{data['group'].pk}\n{data['lines']}".encode()).hexdigest()
        if given.get("seen") == seen and "again" not in given and form.good:
            return super().form_valid(form)
        return self.render_to_response(self.get_context_data(form=form, seen=seen))

    def perform(self, assessment, form):
        group, user = form.cleaned_data["group"], self.request.user
        with noting_added(self.request, assessment, "raters"):
            added = add_raters(assessment=assessment, group=group, lines=form.good, by=user)
        self.success_message = f"已添加 {len(added)} 名评委"
        return assessment


class SecretariesView(DraftMixin, AssessmentFormPage):
    form_class = SecretariesForm
    title = "书记任评委"
    submit_label = "编入"
    tab = "raters"

    def get_state(self):
        return ["把参赛各村（乡镇）的现任书记编为评委，每人一席；已有席位的不重复编"]

    def perform(self, assessment, form):
        with noting_added(self.request, assessment, "raters"):
            added = services.add_secretaries(assessment=assessment, on=timezone.localdate(), **form.cleaned_data)
        if not added:
            also = "和主任" if form.cleaned_data.get("concurrent") else ""
            raise TouyanError(f"没有可编入的书记：都已有席位，或干部档案里还没有登记书记{also}任职")
        self.success_message = f"已编入 {added} 名书记"
        return assessment


class RaterCopyView(RunMixin, ActionPage):
    def perform(self, assessment, reason):
        previous = last_with_raters(assessment)
        if previous is None:
            raise TouyanError("以前各次没有这里缺的评委组的评委，没有可复制的")
        with noting_added(self.request, assessment, "raters"):
            copied = services.copy_raters(assessment=assessment, from_assessment=previous)
        return f"已复制{previous}的 {copied} 名评委，请核对有无变动"

    def get_success_url(self) -> str:
        return tab_url(self.object, "raters")


class MeetingPackView(RunMixin, DetailPage):
    """Sign-in sheet, blank score sheets and counting forms as one workbook for A4. O8"""

    def render_to_response(self, context, **kwargs):
        return xlsx_response(meeting_pack(self.object), f"{self.object}_会议材料")


class CodesView(AssessmentFormPage):
    """One-time codes for raters without an account, answered with slips that are shown this once. C5"""

    form_class = CodesForm
    title = "一次性代码"
    submit_label = "生成代码单"
    tab = "raters"

    def get_queryset(self):
        collecting = [AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED]
        return super().get_queryset().filter(status__in=collecting)

    def get_state(self):
        yield "发给没有账号的评委，用手机打自己的分"
        yield "代码只显示这一次，用一次即绑定那部手机；另发新代码，旧的马上作废"

    def form_valid(self, form):
        try:
            made = codes.make_codes(assessment=self.object, user=self.request.user, **form.cleaned_data)
        except TouyanError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        address = self.request.build_absolute_uri(reverse("rate:enter"))
        slips = [(code, text, segno.make(f"{address}#{text}").svg_data_uri(scale=4)) for code, text in made]
        context = self.get_context_data(form=form) | {
            "title": "评委代码单", "state": ["请现在打印，当面交给本人；离开本页后代码不再显示，只能另发"],
            "slips": slips, "address": address, "assessment": self.object, "back": tab_url(self.object, "raters"),
        }  # fmt: skip
        trail.note(
            self.request, trail.Access.PRINT, subject=f"评委代码单：{self.object}", count=len(slips)
        )  # fmt: skip
        response = render(self.request, "scoring/code_slips.html", context)
        response.headers["Cache-Control"] = "no-store"
        gone = "刚才已经生成；代码单只显示一次，没有打印的请另发代码"
        return answered_again(response, tab_url(self.object, "raters"), gone)


class _RaterMixin(RunPartMixin):
    """Pages about one rater of an assessment."""

    model = Rater
    tab = "raters"

    def get_queryset(self):
        return super().get_queryset().select_related("group", "user")


class _SeatMixin(_RaterMixin):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rater": self.object}


class RaterDetailView(_RaterMixin, DetailPage):
    """What is known of one rater: seat, sheets, codes, conflicts, substitutes."""

    signatures = ()

    def get_title(self) -> str:
        return f"{self.object.group} {self.object}"

    def get_state(self):
        rater = self.object
        if rater.unit:
            yield rater.unit
        yield f"账号 {rater.user.username}" if rater.user else state_of(rater.codes.order_by("pk").last())

    def actions(self):
        rater, status = self.object, self.object.assessment.status
        if status not in (AssessmentStatus.DRAFT, AssessmentStatus.SCORING, AssessmentStatus.CLOSED):
            return
        yield Action("修改", reverse("scoring:rater_edit", args=[rater.pk]), "pencil")
        yield Action("换人", reverse("scoring:rater_substitute", args=[rater.pk]), "replace")
        component = self.components.first()
        if component and status != AssessmentStatus.DRAFT:
            target = [rater.assessment_id, component.pk, rater.pk]
            yield Action("登记回避", reverse("scoring:score_conflict", args=target), "ban")
            label = "看评分表" if rater.user_id else "录入评分表"
            yield Action(label, reverse("scoring:score_grid", args=target), "table", primary=True)

    @property
    def components(self):
        return self.object.assessment.scheme.components.filter(rater_group=self.object.group_id).order_by("order")

    def get_context_data(self, **kwargs):
        rater = self.object
        given = rater.sheets.filter(status=SheetStatus.SUBMITTED).order_by().values("rater_name")
        conflicts = list(rater.conflicts.select_related("entry", "declared_by").order_by("entry__number"))
        for conflict in conflicts:
            conflict.withdraw = Action(
                "撤销", reverse("scoring:conflict_withdraw", args=[conflict.pk]), small=True, reason=True,
                confirm=f"撤销{conflict}，这份评分表要重新评。",
            )  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "conflicts": conflicts,
            "substitutions": rater.substitutions.select_related("made_by"),
            "codes": [(code, state_of(code)) for code in rater.codes.select_related("made_by").order_by("-pk")],
            "given": [(row["rater_name"] or rater.name, row["n"]) for row in given.annotate(n=Count("pk"))],
            "owed": rater.sheets.missing().count(),
        }


class RaterSubstituteView(_SeatMixin, FormPage):
    form_class = SubstituteForm
    submit_label = "换人"
    success_message = "已换人"

    def get_title(self) -> str:
        return f"{self.object.group} {self.object}：换人"

    def get_state(self):
        yield "已提交的评分表仍记在原评委名下，没提交的由新评委从头评，原评委填到一半的分清空（改动记录里还在）"
        yield "原评委的一次性代码马上作废"

    def get_initial(self):
        return {"from_on": timezone.localdate()}

    def perform(self, rater, form):
        data = form.cleaned_data
        account = data.pop("account")
        services.substitute(rater=rater, user=self.request.user, user_account=account, **data)
        return rater

    def get_success_url(self):
        return reverse("scoring:rater_detail", args=[self.object.pk])


class ConflictWithdrawView(RunPartMixin, ActionPage):
    model = Conflict
    assessment_path = "rater__assessment"
    reason_required = True

    def perform(self, conflict, reason):
        withdraw_conflict(conflict=conflict, reason=reason, user=self.request.user)
        return f"已撤销{conflict}"

    def get_success_url(self):
        return reverse("scoring:rater_detail", args=[self.object.rater_id])


class RaterEditView(_SeatMixin, FormPage):
    form_class = RaterEditForm
    success_message = "已保存"

    def get_title(self) -> str:
        return f"{self.object.group} {self.object.seat} 号评委"

    def get_state(self):
        return ["改正姓名、单位职务，或设定账号；换了人请用“换人”"]

    def get_initial(self):
        rater = self.object
        return {"name": rater.name, "unit": rater.unit, "account": rater.user_id}

    def perform(self, rater, form):
        data = form.cleaned_data
        return services.change_rater(
            rater=rater, name=data["name"], unit=data["unit"], user_account=data["account"], reason=data["reason"],
            user=self.request.user,
        )  # fmt: skip


class RaterRemoveView(_RaterMixin, ActionPage):
    def perform(self, rater, reason):
        services.remove_rater(rater=rater)
        return f"已移出{rater}"


class _SheetsView(_RaterMixin, FormPage):
    """Chosen sheets of one rater, with a reason."""

    form_class = SheetsForm

    def get_statuses(self) -> tuple[str, ...]:
        """Those of the sheets to choose from."""
        raise NotImplementedError

    def get_form_kwargs(self):
        sheets = self.object.sheets.filter(status__in=self.get_statuses(), entry__status=EntryStatus.ACTIVE)
        return super().get_form_kwargs() | {"sheets": sheets}


class SheetWaiveView(_SheetsView):
    submit_label = "免评"

    def get_statuses(self):
        return (SheetStatus.DRAFT,)

    def get_title(self) -> str:
        return f"{self.object.group} {self.object}：免评"

    def get_state(self):
        return ["免评后这些评分表不再欠交，也不计入得分；原因留存"]

    def get_initial(self):
        return {"sheets": self.object.sheets.missing()}

    def perform(self, rater, form):
        count = sheet_services.waive(user=self.request.user, **form.cleaned_data)
        self.success_message = f"已免评 {count} 份"
        return rater


class SheetUnlockView(_SheetsView):
    submit_label = "开锁"

    def get_statuses(self):
        """While points are taken, open sheets need no unlocking; afterwards it lets them come in late."""
        is_scoring = taking(self.object.assessment).status == AssessmentStatus.SCORING
        return (SheetStatus.SUBMITTED, SheetStatus.WAIVED) if is_scoring else tuple(SheetStatus.values)

    def get_title(self) -> str:
        return f"{self.object.group} {self.object}：开锁"

    def get_state(self):
        yield "开锁后可以修改再提交，截止以后也可以补"
        yield "已经计分的会退回“评分已截止”，须重新计分，旧版本保留"

    def perform(self, rater, form):
        count = sheet_services.unlock(user=self.request.user, **form.cleaned_data)
        self.success_message = f"已开锁 {count} 份"
        return rater
