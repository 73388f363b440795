"""Tally of 60,000 villages in 4,000 contests with 1.2 million sheets, against bare SQL on the same tables.

    python -m bench.tally [--keep] [--rounds 3]

The bare SQL in ``FLOOR`` knows nothing of the application: it yields the same figures into unlogged tables without
keys, constraints, history or versions; ``DIGEST`` adds the hash of all inputs that a tally stores with them. Both run
by turns with the tally; figures and digests must agree to the last character.
"""

import argparse
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connections, transaction

from areas.choices import Level
from areas.models import Area
from bench import common, data
from contests.tasks import tally_county

PERIOD = "2026Q3"
LIMIT = 2.0
WORKERS = 2  # ``--concurrency`` of the demo's worker

FLOOR = """
SET LOCAL work_mem = '256MB';
SET LOCAL jit = off;
DROP TABLE IF EXISTS floor_part, floor_standing, floor_category_rank, floor_county_rank, floor_digest;

CREATE UNLOGGED TABLE floor_part AS
WITH component AS (
    SELECT c.id, c.code, c."order" AS at, c.combine, c.drop_high, c.drop_low, c.weight, sum(f.maximum) AS "full",
           sum(f.maximum) FILTER (WHERE d."order" = 1) AS f1, sum(f.maximum) FILTER (WHERE d."order" = 2) AS f2,
           sum(f.maximum) FILTER (WHERE d."order" = 3) AS f3
    FROM scoring_component c
    JOIN scoring_field f ON f.component_id = c.id
    JOIN scoring_indicator i ON i.id = f.indicator_id
    JOIN scoring_dimension d ON d.id = i.dimension_id
    GROUP BY c.id
),
sheet AS (
    SELECT s.entry_id, s.component_id, s.total, s.dimension_points, s.points_line, r.seat,
           row_number() OVER (PARTITION BY s.entry_id, s.component_id ORDER BY s.total, r.seat) AS place,
           count(*) OVER (PARTITION BY s.entry_id, s.component_id) AS n
    FROM scoring_sheet s JOIN scoring_rater r ON r.id = s.rater_id
    WHERE s.status = 'submitted'
),
marked AS (
    SELECT s.*, c.at, c.weight, c."full", c.f1, c.f2, c.f3,
           c.combine <> 'trimmed' OR s.place > c.drop_low AND s.place <= s.n - c.drop_high AS kept
    FROM sheet s JOIN component c ON c.id = s.component_id
),
combined AS (
    SELECT entry_id, component_id, at, weight, "full", f1, f2, f3,
           array_agg(seat ORDER BY total, seat) AS seats, array_agg(total ORDER BY total, seat) AS totals,
           array_agg(kept ORDER BY total, seat) AS kept, {lines}
           sum(total) FILTER (WHERE kept) AS kept_sum, count(*) FILTER (WHERE kept) AS kept_count,
           sum(dimension_points[1]) FILTER (WHERE kept) AS d1, sum(dimension_points[2]) FILTER (WHERE kept) AS d2,
           sum(dimension_points[3]) FILTER (WHERE kept) AS d3, sum(dimension_points[4]) FILTER (WHERE kept) AS d4
    FROM marked GROUP BY entry_id, component_id, at, weight, "full", f1, f2, f3
)
SELECT *, round(kept_sum, 30) / kept_count AS value,
       round(weight * kept_sum, 30) / (kept_count * "full") AS contribution,
       round(weight, 30) / (kept_count * "full") AS per_point
FROM combined;

CREATE UNLOGGED TABLE floor_standing AS
WITH summed AS (
    SELECT entry_id, array_agg(round(contribution, 8) ORDER BY at) AS contributions,
           ARRAY[round(sum(per_point * d1), 8), round(sum(per_point * d2), 8), round(sum(per_point * d3), 8),
                 round(sum(per_point * d4), 8)] AS dimensions,
           ARRAY[round(sum(weight * f1 / "full"), 8), round(sum(weight * f2 / "full"), 8),
                 round(sum(weight * f3 / "full"), 8), 0] AS dimensions_full,
           round(sum(contribution), 8) AS base
    FROM floor_part GROUP BY entry_id
)
SELECT e.assessment_id, s.*, round(s.base, 2) AS final,
       rank() OVER (PARTITION BY e.assessment_id ORDER BY round(s.base, 2) DESC, s.contributions[1:2] DESC) AS rank
FROM summed s JOIN scoring_entry e ON e.id = s.entry_id;

CREATE UNLOGGED TABLE floor_category_rank AS
SELECT s.entry_id, x.category_id,
       rank() OVER (
           PARTITION BY s.assessment_id, x.category_id ORDER BY s.final DESC, s.contributions[1:2] DESC) AS rank
FROM floor_standing s LEFT JOIN scoring_entrycategory x ON x.entry_id = s.entry_id;

CREATE UNLOGGED TABLE floor_county_rank AS
SELECT s.entry_id, rank() OVER (PARTITION BY left(a.code, 6) ORDER BY s.final DESC) AS rank
FROM floor_standing s JOIN scoring_assessment c ON c.id = s.assessment_id JOIN areas_area a ON a.id = c.area_id
"""

