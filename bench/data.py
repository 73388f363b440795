"""Bulk data for the benchmarks, made by the database itself: deterministic, no people, no real places."""

from datetime import date

from accounts.choices import Role
from accounts.models import Assignment, User
from areas.choices import Level
from areas.models import Area
from bench.common import execute
from contests.tasks import tally_county
from core.values.periods import Period

PERIOD = Period.parse("2026Q3")

TREE = """
INSERT INTO areas_area (code, name, short_name, initials, level, parent_id, is_official)
VALUES ('990000000000', '测试省', '测试省', 'css', 1, NULL, false);
INSERT INTO areas_area (code, name, short_name, initials, level, parent_id, is_official)
SELECT '99' || lpad(i::text, 2, '0') || '00000000', '第' || i || '市', '第' || i || '市', 'd' || i || 's', 2, p.id,
       false
FROM generate_series(1, %(cities)s) i, areas_area p WHERE p.level = 1;
INSERT INTO areas_area (code, name, short_name, initials, level, parent_id, is_official)
SELECT left(p.code, 4) || lpad(i::text, 2, '0') || '000000', p.name || i || '县', i || '县', i || 'x', 3, p.id, false
FROM generate_series(1, %(counties)s) i, areas_area p WHERE p.level = 2;
INSERT INTO areas_area (code, name, short_name, initials, level, parent_id, is_official)
SELECT left(p.code, 6) || lpad(i::text, 3, '0') || '000', p.short_name || i || '镇', i || '镇', i || 'z', 4, p.id, false
FROM generate_series(1, %(townships)s) i, areas_area p WHERE p.level = 3;
INSERT INTO areas_area (code, name, short_name, initials, level, parent_id, is_official)
SELECT left(p.code, 9) || lpad(i::text, 3, '0'), p.short_name || i || '村委会', i || '村', i || 'c', 5, p.id, false
FROM generate_series(1, %(villages)s) i, areas_area p WHERE p.level = 4;
ANALYZE areas_area
"""

SCHEME = """
INSERT INTO scoring_scheme (version, code, name, year, edition, status, subject, basis, full_mark, base_points,
                             decimals, point_decimals, exclusion_level, allow_negative, cap_at_full_mark, area_id)
SELECT 1, 'bench', '基准方案', 2026, 1, 'draft', 'village', '', 100, 0, 2, 1, 'village', false, false, id
FROM areas_area WHERE level = 1;
INSERT INTO scoring_dimension (scheme_id, "order", code, name)
SELECT s.id, i, 'd' || i, '维度' || i FROM scoring_scheme s, generate_series(1, 3) i;
INSERT INTO scoring_indicator (scheme_id, dimension_id, "order", code, name, maximum, guidance)
SELECT s.id, d.id, i, 'i' || i, '指标' || i, CASE WHEN i <= 10 THEN 8 ELSE 20 END, ''
FROM scoring_scheme s, generate_series(1, 11) i JOIN scoring_dimension d ON d."order" = i %% 3 + 1;
INSERT INTO scoring_component (scheme_id, "order", code, name, short_name, kind, rater_group_id, is_second_round,
                                coverage, combine, drop_high, drop_low, weight, minimum_sheets, too_few)
SELECT s.id, v.o, v.code, v.name, v.name, 'rated', g.id, false, 'all', v.combine, v.drop, v.drop, v.weight, 1, 'refuse'
FROM scoring_scheme s,
     (VALUES (1, 'observation', '观摩', 'observers', 'trimmed', 1, 50), (2, 'peer', '互评', 'peers', 'trimmed', 1, 30),
             (3, 'leader', '点评', 'leaders', 'mean', 0, 20)) AS v(o, code, name, grp, combine, drop, weight)
JOIN scoring_ratergroup g ON g.code = v.grp;
INSERT INTO scoring_field (component_id, "order", indicator_id, maximum)
SELECT c.id, i."order", i.id, i.maximum FROM scoring_component c JOIN scoring_indicator i USING (scheme_id);
INSERT INTO scoring_tiebreak (scheme_id, "order", kind, component_id)
SELECT scheme_id, "order", 'component', id FROM scoring_component WHERE "order" < 3;
INSERT INTO scoring_awardrule (scheme_id, "order", name, kind_id, "group", unit, places_by, share, rounding, minimum,
                                minimum_participants, from_bottom, recipient, tie_policy, shrink)
SELECT s.id, 1, '夺杯村', k.id, '', 'whole', 'share', 0.1, 'up', 0, 1, false, 'village', 'include_all', false
FROM scoring_scheme s JOIN scoring_awardkind k ON k.code = 'cup';
UPDATE scoring_scheme SET status = 'in_use'
"""

