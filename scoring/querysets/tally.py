"""The tally as set-based SQL over any number of assessments at once. scoring.md §§2–6, 9

Each step leaves a temporary table that the next one reads; all of them vanish with the transaction. Sheets are read
once, in ``PARTS``; steps for what few schemes have (recorded figures, indicators of some categories, scores carried
over, an order of the panel) run only where a scheme has it. Nothing is rounded before the places scoring.md names:
quotients carry 30 decimals; cut to 20, which removes the dust that thirds leave, they are compared, and only then
rounded to the 8 that are stored (the columns do that).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

# Index look-ups priced as what they are with the data in memory: a county must not read the whole province's rows.
SETTINGS = "SET LOCAL work_mem = '256MB'; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1"

ENTRIES = """
CREATE TEMP TABLE tally_entry ON COMMIT DROP AS
SELECT e.id AS entry_id, e.assessment_id, e.group_id, e.number, e.status, e.township_id, e.area_id, e.label,
       c.scheme_id, c.year,
       (CASE e.label WHEN '' THEN a.code ELSE a.code || '/' || e.label END) COLLATE "C" AS natural_key
FROM scoring_entry e
JOIN scoring_assessment c ON c.id = e.assessment_id
JOIN areas_area a ON a.id = e.area_id
WHERE e.assessment_id = ANY(%(assessments)s::bigint[]);
ANALYZE tally_entry
"""

# A dimension's place in the arrays is its order in the scheme; one more place at the end takes what belongs to none.
FIELDS = """
CREATE TEMP TABLE tally_field ON COMMIT DROP AS
WITH used AS (SELECT DISTINCT scheme_id FROM scoring_assessment WHERE id = ANY(%(assessments)s::bigint[])),
dimension AS (
    SELECT d.id, d.scheme_id, row_number() OVER (PARTITION BY d.scheme_id ORDER BY d."order") AS at
    FROM scoring_dimension d JOIN used USING (scheme_id)
),
many AS (SELECT u.scheme_id, count(d.id) + 1 AS places FROM used u LEFT JOIN dimension d USING (scheme_id) GROUP BY 1)
SELECT c.id AS component_id, c.scheme_id, m.places, f."order" AS field_order, f.indicator_id, f.maximum,
       coalesce(d.at, m.places) AS at,
       (SELECT array_agg(x.category_id) FROM scoring_indicator_categories x WHERE x.indicator_id = f.indicator_id)
       AS categories
FROM scoring_component c
JOIN many m USING (scheme_id)
LEFT JOIN scoring_field f ON f.component_id = c.id
LEFT JOIN scoring_indicator i ON i.id = f.indicator_id
LEFT JOIN dimension d ON d.id = i.dimension_id
"""

COMPONENTS = """
CREATE TEMP TABLE tally_component ON COMMIT DROP AS
WITH many AS (SELECT scheme_id, max(places) AS places FROM tally_field GROUP BY 1)
SELECT c.id AS component_id, c.scheme_id, c.code, c.kind, c.is_second_round, m.places,
       row_number() OVER (PARTITION BY c.scheme_id ORDER BY c."order") AS at,
       c.combine, c.drop_high, c.drop_low, c.weight, c.factor, c.too_few,
       CASE c.combine WHEN 'trimmed' THEN c.drop_high + c.drop_low + 1 ELSE c.minimum_sheets END AS minimum,
       (SELECT sum(f.maximum) FROM tally_field f WHERE f.component_id = c.id) AS "full",
       ARRAY(
           SELECT coalesce(sum(f.maximum), 0) FROM generate_series(1, m.places) AS g(at)
           LEFT JOIN tally_field f ON f.component_id = c.id AND f.at = g.at GROUP BY g.at ORDER BY g.at
       ) AS dimensions_full
FROM scoring_component c JOIN many m USING (scheme_id);
ANALYZE tally_component
"""

# Of entries of schemes in which some indicators are for some categories only: the maxima of what applies to them.
LIMITED = """
CREATE TEMP TABLE tally_limited (entry_id bigint, component_id bigint, "full" numeric, dimensions_full numeric[])
ON COMMIT DROP
"""
LIMITED_FILLED = """
INSERT INTO tally_limited
WITH held AS (
    SELECT e.entry_id, e.scheme_id, array_agg(x.category_id) AS categories
    FROM tally_entry e LEFT JOIN scoring_entrycategory x USING (entry_id)
    WHERE e.status = 'active' AND e.scheme_id IN (SELECT scheme_id FROM tally_field WHERE categories IS NOT NULL)
    GROUP BY 1, 2
),
place AS (
    SELECT h.entry_id, k.component_id, g.at, coalesce(sum(f.maximum), 0) AS points
    FROM held h
    JOIN tally_component k USING (scheme_id)
    CROSS JOIN LATERAL generate_series(1, k.places) AS g(at)
    LEFT JOIN tally_field f ON f.component_id = k.component_id AND f.at = g.at
                           AND (f.categories IS NULL OR f.categories && h.categories)
    GROUP BY 1, 2, 3
)
SELECT entry_id, component_id, sum(points), array_agg(points ORDER BY at) FROM place GROUP BY 1, 2;
ANALYZE tally_limited
"""

# Sheets stand by total, equal ones by seat, waived ones last; what is kept runs without a gap from place "first" to
# place "last". {sums}, {dropped}, {kept}: by dimension, over all sheets, those before and behind, those kept. What is
# dropped is added up only where something is: OFFSET keeps that from being done anew for each dimension.
# Assessments are named for sheets and for raters: either table is then read by index, whatever the other's size.
PARTS = """
{into}
WITH combined AS (
    SELECT s.entry_id, s.component_id, count(*)::int AS due, count(s.total)::int AS n, sum(s.total) AS total,
           count(*) FILTER (WHERE s.status = 'draft')::int AS drafts, {sums},
           array_agg(r.seat ORDER BY s.total, r.seat) AS seats,
           array_agg(s.total ORDER BY s.total, r.seat) FILTER (WHERE s.total IS NOT NULL) AS totals,
           array_agg(s.dimension_points ORDER BY s.total, r.seat) FILTER (WHERE s.total IS NOT NULL) AS points,
           string_agg(s.points_line, E'\\n' ORDER BY s.total, r.seat) AS lines
    FROM scoring_sheet s
    JOIN scoring_rater r ON r.id = s.rater_id AND r.assessment_id = ANY(%(assessments)s::bigint[])
    WHERE s.assessment_id = ANY(%(assessments)s::bigint[])
    GROUP BY s.entry_id, s.component_id
)
SELECT e.assessment_id, e.entry_id, e.natural_key, k.component_id, k.at, coalesce(c.drafts, 0) AS drafts, given.n,
       CASE k.combine WHEN 'sum' THEN greatest(k.minimum, c.due) ELSE k.minimum END AS need,
       span.first, span.last, span.last - span.first + 1 AS kept_count,
       c.total - coalesce(dropped.sums[1], 0) AS kept_sum, ARRAY[{kept}] AS dimension_sums,
       c.seats, c.totals, c.lines, NULL::bigint AS source_id
