"""State changes are append-only; the function serves every table that must not change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION touyan_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% 只可追加，不可修改或删除', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_statechange
    FOR EACH ROW EXECUTE FUNCTION touyan_append_only();
"""
BACKWARD = """
DROP TRIGGER append_only ON core_statechange;
DROP FUNCTION touyan_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
