"""What the sweeps have to know of the pages of scoring."""

from tests.pages import Pages

SEATS = [f"scoring:score_{page}" for page in ("grid", "phone", "conflict", "workbook", "import", "cells", "submit")]


def subjects(place) -> dict[str, list]:
    c, scoring = place.contests, place.contests["scoring"]
    entries = {status: contest.entries.get(area=place.village) for status, contest in c.items()}
    raters = {status: contest.raters.order_by("pk").first() for status, contest in c.items()}
    return {
        "scoring:additions_undo": [c["draft"]],
        "scoring:order_decide": [c["tallied"]],
        "scoring:decision_": [place.decision],
        "scoring:award_decide": [place.open_award],
        "scoring:versions": [c["tallied"], c["final"]],
        "scoring:entry_file": [place.based],
        "scoring:entry_remove": [entries["draft"]],
        "scoring:entry_status": [entries["scoring"]],
        "scoring:entry_": [c["draft"]],
        "scoring:rater_edit": [raters["scoring"]],
        "scoring:rater_detail": [raters["scoring"]],
        "scoring:rater_substitute": [raters["scoring"]],
        "scoring:conflict_withdraw": [place.conflict],
        "scoring:meeting_pack": [c["draft"], scoring],
        "scoring:raters_paste": [c["draft"]],
        "scoring:rater_remove": [raters["draft"]],
        "scoring:rater_": [c["draft"]],
        "scoring:sheet_waive": [raters["scoring"]],
        "scoring:sheets_waive": [c["closed"]],
        "scoring:sheet_unlock": [raters["closed"]],
        "scoring:figure_": [place.recorded],
        "scoring:carry_sources": [place.recorded],
        "scoring:occurrence_create": [scoring],
        "scoring:occurrence_file": [place.evidenced],
        "scoring:occurrence_": [place.occurrence],
        "scoring:scheme_detail": [place.scheme, place.draft_scheme],
        "scoring:scheme_export": [place.scheme],
        "scoring:scheme_copy": [place.scheme],
        "scoring:scheme_retire": [place.scheme],
        "scoring:scheme_": [place.draft_scheme],
    }


def args(place, name: str) -> list[list] | None:
    """Contest, component and rater of an observer's grid and of the village cadre's own."""
    if not name.startswith("scoring:score_"):
        return None
    raters = place.contests["scoring"].raters
    return seats(place.contests["scoring"], [raters.filter(user=None).first(), raters.get(user=place.cadre)])


def seats(contest, raters) -> list[list]:
    components = {component.rater_group_id: component for component in contest.scheme.components.all()}
    return [[contest.pk, components[rater.group_id].pk, rater.pk] for rater in raters]


def also(world, name: str) -> list[list]:
    if name == "scoring:rater_create":
        return [[contest.pk] for contest in world.county_contests.values()]
    if name.startswith("scoring:score_"):
        contest = world.county_contests["scoring"]
        return seats(contest, contest.raters.all())
    return []


PAGES = Pages(
    subjects=subjects, args=args, also=also,
    cells=("scoring:score_cells", "scoring:score_check_cells", "scoring:figure_cells"),
    allowed={
        **{("village_cadre", page): "邻村标记村" for page in SEATS},  # who rates sees whom
        **{("department_rater", page): "本镇标记|外镇标记" for page in SEATS},
    },
)  # fmt: skip