FROM tally_entry e
JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = 'rated'
LEFT JOIN combined c USING (entry_id, component_id)
CROSS JOIN LATERAL (SELECT coalesce(c.n, 0) AS n) given
CROSS JOIN LATERAL (
    SELECT CASE WHEN given.n < k.minimum THEN 1
                WHEN k.combine = 'trimmed' THEN k.drop_low + 1
                WHEN k.combine = 'median' THEN (given.n + 1) / 2
                ELSE 1 END AS first,
           CASE WHEN given.n < k.minimum THEN given.n
                WHEN k.combine = 'trimmed' THEN given.n - k.drop_high
                WHEN k.combine = 'median' THEN (given.n + 2) / 2
                ELSE given.n END AS last
) span
CROSS JOIN LATERAL (
    SELECT CASE WHEN span.last - span.first + 1 < given.n THEN (
        SELECT ARRAY[sum(c.totals[at]), {dropped}]
        FROM generate_series(1, given.n) AS d(at) WHERE at < span.first OR at > span.last
    ) END AS sums
    OFFSET 0
) dropped
WHERE e.status = 'active' AND e.assessment_id = ANY(%(assessments)s::bigint[])
"""
PARTS_FIRST = "CREATE TEMP TABLE tally_part ON COMMIT DROP AS"
PARTS_FURTHER = "INSERT INTO tally_part"
PARTS_ANALYZED = "ANALYZE tally_part (assessment_id, entry_id, component_id)"
ASSESSMENTS_AT_ONCE = 400  # whose sheets are sorted together: what fits the processor's caches sorts a fifth faster

# Counts as if one sheet had been given with these points. Points without a place in the arrays belong to no dimension.
SOURCED = """
INSERT INTO tally_part (assessment_id, entry_id, natural_key, component_id, at, drafts, n, need, first, last, kept_count,
                        kept_sum, dimension_sums, seats, totals, lines, source_id)
SELECT e.assessment_id, e.entry_id, e.natural_key, k.component_id, k.at, 0, 0, 0, 1, 1, 1, coalesce(g.points, 0),
       coalesce(g.dimension_points, array_fill(0::numeric, ARRAY[k.places - 1]::int[]) || coalesce(g.points, 0)),
       '{}', '{}', g.line, g.source_id
FROM tally_entry e
JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = %(kind)s
LEFT JOIN ({given}) AS g (entry_id, component_id, points, dimension_points, line, source_id)
     USING (entry_id, component_id)
WHERE e.status = 'active'
"""

# What stops a tally besides sheets: (assessment, kind of component, what, component, field, maximum, entries).
# {gaps}: what the sources say of theirs.
GAPS = """
WITH gap AS (
    SELECT e.assessment_id, e.entry_id, l.component_id, NULL::bigint AS indicator_id, NULL::numeric AS maximum,
           NULL AS kind, 'applies' AS what
    FROM tally_limited l
    JOIN tally_entry e USING (entry_id)
    LEFT JOIN tally_left_out o USING (assessment_id, component_id)
    WHERE l."full" = 0 AND o.component_id IS NULL
    {gaps}
)
SELECT g.assessment_id, g.kind, g.what, k.name, coalesce(i.name, ''), g.maximum, array_agg(e.name ORDER BY e.number)
FROM gap g
JOIN scoring_component k ON k.id = g.component_id
LEFT JOIN scoring_indicator i ON i.id = g.indicator_id
JOIN scoring_entry e ON e.id = g.entry_id
WHERE g.what IS NOT NULL
GROUP BY g.assessment_id, g.kind, g.what, k.id, i.id, g.maximum
ORDER BY g.assessment_id, k."order", i."order", g.what
"""

SOURCE_GAPS = """
    UNION ALL
    SELECT assessment_id, entry_id, component_id, indicator_id, maximum, '{kind}', what
    FROM ({gaps}) AS g (assessment_id, entry_id, component_id, indicator_id, maximum, what)
"""

# A component too few sheets were given for is left out for everybody, one of the second round in the first tally; the
# other weights grow to the full mark.
SCALES = """
CREATE TEMP TABLE tally_left_out ON COMMIT DROP AS
SELECT DISTINCT assessment_id, component_id
FROM tally_part JOIN tally_component USING (component_id) WHERE too_few = 'leave_out' AND n < need
UNION
SELECT c.id, k.component_id
FROM scoring_assessment c JOIN tally_component k USING (scheme_id)
WHERE c.id = ANY(%(assessments)s::bigint[]) AND c.round = 1 AND k.is_second_round;
CREATE TEMP TABLE tally_scale ON COMMIT DROP AS
SELECT c.id AS assessment_id, s.full_mark, s.round_components,
       count(*) = count(l.component_id) AS nothing_left,
       sum(k.weight) FILTER (WHERE l.component_id IS NULL) AS remaining,
       coalesce(bool_or(l.component_id IS NOT NULL AND k.weight IS NOT NULL), false) AS scaled
