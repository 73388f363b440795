"""Pages of notices and objections; an app adds what is published and what its objections are about."""

from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property

from core.data.lifecycle import changes_of
from core.notices.choices import NOTICE_TONES, OBJECTION_TONES, NoticeStatus, ObjectionStatus
from core.notices.forms import DecideForm, ExtendForm, ObjectionForm
from core.notices.models import Objection
from core.notices.services import Notices
from core.pages.steps import StepFormPage, step_action, step_path
from core.pages.views import DetailPage, figures


class NoticeDetailPage(DetailPage):
    """The notice as it hangs on the wall (A4), and for the office what came in against it."""

    notices: Notices
    template_name = "core/notice_detail.html"
    signatures = ()
    context_object_name = "notice"

    @cached_property
    def may_run(self) -> bool:
        user = self.request.user
        return user.has_perm(self.notices.runs) and self.notices.is_run_by(self.object, user)

    def get_badges(self):
        yield self.object.get_status_display(), NOTICE_TONES[self.object.status]

    def get_state(self):
        notice, today = self.object, timezone.localdate()
        yield f"{notice.starts_on} 至 {notice.ends_on}"
        if notice.status == NoticeStatus.OPEN:
            days = (notice.ends_on - today).days
            if notice.starts_on > today:
                yield "还没有开始"
            elif days > 0:
                yield figures("还剩 {} 天", days)
            else:
                yield "今天截止" if days == 0 else "已期满" if self.to_answer else self.over_words
        if self.to_answer:
            yield figures("异议 {} 件待答复", len(self.to_answer))

    over_words = "已期满"

    @cached_property
    def objections(self) -> list[Objection]:
        """Those the user may read."""
        rows = list(self.notices.objections.objects.for_user(self.request.user).filter(notice=self.object))
        for row in rows:
            row.tone = OBJECTION_TONES[row.status]
        return rows

    @cached_property
    def to_answer(self) -> list[Objection]:
        """What keeps the office from ending it."""
        return [row for row in self.objections if row.status == ObjectionStatus.OPEN] if self.may_run else []

    def actions(self):
        """The steps of a notice that is out; what follows once it is over is the app's (``ending``)."""
        notices, notice, user, today = self.notices, self.object, self.request.user, timezone.localdate()
        if notices.extending.is_open_to(user, notice):
            yield step_action(notices.extending, notice)
        if notices.objecting.is_open_to(user, notice) and not notices.objecting.why_not(notice, today):
            yield step_action(notices.objecting, notice, **({"label": "登记异议"} if self.may_run else {}))
        if self.to_answer:
            first = self.to_answer[0]
            yield step_action(notices.answering, first, label="答复异议", url=first.get_absolute_url(), primary=True)
        elif self.may_run and notice.status == NoticeStatus.OPEN and notice.is_over(today):
            yield from self.ending()

    def ending(self):
        """What the office does when it is over."""
        return ()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "objections": self.objections, "may_run": self.may_run,
            "steps": changes_of(self.object).exclude(reason="") if self.may_run else [],
        }  # fmt: skip


# ---------------------------------------------------------------- forms about a notice
class NoticeStepPage(StepFormPage):
    """A form about a notice that is out."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"notice": self.object}

    def get_crumbs(self):
        return [(self.object.title, self.object.get_absolute_url())]


class NoticeExtendPage(NoticeStepPage):
    form_class = ExtendForm
    submit_label = "延长"


class ObjectionCreatePage(NoticeStepPage):
    """Entered by the office, or by somebody for themselves."""

    notices: Notices
    form_class = ObjectionForm
    submit_label = "提交"

    @cached_property
    def is_office(self) -> bool:
        user = self.request.user
        return user.has_perm(self.notices.runs) and self.notices.is_run_by(self.object, user)

    def perform(self, row, form):
        self.success_message = "已登记" if self.is_office else "已登记，请等待答复"
        return super().perform(row, form)

    def get_title(self):
        return "登记异议" if self.is_office else "提出异议"

    def get_state(self):
        yield self.object.title
        yield figures("公示到 {} 止", self.object.ends_on)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_office": self.is_office}


# ---------------------------------------------------------------- objections
class ObjectionDetailPage(DetailPage):
    notices: Notices
    template_name = "core/objection_detail.html"
    context_object_name = "objection"

    def get_queryset(self):
        return super().get_queryset().select_related("notice", "entered_by", "decided_by")

    def get_crumbs(self):
        return [(self.object.notice.title, self.object.notice.get_absolute_url())]

    def get_badges(self):
        yield self.object.get_status_display(), OBJECTION_TONES[self.object.status]

    def get_state(self):
        yield f"{self.object.received_on} 收到"

    def actions(self):
        if self.notices.answering.is_open_to(self.request.user, self.object):
            yield step_action(self.notices.answering, self.object, primary=True)


class ObjectionDecidePage(StepFormPage):
    form_class = DecideForm
    title = "答复异议"
    submit_label = "确定"

    def get_crumbs(self):
        notice = self.object.notice
        return [(notice.title, notice.get_absolute_url()), (str(self.object), self.object.get_absolute_url())]

    def get_state(self):
        yield self.object.content


def notice_paths(detail: type[NoticeDetailPage], objection: type[ObjectionDetailPage], **pages) -> list[URLPattern]:
    """The addresses of notices and objections; ``pages`` are an app's own ``extend``, ``object`` and ``decide``."""
    notices = detail.notices
    about = {"model": notices.notices, "notices": notices}
    named = (
        ("notices/<int:pk>/extend/", notices.extending, pages.get("extend", NoticeExtendPage), about),
        ("notices/<int:pk>/objections/new/", notices.objecting, pages.get("object", ObjectionCreatePage), about),
        (
            "objections/<int:pk>/decide/", notices.answering, pages.get("decide", ObjectionDecidePage),
            about | {"model": notices.objections},
        ),
    )  # fmt: skip
    return [
        path("notices/<int:pk>/", detail.as_view(), name="notice_detail"),
        path("objections/<int:pk>/", objection.as_view(), name="objection_detail"),
        *(step_path(route, step, page, **attributes) for route, step, page, attributes in named),
    ]
