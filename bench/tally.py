"""Tally of 60,000 villages in 4,000 contests with 1.2 million sheets, against bare SQL on the same tables.

    python -m bench.tally [--keep] [--rounds 3]

The bare SQL in ``FLOOR`` knows nothing of the application: it yields the same figures into unlogged tables without
keys, constraints, history or versions. Both run by turns; the figures must agree to the last decimal.
"""

import argparse
import statistics
import sys

from django.db import transaction

from areas.models import Area
from bench import common, data
from contests.tasks import tally_county

PERIOD = "2026Q3"
LIMIT = 2.0

FLOOR = """
SET LOCAL work_mem = '256MB';
SET LOCAL jit = off;
DROP TABLE IF EXISTS floor_part, floor_standing, floor_category_rank, floor_county_rank;

CREATE UNLOGGED TABLE floor_part AS
WITH component AS (
    SELECT c.id, c."order" AS at, c.combine, c.drop_high, c.drop_low, c.weight, sum(f.maximum) AS "full"
    FROM contests_component c JOIN contests_field f ON f.component_id = c.id GROUP BY c.id
),
sheet AS (
    SELECT s.entry_id, s.component_id, s.total, s.dimension_points, r.seat,
           row_number() OVER (PARTITION BY s.entry_id, s.component_id ORDER BY s.total, r.seat) AS place,
           count(*) OVER (PARTITION BY s.entry_id, s.component_id) AS n
    FROM contests_sheet s JOIN contests_rater r ON r.id = s.rater_id
    WHERE s.status = 'submitted'
),
marked AS (
    SELECT s.*, c.at, c.weight, c."full",
           c.combine <> 'trimmed' OR s.place > c.drop_low AND s.place <= s.n - c.drop_high AS kept
    FROM sheet s JOIN component c ON c.id = s.component_id
),
combined AS (
    SELECT entry_id, component_id, at, weight, "full",
           array_agg(seat ORDER BY total, seat) AS seats, array_agg(total ORDER BY total, seat) AS totals,
           array_agg(kept ORDER BY total, seat) AS kept,
           sum(total) FILTER (WHERE kept) AS kept_sum, count(*) FILTER (WHERE kept) AS kept_count,
           sum(dimension_points[1]) FILTER (WHERE kept) AS d1, sum(dimension_points[2]) FILTER (WHERE kept) AS d2,
           sum(dimension_points[3]) FILTER (WHERE kept) AS d3, sum(dimension_points[4]) FILTER (WHERE kept) AS d4
    FROM marked GROUP BY entry_id, component_id, at, weight, "full"
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
           round(sum(contribution), 8) AS base
    FROM floor_part GROUP BY entry_id
)
SELECT e.contest_id, s.*, round(s.base, 2) AS final,
       rank() OVER (PARTITION BY e.contest_id ORDER BY round(s.base, 2) DESC, s.contributions[1:2] DESC) AS rank
FROM summed s JOIN contests_entry e ON e.id = s.entry_id;

CREATE UNLOGGED TABLE floor_category_rank AS
SELECT s.entry_id, x.category_id,
       rank() OVER (PARTITION BY s.contest_id, x.category_id ORDER BY s.final DESC, s.contributions[1:2] DESC) AS rank
FROM floor_standing s LEFT JOIN contests_entrycategory x ON x.entry_id = s.entry_id;

CREATE UNLOGGED TABLE floor_county_rank AS
SELECT s.entry_id, rank() OVER (PARTITION BY left(a.code, 6) ORDER BY s.final DESC) AS rank
FROM floor_standing s JOIN contests_contest c ON c.id = s.contest_id JOIN areas_area a ON a.id = c.area_id
"""

DIFFERENCES = """
SELECT (SELECT count(*) FROM floor_standing f FULL JOIN contests_standing s ON s.entry_id = f.entry_id
        WHERE (f.final, f.rank, f.base, f.contributions, f.dimensions) IS DISTINCT FROM
              (s.final, s.rank::bigint, s.base, s.contributions, s.dimensions))
     + (SELECT count(*) FROM floor_part f FULL JOIN (
            SELECT p.*, s.entry_id FROM contests_standingpart p JOIN contests_standing s ON s.id = p.standing_id
        ) p ON p.entry_id = f.entry_id AND p.component_id = f.component_id
        WHERE (f.totals, f.kept, round(f.value, 16), round(f.contribution, 8)) IS DISTINCT FROM
              (p.totals, p.kept, p.value, p.contribution))
     + (SELECT count(*) FROM floor_category_rank f FULL JOIN (
            SELECT r.*, s.entry_id FROM contests_categoryrank r JOIN contests_standing s ON s.id = r.standing_id
        ) r ON r.entry_id = f.entry_id AND r.category_id IS NOT DISTINCT FROM f.category_id
        WHERE f.rank IS DISTINCT FROM r.rank)
     + (SELECT count(*) FROM floor_county_rank f FULL JOIN (
            SELECT r.*, s.entry_id FROM contests_countyrank r JOIN contests_standing s ON s.id = r.standing_id
        ) r ON r.entry_id = f.entry_id
        WHERE f.rank IS DISTINCT FROM r.rank)
"""

# Back to closed contests without a result; in replica mode no trigger fires and no history is written.
RESET = """
SET session_replication_role = replica;
TRUNCATE contests_tally, contests_standing, contests_standingpart, contests_bonuspart, contests_categoryrank,
    contests_award, contests_countyranking, contests_countyrank, core_statechange, contests_contestevent;
UPDATE contests_contest SET status = 'closed';
SET session_replication_role = DEFAULT
"""


def floor() -> None:
    with transaction.atomic():
        common.execute(FLOOR)


def reset() -> None:
    common.execute(RESET)
    common.execute("VACUUM ANALYZE contests_contest")


def tally(level: int) -> None:
    """As Celery calls it: one task for each area of that level."""
    for pk in Area.objects.filter(level=level).order_by("code").values_list("pk", flat=True):
        tally_county(pk, PERIOD)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true", help="reuse the data of the last run")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if common.setup("tally", fresh=not options.keep):
        data.province(cities=10, counties=10, townships=40, villages=15)
        data.closed_contests()
    report = common.Report("tally, 60,000 villages, 4,000 contests, 1.2 million sheets")
    floor()
    times: dict[str, list[float]] = {"floor": [], "province": [], "counties": []}
    for _ in range(options.rounds):
        times["floor"].append(common.seconds(floor))
        for name, level in (("province", 1), ("counties", 3)):
            reset()
            times[name].append(common.seconds(lambda level=level: tally(level)))
            if differences := common.value(DIFFERENCES):
                sys.exit(f"{differences} figures differ from the bare SQL")
    bare = statistics.median(times["floor"])
    report.note(f"bare SQL {bare:.2f} s; all runs { ({k: [round(t, 2) for t in v] for k, v in times.items()}) }")
    for name, what in (("province", "one task for the province"), ("counties", "100 tasks, one for each county")):
        spent = statistics.median(times[name])
        report.line(what, spent / bare, LIMIT, "× the bare SQL", f"{spent:.2f} s")
    report.end()


if __name__ == "__main__":
    main()