FROM scoring_assessment c
JOIN scoring_scheme s ON s.id = c.scheme_id
JOIN tally_component k ON k.scheme_id = c.scheme_id
LEFT JOIN tally_left_out l ON l.assessment_id = c.id AND l.component_id = k.component_id
WHERE c.id = ANY(%(assessments)s::bigint[])
GROUP BY c.id, s.full_mark, s.round_components
"""

MISSING = """
SELECT c.id, k.name, g.name, r.seat, r.name, array_agg(e.name ORDER BY e.number)
FROM scoring_sheet s
JOIN scoring_entry e ON e.id = s.entry_id AND e.status = 'active'
JOIN scoring_assessment c ON c.id = s.assessment_id
JOIN scoring_component k ON k.id = s.component_id
JOIN scoring_rater r ON r.id = s.rater_id
JOIN scoring_ratergroup g ON g.id = r.group_id
WHERE s.status = 'draft' AND s.entry_id IN (SELECT entry_id FROM tally_part WHERE drafts > 0)
GROUP BY c.id, k.id, g.id, r.id ORDER BY c.id, k."order", r.seat
"""

# Drafts are not too few but missing, and said so above.
TOO_FEW = """
SELECT c.id, e.name, k.name, p.n, p.need
FROM tally_part p
JOIN scoring_assessment c ON c.id = p.assessment_id
JOIN scoring_entry e ON e.id = p.entry_id
JOIN scoring_component k ON k.id = p.component_id
WHERE p.n + p.drafts < p.need AND (c.round = 2 OR NOT k.is_second_round) AND (k.too_few = 'refuse' OR (k.too_few = 'plain_mean' AND p.n + p.drafts = 0))
ORDER BY c.id, e.number, k."order"
"""

NOTHING_WEIGHTED = """
SELECT assessment_id FROM tally_scale WHERE nothing_left OR scaled AND remaining IS NULL ORDER BY 1
"""

DIGESTS = """
CREATE TEMP TABLE tally_digest ON COMMIT DROP AS
WITH entry AS (
    SELECT e.assessment_id,
           string_agg(
               'entry ' || e.natural_key || ' ' || e.number || ' ' || e.status || ' ' || e.township_id || ' '
               || coalesce(held.codes, '') || coalesce(' in ' || p.name, ''),
               E'\\n' ORDER BY e.natural_key) AS lines
    FROM tally_entry e
    LEFT JOIN scoring_entrygroup p ON p.id = e.group_id
    LEFT JOIN (
        SELECT x.entry_id, string_agg(g.code, ',' ORDER BY g.code) AS codes
        FROM tally_entry JOIN scoring_entrycategory x USING (entry_id) JOIN areas_category g ON g.id = x.category_id
        GROUP BY 1
    ) held USING (entry_id)
    GROUP BY 1
),
sheet AS (
    SELECT assessment_id,
           string_agg('sheets ' || code || ' ' || natural_key || coalesce(' ' || n || ' ' || seats::text || E'\\n' || lines, ''),
                      E'\\n' ORDER BY at, natural_key) AS lines
    FROM tally_part JOIN (SELECT component_id, code FROM tally_component) k USING (component_id) GROUP BY 1
),
bonus AS (
    SELECT e.assessment_id,
           string_agg('bonus ' || e.natural_key || ' ' || i.code || ' ' || o."case" || coalesce(' ' || o.points, ''), E'\\n'
                      ORDER BY e.natural_key, i."order", o."case", o.id) AS lines
    FROM tally_entry e JOIN scoring_occurrence o ON o.entry_id = e.entry_id AND o.approved
    JOIN scoring_bonusitem i ON i.id = o.item_id
    GROUP BY 1
),
decision AS (
    SELECT d.assessment_id,
           string_agg(
               concat_ws(' ', 'decision', d.kind, r."order", p.name, g.code, m.code, a.code, d.places, named.line, d.reason),
               E'\\n' ORDER BY d.kind, r."order", p."order", g.code, m."order", a.code) AS lines
    FROM scoring_decision d
    LEFT JOIN scoring_entrygroup p ON p.id = d.group_id
    LEFT JOIN scoring_awardrule r ON r.id = d.rule_id
    LEFT JOIN areas_category g ON g.id = d.category_id
    LEFT JOIN scoring_dimension m ON m.id = d.dimension_id
    LEFT JOIN areas_area a ON a.id = d.township_id
    LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', e.natural_key, x.place, x.wins), ',' ORDER BY x.place, e.natural_key) AS line
        FROM scoring_decisionentry x JOIN tally_entry e USING (entry_id) WHERE x.decision_id = d.id
    ) named ON true
    WHERE d.assessment_id = ANY(%(assessments)s::bigint[])
    GROUP BY 1
),
previous AS (
    SELECT assessment_id, string_agg('previous ' || natural_key || ' ' || rank, E'\\n' ORDER BY natural_key) AS lines
    FROM tally_previous WHERE counts GROUP BY 1
)
SELECT c.id AS assessment_id,
       encode(sha256(convert_to(concat_ws(
           E'\\n', 'scheme ' || a.code || ' ' || s.code || ' ' || s.year || ' ' || s.edition,
           CASE c.round WHEN 2 THEN 'round 2' END, entry.lines, sheet.lines, bonus.lines, decision.lines,
           previous.lines), 'UTF8')), 'hex') AS digest
