"""Notices of results, objections to them, correction notices. C4, O3"""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from contests.choices import ContestStatus
from contests.forms.notices import CorrectionForm, DecideForm, ExtendForm, NoticeForm, ObjectionForm
from contests.models import ContestNotice, ContestObjection, ObjectionFile
from contests.services import notices as services
from contests.views.base import ContestFormPage, RunPartMixin, crumbs, may_run
from core.models import StateChange
from core.notices import NoticeStatus, ObjectionStatus
from core.pages.attachment_views import DownloadPage
from core.pages.views import Action, DetailPage, FormPage, figures

OBJECTION_TONES = {"open": "warn", "accepted": "bad", "rejected": ""}
NOTICE_TONES = {"open": "info", "done": "ok", "withdrawn": "bad", "corrected": "warn"}


# ---------------------------------------------------------------- publishing
class _PublishView(ContestFormPage):
    """Leads to the notice that was made."""

    def get_queryset(self):
        return super().get_queryset().filter(status=ContestStatus.TALLIED)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class NoticeCreateView(_PublishView):
    form_class = NoticeForm
    title = "公示结果"
    submit_label = "发布公示"
    success_message = "已发布，公示期内受理异议，期满后定稿"

    def get_state(self):
        yield "公示最新的计分版本，名次表自动列出；公示期间不能改分，异议成立的退回更正"

    def perform(self, contest, form):
        return services.publish_notice(contest=contest, user=self.request.user, **form.facts())


class CorrectionCreateView(_PublishView):
    form_class = CorrectionForm
    title = "发更正公告"
    submit_label = "发布并定稿"
    success_message = "更正公告已发布，结果已重新定稿"

    def get_state(self):
        yield figures("更正第 {} 版，公告列出变动的单位，发布后即定稿", self.object.final_version)

    def perform(self, contest, form):
        return services.publish_correction(
            contest=contest, user=self.request.user, on=timezone.localdate(), **form.cleaned_data
        )


class NoticeDetailView(DetailPage):
    """The notice as it hangs on the wall (A4), and for the office what came in against it."""

    model = ContestNotice
    permission_required = "contests.view_contest"
    template_name = "contests/notice_detail.html"
    signatures = ()
    context_object_name = "notice"

    def get_queryset(self):
        return super().get_queryset().select_related("contest__area", "contest__scheme", "tally", "corrects")

    @cached_property
    def may_run(self) -> bool:
        return may_run(self.request.user, self.object.contest)

    def get_crumbs(self):
        return crumbs(self.object.contest)

    def get_badges(self):
        notice = self.object
        stands = notice.corrects_id and notice.status == NoticeStatus.DONE  # a correction has no period that ends
        yield "已发布" if stands else notice.get_status_display(), NOTICE_TONES[notice.status]

    def get_state(self):
        notice, today = self.object, timezone.localdate()
        yield f"{notice.get_kind_display()} · 第 {notice.tally.version} 版"
        yield f"{notice.starts_on} 发布" if notice.corrects_id else f"{notice.starts_on} 至 {notice.ends_on}"
        if notice.status == NoticeStatus.OPEN:
            days = (notice.ends_on - today).days
            if notice.starts_on > today:
                yield "还没有开始"
            elif days > 0:
                yield figures("还剩 {} 天", days)
            else:
                yield "今天截止" if days == 0 else "已期满" if self.to_answer else "已期满，可以定稿"
        if self.to_answer:
            yield figures("异议 {} 件待答复", len(self.to_answer))

    @cached_property
    def objections(self) -> list[ContestObjection]:
        rows = ContestObjection.objects.for_user(self.request.user).filter(notice=self.object)
        rows = list(rows.select_related("entry"))
        for row in rows:
            row.tone = OBJECTION_TONES[row.status]
        return rows

    @cached_property
    def to_answer(self) -> list[ContestObjection]:
        """What keeps the office from the final result."""
        return [row for row in self.objections if row.status == ObjectionStatus.OPEN] if self.may_run else []

    def actions(self):
        notice, user = self.object, self.request.user
        if notice.status != NoticeStatus.OPEN:
            if notice.status == NoticeStatus.DONE and user.has_perm("contests.view_standing"):
                url = f"{reverse('contests:ranking')}?contest={notice.contest_id}"
                yield Action("看排名", url, "arrow-right")
            return
        over, begun = notice.is_over(timezone.localdate()), notice.starts_on <= timezone.localdate()
        if self.may_run:
            yield Action("延长公示", reverse("contests:notice_extend", args=[notice.pk]), "calendar-plus")
        if user.has_perm("contests.object_to_result") and begun and not over:
            words = "登记异议" if self.may_run else "提出异议"
            yield Action(words, reverse("contests:objection_create", args=[notice.pk]), "message-exclamation")
        if self.to_answer:
            yield Action("答复异议", self.to_answer[0].get_absolute_url(), "gavel", primary=True)
        elif self.may_run and over:
            yield Action(
                "定稿", reverse("contests:contest_finalise", args=[notice.contest_id]), "circle-check", primary=True,
                confirm=f"{notice.contest}公示期满，名次和奖项定稿，以后只能用更正公告更正。",
            )  # fmt: skip

    def get_context_data(self, **kwargs):
        steps = StateChange.objects.filter(subject=ContestNotice._meta.label_lower, subject_id=self.object.pk)
        return super().get_context_data(**kwargs) | notice_context(self.object) | {
            "objections": self.objections, "may_run": self.may_run,
            "steps": steps.exclude(reason="").select_related("user").order_by("at") if self.may_run else [],
        }  # fmt: skip


