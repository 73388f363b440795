"""What the database refuses whoever asks: changed results, changed frozen schemes, points where none belong."""

from django.db import migrations

RESULTS = ["tally", "standing", "standingpart", "bonuspart", "categoryrank", "award", "countyranking", "countyrank"]
RESULT_KEYS = {  # checked for all rows of a statement at once; what they point to cannot go away
    "standing": {"tally_id": "tally"},
    "standingpart": {"standing_id": "standing", "component_id": "component"},
    "categoryrank": {"standing_id": "standing"},
    "countyrank": {"ranking_id": "countyranking", "standing_id": "standing"},
}
PARTS = ["dimension", "indicator", "component", "tiebreak", "awardrule", "bonusgroup", "bonusitem"]

FORWARD = (
    """
-- Points: only into drafts of a contest that takes them, 0…maximum, no more decimals than the scheme allows.
CREATE FUNCTION contests_check_scores() RETURNS trigger LANGUAGE plpgsql AS $$
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
        LIMIT 1
    $query$ INTO bad;
    IF bad.points IS NOT NULL THEN
        RAISE EXCEPTION '得分 % 不能保存：表 %，比武 %，满分 %', bad.points, bad.status, bad.contest, bad.maximum
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER score_insert AFTER INSERT ON contests_score REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_scores();
CREATE TRIGGER score_update AFTER UPDATE ON contests_score REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_scores();
CREATE TRIGGER score_delete AFTER DELETE ON contests_score REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_scores();

-- A submitted sheet keeps its figures until it is unlocked.
CREATE FUNCTION contests_lock_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'submitted' AND (TG_OP = 'DELETE' OR NEW.status = 'submitted' AND
            (NEW.total, NEW.dimension_points, NEW.points_line) IS DISTINCT FROM
            (OLD.total, OLD.dimension_points, OLD.points_line)) THEN
        RAISE EXCEPTION '评分表已提交，不可修改' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sheet_lock BEFORE UPDATE OR DELETE ON contests_sheet
    FOR EACH ROW EXECUTE FUNCTION contests_lock_sheet();

-- A scheme in use is frozen with all its parts; a new edition is a copy.
CREATE FUNCTION contests_freeze_scheme() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE scheme_ids bigint[]; state text;
BEGIN
    IF TG_TABLE_NAME = 'contests_scheme' THEN
        IF OLD.status <> 'draft' AND (TG_OP = 'DELETE' OR
                to_jsonb(NEW) - '{status,version,name,copied_from_id}'::text[] IS DISTINCT FROM
                to_jsonb(OLD) - '{status,version,name,copied_from_id}'::text[] OR NEW.status = 'draft') THEN
            RAISE EXCEPTION '方案已启用，不可修改' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'contests_field' THEN
        SELECT array_agg(scheme_id) INTO scheme_ids FROM contests_component
        WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.component_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.component_id END);
    ELSIF TG_TABLE_NAME = 'contests_component_indicators' THEN
        SELECT array_agg(scheme_id) INTO scheme_ids FROM contests_component
        WHERE id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.component_id END,
                     CASE WHEN TG_OP <> 'DELETE' THEN NEW.component_id END);
    ELSE
        scheme_ids := ARRAY[CASE WHEN TG_OP <> 'INSERT' THEN OLD.scheme_id END,
                            CASE WHEN TG_OP <> 'DELETE' THEN NEW.scheme_id END];
    END IF;
    SELECT status INTO state FROM contests_scheme WHERE id = ANY(scheme_ids) AND status <> 'draft' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '方案已启用，不可修改' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scheme_freeze BEFORE UPDATE OR DELETE ON contests_scheme
    FOR EACH ROW EXECUTE FUNCTION contests_freeze_scheme();

-- A foreign key over all rows of a statement: arguments are pairs of column and table. Always by the key's index: after
-- a first large insert the statistics still say that the table is empty, and a plan made for that takes minutes.
CREATE FUNCTION contests_check_keys() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE missing bigint;
BEGIN
    FOR i IN 0 .. TG_NARGS - 1 BY 2 LOOP
        EXECUTE format('SELECT min(a.%1$I) FROM added a WHERE NOT EXISTS (SELECT FROM %2$I p WHERE p.id = a.%1$I)',
                       TG_ARGV[i], TG_ARGV[i + 1]) INTO missing;
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION '% % in % does not exist', TG_ARGV[i], missing, TG_TABLE_NAME
                USING ERRCODE = 'foreign_key_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""
    + "".join(
        f"CREATE TRIGGER known_keys AFTER INSERT ON contests_{table} REFERENCING NEW TABLE AS added\n"
        "    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_keys("
        + ", ".join(f"'{column}', 'contests_{target}'" for column, target in keys.items())
        + ");\n"
        for table, keys in RESULT_KEYS.items()
    )
    + "".join(
        f"CREATE TRIGGER scheme_freeze BEFORE INSERT OR UPDATE OR DELETE ON contests_{table}\n"
        "    FOR EACH ROW EXECUTE FUNCTION contests_freeze_scheme();\n"
        for table in [*PARTS, "field", "component_indicators"]
    )
    + "".join(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contests_{table}\n"
        "    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();\n"
        for table in RESULTS
    )
)
BACKWARD = (
    "".join(f"DROP TRIGGER append_only ON contests_{table};\n" for table in RESULTS)
    + "".join(f"DROP TRIGGER known_keys ON contests_{table};\n" for table in RESULT_KEYS)
    + "".join(
        f"DROP TRIGGER scheme_freeze ON contests_{table};\n"
        for table in [*PARTS, "field", "component_indicators", "scheme"]
    )
    + """
DROP TRIGGER sheet_lock ON contests_sheet;
DROP TRIGGER score_insert ON contests_score;
DROP TRIGGER score_update ON contests_score;
DROP TRIGGER score_delete ON contests_score;
DROP FUNCTION contests_check_keys();
DROP FUNCTION contests_freeze_scheme();
DROP FUNCTION contests_lock_sheet();
DROP FUNCTION contests_check_scores();
"""
)


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_initial"), ("core", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