LINES = "string_agg(points_line, E'\\n' ORDER BY total, seat) AS lines,"

# What scoring.md §9 hashes, for the contests made here: no bonuses, no earlier contest.
DIGEST = """;
CREATE UNLOGGED TABLE floor_digest AS
WITH category AS (
    SELECT x.entry_id, string_agg(g.code, ',' ORDER BY g.code) AS codes
    FROM scoring_entrycategory x JOIN areas_category g ON g.id = x.category_id GROUP BY x.entry_id
),
entry AS (
    SELECT e.assessment_id, string_agg('entry ' || a.code || ' ' || e.number || ' ' || e.status || ' ' || e.township_id
           || ' ' || coalesce(g.codes, ''), E'\\n' ORDER BY a.code COLLATE "C") AS lines
    FROM scoring_entry e JOIN areas_area a ON a.id = e.area_id LEFT JOIN category g ON g.entry_id = e.id
    GROUP BY e.assessment_id
),
sheet AS (
    SELECT e.assessment_id, string_agg('sheets ' || c.code || ' ' || a.code || ' ' || cardinality(p.seats) || ' '
           || p.seats::text || E'\\n' || p.lines, E'\\n' ORDER BY c."order", a.code COLLATE "C") AS lines
    FROM floor_part p
    JOIN scoring_component c ON c.id = p.component_id
    JOIN scoring_entry e ON e.id = p.entry_id
    JOIN areas_area a ON a.id = e.area_id
    GROUP BY e.assessment_id
)
SELECT c.id AS assessment_id,
       encode(sha256(convert_to(concat_ws(
           E'\\n', 'scheme ' || a.code || ' ' || s.code || ' ' || s.year || ' ' || s.edition, entry.lines, sheet.lines
       ), 'UTF8')), 'hex') AS digest
FROM scoring_assessment c
JOIN scoring_scheme s ON s.id = c.scheme_id
JOIN areas_area a ON a.id = s.area_id
JOIN entry ON entry.assessment_id = c.id
JOIN sheet ON sheet.assessment_id = c.id
"""

DIFFERENCES = """
SELECT (SELECT count(*) FROM floor_standing f FULL JOIN scoring_standing s ON s.entry_id = f.entry_id
        WHERE (f.final, f.rank, f.base, f.contributions, f.dimensions, f.dimensions_full) IS DISTINCT FROM
              (s.final, s.rank::bigint, s.base, s.contributions, s.dimensions, s.dimensions_full))
     + (SELECT count(*) FROM floor_part f FULL JOIN (
            SELECT p.*, s.entry_id FROM scoring_standingpart p JOIN scoring_standing s ON s.id = p.standing_id
        ) p ON p.entry_id = f.entry_id AND p.component_id = f.component_id
        WHERE (f.totals, f.kept, round(f.value, 16), round(f.contribution, 8)) IS DISTINCT FROM
              (p.totals, p.kept, p.value, p.contribution))
     + (SELECT count(*) FROM floor_category_rank f FULL JOIN (
            SELECT r.*, s.entry_id FROM scoring_categoryrank r JOIN scoring_standing s ON s.id = r.standing_id
        ) r ON r.entry_id = f.entry_id AND r.category_id IS NOT DISTINCT FROM f.category_id
        WHERE f.rank IS DISTINCT FROM r.rank)
     + (SELECT count(*) FROM floor_county_rank f FULL JOIN (
            SELECT r.*, s.entry_id FROM contests_countyrank r JOIN scoring_standing s ON s.id = r.standing_id
        ) r ON r.entry_id = f.entry_id
        WHERE f.rank IS DISTINCT FROM r.rank)
     + (SELECT count(*) FROM floor_digest f FULL JOIN scoring_tally t ON t.assessment_id = f.assessment_id
        WHERE f.digest IS DISTINCT FROM t.digest)
"""

