"""Notices of results, objections to them, correction notices. C4, O3"""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from contests.forms.notices import CorrectionForm, NoticeForm, ObjectionForm
from contests.models import ContestNotice, ContestObjection, ObjectionFile
from contests.reads import notices as reads
from contests.services import notices as services
from contests.services import steps
from contests.views.base import ContestFormPage
from core.notices.choices import NOTICE_TONES, NoticeStatus, ObjectionStatus
from core.notices.views import (
    NoticeDetailPage,
    NoticeExtendPage,
    ObjectionCreatePage,
    ObjectionDecidePage,
    ObjectionDetailPage,
)
from core.pages.attachment_views import DownloadPage
from core.pages.steps import step_action
from core.pages.views import Action, figures
from scoring.choices import AssessmentStatus
from scoring.views.base import crumbs, may_run


# ---------------------------------------------------------------- publishing
class _PublishView(ContestFormPage):
    """Leads to the notice that was made."""

    def get_queryset(self):
        return super().get_queryset().filter(status=AssessmentStatus.TALLIED)

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


class NoticeDetailView(NoticeDetailPage):
    """The notice of a result, with the ranks it lists."""

    model, notices = ContestNotice, services.NOTICES
    permission_required = "contests.view_contest"
    template_name = "contests/notice_detail.html"
    over_words = "已期满，可以定稿"

    def get_queryset(self):
        return super().get_queryset().select_related("contest__area", "contest__scheme", "tally", "corrects")

    def get_crumbs(self):
        return crumbs(self.object.contest)

    def get_badges(self):
        if self.object.corrects_id and self.object.status == NoticeStatus.DONE:  # it has no period that ends
            return [("已发布", NOTICE_TONES[self.object.status])]
        return super().get_badges()

    def get_state(self):
        notice, [period, *more] = self.object, super().get_state()
        yield f"{notice.get_kind_display()} · 第 {notice.tally.version} 版"
        yield f"{notice.starts_on} 发布" if notice.corrects_id else period
        yield from more

    @cached_property
    def objections(self) -> list[ContestObjection]:
        prefetch_related_objects(rows := super().objections, "entry")
        return rows

    def actions(self):
        yield from super().actions()
        if self.object.status == NoticeStatus.DONE and self.request.user.has_perm("scoring.view_standing"):
            url = f"{reverse('contests:ranking')}?contest={self.object.contest_id}"
            yield Action("看排名", url, "arrow-right")

    def ending(self):
        contest = self.object.contest
        words = f"{contest}公示期满，名次和奖项定稿，以后只能用更正公告更正。"
        yield step_action(steps.FINALISE, contest, primary=True, confirm=words)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | notice_context(self.object)


def notice_context(notice: ContestNotice) -> dict:
    """What the notice lists: all that is ranked, or what a correction changes."""
    if notice.corrects_id:
        return {"changes": reads.corrected(notice)}
    return {"standings": reads.listed(notice)}


# ---------------------------------------------------------------- about a notice
class _ContestCrumbs:
    def get_crumbs(self):
        notice = getattr(self.object, "notice", self.object)
        return [*crumbs(notice.contest), *super().get_crumbs()]


class NoticeExtendView(_ContestCrumbs, NoticeExtendPage):
    pass


class ObjectionCreateView(_ContestCrumbs, ObjectionCreatePage):
    form_class = ObjectionForm


class ObjectionDecideView(_ContestCrumbs, ObjectionDecidePage):
    pass


class ObjectionDetailView(_ContestCrumbs, ObjectionDetailPage):
    model, notices = ContestObjection, services.NOTICES
    permission_required = "contests.view_contest"
    template_name = "contests/objection_detail.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("notice__contest__area", "entry__township")
        return rows.prefetch_related(Prefetch("files", ObjectionFile.objects.select_related("file")))

    def get_state(self):
        yield from super().get_state()
        yield f"涉及{self.object.entry}" if self.object.entry else "不针对某一个单位"
        if self.to_correct:
            yield "比武已退回，等待更正、重新计分"

    @property
    def to_correct(self) -> bool:
        """Whether the contest was taken back for this objection and has not been tallied since."""
        closed = self.object.notice.contest.status == AssessmentStatus.CLOSED
        return closed and self.object.status == ObjectionStatus.ACCEPTED

    def actions(self):
        yield from super().actions()
        contest = self.object.notice.contest
        if self.to_correct and may_run(self.request.user, contest):
            yield Action("去更正", contest.get_absolute_url(), "arrow-back-up", primary=True)


class ObjectionFileView(DownloadPage):
    model = ObjectionFile
    permission_required = "contests.view_contest"

    def get_queryset(self):
        """The files of the objections one may read, not of all in the area."""
        known = ContestObjection.objects.for_user(self.request.user)
        return ObjectionFile.objects.filter(objection__in=known).select_related("file")