FROM scoring_assessment c
JOIN scoring_scheme s ON s.id = c.scheme_id
JOIN areas_area a ON a.id = s.area_id
LEFT JOIN entry ON entry.assessment_id = c.id
LEFT JOIN sheet ON sheet.assessment_id = c.id
LEFT JOIN bonus ON bonus.assessment_id = c.id
LEFT JOIN decision ON decision.assessment_id = c.id
LEFT JOIN previous ON previous.assessment_id = c.id
WHERE c.id = ANY(%(assessments)s::bigint[])
"""

# The rank in the previous final assessment of the same series, by area; it counts only where the chain or an award asks
# for it.
PREVIOUS = """
CREATE TEMP TABLE tally_previous ON COMMIT DROP AS
WITH earlier AS (
    SELECT DISTINCT ON (c.id) c.id AS assessment_id, p.id AS previous_id,
           EXISTS (SELECT 1 FROM scoring_tiebreak t WHERE t.scheme_id = c.scheme_id AND t.kind = 'previous_rank')
           OR EXISTS (SELECT 1 FROM scoring_awardrule r WHERE r.scheme_id = c.scheme_id AND r.places_by = 'improvement')
           AS counts
    FROM scoring_assessment c
    JOIN scoring_assessment p ON p.series_id = c.series_id AND p.status = 'final' AND NOT p.is_trial
                           AND (p.year, p.number) < (c.year, c.number)
    WHERE c.id = ANY(%(assessments)s::bigint[])
    ORDER BY c.id, p.year DESC, p.number DESC
)
SELECT e.assessment_id, n.entry_id, n.natural_key, st.rank, e.counts
FROM earlier e
JOIN LATERAL (SELECT id FROM scoring_tally t WHERE t.assessment_id = e.previous_id ORDER BY version DESC LIMIT 1) t ON true
JOIN scoring_standing st ON st.tally_id = t.id AND st.rank IS NOT NULL
JOIN scoring_entry pe ON pe.id = st.entry_id
JOIN tally_entry n ON n.assessment_id = e.assessment_id AND n.area_id = pe.area_id AND n.label = pe.label
"""

CONTRIBUTIONS = """
CREATE TEMP TABLE tally_contribution ON COMMIT DROP AS
SELECT p.assessment_id, p.entry_id, p.component_id, p.at, l.component_id IS NOT NULL AS left_out, p.n < p.need AS short,
       CASE k.combine WHEN 'sum' THEN p.kept_sum ELSE round(p.kept_sum, 30) / p.kept_count END AS value,
       w.weight, r.points, p.dimension_sums, w.per_point, w.full_share
FROM tally_part p
JOIN tally_component k USING (component_id)
JOIN tally_scale t USING (assessment_id)
LEFT JOIN tally_left_out l USING (assessment_id, component_id)
LEFT JOIN tally_limited o USING (entry_id, component_id)
CROSS JOIN LATERAL (SELECT coalesce(o."full", k."full") AS "full") AS m
CROSS JOIN LATERAL (
    SELECT CASE WHEN k.combine = 'sum' THEN k.factor
                WHEN t.scaled THEN round(k.weight * t.full_mark, 30) / t.remaining
                ELSE k.weight END AS weight,
           CASE WHEN k.combine = 'sum' THEN k.factor * p.kept_sum
                WHEN t.scaled THEN round(k.weight * t.full_mark * p.kept_sum, 30) / (t.remaining * p.kept_count * m."full")
                ELSE round(k.weight * p.kept_sum, 30) / (p.kept_count * m."full") END AS exact,
           CASE WHEN k.combine = 'sum' THEN k.factor
                WHEN t.scaled THEN round(k.weight * t.full_mark, 30) / (t.remaining * p.kept_count * m."full")
                ELSE round(k.weight, 30) / (p.kept_count * m."full") END AS per_point,
           CASE WHEN k.combine = 'sum' THEN k.factor * p.kept_count
                WHEN t.scaled THEN round(k.weight * t.full_mark, 30) / (t.remaining * m."full")
                ELSE round(k.weight, 30) / m."full" END AS full_share
    WHERE l.component_id IS NULL
) AS w
CROSS JOIN LATERAL (
    SELECT CASE WHEN t.round_components IS NULL THEN w.exact
                ELSE round(round(round(w.exact, 20), 8), t.round_components) END AS points
) AS r
WHERE l.component_id IS NULL AND p.assessment_id = ANY(%(assessments)s::bigint[])
UNION ALL
SELECT assessment_id, entry_id, component_id, at, true, n < need, NULL, NULL, NULL, NULL, NULL, NULL
FROM tally_part JOIN tally_left_out USING (assessment_id, component_id)
WHERE assessment_id = ANY(%(assessments)s::bigint[]);
ANALYZE tally_contribution (entry_id, component_id)
"""

# Highest only over the cases of a group and of one sign, then caps per item. scoring.md §5
BONUSES = """
CREATE TEMP TABLE tally_bonus ON COMMIT DROP AS
SELECT e.assessment_id, e.entry_id, o.id AS occurrence_id, i.id AS item_id, o."case", i.effect, v.points, i.cap,
       i.dimension_id, i.group_id IS NULL OR row_number() OVER (
           PARTITION BY e.entry_id, i.group_id, o."case", sign(v.points) ORDER BY abs(v.points) DESC, i."order", o.id
       ) = 1 AS counted
