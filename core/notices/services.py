"""Publishing, extending, ending, correcting; objections and their answers. O3, O4, C4"""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from core.data.lifecycle import advance, record
from core.data.scope import acts_for
from core.data.steps import Step
from core.errors import TouyanError
from core.files.attachments import store
from core.models import CalendarDay
from core.notices import choices
from core.notices.choices import NoticeStatus, ObjectionStatus
from core.notices.models import Notice, Objection
from core.values.workdays import add_workdays


def last_day(starts_on: date, workdays: int) -> date:
    """The last day of a notice that is out for so many working days; its first day counts if it is one. O4"""
    calendar = CalendarDay.objects.calendar()
    return add_workdays(add_workdays(starts_on, 0, calendar), workdays - 1, calendar)


class Notices:
    """The steps of an app's notices and of the objections to them.

    ``runs`` and ``objects`` are the verbs of the office and of whoever objects; ``addresses`` is the namespace, in
    which pages are called ``notice_extend``, ``objection_create``, ``objection_decide``. ``steps`` and ``answer`` are
    for pages and to-do lists (``core.data.steps``).
    """

    notices: type[Notice]
    objections: type[Objection]
    files: type[models.Model] | None = None
    runs: str
    objects: str
    addresses: str

    def __init__(self):
        office = {"permission": self.runs, "whose": self.is_run_by}
        self.extending = choices.EXTEND.having(
            **office, address=f"{self.addresses}notice_extend", perform=self._extended
        )
        self.objecting = choices.OBJECT.having(
            permission=self.objects, address=f"{self.addresses}objection_create", check=self.check_out,
            perform=self._objected,
        )  # fmt: skip
        self.answering = choices.ANSWER.having(
            permission=self.runs, address=f"{self.addresses}objection_decide", perform=self._decided,
            whose=lambda objection, user: self.is_run_by(objection.notice, user),
        )  # fmt: skip
        self.steps: tuple[Step, ...] = (self.extending, self.objecting)

    # ------------------------------------------------ what an app says
    def runners(self, notice: Notice) -> Iterable[int]:
        """The areas whose offices publish it."""
        raise NotImplementedError

    def hold(self, notice: Notice) -> None:
        """Hold what it is about until the transaction ends."""

    def accepted(self, objection: Objection, *, user, reason: str) -> str:
        """What follows from an accepted objection; the sentence that says so."""
        return ""

    # ------------------------------------------------ the notice
    def is_run_by(self, notice: Notice, user) -> bool:
        return acts_for(user, *self.runners(notice))

    def check_out(self, notice: Notice, today: date) -> None:
        """``TouyanError`` unless objections received ``today`` are taken."""
        if notice.status != NoticeStatus.OPEN or not notice.starts_on <= today <= notice.ends_on:
            raise TouyanError(f"只受理公示期内的异议（{notice.starts_on} 至 {notice.ends_on}）")

    @transaction.atomic
    def publish(self, notice: Notice, *, user) -> Notice:
        """Put an unsaved notice up; one that has ended already (``done``) is a correction that only says so."""
        if notice.ends_on < notice.starts_on:
            raise TouyanError("公示截止不能早于开始")
        for name in ("title", "text", "contact"):
            setattr(notice, name, getattr(notice, name).strip())
        notice.published_by, notice.published_at = user, timezone.now()
        notice.save()
        record(notice, "", notice.status, user=user)
        return notice

    @transaction.atomic
    def extend(self, notice: Notice, *, ends_on: date, reason: str, user) -> Notice:
        """A later last day, with the reason on record. O4"""
        self.hold(notice)
        notice = self.notices.objects.select_for_update().get(pk=notice.pk)
        if notice.status != NoticeStatus.OPEN:
            raise TouyanError(f"{notice}{notice.get_status_display()}，不能延长")
        if ends_on <= notice.ends_on:
            raise TouyanError(f"新的截止日期应晚于现在的 {notice.ends_on}")
        if not reason.strip():
            raise TouyanError("请写明延长的原因")
        why = f"公示由 {notice.ends_on} 延长到 {ends_on}：{reason.strip()}"
        record(notice, notice.status, notice.status, user=user, reason=why)
        notice.ends_on = ends_on
        notice.save()
        return notice

    def withdraw(self, notices: models.QuerySet, *, reason: str, user) -> None:
        """Those that are out are taken back."""
        for notice in notices.filter(status=NoticeStatus.OPEN):
            advance(notice, NoticeStatus.WITHDRAWN, user=user, reason=reason)

    def check_end(self, notice: Notice, on: date, *, what: str = "办理") -> None:
        """``TouyanError`` before its last day is over or while an objection to it has no answer. C4"""
        if not notice.is_over(on):
            raise TouyanError(f"公示到 {notice.ends_on} 止，期满以后才能{what}")
        self.check_answered(notice=notice)

    def check_answered(self, **about) -> None:
        """``TouyanError`` while an objection of these has no answer."""
        open_ = self.objections.objects.filter(status=ObjectionStatus.OPEN, **about)
        if names := [str(objection) for objection in open_]:
            raise TouyanError("还有异议没有答复：", items=names)

    def end(self, notice: Notice, *, user) -> Notice:
        return advance(notice, NoticeStatus.DONE, user=user)

    @transaction.atomic
    def correct(self, former: models.QuerySet, notice: Notice, *, user) -> Notice:
        """An unsaved notice that corrects those of ``former`` that had ended; it has no period of its own. O3"""
        for each in former.filter(status=NoticeStatus.DONE):
            advance(each, NoticeStatus.CORRECTED, user=user)
        notice.status = NoticeStatus.DONE
        return self.publish(notice, user=user)

    # ------------------------------------------------ objections
    @transaction.atomic
    def object_to(
        self, notice: Notice, *, received_on: date, user, files: Iterable[UploadedFile] = (), **facts
    ) -> Objection:
        """What somebody says against a notice while it is out. C4"""
        self.hold(notice)
        self.check_out(self.notices.objects.get(pk=notice.pk), received_on)
        facts = {name: fact.strip() if isinstance(fact, str) else fact for name, fact in facts.items()}
        objection = self.objections.objects.create(
            notice=notice, received_on=received_on, entered_by=user, entered_at=timezone.now(), **facts
        )
        if self.files:
            self.files.objects.bulk_create(
                self.files(objection=objection, file=store(upload=upload, user=user)) for upload in files
            )
        record(objection, "", ObjectionStatus.OPEN, user=user)
        return objection

    @transaction.atomic
    def decide(self, objection: Objection, *, accepted: bool, reply: str, reason: str, user) -> str:
        """Answer an objection; what follows from accepting it is the app's. Returns the sentence that says so. C4"""
        self.hold(objection.notice)
        if not reply.strip() or not reason.strip():
            raise TouyanError("请写明答复和理由")
        status = ObjectionStatus.ACCEPTED if accepted else ObjectionStatus.REJECTED
        objection.reason = reason.strip()
        objection.save(update_fields=["reason"])
        answer = {"reply": reply.strip(), "decided_by": user, "decided_at": timezone.now()}
        advance(objection, status, user=user, reason=reason, **answer)
        return self.accepted(objection, user=user, reason=f"{objection}成立：{reason.strip()}") if accepted else ""

    # ------------------------------------------------ as steps of pages
    def _extended(self, notice, *, user, today, **facts) -> None:
        self.extend(notice, user=user, **facts)

    def _objected(self, notice, *, user, today, **facts) -> Objection:
        return self.object_to(notice, user=user, **{"received_on": today, **facts})

    def _decided(self, objection, *, user, today, **facts) -> str:
        return self.decide(objection, user=user, **facts)
