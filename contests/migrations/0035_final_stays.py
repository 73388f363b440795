"""A final result is only taken back with a record of who did it and why, whatever the way. O3"""

from django.db import migrations

FORWARD = """
-- The step that takes a contest out of `final` has been written down in the same transaction, that is, by a row that is
-- visible here while its transaction still runs.
CREATE FUNCTION contests_final_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written xid8; epoch bigint := pg_current_xact_id()::text::bigint >> 32 << 32;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT (epoch + xmin::text::bigint)::text::xid8 INTO written FROM core_statechange
        WHERE subject = 'contests.contest' AND subject_id = OLD.id AND source = OLD.status AND target = NEW.status
        ORDER BY id DESC LIMIT 1;
    END IF;
    IF pg_xact_status(written) IS DISTINCT FROM 'in progress' THEN
        RAISE EXCEPTION '比武已定稿，只能写明原因退回' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER final_stays AFTER UPDATE OF status ON contests_contest
    FOR EACH ROW WHEN (OLD.status = 'final' AND NEW.status <> 'final') EXECUTE FUNCTION contests_final_stays();
CREATE TRIGGER final_is_not_deleted AFTER DELETE ON contests_contest
    FOR EACH ROW WHEN (OLD.status = 'final') EXECUTE FUNCTION contests_final_stays();
"""
BACKWARD = """
DROP TRIGGER final_stays ON contests_contest;
DROP TRIGGER final_is_not_deleted ON contests_contest;
DROP FUNCTION contests_final_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("contests", "0034_document_numbers"), ("core", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