# Back to closed contests without a result; in replica mode no trigger fires and no history is written.
RESET = """
SET session_replication_role = replica;
TRUNCATE scoring_tally, scoring_standing, scoring_standingpart, scoring_figurepart, scoring_bonuspart,
    scoring_categoryrank, scoring_award, contests_countyranking, contests_countyrank, contests_contestnotice,
    contests_contestobjection, contests_objectionfile, core_statechange, scoring_assessmentevent;
UPDATE scoring_assessment SET status = 'closed';
SET session_replication_role = DEFAULT
"""


def floor(*, digest: bool) -> None:
    sql = FLOOR.replace("{lines}", LINES if digest else "")
    with transaction.atomic():
        common.execute(sql + DIGEST if digest else sql)


def reset() -> None:
    common.execute(RESET)
    common.execute("VACUUM ANALYZE scoring_assessment, contests_contest")


def compare() -> int:
    """How many figures differ; without fresh statistics the joins of these tables may take an hour."""
    common.execute("ANALYZE")
    return common.value(DIFFERENCES)


def tally(level: int) -> None:
    """As Celery calls it: one task for each area of that level."""
    for pk in Area.objects.filter(level=level).order_by("code").values_list("pk", flat=True):
        tally_county(pk, PERIOD)


def tally_by_workers(workers: ProcessPoolExecutor) -> None:
    """The same for each county, by as many processes as the demo's worker has."""
    pks = Area.objects.filter(level=Level.COUNTY).order_by("code").values_list("pk", flat=True)
    list(workers.map(_tally_one, pks))


def _tally_one(pk: int) -> None:
    tally_county(pk, PERIOD)


def _warm_up(_) -> None:
    """A connection of the process's own, as a worker has it long before the day of a tally."""
    common.value("SELECT 1")
    time.sleep(0.2)


def make_workers() -> ProcessPoolExecutor:
    connections.close_all()  # none is shared with a child
    workers = ProcessPoolExecutor(WORKERS, mp_context=get_context("fork"))
    list(workers.map(_warm_up, range(WORKERS)))
    return workers


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true", help="reuse the data of the last run")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if common.setup("tally", fresh=not options.keep):
        data.province(cities=10, counties=10, townships=40, villages=15)
        data.closed_contests()
    report = common.Report("tally, 60,000 villages, 4,000 contests, 1.2 million sheets")
    floor(digest=True)
    workers = make_workers()
    works = {
        "figures": lambda: floor(digest=False),
        "floor": lambda: floor(digest=True),
        "province": lambda: tally(Level.PROVINCE),
        "counties": lambda: tally(Level.COUNTY),
        "workers": lambda: tally_by_workers(workers),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(options.rounds):
        for name, work in works.items():
            if tallies := name in ("province", "counties", "workers"):
                reset()
            times[name].append(common.seconds(work))
            if tallies and (differences := compare()):
                sys.exit(f"{differences} figures differ from the bare SQL")
    bare, figures = statistics.median(times["floor"]), statistics.median(times["figures"])
    report.note(f"bare SQL {bare:.2f} s, without the digest {figures:.2f} s")
    report.note(f"all runs { ({name: [round(t, 2) for t in runs] for name, runs in times.items()}) }")
    for name, what in (
        ("province", "one task for the province"),
        ("counties", "100 tasks, one for each county, one after the other"),
        ("workers", f"100 tasks, one for each county, {WORKERS} processes as in the demo"),
    ):
        spent = statistics.median(times[name])
        detail = f"{spent:.2f} s; {spent / figures:.2f} × the bare SQL without the digest"
        if name == "province":
            report.line(what, spent / bare, LIMIT, "× the bare SQL", detail)
        else:
            report.note(f"{what}: {spent / bare:.2f} × the bare SQL in one piece ({detail})")
    report.end()


if __name__ == "__main__":
    main()