FROM tally_entry e
JOIN scoring_occurrence o ON o.entry_id = e.entry_id AND o.approved
JOIN scoring_bonusitem i ON i.id = o.item_id
CROSS JOIN LATERAL (SELECT coalesce(o.points, i.points) AS points) v
WHERE e.status = 'active'
"""

# {dimension_sums}: the weighted points of each place of the arrays; {dimension_fulls}: the same with the maxima;
# {ties}: one value for each link of the longest chain. Schemes without components have base points and bonuses alone.
TIE = """
CASE chain.kinds[{at}] WHEN 'component' THEN coalesce(final.contributions[chain.components[{at}]], 0)
                       WHEN 'dimension' THEN final.dimensions[chain.dimensions[{at}]]
                       WHEN 'bonus_count' THEN final.occurrences
                       WHEN 'unrounded' THEN final.unrounded
                       WHEN 'previous_rank' THEN coalesce(-final.previous_rank, -1e9) END
"""

RESULTS = """
CREATE TEMP TABLE tally_result ON COMMIT DROP AS
WITH place AS (
    SELECT id AS dimension_id, scheme_id, row_number() OVER (PARTITION BY scheme_id ORDER BY "order") AS at
    FROM scoring_dimension WHERE scheme_id IN (SELECT scheme_id FROM tally_entry)
),
item AS (
    SELECT entry_id, item_id, dimension_id,
           CASE WHEN cap IS NULL THEN sum(points) ELSE sign(sum(points)) * least(abs(sum(points)), cap) END AS points
    FROM tally_bonus WHERE counted AND effect = 'points' GROUP BY entry_id, item_id, dimension_id, cap
),
adjustment AS (
    SELECT entry_id, coalesce(sum(points) FILTER (WHERE points > 0), 0) AS plus,
           coalesce(-sum(points) FILTER (WHERE points < 0), 0) AS minus
    FROM item GROUP BY entry_id
),
occurrences AS (SELECT entry_id, count(*) FILTER (WHERE points > 0) AS n FROM tally_bonus GROUP BY entry_id),
extra AS (SELECT entry_id, at, sum(points) AS points FROM item JOIN place USING (dimension_id) GROUP BY 1, 2),
veto AS (
    SELECT entry_id, bool_or(effect = 'ranked_last') AS ranked_last, bool_or(effect = 'no_award') AS awardless
    FROM tally_bonus WHERE effect <> 'points' GROUP BY 1
),
zeroed AS (
    SELECT entry_id, array_agg(at) AS places, sum(greatest(whole.points + coalesce(extra.points, 0), 0)) AS points
    FROM (
        SELECT z.entry_id, z.at, coalesce(sum(c.per_point * c.dimension_sums[z.at]), 0) AS points
        FROM (
            SELECT DISTINCT entry_id, at FROM tally_bonus JOIN place USING (dimension_id) WHERE effect = 'dimension_zero'
        ) z
        JOIN tally_contribution c USING (entry_id)
        GROUP BY 1, 2
    ) whole
    LEFT JOIN extra USING (entry_id, at)
    GROUP BY 1
),
entry AS (
    SELECT c.entry_id, k.places,
           array_agg(round(c.points, 20) ORDER BY c.at) AS contributions,
           sum(c.points) AS contributed,
           ARRAY[{dimension_sums}] AS dimensions,
           ARRAY[{dimension_fulls}] AS dimensions_full
    FROM tally_contribution c
    JOIN tally_component k USING (component_id)
    LEFT JOIN tally_limited o USING (entry_id, component_id)
    GROUP BY c.entry_id, k.places
    UNION ALL
    SELECT e.entry_id, p.n, '{}', 0, array_fill(0::numeric, ARRAY[p.n]), array_fill(0::numeric, ARRAY[p.n])
    FROM tally_entry e
    CROSS JOIN LATERAL (SELECT 1 + count(*)::int AS n FROM place WHERE place.scheme_id = e.scheme_id) p
    WHERE e.status = 'active' AND e.assessment_id = ANY(%(assessments)s::bigint[])
      AND e.scheme_id NOT IN (SELECT scheme_id FROM tally_component)
),
scored AS (
    SELECT e.assessment_id, e.group_id, e.entry_id, e.scheme_id, e.number, x.contributions, x.dimensions_full[1:x.places] AS dimensions_full,
           CASE WHEN b.entry_id IS NULL THEN x.dimensions[1:x.places] ELSE ARRAY(
               SELECT CASE WHEN u.at = ANY(z.places) THEN least(w.points, 0) ELSE w.points END
               FROM unnest(x.dimensions[1:x.places]) WITH ORDINALITY u(v, at)
               LEFT JOIN extra ON extra.entry_id = e.entry_id AND extra.at = u.at
               CROSS JOIN LATERAL (SELECT round(u.v + coalesce(extra.points, 0), 20) AS points) w
               ORDER BY u.at) END AS dimensions,
           s.base_points + x.contributed AS base,
           least(coalesce(a.plus, 0), s.bonus_cap) - least(coalesce(a.minus, 0), s.deduction_cap) AS bonus,
           z.points AS zeroed, coalesce(v.ranked_last, false) AS ranked_last, coalesce(v.awardless, false) AS awardless,
           coalesce(o.n, 0) AS occurrences, p.rank AS previous_rank,
           s.decimals, s.allow_negative, s.cap_at_full_mark, s.full_mark
    FROM entry x
    JOIN tally_entry e USING (entry_id)
    JOIN scoring_scheme s ON s.id = e.scheme_id
    LEFT JOIN adjustment a USING (entry_id)
    LEFT JOIN occurrences o USING (entry_id)
    LEFT JOIN veto v USING (entry_id)
    LEFT JOIN zeroed z USING (entry_id)
    LEFT JOIN (SELECT entry_id FROM extra UNION SELECT entry_id FROM zeroed) b USING (entry_id)
    LEFT JOIN tally_previous p USING (entry_id)
),
final AS (
    SELECT scored.*, least(greatest(round(round(x.exact, 8), decimals), x.lowest), x.highest) AS final,
           least(greatest(x.exact, x.lowest), x.highest) AS unrounded
    FROM scored CROSS JOIN LATERAL (
        SELECT round(base + bonus - coalesce(zeroed, 0), 20) AS exact,
               CASE WHEN allow_negative THEN NULL ELSE 0 END AS lowest,
               CASE WHEN cap_at_full_mark THEN full_mark END AS highest
    ) x
),
chain AS (
    SELECT t.scheme_id, count(*)::int AS links, array_agg(t.kind ORDER BY t."order") AS kinds,
           array_agg(k.at ORDER BY t."order") AS components, array_agg(d.at ORDER BY t."order") AS dimensions
    FROM scoring_tiebreak t
    LEFT JOIN tally_component k ON k.component_id = t.component_id
    LEFT JOIN place d ON d.dimension_id = t.dimension_id
    WHERE t.scheme_id IN (SELECT scheme_id FROM tally_entry)
    GROUP BY t.scheme_id
),
chained AS (
    SELECT final.*, (ARRAY[{ties}])[1:coalesce(chain.links, 0)]::numeric[] AS ties
    FROM final LEFT JOIN chain USING (scheme_id)
)
SELECT chained.*, NULL::bigint AS scored_rank,
       rank() OVER (PARTITION BY assessment_id, group_id ORDER BY ranked_last, final DESC, ties DESC) AS rank
