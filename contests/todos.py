"""What is due in contests, and for whom (W1). Decides nothing.

One function per group of roles; each needs the same number of queries however much there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from areas.choices import Level
from areas.models import Area
from contests.models import Contest, Declaration, StageKind
from contests.reads import progress
from contests.reads.notices import Waiting
from contests.reads.work import Grid, Work
from contests.services import steps
from contests.services.declarations import DECLARATIONS
from core.data.steps import Step, open_steps
from core.models import Job
from core.pages.home import SOON, Desk, Todo, listed
from core.submissions.choices import SubmissionStatus
from core.values.periods import Period
from rules.choices import RuleSetStatus
from scoring.choices import AssessmentStatus
from scoring.models import Scheme

MAX_ROWS = 3  # raters of one component whose sheets the office enters, one row each; more share a row


# ---------------------------------------------------------------- score sheets: raters, and the office for them
def sheet_todos(desk: Desk) -> Iterator[Todo]:
    """Own sheets to fill in; for the office those of raters without an account, and raters to be reminded."""
    work = desk.keep(Work)
    entered, chased = defaultdict(list), defaultdict(list)
    for grid in work.grids:
        if grid.user_id == work.user.pk:
            text = f"给{grid.contest.scheme.words.entries}打分：{grid.row['component__name']}"
            yield _of(grid.contest, text, grid.facts, grid.due, grid.url, "去打分")
        else:
            kind = chased if grid.user_id else entered
            kind[grid.contest.pk, grid.row["component"]].append(grid)
    for grids in entered.values():
        yield from _entering(grids)
    for grids in chased.values():
        if grids[0].due is None or grids[0].due <= work.today + SOON:
            yield _chasing(grids)


def _of(contest: Contest, text: str, facts: str, due: date | None, url: str, verb: str) -> Todo:
    """Something to do in one contest."""
    return Todo("比武", text, facts, due, url, verb, about=str(contest), is_trial=contest.is_trial)


def _step(step: Step, contest: Contest, facts: str, due: date | None, url: str, verb: str) -> Todo:
    """A step of a contest that is due."""
    return _of(contest, f"{step.label}：{contest}", facts, due, url, verb)


def _sheet(component: str) -> str:
    return f"{component}表" if component.endswith("评分") else f"{component}评分表"


def _entering(grids: list[Grid]) -> Iterator[Todo]:
    if len(grids) <= MAX_ROWS:
        for grid in grids:
            text = f"录入{grid.row['rater__name']}的{_sheet(grid.row['component__name'])}"
            yield _of(grid.contest, text, grid.facts, grid.due, grid.url, "去录入")
        return
    first = grids[0]
    filled, cells = sum(grid.filled for grid in grids), sum(grid.cells for grid in grids)
    text = f"录入{_sheet(first.row['component__name'])}：{len(grids)} 位评委没有账号"
    facts = f"已填 {filled}/{cells} 格 · {first.contest}"
    yield _of(first.contest, text, facts, first.due, _raters_url(first), "去录入")


def _chasing(grids: list[Grid]) -> Todo:
    first, component = grids[0], grids[0].row["component__name"]
    most = sorted(grids, key=lambda grid: -grid.open)
    left = "，".join(f"{grid.place}还有 {grid.open} 份" for grid in most[:2])
    text = f"催收{component}：{listed((grid.place for grid in grids), 2)}未交齐"
    return _of(first.contest, text, f"{left} · {first.contest}", first.due, _raters_url(first), "去催收")


def _raters_url(grid: Grid) -> str:
    return f"{grid.contest.get_absolute_url()}?tab=raters"


# ---------------------------------------------------------------- the office that runs contests
def office_todos(desk: Desk) -> Iterator[Todo]:
    """What a township or county has to do for its own contests, and the county for its townships."""
    work = desk.keep(Work)
    for contest in work.own_contests:
        if contest.pk in work.waiting:
            yield from _publishing(contest, work.waiting[contest.pk], work.today)
        elif todo := _next_step(contest, work.today):
            yield todo
    if work.area.level == Level.COUNTY:
        yield from _county_todos(work)
    elif work.area.level == Level.TOWNSHIP:
        yield from _missing_contest(work)
    if any(contest.status == AssessmentStatus.CLOSED for contest in work.contests):
        for job in progress.failed_tallies(work.area, work.own_contests):
            yield _failed(job, work.own_contests)


def _next_step(contest: Contest, today: date) -> Todo | None:
    """The step that brings the contest on, once it can or must be taken."""
    due = progress.due_on(contest, contest.stages.all())
    url, name = contest.get_absolute_url(), str(contest)
    left = contest.sheets_due - contest.sheets_in
    sheets = f"评分表 {contest.sheets_in}/{contest.sheets_due} 份" + (f"，还差 {left} 份" if left else "，已交齐")
    if steps.ANNOUNCE.fits(contest):
        stages = contest.stages.all()
        begins = next((stage.starts_on for stage in stages if stage.kind.code == StageKind.DECLARATION), None)
        return _of(contest, f"发布工作方案，开始申报：{name}", "发布以后乡镇才能推荐和申报", begins, url, "去发布")
    if contest.status == AssessmentStatus.DRAFT:
        opens = f" · {due} 开始打分" if due else ""
        facts = f"筹备中，{contest.entry_count} {contest.scheme.words.counted}{opens}"
        return _step(steps.OPEN, contest, facts, due, url, "去准备")
    if contest.status == AssessmentStatus.CLOSED:
        text = f"补齐评分表后计分：{name}" if left else f"{steps.TALLY.label}：{name}"
        return _of(contest, text, f"评分已截止 · {sheets}", due, f"{url}?tab=tally", "去计分")
    past = due is not None and due < today
    if past or not left:
        return _step(steps.CLOSE, contest, sheets, due, url, "去截止")
    return None


def _publishing(contest: Contest, state: Waiting, today: date) -> Iterator[Todo]:
    """From a tally to the final result: second round, the panel's decisions, notice, objections. C4"""
    due, url, name = progress.due_on(contest, contest.stages.all()), contest.get_absolute_url(), str(contest)
    notice = state.notice
    if notice is None and state.is_provisional:
        facts = "初次计分已完成，领导小组评定项还没有打分"
        yield _step(steps.SECOND_ROUND, contest, facts, due, url, "去开第二轮")
    elif notice is None and state.undecided:
        facts = f"等领导小组决定：{listed(state.undecided)}"
        yield _of(contest, f"记录决定：{name}", facts, due, f"{url}?tab=decisions", "去记录")
    elif notice is None:
        step, verb = {
            "correction": (steps.CORRECT, "去更正"), "notice": (steps.PUBLISH, "去公示"),
            "final": (steps.FINALISE, "去定稿"),
        }[state.next_step]  # fmt: skip
        facts = f"已计分 · {contest.entry_count} {contest.scheme.words.counted}参评"
        yield _step(step, contest, facts, due, f"{url}?tab=tally", verb)
    elif state.objections:
        text = f"答复 {state.objections} 件异议：{name}"
        yield _of(contest, text, f"公示到 {notice.ends_on} 止", notice.ends_on, notice.get_absolute_url(), "去答复")
    elif notice.is_over(today):
        facts = f"公示已于 {notice.ends_on} 期满"
        yield _step(steps.FINALISE, contest, facts, notice.ends_on, url, "去定稿")
    else:
        text = f"公示到期后定稿：{name}"
        yield _of(contest, text, f"公示到 {notice.ends_on} 止", notice.ends_on, notice.get_absolute_url(), "看公示")


