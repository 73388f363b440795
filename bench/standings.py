"""What the tallies of the demo county come to, a line each: digests, standings, awards, the county's order.

python -m bench.standings > before.txt          (ahead of a rebuilding)
python -m bench.standings --against before.txt  (after it; leaves with 1 if a line differs)

Names, codes and figures only, no keys, so that tables may be renamed and moved in between. The demo's quarters follow
the calendar: compare runs of one day.
"""

import argparse
import difflib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from bench import common
from contests.models import Contest, CountyRank
from scoring.models import Tally

SHOWN = 20  # differing lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--against", type=Path, help="the lines of an earlier run")
    against = parser.parse_args().against
    common.setup("standings")
    call_command("load_demo", stdout=io.StringIO())
    found = [*contests(), *county_orders()]
    if against is None:
        print("\n".join(found))
        return
    differing = [
        line
        for line in difflib.unified_diff(against.read_text().splitlines(), found, "before", "after", lineterm="", n=0)
        if not line.startswith("@@")
    ]
    print("\n".join(differing[:SHOWN]) or f"the same {len(found)} lines")
    sys.exit(bool(differing))


def contests() -> Iterator[str]:
    """Every version of every contest's tally."""
    order = ("area__code", "series__name", "year", "period_kind", "number", "name", "pk")
    for contest in Contest.objects.select_related("area").order_by(*order):
        name = f"{contest.area.code} {contest.year}/{contest.period_kind}{contest.number} {contest.name}"
        yield f"{name} {contest.status} final version {contest.final_version}{' trial' if contest.is_trial else ''}"
        for tally in contest.tallies.order_by("version"):
            yield f"{name} v{tally.version} {tally.digest} entries {tally.entries} sheets {tally.sheets}"
            yield from (f"{name} v{tally.version} {line}" for line in standings(tally))


def standings(tally: Tally) -> Iterator[str]:
    awards: dict[int | None, list[str]] = {}
    for award in tally.awards.select_related("rule", "category", "dimension", "township"):
        unit = award.category or award.dimension or award.township or ""
        line = f"{award.rule.name}/{unit}/{award.state}/{award.places}/{award.open_places}"
        awards.setdefault(award.standing_id, []).append(line)
    for each in tally.standings.select_related("entry__area").order_by("entry__area__code", "entry__label"):
        figures = (
            each.status, each.final, each.rank, each.scored_rank, each.base, each.bonus, each.zeroed,
            each.contributions, each.dimensions, each.ties, each.previous_rank,
        )  # fmt: skip
        parts = list(each.parts.order_by("component__order").values_list("value", "weight", "contribution", "kept"))
        yield f"{each.entry.area.code} {each.entry.name} {figures} {parts} {sorted(awards.get(each.pk, []))}"
    yield from (f"without a standing: {line}" for line in sorted(awards.get(None, [])))


def county_orders() -> Iterator[str]:
    ranks = CountyRank.objects.select_related("ranking", "standing__entry__area").order_by(
        "ranking__area__code", "ranking__year", "ranking__period_kind", "ranking__number", "ranking__version",
        "standing__entry__area__code", "standing__entry__label",
    )  # fmt: skip
    for each in ranks:
        entry = each.standing.entry
        yield f"county {each.ranking} {entry.area.code} {entry.name} {each.rank} {each.previous_rank}"


if __name__ == "__main__":
    main()
