"""The kinds of part that scoring knows besides sheets, as set-based SQL. scoring.md §1

What the texts are for says ``querysets.tally.PartSql``; other apps add theirs by ``scoring.declare.PartKind``.
"""

from scoring.querysets.tally import PartSql

# Recorded figures and the points they come to, of the entries their indicators apply to.
FIGURES = """
CREATE TEMP TABLE tally_figure (
    assessment_id bigint, entry_id bigint, component_id bigint, measure_id bigint, indicator_id bigint, field_order int,
    at int, method text, maximum numeric, zero numeric, value numeric, target numeric, best numeric, place int,
    among int, points numeric
) ON COMMIT DROP
"""
FIGURES_FILLED = """
INSERT INTO tally_figure
WITH given AS (
    SELECT e.assessment_id, e.entry_id, f.component_id, m.id AS measure_id, f.indicator_id, f.field_order, f.at,
           m.method, f.maximum, m.zero, CASE WHEN m.source_id IS NULL THEN g.value ELSE v.value END AS value,
           CASE m.method WHEN 'proportional' THEN coalesce(g.target, m.target) END AS target, m.less_is_better
    FROM tally_entry e
    JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = 'recorded'
    JOIN tally_field f USING (component_id)
    LEFT JOIN scoring_measure m
           ON m.component_id = f.component_id AND m.indicator_id IS NOT DISTINCT FROM f.indicator_id
    LEFT JOIN scoring_figure g ON g.entry_id = e.entry_id AND g.measure_id = m.id
    LEFT JOIN areas_villageindicator v ON v.area_id = e.area_id AND v.kind_id = m.source_id AND v.year = e.year
    WHERE e.status = 'active' AND (f.categories IS NULL OR EXISTS (
        SELECT FROM scoring_entrycategory x WHERE x.entry_id = e.entry_id AND x.category_id = ANY(f.categories)))
),
compared AS (
    SELECT given.*, max(value) OVER (PARTITION BY assessment_id, measure_id) AS best,
           count(*) OVER (PARTITION BY assessment_id, measure_id) AS among,
           rank() OVER (PARTITION BY assessment_id, measure_id
                        ORDER BY CASE WHEN less_is_better THEN value ELSE -value END) AS place
    FROM given
)
SELECT assessment_id, entry_id, component_id, measure_id, indicator_id, field_order, at, method, maximum, zero, value,
       target, CASE method WHEN 'relative' THEN best END, CASE method WHEN 'rank' THEN place END,
       CASE method WHEN 'rank' THEN among END,
       CASE method
           WHEN 'direct' THEN value
           WHEN 'proportional'
               THEN least(greatest(round(maximum * (value - zero), 30) / nullif(target - zero, 0), 0), maximum)
           WHEN 'bands' THEN (
               SELECT b.points FROM scoring_measureband b
               WHERE b.measure_id = compared.measure_id AND (b.lower IS NULL OR b.lower <= value)
               ORDER BY b.lower DESC NULLS LAST LIMIT 1)
           WHEN 'relative' THEN greatest(round(maximum * value, 30) / nullif(best, 0), 0)
           WHEN 'rank' THEN round(maximum * (among + 1 - place), 30) / among
       END
FROM compared;
ANALYZE tally_figure
"""
FIGURES_GIVEN = """
SELECT entry_id, component_id, sum(points), ARRAY[{points}],
       string_agg(concat_ws(' ', field_order, trim_scale(value), trim_scale(target)), E'\\n' ORDER BY field_order),
       NULL::bigint
FROM tally_figure f GROUP BY entry_id, component_id
"""
FIGURES_GAPS = """
SELECT assessment_id, entry_id, component_id, indicator_id, maximum,
       unnest(ARRAY[CASE WHEN value IS NULL THEN 'figure' END,
                    CASE WHEN method = 'direct' AND value NOT BETWEEN 0 AND maximum THEN 'range' END,
                    CASE WHEN target = zero THEN 'target' END,
                    CASE WHEN best <= 0 THEN 'best' END])
FROM tally_figure
"""
FIGURES_STORED = """
INSERT INTO scoring_figurepart (standing_id, measure_id, value, target, best, place, among, points)
SELECT s.standing_id, f.measure_id, f.value, f.target, f.best, f.place, f.among, round(f.points, 20)
FROM tally_standing s JOIN tally_figure f USING (entry_id) ORDER BY s.standing_id, f.component_id, f.field_order
"""
RECORDED = PartSql(
    kind="recorded",
    tables=("tally_figure",),
    prepared=(FIGURES, FIGURES_FILLED),
    given=FIGURES_GIVEN,
    dimension_points="coalesce(sum(f.points) FILTER (WHERE f.at = {at}), 0)",
    gaps=FIGURES_GAPS,
    stored=FIGURES_STORED,
)

# Final scores of the same entries in assessments whose results are final.
SCORES = """
CREATE TEMP TABLE tally_carried (
    assessment_id bigint, entry_id bigint, component_id bigint, source_id bigint, points numeric, line text
) ON COMMIT DROP
"""
SCORES_FILLED = """
INSERT INTO tally_carried
SELECT e.assessment_id, e.entry_id, k.component_id, p.id, st.final,
       a.code || ' ' || p.period_kind || ' ' || p.year || ' ' || p.number || ' ' || st.final
FROM scoring_carrysource c
JOIN tally_component k USING (component_id)
JOIN scoring_assessment p ON p.id = c.source_id AND p.status = 'final' AND NOT p.is_trial
JOIN areas_area a ON a.id = p.area_id
JOIN LATERAL (SELECT id FROM scoring_tally t WHERE t.assessment_id = p.id ORDER BY version DESC LIMIT 1) t ON true
JOIN scoring_standing st ON st.tally_id = t.id AND st.rank IS NOT NULL
JOIN scoring_entry pe ON pe.id = st.entry_id
JOIN tally_entry e ON e.assessment_id = c.assessment_id AND e.area_id = pe.area_id AND e.label = pe.label
WHERE k.kind = 'carried' AND e.status = 'active';
ANALYZE tally_carried
"""
SCORES_GIVEN = """
SELECT entry_id, component_id, max(points), NULL::numeric[], string_agg(line, E'\\n' ORDER BY line), max(source_id)
FROM tally_carried GROUP BY entry_id, component_id
"""
SCORES_GAPS = """
SELECT e.assessment_id, e.entry_id, k.component_id, NULL::bigint, NULL::numeric,
       CASE (SELECT count(*) FROM tally_carried c WHERE c.entry_id = e.entry_id AND c.component_id = k.component_id)
           WHEN 0 THEN 'carried' WHEN 1 THEN NULL ELSE 'twice' END
FROM tally_entry e JOIN tally_component k ON k.scheme_id = e.scheme_id AND k.kind = 'carried'
WHERE e.status = 'active'
"""
CARRIED = PartSql(
    kind="carried",
    tables=("tally_carried",),
    prepared=(SCORES, SCORES_FILLED),
    given=SCORES_GIVEN,
    gaps=SCORES_GAPS,
)