def _missing_contest(work: Work) -> Iterator[Todo]:
    period = Period.of(work.today)
    if any(contest.period == period and not contest.is_trial for contest in work.own_contests):
        return
    if progress.without_contest(Area.objects.filter(pk=work.area.pk), period).exists():
        facts = f"本季度的比武还没有建 · {period.label}到 {period.end} 止"
        yield Todo("比武", f"创建{period.label}比武", facts, period.end, reverse("contests:contest_create"), "去创建")


def _failed(job: Job, own: Iterable[Contest]) -> Todo:
    url = next(
        (f"{contest.get_absolute_url()}?tab=tally" for contest in own if contest.pk == job.kwargs.get("contest_id")),
        reverse("contests:tally_run"),
    )
    return Todo("比武", f"重新计分：{job}没有完成", job.error.partition("\n")[0][:60], None, url, "去处理")


# ---------------------------------------------------------------- the county and its townships
def _county_todos(work: Work) -> Iterator[Todo]:
    period = Period.of(work.today)
    townships = Area.objects.below(work.area).at(Level.TOWNSHIP).valid_on(work.today)
    names = list(progress.without_contest(townships, period).order_by("code").values_list("short_name", flat=True))
    if names:
        text = f"{len(names)} 个乡镇还没有建{period.label}比武"
        yield Todo("比武", text, listed(names, 5), period.end, _list_url(period), "去催办")
    late = defaultdict(list)
    townships_own = [c for c in work.contests if c.area.level == Level.TOWNSHIP and not c.is_trial]
    for contest, due in progress.late(townships_own, work.waiting, work.today).items():
        late[contest.period, contest.status].append((due, contest))
    for (held, status), rows in late.items():
        text, verb = COUNTY_WORDS[status]
        dates = [due for due, _ in rows if due]
        facts = listed((contest.area.short_name for _, contest in rows), 5)
        if status == AssessmentStatus.SCORING:
            left = sum(contest.sheets_due - contest.sheets_in for _, contest in rows)
            facts = f"还差 {left} 份评分表 · {facts}"
        yield Todo(
            "比武", text.format(n=len(rows), period=held.label), facts, min(dates, default=None),
            _list_url(held, status), verb,
        )  # fmt: skip


