"""The new parts of a scheme are frozen with it, the new rows of a result are append-only."""

from django.db import migrations

PARTS = ["indicatorlevel", "measure", "measureband", "indicator_categories"]

FORWARD = (
    """
CREATE OR REPLACE FUNCTION contests_freeze_scheme() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE old_row jsonb; new_row jsonb; state text;
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
    IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW); END IF;
    -- A row names its scheme itself or through its component or indicator.
    SELECT s.status INTO state FROM contests_scheme s
    WHERE s.status <> 'draft' AND s.id IN (
        SELECT (row ->> 'scheme_id')::bigint FROM (VALUES (old_row), (new_row)) r(row)
        UNION ALL
        SELECT c.scheme_id FROM (VALUES (old_row), (new_row)) r(row)
        JOIN contests_component c ON c.id = (row ->> 'component_id')::bigint WHERE NOT row ? 'scheme_id'
        UNION ALL
        SELECT i.scheme_id FROM (VALUES (old_row), (new_row)) r(row)
        JOIN contests_indicator i ON i.id = (row ->> 'indicator_id')::bigint WHERE NOT row ? 'scheme_id'
    ) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '方案已启用，不可修改' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contests_figurepart
    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();
CREATE TRIGGER known_keys AFTER INSERT ON contests_figurepart REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION contests_check_keys('standing_id', 'contests_standing');
"""
    + "".join(
        f"CREATE TRIGGER scheme_freeze BEFORE INSERT OR UPDATE OR DELETE ON contests_{table}\n"
        "    FOR EACH ROW EXECUTE FUNCTION contests_freeze_scheme();\n"
        for table in PARTS
    )
)
# The function is left as it is: it serves the older tables just as well.
BACKWARD = (
    "".join(f"DROP TRIGGER scheme_freeze ON contests_{table};\n" for table in PARTS)
    + "DROP TRIGGER append_only ON contests_figurepart;\nDROP TRIGGER known_keys ON contests_figurepart;\n"
)


class Migration(migrations.Migration):
    dependencies = [("contests", "0004_scoring_complete")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