def notice_context(notice: ContestNotice) -> dict:
    """What the notice lists: all that is ranked, or what a correction changes."""
    if notice.corrects_id:
        return {"changes": services.corrected(notice)}
    return {"standings": services.listed(notice)}


# ---------------------------------------------------------------- about a notice
class _NoticeFormPage(FormPage):
    model = ContestNotice

    def get_queryset(self):
        rows = super().get_queryset().filter(status=NoticeStatus.OPEN)
        return rows.select_related("contest__area", "contest__scheme")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"notice": self.object}

    def get_crumbs(self):
        return [*crumbs(self.object.contest), (self.object.title, self.object.get_absolute_url())]


class NoticeExtendView(RunPartMixin, _NoticeFormPage):
    form_class = ExtendForm
    title = "延长公示"
    submit_label = "延长"
    success_message = "已延长"

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def perform(self, notice, form):
        return services.extend_notice(notice=notice, user=self.request.user, **form.cleaned_data)


class ObjectionCreateView(_NoticeFormPage):
    """Entered by the office, or by a village for itself."""

    form_class = ObjectionForm
    permission_required = "contests.object_to_result"
    submit_label = "提交"

    @cached_property
    def is_office(self) -> bool:
        return may_run(self.request.user, self.object.contest)

    @property
    def success_message(self) -> str:
        return "已登记" if self.is_office else "已登记，请等待答复"

    def get_title(self):
        return "登记异议" if self.is_office else "提出异议"

    def get_state(self):
        yield self.object.title
        yield figures("公示到 {} 止", self.object.ends_on)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_office": self.is_office}

    def perform(self, notice, form):
        data = {"received_on": timezone.localdate(), **form.cleaned_data}
        return services.enter_objection(notice=notice, user=self.request.user, **data)


# ---------------------------------------------------------------- objections
class ObjectionDetailView(DetailPage):
    model = ContestObjection
    permission_required = "contests.view_contest"
    template_name = "contests/objection_detail.html"
    context_object_name = "objection"

    def get_queryset(self):
        rows = (
            super()
            .get_queryset()
            .select_related("notice__contest__area", "entry__township", "entered_by", "decided_by")
        )
        return rows.prefetch_related(Prefetch("files", ObjectionFile.objects.select_related("file")))

    def get_crumbs(self):
        notice = self.object.notice
        return [*crumbs(notice.contest), (notice.title, notice.get_absolute_url())]

    def get_badges(self):
        yield self.object.get_status_display(), OBJECTION_TONES[self.object.status]

    def get_state(self):
        yield f"{self.object.received_on} 收到"
        yield f"涉及{self.object.entry}" if self.object.entry else "不针对某一个单位"
        if self.to_correct:
            yield "比武已退回，等待更正、重新计分"

    @property
    def to_correct(self) -> bool:
        """Whether the contest was taken back for this objection and has not been tallied since."""
        closed = self.object.notice.contest.status == ContestStatus.CLOSED
        return closed and self.object.status == ObjectionStatus.ACCEPTED

    def actions(self):
        objection, contest = self.object, self.object.notice.contest
        if not may_run(self.request.user, contest):
            return
        if objection.status == ObjectionStatus.OPEN:
            yield Action("答复", reverse("contests:objection_decide", args=[objection.pk]), "gavel", primary=True)
        elif self.to_correct:
            yield Action("去更正", contest.get_absolute_url(), "arrow-back-up", primary=True)


class ObjectionDecideView(RunPartMixin, FormPage):
    model = ContestObjection
    contest_path = "notice__contest"
    form_class = DecideForm
    title = "答复异议"
    submit_label = "确定"

    def get_queryset(self):
        return super().get_queryset().filter(status=ObjectionStatus.OPEN).select_related("entry")

    def get_crumbs(self):
        return [*super().get_crumbs(), (str(self.object), self.object.get_absolute_url())]

    def get_state(self):
        yield self.object.content

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def perform(self, objection, form):
        accepted = form.cleaned_data["accepted"]
        self.success_message = "已答复；比武已退回，请更正后重新计分、重新公示" if accepted else "已答复"
        return services.decide_objection(objection=objection, user=self.request.user, **form.cleaned_data)


class ObjectionFileView(DownloadPage):
    model = ObjectionFile
    permission_required = "contests.view_contest"

    def get_queryset(self):
        """The files of the objections one may read, not of all in the area."""
        known = ContestObjection.objects.for_user(self.request.user)
        return ObjectionFile.objects.filter(objection__in=known).select_related("file")
