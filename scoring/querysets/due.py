"""Which sheets are due, as set-based SQL. scoring.md §0"""

from collections.abc import Iterable

from django.db import connection

# Every rater of a component's group owes one sheet for every entry, except for their own: their village or a group or
# person of it, the village they are secretary of, their township or its secretary where these compete, themselves;
# those for whom they declared a conflict; and, where the scheme says so, their township.
ISSUE = """
INSERT INTO scoring_sheet (assessment_id, component_id, rater_id, entry_id, status, points_line, waived_reason)
SELECT c.id, k.id, r.id, e.id, 'draft', '', ''
FROM scoring_assessment c
JOIN scoring_scheme s ON s.id = c.scheme_id
JOIN scoring_component k ON k.scheme_id = s.id AND (c.round = 2 OR NOT k.is_second_round)
JOIN scoring_rater r ON r.assessment_id = c.id AND r.group_id = k.rater_group_id
JOIN scoring_entry e ON e.assessment_id = c.id
JOIN areas_area village ON village.id = e.area_id
LEFT JOIN areas_area home ON home.id = r.area_id
LEFT JOIN cadres_person holder ON holder.id = e.holder_id
WHERE c.id = ANY(%(assessments)s)
  AND home.id IS DISTINCT FROM village.id
  AND (village.level = 4 AND home.level >= 4 AND left(home.code, 9) = left(village.code, 9)) IS NOT TRUE
  AND NOT EXISTS (SELECT FROM scoring_entry own
                  WHERE own.assessment_id = c.id AND own.area_id = r.area_id
                    AND own.holder_id = e.holder_id AND own.holder_name = r.name)
  AND (holder.user_id = r.user_id) IS NOT TRUE
  AND NOT EXISTS (SELECT FROM scoring_conflict x WHERE x.rater_id = r.id AND x.entry_id = e.id)
  AND (s.exclusion_level = 'township' AND home.level >= 4 AND left(home.code, 9) = left(village.code, 9)) IS NOT TRUE
ORDER BY c.id, k."order", r.seat, e.number
ON CONFLICT (component_id, rater_id, entry_id) DO NOTHING
"""

COUNT = """
SELECT c.id, k.id, e.name, count(s.id)
FROM scoring_assessment c
JOIN scoring_component k ON k.scheme_id = c.scheme_id AND (c.round = 2 OR NOT k.is_second_round)
JOIN scoring_entry e ON e.assessment_id = c.id AND e.status = 'active'
LEFT JOIN scoring_sheet s ON s.component_id = k.id AND s.entry_id = e.id
WHERE c.id = ANY(%(assessments)s)
GROUP BY c.id, k.id, e.id
ORDER BY c.id, k."order", e.number
"""


def issue(*assessments: int) -> int:
    """Make the sheets due in these assessments that do not exist yet, in one statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(ISSUE, {"assessments": list(assessments)})
        return cursor.rowcount


def count_by_entry(*assessments: int) -> Iterable[tuple[int, int, str, int]]:
    """(assessment id, component id, entry, sheets due) for every component of a round and active entry."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"assessments": list(assessments)})
        return cursor.fetchall()