# Seven observers, ten peers and three leaders rate every village of their township: twenty sheets for an entry.
CONTESTS = """
INSERT INTO scoring_series (area_id, name, period_kind)
SELECT id, '季度比武', 'quarter' FROM areas_area WHERE level = 4;
INSERT INTO scoring_assessment (version, area_id, series_id, scheme_id, name, period_kind, year, number, status,
                                is_trial, round)
SELECT 1, a.id, r.id, s.id, a.short_name || '比武', 'quarter', 2026, 3, 'closed', false, 1
FROM areas_area a JOIN scoring_series r ON r.area_id = a.id, scoring_scheme s;
INSERT INTO contests_contest (assessment_ptr_id, theme) SELECT id, '' FROM scoring_assessment;
INSERT INTO scoring_entry (assessment_id, number, area_id, name, label, township_id, holder_name, status)
SELECT c.id, row_number() OVER (PARTITION BY c.id ORDER BY v.code), v.id, v.short_name, '', v.parent_id, '', 'active'
FROM scoring_assessment c JOIN areas_area v ON v.parent_id = c.area_id;
INSERT INTO scoring_entrycategory (entry_id, category_id)
SELECT e.id, g.id FROM scoring_entry e JOIN areas_category g ON g."order" = e.id %% 6;
INSERT INTO scoring_rater (assessment_id, group_id, seat, name, unit)
SELECT c.id, g.id, i, '评委' || i, ''
FROM scoring_assessment c, (VALUES ('observers', 7), ('peers', 10), ('leaders', 3)) v(code, n)
JOIN scoring_ratergroup g ON g.code = v.code, generate_series(1, v.n) i;
INSERT INTO scoring_sheet (assessment_id, component_id, rater_id, entry_id, status, total, dimension_points,
                            points_line, waived_reason, submitted_at)
SELECT e.assessment_id, k.id, r.id, e.id, 'submitted', p.a + p.b + p.c, ARRAY[p.a, p.b, p.c, 0],
       concat_ws(',', q.a, q.a, q.a, q.a, q.b, q.b, q.b, q.b, q.c, q.c, q.c), '', now()
FROM scoring_entry e
JOIN scoring_rater r ON r.assessment_id = e.assessment_id
JOIN scoring_component k ON k.rater_group_id = r.group_id
CROSS JOIN LATERAL (
    SELECT 25 + abs(hashint8(e.id * 7919 + r.id)) %% 80 / 10.0 AS a,
           25 + abs(hashint8(e.id * 104729 + r.id)) %% 60 / 10.0 AS b,
           30 + abs(hashint8(e.id * 1299709 + r.id)) %% 60 / 10.0 AS c
) p
CROSS JOIN LATERAL (SELECT round(p.a / 4, 1) AS a, round(p.b / 4, 1) AS b, round(p.c / 3, 1) AS c) q;
ANALYZE
"""


# One cadre for every village: its secretary, and of most villages its director as well.
PEOPLE = """
INSERT INTO cadres_person (version, uuid, name, pinyin, initials, sex, birth_date, nationality, party_joined_on,
                           full_time_education, source_id, area_id,
                           id_number, id_number_index, phone, phone_index,
                           bank_account, bank_account_index, bank_name,
                           full_time_degree, full_time_school, in_service_education, in_service_degree,
                           in_service_school, speciality)
SELECT 1, gen_random_uuid(), n.name, n.pinyin, n.initials, (1 + v.id %% 2)::text,
       date '1966-01-01' + (v.id * 37 %% 11000)::int,
       '01', date '2000-07-01', (ARRAY['21', '31', '41', '61'])[1 + v.id %% 4], s.id, v.id,
       '', '', '', '', '', '', '', '', '', '', '', '', ''
FROM areas_area v
JOIN (VALUES (0, '王建国', 'wang jian guo', 'wjg'), (1, '李秀英', 'li xiu ying', 'lxy'),
             (2, '张志强', 'zhang zhi qiang', 'zzq'),
             (3, '欧阳春梅', 'ou yang chun mei', 'oycm')) n(at, name, pinyin, initials) ON n.at = v.id %% 4
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS n FROM cadres_source) s
     ON s.at = v.id %% s.n
WHERE v.level = 5;
INSERT INTO cadres_appointment (person_id, post_id, area_id, seat, valid_from, note, end_reason)
SELECT p.id, k.id, p.area_id, 1, date '2025-03-18', '', ''
FROM cadres_person p JOIN cadres_postkind k ON k.code = 'secretary' OR k.code = 'director' AND p.id %% 4 > 0;
ANALYZE
"""


def people() -> None:
    execute(PEOPLE, none=None)


def county_official():
    """Someone who sees the whole county, for pages."""
    county = Area.objects.get(level=Level.COUNTY)
    user = User.objects.create(username="bench", name="基准")
    Assignment.objects.create(user=user, role=Role.COUNTY_OFFICIAL, area=county, valid_from=date(2025, 1, 1))
    return user


def large_county() -> None:
    """A county with 10,000 villages in 100 townships: tallied contests, and as many cadres."""
    province(cities=1, counties=1, townships=100, villages=100)
    closed_contests()
    people()
    county_official()
    tally_county(Area.objects.get(level=Level.COUNTY).pk, str(PERIOD))
    execute("VACUUM ANALYZE")


def province(*, cities: int, counties: int, townships: int, villages: int) -> None:
    """A province with so many cities, counties a city, townships a county and villages a township."""
    execute(TREE, cities=cities, counties=counties, townships=townships, villages=villages)


def closed_contests() -> None:
    """A closed contest of every township, with all sheets submitted."""
    execute(SCHEME, none=None)
    execute(CONTESTS, none=None)