FROM chained
"""

# The named entries of a group share out the ranks they hold, in the panel's order; of those that get the same one the
# further ones stand behind all others who have it. An order with an entry that is no longer ranked has ended.
ORDERS = """
WITH named AS (
    SELECT d.assessment_id, r.group_id, x.entry_id, r.rank,
           row_number() OVER (PARTITION BY d.id, r.group_id ORDER BY x.place, x.id) AS at
    FROM scoring_decision d
    JOIN scoring_decisionentry x ON x.decision_id = d.id
    LEFT JOIN tally_result r USING (entry_id)
    WHERE d.kind = 'order' AND d.assessment_id = ANY(%(assessments)s::bigint[])
),
slot AS (
    SELECT assessment_id, group_id, rank, row_number() OVER (PARTITION BY assessment_id, group_id ORDER BY rank) AS at
    FROM named WHERE assessment_id NOT IN (SELECT assessment_id FROM named WHERE rank IS NULL)
),
placed AS (
    SELECT n.assessment_id, n.group_id, n.entry_id, s.rank AS slot,
           row_number() OVER (PARTITION BY n.assessment_id, n.group_id, s.rank ORDER BY n.at) - 1 AS before
    FROM named n
    JOIN slot s ON s.assessment_id = n.assessment_id AND s.group_id IS NOT DISTINCT FROM n.group_id AND s.at = n.at
),
others AS (
    SELECT assessment_id, group_id, rank AS slot, count(*) AS n
    FROM tally_result WHERE entry_id NOT IN (SELECT entry_id FROM placed) GROUP BY 1, 2, 3
)
UPDATE tally_result r
SET scored_rank = r.rank, rank = p.slot + CASE p.before WHEN 0 THEN 0 ELSE p.before + coalesce(o.n, 0) END
FROM placed p
LEFT JOIN others o
       ON o.assessment_id = p.assessment_id AND o.group_id IS NOT DISTINCT FROM p.group_id AND o.slot = p.slot
WHERE r.entry_id = p.entry_id
"""

VERSIONS = """
WITH former AS (SELECT assessment_id, max(version) AS version FROM scoring_tally WHERE assessment_id = ANY(%(assessments)s::bigint[]) GROUP BY 1),
ranked AS (SELECT assessment_id, count(*) AS n FROM tally_entry WHERE status = 'active' GROUP BY 1),
given AS (SELECT assessment_id, sum(n) AS n FROM tally_part GROUP BY 1)
INSERT INTO scoring_tally (assessment_id, version, digest, entries, sheets, started_by_id, started_at, round,
                            is_provisional, order_reason)
SELECT d.assessment_id, coalesce(former.version, 0) + 1, d.digest, coalesce(ranked.n, 0), coalesce(given.n, 0), %(user)s,
       %(at)s, c.round,
       c.round = 1 AND EXISTS (SELECT FROM tally_component k WHERE k.scheme_id = c.scheme_id AND k.is_second_round),
       coalesce(ordered.reason, '')
FROM tally_digest d
JOIN scoring_assessment c ON c.id = d.assessment_id
LEFT JOIN former USING (assessment_id)
LEFT JOIN ranked USING (assessment_id)
LEFT JOIN given USING (assessment_id)
LEFT JOIN scoring_decision ordered ON ordered.assessment_id = c.id AND ordered.kind = 'order' AND EXISTS (
    SELECT FROM tally_result r WHERE r.assessment_id = c.id AND r.scored_rank IS NOT NULL)
WHERE d.assessment_id = ANY(%(assessments)s::bigint[])
RETURNING id, assessment_id
"""

STANDINGS = """
INSERT INTO scoring_standing (tally_id, entry_id, status, contributions, dimensions, dimensions_full, base, bonus, zeroed,
                               final, ties, rank, scored_rank, is_ranked_last, is_awardless, previous_rank)
SELECT t.id, e.entry_id, e.status, coalesce(r.contributions, '{}'), coalesce(r.dimensions, '{}'),
       coalesce(r.dimensions_full, '{}'), round(r.base, 20), r.bonus, round(r.zeroed, 20), r.final,
       coalesce(r.ties, '{}'), r.rank, r.scored_rank, coalesce(r.ranked_last, false), coalesce(r.awardless, false),
       r.previous_rank