COUNTY_WORDS = {
    AssessmentStatus.DRAFT: ("{n} 个乡镇{period}比武到期没有开始评分", "去催办"),
    AssessmentStatus.SCORING: ("{n} 个乡镇{period}比武评分表未交齐", "去催收"),
    AssessmentStatus.CLOSED: ("{n} 个乡镇{period}比武已截止，还没有计分", "去计分"),
    AssessmentStatus.TALLIED: ("{n} 个乡镇{period}比武已计分，还没有定稿", "去催办"),
    AssessmentStatus.NOTICE: ("{n} 个乡镇{period}比武公示期满，还没有定稿", "去催办"),
}


def _list_url(period: Period, status: str = "") -> str:
    query = {"period": period, "level": Level.TOWNSHIP.value} | ({"status": status} if status else {})
    return f"{reverse('contests:contest_list')}?{urlencode(query)}"


# ---------------------------------------------------------------- nominations and declarations
def declaration_todos(desk: Desk) -> Iterator[Todo]:
    """For the township: what it still owes and what came back; for the office that holds it: what to decide."""
    work = desk.keep(Work)
    preparing = [
        contest for contest in work.contests if contest.status == AssessmentStatus.DRAFT and contest.announced_at
    ]
    preparing = {contest.pk: contest for contest in preparing if contest.declares}
    if not preparing:
        return
    rows = Declaration.objects.for_user(work.user).filter(entry__assessment__in=preparing)
    rows = list(rows.select_related("entry__assessment__contest").order_by("entry__assessment", "entry__number"))
    for contest in preparing.values():
        declarations = [row for row in rows if row.entry.assessment_id == contest.pk]
        stage = next((stage for stage in contest.stages.all() if stage.kind.code == StageKind.DECLARATION), None)
        due = stage and stage.ends_on
        waiting = open_steps(DECLARATIONS.steps, declarations, work.user)
        if "approve" in waiting:
            yield _deciding(contest, waiting["approve"])
        own = [row for row in declarations if DECLARATIONS.is_writer(row, work.user)]
        if contest.area_id == work.area.pk and contest.by_nomination:
            own = []
        yield from _declaring([row for row in own if row in waiting.get("submit", ())], contest, due)
        is_open = stage and stage.starts_on <= work.today <= stage.ends_on
        short = contest.nominations_min - len(own)
        if contest.by_nomination and work.area.level == Level.TOWNSHIP and short > 0 and is_open:
            url = reverse("contests:nominate", args=[contest.pk])
            yield _of(contest, f"推荐参赛：{contest}", f"还差 {short} 个", due, url, "去推荐")


def _deciding(contest: Contest, waiting: list[Declaration]) -> Todo:
    query = urlencode({"contest": contest.pk, "status": SubmissionStatus.SUBMITTED})
    url, names = f"{reverse('contests:declaration_list')}?{query}", [row.entry.name for row in waiting]
    return _of(contest, f"核准 {len(waiting)} 份申报：{contest}", listed(names, 5), None, url, "去核准")


def _declaring(declarations: list[Declaration], contest: Contest, due: date | None) -> Iterator[Todo]:
    returned = [row for row in declarations if row.status == SubmissionStatus.RETURNED]
    for row in returned:
        yield _of(contest, f"修改退回的申报：{row.entry}", str(contest), due, row.get_absolute_url(), "去修改")
    drafts = [row for row in declarations if row.status == SubmissionStatus.DRAFT]
    if drafts:
        query = urlencode({"contest": contest.pk, "status": SubmissionStatus.DRAFT})
        url = drafts[0].get_absolute_url() if len(drafts) == 1 else f"{reverse('contests:declaration_list')}?{query}"
        facts = listed((row.entry.name for row in drafts), 5)
        yield _of(contest, f"填写并提交 {len(drafts)} 份申报：{contest}", facts, due, url, "去填写")


# ---------------------------------------------------------------- schemes
def scheme_todos(desk: Desk) -> Iterator[Todo]:
    """Draft schemes of the own office with values that the source leaves open."""
    drafts = Scheme.objects.filter(area=desk.area, status=RuleSetStatus.DRAFT).with_unset()
    for scheme in drafts.filter(unset__gt=0):
        url = reverse("scoring:scheme_edit", args=[scheme.pk])
        facts = f"原文未规定、须由本地设定 {scheme.unset} 处"
        yield Todo("比武", f"填定评分方案：{scheme}", facts, None, url, "去填定")
