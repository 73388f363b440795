"""Points are refused, too, in a column whose indicator is for other categories of villages. scoring.md §1"""

from django.db import migrations

CHECK = """
CREATE OR REPLACE FUNCTION contests_check_scores() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    -- EXECUTE plans anew each time: a plan kept from when the tables were empty takes minutes once they are not.
    EXECUTE $query$
        SELECT f.maximum, c.status AS contest, s.status, n.points
        FROM changed n
        JOIN contests_sheet s ON s.id = n.sheet_id
        JOIN contests_contest c ON c.id = s.contest_id
        JOIN contests_scheme m ON m.id = c.scheme_id
        LEFT JOIN contests_field f ON f.id = n.field_id
        WHERE s.status <> 'draft' OR NOT (c.status = 'scoring' OR s.unlocked_at IS NOT NULL)
           OR n.points > f.maximum OR n.points <> round(n.points, m.point_decimals) OR f.component_id IS DISTINCT FROM s.component_id
{applies}
        LIMIT 1
    $query$ INTO bad;
    IF bad.points IS NOT NULL THEN
        RAISE EXCEPTION '得分 % 不能保存：表 %，比武 %，满分 %', bad.points, bad.status, bad.contest, bad.maximum
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""
APPLIES = """
           OR EXISTS (SELECT FROM contests_indicator_categories i WHERE i.indicator_id = f.indicator_id)
              AND NOT EXISTS (SELECT FROM contests_indicator_categories i
                              JOIN contests_entrycategory e ON e.category_id = i.category_id
                              WHERE i.indicator_id = f.indicator_id AND e.entry_id = s.entry_id)
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0016_paper_scan")]
    operations = [migrations.RunSQL(CHECK.replace("{applies}", APPLIES), CHECK.replace("{applies}", ""))]