FROM scoring_tally t
JOIN tally_entry e USING (assessment_id)
LEFT JOIN tally_result r USING (entry_id)
WHERE t.id = ANY(%(tallies)s::bigint[])
ORDER BY t.id, r.rank, e.number;
CREATE TEMP TABLE tally_standing ON COMMIT DROP AS
SELECT id AS standing_id, entry_id FROM scoring_standing WHERE tally_id = ANY(%(tallies)s::bigint[]);
ANALYZE tally_standing
"""

PARTS_STORED = """
INSERT INTO scoring_standingpart (standing_id, component_id, seats, totals, kept, value, "full", weight, contribution,
                                   is_plain, is_left_out, source_id)
SELECT s.standing_id, p.component_id, coalesce(p.seats[1:p.n], '{}'), coalesce(p.totals, '{}'),
       CASE WHEN k.kind <> 'rated' THEN '{}'
            WHEN p.kept_count = p.n THEN array_fill(true, ARRAY[p.n])
            ELSE array_fill(false, ARRAY[p.first - 1]) || array_fill(true, ARRAY[p.kept_count])
                 || array_fill(false, ARRAY[p.n - p.last]) END,
       round(c.value, 16), coalesce(o."full", k."full"), round(c.weight, 16), round(c.points, 20), c.short AND NOT c.left_out, c.left_out,
       p.source_id
FROM tally_standing s
JOIN tally_part p USING (entry_id)
JOIN tally_component k USING (component_id)
JOIN tally_contribution c USING (entry_id, component_id)
LEFT JOIN tally_limited o USING (entry_id, component_id)
"""

BONUSES_STORED = """
INSERT INTO scoring_bonuspart (standing_id, item_id, "case", points, counted)
SELECT s.standing_id, b.item_id, b."case", b.points, b.counted
FROM tally_standing s JOIN tally_bonus b USING (entry_id) ORDER BY s.standing_id, b.occurrence_id
"""

CATEGORY_RANKS = """
INSERT INTO scoring_categoryrank (standing_id, category_id, rank)
SELECT s.standing_id, x.category_id,
       rank() OVER (PARTITION BY r.assessment_id, r.group_id, x.category_id ORDER BY r.rank)
FROM tally_standing s
JOIN tally_result r USING (entry_id)
LEFT JOIN scoring_entrycategory x ON x.entry_id = s.entry_id
"""

# What the award rules need to know of each ranked entry, in order.
RANKED = """
SELECT r.assessment_id, s.standing_id, r.entry_id, r.group_id, r.rank, e.township_id, r.final,
       CASE WHEN e.scheme_id IN (SELECT scheme_id FROM scoring_awardrule WHERE unit = 'dimension') THEN r.dimensions END,
       CASE WHEN e.scheme_id IN (SELECT scheme_id FROM scoring_awardrule WHERE unit = 'dimension') THEN r.dimensions_full END,
       coalesce(x.categories, '{}'), r.ranked_last, r.ranked_last OR r.awardless, r.previous_rank
FROM tally_standing s
JOIN tally_result r USING (entry_id)
JOIN tally_entry e USING (entry_id)
LEFT JOIN (
    SELECT x.entry_id, array_agg(x.category_id) AS categories
    FROM scoring_entrycategory x JOIN tally_entry USING (entry_id) GROUP BY 1
) x USING (entry_id)
WHERE e.scheme_id IN (SELECT scheme_id FROM scoring_awardrule)
ORDER BY r.assessment_id, r.group_id, r.rank, e.number
"""

AWARDS = """
INSERT INTO scoring_award (tally_id, rule_id, state, places, standing_id, group_id, category_id, dimension_id, township_id,
                            open_places, decision_id, reason)
SELECT * FROM unnest(%(tally)s::bigint[], %(rule)s::bigint[], %(state)s::text[], %(places)s::int[],
                     %(standing)s::bigint[], %(group)s::bigint[], %(category)s::bigint[], %(dimension)s::bigint[], %(township)s::bigint[],
                     %(open_places)s::int[], %(decision)s::bigint[], %(reason)s::text[])
"""

PLACES = """
SELECT 1 + max(n) FROM (
    SELECT count(*) AS n FROM scoring_dimension WHERE scheme_id IN (SELECT scheme_id FROM tally_entry) GROUP BY scheme_id
) d
"""


def run(sql: str, **params: Any) -> list[tuple]:
    """Run one step and return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def any_row(sql: str, **params: Any) -> bool:
    return bool(run(f"SELECT EXISTS ({sql})", **params)[0][0])


def most(sql: str) -> int:
    """The largest of something, at least 1."""
    return run(sql)[0][0] or 1


def spread(sql: str, **slots: tuple[str, Iterable[int]]) -> str:
    """The statement with each ``{slot}`` filled by its term, once for every place: arrays are faster unrolled."""
    for name, (term, places) in slots.items():
        sql = sql.replace(f"{{{name}}}", ", ".join(term.format(at=at) for at in places))
    return sql


@dataclass(frozen=True, kw_only=True)
class PartSql:
    """How the parts of one kind of component are filled, for all entries at once: the seam of the tally. scoring.md §1

    ``prepared``: statements that make the ``tables`` (temporary ones) of the kind from ``tally_entry``,
    ``tally_component`` and ``tally_field``. ``given``: a query for (entry, component, points, points by dimension or
    null, line, source assessment or null), at most one row for an entry and component; the ``line`` is all that the
    digest knows of it, so it names every input. ``{points}`` in it is ``dimension_points`` for each place ``{at}`` of
    the arrays. ``gaps``: a query for (assessment, entry, component, indicator or null, maximum or null, what is
    missing or null). ``stored``: a statement that keeps, by ``tally_standing``, what an explanation needs besides.
    """

    kind: str
    given: str
    dimension_points: str = ""
    prepared: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    gaps: str = ""
    stored: str = ""


def used(sources: Iterable[PartSql]) -> list[PartSql]:
    """Those of the sources that a scheme at hand has components of."""
    kinds = {kind for (kind,) in run("SELECT DISTINCT kind FROM tally_component WHERE kind <> 'rated'")}
    return [source for source in sources if source.kind in kinds]


