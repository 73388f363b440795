"""What may be done next with a contest, said once for its buttons, pages, addresses and to-dos. C4, scoring.md §9"""

from contests.reads.notices import awaits_notice, was_final
from contests.services import declarations, lifecycle
from contests.services.tally import request_contest_tally
from core.data.scope import acts_for
from core.data.steps import Step
from core.errors import TouyanError
from scoring.services.rounds import awaits_second_round
from scoring.services.tally import problems_of


def _step(name: str, label: str, *sources: str, **more) -> Step:
    """A step of the office that runs the contest."""
    given = {"permission": "scoring.run_assessment", "address": f"contests:contest_{name}", "whose": _is_office} | more
    return Step(name=name, label=label, sources=sources, **given)


def _is_office(contest, user) -> bool:
    return acts_for(user, contest.area_id)


def _tab(name: str):
    return lambda contest: f"{contest.get_absolute_url()}?tab={name}"


def _announced_words(contest) -> str:
    both = ("推荐", contest.by_nomination), ("申报", contest.asks_declaration)
    words = "和".join(word for word, asked in both if asked)
    return f"{contest}的工作方案和日期将对各乡镇公开，乡镇可以{words}；以后改日期须写明原因。"


def _check_tally(contest, today) -> None:
    if problems := problems_of(contest):
        raise TouyanError("还不能计分，请先处理：", items=problems)


def _tally(contest, *, user, today) -> None:
    _check_tally(contest, today)  # at once, and not only in the job
    request_contest_tally(contest=contest, user=user)


ANNOUNCE = _step(
    "announce", "发布，开始申报", "draft", icon="speakerphone", done="已发布，乡镇现在可以看到并申报",
    when=lambda contest: contest.declares and not contest.announced_at, confirm=_announced_words,
    perform=lambda contest, *, user, today: declarations.announce(contest=contest, user=user, today=today),
)  # fmt: skip
OPEN = _step(
    "open", "开始评分", "draft", target="scoring", icon="player-play", done="已开始评分，评分表已生成",
    then=_tab("raters"),
    perform=lambda contest, *, user, today: lifecycle.open_scoring(contest=contest, user=user, on=today),
)  # fmt: skip
CLOSE = _step(  # what is still missing then stands on the page it leads to, so the message does not say it too
    "close", "截止评分", "scoring", target="closed", icon="lock", reason=False, done="评分已截止",
    perform=lambda contest, *, user, today, reason: lifecycle.close_scoring(contest=contest, user=user, reason=reason),
)  # fmt: skip
REOPEN = _step(
    "reopen", "重新开放打分", "closed", target="scoring", icon="lock-open", reason=True, done="已重新开放打分",
    perform=lambda contest, *, user, today, **facts: lifecycle.reopen(contest=contest, user=user, **facts),
)  # fmt: skip
TALLY = _step(
    "tally", "计分", "closed", target="tallied", permission="scoring.tally_assessment", icon="calculator",
    check=_check_tally, then=_tab("tally"), perform=_tally,
)  # fmt: skip
SECOND_ROUND = _step(
    "second_round", "开始第二轮", "tallied", target="scoring", icon="player-play", done="第二轮已开始，评分表已生成",
    when=awaits_second_round,
    perform=lambda contest, *, user, today, ends_on: lifecycle.open_second_round(
        contest=contest, user=user, ends_on=ends_on
    ),
)  # fmt: skip
PUBLISH = _step(
    "publish", "公示结果", "tallied", target="notice", icon="speakerphone", address="contests:notice_create",
    when=awaits_notice,
)  # fmt: skip
CORRECT = _step(
    "correct", "发更正公告", "tallied", target="final", icon="file-alert", address="contests:correction_create",
    when=lambda contest: contest.final_version is not None and was_final(contest, contest.tallies.newest().get()),
)  # fmt: skip
FINALISE = _step(
    "finalise", "定稿", "tallied", "notice", target="final", icon="circle-check", done="已定稿",
    confirm=lambda contest: f"{contest}的名次和奖项定稿，以后只能写明原因退回更正。",
    perform=lambda contest, *, user, today: lifecycle.finalise(contest=contest, user=user, on=today),
)  # fmt: skip
BACK_WORDS = {
    "tallied": "退回“评分已截止”。现有版本保留可查，更正后重新计分得到新版本。",
    "notice": "退回“评分已截止”，公示撤回。更正后须重新计分、重新公示。",
    "final": "已定稿，退回后须重新计分、重新定稿。现有版本保留可查。",
}
TAKE_BACK = _step(
    "take_back", "退回更正", *BACK_WORDS, target="closed", icon="arrow-back-up", reason=True,
    done="已退回，更正后请重新计分", confirm=lambda contest: f"{contest}{BACK_WORDS[contest.status]}",
    perform=lambda contest, *, user, today, reason: lifecycle.take_back(contest=contest, reason=reason, user=user),
)  # fmt: skip

STEPS = (ANNOUNCE, OPEN, CLOSE, REOPEN, TALLY, SECOND_ROUND, PUBLISH, CORRECT, FINALISE, TAKE_BACK)
