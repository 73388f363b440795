"""Nominations and declarations: put forward, filled in, handed in, returned, approved. D3 4 (一), D0 3.3, O3"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from contests.models import Contest, ContestStage, Declaration, DeclarationFile, DeclarationItem, StageKind
from core.data.lifecycle import advance, record
from core.errors import TouyanError
from core.files.attachments import store
from core.submissions.choices import SubmissionStatus
from core.submissions.services import Submissions
from scoring.choices import AssessmentStatus, EntryStatus
from scoring.models import Entry
from scoring.services.entries import add_all, remove_entry
from scoring.services.guards import locked

TEXTS = Declaration.TEXTS
TOPIC_LENGTH = DeclarationItem._meta.get_field("topic").max_length


@dataclass(frozen=True)
class Item:
    """What is written about one topic."""

    topic: str
    content: str
    is_required: bool = False


# ---------------------------------------------------------------- the organiser
@transaction.atomic
def announce(*, contest: Contest, user: User, today: date) -> Contest:
    """From now on the townships see the contest, nominate and declare; its dates change only with a reason. C4"""
    contest = locked(contest, AssessmentStatus.DRAFT)
    if contest.announced_at:
        raise TouyanError(f"{contest}已经发布")
    problems, stage = [], declaration_stage(contest)
    if contest.declares and stage is None:
        problems.append("还没有安排申报阶段的日期")
    if contest.declares and stage and stage.ends_on < today:
        problems.append(f"申报阶段已于 {stage.ends_on} 截止，请先改日期")
    if not contest.plan.strip() and contest.plan_file is None:
        problems.append("还没有填工作方案")
    if problems:
        raise TouyanError("还不能发布，请先处理：", items=problems)
    contest.announced_at = timezone.now()
    contest.save(update_fields=["announced_at"])
    contest.entries_added()
    record(contest, contest.status, contest.status, user=user, reason="发布工作方案，开始申报")
    return contest


def declaration_stage(contest: Contest) -> ContestStage | None:
    return contest.stages.filter(kind__code=StageKind.DECLARATION).first()


def undecided(contests: Iterable[Contest]) -> dict[int, list[str]]:
    """Contest → entries that keep its scoring from being opened, by name with what is missing."""
    open_ = Q(status=EntryStatus.NOMINATED) | Q(status=EntryStatus.ACTIVE, assessment__contest__asks_declaration=True)
    waiting = Entry.objects.filter(open_, assessment__in=contests).exclude(
        declaration__status=SubmissionStatus.APPROVED
    )
    labels = dict(SubmissionStatus.choices)
    found: dict[int, list[str]] = defaultdict(list)
    for contest, name, township, status in waiting.order_by("assessment", "number").values_list(
        "assessment", "name", "township__short_name", "declaration__status"
    ):
        found[contest].append(f"{name}（{township}）的申报还没有核准：{labels.get(status, '没有填写')}")
    return found


def townships_short(contest: Contest, on: date) -> list[str]:
    """Townships that put forward fewer than they should."""
    if not contest.by_nomination or not contest.nominations_min:
        return []
    counts: dict[int, int] = {}
    for township in contest.entries.values_list("township_id", flat=True):
        counts[township] = counts.get(township, 0) + 1
    townships = Area.objects.at(Area.Level.TOWNSHIP).below(contest.area).valid_on(on).order_by("code")
    return [str(area) for area in townships if counts.get(area.pk, 0) < contest.nominations_min]


# ---------------------------------------------------------------- the township
def check_open(contest: Contest, today: date) -> None:
    """``TouyanError`` unless nominations are taken today."""
    stage = declaration_stage(contest)
    if not contest.announced_at or stage is None:
        raise TouyanError(f"{contest}还没有发布，不能申报")
    if today < stage.starts_on:
        raise TouyanError(f"申报从 {stage.starts_on} 开始")
    if today > stage.ends_on:
        raise TouyanError(f"申报已于 {stage.ends_on} 截止，确需申报请联系{contest.area}组织部延期")


@transaction.atomic
def nominate(*, contest: Contest, township: Area, entry: Entry, user: User, today: date) -> Declaration:
    """Put an entry (unsaved) forward for ``township``; it gets a declaration to fill in. D0 3.3: 1–3 each township"""
    contest = locked(contest, AssessmentStatus.DRAFT)
    if not contest.by_nomination:
        raise TouyanError(f"{contest}的参赛名单由{contest.area}确定，不用推荐")
    check_open(contest, today)
    if entry.township_id != township.pk:
        raise TouyanError(f"{entry}不属于{township}，不能推荐")
    most = contest.nominations_max
    if most is not None and contest.entries.filter(township=township).count() >= most:
        raise TouyanError(f"每个乡镇至多推荐 {most} 个，{township}已经推荐满了；要换请先撤回一个")
    entry.status = EntryStatus.NOMINATED
    if not add_all(contest, [entry]):
        raise TouyanError(f"{entry}已经在参赛名单里")
    entry = contest.entries.get(area=entry.area_id, label=entry.label)
    declaration, _ = Declaration.objects.get_or_create(entry=entry)
    record(entry, "", EntryStatus.NOMINATED, user=user)
    prepare_items(declaration)
    return declaration


def prepare_items(declaration: Declaration) -> None:
    """An empty item for each required topic that has none yet."""
    have = list(declaration.items.values_list("topic", flat=True))
    DeclarationItem.objects.bulk_create(
        DeclarationItem(declaration=declaration, order=order, topic=topic[:TOPIC_LENGTH], is_required=True)
        for order, topic in enumerate(declaration.contest.required, 1)
        if topic[:TOPIC_LENGTH] not in have
    )


@transaction.atomic
def save_declaration(
    *, declaration: Declaration, items: Sequence[Item], texts: dict[str, str], uploads: Iterable, user: User
) -> Declaration:
    """Write the items in their order, the three texts, and add files; only while the township may write in it."""
    locked(declaration.contest, AssessmentStatus.DRAFT)
    if not declaration.is_open:
        raise TouyanError(f"{declaration}{declaration.get_status_display()}，不能再改；要改请联系主办单位退回")
    topics = [item.topic for item in items]
    twice = sorted({topic for topic in topics if topics.count(topic) > 1})
    if twice:
        raise TouyanError("项目不能重复：" + "、".join(twice))
    declaration.items.exclude(topic__in=topics).delete()
    for order, item in enumerate(items, 1):
        DeclarationItem.objects.update_or_create(
            declaration=declaration, topic=item.topic,
            defaults={"order": order, "content": item.content.strip(), "is_required": item.is_required},
        )  # fmt: skip
    for name, text in texts.items():
        setattr(declaration, name, text.strip())
    declaration.version += 1
    declaration.save()
    for upload in uploads:
        DeclarationFile.objects.create(declaration=declaration, file=store(upload=upload, user=user))
    return declaration


def lacking(declaration: Declaration) -> list[str]:
    """What is still missing before it can be handed in."""
    contest = declaration.contest
    if not contest.asks_declaration:
        return []
    written = {item.topic for item in declaration.items.all() if item.content.strip()}
    problems = [f"规定动作“{topic}”没有填" for topic in contest.required if topic[:TOPIC_LENGTH] not in written]
    required = {topic[:TOPIC_LENGTH] for topic in contest.required}
    electives = len(written - required)
    if electives < contest.electives_min:
        problems.append(f"自选动作至少 {contest.electives_min} 项，现有 {electives} 项")
    if contest.electives_max is not None and electives > contest.electives_max:
        problems.append(f"自选动作至多 {contest.electives_max} 项，现有 {electives} 项")
    empty = [name for name in TEXTS if not getattr(declaration, name).strip()]
    return problems + [f"“{declaration._meta.get_field(name).verbose_name}”没有填" for name in empty]


@transaction.atomic
def remove_file(*, file: DeclarationFile) -> None:
    """Take a file out of a declaration that is still open."""
    if not file.declaration.is_open:
        raise TouyanError(f"{file.declaration}{file.declaration.get_status_display()}，附件不能再删")
    file.delete()


class Declarations(Submissions):
    """Filled in by the township (or the office that holds the contest, for its own), decided by that office.

    Only while the contest is prepared. An approved entry of a nomination takes part.
    """

    writes, decides, addresses = "contests.declare", "scoring.run_assessment", "contests:declaration"
    words = {
        "submit": {"confirm": lambda row: f"提交{row}，提交后要改须由主办单位退回。"},
        "return": {"confirm": lambda row: f"{row}退回{row.entry.township}修改，请写明要改什么。"},
        "approve": {"confirm": lambda row: f"核准{row}，{row.entry}参赛。"},
        "withdraw": {
            "label": "撤回推荐", "address": "contests:nomination_withdraw",
            "then": lambda row: row.contest.get_absolute_url(),
            "confirm": lambda row: f"撤回对{row.entry}的推荐，已填的申报一并删除。",
        },
    }  # fmt: skip

    def writers(self, row):
        return row.entry.township_id, row.contest.area_id

    def deciders(self, row):
        return (row.contest.area_id,)

    def takes_changes(self, row):
        return row.contest.status == AssessmentStatus.DRAFT

    def hold(self, row):
        locked(row.contest, AssessmentStatus.DRAFT)

    def check_period(self, row, today):
        check_open(row.contest, today)

    def lacking(self, row):
        return lacking(row)

    def needs_approval(self, row):
        return row.contest.needs_approval

    def approved(self, row, *, user, reason):
        if row.entry.status == EntryStatus.NOMINATED:
            advance(row.entry, EntryStatus.ACTIVE, user=user, reason=reason)

    def returned(self, row, *, was_approved, user, reason):
        if was_approved and row.contest.by_nomination:
            advance(row.entry, EntryStatus.NOMINATED, user=user, reason=reason)

    def check_withdraw(self, row, today=None):
        if row.entry.status != EntryStatus.NOMINATED or not row.is_open:
            raise TouyanError(f"{row.entry}已提交或已核准，不能撤回；请联系主办单位退回")

    def removed(self, row, *, user):
        """The entry goes with its declaration."""
        contest, entry = row.contest, row.entry
        record(contest, contest.status, contest.status, user=user, reason=f"{entry.township}撤回推荐{entry}")
        remove_entry(entry=entry)

    @transaction.atomic
    def withdraw(self, row, *, user, today=None):
        super().withdraw(row, user=user)
        return f"已撤回对{row.entry}的推荐"


DECLARATIONS = Declarations()