def prepare(assessments: list[int], sources: Iterable[PartSql]) -> None:
    """Read the inputs of these assessments into temporary tables, their sheets combined and their digests made."""
    run(SETTINGS)
    run("DROP TABLE IF EXISTS " + ", ".join([*TEMPORARY, *(table for source in sources for table in source.tables)]))
    run(ENTRIES, assessments=assessments)
    run(FIELDS, assessments=assessments)
    run(COMPONENTS)
    run(LIMITED)
    if any_row("SELECT FROM tally_field WHERE categories IS NOT NULL"):
        run(LIMITED_FILLED)
    places = range(1, most(PLACES) + 1)
    parts = spread(
        PARTS,
        sums=("sum(s.dimension_points[{at}]) AS d{at}", places),
        dropped=("sum(c.points[at][{at}])", places),
        kept=("c.d{at} - coalesce(dropped.sums[{at} + 1], 0)", places),
    )
    for start in range(0, len(assessments), ASSESSMENTS_AT_ONCE):
        into = PARTS_FURTHER if start else PARTS_FIRST
        run(parts.replace("{into}", into), assessments=assessments[start : start + ASSESSMENTS_AT_ONCE])
    run(PARTS_ANALYZED)
    for source in used(sources):
        for statement in source.prepared:
            run(statement)
        given = spread(source.given, points=(source.dimension_points, places))
        run(SOURCED.replace("{given}", given), kind=source.kind)
    run(SCALES, assessments=assessments)
    run(PREVIOUS, assessments=assessments)
    run(DIGESTS, assessments=assessments)


def compute(assessments: list[int]) -> None:
    """Contributions, bonuses, totals and ranks of those of the prepared assessments that lack nothing."""
    places = range(1, most(PLACES) + 1)
    links = range(1, most("SELECT max(n) FROM (SELECT count(*) n FROM scoring_tiebreak GROUP BY scheme_id) t") + 1)
    full = "sum(c.full_share * (coalesce(o.dimensions_full, k.dimensions_full))[{at}])"
    run(CONTRIBUTIONS, assessments=assessments)
    run(BONUSES)
    result = spread(
        RESULTS,
        dimension_sums=("round(coalesce(sum(c.per_point * c.dimension_sums[{at}]), 0), 20)", places),
        dimension_fulls=(f"round(coalesce({full}, 0), 20)", places),
        ties=(TIE, links),
    )
    run(result, assessments=assessments)
    orders = "SELECT FROM scoring_decision WHERE kind = 'order' AND assessment_id = ANY(%(assessments)s::bigint[])"
    if any_row(orders, assessments=assessments):
        run(ORDERS, assessments=assessments)


def store(assessments: list[int], sources: Iterable[PartSql], *, user_id: int | None, at) -> dict[int, int]:
    """Write a new version of each assessment with its standings; returns assessment → tally."""
    tallies = {assessment: tally for tally, assessment in run(VERSIONS, assessments=assessments, user=user_id, at=at)}
    run(STANDINGS, tallies=list(tallies.values()))
    run(PARTS_STORED)
    for source in used(sources):
        if source.stored:
            run(source.stored)
    run(BONUSES_STORED)
    run(CATEGORY_RANKS)
    return tallies


def gaps(sources: Iterable[PartSql]) -> Iterable[tuple]:
    """(assessment id, kind, what, component, indicator, maximum, entries) of what stops a tally besides sheets.

    Of no kind: ``applies``, there is no indicator for the entries; of a kind what its source says.
    """
    selects = "".join(
        SOURCE_GAPS.replace("{gaps}", source.gaps).replace("{kind}", source.kind)
        for source in used(sources) if source.gaps
    )  # fmt: skip
    if selects or any_row('SELECT FROM tally_limited WHERE "full" = 0'):
        return run(GAPS.replace("{gaps}", selects))
    return []


def missing_sheets() -> Iterable[tuple]:
    """(assessment id, component, group, seat, rater, villages) of each rater who still owes sheets."""
    return run(MISSING) if run("SELECT 1 FROM tally_part WHERE drafts > 0 LIMIT 1") else []


def too_few_sheets() -> Iterable[tuple]:
    """(assessment id, entry, component, have, need) where the scheme refuses to go on."""
    return run(TOO_FEW)


def without_weight() -> list[int]:
    """Assessments in which every weighted component would be left out."""
    return [assessment for (assessment,) in run(NOTHING_WEIGHTED)]


def digests() -> dict[int, str]:
    """Assessment → digest of its inputs."""
    return dict(run("SELECT assessment_id, digest FROM tally_digest"))


def ranked() -> list[tuple]:
    """Of every entry that awards may go to, in order: its assessment and what ``services.tally.Ranked`` holds."""
    return run(RANKED)


class AwardRow(NamedTuple):
    """A row of ``scoring.models.Award``; foreign keys by id."""

    tally: int
    rule: int
    state: str
    places: int | None
    standing: int | None = None
    group: int | None = None
    category: int | None = None
    dimension: int | None = None
    township: int | None = None
    open_places: int | None = None
    decision: int | None = None
    reason: str = ""


def store_awards(rows: list[AwardRow]) -> None:
    """Write these awards with one statement: a province gives ten thousand."""
    if rows:
        run(AWARDS, **dict(zip(AwardRow._fields, map(list, zip(*rows, strict=True)), strict=True)))


TEMPORARY = (
    "tally_entry", "tally_field", "tally_component", "tally_limited", "tally_part",
    "tally_left_out", "tally_scale", "tally_previous", "tally_digest", "tally_contribution", "tally_bonus",
    "tally_result", "tally_standing",
)  # fmt: skip
