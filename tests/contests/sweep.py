"""What the sweeps have to know of the pages of contests."""

from contests.models import ContestKind
from tests.nonsense import BROKEN, OVERDONE
from tests.pages import Pages


def subjects(place) -> dict[str, list]:
    c, scoring = place.contests, place.contests["scoring"]
    return {
        "contests:contest_detail": [c["draft"], scoring, c["tallied"]],
        "contests:contest_edit": [c["draft"], scoring],
        "contests:stage_edit": [c["draft"], scoring],
        "contests:contest_delete": [c["draft"]],
        "contests:contest_open": [c["draft"]],
        "contests:contest_close": [scoring],
        "contests:contest_reopen": [c["closed"]],
        "contests:contest_second_round": [c["tallied"]],
        "contests:contest_tally": [c["closed"]],
        "contests:contest_finalise": [c["tallied"]],
        "contests:contest_take_back": [c["tallied"], c["final"]],
        "contests:notice_create": [c["tallied"]],
        "contests:correction_create": [c["tallied"]],
        "contests:chase": [scoring],
        "contests:reminder_seen": [place.reminder],
        "contests:remind": [scoring],
        "contests:notice_": [place.notice],
        "contests:objection_create": [place.notice],
        "contests:objection_file": [place.objection_file],
        "contests:objection_": [place.objection],
        "contests:contest_announce": [c["draft"]],
        "contests:contest_procedure": [c["draft"], scoring],
        "contests:plan_file": [c["draft"]],
        "contests:document_create": [c["draft"]],
        "contests:document_": [place.document],
        "contests:declaration_file": [place.declaration_file],
        "contests:declaration_": [place.declaration],
        "contests:nomination_withdraw": [place.declaration],
        "contests:standing_detail": place.standings,
    }


def args(place, name: str) -> list[list] | None:
    if name == "contests:nominate":
        return [[place.nominating.pk]]
    return [[place.own_kind(ContestKind).pk]] if name == "contests:kind_stages" else None


def also(world, name: str) -> list[list]:
    if name in ("contests:contest_detail", "contests:contest_edit"):
        return [[contest.pk] for contest in world.county_contests.values()]
    return []


def next_door(place) -> dict[str, list]:
    return {"contests:standing_detail": [place.next_standing.pk]}


def variants(name: str, world):
    if name == "contests:ranking":
        results = [place.contests["tallied"] for place in (world.there, world.here)] + [
            world.county_contests["tallied"]
        ]
        sources = [{"period": str(contest.period), "source": str(contest.pk)} for contest in results]
        for source in [*sources, {"period": str(results[0].period), "source": "county"}]:
            for more in ({}, {"export": "xlsx"}, {"version": "1"}):
                yield source | more, {}
    if name == "contests:contest_detail":
        tabs = ("entries", "plan", "raters", "tally", "bonuses", "changes", "scores", BROKEN)
        yield from (({"tab": tab}, {}) for tab in tabs)
    if name == "contests:contest_create":
        yield {"period": OVERDONE, "name": BROKEN}, {}


PAGES = Pages(
    subjects=subjects, args=args, also=also, next_door=next_door, variants=variants,
    of_county=frozenset({"contests:nominate"}),
    allowed={("village_cadre", "contests:notice_detail"): "邻村标记村"},  # a notice is there for everybody
)  # fmt: skip
