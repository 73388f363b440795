"""The county's order as set-based SQL. C6"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import F, OuterRef, Subquery

from scoring.querysets import StandingQuerySet
from scoring.querysets.tally import run

# The townships first, on their own: joined freely, every township of the province is tried. Of each only the contest
# of its main series, as in ``ContestQuerySet.with_main_series``: a village stands once.
COUNTY_INPUTS = """
WITH township AS MATERIALIZED (
    SELECT a.id, a.code COLLATE "C" AS code, k.county
    FROM unnest(%(counties)s) AS k(county)
    JOIN areas_area a ON a.code BETWEEN k.county AND left(k.county, %(digits)s) || '999999'
    WHERE a.level = %(township_level)s
),
newest AS (
    SELECT t.id, t.digest, a.code, a.county
    FROM township a
    JOIN scoring_assessment c ON c.area_id = a.id
    JOIN contests_contest own ON own.assessment_ptr_id = c.id
    JOIN scoring_scheme s ON s.id = c.scheme_id AND s.subject = 'village'
    JOIN LATERAL (
        SELECT id, digest, is_provisional FROM scoring_tally t
        WHERE t.assessment_id = c.id ORDER BY version DESC LIMIT 1
    ) t ON true
    WHERE c.period_kind = %(kind)s AND c.year = %(year)s AND c.number = %(number)s AND NOT c.is_trial
      AND NOT t.is_provisional
      AND c.series_id = (
          SELECT min(m.series_id) FROM contests_contest o JOIN scoring_assessment m ON m.id = o.assessment_ptr_id
          JOIN scoring_scheme ms ON ms.id = m.scheme_id
          WHERE m.area_id = c.area_id AND m.period_kind = c.period_kind AND NOT m.is_trial AND ms.subject = 'village')
)
SELECT county, array_agg(id),
       encode(sha256(convert_to(string_agg(code || ' ' || digest, E'\\n' ORDER BY code, digest), 'UTF8')), 'hex')
FROM newest GROUP BY county
"""

# One order for each ranking: its tallies, and the ranking of the period before, run parallel to its id.
COUNTY_RANKS = """
WITH input AS (
    SELECT * FROM unnest(%(rankings)s::bigint[], %(previous)s::bigint[], %(tallies)s::bigint[])
    AS i(ranking_id, previous_id, tally_id)
),
earlier AS (
    SELECT pr.ranking_id, pe.area_id, pe.label, min(pr.rank) AS rank
    FROM contests_countyrank pr
    JOIN scoring_standing ps ON ps.id = pr.standing_id
    JOIN scoring_entry pe ON pe.id = ps.entry_id
    WHERE pr.ranking_id IN (SELECT previous_id FROM input)
    GROUP BY 1, 2, 3
)
INSERT INTO contests_countyrank (ranking_id, standing_id, rank, previous_rank)
SELECT i.ranking_id, s.id, rank() OVER (PARTITION BY i.ranking_id ORDER BY s.is_ranked_last, s.final DESC), p.rank
FROM input i
JOIN scoring_standing s USING (tally_id)
JOIN scoring_entry e ON e.id = s.entry_id
LEFT JOIN earlier p ON p.ranking_id = i.previous_id AND p.area_id = e.area_id AND p.label = e.label
WHERE s.rank IS NOT NULL
"""


def county_inputs(*, counties: list[str], digits: int, period, township_level: int) -> list[tuple[str, list[int], str]]:
    """Of each county (code) the newest tallies of the township contests it compares, and the digest over them."""
    return run(
        COUNTY_INPUTS, counties=counties, digits=digits, kind=period.kind, year=period.year, number=period.number,
        township_level=township_level,
    )  # fmt: skip


def store_county_ranks(orders: Iterable[tuple[int, int | None, list[int]]]) -> None:
    """Write the order of each (ranking, ranking of the period before, tallies)."""
    rows = [(ranking, previous, tally) for ranking, previous, tallies in orders for tally in tallies]
    rankings, previous, tallies = (list(column) for column in zip(*rows, strict=True))
    run(COUNTY_RANKS, rankings=rankings, previous=previous, tallies=tallies)


def in_county(rows: StandingQuerySet, ranking) -> StandingQuerySet:
    """Those standings that are in one version of the county's order; ``shown_rank`` is the rank in the county."""
    return rows.filter(county_ranks__ranking=ranking).annotate(
        shown_rank=F("county_ranks__rank"), shown_previous=F("county_ranks__previous_rank")
    )


def with_wider_rank(rows: StandingQuerySet) -> StandingQuerySet:
    """``wider_rank`` for ``trend``: the one in the newest version of the county's order."""
    return rows.annotate(wider_rank=_newest_rank())


def with_newest_county_rank(rows: StandingQuerySet) -> StandingQuerySet:
    """``county_rank`` of the newest version of the county's order that has the standing."""
    return rows.annotate(county_rank=_newest_rank())


def _newest_rank() -> Subquery:
    ranks = apps.get_model("contests", "CountyRank").objects.filter(standing=OuterRef("pk"))
    return Subquery(ranks.order_by("-ranking__version").values("rank")[:1])
